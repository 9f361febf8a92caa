// The manifest of an image export: which file is which character, and the numbers that put a pixel back in
// the em square. A pure function for ImageExporter; any thread.
#pragma once

#include "core/export/image_export.h"

#include <string>

namespace typemould {

struct ManifestGlyph {
    char32_t character = 0;
    std::string file;
    bool kept = false; ///< was there before this export and was left alone
};

/// The text of manifest.json:
///   "image"    size, format, grey levels, threshold, output offset
///   "geometry" pixelToEm and pixelToUnits, each {x: {factor, constant}, y: {factor, constant}}: with (X, Y)
///   in pixels of
///              the exported image (edges: 0 is the left/top border, so a pixel's centre is at +0.5),
///              x = factor * X + constant, to the right from the origin; y = factor * Y + constant, up from
///              the baseline; beside them the placement, canvas and unitsPerEm that they come from
///   "fonts", "checkpoint", "settings" for the reader
///   "glyphs"   [{character, codePoint, file, kept}]
std::string manifestText(const ImageExportSettings& settings, const ExportGeometry& geometry,
                         const std::vector<ManifestGlyph>& glyphs);

/// Image side in pixels that an export has.
int exportedSize(const ImageExportSettings& settings, const ExportGeometry& geometry);

} // namespace typemould
