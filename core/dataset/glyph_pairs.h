// GlyphPairs: for each character that both fonts draw, its source and its target image on one canvas, split
// by seed into trained and held-out characters. Immutable after it is made; read from any thread.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/font_face.h"
#include "core/fonts/placement.h"

#include <atomic>
#include <functional>
#include <stop_token>

namespace typemould {

/// What decides which pairs there are and how they are drawn; stored in the project.
struct DatasetSettings {
    int canvas = 256;  ///< image side in pixels
    int heldOut = 200; ///< characters kept from training to measure on; at most a fifth of the pairs
    int seed = 1;      ///< of the split
    bool operator==(const DatasetSettings&) const = default;
};
const std::vector<Field<DatasetSettings>>& fieldsOf(const DatasetSettings*);

/// Which characters are trained on and which are held out; disjoint, fixed by the seed and the characters
/// alone.
struct Split {
    CharacterSet trained;
    CharacterSet heldOut;
};
/// A character's place depends on (seed, character) only, so that adding characters keeps the others where
/// they are as far as the counts allow.
Split splitCharacters(const CharacterSet& characters, int heldOut, int seed);

/// Whether the pictures of `characters` pairs fit into 70 % of `available` bytes; an OutOfMemory error says
/// how much they need and how much is free.
Status checkMemory(std::size_t characters, int canvas, std::uint64_t available);

/// Whether drawing may write the cache or only read it (another program holds the project).
enum class CacheUse { ReadWrite, ReadOnly };

class GlyphPairs {
public:
    /// Called on the thread that draws, with a growing `done`.
    using Progress = std::function<void(std::size_t done, std::size_t total)>;

    /// Draws all pairs of `characters` (those that either face does not draw are an error, and so are more
    /// than the memory holds, see checkMemory) on two threads or as many as the machine has; blocks; stops
    /// with Cancelled. `cacheFile`, when not empty, is read if it holds exactly these pairs (fonts' hashes,
    /// placements, canvas, characters) and written otherwise; a damaged cache is redrawn, and a cache that
    /// cannot be written does no harm.
    static Result<GlyphPairs> draw(const FontFace& source, const FontFace& target,
                                   const CharacterSet& characters, const PlacementPair& placements,
                                   const DatasetSettings& settings,
                                   const std::filesystem::path& cacheFile = {}, const Progress& progress = {},
                                   std::stop_token stop = {}, CacheUse cacheUse = CacheUse::ReadWrite);
    /// Pairs given as images (tests, later: image folders); every image is canvas x canvas.
    static Result<GlyphPairs> fromImages(std::vector<char32_t> characters, std::vector<GrayImage> sources,
                                         std::vector<GrayImage> targets, const DatasetSettings& settings);

    std::size_t size() const { return m_characters.size(); }
    int canvas() const { return m_settings.canvas; }
    const DatasetSettings& settings() const { return m_settings; }
    const CharacterSet& characters() const { return m_characters; }
    const Split& split() const { return m_split; }
    /// Index of a character, or size() when it is no pair.
    std::size_t indexOf(char32_t character) const;
    /// canvas * canvas pixels, row by row, 0 ink.
    const std::uint8_t* source(std::size_t index) const;
    const std::uint8_t* target(std::size_t index) const;
    GrayImage sourceImage(std::size_t index) const;
    GrayImage targetImage(std::size_t index) const;
    /// Hash over all that decides the pictures; equal hashes mean equal pairs.
    const std::string& hash() const { return m_hash; }
    bool fromCache() const { return m_fromCache; }

private:
    GlyphPairs() = default;
    CharacterSet m_characters;
    Split m_split;
    DatasetSettings m_settings;
    std::vector<std::uint8_t> m_sources;
    std::vector<std::uint8_t> m_targets;
    std::string m_hash;
    bool m_fromCache = false;
};

} // namespace typemould
