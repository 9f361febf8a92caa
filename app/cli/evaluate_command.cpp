// typemould-cli evaluate: held-out figures of a checkpoint beside the baselines.
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "app/cli/interrupts.h"
#include "app/cli/report.h"
#include "core/inference/evaluation.h"

namespace typemould {

namespace {

struct EvaluateOptions {
    std::string folder, checkpoint;
    std::string device = "auto";
    int threads = 0;
};

void declare(CLI::App& verb, EvaluateOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--checkpoint", options.checkpoint, "Checkpoint folder; without it the project's newest");
    verb.add_option("--device", options.device, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    verb.add_option("--threads", options.threads, "Processor threads; 0 is all")->check(CLI::Range(0, 1024));
}

Answer runEvaluate(const EvaluateOptions& options) {
    const Interrupts interrupts("Stopping.");
    const Project project = Project::open(options.folder, ProjectAccess::WriteOrReadOnly).orThrow();
    const auto checkpoint = chosenCheckpoint(project, options.checkpoint).orThrow();
    const auto generator = GlyphGenerator::open(checkpoint, options.device, options.threads).orThrow();
    const ProjectFonts fonts = openFonts(project).orThrow();
    // What the checkpoint was held to, also when the project's settings have moved on since.
    ProjectData data = project.data;
    data.dataset = generator->manifest().dataset;
    data.placements = generator->manifest().placements;
    ProgressLine line;
    const GlyphPairs pairs = drawPairsShown(project, data, fonts, line, interrupts.token()).orThrow();
    const Evaluation evaluation =
        evaluateHeldOut(
            *generator, pairs,
            [&](std::size_t done, std::size_t total) { line.show("drawing held-out glyphs", done, total); },
            interrupts.token())
            .orThrow();
    line.finish();
    Answer answer;
    answer.json = evaluationJson(evaluation);
    answer.json["checkpoint"] = pathText(checkpoint);
    answer.text = std::to_string(evaluation.glyphs) + " held-out glyphs at step " +
                  std::to_string(evaluation.step) + "\n" + evaluationTable(evaluation);
    return answer;
}

} // namespace

void addEvaluateVerb(CommandLine& line) {
    addVerb<EvaluateOptions>(line, "evaluate", "Measure a checkpoint on the characters that were held out",
                             declare, runEvaluate);
}

} // namespace typemould
