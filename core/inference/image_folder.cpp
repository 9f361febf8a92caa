#include "core/inference/image_folder.h"

#include "core/base/atomic_file.h"

#include <algorithm>

namespace typemould {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> picturesIn(const fs::path& folder) {
    std::error_code code;
    std::vector<fs::path> files;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        auto suffix = it->path().extension().native();
        std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (suffix == ".png" && it->is_regular_file(code)) {
            files.push_back(it->path());
        }
    }
    if (code) {
        throw Failure(ErrorCode::NotFound,
                      "The folder " + pathText(folder) + " cannot be read: " + code.message() + ".",
                      "Choose a folder of PNG pictures.");
    }
    if (files.empty()) {
        throw Failure(ErrorCode::NotFound, "There are no PNG pictures in " + pathText(folder) + ".",
                      "Choose a folder of PNG pictures.");
    }
    std::sort(files.begin(), files.end());
    return files;
}

GrayImage inverted(GrayImage image) {
    for (auto& pixel : image.pixels) {
        pixel = static_cast<std::uint8_t>(255 - pixel);
    }
    return image;
}

GrayImage readPicture(const fs::path& file) {
    auto image = readPng(file).orThrow();
    if (image.width != image.height) {
        throw Failure(ErrorCode::Unsupported,
                      "The picture " + pathText(file) + " is " + std::to_string(image.width) + " x " +
                          std::to_string(image.height) + " px, not square.",
                      "Put it on a square canvas, so that nothing is stretched.");
    }
    return image;
}

} // namespace

bool isLightOnDark(const GrayImage& image) {
    std::size_t sum = 0, count = 0;
    for (int y = 0; y < image.height; ++y) {
        const bool whole = y == 0 || y == image.height - 1;
        for (int x = 0; x < image.width; x += whole ? 1 : std::max(1, image.width - 1)) {
            sum += image.at(x, y);
            ++count;
        }
    }
    return count > 0 && sum < 128 * count;
}

Result<ImageFolderOutcome> drawImageFolder(GlyphGenerator& generator, const fs::path& from,
                                           const fs::path& to, const GlyphGenerator::Progress& progress,
                                           std::stop_token stop) {
    return guarded("drawing the pictures", [&] {
        const auto files = picturesIn(from);
        makeFolder(to).orThrow();
        std::error_code ignored;
        if (fs::equivalent(from, to, ignored)) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The folder " + pathText(to) +
                              " is that of the pictures themselves: they would be replaced.",
                          "Choose another folder for the drawn ones.");
        }
        const int canvas = generator.manifest().generator.canvas;
        constexpr std::size_t atOnce = 8;
        ImageFolderOutcome outcome;
        for (std::size_t begin = 0; begin < files.size(); begin += atOnce) {
            if (stop.stop_requested()) {
                throw Failure(ErrorCode::Cancelled, "Stopped after " + std::to_string(begin) + " of " +
                                                        std::to_string(files.size()) + " pictures.");
            }
            const auto end = std::min(files.size(), begin + atOnce);
            std::vector<GrayImage> sources;
            std::vector<bool> light;
            for (std::size_t i = begin; i < end; ++i) {
                auto picture = readPicture(files[i]);
                light.push_back(isLightOnDark(picture));
                if (picture.width != canvas) {
                    picture = resized(picture, canvas, canvas);
                }
                sources.push_back(light.back() ? inverted(std::move(picture)) : std::move(picture));
            }
            auto images = generator.generate(sources).orThrow();
            for (std::size_t i = begin; i < end; ++i) {
                auto& image = images[i - begin];
                if (light[i - begin]) {
                    image = inverted(std::move(image));
                    ++outcome.inverted;
                }
                writeFileAtomically(to / files[i].filename(), encodePng(image).orThrow()).orThrow();
                ++outcome.written;
            }
            if (progress) {
                progress(end, files.size());
            }
        }
        return outcome;
    });
}

} // namespace typemould
