#include "app/cli/drawing.h"

namespace typemould {

namespace fs = std::filesystem;

Result<VerifiedCheckpoint> chosenCheckpoint(const Project& project, const fs::path& given) {
    if (!given.empty()) {
        return checkpointAt(given);
    }
    if (auto newest = project.latestCheckpoint()) {
        return *std::move(newest);
    }
    return Error{ErrorCode::NotFound, "The project " + pathText(project.folder()) + " has no checkpoint yet.",
                 "Train it first: typemould-cli train " + pathText(project.folder()) + "."};
}

CharacterSet reviewedAs(const Project& project, ReviewVerdict verdict) {
    std::vector<char32_t> characters;
    for (const auto& [character, given] : project.reviews) {
        if (given == verdict) {
            characters.push_back(character);
        }
    }
    return CharacterSet(std::move(characters));
}

ExportOutcome exportShown(GlyphGenerator& generator, const ProjectFonts& fonts, const GlyphExport& order,
                          ProgressLine& line, std::stop_token stop) {
    ExportOutcome outcome = exportGlyphs(
        generator, fonts.source, fonts.target, order,
        [&](std::size_t done, std::size_t total) { line.show("drawing glyphs", done, total); },
        std::move(stop));
    outcome.status.orThrow();
    line.finish();
    return outcome;
}

Result<GlyphPairs> drawPairsShown(const Project& project, const ProjectData& data, const ProjectFonts& fonts,
                                  ProgressLine& line, std::stop_token stop) {
    auto pairs = drawPairs(
        data, project.pairsCache(), fonts,
        [&](std::size_t done, std::size_t total) { line.show("drawing pairs", done, total); },
        std::move(stop), project.cacheUse());
    line.finish();
    return pairs;
}

Result<StructureRanking> rankPairsShown(const GlyphPairs& pairs, ProgressLine& line, std::stop_token stop) {
    auto ranked = rankPairs(
        pairs, [&](std::size_t done, std::size_t total) { line.show("comparing pairs", done, total); },
        std::move(stop));
    line.finish();
    return ranked;
}

} // namespace typemould
