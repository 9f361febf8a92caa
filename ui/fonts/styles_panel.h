// StylesPanel: the styles that the network learns, one a font: their names, which one the target font is, and
// further ones. Edits the Document. GUI thread.
#pragma once

#include "ui/studio/background_job.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QGroupBox>

#include <functional>

class QPushButton;
class QTableWidget;

namespace typemould {

class StylesPanel : public QGroupBox {
    Q_OBJECT
public:
    /// Both must outlive the panel.
    StylesPanel(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);

private:
    void addStyle();
    void addStyleOf(const std::filesystem::path& font, FaceChoice face, const QString& family);
    void chooseFont();
    /// Asks for a font file and its face; `take` gets them and the family's name.
    void pickFont(const QString& title,
                  std::function<void(const std::filesystem::path&, FaceChoice, const QString&)> take);
    void rename(int row, const QString& name);
    void useAsTarget();
    void refresh();
    void refreshEnabled();
    Document& m_document;
    Dialogs& m_dialogs;
    QTableWidget* m_table;
    QPushButton* m_add;
    QPushButton* m_rename;
    QPushButton* m_font;
    QPushButton* m_remove;
    QPushButton* m_target;
    bool m_showing = false;
    BackgroundJob m_job; ///< reads the font that was picked
};

} // namespace typemould
