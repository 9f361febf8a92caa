// SourceFitView: whether another source font fits the target better: the other faces of its collection,
// compared unasked, and font files that the designer gives. Shows the Document; compares in the background.
// GUI thread.
#pragma once

#include "core/metrics/source_fit.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace typemould {

/// "Noto Sans JP Regular fits the target better than ...", in the user's language.
QString sourceFitText(const SourceComparison& comparison, const QString& now, const QString& other);

class SourceFitView : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the view.
    SourceFitView(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);
    /// Compares the faces of a font file with the source font.
    void tryFont(const QString& path);

private:
    void compare(const std::filesystem::path& file, bool asked);
    void fontsChanged();
    void refreshEnabled();
    Document& m_document;
    Dialogs& m_dialogs;
    QPushButton* m_try;
    QLabel* m_outcome;
    std::string m_comparedFor; ///< the fonts that the outcome is of
    BackgroundJob m_job;
};

} // namespace typemould
