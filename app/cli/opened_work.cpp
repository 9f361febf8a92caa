#include "app/cli/opened_work.h"

#include "app/cli/assignments.h"
#include "app/cli/drawing.h"
#include "app/cli/report.h"
#include "core/project/kept_pictures.h"
#include "core/training/checkpoint_match.h"

namespace typemould {

namespace {

/// The keys of S with their prefix.
template <class S>
void addKeys(std::vector<std::string>& keys, const std::string& prefix, const std::string& except = {}) {
    for (const std::string& key : fieldKeys<S>()) {
        if (key != except) {
            keys.push_back(prefix + key);
        }
    }
}

/// Those that move all that is drawn.
const std::vector<std::string> offsetKeys{"output-offset-x", "output-offset-y"};

} // namespace

void declareDrawing(CLI::App& verb, DrawingOptions& options) {
    verb.add_option("--chars", options.chars, "SPEC of the characters; without it all that are missing");
    verb.add_option("--checkpoint", options.checkpoint,
                    "Checkpoint or run folder; without it the project's newest");
    verb.add_option("--set", options.settings,
                    "A setting as key=value for this time, of those that what is written follows: "
                    "tracing.* and font.* for a font; tracing.*, export.naming and "
                    "export.contact-sheet for SVG; export.* but the format for images; and "
                    "output-offset-x and output-offset-y; for example tracing.tolerance=0.4 or "
                    "font.suffix=\" Plus\"; can be repeated")
        ->allow_extra_args(false);
    verb.add_option("--device", options.device, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    verb.add_option("--threads", options.threads, "Processor threads; 0 is all")->check(CLI::Range(0, 1024));
}

std::vector<std::string> fontKeys(bool formatToo) {
    std::vector<std::string> keys = offsetKeys;
    addKeys<TracingSettings>(keys, "tracing.");
    addKeys<FontExportSettings>(keys, "font.", formatToo ? "" : "format");
    return keys;
}

std::vector<std::string> svgKeys() {
    std::vector<std::string> keys = offsetKeys;
    addKeys<TracingSettings>(keys, "tracing.");
    keys.insert(keys.end(), {"export.naming", "export.contact-sheet"});
    return keys;
}

std::vector<std::string> imageKeys() {
    std::vector<std::string> keys = offsetKeys;
    addKeys<ImageExportSettings>(keys, "export.", "format");
    return keys;
}

OpenedWork openWork(const std::string& folder, const DrawingOptions& options,
                    const std::vector<std::string>& keys) {
    Project project = Project::open(folder, ProjectAccess::WriteOrReadOnly).orThrow();
    applyAssignments(project.data, options.settings, keys);
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
    return {std::move(project), std::move(fonts), std::move(checkpoint), std::move(generator),
            drawn - rejected,   rejected,         asked - drawn,         kept,
            std::move(pictures)};
}

StructureJudge judgeOf(const OpenedWork& work, std::stop_token stop) {
    return judgeBy(fitStructureGate(work.fonts.source, work.fonts.target, work.fonts.shared,
                                    work.checkpoint.manifest.placements, stop)
                       .orThrow());
}

std::string leftOutText(const CharacterSet& characters, const char* why) {
    return characters.empty()
               ? std::string()
               : std::to_string(characters.size()) + " left out, " + why + ": " + listText(characters) + "\n";
}

void tellWork(Answer& answer, const OpenedWork& work) {
    answer.json["rejected"] = allText(work.rejected);
    answer.json["undrawn"] = allText(work.undrawn);
    answer.json["checkpoint"] = pathText(work.checkpoint.folder);
    answer.json["step"] = work.checkpoint.manifest.step;
    answer.text += leftOutText(work.rejected, "rejected in the review") +
                   leftOutText(work.undrawn, "not drawn by the source font");
}

void tellStructure(Answer& answer, bool judged, std::size_t written, const CharacterSet& broken) {
    answer.json["structure"] = nullptr;
    if (judged && written > 0) {
        const double share = static_cast<double>(broken.size()) / static_cast<double>(written);
        answer.json["structure"] = {{"passRate", 1 - share}, {"broken", allText(broken)}};
    }
    if (!broken.empty()) {
        answer.text += "warning: strokes are not the source's in " + std::to_string(broken.size()) + ": " +
                       listText(broken) + "\n";
    }
}

} // namespace typemould
