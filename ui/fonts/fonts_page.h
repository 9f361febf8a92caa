// FontsPage: which fonts, how they cover the named sets, how both are laid on the canvas, and what pairs come
// of it. Shows the Document and edits it; keeps nothing of its own but what is chosen for the overlay. GUI
// thread.
#pragma once

#include "ui/studio/background_job.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QWidget>

class QLabel;

namespace typemould {

class CoverageTable;
class FontSlot;
class PairsPanel;
class PlacementPanel;

class FontsPage : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the page.
    FontsPage(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);

    enum class Role { Source, Target };
    /// Reads the font in the background, asks for the face where there are several, and puts it in its place.
    void chooseFont(Role role, const QString& path);

private:
    void takeFaces(Role role, const std::filesystem::path& path, const Result<std::vector<FaceInfo>>& faces);
    void takeReference(Role role, const Result<FontReference>& reference);
    void refreshFonts();
    void refreshEnabled();
    void showProblem(const QString& text);
    FontSlot* slotOf(Role role) const { return role == Role::Source ? m_source : m_target; }
    BackgroundJob& jobOf(Role role) { return role == Role::Source ? m_sourceJob : m_targetJob; }
    Document& m_document;
    Dialogs& m_dialogs;
    FontSlot* m_source;
    FontSlot* m_target;
    QLabel* m_problem;
    QString m_pickProblem; ///< why the font that was picked last could not be used; else empty
    CoverageTable* m_coverage;
    PlacementPanel* m_placement;
    PairsPanel* m_pairs;
    BackgroundJob m_sourceJob, m_targetJob; ///< each reads the file that was picked for its slot
};

} // namespace typemould
