// typemould-cli generate: glyph images from a checkpoint.
#include "app/cli/assignments.h"
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "app/cli/interrupts.h"
#include "app/cli/networks.h"
#include "app/cli/report.h"
#include "core/inference/image_folder.h"
#include "core/project/kept_pictures.h"

#include <optional>

namespace typemould {

namespace {

struct GenerateOptions {
    std::string folder, chars, out, checkpoint, weights, images, style, towards;
    double share = 0.5;
    WeightsOptions reading;
    std::optional<std::string> format, naming;
    std::optional<int> size, threshold;
    std::optional<double> offsetX, offsetY;
    bool grey = false;
    bool skipExisting = false, replaceExisting = false;
    bool contactSheet = false, noContactSheet = false;
    bool skipUndrawn = false;
    std::string device = "auto";
    int threads = 0;
};

void declare(CLI::App& verb, GenerateOptions& options) {
    auto* folder = verb.add_option("DIR", options.folder, "Project folder");
    auto* chars =
        verb.add_option("--chars", options.chars, "SPEC of the characters to draw, for example missing");
    auto* weights = verb.add_option("--weights", options.weights,
                                    "Weights file to draw with instead of a project's, with --images");
    verb.add_option("--images", options.images,
                    "Folder of PNG pictures to draw instead of characters: each is written under its own "
                    "name, at the "
                    "network's size, light on dark where it was so")
        ->excludes(chars);
    weights->excludes(folder)->excludes(chars);
    verb.add_option("--style", options.style,
                    "Name or number of the style to draw in; without it the target's");
    auto* towards = verb.add_option("--towards", options.towards, "A second style, to draw between the two");
    verb.add_option("--share", options.share, "Of the way to the second style, 0 to 1; without it 0.5")
        ->check(CLI::Range(0.0, 1.0))
        ->needs(towards);
    declareWeights(verb, options.reading);
    verb.add_option("--out", options.out, "Folder for the images; without it the project's export folder");
    verb.add_option("--checkpoint", options.checkpoint,
                    "Checkpoint or run folder; without it the project's newest");
    verb.add_option("--format", options.format, "png or bmp");
    verb.add_option("--naming", options.naming, "unicode_hex, unicode_int, char or seq");
    verb.add_option("--size", options.size, "Side of the images in pixels; 0 is the network's own");
    verb.add_option("--offset-x", options.offsetX, "Pixels to the right, fractions allowed");
    verb.add_option("--offset-y", options.offsetY, "Pixels down, fractions allowed");
    auto* threshold =
        verb.add_option("--threshold", options.threshold, "Black and white: ink below this grey level");
    verb.add_flag("--grey", options.grey, "Grey images, also when the project says black and white")
        ->excludes(threshold);
    auto* skip = verb.add_flag(
        "--skip-existing", options.skipExisting,
        "Keep images that an export with the same fonts and settings wrote, and files of your own");
    verb.add_flag("--replace-existing", options.replaceExisting,
                  "Replace them, also when the project says keep")
        ->excludes(skip);
    auto* none = verb.add_flag("--no-contact-sheet", options.noContactSheet, "Write no contact sheet");
    verb.add_flag("--contact-sheet", options.contactSheet, "Write one, also when the project says none")
        ->excludes(none);
    verb.add_flag("--skip-undrawn", options.skipUndrawn,
                  "Leave out characters that the source font does not draw");
    verb.add_option("--device", options.device, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    verb.add_option("--threads", options.threads, "Processor threads; 0 is all")->check(CLI::Range(0, 1024));
    verb.footer(
        "Options that are not given are taken from the project. Glyphs that its review keeps are written as "
        "they were kept, but drawn where another style is chosen.");
}

/// The project's export settings with what the command line says instead.
ImageExportSettings exportSettings(ProjectData data, const GenerateOptions& options) {
    const auto set = [&](const char* key, const auto& value) {
        if (value) {
            orUsage(applyAssignment(data, std::string("export.") + key + "=" +
                                              fieldValueText(detail::toFieldValue(*value))));
        }
    };
    set("format", options.format);
    set("naming", options.naming);
    set("size", options.size);
    set("offset-x", options.offsetX);
    set("offset-y", options.offsetY);
    set("threshold", options.threshold);
    ImageExportSettings settings = data.exporting;
    settings.thresholded = options.threshold ? true : options.grey ? false : settings.thresholded;
    settings.skipExisting = options.skipExisting || (settings.skipExisting && !options.replaceExisting);
    settings.contactSheet = options.contactSheet || (settings.contactSheet && !options.noContactSheet);
    return settings;
}

/// The characters of the SPEC; those that the source does not draw are an error unless they may be left out.
CharacterSet chosenCharacters(const GenerateOptions& options, const ProjectFonts& fonts,
                              const DatasetSettings& dataset, CharacterSet& undrawn) {
    const CharacterSet asked = orUsage(parseCharacterSpec(options.chars, projectSets(fonts, dataset)));
    undrawn = asked - fonts.source.characters();
    const CharacterSet drawn = asked & fonts.source.characters();
    if (drawn.empty() || (!undrawn.empty() && !options.skipUndrawn)) {
        throw Failure(
            ErrorCode::NotFound,
            "The source font " + pathText(std::filesystem::path(fonts.source.fileName()).filename()) +
                " does not draw " + std::to_string(undrawn.size()) +
                " of these characters: " + listText(undrawn) + ".",
            drawn.empty() ? "Choose characters that it has." : "Add --skip-undrawn to leave them out.");
    }
    return drawn;
}

/// Returns what was chosen.
StyleChoice chooseStyle(GlyphGenerator& generator, const GenerateOptions& options,
                        const std::vector<std::string>& names) {
    const CheckpointManifest& manifest = generator.manifest();
    StyleChoice choice;
    choice.style = chosenStyle(manifest, options.style, names);
    choice.towards = chosenStyle(manifest, options.towards, names);
    choice.share = choice.towards < 0 ? 0 : options.share;
    orUsage(generator.choose(choice));
    return choice;
}

/// Of the weights file, or of the project, with the style chosen.
std::unique_ptr<GlyphGenerator> generatorOf(const GenerateOptions& options) {
    std::unique_ptr<GlyphGenerator> generator;
    std::vector<std::string> names;
    if (!options.weights.empty()) {
        generator = GlyphGenerator::open(readNetworks(options.weights, {}, options.reading), options.device,
                                         options.threads)
                        .orThrow();
    } else {
        const Project project = Project::open(options.folder, ProjectAccess::WriteOrReadOnly).orThrow();
        generator = GlyphGenerator::open(chosenCheckpoint(project, options.checkpoint).orThrow(),
                                         options.device, options.threads)
                        .orThrow();
        generator->setOutputOffset(outputOffsetOf(project.data.training));
        names = styleNames(project.data);
    }
    chooseStyle(*generator, options, names);
    return generator;
}

/// Pictures in, pictures out.
Answer runImages(const GenerateOptions& options, const Interrupts& interrupts) {
    if (options.out.empty()) {
        throw UsageError(ErrorCode::InvalidArgument,
                         "--images needs --out, the folder for the drawn pictures.");
    }
    const auto generator = generatorOf(options);
    ProgressLine line;
    const auto outcome =
        drawImageFolder(
            *generator, options.images, options.out,
            [&](std::size_t done, std::size_t total) { line.show("drawing pictures", done, total); },
            interrupts.token())
            .orThrow();
    line.finish();
    Answer answer;
    answer.json = {{"folder", options.out}, {"written", outcome.written}, {"lightOnDark", outcome.inverted}};
    answer.text =
        std::to_string(outcome.written) + " pictures written to " + options.out +
        (outcome.inverted > 0 ? ", " + std::to_string(outcome.inverted) + " of them light on dark" : "") +
        "\n";
    return answer;
}

Answer runGenerate(const GenerateOptions& options) {
    const Interrupts interrupts("Stopping; the images written so far stay.");
    if (!options.images.empty()) {
        return runImages(options, interrupts);
    }
    if (options.folder.empty() || options.chars.empty()) {
        throw UsageError(ErrorCode::InvalidArgument,
                         "It needs a project folder and --chars, or --images and --out.",
                         "See typemould-cli generate --help.");
    }
    const Project project = Project::open(options.folder, ProjectAccess::WriteOrReadOnly).orThrow();
    const ImageExportSettings settings = exportSettings(project.data, options);
    const ProjectFonts fonts = openFonts(project).orThrow();
    const auto checkpoint = chosenCheckpoint(project, options.checkpoint).orThrow();
    const auto generator = GlyphGenerator::open(checkpoint, options.device, options.threads).orThrow();
    const StyleChoice style = chooseStyle(*generator, options, styleNames(project.data));
    generator->setOutputOffset(outputOffsetOf(project.data.training));
    CharacterSet undrawn;
    const CharacterSet characters = chosenCharacters(options, fonts, generator->manifest().dataset, undrawn);
    const std::filesystem::path folder = std::filesystem::absolute(
        options.out.empty() ? project.exportFolder() : std::filesystem::path(options.out));
    std::map<char32_t, GrayImage> kept;
    if (isTargetsStyle(style, checkpoint.manifest.style)) {
        kept = keptPictures(project.keptFolder(), checkpoint.manifest,
                            reviewedAs(project, ReviewVerdict::Kept) & characters)
                   .orThrow();
    }
    ProgressLine line;
    const ExportOutcome drawn =
        exportShown(*generator, fonts, {characters, settings, folder, checkpoint.folder, std::move(kept)},
                    line, interrupts.token());
    Answer answer;
    answer.json = {{"folder", pathText(folder)},
                   {"written", drawn.written},
                   {"skipped", drawn.skipped},
                   {"undrawn", allText(undrawn)},
                   {"checkpoint", pathText(checkpoint.folder)},
                   {"step", generator->manifest().step},
                   {"contactSheet", settings.contactSheet}};
    answer.text = std::to_string(drawn.written) + " glyphs written to " + pathText(folder) +
                  (drawn.skipped > 0 ? ", " + std::to_string(drawn.skipped) + " were there already" : "") +
                  "\n";
    if (!undrawn.empty()) {
        answer.text += std::to_string(undrawn.size()) +
                       " left out, not drawn by the source font: " + listText(undrawn) + "\n";
    }
    return answer;
}

} // namespace

void addGenerateVerb(CommandLine& line) {
    addVerb<GenerateOptions>(line, "generate",
                             "Draw characters with a trained network and write them as images", declare,
                             runGenerate);
}

} // namespace typemould
