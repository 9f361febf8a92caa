#include "ui/runs/experiment_control.h"

#include "core/training/run_log.h"
#include "ui/runs/runs_in_use.h"
#include "ui/studio/setting_edits.h"
#include "ui/studio/training_material.h"
#include "ui/widgets/setting_text.h"

#include <mutex>
#include <utility>

namespace typemould {

namespace {
constexpr auto tellEvery = std::chrono::milliseconds(200);

/// Cuts what a list with rising steps has of `step` and later ones: they are trained anew.
template <class T>
void forgetFrom(long long step, std::vector<T>& list) {
    while (!list.empty() && list.back().step >= step) {
        list.pop_back();
    }
}
} // namespace

QString variantText(const ExperimentVariant& variant) {
    return variant.changes.size() == 1 ? shownValue(variant.changes[0].key, variant.changes[0].value)
                                       : changesText(variant.changes);
}

/// Brings what the experiment's thread says to the GUI thread, all that came since in one go: a fast trainer
/// must not flood the event loop.
class ExperimentControl::Bridge : public ExperimentObserver {
public:
    using Word = std::function<void(ExperimentControl&)>;

    Bridge(ExperimentControl& control, std::function<void(std::function<void()>)> post)
        : m_control(control), m_post(std::move(post)) {}

    void onVariant(std::size_t variant, const ExperimentVariant&) override {
        say([variant](ExperimentControl& c) { c.m_variants.at(variant).begun = true; });
    }
    void onProgress(const ExperimentProgress& progress) override {
        say([progress](ExperimentControl& c) { c.take(progress); });
    }
    void onEvaluation(std::size_t variant, const Evaluation& evaluation) override {
        say([variant, evaluation](ExperimentControl& c) {
            auto& evaluations = c.m_variants.at(variant).history->evaluations;
            forgetFrom(evaluation.step, evaluations);
            evaluations.push_back(evaluation);
        });
    }
    void onPreview(std::size_t variant, const Preview& preview) override {
        say([variant, sheet = previewSheet(preview)](ExperimentControl& c) {
            c.m_variants.at(variant).preview = sheet;
        });
    }
    void onWarning(std::size_t, const Error& error) override {
        say([error](ExperimentControl& c) { c.m_document.report(error); });
    }
    void onResult(std::size_t variant, const VariantResult& result) override {
        say([variant, result](ExperimentControl& c) { c.m_variants.at(variant).result = result; });
    }
    /// On the GUI thread: all that was said.
    void listen() {
        std::vector<Word> words;
        {
            const std::lock_guard lock(m_said->mutex);
            words.swap(m_said->words);
        }
        for (const Word& word : words) {
            word(m_control);
        }
        m_control.tellSoon();
    }

private:
    struct Said {
        std::mutex mutex;
        std::vector<Word> words;
    };
    void say(Word word) {
        bool alone = false;
        {
            const std::lock_guard lock(m_said->mutex);
            alone = m_said->words.empty();
            m_said->words.push_back(std::move(word));
        }
        if (alone) {
            m_post([this] { listen(); });
        }
    }
    ExperimentControl& m_control;
    std::function<void(std::function<void()>)> m_post;
    std::shared_ptr<Said> m_said = std::make_shared<Said>();
};

ExperimentControl::ExperimentControl(Document& document, TrainingControl& training, Dialogs& dialogs,
                                     QObject* parent)
    : QObject(parent), m_document(document), m_training(training), m_dialogs(dialogs) {
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellEvery);
    connect(&m_tell, &QTimer::timeout, this, &ExperimentControl::changed);
    connect(&m_job, &BackgroundJob::runningChanged, this, [this](bool going) {
        m_document.setExperimenting(going);
        Q_EMIT runningChanged(going);
    });
    connect(&training, &TrainingControl::obstacleChanged, this, &ExperimentControl::obstacleChanged);
    connect(&document, &Document::projectChanged, this, [this] {
        stopAndWait();
        m_variants.clear();
        m_progress = {};
        Q_EMIT changed();
    });
}

ExperimentControl::~ExperimentControl() { m_job.disconnect(this); }

QString ExperimentControl::obstacle() const { return m_training.obstacle(); }

void ExperimentControl::start(const std::vector<ExperimentVariant>& variants,
                              const TrainingBudget& budgetOfEach) {
    if (running() || !obstacle().isEmpty()) {
        return;
    }
    const auto made = trainingMaterial(m_document);
    if (!made) {
        m_document.report(made.error());
        return;
    }
    const auto material = *made;
    ExperimentSetup setup;
    setup.base = trainingSetup(m_document.project(), *m_document.fonts(), *m_document.pairs(), {});
    material->give(setup.base);
    setup.base.budget = budgetOfEach;
    setup.variants = variants;
    setup.folder = experimentsFolder(m_document);
    m_variants.clear();
    for (const ExperimentVariant& variant : variants) {
        m_variants.push_back({variant});
    }
    m_progress = {};
    m_progress.variants = variants.size();
    m_cancelling = false;
    const auto bridge = std::make_shared<Bridge>(*this, m_job.poster());
    m_job.start(
        [setup = std::move(setup), runner = m_runner, data = m_document.data(), material,
         bridge](std::stop_token stop) mutable -> Result<ExperimentResult> {
            if (auto drawn = material->drawFurther(data, setup.base, stop); !drawn) {
                return drawn.error();
            }
            return runner(std::move(setup), stop, *bridge);
        },
        [this, bridge](const Result<ExperimentResult>& result) {
            bridge->listen();
            finish(result);
        });
    Q_EMIT changed();
}

void ExperimentControl::cancel() {
    if (running() && !std::exchange(m_cancelling, true)) {
        m_job.requestStop();
        Q_EMIT changed();
    }
}

void ExperimentControl::stopAndWait() {
    m_job.finish();
    m_cancelling = false;
}

void ExperimentControl::take(const ExperimentProgress& progress) {
    m_progress = progress;
    auto& [rows, evaluations, events] = *m_variants.at(progress.variant).history;
    const long long step = progress.training.step;
    if (step <= 0 || (!rows.empty() && rows.back().step == step)) {
        return;
    }
    if (!rows.empty() && rows.back().step > step) { // it diverged and has gone back
        forgetFrom(step, rows);
        forgetFrom(step, evaluations);
    }
    rows.push_back(progress.training);
    rows.back().terms.clear(); // the curves are of the totals
}

void ExperimentControl::tellSoon() {
    if (!m_tell.isActive()) {
        m_tell.start();
    }
}

void ExperimentControl::finish(const Result<ExperimentResult>& result) {
    m_tell.stop();
    const bool cancelled = std::exchange(m_cancelling, false);
    if (result) {
        for (std::size_t i = 0; i < result->variants.size() && i < m_variants.size(); ++i) {
            m_variants[i].result = result->variants[i];
        }
        const int best = winner();
        if (best >= 0) {
            Q_EMIT m_document.notice(tr("The experiment has ended. The best on held-out glyphs: %1.")
                                         .arg(variantText(m_variants[static_cast<std::size_t>(best)].what)));
        }
    } else if (!cancelled || result.error().code != ErrorCode::Cancelled) {
        m_document.report(result.error());
    }
    Q_EMIT changed();
    Q_EMIT ended();
}

int ExperimentControl::winner() const {
    int best = -1;
    double least = 0;
    for (std::size_t i = 0; i < m_variants.size(); ++i) {
        const auto& result = m_variants[i].result;
        if (!result || result->error || result->stopped || !result->evaluation) {
            continue;
        }
        const double l1 = result->evaluation->generated.l1;
        if (best < 0 || l1 < least) {
            best = static_cast<int>(i);
            least = l1;
        }
    }
    return best;
}

void ExperimentControl::use(std::size_t variant, QWidget* window) {
    if (variant >= m_variants.size() || m_document.readOnly()) {
        return;
    }
    std::vector<SettingChange> changes = m_variants[variant].what.changes;
    const QString title = variantText(m_variants[variant].what);
    ProjectData changed = m_document.data();
    const auto training = withChanges(changed.training, changes);
    if (!training) {
        m_document.report(training.error());
        return;
    }
    changed.training = *training;
    const bool switches = m_document.wouldSwitch(changed);
    if (switches) {
        if (m_dialogs.ask(window, tr("Use this one"),
                          tr("The network that is there has learnt with another upsampling. It is carried "
                             "over as nearly as can be; undo goes back to it as it is."),
                          {tr("Carry it over"), tr("Cancel")}) != 0) {
            return;
        }
        std::erase_if(changes, [](const SettingChange& change) { return change.key == "upsample"; });
    }
    if (!changes.empty()) {
        if (const auto edited = editSettings(m_document, tr("Use %1").arg(title), changes); !edited) {
            m_document.report(edited.error());
            return;
        }
    }
    if (switches) {
        m_training.switchUpsampling({Upsampling(training->upsample)}, 0);
    }
}

} // namespace typemould
