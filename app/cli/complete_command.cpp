// typemould-cli complete: the target font with its missing characters, as a font that installs.
#include "app/cli/font_work.h"
#include "app/cli/interrupts.h"

#include <optional>

namespace typemould {

namespace {

struct CompleteOptions {
    std::string folder, out, format, proof;
    DrawingOptions drawing;
};

void declare(CLI::App& verb, CompleteOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--out", options.out, "The font to write (of UFO the folder)")->required();
    verb.add_option("--format", options.format,
                    "ttf, otf or ufo; without it what the name of --out ends in, and the project's "
                    "font.format where that has no ending")
        ->check(CLI::IsMember({"ttf", "otf", "ufo"}));
    verb.add_option("--proof", options.proof,
                    "Also writes a PNG of added glyphs among the target's own, to look at");
    declareDrawing(verb, options.drawing);
    verb.footer("Rejected glyphs stay out, and kept ones are written as they were kept.");
}

/// What the option or the name says; nothing where neither does. A name that ends otherwise needs the option.
std::optional<FontFormat> formatOf(const std::string& option, const std::filesystem::path& file) {
    const auto format = fontFormatOf(option.empty() ? file : std::filesystem::path("font." + option));
    if (!format && !file.extension().empty()) {
        throw UsageError(ErrorCode::InvalidArgument,
                         "'" + pathText(file.filename()) + "' ends as no font that can be written.",
                         "End it in .ttf, .otf or .ufo, or say which it is with --format.");
    }
    return format;
}

Answer runComplete(const CompleteOptions& options) {
    const Interrupts interrupts("Stopping; no font is left behind.");
    ProgressLine line;
    const std::filesystem::path file = fontPlace(options.out);
    const auto format = formatOf(options.format, file);
    OpenedWork work = openWork(options.folder, options.drawing, fontKeys(!format));
    FontExportSettings settings = work.project.data.font;
    settings.format = format.value_or(settings.format);
    return writeFont(work, settings, file, options.proof, line, interrupts.token());
}

} // namespace

void addCompleteVerb(CommandLine& line) {
    addVerb<CompleteOptions>(line, "complete", "Draw what the target font lacks and write the completed font",
                             declare, runComplete);
}

} // namespace typemould
