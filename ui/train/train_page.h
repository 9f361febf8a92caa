// TrainPage: the settings and locks of the training, what the network draws now, how the run fares, and how
// the losses fall.
// Puts its panels together and feeds them from the Document and the TrainingRunner. GUI thread.
#pragma once

#include "ui/review/generator_factory.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"
#include "ui/studio/training_control.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace typemould {

class FiguresPanel;
class HealthPanel;
class LossPlot;
class PreviewPanel;
class RunsBar;
struct RunHistory;
class WeightsPanel;

class TrainPage : public QWidget {
    Q_OBJECT
public:
    /// All must outlive the page.
    TrainPage(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
              QWidget* parent = nullptr);
    /// Replaces what opens checkpoints for the preview (tests).
    void setGeneratorFactory(GeneratorFactory factory);
    WeightsPanel& weights() { return *m_weights; }
    RunsBar& runs() { return *m_runs; }

Q_SIGNALS:
    void pairsWanted(); ///< the designer wants to look at pairs that disagree

private:
    void connectRunner();
    void connectHealth();
    void tell(std::function<void()> show);
    void forgetRun();
    void readHistory();
    void showHistory(const RunHistory& history);
    Document& m_document;
    TrainingRunner& m_runner;
    PreviewPanel* m_preview;
    LossPlot* m_plot;
    HealthPanel* m_health;
    FiguresPanel* m_figures;
    WeightsPanel* m_weights = nullptr;
    RunsBar* m_runs = nullptr;
    bool m_historyWanted = false;              ///< it is not known yet which run's
    std::vector<std::function<void()>> m_held; ///< said by a run while its history was being read
    BackgroundJob m_historyJob;
};

} // namespace typemould
