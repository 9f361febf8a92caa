// Whether another source font is nearer to the target in structure than the one that is chosen: regional
// forms alike, strokes at the same places. Blocking; one thread; the faces belong to it.
#pragma once

#include "core/dataset/glyph_pairs.h"

namespace typemould {

/// Two source fonts beside one target, on the same characters, each with a placement of its own fitted.
struct SourceComparison {
    std::size_t characters = 0; ///< compared: those that all three draw, or an even sample of them
    double now = 0;             ///< mean StructureDistance::lines() of the font that is chosen
    double other = 0;           ///< and of the other one
    double error = 0;           ///< standard error of the difference, character by character
    std::size_t missing =
        0; ///< of the characters that only the chosen one draws, how many the other does too
    std::size_t missingOfAll = 0; ///< and how many those are
    /// By more than 3 %, and by more than chance (two standard errors).
    bool otherFitsBetter() const { return other < 0.97 * now && now - other > 2 * error; }
};

/// Compares on at most `sample` characters, drawn at 128 pixels. An error when all three share fewer than 8.
Result<SourceComparison> compareSources(const FontFace& now, const FontFace& other, const FontFace& target,
                                        int sample = 200, const std::stop_token& stop = {});

/// "Noto Sans JP Regular fits the target better than ...", with the figures; English.
std::string comparisonText(const SourceComparison& comparison, const std::string& now,
                           const std::string& other);
/// A face of a font file, compared.
struct ComparedSource {
    std::string title; ///< "Noto Sans JP Regular"
    FaceChoice face;
    SourceComparison comparison;
};
/// Compares every face of a font file but `now` itself (of a variable font its default design). Faces that
/// share too few characters are left out; an error when no face is left.
Result<std::vector<ComparedSource>> compareFacesOf(const std::filesystem::path& file, const FontFace& now,
                                                   const FontFace& target, int sample = 200,
                                                   const std::stop_token& stop = {});
/// "Noto Sans JP Regular".
std::string fontTitle(const FontNames& names);

} // namespace typemould
