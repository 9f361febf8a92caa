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

Answer writeImages(OpenedWork& work, const ImageExportSettings& settings, const fs::path& folder,
                   ProgressLine& line, std::stop_token stop) {
    const ExportOutcome written =
        exportShown(*work.generator, work.fonts,
                    {work.characters, settings, folder, work.checkpoint.folder, std::move(work.pictures)},
                    line, std::move(stop));
    Answer answer;
    answer.json = {{"folder", pathText(folder)},
                   {"written", written.written},
                   {"skipped", written.skipped},
                   {"rejected", allText(work.rejected)},
                   {"checkpoint", pathText(work.checkpoint.folder)},
                   {"step", work.checkpoint.manifest.step}};
    answer.text = std::to_string(written.written) + " glyphs written to " + pathText(folder) + "\n";
    return answer;
}

Answer writeSvg(OpenedWork& work, const fs::path& folder, ProgressLine& line, std::stop_token stop) {
    const SvgOutcome written = exportSvg(
        *work.generator, work.fonts.source, work.fonts.target,
        {.characters = work.characters,
         .naming = work.project.data.exporting.naming,
         .sheet = work.project.data.exporting.contactSheet,
         .tracing = work.project.data.tracing,
         .folder = folder,
         .checkpoint = work.checkpoint.folder,
         .pictures = std::move(work.pictures)},
        [&](std::size_t done, std::size_t total) { line.show("drawing and tracing glyphs", done, total); },
        std::move(stop));
    written.status.orThrow();
    line.finish();
    Answer answer;
    answer.json = {{"folder", pathText(folder)},
                   {"written", written.written},
                   {"blank", allText(written.blank)},
                   {"rejected", allText(work.rejected)},
                   {"checkpoint", pathText(work.checkpoint.folder)},
                   {"step", work.checkpoint.manifest.step}};
    answer.text = std::to_string(written.written) + " glyphs written to " + pathText(folder) + "\n";
    return answer;
}

/// A file in the project's export folder that is called as the font will be.
fs::path usualFile(const OpenedWork& work, const FontExportSettings& settings) {
    std::string name = exportedFamily(work.fonts.target, settings);
    for (char& letter : name) {
        const bool awkward = static_cast<unsigned char>(letter) < 0x20 ||
                             std::string_view("/\\:*?\"<>|").find(letter) != std::string_view::npos;
        letter = awkward ? '_' : letter;
    }
    name = name.empty() || name.front() == '.' ? "font" + name : name;
    return work.project.exportFolder() / (name + "." + fontFormatName(settings.format));
}

Answer runExport(const ExportOptions& options) {
    const Interrupts interrupts("Stopping; each file that is written is whole.");
    ProgressLine line;
    OpenedWork work = openWork(options.folder, options.drawing);
    const fs::path folder =
        fs::absolute(options.out.empty() ? work.project.exportFolder() : fs::path(options.out));
    if (options.format == "svg") {
        return writeSvg(work, folder, line, interrupts.token());
    }
    if (options.format == "png" || options.format == "bmp") {
        ImageExportSettings settings = work.project.data.exporting;
        settings.format = options.format == "png" ? ImageFormat::Png : ImageFormat::Bmp;
        return writeImages(work, settings, folder, line, interrupts.token());
    }
    FontExportSettings settings = work.project.data.font;
    settings.format = options.format == "ttf"   ? FontFormat::Ttf
                      : options.format == "otf" ? FontFormat::Otf
                                                : FontFormat::Ufo;
    const fs::path file = options.out.empty() ? usualFile(work, settings) : fs::absolute(options.out);
    if (options.out.empty()) {
        makeFolder(work.project.exportFolder()).orThrow();
    }
    return writeFont(work, settings, file, options.proof, line, interrupts.token());
}

} // namespace

void addExportVerb(CommandLine& line) {
    addVerb<ExportOptions>(line, "export",
                           "Write generated glyphs as images or a font, by the project's settings", declare,
                           runExport);
}

} // namespace typemould
