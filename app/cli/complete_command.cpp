// typemould-cli complete: the target font with its missing characters, as a font that installs.
#include "app/cli/font_work.h"
#include "app/cli/interrupts.h"

namespace typemould {

namespace {

struct CompleteOptions {
    std::string folder, out, format, proof;
    DrawingOptions drawing;
};

void declare(CLI::App& verb, CompleteOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--out", options.out, "The font to write (of UFO the folder)")->required();
    verb.add_option(
            "--format", options.format,
            "ttf, otf or ufo; without it what the name of --out ends in, or the project's font.format")
        ->check(CLI::IsMember({"ttf", "otf", "ufo"}));
    verb.add_option("--proof", options.proof,
                    "Also writes a PNG of added glyphs among the target's own, to look at");
    declareDrawing(verb, options.drawing);
    verb.footer("Rejected glyphs stay out, and kept ones are written as they were kept.");
}

FontFormat formatOf(const CompleteOptions& options, const ProjectData& data) {
    std::string name = options.format;
    if (name.empty()) {
        const std::string ending = std::filesystem::path(options.out).extension().string();
        name = ending.empty() ? "" : ending.substr(1);
    }
    for (const FontFormat format : {FontFormat::Ttf, FontFormat::Otf, FontFormat::Ufo}) {
        if (name == fontFormatName(format)) {
            return format;
        }
    }
    return data.font.format;
}

Answer runComplete(const CompleteOptions& options) {
    const Interrupts interrupts("Stopping; no font is left behind.");
    ProgressLine line;
    OpenedWork work = openWork(options.folder, options.drawing);
    FontExportSettings settings = work.project.data.font;
    settings.format = formatOf(options, work.project.data);
    return writeFont(work, settings, std::filesystem::absolute(options.out), options.proof, line,
                     interrupts.token());
}

} // namespace

void addCompleteVerb(CommandLine& line) {
    addVerb<CompleteOptions>(line, "complete", "Draw what the target font lacks and write the completed font",
                             declare, runComplete);
}

} // namespace typemould
