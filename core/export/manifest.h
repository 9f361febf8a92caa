// The manifest of an image export: which file is which character, and the numbers that put a pixel back in
// the em square. A pure function for ImageExporter; any thread.
#pragma once

#include "core/export/image_export.h"

#include <set>
#include <string>
#include <string_view>

namespace typemould {

struct ManifestGlyph {
    char32_t character = 0;
    std::string file;
    bool kept = false;      ///< was there before this export and was left alone
    std::string checkpoint; ///< that drew a kept one
    long long step = 0;     ///< of that checkpoint
};

/// The text of manifest.json:
///   "image"    size, format, grey levels, threshold, output offset
///   "geometry" pixelToEm and pixelToUnits, each {x: {factor, constant}, y: {factor, constant}}: with (X, Y)
///   in pixels of
///              the exported image (edges: 0 is the left/top border, so a pixel's centre is at +0.5),
///              x = factor * X + constant, to the right from the origin; y = factor * Y + constant, up from
///              the baseline; beside them the placement, canvas and unitsPerEm that they come from
///   "fonts", "checkpoint", "settings" for the reader
///   "glyphs"   [{character, codePoint, file, kept}], and with a kept one that another checkpoint drew its
///              own "checkpoint"
std::string manifestText(const ImageExportSettings& settings, const ExportGeometry& geometry,
                         const std::vector<ManifestGlyph>& glyphs);

/// The glyphs that an older manifest's `text` names, as kept ones, when their pictures were made as
/// `settings` and `geometry` would make them now: same fonts, geometry, size, offset, format and threshold.
/// Empty otherwise, and when the text is no manifest.
std::vector<ManifestGlyph> glyphsMadeAlike(std::string_view text, const ImageExportSettings& settings,
                                           const ExportGeometry& geometry);

/// Every file that a manifest's `text` names, however it was made; empty when the text is no manifest.
std::set<std::string> filesNamedIn(std::string_view text);

/// Image side in pixels that an export has.
int exportedSize(const ImageExportSettings& settings, const ExportGeometry& geometry);

} // namespace typemould
