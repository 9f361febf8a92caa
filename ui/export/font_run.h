// FontRun: starts the export of a font, shows how far it is, stage by stage, and what came of it: the check,
// and the proof of added glyphs among the target's own. GUI thread.
#pragma once

#include "ui/export/font_job.h"
#include "ui/studio/background_job.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QWidget>

class QLabel;
class QTableWidget;

namespace typemould {

class ExportBar;

class FontRun : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive it.
    FontRun(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);
    ~FontRun() override; ///< stops an export and waits for what is in hand
    bool running() const { return m_job.running(); }
    /// What the button would export; without characters or a file it is off.
    void setOrder(const CharacterSet& characters, const std::filesystem::path& file, bool possible);
    /// What opens checkpoints, and whether it draws the target's own style: that of kept pictures.
    void setGeneratorFactory(GeneratorFactory factory, bool targetsOwn);
    /// Asks an export to stop: nothing is written then. Returns at once.
    void cancel();
    /// Stops an export without a word, and forgets what came of the last one (another project).
    void forget();
    /// What stands beside the preview: the proof and the table; hidden until there is one.
    QWidget* proof() const { return m_proof; }
    bool hasProof() const { return m_hasProof; }

Q_SIGNALS:
    void runningChanged(bool running);
    void ended(bool failed);

private:
    void makeProof();
    void begin();
    void showOutcome(const Result<FontOutcome>& outcome, const QString& file);
    void showProof(const ProofSheet& proof);
    void refreshEnabled();
    Document& m_document;
    Dialogs& m_dialogs;
    GeneratorFactory m_factory;
    bool m_targetsOwn = true;
    CharacterSet m_characters;
    std::filesystem::path m_file;
    bool m_possible = false;
    ExportBar* m_bar;
    QWidget* m_proof;
    QLabel* m_line;
    QTableWidget* m_table;
    bool m_hasProof = false;
    std::stop_source m_stop; ///< of the export in hand: its result is not dropped
    BackgroundJob m_job;
};

} // namespace typemould
