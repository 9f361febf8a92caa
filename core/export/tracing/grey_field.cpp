#include "core/export/tracing/grey_field.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace typemould::tracing {

namespace {

/// Weights of the four pixels round a place that lies `t` (0..1) behind the second one's centre.
struct Weights {
    std::array<double, 4> value, slope;
};

// The kernel family of Mitchell and Netravali (1988), at the place that they recommend. Sharper (B = 0:
// Catmull and Rom) the edge wobbles between the pixels, by up to 0.08 of one, and takes a fifth more points;
// softer (B = 1: the B-spline) it takes a seventh fewer, and thin strokes and small counters shrink.
Weights weightsAt(double t, double softness) {
    const double kernelB = softness, kernelC = (1 - softness) / 2;
    Weights weights{};
    for (int i = 0; i < 4; ++i) {
        const double signedDistance = t - (i - 1), d = std::abs(signedDistance);
        double value = 0, slope = 0;
        if (d < 1) {
            value = ((12 - 9 * kernelB - 6 * kernelC) * d * d * d +
                     (-18 + 12 * kernelB + 6 * kernelC) * d * d + (6 - 2 * kernelB)) /
                    6;
            slope =
                ((36 - 27 * kernelB - 18 * kernelC) * d * d + (-36 + 24 * kernelB + 12 * kernelC) * d) / 6;
        } else if (d < 2) {
            value = ((-kernelB - 6 * kernelC) * d * d * d + (6 * kernelB + 30 * kernelC) * d * d +
                     (-12 * kernelB - 48 * kernelC) * d + (8 * kernelB + 24 * kernelC)) /
                    6;
            slope = ((-3 * kernelB - 18 * kernelC) * d * d + (12 * kernelB + 60 * kernelC) * d +
                     (-12 * kernelB - 48 * kernelC)) /
                    6;
        }
        const auto k = static_cast<std::size_t>(i);
        weights.value[k] = value;
        weights.slope[k] = std::copysign(slope, slope * signedDistance);
    }
    return weights;
}

} // namespace

GreyField::Value GreyField::at(Vec place) const {
    const double x = place.x - 0.5, y = place.y - 0.5; // from the first pixel's centre
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    const Weights across = weightsAt(x - left, usualSoftness), down = weightsAt(y - top, usualSoftness);
    Value result;
    for (int j = 0; j < 4; ++j) {
        const int row = top + j - 1;
        if (row < 0 || row >= m_picture.height) {
            continue;
        }
        const std::uint8_t* pixels = m_picture.row(row);
        double value = 0, slope = 0;
        for (int i = 0; i < 4; ++i) {
            const int column = left + i - 1;
            if (column >= 0 && column < m_picture.width) {
                const double ink = (255 - pixels[column]) / 255.0;
                value += across.value[static_cast<std::size_t>(i)] * ink;
                slope += across.slope[static_cast<std::size_t>(i)] * ink;
            }
        }
        result.ink += down.value[static_cast<std::size_t>(j)] * value;
        result.gradient.x += down.value[static_cast<std::size_t>(j)] * slope;
        result.gradient.y += down.slope[static_cast<std::size_t>(j)] * value;
    }
    return result;
}

std::optional<Vec> GreyField::edgeNear(Vec place, double reach) const {
    constexpr int mostSteps = 6;
    constexpr double flattest = 0.05; // ink per pixel: an edge that is blurred over 20 pixels
    Vec found = place;
    for (int step = 0; step < mostSteps; ++step) {
        const Value value = at(found);
        const double steep = dot(value.gradient, value.gradient);
        if (steep < flattest * flattest) {
            return std::nullopt;
        }
        const Vec move = ((0.5 - value.ink) / steep) * value.gradient;
        const double far = typemould::length(move);
        found = found + (far > 0.4 ? 0.4 / far : 1.0) * move;
        if (typemould::length(found - place) > reach) {
            return std::nullopt;
        }
        if (far < 1e-3) {
            return found;
        }
    }
    return std::nullopt;
}

InkMap superSampled(const GrayImage& picture, int factor, double softness) {
    InkMap map{picture.width * factor, picture.height * factor, factor, {}};
    map.ink.resize(static_cast<std::size_t>(map.width) * static_cast<std::size_t>(map.height));
    std::vector<std::array<float, 4>> phases;
    std::vector<int> firsts; // pixel of the first weight, from the pixel that the sample lies in
    for (int i = 0; i < factor; ++i) {
        const double x = (i + 0.5) / factor - 0.5, before = std::floor(x);
        const Weights weights = weightsAt(x - before, softness);
        phases.push_back({static_cast<float>(weights.value[0]), static_cast<float>(weights.value[1]),
                          static_cast<float>(weights.value[2]), static_cast<float>(weights.value[3])});
        firsts.push_back(static_cast<int>(before) - 1);
    }
    constexpr int margin = 3; // of paper on either side of a row
    std::vector<float> row(static_cast<std::size_t>(picture.width + 2 * margin), 0.0F);
    for (int y = 0; y < map.height; ++y) {
        const auto phase = static_cast<std::size_t>(y % factor);
        std::fill(row.begin(), row.end(), 0.0F);
        for (int j = 0; j < 4; ++j) {
            const int from = y / factor + firsts[phase] + j;
            if (from < 0 || from >= picture.height) {
                continue;
            }
            const std::uint8_t* pixels = picture.row(from);
            const float weight = phases[phase][static_cast<std::size_t>(j)];
            for (int x = 0; x < picture.width; ++x) {
                row[static_cast<std::size_t>(x + margin)] += weight * static_cast<float>(255 - pixels[x]);
            }
        }
        std::uint8_t* out =
            map.ink.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(map.width);
        for (int x = 0; x < picture.width; ++x) {
            for (std::size_t i = 0; i < static_cast<std::size_t>(factor); ++i) {
                const float* ink = row.data() + x + margin + firsts[i];
                const auto& w = phases[i];
                *out++ = w[0] * ink[0] + w[1] * ink[1] + w[2] * ink[2] + w[3] * ink[3] >= 127.5F ? 1 : 0;
            }
        }
    }
    return map;
}

} // namespace typemould::tracing
