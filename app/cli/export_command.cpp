// typemould-cli export: generated glyphs as images, outlines or a font, by the project's own settings.
#include "app/cli/drawing.h"
#include "app/cli/font_work.h"
#include "app/cli/interrupts.h"
#include "app/cli/report.h"
#include "core/export/font_licence.h"
#include "core/export/svg_export.h"

namespace typemould {

namespace fs = std::filesystem;

namespace {

struct ExportOptions {
    std::string folder, out, format, proof;
    DrawingOptions drawing;
};

void declare(CLI::App& verb, ExportOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--format", options.format, "png, bmp, svg, ufo, ttf or otf")
        ->required()
        ->check(CLI::IsMember({"png", "bmp", "svg", "ufo", "ttf", "otf"}));
    verb.add_option("--out", options.out,
                    "Folder for images, or the font to write; without it in the project's export folder");
    verb.add_option("--proof", options.proof,
                    "With a font: also writes a PNG of added glyphs among the target's own");
    declareDrawing(verb, options.drawing);
    verb.footer("What is not said here is taken from the project's settings (export.*, tracing.*, font.*).\n"
                "Rejected glyphs stay out, and kept ones are written as they were kept.");
}

std::string writtenText(std::size_t glyphs, const fs::path& folder) {
    return std::to_string(glyphs) + " glyphs written to " + pathText(folder) + "\n";
}

Answer writeImages(OpenedWork& work, const ImageExportSettings& settings, const fs::path& folder,
                   ProgressLine& line, std::stop_token stop) {
    const StructureJudge broken = judgeOf(work, stop);
    const ExportOutcome written = exportShown(
        *work.generator, work.fonts,
        {work.characters, settings, folder, work.checkpoint.folder, std::move(work.pictures), broken}, line,
        std::move(stop));
    Answer answer;
    answer.json = {{"folder", pathText(folder)}, {"written", written.written}, {"skipped", written.skipped}};
    answer.text = writtenText(written.written, folder);
    tellWork(answer, work);
    tellStructure(answer, broken != nullptr, written.written, written.brokenStructure);
    return answer;
}

Answer writeSvg(OpenedWork& work, const fs::path& folder, ProgressLine& line, std::stop_token stop) {
    const StructureJudge broken = judgeOf(work, stop);
    const SvgOutcome written = exportSvg(
        *work.generator, work.fonts.source, work.fonts.target,
        {.characters = work.characters,
         .naming = work.project.data.exporting.naming,
         .sheet = work.project.data.exporting.contactSheet,
         .tracing = work.project.data.tracing,
         .folder = folder,
         .checkpoint = work.checkpoint.folder,
         .pictures = std::move(work.pictures),
         .broken = broken},
        [&](std::size_t done, std::size_t total) { line.show("drawing and tracing glyphs", done, total); },
        std::move(stop));
    written.status.orThrow();
    line.finish();
    Answer answer;
    answer.json = {
        {"folder", pathText(folder)}, {"written", written.written}, {"blank", allText(written.blank)}};
    answer.text = writtenText(written.written, folder);
    tellWork(answer, work);
    answer.text += leftOutText(written.blank, "nothing was drawn");
    tellStructure(answer, broken != nullptr, written.written, written.brokenStructure);
    return answer;
}

Answer runExport(const ExportOptions& options) {
    const Interrupts interrupts("Stopping; each file that is written is whole.");
    ProgressLine line;
    const auto format = fontFormatOf("font." + options.format); // nothing: images or outlines
    if (!format && !options.proof.empty()) {
        throw UsageError(ErrorCode::InvalidArgument,
                         "--proof goes with a font, not with " + options.format + ".",
                         "Leave it out, or choose ttf, otf or ufo.");
    }
    const bool svg = options.format == "svg";
    OpenedWork work = openWork(options.folder, options.drawing,
                               format ? fontKeys()
                               : svg  ? svgKeys()
                                      : imageKeys());
    if (format) {
        FontExportSettings settings = work.project.data.font;
        settings.format = *format;
        const fs::path usual = work.project.exportFolder() / exportedFileName(work.fonts.target, settings);
        if (options.out.empty()) {
            makeFolder(work.project.exportFolder()).orThrow();
        }
        return writeFont(work, settings, options.out.empty() ? usual : fontPlace(options.out), options.proof,
                         line, interrupts.token());
    }
    const fs::path folder =
        fs::absolute(options.out.empty() ? work.project.exportFolder() : fs::path(options.out));
    if (svg) {
        return writeSvg(work, folder, line, interrupts.token());
    }
    ImageExportSettings settings = work.project.data.exporting;
    settings.format = options.format == "png" ? ImageFormat::Png : ImageFormat::Bmp;
    return writeImages(work, settings, folder, line, interrupts.token());
}

} // namespace

void addExportVerb(CommandLine& line) {
    addVerb<ExportOptions>(line, "export",
                           "Write generated glyphs as images or a font, by the project's settings", declare,
                           runExport);
}

} // namespace typemould
