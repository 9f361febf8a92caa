#include "core/metrics/source_fit.h"

#include "core/fonts/rasterizer.h"
#include "core/metrics/skeleton.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace typemould {

namespace {

constexpr int side = 128;
constexpr std::size_t fewestCharacters = 8;

CharacterSet sampleOf(const CharacterSet& characters, int sample) {
    const std::size_t count = std::min(
        characters.size(), static_cast<std::size_t>(std::max(sample, static_cast<int>(fewestCharacters))));
    std::vector<char32_t> chosen(count);
    for (std::size_t i = 0; i < count; ++i) {
        chosen[i] = characters[i * characters.size() / count];
    }
    return CharacterSet(std::move(chosen));
}

/// Of each character, how far the source's lines lie from the target's.
std::vector<double> linesApart(const FontFace& source, const FontFace& target, const CharacterSet& characters,
                               const std::stop_token& stop) {
    const PlacementPair placements = fitPlacement(source, target, characters).orThrow().placements;
    std::vector<double> distances;
    for (const char32_t character : characters) {
        if (stop.stop_requested()) {
            throw Failure(ErrorCode::Cancelled, "Stopped before all fonts were compared.");
        }
        const auto reference = skeletonOf(rasterize(target, character, placements.target, side).orThrow());
        const auto drawn = skeletonOf(rasterize(source, character, placements.source, side).orThrow());
        distances.push_back(structureDistance(reference, drawn).lines());
    }
    return distances;
}

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", 100 * share);
    return text;
}

} // namespace

Result<SourceComparison> compareSources(const FontFace& now, const FontFace& other, const FontFace& target,
                                        int sample, const std::stop_token& stop) {
    return guarded("comparing source fonts", [&] {
        const CharacterSet shared = now.characters() & other.characters() & target.characters();
        if (shared.size() < fewestCharacters) {
            throw Failure(ErrorCode::InvalidArgument,
                          other.fileName() + " shares only " + std::to_string(shared.size()) +
                              " characters with the project's fonts, too few to compare.",
                          "Choose a font that draws the same script.");
        }
        const CharacterSet compared = sampleOf(shared, sample);
        const auto nowApart = linesApart(now, target, compared, stop);
        const auto otherApart = linesApart(other, target, compared, stop);
        const CharacterSet missing = now.characters() - target.characters();
        SourceComparison comparison{.characters = compared.size(),
                                    .now = meanOf(nowApart),
                                    .other = meanOf(otherApart),
                                    .error = 0,
                                    .missing = (missing & other.characters()).size(),
                                    .missingOfAll = missing.size()};
        double squares = 0;
        for (std::size_t i = 0; i < nowApart.size(); ++i) {
            const double off = nowApart[i] - otherApart[i] - (comparison.now - comparison.other);
            squares += off * off;
        }
        const auto count = static_cast<double>(nowApart.size());
        comparison.error = std::sqrt(squares / (count - 1) / count);
        return comparison;
    });
}

std::string comparisonText(const SourceComparison& comparison, const std::string& now,
                           const std::string& other) {
    const std::string figures = " (" + percent(comparison.other) + " of the canvas apart, against " +
                                percent(comparison.now) + ", on " + std::to_string(comparison.characters) +
                                " characters)";
    if (!comparison.otherFitsBetter()) {
        return other + " does not fit the target better than " + now + figures + ".";
    }
    return other + " fits the target better than " + now + figures + "; it draws " +
           std::to_string(comparison.missing) + " of the " + std::to_string(comparison.missingOfAll) +
           " missing characters.";
}

Result<std::vector<ComparedSource>> compareFacesOf(const std::filesystem::path& file, const FontFace& now,
                                                   const FontFace& target, int sample,
                                                   const std::stop_token& stop) {
    return guarded("comparing the faces of " + pathText(file), [&] {
        std::vector<ComparedSource> compared;
        std::set<int> seen;
        Error why{ErrorCode::InvalidArgument, pathText(file) + " offers no face but the one that is chosen.",
                  "Choose another font file."};
        const FontFace first = FontFace::open(file).orThrow(); // which reads the file once for all faces
        for (const FaceInfo& info : FontFace::list(first.bytes(), first.fileName()).orThrow()) {
            if (!seen.insert(info.choice.index).second) {
                continue; // another instance of the same design
            }
            const FontFace face =
                FontFace::fromBytes(first.bytes(), {info.choice.index, 0}, first.fileName()).orThrow();
            if (face.hash() == now.hash() && info.choice.index == now.choice().index) {
                continue;
            }
            const auto comparison = compareSources(now, face, target, sample, stop);
            if (comparison) {
                compared.push_back({fontTitle(face.names()), face.choice(), *comparison});
            } else if (comparison.error().code == ErrorCode::InvalidArgument) {
                why = comparison.error();
            } else {
                throw Failure(comparison.error());
            }
        }
        if (compared.empty()) {
            throw Failure(why);
        }
        return compared;
    });
}

std::string fontTitle(const FontNames& names) {
    return names.style.empty() ? names.family : names.family + " " + names.style;
}

} // namespace typemould
