// The pictures of glyph pairs on disk, so that a project opens in seconds: one file, blocks of
// zlib-compressed pictures, every byte covered by a hash. A cache is never trusted: what does not fit exactly
// is drawn anew. Blocking.
#pragma once

#include "core/base/atomic_file.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace typemould {

/// What a cache must hold to be of use.
struct PairCacheKey {
    std::string hash; ///< GlyphPairs::hash(), 32 digits
    std::uint32_t canvas = 0;
    std::uint32_t count = 0; ///< pairs
};

/// Pictures one after the other, `count * canvas * canvas` bytes each.
struct PairPictures {
    std::vector<std::uint8_t> sources;
    std::vector<std::uint8_t> targets;
};

/// The pictures are compressed in blocks of this many pairs; block b < blockCount are sources, the others
/// targets.
inline constexpr std::size_t pairsPerBlock = 16;
/// Blocks of sources, which is also the number of blocks of targets.
std::size_t blockCount(std::size_t pairs);
/// First pair and number of pairs of the block (of sources or of targets) `index`.
struct BlockRange {
    std::size_t first = 0, count = 0;
};
BlockRange blockRange(std::size_t index, std::size_t pairs);

/// One block's pictures compressed (fast rather than small); throws Failure.
Bytes compressedBlock(std::span<const std::uint8_t> pictures);
/// Writes the cache and the folder that it lies in; `blocks` are the sources', then the targets'.
Status writePairCache(const std::filesystem::path& path, const PairCacheKey& key,
                      const std::vector<Bytes>& blocks);
/// Reads a cache that holds exactly `key`: an error says why it does not serve (NotFound, BadFormat, Io,
/// Cancelled).
Result<PairPictures> readPairCache(const std::filesystem::path& path, const PairCacheKey& key,
                                   const std::stop_token& stop = {});

} // namespace typemould
