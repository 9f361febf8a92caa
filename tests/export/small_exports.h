// Small exports for the tests of ImageExporter: six characters, a picture of each, and one call that writes
// them all.
#pragma once

#include "core/base/fields_json.h"
#include "core/export/image_export.h"

#include <fstream>

namespace typemould::testing {

inline constexpr int canvas = 64;
inline const CharacterSet someCharacters{U'東', U'国', U'永', U'A', U'a', 0x20000};

/// A grey-edged bar whose place and grey depend on the character.
inline GrayImage picture(char32_t character, int side = canvas) {
    GrayImage image(side, side);
    const int left = side / 4 + static_cast<int>(character % 7) * side / 64;
    for (int y = side / 8; y < side * 7 / 8; ++y) {
        for (int x = left; x < left + side / 4; ++x) {
            image.at(x, y) = x == left ? 120 : static_cast<std::uint8_t>(character % 50);
        }
    }
    return image;
}

inline ExportGeometry someGeometry() {
    ExportGeometry geometry;
    geometry.canvas = canvas;
    geometry.sourceFont = "Source Sans";
    geometry.targetFont = "Target \"Maru\" 字";
    geometry.checkpoint = "step-1200";
    geometry.step = 1200;
    return geometry;
}

inline Status exportAll(const std::filesystem::path& folder, const ImageExportSettings& settings,
                        const CharacterSet& characters = someCharacters) {
    auto exporter = ImageExporter::begin(folder, settings, someGeometry(), characters);
    if (!exporter) {
        return exporter.error();
    }
    for (const char32_t character : characters) {
        const Status added = exporter->add(character, picture(character + 1), picture(character));
        if (!added) {
            return added;
        }
    }
    return exporter->finish();
}

/// An export with `settings` of `characters`, then something of the user's own in the file of 東.
inline void leaveSomethingToKeep(const std::filesystem::path& folder, ImageExportSettings settings,
                                 const CharacterSet& characters = someCharacters) {
    settings.skipExisting = false;
    exportAll(folder, settings, characters).orThrow();
    for (const char* name : {"6771.png", "6771.bmp"}) {
        if (std::filesystem::exists(folder / name)) {
            std::ofstream(folder / name) << "there before";
        }
    }
}

inline nlohmann::json manifestIn(const std::filesystem::path& folder) {
    return nlohmann::json::parse(readTextFile(folder / "manifest.json").value());
}

} // namespace typemould::testing
