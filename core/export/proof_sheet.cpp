#include "core/export/proof_sheet.h"

#include "core/fonts/placement.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace typemould {

namespace {

constexpr double mostApart = 0.03;        ///< of a size, and of the em for a place
constexpr std::size_t enoughCommon = 8;   ///< characters of both, to be compared alone
constexpr std::size_t mostMeasured = 500; ///< glyphs of either
constexpr std::size_t mostShown = 12;     ///< added glyphs in the line

struct ScriptRange {
    char32_t first, last;
    const char* script;
};

constexpr std::array<ScriptRange, 26> scriptRanges{{
    {U'A', U'Z', "latin"},        {U'a', U'z', "latin"},        {0x00C0, 0x024F, "latin"},
    {0x0370, 0x03FF, "greek"},    {0x0400, 0x052F, "cyrillic"}, {0x1100, 0x11FF, "hangul"},
    {0x1E00, 0x1EFF, "latin"},    {0x1F00, 0x1FFF, "greek"},    {0x2E80, 0x2FDF, "han"},
    {0x3005, 0x3007, "han"},      {0x3021, 0x3029, "han"},      {0x3041, 0x309F, "kana"},
    {0x30A1, 0x30FF, "kana"},     {0x3105, 0x312F, "bopomofo"}, {0x3131, 0x318E, "hangul"},
    {0x31A0, 0x31BF, "bopomofo"}, {0x31F0, 0x31FF, "kana"},     {0x3400, 0x4DBF, "han"},
    {0x4E00, 0x9FFF, "han"},      {0xA960, 0xA97F, "hangul"},   {0xAC00, 0xD7FF, "hangul"},
    {0xF900, 0xFAFF, "han"},      {0xFF21, 0xFF5A, "latin"},    {0xFF66, 0xFF9F, "kana"},
    {0x1AFF0, 0x1B16F, "kana"},   {0x20000, 0x3FFFF, "han"},
}};

using Outlines = std::map<char32_t, Outline>;

double median(std::vector<double> values) {
    if (values.empty()) {
        return 0;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// At most `most` of the characters, evenly spread.
std::vector<char32_t> spread(const std::vector<char32_t>& characters, std::size_t most) {
    std::vector<char32_t> some;
    const std::size_t count = std::min(characters.size(), most);
    for (std::size_t i = 0; i < count; ++i) {
        some.push_back(characters[i * characters.size() / count]);
    }
    return some;
}

/// The script that most of the added glyphs are of; the first by name of those with as many.
std::string commonScript(const Outlines& added) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [character, outline] : added) {
        ++counts[scriptOf(character)];
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

/// Sizes, places and stems of some glyphs, all medians.
struct Medians {
    double width = 0, height = 0, x = 0, y = 0, stem = 0;
};

Medians mediansOf(const Outlines& outlines, int unitsPerEm) {
    std::vector<double> widths, heights, xs, ys, stems;
    for (const auto& [character, outline] : outlines) {
        const InkBox box = boundsOf(outline);
        if (box.empty()) {
            continue;
        }
        widths.push_back(box.width());
        heights.push_back(box.height());
        xs.push_back((box.xMin + box.xMax) / 2);
        ys.push_back((box.yMin + box.yMax) / 2);
        if (const double stem = stemWidthOf(outline, unitsPerEm); stem > 0) {
            stems.push_back(stem);
        }
    }
    return {median(widths), median(heights), median(xs), median(ys), median(stems)};
}

Outlines ownOutlines(const FontFace& target, const std::vector<char32_t>& characters) {
    Outlines outlines;
    for (const char32_t character : characters) {
        if (auto outline = outlineOf(target, character)) {
            outlines.emplace(character, std::move(*outline));
        }
    }
    return outlines;
}

/// Draws glyphs one after the other on the baseline, dark over light.
class Line {
public:
    Line(int unitsPerEm, double advances)
        : m_unitsPerEm(unitsPerEm),
          m_image(static_cast<int>(std::ceil(advances / unitsPerEm * pixels)) + pixels, 2 * pixels) {}
    void add(const Outline& outline, double advance) {
        // Half of a canvas of two em: the em square has room for what reaches out of it.
        const int left = static_cast<int>(std::floor(m_pen));
        const Placement placement{0.5, 0.5 + (m_pen - left) / pixels, 0};
        const GrayImage glyph = rasterize(outline, m_unitsPerEm, placement, 2 * pixels).orThrow();
        for (int y = 0; y < glyph.height; ++y) {
            for (int x = 0; x < glyph.width; ++x) {
                const int at = left - pixels / 2 + x;
                if (at >= 0 && at < m_image.width) {
                    m_image.at(at, y) = std::min(m_image.at(at, y), glyph.at(x, y));
                }
            }
        }
        m_pen += advance / m_unitsPerEm * pixels;
    }
    GrayImage image() && { return std::move(m_image); }

private:
    static constexpr int pixels = 64; ///< an em
    int m_unitsPerEm;
    double m_pen = pixels / 2.0;
    GrayImage m_image;
};

} // namespace

bool ProofSheet::agrees() const {
    return std::none_of(measures.begin(), measures.end(), [](const ProofMeasure& m) { return m.apart; });
}

std::string scriptOf(char32_t character) {
    for (const ScriptRange& range : scriptRanges) {
        if (character >= range.first && character <= range.last) {
            return range.script;
        }
    }
    return "other";
}

Result<ProofSheet> proofSheet(const FontFace& target, const Outlines& added,
                              const std::map<char32_t, double>& advances) {
    return guarded("making a proof sheet", [&] {
        if (added.empty()) {
            throw Failure(ErrorCode::InvalidArgument, "There are no added glyphs to compare.",
                          "Draw at least one character that the target lacks.");
        }
        ProofSheet sheet;
        sheet.script = commonScript(added);
        std::vector<char32_t> ofScript, common, own;
        for (const auto& [character, outline] : added) {
            if (scriptOf(character) == sheet.script) {
                ofScript.push_back(character);
                if (target.draws(character)) {
                    common.push_back(character);
                }
            }
        }
        for (const char32_t character : target.characters()) {
            if (scriptOf(character) == sheet.script) {
                own.push_back(character);
            }
        }
        const bool same = common.size() >= enoughCommon;
        const auto addedCharacters = spread(same ? common : ofScript, mostMeasured);
        const Outlines ownGlyphs = ownOutlines(target, same ? addedCharacters : spread(own, mostMeasured));
        Outlines addedGlyphs;
        for (const char32_t character : addedCharacters) {
            addedGlyphs.emplace(character, added.at(character));
        }
        sheet.ownCount = ownGlyphs.size();
        sheet.addedCount = addedGlyphs.size();

        const double em = target.unitsPerEm();
        std::vector<double> ownAdvances, addedAdvances;
        for (const auto& [character, outline] : ownGlyphs) {
            ownAdvances.push_back(target.advance(character));
        }
        for (const auto& [character, outline] : addedGlyphs) {
            if (const auto found = advances.find(character); found != advances.end()) {
                addedAdvances.push_back(found->second);
            }
        }
        const double ownAdvance = ownAdvances.empty() ? em : median(ownAdvances);
        if (!ownGlyphs.empty()) {
            const Medians a = mediansOf(ownGlyphs, target.unitsPerEm());
            const Medians b = mediansOf(addedGlyphs, target.unitsPerEm());
            const auto measure = [&](const char* key, double ownValue, double addedValue, double of) {
                const bool apart = std::abs(addedValue - ownValue) > mostApart * of;
                sheet.measures.push_back({key, ownValue, addedValue, apart, of});
            };
            measure("ink_width", a.width, b.width, a.width);
            measure("ink_height", a.height, b.height, a.height);
            measure("ink_centre_x", a.x, b.x, em);
            measure("ink_centre_y", a.y, b.y, em);
            if (a.stem > 0 && b.stem > 0) {
                measure("stem_width", a.stem, b.stem, a.stem);
            }
            if (!addedAdvances.empty()) {
                measure("advance", ownAdvance, median(addedAdvances), ownAdvance);
            }
        }
        // Own, added, own, added: each added glyph between two neighbours.
        const auto shown = spread(addedCharacters, mostShown);
        const auto beside = spread(own, shown.size() + 1);
        std::vector<std::pair<Outline, double>> line;
        const auto addOwn = [&](std::size_t i) {
            if (i < beside.size()) {
                line.emplace_back(outlineOf(target, beside[i]).orThrow(), target.advance(beside[i]));
            }
        };
        for (std::size_t i = 0; i < shown.size(); ++i) {
            addOwn(i);
            const auto found = advances.find(shown[i]);
            line.emplace_back(addedGlyphs.at(shown[i]), found == advances.end() ? ownAdvance : found->second);
        }
        addOwn(shown.size());
        double whole = 0;
        for (const auto& [outline, advance] : line) {
            whole += std::max(advance, 0.0);
        }
        Line drawn(target.unitsPerEm(), std::min(whole, 4.0 * static_cast<double>(line.size()) * em));
        for (const auto& [outline, advance] : line) {
            drawn.add(outline, std::max(advance, 0.0));
        }
        sheet.line = std::move(drawn).image();
        return sheet;
    });
}

} // namespace typemould
