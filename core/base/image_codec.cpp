#include "core/base/gray_image.h"

#include <cstring>
#include <png.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wtype-limits"
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace typemould {

namespace {

constexpr unsigned largestSide = 16384;

/// libpng's simplified interface: it catches its own errors, so that no longjmp crosses our frames.
class PngImage {
public:
    PngImage() {
        std::memset(&image, 0, sizeof image);
        image.version = PNG_IMAGE_VERSION;
    }
    PngImage(const PngImage&) = delete;
    PngImage& operator=(const PngImage&) = delete;
    ~PngImage() { png_image_free(&image); }

    png_image image;
};

void requireWritable(const GrayImage& image, const char* format) {
    const bool sized =
        image.width > 0 && image.height > 0 && image.width <= static_cast<int>(largestSide) &&
        image.height <= static_cast<int>(largestSide) &&
        image.pixels.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    if (!sized) {
        throw Failure(ErrorCode::InvalidArgument,
                      "An image of " + std::to_string(image.width) + " x " + std::to_string(image.height) +
                          " pixels cannot be written as " + format + ".",
                      "Choose a size from 1 to " + std::to_string(largestSide) + " pixels a side.");
    }
}

Failure badPng(const std::string& name, const std::string& reason) {
    return Failure(ErrorCode::BadFormat, "Cannot read " + name + " as PNG: " + reason + ".",
                   "Open it in an image program and save it as PNG again.");
}

} // namespace

Result<Bytes> encodePng(const GrayImage& image) {
    return guarded("writing a PNG image", [&]() -> Bytes {
        requireWritable(image, "PNG");
        PngImage png;
        png.image.width = static_cast<png_uint_32>(image.width);
        png.image.height = static_cast<png_uint_32>(image.height);
        png.image.format = PNG_FORMAT_GRAY;
        Bytes bytes(PNG_IMAGE_PNG_SIZE_MAX(png.image));
        png_alloc_size_t size = bytes.size();
        if (png_image_write_to_memory(&png.image, bytes.data(), &size, 0, image.pixels.data(), 0, nullptr) ==
            0) {
            throw Failure(ErrorCode::Internal,
                          std::string("Cannot write a PNG image: ") + png.image.message + ".");
        }
        bytes.resize(size);
        bytes.shrink_to_fit();
        return bytes;
    });
}

Result<GrayImage> decodePng(std::span<const std::uint8_t> data, const std::string& name) {
    return guarded("reading a PNG image", [&]() -> GrayImage {
        PngImage png;
        if (png_image_begin_read_from_memory(&png.image, data.data(), data.size()) == 0) {
            throw badPng(name, png.image.message);
        }
        const unsigned width = png.image.width, height = png.image.height;
        if (width == 0 || height == 0 || width > largestSide || height > largestSide) {
            throw Failure(ErrorCode::Unsupported,
                          "Cannot read " + name + ": it is " + std::to_string(width) + " x " +
                              std::to_string(height) + " pixels.",
                          "Use an image of at most " + std::to_string(largestSide) + " pixels a side.");
        }
        const bool transparent = (png.image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
        png.image.format = transparent ? PNG_FORMAT_GA : PNG_FORMAT_GRAY;
        png.image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
        GrayImage image(static_cast<int>(width), static_cast<int>(height));
        Bytes both(transparent ? 2 * image.pixels.size() : 0);
        if (png_image_finish_read(&png.image, nullptr, transparent ? both.data() : image.pixels.data(), 0,
                                  nullptr) == 0) {
            throw badPng(name, png.image.message);
        }
        for (std::size_t i = 0; 2 * i < both.size();
             ++i) { // over white, in the grey that is seen, as drawing programs do
            const unsigned grey = both[2 * i], alpha = both[2 * i + 1];
            image.pixels[i] = static_cast<std::uint8_t>((grey * alpha + 255 * (255 - alpha) + 127) / 255);
        }
        return image;
    });
}

Result<GrayImage> readPng(const std::filesystem::path& path) {
    const auto bytes = readFile(path);
    if (!bytes) {
        return bytes.error();
    }
    return decodePng(*bytes, pathText(path));
}

Result<Bytes> encodeBmp(const GrayImage& image) {
    return guarded("writing a BMP image", [&]() -> Bytes {
        requireWritable(image, "BMP");
        Bytes bytes;
        bytes.reserve(54 + 3 * (image.pixels.size() + 3 * static_cast<std::size_t>(image.height)));
        // Called through C: a throw would have to cross stb's frames, which are ours and compiled as C++
        // here.
        const auto append = [](void* context, void* data, int size) {
            const auto* begin = static_cast<const std::uint8_t*>(data);
            static_cast<Bytes*>(context)->insert(static_cast<Bytes*>(context)->end(), begin, begin + size);
        };
        if (stbi_write_bmp_to_func(append, &bytes, image.width, image.height, 1, image.pixels.data()) == 0) {
            throw Failure(ErrorCode::Internal, "Cannot write a BMP image.");
        }
        return bytes;
    });
}

} // namespace typemould
