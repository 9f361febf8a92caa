// GrayImage: 8-bit grey, row by row from the top, 0 is ink (black) and 255 is paper (white). The only pixel
// type that crosses a border between rooms, threads or programs. A plain value.
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace typemould {

struct GrayImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels; ///< width * height

    GrayImage() = default;
    GrayImage(int w, int h, std::uint8_t value = 255)
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), value) {}
    bool empty() const { return pixels.empty(); }
    std::uint8_t& at(int x, int y) { return pixels[static_cast<std::size_t>(y) * width + x]; }
    std::uint8_t at(int x, int y) const { return pixels[static_cast<std::size_t>(y) * width + x]; }
    const std::uint8_t* row(int y) const { return pixels.data() + static_cast<std::size_t>(y) * width; }
    std::uint8_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * width; }
    bool operator==(const GrayImage&) const = default;
};

/// Copies `part` onto `whole` with its top left corner at (x, y); what falls outside is left away.
void paste(GrayImage& whole, const GrayImage& part, int x, int y);
/// Resampled to width x height: area average when smaller, bicubic (Catmull-Rom) when larger.
GrayImage resized(const GrayImage& image, int width, int height);
/// Moved by (dx, dy) pixels (right and down positive), fractions by bilinear interpolation, paper coming in.
GrayImage shifted(const GrayImage& image, double dx, double dy);
/// Ink where a pixel is darker than `level` (0..255), paper elsewhere; nothing between.
GrayImage thresholded(const GrayImage& image, int level = 128);
/// Mean ink, 0 (all paper) to 1 (all ink).
double meanInk(const GrayImage& image);

/// An 8-bit grey PNG (libpng).
Result<Bytes> encodePng(const GrayImage& image);
/// Any PNG of at most 16384 pixels a side, turned to 8-bit grey over white paper.
Result<GrayImage> decodePng(std::span<const std::uint8_t> data, const std::string& name = "PNG image");
Result<GrayImage> readPng(const std::filesystem::path& path);
/// An uncompressed Windows BMP.
Result<Bytes> encodeBmp(const GrayImage& image);

} // namespace typemould
