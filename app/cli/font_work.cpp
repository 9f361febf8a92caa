#include "app/cli/font_work.h"

#include "app/cli/assignments.h"
#include "app/cli/drawing.h"
#include "app/cli/report.h"
#include "core/export/font_licence.h"
#include "core/metrics/structure_gate.h"
#include "core/project/kept_pictures.h"
#include "core/training/checkpoint_match.h"

#include <chrono>
#include <cstdio>

namespace typemould {

namespace {

const char* stageText(FontStage stage) {
    switch (stage) {
    case FontStage::Drawing:
        return "drawing glyphs";
    case FontStage::Tracing:
        return "tracing outlines";
    case FontStage::Building:
        return "building the font";
    case FontStage::Checking:
        return "checking the font";
    }
    return "";
}

Json checkJson(const FontCheck& check) {
    Json apart = Json::array();
    for (const CheckedGlyph& glyph : check.apart) {
        apart.push_back({{"character", utf8Of(glyph.character)}, {"iou", glyph.iou}});
    }
    return {{"passed", check.passed()},
            {"glyphs", check.glyphs},
            {"checked", check.checked},
            {"meanIou", check.meanIou},
            {"worstIou", check.worstIou},
            {"apart", apart},
            {"unshaped", allText(check.unshaped)},
            {"ownChecked", check.ownChecked},
            {"ownChanged", check.ownChanged},
            {"sanitizer", !check.sanitizerThere ? "not installed"
                          : check.sanitized     ? "passed"
                                                : "failed"},
            {"sanitizerText", check.sanitizerText},
            {"notes", check.notes}};
}

Json proofJson(const ProofSheet& proof) {
    Json measures = Json::array();
    for (const ProofMeasure& measure : proof.measures) {
        measures.push_back(
            {{"key", measure.key}, {"own", measure.own}, {"added", measure.added}, {"apart", measure.apart}});
    }
    return {{"agrees", proof.agrees()},
            {"script", proof.script},
            {"ownGlyphs", proof.ownCount},
            {"addedGlyphs", proof.addedCount},
            {"measures", measures}};
}

std::string checkText(const FontCheck& check) {
    char line[200];
    std::snprintf(line, sizeof line, "Checked: %zu glyphs look as they were drawn to %.1f %% (worst %.1f %%)",
                  check.checked, 100 * check.meanIou, 100 * check.worstIou);
    std::string text = line;
    text +=
        check.ownChecked > 0 ? ", " + std::to_string(check.ownChecked) + " of the target's own compared" : "";
    text +=
        check.sanitizerThere ? check.sanitized ? ", ots-sanitize passes" : ", ots-sanitize REFUSES it" : "";
    text += ".\n";
    if (!check.apart.empty()) {
        std::vector<char32_t> characters;
        for (const CheckedGlyph& glyph : check.apart) {
            characters.push_back(glyph.character);
        }
        text += "warning: not as they were drawn: " + listText(CharacterSet(std::move(characters))) + "\n";
    }
    if (!check.unshaped.empty()) {
        text += "warning: not found when a text is set: " + listText(check.unshaped) + "\n";
    }
    if (check.ownChanged > 0) {
        text +=
            "warning: " + std::to_string(check.ownChanged) + " of the target's own glyphs have changed.\n";
    }
    if (check.sanitizerThere && !check.sanitized) {
        text += "warning: " + check.sanitizerText + "\n";
    }
    for (const std::string& note : check.notes) {
        text += "note: " + note + "\n";
    }
    return text;
}

std::string proofText(const ProofSheet& proof) {
    std::string text = "Beside the target's own (" + proof.script + ", medians in font units)\n";
    for (const ProofMeasure& measure : proof.measures) {
        char line[120];
        std::snprintf(line, sizeof line, "  %-14s own %8.1f  added %8.1f%s\n", measure.key.c_str(),
                      measure.own, measure.added, measure.apart ? "  over 3 % apart" : "");
        text += line;
    }
    return text;
}

Answer answerOf(const FontOutcome& outcome, const OpenedWork& work, const FontExportSettings& settings,
                const std::filesystem::path& file, bool judged, double seconds) {
    Answer answer;
    answer.json = {{"file", pathText(file)},
                   {"format", fontFormatName(settings.format)},
                   {"added", outcome.added},
                   {"kept", work.pictures.size()},
                   {"blank", allText(outcome.blank)},
                   {"alreadyThere", allText(outcome.alreadyThere)},
                   {"rejected", allText(work.rejected)},
                   {"structure", nullptr},
                   {"check", checkJson(outcome.check)},
                   {"proof", proofJson(outcome.proof)},
                   {"checkpoint", pathText(work.checkpoint.folder)},
                   {"step", work.checkpoint.manifest.step},
                   {"seconds", seconds}};
    answer.text = std::to_string(outcome.added) + " glyphs added in " + durationText(seconds) + ": " +
                  pathText(file) + "\n";
    if (judged && outcome.added > 0) {
        const auto broken = static_cast<double>(outcome.brokenStructure.size());
        answer.json["structure"] = {{"passRate", 1 - broken / static_cast<double>(outcome.added)},
                                    {"broken", allText(outcome.brokenStructure)}};
    }
    const auto left = [&](const CharacterSet& characters, const char* why) {
        if (!characters.empty()) {
            answer.text +=
                std::to_string(characters.size()) + " left out, " + why + ": " + listText(characters) + "\n";
        }
    };
    left(work.rejected, "rejected in the review");
    left(outcome.alreadyThere, "the target draws them");
    left(outcome.blank, "nothing was drawn");
    if (!outcome.brokenStructure.empty()) {
        answer.text += "warning: strokes are not the source's in " +
                       std::to_string(outcome.brokenStructure.size()) + ": " +
                       listText(outcome.brokenStructure) + "\n";
    }
    answer.text += checkText(outcome.check) + proofText(outcome.proof);
    return answer;
}

} // namespace

void declareDrawing(CLI::App& verb, DrawingOptions& options) {
    verb.add_option("--chars", options.chars, "SPEC of the characters; without it all that are missing");
    verb.add_option("--checkpoint", options.checkpoint,
                    "Checkpoint or run folder; without it the project's newest");
    verb.add_option("--set", options.settings,
                    "A setting as key=value for this time, for example tracing.tolerance=0.4 or "
                    "font.suffix=\" Plus\"; can be repeated")
        ->allow_extra_args(false);
    verb.add_option("--device", options.device, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    verb.add_option("--threads", options.threads, "Processor threads; 0 is all")->check(CLI::Range(0, 1024));
}

OpenedWork openWork(const std::string& folder, const DrawingOptions& options) {
    Project project = Project::open(folder, ProjectAccess::WriteOrReadOnly).orThrow();
    applyAssignments(project.data, options.settings);
    ProjectFonts fonts = openFonts(project).orThrow();
    auto checkpoint = chosenCheckpoint(project, options.checkpoint).orThrow();
    checkFonts(checkpoint.manifest, fonts.source, fonts.target).orThrow();
    const CharacterSet asked =
        orUsage(parseCharacterSpec(options.chars, projectSets(fonts, checkpoint.manifest.dataset)));
    const CharacterSet drawn = asked & fonts.source.characters();
    if (drawn.empty()) {
        throw Failure(ErrorCode::NotFound,
                      "The source font draws none of these characters: " + listText(asked) + ".",
                      "Choose characters that it has.");
    }
    const CharacterSet rejected = reviewedAs(project, ReviewVerdict::Rejected) & drawn;
    const CharacterSet kept = reviewedAs(project, ReviewVerdict::Kept) & drawn;
    auto pictures = keptPictures(project.keptFolder(), checkpoint.manifest, kept).orThrow();
    auto generator = GlyphGenerator::open(checkpoint, options.device, options.threads).orThrow();
    generator->setOutputOffset(outputOffsetOf(project.data.training));
    return {std::move(project),
            std::move(fonts),
            std::move(checkpoint),
            std::move(generator),
            drawn - rejected,
            rejected,
            kept,
            std::move(pictures)};
}

Answer writeFont(OpenedWork& work, const FontExportSettings& settings, const std::filesystem::path& file,
                 const std::filesystem::path& proof, ProgressLine& line, std::stop_token stop) {
    const auto began = std::chrono::steady_clock::now();
    const auto findings = licenceFindings(work.fonts.source, work.fonts.target, settings);
    Json told = Json::array();
    for (const LicenceFinding& finding : findings) {
        told.push_back({{"key", finding.key}, {"text", finding.text}, {"advice", finding.advice}});
        if (finding.kind == FindingKind::Warning) {
            line.say("warning: " + finding.text + " " + finding.advice);
        }
    }
    const StructureGate gate = fitStructureGate(work.fonts.source, work.fonts.target, work.fonts.shared,
                                                work.checkpoint.manifest.placements, stop)
                                   .orThrow();
    FontOrder order;
    order.characters = work.characters;
    for (const char32_t character : work.kept) {
        order.states[character] = GlyphState::Kept;
    }
    order.pictures = work.pictures;
    order.settings = settings;
    order.tracing = work.project.data.tracing;
    order.file = file;
    order.checkpoint = work.checkpoint.folder;
    if (gate.tells()) {
        order.broken = [&gate](char32_t, const GrayImage& source, const GrayImage& drawn) {
            return gate.score(source, drawn).broken;
        };
    }
    const FontOutcome outcome = exportFont(
                                    *work.generator, work.fonts.source, work.fonts.target, order,
                                    [&](FontStage stage, std::size_t done, std::size_t total) {
                                        line.show(stageText(stage), done, total);
                                    },
                                    stop)
                                    .orThrow();
    line.finish();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (!proof.empty()) {
        writeFileAtomically(proof, encodePng(outcome.proof.line).orThrow()).orThrow();
    }
    Answer answer = answerOf(outcome, work, settings, file, gate.tells(), seconds);
    answer.json["licence"] = std::move(told);
    return answer;
}

} // namespace typemould
