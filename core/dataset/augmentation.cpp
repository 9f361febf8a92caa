#include "core/dataset/augmentation.h"

#include "core/base/embolden.h"
#include "core/dataset/random.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr double leastInkKept = 1.0 / 3;

/// Evenly in -1..1.
double evenly(SteadyRandom& random) { return static_cast<double>(random.next() >> 11) * 0x1p-52 - 1; }

/// Where there is ink: pixels left..right-1 and top..bottom-1.
struct InkBox {
    double left, top, right, bottom;
    bool empty() const { return left >= right; }
};

InkBox inkBox(const GrayImage& image) {
    int left = image.width, right = 0, top = image.height, bottom = 0;
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* row = image.row(y);
        const auto isInk = [](std::uint8_t grey) { return grey < 255; };
        const auto* first = std::find_if(row, row + image.width, isInk);
        if (first == row + image.width) {
            continue;
        }
        int last = image.width;
        while (row[last - 1] == 255) {
            --last;
        }
        left = std::min(left, static_cast<int>(first - row));
        right = std::max(right, last);
        top = std::min(top, y);
        bottom = y + 1;
    }
    return {double(left), double(top), double(right), double(bottom)};
}

InkBox grown(InkBox box, double by) { return {box.left - by, box.top - by, box.right + by, box.bottom + by}; }

InkBox joined(const InkBox& a, const InkBox& b) {
    if (a.empty() || b.empty()) {
        return a.empty() ? b : a;
    }
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
            std::max(a.bottom, b.bottom)};
}

/// The distance of ink from the nearest border.
double roomAround(const InkBox& box, double canvas) {
    return std::min({box.left, box.top, canvas - box.right, canvas - box.bottom});
}

/// How one row of a scaled and moved picture is made of the pixels of the row that it was.
struct Taps {
    int first = 0, count = 0;
    std::vector<float> weights; ///< those that fall outside are left out: paper has no ink
};

std::vector<Taps> tapsOf(int canvas, double scale, double shift) {
    const double middle = 0.5 * canvas;
    const double reach = std::max(1.0, 1 / scale); // a triangle: bilinear, or the average of what it covers
    std::vector<Taps> list(static_cast<std::size_t>(canvas));
    for (int i = 0; i < canvas; ++i) {
        const double centre = (i + 0.5 - middle - shift) / scale + middle - 0.5;
        const auto weightAt = [&](int at) { return std::max(0.0, 1 - std::abs(at - centre) / reach); };
        const int begin = static_cast<int>(std::ceil(centre - reach));
        const int end = static_cast<int>(std::floor(centre + reach)) + 1;
        double sum = 0;
        for (int at = begin; at < end; ++at) {
            sum += weightAt(at);
        }
        auto& taps = list[static_cast<std::size_t>(i)];
        taps.first = std::clamp(begin, 0, canvas);
        for (int at = taps.first; at < std::clamp(end, 0, canvas); ++at) {
            taps.weights.push_back(static_cast<float>(weightAt(at) / sum));
        }
        taps.count = static_cast<int>(taps.weights.size());
    }
    return list;
}

/// A picture made anew from the ink of `image`: its columns by `across`, its rows by `down`.
GrayImage resampled(const GrayImage& image, const std::vector<Taps>& across, const std::vector<Taps>& down) {
    const int width = image.width, height = image.height;
    std::vector<float> ink(image.pixels.size());
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = image.row(y);
        float* out = ink.data() + static_cast<std::size_t>(y) * width;
        for (int x = 0; x < width; ++x) {
            const auto& taps = across[static_cast<std::size_t>(x)];
            float sum = 0;
            for (int i = 0; i < taps.count; ++i) {
                sum +=
                    taps.weights[static_cast<std::size_t>(i)] * static_cast<float>(255 - row[taps.first + i]);
            }
            out[x] = sum;
        }
    }
    GrayImage result(width, height);
    std::vector<float> sums(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        const auto& taps = down[static_cast<std::size_t>(y)];
        std::fill(sums.begin(), sums.end(), 0.F);
        for (int i = 0; i < taps.count; ++i) {
            const float weight = taps.weights[static_cast<std::size_t>(i)];
            const float* row = ink.data() + static_cast<std::size_t>(taps.first + i) * width;
            for (int x = 0; x < width; ++x) {
                sums[static_cast<std::size_t>(x)] += weight * row[x];
            }
        }
        std::uint8_t* out = result.row(y);
        for (int x = 0; x < width; ++x) {
            out[x] = static_cast<std::uint8_t>(255.5F - std::min(255.F, sums[static_cast<std::size_t>(x)]));
        }
    }
    return result;
}

GrayImage moved(const GrayImage& image, const PairChange& change) {
    if (change.scale == 1 && change.shiftX == 0 && change.shiftY == 0) {
        return image;
    }
    return resampled(image, tapsOf(image.width, change.scale, change.shiftX),
                     tapsOf(image.height, change.scale, change.shiftY));
}

/// Blurred by a Gaussian, cut off at three sigma; what would go over a border comes back from it, as in a
/// mirror, so that no ink is lost.
GrayImage blurred(const GrayImage& image, double sigma) {
    const int reach = static_cast<int>(std::ceil(3 * sigma));
    if (sigma <= 0 || reach == 0) {
        return image;
    }
    std::vector<double> window;
    double sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        window.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
        sum += window.back();
    }
    const int width = image.width;
    const auto mirrored = [width](int place) {
        const int round = ((place % (2 * width)) + 2 * width) % (2 * width);
        return std::min(round, 2 * width - 1 - round);
    };
    std::vector<Taps> list(static_cast<std::size_t>(width));
    for (int at = 0; at < width; ++at) {
        auto& taps = list[static_cast<std::size_t>(at)];
        taps.first = std::max(0, at - reach);
        taps.count = std::min(width, at + reach + 1) - taps.first;
        taps.weights.resize(static_cast<std::size_t>(taps.count));
        for (int i = -reach; i <= reach; ++i) {
            taps.weights[static_cast<std::size_t>(mirrored(at + i) - taps.first)] +=
                static_cast<float>(window[static_cast<std::size_t>(i + reach)] / sum);
        }
    }
    return resampled(image, list, list);
}

GrayImage imageOf(const std::uint8_t* pixels, int canvas) {
    GrayImage image(canvas, canvas);
    std::copy_n(pixels, image.pixels.size(), image.pixels.begin());
    return image;
}

} // namespace

PairChange changeAt(const AugmentationRanges& ranges, int canvas, std::uint64_t seed, std::uint64_t place) {
    constexpr std::uint64_t ofAugmentation = 0x6175676D656E74; // other numbers than those of the order
    SteadyRandom random(seed ^ ofAugmentation, place);
    PairChange change;
    change.shiftX = evenly(random) * ranges.shift / 100 * canvas;
    change.shiftY = evenly(random) * ranges.shift / 100 * canvas;
    change.scale = 1 + evenly(random) * ranges.scale / 100;
    change.weight = evenly(random) * ranges.weight;
    change.blur = 0.5 * (evenly(random) + 1) * ranges.blur;
    return change;
}

PairChange fittedChange(PairChange change, const GrayImage& source, const GrayImage& target) {
    const double canvas = source.width, middle = 0.5 * canvas;
    const auto ofSource = inkBox(source);
    if (change.weight > 0 && !ofSource.empty()) {
        change.weight = std::min(change.weight, 2 * roomAround(ofSource, canvas));
    }
    const double ink = meanInk(source);
    while (change.weight < -0.05 && meanInk(emboldened(source, change.weight / 2)) < leastInkKept * ink) {
        change.weight /= 2;
    }
    const double thicker = std::ceil(std::max(0.0, change.weight / 2)); // a part of a pixel greys it whole
    const auto box = joined(ofSource.empty() ? ofSource : grown(ofSource, thicker), inkBox(target));
    if (box.empty()) {
        return change;
    }
    // Ink reaches half a pixel of the old size less half a pixel of the new one over its box.
    const auto over = [&] { return 0.5 * std::abs(change.scale - 1); };
    const double furthest = middle - roomAround(box, canvas);
    change.scale = std::min(change.scale, std::max(1.0, (middle + 0.5) / (furthest + 0.5)));
    const auto within = [&](double shift, double low, double high) {
        const double begin = middle + change.scale * (low - middle) - over();
        const double end = middle + change.scale * (high - middle) + over();
        return std::clamp(shift, std::min(0.0, -begin), std::max(0.0, canvas - end));
    };
    change.shiftX = within(change.shiftX, box.left, box.right);
    change.shiftY = within(change.shiftY, box.top, box.bottom);
    return change;
}

AugmentedPair changedPair(const PairChange& change, const GrayImage& source, const GrayImage& target) {
    const auto weighed = change.weight == 0 ? source : emboldened(source, change.weight / 2);
    return {blurred(moved(weighed, change), change.blur), moved(target, change)};
}

AugmentedPair augmentedPair(const std::uint8_t* source, const std::uint8_t* target, int canvas,
                            const AugmentationRanges& ranges, std::uint64_t seed, std::uint64_t place) {
    const auto from = imageOf(source, canvas), to = imageOf(target, canvas);
    return changedPair(fittedChange(changeAt(ranges, canvas, seed, place), from, to), from, to);
}

} // namespace typemould
