// typemould-cli new: a project folder from two fonts.
#include "app/cli/assignments.h"
#include "app/cli/command_line.h"
#include "app/cli/report.h"

namespace typemould {

namespace {

namespace fs = std::filesystem;

struct NewOptions {
    std::string folder, source, target, chars;
    FaceChoice sourceFace, targetFace;
    bool copyFonts = false;
    std::vector<std::string> settings;
};

void declare(CLI::App& verb, NewOptions& options) {
    verb.add_option("DIR", options.folder, "Folder of the new project, by custom named Name.typemould")
        ->required();
    verb.add_option("--source", options.source, "Font that has every character")->required();
    verb.add_option("--target", options.target, "Font to complete")->required();
    const CLI::Range counted(0, 65535);
    verb.add_option("--source-face", options.sourceFace.index, "Face in a collection, from 0")
        ->check(counted);
    verb.add_option("--target-face", options.targetFace.index, "Face in a collection, from 0")
        ->check(counted);
    verb.add_option("--source-instance", options.sourceFace.instance,
                    "Named instance of a variable font, from 1; 0 is its default design")
        ->check(counted);
    verb.add_option("--target-instance", options.targetFace.instance,
                    "Named instance of a variable font, from 1; 0 is its default design")
        ->check(counted);
    verb.add_option("--chars", options.chars,
                    "SPEC of the characters to learn from; without it all that both fonts draw");
    verb.add_flag("--copy-fonts", options.copyFonts,
                  "Copy both fonts into the project, so that it can be moved");
    verb.add_option("--set", options.settings, "A setting as key=value, kept in the project; can be repeated")
        ->allow_extra_args(false);
}

/// Reads the SPEC against both fonts before anything is written.
void checkSpec(const NewOptions& options, const FontFace& source, const FontFace& target) {
    if (options.chars.empty()) {
        return;
    }
    const CharacterSet shared = source.characters() & target.characters();
    const ProjectFonts fonts{source.clone().orThrow(),
                             target.clone().orThrow(),
                             {},
                             shared,
                             source.characters() - target.characters()};
    const CharacterSet chosen = orUsage(parseCharacterSpec(options.chars, projectSets(fonts, {})));
    if ((chosen & shared).empty()) {
        throw UsageError(ErrorCode::InvalidArgument,
                         "Both fonts together draw none of the characters in '" + options.chars + "'.",
                         "Choose characters that both fonts have.");
    }
}

Answer runNew(const NewOptions& options) {
    const FontFace source = FontFace::open(options.source, options.sourceFace).orThrow();
    const FontFace target = FontFace::open(options.target, options.targetFace).orThrow();
    checkSpec(options, source, target);
    auto described = newProjectData(fs::absolute(options.source), options.sourceFace,
                                    fs::absolute(options.target), options.targetFace, options.chars);
    // Too few characters are the SPEC's fault when there is one, else the fonts'.
    ProjectData data = options.chars.empty() ? std::move(described).orThrow() : orUsage(std::move(described));
    applyAssignments(data, options.settings);
    Project project = Project::create(options.folder, data).orThrow();
    if (options.copyFonts) {
        project.copyFontIn(project.data.source).orThrow();
        project.copyFontIn(project.data.target).orThrow();
        project.save().orThrow();
    }
    const ProjectFonts fonts = openFonts(project).orThrow();
    Answer answer;
    answer.json = {
        {"project", pathText(project.folder())}, {"source", fontJson(fonts.source)},
        {"target", fontJson(fonts.target)},      {"shared", fonts.shared.size()},
        {"missing", fonts.missing.size()},       {"placements", placementJson(project.data.placements)}};
    answer.text = "Made " + pathText(project.folder()) + "\n  source  " + fontText(fonts.source) +
                  "\n          " + placementText(project.data.placements.source) + "\n  target  " +
                  fontText(fonts.target) + "\n          " + placementText(project.data.placements.target) +
                  "\n  " + std::to_string(fonts.shared.size()) + " characters to learn from, " +
                  std::to_string(fonts.missing.size()) + " missing from the target\n" +
                  "Next: typemould-cli train " + pathText(project.folder()) + " --minutes 8\n";
    return answer;
}

} // namespace

void addNewVerb(CommandLine& line) {
    addVerb<NewOptions>(line, "new", "Make a project from a source and a target font", declare, runNew);
}

} // namespace typemould
