#include "core/metrics/skeleton.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace typemould {

namespace {

constexpr int thinnedSide = 128;
constexpr std::uint8_t inkBelow = 160; ///< of the shrunken picture: a hairline covers a part of its pixel
constexpr float mostScaled = 1.15F;    ///< that two fonts' boxes of one character may differ
constexpr float mostMoved = 0.06F;     ///< of the canvas
constexpr float leastExtent = 0.1F; ///< of the canvas: a box as flat as that of a single stroke is not scaled
constexpr int fieldSide = 128;      ///< of the map of distances
constexpr int densitySide = 16;
constexpr std::size_t tail = 10; ///< the farthest one in so many points counts

// ---- thinning ----

/// For each neighbourhood (bit 0 is above, then clockwise) whether the pixel goes in the first or the second
/// half of a pass. What hangs together stays so, and no dot goes whole.
struct ThinningRule {
    std::array<std::array<bool, 256>, 2> goes{};
    ThinningRule() {
        for (unsigned around = 0; around < 256; ++around) {
            const auto at = [&](int place) { return (around >> place % 8 & 1) != 0; };
            int parts = 0, ahead = 0, behind = 0; // of the ink around; sides and corners counted in twos
            for (int side = 0; side < 8; side += 2) {
                parts += !at(side) && (at(side + 1) || at(side + 2)) ? 1 : 0;
                ahead += at(side) || at(side + 1) ? 1 : 0;
                behind += at(side) || at(side + 7) ? 1 : 0;
            }
            const int inked = std::min(ahead, behind);
            const bool simple = parts == 1 && (inked == 2 || inked == 3);
            goes[0][around] = simple && !((at(0) || at(1) || !at(3)) && at(2));
            goes[1][around] = simple && !((at(4) || at(5) || !at(7)) && at(6));
        }
    }
};

/// Pixels of `mask`, which has a border of one pixel of paper, thinned to lines; gives the places that stay.
std::vector<std::size_t> thinned(std::vector<std::uint8_t>& mask, std::size_t width) {
    static const ThinningRule rule;
    std::vector<std::size_t> ink;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] != 0) {
            ink.push_back(i);
        }
    }
    std::vector<std::size_t> going;
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& goes : rule.goes) {
            going.clear();
            for (const std::size_t i : ink) {
                const unsigned around = mask[i - width] | mask[i - width + 1] << 1 | mask[i + 1] << 2 |
                                        mask[i + width + 1] << 3 | mask[i + width] << 4 |
                                        mask[i + width - 1] << 5 | mask[i - 1] << 6 |
                                        mask[i - width - 1] << 7;
                if (goes[around]) {
                    going.push_back(i);
                }
            }
            for (const std::size_t i : going) {
                mask[i] = 0;
            }
            if (!going.empty()) {
                changed = true;
                std::erase_if(ink, [&](std::size_t i) { return mask[i] == 0; });
            }
        }
    }
    return ink;
}

// ---- distances ----

using Points = std::vector<StrokePoint>;

int cellOf(float share, int side) {
    return std::clamp(static_cast<int>(share * static_cast<float>(side)), 0, side - 1);
}

/// How far each field of the canvas is from the nearest point, in thirds of a field's side (Borgefors 1986:
/// 3 to a neighbour, 4 to one across the corner).
class DistanceMap {
public:
    explicit DistanceMap(const Points& points) : m_thirds(side * side, far) {
        for (const StrokePoint& point : points) {
            at(cellOf(point.x, fieldSide), cellOf(point.y, fieldSide)) = 0;
        }
        for (int y = 1; y <= fieldSide; ++y) {
            for (int x = 1; x <= fieldSide; ++x) {
                spread(y * side + x, -1);
            }
        }
        for (int y = fieldSide; y >= 1; --y) {
            for (int x = fieldSide; x >= 1; --x) {
                spread(y * side + x, 1);
            }
        }
    }
    /// In shares of the canvas's side.
    double from(const StrokePoint& point) const {
        const int place = (cellOf(point.y, fieldSide) + 1) * side + cellOf(point.x, fieldSide) + 1;
        return m_thirds[static_cast<std::size_t>(place)] / (3.0 * fieldSide);
    }

private:
    static constexpr int side = fieldSide + 2; ///< with a border, so that no neighbour is outside
    static constexpr int far = 3 * fieldSide;
    int& at(int x, int y) { return m_thirds[static_cast<std::size_t>((y + 1) * side + x + 1)]; }
    /// From the four neighbours that are done already: those above and left (-1) or below and right (1).
    void spread(int place, int way) {
        const auto near = [&](int offset, int thirds) {
            return m_thirds[static_cast<std::size_t>(place + way * offset)] + thirds;
        };
        int& here = m_thirds[static_cast<std::size_t>(place)];
        here = std::min({here, near(1, 3), near(side, 3), near(side - 1, 4), near(side + 1, 4)});
    }
    std::vector<int> m_thirds;
};

/// Mean of the farthest tenth.
double farthestOf(const Points& from, const DistanceMap& to) {
    std::vector<double> distances(from.size());
    std::transform(from.begin(), from.end(), distances.begin(),
                   [&](const StrokePoint& point) { return to.from(point); });
    const std::size_t count = std::max<std::size_t>(1, distances.size() / tail);
    const auto first = distances.end() - static_cast<std::ptrdiff_t>(count);
    std::nth_element(distances.begin(), first, distances.end());
    double sum = 0;
    for (auto it = first; it != distances.end(); ++it) {
        sum += *it;
    }
    return sum / static_cast<double>(count);
}

/// Along one axis: by how much `other` is scaled about its middle, and where that goes.
struct AxisFit {
    float scale = 1, middle = 0, goal = 0;
    AxisFit(float low, float high, float otherLow, float otherHigh) {
        const float extent = high - low, otherExtent = otherHigh - otherLow;
        if (std::min(extent, otherExtent) > leastExtent) {
            scale = std::clamp(extent / otherExtent, 1 / mostScaled, mostScaled);
        }
        middle = (otherLow + otherHigh) / 2;
        goal = middle + std::clamp((low + high) / 2 - middle, -mostMoved, mostMoved);
    }
    float operator()(float value) const { return goal + scale * (value - middle); }
};

Points broughtTo(const Skeleton& reference, const Skeleton& other) {
    const AxisFit x(reference.left, reference.right, other.left, other.right);
    const AxisFit y(reference.top, reference.bottom, other.top, other.bottom);
    Points points(other.points.size());
    std::transform(other.points.begin(), other.points.end(), points.begin(), [&](const StrokePoint& point) {
        return StrokePoint{x(point.x), y(point.y)};
    });
    return points;
}

using Density = std::array<double, densitySide * densitySide>;

/// How much line runs through each field, each point shared between the four nearest.
Density densityOf(const Points& points) {
    Density density{};
    for (const StrokePoint& point : points) {
        const float x = point.x * densitySide - 0.5F, y = point.y * densitySide - 0.5F;
        const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
        for (int row = 0; row < 2; ++row) {
            for (int column = 0; column < 2; ++column) {
                const int cx = std::clamp(left + column, 0, densitySide - 1);
                const int cy = std::clamp(top + row, 0, densitySide - 1);
                const float across = 1 - std::abs(x - static_cast<float>(left + column));
                const float down = 1 - std::abs(y - static_cast<float>(top + row));
                density[static_cast<std::size_t>(cy * densitySide + cx)] += across * down;
            }
        }
    }
    return density;
}

double cosine(const Density& a, const Density& b) {
    double product = 0, ofA = 0, ofB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += a[i] * b[i];
        ofA += a[i] * a[i];
        ofB += b[i] * b[i];
    }
    return ofA > 0 && ofB > 0 ? product / std::sqrt(ofA * ofB) : 0;
}

} // namespace

Skeleton skeletonOf(const GrayImage& picture) {
    if (picture.width != picture.height || picture.width < 1) {
        throw Failure(ErrorCode::InvalidArgument, "A skeleton is taken of a square picture.");
    }
    const bool large = picture.width > thinnedSide;
    const GrayImage small = large ? resized(picture, thinnedSide, thinnedSide) : GrayImage();
    const GrayImage& image = large ? small : picture;
    const auto side = static_cast<std::size_t>(image.width);
    const std::size_t width = side + 2;
    std::vector<std::uint8_t> mask(width * width, 0);
    for (std::size_t y = 0; y < side; ++y) {
        const std::uint8_t* row = image.row(static_cast<int>(y));
        for (std::size_t x = 0; x < side; ++x) {
            mask[(y + 1) * width + x + 1] = row[x] < inkBelow ? 1 : 0;
        }
    }
    Skeleton skeleton;
    skeleton.left = skeleton.top = 1;
    for (const std::size_t place : thinned(mask, width)) {
        const StrokePoint point{(static_cast<float>(place % width) - 0.5F) / static_cast<float>(side),
                                (static_cast<float>(place / width) - 0.5F) / static_cast<float>(side)};
        skeleton.points.push_back(point);
        skeleton.left = std::min(skeleton.left, point.x);
        skeleton.right = std::max(skeleton.right, point.x);
        skeleton.top = std::min(skeleton.top, point.y);
        skeleton.bottom = std::max(skeleton.bottom, point.y);
    }
    return skeleton;
}

Skeleton skeletonOf(const std::uint8_t* pixels, int side) {
    GrayImage picture(side, side);
    std::copy_n(pixels, picture.pixels.size(), picture.pixels.begin());
    return skeletonOf(picture);
}

StructureDistance structureDistance(const Skeleton& reference, const Skeleton& other) {
    if (reference.points.empty() || other.points.empty()) {
        const double apart = reference.points.empty() == other.points.empty() ? 0 : 1;
        return {apart, apart, apart};
    }
    const Points brought = broughtTo(reference, other);
    const DistanceMap toReference(reference.points), toOther(brought);
    return {farthestOf(reference.points, toOther), farthestOf(brought, toReference),
            1 - cosine(densityOf(reference.points), densityOf(brought))};
}

} // namespace typemould
