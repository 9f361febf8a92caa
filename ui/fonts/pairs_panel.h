// PairsPanel: what the fonts give to learn from: the settings of the data set, how many pairs are trained and
// held out, the warnings, each with the characters that it is about, the pairs that disagree, and source
// fonts that fit better. Shows the Document and edits it. GUI thread.
#pragma once

#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QGroupBox>

class QLabel;
class QLineEdit;
class QProgressBar;
class QTextBrowser;

namespace typemould {

class SettingsForm;

/// One issue in the user's language, with its count and what to do.
QString issueText(const PairIssue& issue);

class PairsPanel : public QGroupBox {
    Q_OBJECT
public:
    /// Both must outlive the panel.
    PairsPanel(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);

private:
    void refreshData();
    void refreshPairs();
    void refreshEnabled();
    QString whyNoPairs() const;
    void editCharacters();
    Document& m_document;
    SettingsForm* m_settings;
    QLineEdit* m_characters;
    QLabel* m_charactersProblem;
    QLabel* m_summary;
    QProgressBar* m_progress;
    QTextBrowser* m_issues;
};

} // namespace typemould
