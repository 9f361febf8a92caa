#include "core/metrics/image_metrics.h"

#include <array>
#include <cmath>
#include <cstdlib>

namespace typemould {

namespace {

constexpr int windowSide = 11;
constexpr double sigma = 1.5;
constexpr double c1 = 0.01 * 0.01; // (K1 L)^2 with L = 1
constexpr double c2 = 0.03 * 0.03;

std::array<double, windowSide> gaussianWindow() {
    std::array<double, windowSide> window{};
    double sum = 0;
    for (int i = 0; i < windowSide; ++i) {
        const int distance = i - windowSide / 2;
        window[static_cast<std::size_t>(i)] = std::exp(-0.5 * distance * distance / (sigma * sigma));
        sum += window[static_cast<std::size_t>(i)];
    }
    for (double& weight : window) {
        weight /= sum;
    }
    return window;
}

/// The four local sums that SSIM is made of, for one row: of x, y, x^2 + y^2 and x y (the two variances only
/// ever appear added up).
struct Sums {
    explicit Sums(std::size_t width) : x(width), y(width), squares(width), product(width) {}
    std::vector<double> x, y, squares, product;
};

/// The sums of one image row, weighed across; `out` holds the inner columns.
void sumAcross(const std::uint8_t* x, const std::uint8_t* y, const std::array<double, windowSide>& window,
               Sums& row, Sums& out) {
    const std::size_t width = row.x.size(), inner = out.x.size();
    for (std::size_t i = 0; i < width; ++i) {
        const double a = x[i] / 255.0, b = y[i] / 255.0;
        row.x[i] = a;
        row.y[i] = b;
        row.squares[i] = a * a + b * b;
        row.product[i] = a * b;
    }
    const auto across = [&](const std::vector<double>& from, std::vector<double>& to) {
        const double* in = from.data();
        double* result = to.data();
        for (std::size_t i = 0; i < inner; ++i) {
            double sum = 0;
            for (std::size_t k = 0; k < windowSide; ++k) {
                sum += window[k] * in[i + k];
            }
            result[i] = sum;
        }
    };
    across(row.x, out.x);
    across(row.y, out.y);
    across(row.squares, out.squares);
    across(row.product, out.product);
}

double ssimOf(const GrayImage& a, const GrayImage& b) {
    static const auto window = gaussianWindow();
    const auto width = static_cast<std::size_t>(a.width), inner = width - windowSide + 1;
    std::vector<Sums> rows(windowSide, Sums(inner)); // a ring of the last 11 rows
    Sums raw(width), down(inner);
    double total = 0;
    for (int y = 0; y < a.height; ++y) {
        sumAcross(a.row(y), b.row(y), window, raw, rows[static_cast<std::size_t>(y % windowSide)]);
        if (y < windowSide - 1) {
            continue;
        }
        down = Sums(inner);
        for (int k = 0; k < windowSide; ++k) {
            const Sums& row = rows[static_cast<std::size_t>((y + 1 + k) % windowSide)];
            const double weight = window[static_cast<std::size_t>(k)];
            const auto add = [&](const std::vector<double>& from, std::vector<double>& to) {
                const double* in = from.data();
                double* result = to.data();
                for (std::size_t i = 0; i < inner; ++i) {
                    result[i] += weight * in[i];
                }
            };
            add(row.x, down.x);
            add(row.y, down.y);
            add(row.squares, down.squares);
            add(row.product, down.product);
        }
        for (std::size_t i = 0; i < inner; ++i) {
            const double meansProduct = down.x[i] * down.y[i];
            const double meansSquares = down.x[i] * down.x[i] + down.y[i] * down.y[i];
            const double covariance = down.product[i] - meansProduct;
            const double variances = down.squares[i] - meansSquares;
            total +=
                ((2 * meansProduct + c1) * (2 * covariance + c2)) / ((meansSquares + c1) * (variances + c2));
        }
    }
    return total / (static_cast<double>(inner) * (a.height - windowSide + 1));
}

} // namespace

GlyphScore scoreGlyph(const GrayImage& drawn, const GrayImage& truth) {
    if (drawn.width != truth.width || drawn.height != truth.height || drawn.width < windowSide ||
        drawn.height < windowSide) {
        const auto size = [](const GrayImage& image) {
            return std::to_string(image.width) + " x " + std::to_string(image.height);
        };
        throw Failure(ErrorCode::InvalidArgument, "Cannot compare an image of " + size(drawn) +
                                                      " pixels with one of " + size(truth) +
                                                      ": both must have one size of at least 11 a side.");
    }
    GlyphScore score;
    long long difference = 0, both = 0, either = 0;
    for (std::size_t i = 0; i < drawn.pixels.size(); ++i) {
        const int a = drawn.pixels[i], b = truth.pixels[i];
        difference += std::abs(a - b);
        both += static_cast<int>((a < 128) & (b < 128));
        either += static_cast<int>((a < 128) | (b < 128));
    }
    score.l1 = static_cast<double>(difference) / (255.0 * static_cast<double>(drawn.pixels.size()));
    score.iou = either == 0 ? 1 : static_cast<double>(both) / static_cast<double>(either);
    score.ssim = ssimOf(drawn, truth);
    return score;
}

double meanDifference(const GrayImage& drawn, const GrayImage& truth) {
    long long sum = 0;
    for (std::size_t i = 0; i < drawn.pixels.size(); ++i) {
        sum += std::abs(static_cast<int>(drawn.pixels[i]) - static_cast<int>(truth.pixels[i]));
    }
    return static_cast<double>(sum) / (255.0 * static_cast<double>(drawn.pixels.size()));
}

MeanScore meanScore(const std::vector<GlyphScore>& scores) {
    MeanScore result;
    result.count = scores.size();
    for (const auto& score : scores) {
        result.mean.l1 += score.l1 / static_cast<double>(scores.size());
        result.mean.ssim += score.ssim / static_cast<double>(scores.size());
        result.mean.iou += score.iou / static_cast<double>(scores.size());
    }
    return result;
}

} // namespace typemould
