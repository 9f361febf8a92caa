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

private:
    enum class Role { Source, Target };
    void chooseFont(Role role, const QString& path);
    void refreshFonts();
    void showProblem(const QString& text);
    Document& m_document;
    Dialogs& m_dialogs;
    FontSlot* m_source;
    FontSlot* m_target;
    QLabel* m_problem;
    CoverageTable* m_coverage;
    PlacementPanel* m_placement;
    PairsPanel* m_pairs;
};

} // namespace typemould
