#include "core/project/kept_pictures.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/export/image_export.h"

#include <array>
#include <charconv>
#include <cmath>

namespace typemould {

namespace fs = std::filesystem;

namespace {

fs::path fileOf(const fs::path& kept, const CheckpointManifest& manifest, char32_t character) {
    return keptFolderFor(kept, manifest) /
           glyphFileName(character, NamingRule::UnicodeHex, ImageFormat::Png, 1, 1);
}

/// The number to its last bit, "0x1.8p+1", in every locale alike.
std::string exactText(double value) {
    std::array<char, 64> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), std::abs(value), std::chars_format::hex);
    return (std::signbit(value) ? "-0x" : "0x") + std::string(text.data(), end.ptr);
}

} // namespace

fs::path keptFolderFor(const fs::path& kept, const CheckpointManifest& manifest) {
    const Placement& placement = manifest.placements.target;
    const std::string all = manifest.targetHash + " " + exactText(placement.scale) + " " +
                            exactText(placement.offsetX) + " " + exactText(placement.offsetY) + " " +
                            std::to_string(manifest.dataset.canvas);
    return kept / hashOf(Bytes(all.begin(), all.end())).substr(0, 16);
}

bool isTargetsStyle(const StyleChoice& choice, int target) {
    const auto own = [&](int style) { return style < 0 || style == target; };
    return (own(choice.style) && (own(choice.towards) || choice.share <= 0)) ||
           (choice.share >= 1 && choice.towards == target);
}

Status storeKeptPicture(const fs::path& kept, const CheckpointManifest& manifest, char32_t character,
                        const GrayImage& picture) {
    return guarded("storing a kept glyph", [&] {
        const int canvas = manifest.dataset.canvas;
        if (picture.width != canvas || picture.height != canvas) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The picture of " + codePointText(character) + " is not of the network's size.");
        }
        makeFolder(keptFolderFor(kept, manifest)).orThrow();
        writeFileAtomically(fileOf(kept, manifest, character), encodePng(picture).orThrow()).orThrow();
    });
}

Result<std::optional<GrayImage>> keptPicture(const fs::path& kept, const CheckpointManifest& manifest,
                                             char32_t character) {
    return guarded("reading a kept glyph", [&]() -> std::optional<GrayImage> {
        const fs::path file = fileOf(kept, manifest, character);
        std::error_code code;
        if (const auto type = fs::status(file, code).type(); type == fs::file_type::not_found) {
            return std::nullopt;
        } else if (type ==
                   fs::file_type::none) { // it may be there: drawing it anew would not be what was kept
            throw Failure(systemError(code.value(), "read", file));
        }
        GrayImage picture = readPng(file).orThrow();
        if (picture.width != manifest.dataset.canvas || picture.height != manifest.dataset.canvas) {
            throw Failure(ErrorCode::BadFormat, pathText(file) + " is not of the network's size.",
                          "Delete the file, or keep the glyph again in Review.");
        }
        return picture;
    });
}

Result<std::map<char32_t, GrayImage>> keptPictures(const fs::path& kept, const CheckpointManifest& manifest,
                                                   const CharacterSet& characters) {
    return guarded("reading kept glyphs", [&] {
        std::map<char32_t, GrayImage> pictures;
        for (const char32_t character : characters) {
            if (auto picture = keptPicture(kept, manifest, character).orThrow()) {
                pictures.emplace(character, *std::move(picture));
            }
        }
        return pictures;
    });
}

} // namespace typemould
