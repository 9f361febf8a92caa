#include "core/base/gray_image.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

/// The input samples that one output sample is made of, from `first` on; the weights sum to 1.
struct Taps {
    int first = 0;
    std::vector<float> weights;
};

double catmullRom(double x) {
    x = std::abs(x);
    if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/// Taps of every output sample along one axis; pixel edges line up, so that nothing moves.
std::vector<Taps> tapsFor(int from, int to) {
    const double ratio = static_cast<double>(from) / to;
    std::vector<Taps> all(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        Taps& taps = all[static_cast<std::size_t>(i)];
        if (to < from) { // the share of each input pixel that this output pixel covers
            const double begin = i * ratio, end = (i + 1) * ratio;
            taps.first = std::min(static_cast<int>(begin), from - 1);
            for (int j = taps.first; j < from && j < end - 1e-9; ++j) {
                taps.weights.push_back(
                    static_cast<float>((std::min<double>(j + 1, end) - std::max<double>(j, begin)) / ratio));
            }
        } else {
            const double centre = (i + 0.5) * ratio - 0.5;
            const int left = static_cast<int>(std::floor(centre)) - 1;
            taps.first = std::clamp(left, 0, from - 1);
            for (int j = left; j < left + 4; ++j) { // the border pixel stands for what lies beyond it
                const auto index = static_cast<std::size_t>(std::clamp(j, 0, from - 1) - taps.first);
                taps.weights.resize(std::max(taps.weights.size(), index + 1), 0.f);
                taps.weights[index] += static_cast<float>(catmullRom(centre - j));
            }
        }
    }
    return all;
}

std::uint8_t toGrey(float value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5f, 0.f, 255.f)); }

} // namespace

void paste(GrayImage& whole, const GrayImage& part, int x, int y) {
    const int left = std::max(0, -x),
              right = std::min<long long>(part.width, static_cast<long long>(whole.width) - x);
    const int top = std::max(0, -y),
              bottom = std::min<long long>(part.height, static_cast<long long>(whole.height) - y);
    for (int row = top; row < bottom && left < right; ++row) {
        std::copy(part.row(row) + left, part.row(row) + right, whole.row(y + row) + x + left);
    }
}

GrayImage resized(const GrayImage& image, int width, int height) {
    if (width == image.width && height == image.height) {
        return image;
    }
    if (image.empty() || width <= 0 || height <= 0) {
        return GrayImage(std::max(width, 0), std::max(height, 0));
    }
    const auto columns = tapsFor(image.width, width);
    const auto rows = tapsFor(image.height, height);
    std::vector<float> wide(static_cast<std::size_t>(width) * static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* in = image.row(y);
        float* out = wide.data() + static_cast<std::size_t>(y) * width;
        for (int x = 0; x < width; ++x) {
            const Taps& taps = columns[static_cast<std::size_t>(x)];
            float sum = 0;
            for (std::size_t i = 0; i < taps.weights.size(); ++i) {
                sum += taps.weights[i] * in[static_cast<std::size_t>(taps.first) + i];
            }
            out[x] = sum;
        }
    }
    GrayImage result(width, height);
    std::vector<float> line(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        const Taps& taps = rows[static_cast<std::size_t>(y)];
        std::fill(line.begin(), line.end(), 0.f);
        for (std::size_t i = 0; i < taps.weights.size(); ++i) {
            const float* in = wide.data() + (static_cast<std::size_t>(taps.first) + i) * width;
            for (int x = 0; x < width; ++x) {
                line[static_cast<std::size_t>(x)] += taps.weights[i] * in[x];
            }
        }
        std::transform(line.begin(), line.end(), result.row(y), toGrey);
    }
    return result;
}

GrayImage shifted(const GrayImage& image, double dx, double dy) {
    GrayImage result(image.width, image.height);
    if (!(std::abs(dx) < image.width + 1.0 && std::abs(dy) < image.height + 1.0)) {
        return result; // all of it moved out
    }
    const int left = static_cast<int>(std::floor(dx)), top = static_cast<int>(std::floor(dy));
    const auto fx = static_cast<float>(dx - left), fy = static_cast<float>(dy - top);
    const auto pixel = [&](int x, int y) {
        return x < 0 || y < 0 || x >= image.width || y >= image.height ? 255.f
                                                                       : static_cast<float>(image.at(x, y));
    };
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const int sx = x - left, sy = y - top;
            const float upper = (1 - fx) * pixel(sx, sy - 1) + fx * pixel(sx - 1, sy - 1);
            const float lower = (1 - fx) * pixel(sx, sy) + fx * pixel(sx - 1, sy);
            result.at(x, y) = toGrey((1 - fy) * lower + fy * upper);
        }
    }
    return result;
}

GrayImage thresholded(const GrayImage& image, int level) {
    GrayImage result(image.width, image.height);
    std::transform(image.pixels.begin(), image.pixels.end(), result.pixels.begin(),
                   [level](std::uint8_t grey) -> std::uint8_t { return grey < level ? 0 : 255; });
    return result;
}

double meanInk(const GrayImage& image) {
    if (image.empty()) {
        return 0;
    }
    unsigned long long sum = 0;
    for (const std::uint8_t grey : image.pixels) {
        sum += 255u - grey;
    }
    return static_cast<double>(sum) / (255.0 * static_cast<double>(image.pixels.size()));
}

} // namespace typemould
