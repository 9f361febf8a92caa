#include "core/dataset/glyph_pairs.h"

#include "core/base/hash.h"
#include "core/base/memory.h"
#include "core/dataset/pair_cache.h"
#include "core/dataset/parallel.h"
#include "core/fonts/rasterizer.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace typemould {

namespace {

/// Raised whenever the rasteriser's pictures change, so that old caches are not taken for new ones.
constexpr int pictureVersion = 1;
constexpr int smallestCanvas = 8;
constexpr int largestCanvas = 2048;

std::size_t pictureBytes(int canvas) {
    return static_cast<std::size_t>(canvas) * static_cast<std::size_t>(canvas);
}

void checkCanvas(int canvas) {
    if (canvas < smallestCanvas || canvas > largestCanvas) {
        throw Failure(ErrorCode::InvalidArgument,
                      "A canvas of " + std::to_string(canvas) + " pixels is not possible.",
                      "Choose a canvas of 8 to 2048 pixels.");
    }
}

std::string placementText(const Placement& placement) {
    return fieldValueText(placement.scale) + ' ' + fieldValueText(placement.offsetX) + ' ' +
           fieldValueText(placement.offsetY) + '\n';
}

std::string faceText(const FontFace& face) {
    return face.hash() + ' ' + std::to_string(face.choice().index) + ' ' +
           std::to_string(face.choice().instance) + '\n';
}

std::string drawnPairsHash(const FontFace& source, const FontFace& target, const CharacterSet& characters,
                           const PlacementPair& placements, int canvas) {
    std::string text = "typemould pairs " + std::to_string(pictureVersion) + '\n' + faceText(source) +
                       faceText(target) + placementText(placements.source) +
                       placementText(placements.target) + std::to_string(canvas) + '\n';
    for (const char32_t character : characters) {
        text += std::to_string(static_cast<std::uint32_t>(character)) + ' ';
    }
    return hashOf(text);
}

void checkDrawn(const FontFace& face, const CharacterSet& characters) {
    const CharacterSet lacking = characters - face.characters();
    if (lacking.empty()) {
        return;
    }
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(lacking.size(), 5); ++i) {
        list += (list.empty() ? "" : ", ") + utf8Of(lacking[i]) + " (" + codePointText(lacking[i]) + ")";
    }
    const std::size_t more = lacking.size() - std::min<std::size_t>(lacking.size(), 5);
    throw Failure(ErrorCode::NotFound,
                  "The font " + face.fileName() + " does not draw " + list +
                      (more > 0 ? " and " + std::to_string(more) + " more." : "."),
                  "Choose characters that both fonts draw.");
}

/// Draws one side's pictures of the pairs in `range`, and compresses them where `cached`.
class BlockDrawer {
public:
    BlockDrawer(const FontFace& source, const FontFace& target)
        : m_source(source.clone().orThrow()), m_target(target.clone().orThrow()) {}
    void draw(bool target, const CharacterSet& characters, BlockRange range, const PlacementPair& placements,
              int canvas, std::uint8_t* pixels, const std::stop_token& stop) const {
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            if (stop.stop_requested()) {
                throw Failure(ErrorCode::Cancelled, "Stopped before all glyph pairs were drawn.");
            }
            const GrayImage image = rasterize(target ? m_target : m_source, characters[i],
                                              target ? placements.target : placements.source, canvas)
                                        .orThrow();
            std::memcpy(pixels + i * pictureBytes(canvas), image.pixels.data(), pictureBytes(canvas));
        }
    }

private:
    FontFace m_source;
    FontFace m_target;
};

struct Drawing {
    PairPictures pictures;
    std::vector<Bytes> blocks; ///< compressed, empty when no cache is wanted
};

Drawing drawPictures(const FontFace& source, const FontFace& target, const CharacterSet& characters,
                     const PlacementPair& placements, int canvas, bool forCache,
                     const GlyphPairs::Progress& progress, const std::stop_token& stop) {
    const std::size_t picture = pictureBytes(canvas);
    const std::size_t perKind = blockCount(characters.size());
    Drawing drawing;
    drawing.pictures.sources.resize(characters.size() * picture);
    drawing.pictures.targets.resize(characters.size() * picture);
    drawing.blocks.resize(forCache ? 2 * perKind : 0);
    const auto makeWork = [&]() -> BlockWork {
        const auto drawer = std::make_shared<const BlockDrawer>(source, target);
        return [&, drawer](std::size_t block) {
            const bool isTarget = block >= perKind;
            const BlockRange range = blockRange(block % perKind, characters.size());
            std::uint8_t* pixels = (isTarget ? drawing.pictures.targets : drawing.pictures.sources).data();
            drawer->draw(isTarget, characters, range, placements, canvas, pixels, stop);
            if (forCache) {
                drawing.blocks[block] =
                    compressedBlock({pixels + range.first * picture, range.count * picture});
            }
        };
    };
    const auto done = [&](std::size_t blocks) {
        if (progress) {
            progress(blocks * characters.size() / (2 * perKind), characters.size());
        }
    };
    forEachBlock(2 * perKind, makeWork, done, stop);
    return drawing;
}

} // namespace

const std::vector<Field<DatasetSettings>>& fieldsOf(const DatasetSettings*) {
    static const std::vector<Field<DatasetSettings>> all{
        field(&DatasetSettings::canvas,
              {.key = "canvas",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Canvas"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Side of the square image in which each glyph is learnt. A larger one "
                               "holds finer detail and takes longer; 256 suits most typefaces."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "px"),
               .level = Level::Advanced,
               .minimum = 32,
               .maximum = 1024}),
        field(&DatasetSettings::heldOut,
              {.key = "held-out",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Held-out characters"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Characters kept out of training, to measure on glyphs never seen. At "
                               "most a fifth of the pairs is held out."),
               .level = Level::Advanced,
               .minimum = 1,
               .maximum = 5000}),
        field(&DatasetSettings::seed,
              {.key = "seed",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Split number"),
               .help = TYPEMOULD_TRANSLATE_NOOP("Settings",
                                                "Decides which characters are held out. Another number "
                                                "holds out others; keep it to compare runs."),
               .level = Level::Expert,
               .minimum = 0,
               .maximum = 1000000}),
    };
    return all;
}

Status checkMemory(std::size_t characters, int canvas, std::uint64_t available) {
    const std::uint64_t needed = 2 * std::uint64_t{characters} * pictureBytes(canvas);
    const std::uint64_t allowed = available / 10 * 7;
    if (needed <= allowed) {
        return {};
    }
    const auto megabytes = [](std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; };
    return Error{ErrorCode::OutOfMemory,
                 "The pictures of " + std::to_string(characters) + " pairs at " + std::to_string(canvas) +
                     " pixels need " + megabytes(needed) + " of memory; " + megabytes(available) +
                     " are free, of which at most " + megabytes(allowed) + " may go there.",
                 "Choose a smaller canvas or fewer characters, or close other programs."};
}

Result<GlyphPairs> GlyphPairs::draw(const FontFace& source, const FontFace& target,
                                    const CharacterSet& characters, const PlacementPair& placements,
                                    const DatasetSettings& settings, const std::filesystem::path& cacheFile,
                                    const Progress& progress, std::stop_token stop, CacheUse cacheUse) {
    return guarded("drawing the glyph pairs", [&] {
        checkCanvas(settings.canvas);
        if (characters.empty()) {
            throw Failure(ErrorCode::InvalidArgument, "There are no characters to draw as pairs.",
                          "Choose fonts that share characters, or a wider choice of characters.");
        }
        checkDrawn(source, characters);
        checkDrawn(target, characters);
        if (const auto available = availableMemory()) {
            checkMemory(characters.size(), settings.canvas, *available).orThrow();
        }

        GlyphPairs pairs;
        pairs.m_characters = characters;
        pairs.m_settings = settings;
        pairs.m_split = splitCharacters(characters, settings.heldOut, settings.seed);
        pairs.m_hash = drawnPairsHash(source, target, characters, placements, settings.canvas);
        const PairCacheKey key{pairs.m_hash, static_cast<std::uint32_t>(settings.canvas),
                               static_cast<std::uint32_t>(characters.size())};
        if (!cacheFile.empty()) {
            auto cached = readPairCache(cacheFile, key, stop);
            if (cached) {
                pairs.m_sources = std::move(cached->sources);
                pairs.m_targets = std::move(cached->targets);
                pairs.m_fromCache = true;
                if (progress) {
                    progress(characters.size(), characters.size());
                }
                return pairs;
            }
            if (cached.error().code == ErrorCode::Cancelled ||
                cached.error().code == ErrorCode::OutOfMemory) {
                throw Failure(cached.error());
            }
        }
        const bool forCache = !cacheFile.empty() && cacheUse == CacheUse::ReadWrite;
        Drawing drawing =
            drawPictures(source, target, characters, placements, settings.canvas, forCache, progress, stop);
        pairs.m_sources = std::move(drawing.pictures.sources);
        pairs.m_targets = std::move(drawing.pictures.targets);
        if (forCache) {
            // A cache only saves time: without room for it the pairs are as good.
            static_cast<void>(writePairCache(cacheFile, key, drawing.blocks));
        }
        return pairs;
    });
}

Result<GlyphPairs> GlyphPairs::fromImages(std::vector<char32_t> characters, std::vector<GrayImage> sources,
                                          std::vector<GrayImage> targets, const DatasetSettings& settings) {
    return guarded("gathering the glyph pairs", [&] {
        checkCanvas(settings.canvas);
        if (characters.empty() || sources.size() != characters.size() ||
            targets.size() != characters.size()) {
            throw Failure(ErrorCode::InvalidArgument,
                          std::to_string(characters.size()) + " characters, " +
                              std::to_string(sources.size()) + " source images and " +
                              std::to_string(targets.size()) + " target images do not make pairs.",
                          "Give one source and one target image for each character.");
        }
        GlyphPairs pairs;
        pairs.m_characters = CharacterSet(characters);
        if (pairs.m_characters.size() != characters.size()) {
            throw Failure(ErrorCode::InvalidArgument, "A character is given twice.",
                          "Give each character once.");
        }
        std::vector<std::size_t> order(characters.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return characters[a] < characters[b]; });
        const auto gather = [&](std::vector<GrayImage>& images, std::vector<std::uint8_t>& pixels) {
            pixels.reserve(images.size() * pictureBytes(settings.canvas));
            for (const std::size_t i : order) {
                if (images[i].width != settings.canvas || images[i].height != settings.canvas) {
                    throw Failure(ErrorCode::InvalidArgument,
                                  "The image of " + codePointText(characters[i]) + " is " +
                                      std::to_string(images[i].width) + " x " +
                                      std::to_string(images[i].height) + " pixels, not " +
                                      std::to_string(settings.canvas) + " a side.",
                                  "Give images of the canvas's size.");
                }
                pixels.insert(pixels.end(), images[i].pixels.begin(), images[i].pixels.end());
                images[i] = {}; // so that the pictures are not held twice
            }
        };
        gather(sources, pairs.m_sources);
        gather(targets, pairs.m_targets);
        pairs.m_settings = settings;
        pairs.m_split = splitCharacters(pairs.m_characters, settings.heldOut, settings.seed);
        std::string text = "typemould images\n" + std::to_string(settings.canvas) + '\n' +
                           hashOf(pairs.m_sources) + '\n' + hashOf(pairs.m_targets) + '\n';
        for (const char32_t character : pairs.m_characters) {
            text += std::to_string(static_cast<std::uint32_t>(character)) + ' ';
        }
        pairs.m_hash = hashOf(text);
        return pairs;
    });
}

std::size_t GlyphPairs::indexOf(char32_t character) const {
    const auto found = std::lower_bound(m_characters.begin(), m_characters.end(), character);
    return found != m_characters.end() && *found == character
               ? static_cast<std::size_t>(found - m_characters.begin())
               : size();
}

const std::uint8_t* GlyphPairs::source(std::size_t index) const {
    return m_sources.data() + index * pictureBytes(canvas());
}

const std::uint8_t* GlyphPairs::target(std::size_t index) const {
    return m_targets.data() + index * pictureBytes(canvas());
}

GrayImage GlyphPairs::sourceImage(std::size_t index) const {
    GrayImage image(canvas(), canvas());
    std::memcpy(image.pixels.data(), source(index), image.pixels.size());
    return image;
}

GrayImage GlyphPairs::targetImage(std::size_t index) const {
    GrayImage image(canvas(), canvas());
    std::memcpy(image.pixels.data(), target(index), image.pixels.size());
    return image;
}

} // namespace typemould
