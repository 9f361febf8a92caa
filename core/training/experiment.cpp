#include "core/training/experiment.h"

#include "core/base/fields_json.h"
#include "core/base/stamped_folder.h"
#include "core/training/run_log.h"

#include <algorithm>
#include <set>

namespace typemould {

namespace {

namespace fs = std::filesystem;

constexpr int measuredAtLeast = 64; ///< held-out glyphs, where the settings measure none
constexpr int measurements = 6;     ///< in a run that ends by time, for a curve of held-out figures

/// A name that every file system takes; what it cannot hold becomes an underscore.
std::string folderName(const std::string& name, std::set<std::string>& taken) {
    constexpr std::size_t longest = 80;
    std::string folder;
    for (const char c : name.substr(0, longest)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           (c != '\0' && std::string_view("._-+= ").find(c) != std::string_view::npos);
        folder += plain ? c : '_';
    }
    if (folder.empty() || folder.front() == '.') {
        folder.insert(0, "_");
    }
    const std::string first = folder;
    for (int i = 2; !taken.insert(folder).second; ++i) {
        folder = first + "-" + std::to_string(i);
    }
    return folder;
}

/// Keeps what the result needs of one run, and tells the experiment's observer.
class VariantObserver final : public TrainingObserver {
public:
    VariantObserver(ExperimentObserver& told, std::size_t variant, const ExperimentSetup& setup,
                    double secondsBefore)
        : m_told(told), m_variant(variant), m_setup(setup), m_secondsBefore(secondsBefore) {}

    void onProgress(const TrainingProgress& progress) override {
        last = progress;
        ExperimentProgress all;
        all.variant = m_variant;
        all.variants = m_setup.variants.size();
        all.name = m_setup.variants[m_variant].name;
        all.training = progress;
        const auto count = static_cast<double>(all.variants);
        const auto done = static_cast<double>(m_variant);
        all.share = std::clamp((done + std::clamp(progress.share, 0.0, 1.0)) / count, 0.0, 1.0);
        if (progress.secondsLeft >= 0) {
            const double one =
                m_variant > 0 ? m_secondsBefore / done : progress.trainedSeconds + progress.secondsLeft;
            all.secondsLeft = progress.secondsLeft + (count - done - 1) * one;
        }
        m_told.onProgress(all);
    }
    void onPreview(const Preview& preview) override {
        sheet = previewSheet(preview);
        m_told.onPreview(m_variant, preview);
    }
    void onEvaluation(const Evaluation& measured) override {
        evaluation = measured;
        m_told.onEvaluation(m_variant, measured);
    }
    void onWarning(const Error& error) override { m_told.onWarning(m_variant, error); }

    TrainingProgress last;
    std::optional<Evaluation> evaluation;
    GrayImage sheet;

private:
    ExperimentObserver& m_told;
    std::size_t m_variant;
    const ExperimentSetup& m_setup;
    double m_secondsBefore; ///< of training, in the variants before
};

/// The settings of every run, before what varies is set.
TrainingSettings commonSettings(const ExperimentSetup& setup) {
    auto settings = setup.base.settings;
    settings.keepCheckpoints = 1;
    settings.keepBest = 0;
    settings.measuredGlyphs = settings.measuredGlyphs > 0 ? settings.measuredGlyphs : measuredAtLeast;
    if (const double minutes = setup.base.budget.minutes; minutes > 0) {
        settings.checkpointMinutes =
            std::clamp(minutes / measurements, 0.01, std::max(0.01, settings.checkpointMinutes));
    }
    return settings;
}

void writeRunFile(const fs::path& run, const TrainingSettings& settings, const ExperimentVariant& variant) {
    nlohmann::ordered_json object{{"format", 1}, {"started", utcNow().iso8601}};
    for (const auto& [key, value] : variant.changes) {
        object["varied"][key] = value;
    }
    object["training"] = fieldsToJson(settings);
    writeFileAtomically(run / "run.json",
                        object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n")
        .orThrow();
}

void runVariant(const ExperimentSetup& setup, std::stop_token stop, VariantObserver& observer,
                VariantResult& result) {
    const auto trained = guarded("training " + result.variant.name, [&]() -> Result<Outcome> {
        TrainingSetup one = setup.base;
        one.settings = withChanges(commonSettings(setup), result.variant.changes).orThrow();
        one.runFolder = result.run;
        one.resumeFrom.clear();
        one.resumeManifest.reset();
        makeFolder(result.run).orThrow();
        writeRunFile(result.run, one.settings, result.variant);
        const double samples = one.settings.batch * one.settings.accumulate;
        auto session = TrainingSession::create(std::move(one)).orThrow();
        auto outcome = session->run(std::move(stop), observer);
        result.evaluation = observer.evaluation;
        result.steps = observer.last.step;
        result.seconds = observer.last.trainedSeconds;
        result.samplesPerSecond =
            result.seconds > 0 ? static_cast<double>(result.steps) * samples / result.seconds : 0;
        result.preview = std::move(observer.sheet);
        return outcome;
    });
    if (!trained) {
        result.error = trained.error();
    } else {
        result.stopped = *trained == Outcome::Stopped;
    }
}

void check(const ExperimentSetup& setup) {
    const auto refuse = [](const char* why, const char* advice) {
        throw Failure(ErrorCode::InvalidArgument, why, advice);
    };
    const auto& budget = setup.base.budget;
    if (setup.variants.empty()) {
        refuse("There is nothing to compare.", "Name a setting and two or more values.");
    }
    if (!(budget.minutes > 0 || budget.steps > 0 || budget.epochs > 0)) {
        refuse("An experiment needs an end for its runs.", "Say how many steps or minutes each one trains.");
    }
    if (setup.base.pairs == nullptr || setup.base.pairs->split().heldOut.empty()) {
        refuse("No characters are held out, so there is nothing to measure the runs on.",
               "Choose more characters, or fonts that share more of them.");
    }
}

} // namespace

const VariantResult* ExperimentResult::winner() const {
    const VariantResult* best = nullptr;
    for (const auto& each : variants) {
        if (!each.error && !each.stopped && each.evaluation &&
            (best == nullptr || each.evaluation->generated.l1 < best->evaluation->generated.l1)) {
            best = &each;
        }
    }
    return best;
}

Result<ExperimentResult> runExperiment(ExperimentSetup setup, std::stop_token stop,
                                       ExperimentObserver& observer) {
    return guarded("the experiment", [&] {
        check(setup);
        ExperimentResult result;
        result.folder = makeStampedFolder(setup.folder).orThrow().folder;
        std::set<std::string> taken;
        double seconds = 0;
        for (std::size_t i = 0; i < setup.variants.size() && !stop.stop_requested(); ++i) {
            const auto& variant = setup.variants[i];
            observer.onVariant(i, variant);
            VariantResult one;
            one.variant = variant;
            one.run = result.folder / folderName(variant.name, taken);
            VariantObserver watching(observer, i, setup, seconds);
            runVariant(setup, stop, watching, one);
            seconds += one.seconds;
            result.variants.push_back(std::move(one));
            result.stopped = result.variants.back().stopped;
            if (auto written = writeExperimentReport(result, result.folder); !written) {
                observer.onWarning(i, written.error()); // what was learnt is not lost for that
            }
            observer.onResult(i, result.variants.back());
        }
        result.stopped = result.stopped || result.variants.size() < setup.variants.size();
        return result;
    });
}

} // namespace typemould
