#include "app/cli/font_work.h"

#include "app/cli/report.h"
#include "core/base/atomic_file.h"
#include "core/export/font_licence.h"

#include <chrono>
#include <cstdio>
#include <optional>

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
        const char* apart = measure.isPlace() ? "  over 3 % of the em apart" : "  over 3 % apart";
        std::snprintf(line, sizeof line, "  %-14s own %8.1f  added %8.1f%s\n", measure.key.c_str(),
                      measure.own, measure.added, measure.apart ? apart : "");
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
                   {"check", checkJson(outcome.check)},
                   {"proof", proofJson(outcome.proof)},
                   {"warnings", Json::array()},
                   {"seconds", seconds}};
    answer.text = std::to_string(outcome.added) + " glyphs added in " + durationText(seconds) + ": " +
                  pathText(file) + "\n";
    tellWork(answer, work);
    answer.text += leftOutText(outcome.alreadyThere, "the target draws them") +
                   leftOutText(outcome.blank, "nothing was drawn");
    tellStructure(answer, judged, outcome.added, outcome.brokenStructure);
    answer.text += checkText(outcome.check) + proofText(outcome.proof);
    return answer;
}

/// The file for the proof, begun: where it cannot be is told before the work is done.
std::optional<AtomicFile> begunProof(const std::filesystem::path& proof, const std::filesystem::path& font) {
    namespace fs = std::filesystem;
    if (proof.empty()) {
        return std::nullopt;
    }
    if (fs::absolute(proof).lexically_normal() == font) {
        throw UsageError(ErrorCode::InvalidArgument,
                         "--proof names the font itself: " + pathText(proof) + ".",
                         "Choose another name for the picture.");
    }
    return AtomicFile::create(proof).orThrow();
}

} // namespace

std::filesystem::path fontPlace(const std::string& out) {
    std::filesystem::path place = std::filesystem::absolute(out).lexically_normal();
    return place.has_filename() ? place : place.parent_path();
}

Answer writeFont(OpenedWork& work, const FontExportSettings& settings, const std::filesystem::path& file,
                 const std::filesystem::path& proof, ProgressLine& line, std::stop_token stop) {
    const auto began = std::chrono::steady_clock::now();
    auto proofFile = begunProof(proof, file);
    const auto findings = licenceFindings(work.fonts.source, work.fonts.target, settings);
    Json told = Json::array();
    for (const LicenceFinding& finding : findings) {
        told.push_back({{"key", finding.key}, {"text", finding.text}, {"advice", finding.advice}});
        if (finding.kind == FindingKind::Warning) {
            line.say("warning: " + finding.text + " " + finding.advice);
        }
    }
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
    order.broken = judgeOf(work, stop);
    const FontOutcome outcome = exportFont(
                                    *work.generator, work.fonts.source, work.fonts.target, order,
                                    [&](FontStage stage, std::size_t done, std::size_t total) {
                                        line.show(stageText(stage), done, total);
                                    },
                                    stop)
                                    .orThrow();
    line.finish();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    Answer answer = answerOf(outcome, work, settings, file, order.broken != nullptr, seconds);
    if (proofFile) {
        const Status written = guarded("writing the proof", [&] {
            proofFile->write(encodePng(outcome.proof.line).orThrow()).orThrow();
            proofFile->commit().orThrow();
        });
        if (!written) {
            const std::string warning = "The proof was not written: " + written.error().text();
            answer.json["warnings"].push_back(warning);
            answer.text += "warning: " + warning + "\n";
        }
    }
    answer.json["licence"] = std::move(told);
    return answer;
}

} // namespace typemould
