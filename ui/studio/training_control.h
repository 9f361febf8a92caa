// TrainingControl: from the open project to a running session and back: builds the setup, says why training
// cannot start, passes changed settings on to a run that goes, and tells the document of new checkpoints. GUI
// thread.
#pragma once

#include "ui/studio/document.h"
#include "ui/studio/training_runner.h"

#include <QObject>

#include <functional>
#include <memory>

namespace typemould {

class TrainingControl : public QObject {
    Q_OBJECT
public:
    /// Makes a session of a setup; called on the training thread.
    using SessionMaker = std::function<Result<std::unique_ptr<TrainingSession>>(TrainingSetup)>;

    /// Both must outlive the control.
    TrainingControl(Document& document, TrainingRunner& runner, QObject* parent = nullptr);
    /// Replaces TrainingSession::create (tests).
    void setSessionMaker(SessionMaker maker);

    /// Why training cannot start now, as a sentence; empty when it can.
    QString obstacle() const;
    /// Whether starting goes on from a checkpoint unless a fresh start is asked for.
    bool wouldContinue() const { return m_document.checkpoint().has_value(); }
    /// Starts a run, or goes on with the newest one; returns at once. Nothing happens while there is an
    /// obstacle().
    void start(const TrainingBudget& budget, bool fresh);
    /// Switches the upsampling where the network is: in the run that goes, else in the newest checkpoint,
    /// else in the settings alone. A run saves a checkpoint first, to which undo goes back. With
    /// `phasedSteps` above 0 the freezing plan becomes phasedPlan() of that many steps.
    void switchUpsampling(const UpsamplingSwitch& change, long long phasedSteps);
    /// The folder of the run that was started last in this project; empty before the first one.
    const std::filesystem::path& runFolder() const { return m_runFolder; }
    /// A switch waits for the checkpoint before it; switchingChanged() follows.
    bool switching() const { return m_switch.has_value(); }
    /// The newest checkpoint of the network that is at work: none in a run that began anew and has saved
    /// none.
    std::optional<std::filesystem::path> checkpoint() const;
    /// Steps of training that the network which is at work has behind it.
    long long learntSteps() const;
    double learntEpochs() const;

Q_SIGNALS:
    void obstacleChanged();
    void switchingChanged(bool switching);
    void problem(const typemould::Error& error); ///< to be shown in the window

private:
    /// A switch that was asked of a run.
    struct AskedSwitch {
        UpsamplingSwitch change;
        long long phasedSteps = 0;
        bool keeping = false; ///< its checkpoint is there and is being kept
    };
    void connectSwitch();
    void connectReturn();
    void setSwitch(std::optional<AskedSwitch> asked);
    void switchKept(const VerifiedCheckpoint& kept);
    void switchAfterRun();
    void forgetRunThatWasNotMade();
    void connectSettings();
    void followEdits();
    void settingsAnswered(const std::vector<SettingChange>& asked);
    bool asksFor(const std::string& key) const;
    void takeBack(const RefusedSettings& refused);
    void takeBack(const RefusedFreezing& refused);
    void followRun(const TrainingEvent& event);
    Document& m_document;
    TrainingRunner& m_runner;
    SessionMaker m_maker;
    TrainingSettings m_sent; ///< what the running session was last told
    std::vector<std::string> m_sentFreezing;
    std::vector<std::vector<SettingChange>> m_asked; ///< of the run and not answered yet, oldest first
    std::optional<AskedSwitch> m_switch;
    std::filesystem::path m_runFolder;
    bool m_runSaved = false; ///< the run that goes has a checkpoint that it could go on from
};

} // namespace typemould
