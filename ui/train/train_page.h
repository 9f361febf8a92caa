// TrainPage: the settings and locks of the training, what the network draws now, and how the losses fall.
// Puts its panels together and feeds them from the Document and the TrainingRunner. GUI thread.
#pragma once

#include "ui/review/generator_factory.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"
#include "ui/studio/training_runner.h"

#include <QWidget>

namespace typemould {

class FiguresPanel;
class LossPlot;
class PreviewPanel;

class TrainPage : public QWidget {
    Q_OBJECT
public:
    /// All must outlive the page.
    TrainPage(Document& document, TrainingRunner& runner, Dialogs& dialogs, QWidget* parent = nullptr);
    /// Replaces what opens checkpoints for the preview (tests).
    void setGeneratorFactory(GeneratorFactory factory);

private:
    void connectRunner();
    void loadHistory();
    Document& m_document;
    TrainingRunner& m_runner;
    PreviewPanel* m_preview;
    LossPlot* m_plot;
    FiguresPanel* m_figures;
    BackgroundJob m_historyJob;
};

} // namespace typemould
