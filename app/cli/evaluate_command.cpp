// typemould-cli evaluate: held-out figures of a checkpoint beside the baselines.
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "app/cli/interrupts.h"
#include "app/cli/report.h"
#include "core/inference/evaluation.h"
#include "core/metrics/structure_gate.h"
#include "core/training/checkpoint_match.h"

#include <cstdio>
#include <optional>

namespace typemould {

namespace {

struct EvaluateOptions {
    std::string folder, checkpoint;
    std::string device = "auto";
    int threads = 0;
    bool fitOffset = false;
};

void declare(CLI::App& verb, EvaluateOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--checkpoint", options.checkpoint,
                    "Checkpoint or run folder; without it the project's newest");
    verb.add_option("--device", options.device, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    verb.add_flag(
        "--fit-offset", options.fitOffset,
        "Fit the output offset on the held-out characters and keep it in the project, where it makes "
        "L1 smaller");
    verb.add_option("--threads", options.threads, "Processor threads; 0 is all")->check(CLI::Range(0, 1024));
}

Json offsetJson(const OutputOffset& offset) { return {{"x", offset.x}, {"y", offset.y}}; }

std::string offsetText(const OutputOffset& offset) {
    char text[64];
    std::snprintf(text, sizeof text, "%+.2f px across, %+.2f px down", offset.x, offset.y);
    return text;
}

/// The figures with the project's output offset and without, and those of the offset that fits; `kept` is
/// that which is kept in the project now, where one was to be fitted.
void addOffsets(Answer& answer, const OffsetFigures& figures, const std::optional<OutputOffset>& kept) {
    answer.json["outputOffset"] = offsetJson(figures.offset);
    answer.json["withoutOffset"] = scoreJson(figures.without);
    answer.json["fittedOffset"] = offsetJson(figures.fitted);
    answer.json["withFittedOffset"] = scoreJson(figures.withFitted);
    const auto row = [&](const std::string& what, const GlyphScore& score) {
        char line[160];
        std::snprintf(line, sizeof line, "  %-44s L1 %.4f\n", what.c_str(), score.l1);
        answer.text += line;
    };
    answer.text += "Output offset\n";
    row("without", figures.without);
    if (!figures.offset.none()) {
        row("as set: " + offsetText(figures.offset), figures.with);
    }
    row("as fitted: " + offsetText(figures.fitted), figures.withFitted);
    if (kept) {
        answer.json["keptOffset"] = offsetJson(*kept);
        answer.text += !kept->none() ? "The fitted one is kept in the project.\n"
                                     : "The fitted one brings nothing nearer: the project has none now.\n";
    }
}

/// How many drawn glyphs have the strokes of their source; the others by name, the worst first.
void addStructure(Answer& answer, const StructureGate& gate, const StructureTally& drawn,
                  const StructureTally& truths) {
    if (!gate.tells()) {
        answer.json["structure"] = nullptr;
        return;
    }
    std::string broken;
    for (const char32_t character : drawn.broken()) {
        broken += utf8Of(character);
    }
    answer.json["structure"] = {{"glyphs", drawn.glyphs()},
                                {"passRate", drawn.passRate()},
                                {"targetPassRate", truths.passRate()},
                                {"broken", broken}};
    char line[160];
    std::snprintf(line, sizeof line,
                  "Strokes as in the source: %.1f %% of the glyphs (of the target's own %.1f %%)\n",
                  100 * drawn.passRate(), 100 * truths.passRate());
    answer.text += line;
    answer.text += broken.empty() ? "" : "  not so: " + broken + "\n";
}

/// What stands between the figures and the project as it is now.
std::vector<Error> warningsOf(const Project& project, const CheckpointManifest& manifest,
                              const GlyphPairs& pairs) {
    std::vector<Error> warnings;
    if (auto changed = pairsChangedSince(manifest, pairs)) {
        warnings.push_back(*std::move(changed));
    }
    if (project.data.dataset != manifest.dataset || project.data.placements != manifest.placements) {
        warnings.push_back({ErrorCode::InvalidArgument,
                            "The project's dataset settings or placement have changed since the checkpoint: "
                            "it is measured with its own.",
                            "Train on with them, or start fresh, for figures of the project as it is now."});
    }
    return warnings;
}

Answer runEvaluate(const EvaluateOptions& options) {
    const Interrupts interrupts("Stopping.");
    Project project = Project::open(options.folder,
                                    options.fitOffset ? ProjectAccess::Write : ProjectAccess::WriteOrReadOnly)
                          .orThrow();
    const auto checkpoint = chosenCheckpoint(project, options.checkpoint).orThrow();
    const auto generator = GlyphGenerator::open(checkpoint, options.device, options.threads).orThrow();
    generator->setOutputOffset(outputOffsetOf(project.data.training));
    const ProjectFonts fonts = openFonts(project).orThrow();
    checkFonts(checkpoint.manifest, fonts.source, fonts.target).orThrow();
    // What the checkpoint was held to, also when the project's settings have moved on since.
    ProjectData data = project.data;
    data.dataset = checkpoint.manifest.dataset;
    data.placements = checkpoint.manifest.placements;
    ProgressLine line;
    const GlyphPairs pairs = drawPairsShown(project, data, fonts, line, interrupts.token()).orThrow();
    const auto warnings = warningsOf(project, checkpoint.manifest, pairs);
    for (const Error& warning : warnings) {
        line.say("warning: " + warning.text());
    }
    const StructureGate gate = fitStructureGate(pairs, interrupts.token()).orThrow();
    StructureTally drawnStructure(gate), trueStructure(gate);
    const Evaluation evaluation =
        evaluateHeldOut(
            *generator, pairs,
            [&](std::size_t done, std::size_t total) { line.show("drawing held-out glyphs", done, total); },
            interrupts.token(),
            [&](char32_t character, const GlyphScore&, const GrayImage& drawn) {
                const std::size_t place = pairs.indexOf(character);
                const GrayImage source = pairs.sourceImage(place);
                drawnStructure.add(character, source, drawn);
                trueStructure.add(character, source, pairs.targetImage(place));
            })
            .orThrow();
    std::optional<OffsetFigures> offsets;
    if (options.fitOffset || !generator->outputOffset().none()) {
        offsets =
            measureOffsets(
                *generator, pairs, 0,
                [&](std::size_t done, std::size_t total) { line.show("measuring the offset", done, total); },
                interrupts.token())
                .orThrow();
    }
    line.finish();
    std::optional<OutputOffset> kept;
    if (options.fitOffset) {
        kept = worthKeeping(*offsets);
        project.data.training.outputOffsetX = kept->x;
        project.data.training.outputOffsetY = kept->y;
        project.save().orThrow();
    }
    Answer answer;
    answer.json = evaluationJson(evaluation);
    answer.json["checkpoint"] = pathText(checkpoint.folder);
    answer.json["warnings"] = Json::array();
    for (const Error& warning : warnings) {
        answer.json["warnings"].push_back(warning.text());
    }
    answer.text = std::to_string(evaluation.glyphs) + " held-out glyphs at step " +
                  std::to_string(evaluation.step) + "\n" + evaluationTable(evaluation);
    addStructure(answer, gate, drawnStructure, trueStructure);
    if (offsets) {
        addOffsets(answer, *offsets, kept);
    }
    return answer;
}

} // namespace

void addEvaluateVerb(CommandLine& line) {
    addVerb<EvaluateOptions>(line, "evaluate", "Measure a checkpoint on the characters that were held out",
                             declare, runEvaluate);
}

} // namespace typemould
