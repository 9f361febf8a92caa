#include "app/cli/drawing.h"

namespace typemould {

namespace fs = std::filesystem;

Result<fs::path> chosenCheckpoint(const Project& project, const fs::path& given) {
    if (!given.empty()) {
        return given;
    }
    if (const auto newest = project.latestCheckpoint()) {
        return *newest;
    }
    return Error{ErrorCode::NotFound, "The project " + pathText(project.folder()) + " has no checkpoint yet.",
                 "Train it first: typemould-cli train " + pathText(project.folder()) + "."};
}

Result<Drawn> drawImages(GlyphGenerator& generator, const ProjectFonts& fonts, const CharacterSet& characters,
                         const ImageExportSettings& settings, const fs::path& folder,
                         const std::string& checkpointName, ProgressLine& line, std::stop_token stop) {
    return guarded("drawing glyphs", [&]() -> Drawn {
        const CheckpointManifest& manifest = generator.manifest();
        const ExportGeometry geometry{
            .target = manifest.placements.target,
            .canvas = manifest.dataset.canvas,
            .unitsPerEm = fonts.target.unitsPerEm(),
            .sourceFont = fonts.source.names().family + " " + fonts.source.names().style,
            .targetFont = fonts.target.names().family + " " + fonts.target.names().style,
            .checkpoint = checkpointName,
            .step = manifest.step};
        ImageExporter exporter = ImageExporter::begin(folder, settings, geometry, characters).orThrow();
        std::vector<char32_t> wanted;
        for (const char32_t character : characters) {
            if (!exporter.wouldSkip(character)) {
                wanted.push_back(character);
            }
        }
        const CharacterSet toDraw{wanted};
        if (!toDraw.empty()) {
            generator
                .generate(
                    fonts.source, toDraw,
                    [&](char32_t character, const GrayImage& source, const GrayImage& generated) {
                        return exporter.add(character, source, generated);
                    },
                    [&](std::size_t done, std::size_t total) { line.show("drawing glyphs", done, total); },
                    stop)
                .orThrow();
        }
        exporter.finish().orThrow();
        line.finish();
        return {exporter.written(), characters.size() - toDraw.size(), folder};
    });
}

Result<GlyphPairs> drawPairsShown(const Project& project, const ProjectData& data, const ProjectFonts& fonts,
                                  ProgressLine& line, std::stop_token stop) {
    auto pairs = drawPairs(
        data, project.readOnly() ? fs::path() : project.pairsCache(), fonts,
        [&](std::size_t done, std::size_t total) { line.show("drawing pairs", done, total); }, stop);
    line.finish();
    return pairs;
}

} // namespace typemould
