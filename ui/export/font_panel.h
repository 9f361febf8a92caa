// FontPanel: how glyphs are traced and what font is made of them, under which name and into which file, with
// what the fonts' licences say of it. Shows the Document and edits its settings. GUI thread.
#pragma once

#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace typemould {

class SettingsForm;

class FontPanel : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the panel.
    FontPanel(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);
    /// The file that is typed, with the ending of the format; empty when none is.
    std::filesystem::path file() const;
    /// Whether a licence forbids what is set.
    bool refused() const { return m_refused; }
    /// Shows how outlines are traced alone, and nothing of a font.
    void setOutlinesAlone(bool alone);
    /// Off while an export goes.
    void setEditable(bool editable);

Q_SIGNALS:
    void changed(); ///< file() or refused()

private:
    QWidget* makeFile();
    void takeProject();
    void refresh();
    void refreshLicence();
    void browse();
    Document& m_document;
    Dialogs& m_dialogs;
    QWidget* m_fontBox;
    QWidget* m_fileBox;
    SettingsForm* m_tracing;
    SettingsForm* m_font;
    QLabel* m_findings;
    QPushButton* m_showLicence;
    QLabel* m_licence;
    QLineEdit* m_file;
    QPushButton* m_browse;
    QString m_suggested; ///< that was put into m_file, and not by the user
    bool m_refused = false;
};

} // namespace typemould
