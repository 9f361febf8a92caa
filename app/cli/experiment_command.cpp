// typemould-cli experiment: short runs that differ in the settings that are compared, and a table of them.
#include "app/cli/assignments.h"
#include "app/cli/command_line.h"
#include "app/cli/console_observer.h"
#include "app/cli/drawing.h"
#include "app/cli/interrupts.h"
#include "app/cli/report.h"
#include "core/training/experiment.h"

#include <algorithm>
#include <spdlog/spdlog.h>

namespace typemould {

namespace {

struct ExperimentOptions {
    std::string folder, out, device;
    std::vector<std::string> vary, settings;
    TrainingBudget budget;
    int threads = -1;
};

void declare(CLI::App& verb, ExperimentOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--vary", options.vary,
                    "A setting and the values to try, KEY=A,B,C (or KEY=A|B|C where values have commas); "
                    "repeated, every combination is tried")
        ->required()
        ->allow_extra_args(false);
    auto* steps =
        verb.add_option("--steps", options.budget.steps, "Steps of each run")->check(positiveNumber());
    verb.add_option("--minutes", options.budget.minutes, "Minutes of each run")
        ->check(positiveNumber())
        ->excludes(steps);
    verb.add_option("--set", options.settings,
                    "A setting of all runs as key=value, see 'settings'; can be repeated")
        ->allow_extra_args(false);
    verb.add_option("--out", options.out, "Write table, curves and pictures into this folder too");
    verb.add_option("--device", options.device, "auto, cpu or cuda");
    verb.add_option("--threads", options.threads, "Processor threads; 0 is all")->check(CLI::Range(0, 1024));
    verb.footer(
        "Every run begins from nothing, with the project's settings, the same seed and the same "
        "characters, in a folder of its\nown below DIR/experiments; the project's checkpoints stay as "
        "they are. Ctrl-C ends it with what there is.\nExample: typemould-cli experiment MyFont "
        "--vary upsample=transposed,pixel_shuffle,resize_conv --minutes 3");
}

VariedSetting variedOf(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw UsageError(ErrorCode::InvalidArgument, "--vary wants KEY=A,B,C, not '" + text + "'.",
                         "See typemould-cli settings.");
    }
    VariedSetting varied{text.substr(0, equals), {}};
    std::replace(varied.key.begin(), varied.key.end(), '_', '-'); // as --set has it
    const std::string values = text.substr(equals + 1);
    const char comma = values.find('|') == std::string::npos ? ',' : '|';
    for (std::size_t begin = 0; begin <= values.size();) {
        const auto end = std::min(values.find(comma, begin), values.size());
        varied.values.push_back(values.substr(begin, end - begin));
        begin = end + 1;
    }
    return varied;
}

class ConsoleExperiment final : public ExperimentObserver {
public:
    explicit ConsoleExperiment(std::size_t variants) : m_variants(variants) {}
    void onVariant(std::size_t variant, const ExperimentVariant& which) override {
        m_line.say(std::to_string(variant + 1) + " of " + std::to_string(m_variants) + ": " + which.name);
    }
    void onProgress(const ExperimentProgress& progress) override {
        TrainingProgress shown = progress.training;
        shown.share = progress.share;
        shown.secondsLeft = progress.secondsLeft;
        m_line.show(progress.name + "  " + progressText(shown));
    }
    void onWarning(std::size_t variant, const Error& error) override {
        m_line.say("warning: run " + std::to_string(variant + 1) + ": " + error.text());
        spdlog::warn("run {}: {}", variant + 1, error.text());
    }
    void onResult(std::size_t, const VariantResult& result) override {
        if (result.error) {
            m_line.say(result.variant.name + " failed: " + result.error->text());
            spdlog::warn("{} failed: {}", result.variant.name, result.error->text());
        }
    }
    ProgressLine& line() { return m_line; }

private:
    std::size_t m_variants;
    ProgressLine m_line;
};

Json variantJson(const VariantResult& result) {
    Json json{{"name", result.variant.name}, {"settings", Json::object()}, {"run", pathText(result.run)}};
    for (const auto& [key, value] : result.variant.changes) {
        json["settings"][key] = value;
    }
    json["error"] = result.error ? Json{{"code", errorCodeName(result.error->code)},
                                        {"message", result.error->message},
                                        {"advice", result.error->advice}}
                                 : Json();
    json["stopped"] = result.stopped;
    json["steps"] = result.steps;
    json["seconds"] = result.seconds;
    json["samplesPerSecond"] = result.samplesPerSecond;
    json["evaluation"] = result.evaluation ? evaluationJson(*result.evaluation) : Json();
    return json;
}

Answer answerOf(const ExperimentResult& result) {
    Answer answer;
    const auto* winner = result.winner();
    answer.json = {{"folder", pathText(result.folder)},
                   {"stopped", result.stopped},
                   {"winner", winner != nullptr ? Json(winner->variant.name) : Json()},
                   {"variants", Json::array()}};
    for (const auto& each : result.variants) {
        answer.json["variants"].push_back(variantJson(each));
    }
    answer.text = experimentTable(result) + "Curves and pictures: " + pathText(result.folder) + "\n";
    if (winner == nullptr) {
        answer.exitCode = result.stopped ? ExitDone : ExitFailed;
    }
    return answer;
}

Answer runExperimentVerb(const ExperimentOptions& options) {
    if (options.budget.steps <= 0 && options.budget.minutes <= 0) {
        throw UsageError(ErrorCode::InvalidArgument, "An experiment needs an end for its runs.",
                         "Give --steps or --minutes.");
    }
    const Interrupts interrupts("Stopping after this step. Press Ctrl-C again to end at once.");
    Project project = Project::open(options.folder, ProjectAccess::Write).orThrow();
    applyAssignments(project.data, options.settings); // for these runs alone: nothing is saved
    if (!options.device.empty()) {
        orUsage(setFieldFromText(project.data.training, "device", options.device));
    }
    if (options.threads >= 0) {
        orUsage(setFieldFromText(project.data.training, "threads", std::to_string(options.threads)));
    }
    std::vector<VariedSetting> varied;
    for (const auto& text : options.vary) {
        varied.push_back(variedOf(text));
    }
    ExperimentSetup setup;
    setup.variants = orUsage(variantsOf(varied, project.data.training));
    ConsoleExperiment observer(setup.variants.size());
    const ProjectFonts fonts = openFonts(project).orThrow();
    const GlyphPairs pairs =
        drawPairsShown(project, project.data, fonts, observer.line(), interrupts.token()).orThrow();
    const FurtherPairs further = drawFurtherPairs(project.data, fonts, {}, interrupts.token()).orThrow();
    setup.base = trainingSetup(project, fonts, pairs, {});
    setup.base.furtherPairs = stylePairs(further);
    setup.base.budget = options.budget;
    setup.folder = project.folder() / "experiments";
    const auto result = runExperiment(std::move(setup), interrupts.token(), observer).orThrow();
    observer.line().finish();
    if (!options.out.empty()) {
        writeExperimentReport(result, options.out).orThrow();
    }
    return answerOf(result);
}

} // namespace

void addExperimentVerb(CommandLine& line) {
    addVerb<ExperimentOptions>(line, "experiment",
                               "Compare settings by short runs that differ in nothing else", declare,
                               runExperimentVerb);
}

} // namespace typemould
