#include "ui/studio/training_control.h"

#include "core/base/atomic_file.h"
#include "core/project/project_networks.h"
#include "core/training/network_settings.h"
#include "core/training/run_record.h"
#include "ui/studio/training_material.h"

#include <utility>

namespace typemould {

TrainingControl::TrainingControl(Document& document, TrainingRunner& runner, QObject* parent)
    : QObject(parent), m_document(document), m_runner(runner), m_maker(&TrainingSession::create) {
    const auto tellRunActive = [&document, &runner] { document.setRunActive(runner.active()); };
    connect(&runner, &TrainingRunner::stateChanged, &document, tellRunActive);
    connect(&document, &Document::projectChanged, &runner, &TrainingRunner::reset);
    connect(&document, &Document::projectChanged, this, &TrainingControl::obstacleChanged);
    connect(&document, &Document::dataChanged, this, &TrainingControl::obstacleChanged);
    connect(&document, &Document::fontsChanged, this, &TrainingControl::obstacleChanged);
    connect(&document, &Document::pairsChanged, this, &TrainingControl::obstacleChanged);
    connect(&document, &Document::checkpointChanged, this, &TrainingControl::obstacleChanged);
    connect(&document, &Document::findingCheckpointChanged, this, &TrainingControl::obstacleChanged);
    connect(&document, &Document::changingNetworkChanged, this, &TrainingControl::obstacleChanged);
    connect(&document, &Document::experimentingChanged, this, &TrainingControl::obstacleChanged);
    connect(&runner, &TrainingRunner::stateChanged, this, &TrainingControl::obstacleChanged);
    connect(&runner, &TrainingRunner::ended, this, &TrainingControl::obstacleChanged);
    connect(&runner, &TrainingRunner::failed, this, &TrainingControl::obstacleChanged);
    connect(&runner, &TrainingRunner::checkpointSaved, this,
            [this](const std::filesystem::path& folder, long long step) {
                m_runSaved = true;
                m_document.checkpointSaved(folder, step, m_runner.progress().epoch);
            });
    connect(&runner, &TrainingRunner::ended, this, &TrainingControl::forgetRunThatWasNotMade);
    connect(&runner, &TrainingRunner::failed, this, &TrainingControl::forgetRunThatWasNotMade);
    connect(&runner, &TrainingRunner::warned, this, &TrainingControl::problem);
    connect(&runner, &TrainingRunner::failed, this, &TrainingControl::problem);
    connectSwitch();
    connectReturn();
    connectSettings();
}

void TrainingControl::setSessionMaker(SessionMaker maker) { m_maker = std::move(maker); }

QString TrainingControl::obstacle() const {
    if (!m_document.isOpen()) {
        return tr("Open or make a project first.");
    }
    if (m_document.readOnly()) {
        return tr("The project is open for reading only.");
    }
    if (m_runner.active()) {
        return tr("A run is going already.");
    }
    if (m_document.openingFonts()) {
        return tr("The fonts are still being opened.");
    }
    if (m_document.fonts() == nullptr) {
        return m_document.fontProblem() ? QString::fromStdString(m_document.fontProblem()->message)
                                        : tr("Choose a source and a target font on the Fonts page first.");
    }
    if (m_document.drawingPairs()) {
        return tr("The glyph pairs are still being drawn.");
    }
    if (m_document.pairs() == nullptr) {
        return tr("There are no glyph pairs to learn from: see the Fonts page.");
    }
    const ProjectData& data = m_document.data();
    if (const auto network = networkOf(data); !network) {
        return QString::fromStdString(network.error().message);
    }
    if (const auto freezing = freezingOf(data); !freezing) {
        return QString::fromStdString(freezing.error().message);
    }
    if (m_document.changingNetwork()) {
        return tr("The network is being changed.");
    }
    if (m_document.findingCheckpoint()) {
        return tr("The newest checkpoint is still being looked for.");
    }
    if (m_document.experimenting()) {
        return tr("An experiment is going: wait for its end or cancel it.");
    }
    return {};
}

void TrainingControl::start(const TrainingBudget& budget, bool fresh) {
    if (!obstacle().isEmpty()) {
        return;
    }
    auto material = trainingMaterial(m_document);
    if (!material) {
        Q_EMIT problem(material.error());
        return;
    }
    const auto& kept = *material;

    std::filesystem::path runFolder, resumeFrom;
    bool newRun = false;
    const auto checkpoint = m_document.checkpoint();
    if (checkpoint && !fresh) {
        resumeFrom = *checkpoint;
    }
    if (checkpoint && !fresh && !needsOwnRun(*checkpoint)) {
        runFolder = checkpoint->parent_path().parent_path(); // <run>/checkpoints/<step>
    } else if (auto made = m_document.newRun()) {
        runFolder = std::move(*made);
        newRun = true;
    } else {
        Q_EMIT problem(made.error());
        return;
    }
    TrainingSetup setup =
        trainingSetup(m_document.project(), *m_document.fonts(), *m_document.pairs(), runFolder);
    kept->give(setup);
    setup.budget = budget;
    setup.resumeFrom = resumeFrom;
    m_sent = m_document.data().training;
    m_sentFreezing = m_document.data().freezing;
    m_asked.clear();
    m_runSaved = !resumeFrom.empty();
    m_runFolder = runFolder;
    m_runner.start(
        [setup, maker = m_maker, data = m_document.data(), structure = m_document.structure(), kept,
         newRun](std::stop_token stop) mutable {
            auto session = [&]() -> Result<std::unique_ptr<TrainingSession>> {
                if (const auto drawn = kept->drawFurther(data, setup, stop); !drawn) {
                    return drawn.error();
                }
                if (const auto given = kept->giveOddPairs(data, structure, setup, stop); !given) {
                    return given.error();
                }
                return maker(setup);
            }();
            if (!session && newRun) {
                (void)removeTree(setup.runFolder); // nothing was learnt in it: it would be listed for good
            }
            return session;
        },
        kept);
}

/// A new one that was stopped, or failed, before there was a session is gone.
void TrainingControl::forgetRunThatWasNotMade() {
    std::error_code ignored; // what cannot be looked at is no run either
    if (!std::filesystem::exists(m_runFolder, ignored)) {
        m_runFolder.clear();
    }
}

std::optional<std::filesystem::path> TrainingControl::checkpoint() const {
    return m_runner.active() && !m_runSaved ? std::nullopt : m_document.checkpoint();
}

long long TrainingControl::learntSteps() const {
    const long long step = m_runner.active() ? m_runner.progress().step : 0;
    return step > 0 || !checkpoint() ? step : m_document.learntSteps();
}

double TrainingControl::learntEpochs() const {
    const bool told = m_runner.active() && m_runner.progress().step > 0;
    return told ? m_runner.progress().epoch : checkpoint() ? m_document.learntEpochs() : 0;
}

/// A run that goes is stopped as soon as the checkpoint to go back to is put aside.
void TrainingControl::connectReturn() {
    connect(&m_document, &Document::returnWaits, this,
            [this] { m_runner.active() ? m_runner.stop() : m_document.endReturn(); });
    connect(&m_runner, &TrainingRunner::ended, &m_document, &Document::endReturn);
    connect(&m_runner, &TrainingRunner::failed, &m_document, &Document::endReturn);
    connect(&m_document, &Document::projectChanged, this, [this] { m_runFolder.clear(); });
}

/// What the run saves is kept where its later checkpoints do not take its place; then the switch is made. A
/// run that ends first has saved what it has learnt: that is switched instead.
void TrainingControl::connectSwitch() {
    connect(&m_runner, &TrainingRunner::checkpointSaved, this, [this](const std::filesystem::path& folder) {
        if (m_switch && !m_switch->keeping && m_runner.state() != TrainingState::Stopping) {
            m_switch->keeping = true;
            if (!m_document.keepCheckpoint(folder)) {
                setSwitch({});
            }
        }
    });
    connect(&m_document, &Document::checkpointKept, this, &TrainingControl::switchKept);
    connect(&m_document, &Document::networkChangeEnded, this, [this](bool failed) {
        if (m_switch && m_switch->keeping && failed) {
            setSwitch({});
        }
    });
    connect(&m_runner, &TrainingRunner::warned, this, [this](const Error& error) {
        if (m_switch && !m_switch->keeping) {
            setSwitch({});
            Q_EMIT problem({error.code, "The upsampling was not switched: " + error.message, error.advice});
        }
    });
    connect(&m_runner, &TrainingRunner::ended, this, &TrainingControl::switchAfterRun);
    connect(&m_runner, &TrainingRunner::failed, this, [this] { setSwitch({}); });
    connect(&m_document, &Document::projectChanged, this, [this] { setSwitch({}); });
}

void TrainingControl::setSwitch(std::optional<AskedSwitch> asked) {
    const bool before = switching();
    m_switch = std::move(asked);
    if (before != switching()) {
        Q_EMIT switchingChanged(switching());
    }
}

void TrainingControl::switchUpsampling(const UpsamplingSwitch& change, long long phasedSteps) {
    if (m_runner.active()) {
        if (!m_switch) {
            setSwitch(AskedSwitch{change, phasedSteps});
            m_runner.requestCheckpoint();
        }
        return;
    }
    if (m_document.checkpoint()) {
        m_document.switchUpsampling(change, phasedSteps);
        return;
    }
    auto changed = withSwitched(m_document.data(), change, 0, phasedSteps);
    m_document.edit(tr("Switch the upsampling"), [&](ProjectData& data) {
        if (changed) {
            data = std::move(*changed);
        } else {
            data.training.upsample = change.to.mode; // the rest of the settings is still to be mended
        }
    });
}

void TrainingControl::switchKept(const VerifiedCheckpoint& kept) {
    if (!m_switch || !m_runner.active() || m_runner.state() == TrainingState::Stopping) {
        // What the run saves at its end is switched then, and takes this one's place.
        static_cast<void>(removeTree(kept.folder.parent_path().parent_path()));
        return;
    }
    m_document.switchInRun(m_switch->change, m_runner.progress().step, m_switch->phasedSteps, kept);
    setSwitch({});
}

void TrainingControl::switchAfterRun() {
    if (!m_switch) {
        return;
    }
    if (m_document.changingNetwork()) { // its checkpoint is still being kept
        connect(&m_document, &Document::networkChangeEnded, this, &TrainingControl::switchAfterRun,
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
        return;
    }
    const AskedSwitch asked = *m_switch;
    setSwitch({});
    m_document.switchUpsampling(asked.change, asked.phasedSteps);
}

} // namespace typemould
