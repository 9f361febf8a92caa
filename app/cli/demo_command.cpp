// typemould-cli demo: the whole job on the fonts inside the program.
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "app/cli/report.h"
#include "app/cli/training.h"
#include "app/demo.h"
#include "core/inference/evaluation.h"

#include <algorithm>

namespace typemould {

namespace {

struct DemoOptions {
    std::string folder;
    double minutes = 0;
    long long steps = 0;
    std::vector<std::string> settings;
};

void declare(CLI::App& verb, DemoOptions& options) {
    verb.add_option("DIR", options.folder,
                    "Folder of the demo project; without it " + pathText(defaultDemoFolder()));
    verb.add_option("--minutes", options.minutes, "How long to train; without it a few minutes")
        ->check(positiveNumber());
    verb.add_option("--steps", options.steps, "Train for so many steps instead")->check(positiveNumber());
    verb.add_option("--set", options.settings, "A setting as key=value, see 'settings'; can be repeated")
        ->allow_extra_args(false);
}

Answer runDemo(const DemoOptions& options) {
    const Interrupts interrupts("Stopping the demo. Press Ctrl-C again to end at once.");
    const auto folder = options.folder.empty() ? defaultDemoFolder() : std::filesystem::path(options.folder);
    Project project = openDemoProject(folder, ProjectAccess::Write).orThrow();
    ConsoleObserver observer;
    TrainRequest request;
    request.budget.minutes = options.minutes > 0 || options.steps > 0 ? options.minutes : demoMinutes;
    request.budget.steps = options.steps;
    request.settings = options.settings;
    request.fresh = true;
    const TrainResult trained = trainProject(project, request, observer, interrupts);
    if (trained.outcome == Outcome::Stopped) {
        throw Failure(ErrorCode::Cancelled,
                      "The demo was stopped at step " + std::to_string(observer.progress().step) + ".",
                      "Go on with typemould-cli train " + pathText(folder) + ".");
    }
    ProgressLine line;
    const ProjectFonts fonts = openFonts(project).orThrow();
    const auto generator = GlyphGenerator::open(trained.checkpoint).orThrow();
    const ExportOutcome drawn =
        exportShown(*generator, fonts,
                    {fonts.missing, project.data.exporting, project.exportFolder(), trained.checkpoint}, line,
                    interrupts.token());
    const GlyphPairs pairs = drawPairsShown(project, project.data, fonts, line, interrupts.token()).orThrow();
    const Evaluation evaluation =
        evaluateHeldOut(
            *generator, pairs,
            [&](std::size_t done, std::size_t total) { line.show("drawing held-out glyphs", done, total); },
            interrupts.token())
            .orThrow();
    line.finish();
    const bool better = beatsCopiedSource(evaluation);
    Answer answer;
    answer.exitCode = better ? ExitDone : ExitFailed;
    answer.json = {{"project", pathText(folder)},
                   {"folder", pathText(project.exportFolder())},
                   {"written", drawn.written},
                   {"step", observer.progress().step},
                   {"trainedSeconds", observer.progress().trainedSeconds},
                   {"evaluation", evaluationJson(evaluation)}};
    answer.text = std::to_string(evaluation.glyphs) + " characters that it never saw, at step " +
                  std::to_string(evaluation.step) + ":\n" + evaluationTable(evaluation) + "\n" +
                  std::to_string(drawn.written) + " glyphs that the target font lacks are in " +
                  pathText(project.exportFolder()) + "\n" +
                  (better ? "Every figure is better than the copied source's.\n"
                          : "The figures do not all beat the copied source: train longer with --minutes.\n");
    return answer;
}

} // namespace

void addDemoVerb(CommandLine& line) {
    addVerb<DemoOptions>(line, "demo", "Show the whole job on two fonts inside the program, in a few minutes",
                         declare, runDemo);
}

} // namespace typemould
