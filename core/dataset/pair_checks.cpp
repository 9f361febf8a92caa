#include "core/dataset/pair_checks.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <optional>

namespace typemould {

namespace {

/// A pixel this light or lighter is paper: the faintest breath of anti-aliasing is not ink.
constexpr std::uint8_t paperFrom = 250;
constexpr double sizesApartBy = 1.05;

/// Ink box in pixels, both ends included.
struct PixelBox {
    int left, top, right, bottom;
    int size() const { return std::max(right - left, bottom - top) + 1; }
    bool touchesBorder(int canvas) const {
        return left == 0 || top == 0 || right == canvas - 1 || bottom == canvas - 1;
    }
};

std::optional<PixelBox> inkBoxOf(const std::uint8_t* pixels, int canvas,
                                 const std::vector<std::uint8_t>& paper) {
    const auto isInk = [](std::uint8_t pixel) { return pixel < paperFrom; };
    PixelBox box{canvas, canvas, -1, -1};
    for (int y = 0; y < canvas; ++y) {
        const std::uint8_t* row = pixels + static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas);
        if (std::memcmp(row, paper.data(), paper.size()) == 0) {
            continue;
        }
        const std::uint8_t* first = std::find_if(row, row + canvas, isInk);
        if (first == row + canvas) {
            continue;
        }
        int last = canvas - 1;
        while (!isInk(row[last])) {
            --last;
        }
        box.left = std::min(box.left, static_cast<int>(first - row));
        box.right = std::max(box.right, last);
        box.top = std::min(box.top, y);
        box.bottom = y;
    }
    return box.bottom < 0 ? std::nullopt : std::optional(box);
}

/// Whether ink touches the border of a picture.
bool inkAtBorder(const std::uint8_t* pixels, int canvas) {
    const auto isInk = [](std::uint8_t pixel) { return pixel < paperFrom; };
    const auto side = static_cast<std::size_t>(canvas);
    const std::uint8_t* last = pixels + (side - 1) * side;
    if (std::any_of(pixels, pixels + side, isInk) || std::any_of(last, last + side, isInk)) {
        return true;
    }
    for (std::size_t y = 1; y + 1 < side; ++y) {
        if (isInk(pixels[y * side]) || isInk(pixels[y * side + side - 1])) {
            return true;
        }
    }
    return false;
}

/// "1 source glyph touches", "12 source glyphs touch".
std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string edgeMessage(std::size_t count, const std::string& side) {
    return counted(count, side + " glyph touches", side + " glyphs touch") +
           " the canvas border; lower the " + side + "'s scale or change its offset.";
}

std::string sizesMessage(double ratio) {
    char percent[32];
    std::snprintf(percent, sizeof percent, "%.0f", std::abs(ratio - 1) * 100);
    return std::string("The source glyphs are ") + percent + " % " + (ratio > 1 ? "larger" : "smaller") +
           " than the target glyphs; fit the placement, or " + (ratio > 1 ? "lower" : "raise") +
           " the source's scale.";
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Characters whose target picture another character has too.
std::vector<char32_t> sharedPictures(const std::multimap<std::string, char32_t>& byPicture) {
    std::vector<char32_t> doubles;
    for (auto it = byPicture.begin(); it != byPicture.end();) {
        const auto end = byPicture.upper_bound(it->first);
        if (std::next(it) != end) {
            std::transform(it, end, std::back_inserter(doubles),
                           [](const auto& entry) { return entry.second; });
        }
        it = end;
    }
    return doubles;
}

} // namespace

const char* pairIssueName(PairIssueKind kind) {
    switch (kind) {
    case PairIssueKind::SourceAtEdge:
        return "source_at_edge";
    case PairIssueKind::TargetAtEdge:
        return "target_at_edge";
    case PairIssueKind::SizesApart:
        return "sizes_apart";
    case PairIssueKind::EmptyGlyph:
        return "empty_glyph";
    case PairIssueKind::DuplicateGlyph:
        return "duplicate_glyph";
    }
    return "";
}

std::vector<PairIssue> checkPairs(const GlyphPairs& pairs) {
    const int canvas = pairs.canvas();
    const std::vector<std::uint8_t> paper(static_cast<std::size_t>(canvas), 255);
    const std::size_t bytes = paper.size() * paper.size();
    std::vector<char32_t> sourceEdge, targetEdge, empty;
    std::vector<double> ratios;
    std::multimap<std::string, char32_t> byPicture;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const char32_t character = pairs.characters()[i];
        const auto source = inkBoxOf(pairs.source(i), canvas, paper);
        const auto target = inkBoxOf(pairs.target(i), canvas, paper);
        if (!source || !target) {
            empty.push_back(character);
        }
        if (source && source->touchesBorder(canvas)) {
            sourceEdge.push_back(character);
        }
        if (target && target->touchesBorder(canvas)) {
            targetEdge.push_back(character);
        }
        if (source && target) {
            ratios.push_back(static_cast<double>(source->size()) / target->size());
        }
        if (target) {
            byPicture.emplace(hashOf(std::span(pairs.target(i), bytes)), character);
        }
    }

    std::vector<PairIssue> issues;
    const double ratio = ratios.empty() ? 1 : median(std::move(ratios));
    if (std::max(ratio, 1 / ratio) > sizesApartBy) {
        issues.push_back({PairIssueKind::SizesApart, {}, ratio, sizesMessage(ratio)});
    }
    const auto add = [&](PairIssueKind kind, std::vector<char32_t> characters, const std::string& message) {
        if (!characters.empty()) {
            issues.push_back({kind, CharacterSet(std::move(characters)), 0, message});
        }
    };
    add(PairIssueKind::EmptyGlyph, empty,
        counted(empty.size(), "pair has", "pairs have") + " a picture without ink; leave the character out, "
                                                          "or move the glyph onto the canvas by its offset.");
    add(PairIssueKind::TargetAtEdge, targetEdge, edgeMessage(targetEdge.size(), "target"));
    add(PairIssueKind::SourceAtEdge, sourceEdge, edgeMessage(sourceEdge.size(), "source"));
    const auto doubles = sharedPictures(byPicture);
    add(PairIssueKind::DuplicateGlyph, doubles,
        std::to_string(doubles.size()) +
            " characters share their target picture with another; leave out those that are only stand-ins.");
    return issues;
}

CharacterSet charactersAtEdge(const GlyphPairs& pairs) {
    std::vector<char32_t> found;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (inkAtBorder(pairs.source(i), pairs.canvas()) || inkAtBorder(pairs.target(i), pairs.canvas())) {
            found.push_back(pairs.characters()[i]);
        }
    }
    return CharacterSet(std::move(found));
}

} // namespace typemould
