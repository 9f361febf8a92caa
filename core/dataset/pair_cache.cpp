#include "core/dataset/pair_cache.h"

#include "core/base/hash.h"
#include "core/dataset/parallel.h"

#include <algorithm>
#include <string_view>
#include <zlib.h>

namespace typemould {

// The file, numbers little-endian:
//   "TMPAIRS1", key hash (32 digits), canvas (4 bytes), pairs (4 bytes),
//   for each block its compressed size (8 bytes) and hash (32 digits),
//   hash of all before (32 digits), then the blocks.
namespace {

constexpr std::string_view magic = "TMPAIRS1";
constexpr std::size_t hashDigits = 32;

void putNumber(std::string& text, std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        text.push_back(static_cast<char>((number >> (8 * i)) & 0xff));
    }
}

std::uint64_t numberAt(std::span<const std::uint8_t> data, std::size_t offset) {
    std::uint64_t number = 0;
    for (int i = 7; i >= 0; --i) {
        number = number << 8 | data[offset + static_cast<std::size_t>(i)];
    }
    return number;
}

std::string beginningOf(const PairCacheKey& key) {
    std::string text(magic);
    text += key.hash;
    putNumber(text, key.canvas, 4);
    putNumber(text, key.count, 4);
    return text;
}

std::string_view textAt(std::span<const std::uint8_t> data, std::size_t offset, std::size_t length) {
    return {reinterpret_cast<const char*>(data.data()) + offset, length};
}

std::size_t pictureBytes(const PairCacheKey& key) {
    return static_cast<std::size_t>(key.canvas) * key.canvas;
}

Failure unfit(const std::filesystem::path& path, const std::string& why) {
    return Failure(ErrorCode::BadFormat, "The cache " + pathText(path) + " does not serve: " + why + ".",
                   "It is drawn anew.");
}

/// Where each block lies in the file, checked against the file's length.
std::vector<std::span<const std::uint8_t>> checkedBlocks(std::span<const std::uint8_t> file,
                                                         const PairCacheKey& key,
                                                         const std::filesystem::path& path) {
    const std::string beginning = beginningOf(key);
    const std::size_t blocks = 2 * blockCount(key.count);
    const std::size_t indexEnd = beginning.size() + blocks * (8 + hashDigits);
    const std::size_t payload = indexEnd + hashDigits;
    if (file.size() < payload) {
        throw unfit(path, "it is too short");
    }
    if (textAt(file, 0, beginning.size()) != beginning) {
        throw unfit(path, "it is of other pairs");
    }
    if (hashOf(file.first(indexEnd)) != textAt(file, indexEnd, hashDigits)) {
        throw unfit(path, "its index is damaged");
    }
    std::vector<std::span<const std::uint8_t>> spans;
    spans.reserve(blocks);
    std::size_t offset = payload;
    for (std::size_t block = 0; block < blocks; ++block) {
        const std::uint64_t size = numberAt(file, beginning.size() + block * (8 + hashDigits));
        if (size > file.size() - offset) {
            throw unfit(path, "it is too short");
        }
        spans.push_back(file.subspan(offset, size));
        offset += size;
    }
    if (offset != file.size()) {
        throw unfit(path, "it is too long");
    }
    return spans;
}

} // namespace

std::size_t blockCount(std::size_t pairs) { return (pairs + pairsPerBlock - 1) / pairsPerBlock; }

BlockRange blockRange(std::size_t index, std::size_t pairs) {
    const std::size_t first = index * pairsPerBlock;
    return {first, std::min(pairsPerBlock, pairs - first)};
}

Bytes compressedBlock(std::span<const std::uint8_t> pictures) {
    uLongf size = compressBound(pictures.size());
    Bytes block(size);
    if (compress2(block.data(), &size, pictures.data(), pictures.size(), 1) != Z_OK) {
        throw Failure(ErrorCode::Internal, "Glyph pictures could not be compressed.");
    }
    block.resize(size);
    block.shrink_to_fit();
    return block;
}

Status writePairCache(const std::filesystem::path& path, const PairCacheKey& key,
                      const std::vector<Bytes>& blocks) {
    return guarded("writing the cache of glyph pairs", [&] {
        if (key.hash.size() != hashDigits || blocks.size() != 2 * blockCount(key.count)) {
            throw Failure(ErrorCode::Internal, "The cache's blocks do not fit its key.");
        }
        makeFolder(path.parent_path()).orThrow();
        std::string head = beginningOf(key);
        for (const auto& block : blocks) {
            putNumber(head, block.size(), 8);
            head += hashOf(block);
        }
        head += hashOf(head);
        auto file = AtomicFile::create(path).orThrow();
        file.write(head).orThrow();
        for (const auto& block : blocks) {
            file.write(block).orThrow();
        }
        file.commit().orThrow();
    });
}

Result<PairPictures> readPairCache(const std::filesystem::path& path, const PairCacheKey& key,
                                   const std::stop_token& stop) {
    return guarded("reading the cache of glyph pairs", [&] {
        // What the file says decides no allocation: all sizes follow from the key and the length of the file.
        const std::size_t picture = pictureBytes(key);
        const std::size_t perKind = blockCount(key.count);
        const std::uint64_t limit =
            2 * perKind * (compressBound(picture * pairsPerBlock) + 8 + hashDigits) + 4096;
        const Bytes file = readFile(path, limit).orThrow();
        const auto blocks = checkedBlocks(file, key, path);
        PairPictures pictures;
        pictures.sources.resize(key.count * picture);
        pictures.targets.resize(key.count * picture);
        const std::size_t indexStart = beginningOf(key).size();
        forEachBlock(
            blocks.size(),
            [&]() -> BlockWork {
                return [&](std::size_t block) {
                    if (hashOf(blocks[block]) !=
                        textAt(file, indexStart + block * (8 + hashDigits) + 8, hashDigits)) {
                        throw unfit(path, "a block is damaged");
                    }
                    const auto range = blockRange(block % perKind, key.count);
                    auto& side = block < perKind ? pictures.sources : pictures.targets;
                    uLongf size = range.count * picture;
                    const int code = uncompress(side.data() + range.first * picture, &size,
                                                blocks[block].data(), blocks[block].size());
                    if (code != Z_OK || size != range.count * picture) {
                        throw unfit(path, "a block is damaged");
                    }
                };
            },
            {}, stop);
        return pictures;
    });
}

} // namespace typemould
