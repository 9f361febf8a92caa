// ExperimentControl: an experiment on the open project, run in the background: how far each variant has come,
// what is left, and what they came to; and the taking over of the one that is wanted. GUI thread.
#pragma once

#include "core/training/experiment.h"
#include "core/training/run_history.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/training_control.h"

#include <functional>
#include <memory>

namespace typemould {

class ExperimentControl : public QObject {
    Q_OBJECT
public:
    /// Runs an experiment; called on the experiment's thread.
    using Runner =
        std::function<Result<ExperimentResult>(ExperimentSetup, std::stop_token, ExperimentObserver&)>;
    /// One of the settings that are compared, as far as it has come.
    struct Variant {
        ExperimentVariant what;
        std::shared_ptr<RunHistory> history = std::make_shared<RunHistory>();
        GrayImage preview; ///< the newest, as previewSheet(); empty before the first
        bool begun = false;
        std::optional<VariantResult> result; ///< when it has ended
    };

    /// All must outlive it.
    ExperimentControl(Document& document, TrainingControl& training, Dialogs& dialogs,
                      QObject* parent = nullptr);
    ~ExperimentControl() override;
    /// Replaces runExperiment (tests).
    void setRunner(Runner runner) { m_runner = std::move(runner); }

    /// Why none can begin now, as a sentence; empty when one can.
    QString obstacle() const;
    /// Begins; returns at once. Nothing happens while there is an obstacle().
    void start(const std::vector<ExperimentVariant>& variants, const TrainingBudget& budgetOfEach);
    /// Asks the experiment to end after the step in hand; what it has found stays.
    void cancel();
    /// Likewise, and waits for it; what it says then is not shown.
    void stopAndWait();
    bool running() const { return m_job.running(); }
    bool cancelling() const { return m_cancelling; }
    /// Of the experiment that goes, or went last.
    const std::vector<Variant>& variants() const { return m_variants; }
    const ExperimentProgress& progress() const { return m_progress; }
    /// The place of the variant with the best held-out L1 of those that have ended whole; -1 without one.
    int winner() const;
    /// Puts the settings of a variant into the project; undoable. Asks before it changes the upsampling of
    /// what is learnt, above `window`.
    void use(std::size_t variant, QWidget* window);

Q_SIGNALS:
    void obstacleChanged();
    void changed(); ///< variants() or progress(); at most five times a second
    void runningChanged(bool running);
    void ended(); ///< after the last changed()

private:
    class Bridge;
    void take(const ExperimentProgress& progress);
    void finish(const Result<ExperimentResult>& result);
    void tellSoon();
    Document& m_document;
    TrainingControl& m_training;
    Dialogs& m_dialogs;
    Runner m_runner = &runExperiment;
    std::vector<Variant> m_variants;
    ExperimentProgress m_progress;
    bool m_cancelling = false;
    QTimer m_tell;
    BackgroundJob m_job;
};

/// What a variant sets, in the designer's words: "PixelShuffle", or "Batch size: 8, Edge: 0.5".
QString variantText(const ExperimentVariant& variant);

} // namespace typemould
