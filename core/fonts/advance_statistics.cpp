#include "core/fonts/advance_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <hb.h>
#include <vector>

namespace typemould {

namespace {

constexpr std::size_t sampleOfScript = 2000;
constexpr double sharedFrom = 0.6;               // of a script's glyphs
constexpr double wideFrom = 0.95, wideTo = 1.05; // of the advance of Han

struct Range {
    char32_t first, last;
};

// Full-width signs of no script: punctuation, enclosed letters and months, vertical forms, full-width ASCII.
constexpr std::array wideSigns{Range{0x2E80, 0x303F},  Range{0x3190, 0x319F}, Range{0x31C0, 0x31EF},
                               Range{0x3200, 0x33FF},  Range{0x4DC0, 0x4DFF}, Range{0xFE10, 0xFE1F},
                               Range{0xFE30, 0xFE6F},  Range{0xFF01, 0xFF60}, Range{0xFFE0, 0xFFE6},
                               Range{0x1F200, 0x1F2FF}};
constexpr std::array kanaSigns{Range{0x309B, 0x309C}, Range{0x30A0, 0x30A0}, Range{0x30FB, 0x30FC}};
constexpr std::array halfWidths{Range{0xFF61, 0xFFDC}, Range{0xFFE8, 0xFFEE}};
constexpr std::uint32_t wideSign = HB_TAG('w', 'i', 'd', 'e'), halfSign = HB_TAG('h', 'a', 'l', 'f'),
                        markSign = HB_TAG('m', 'a', 'r', 'k'), wideInSource = HB_TAG('o', 'p', 'e', 'n');
constexpr std::array<std::uint32_t, 7> wideGroups{HB_SCRIPT_HAN,      HB_SCRIPT_HIRAGANA, HB_SCRIPT_HANGUL,
                                                  HB_SCRIPT_BOPOMOFO, HB_SCRIPT_YI,       wideSign,
                                                  wideInSource};

template <std::size_t n>
bool within(const std::array<Range, n>& ranges, char32_t character) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
        return character >= range.first && character <= range.last;
    });
}

/// A mark that is set over or under the letter before it.
bool isMark(char32_t character) {
    const auto category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), static_cast<hb_codepoint_t>(character));
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

/// Characters that are set alike in every font: a script, the kana as one, the marks of all scripts.
std::uint32_t usualGroupOf(char32_t character) {
    if (within(halfWidths, character)) {
        return halfSign;
    }
    if (within(kanaSigns, character)) {
        return HB_SCRIPT_HIRAGANA;
    }
    const auto script = static_cast<std::uint32_t>(
        hb_unicode_script(hb_unicode_funcs_get_default(), static_cast<hb_codepoint_t>(character)));
    if (script == HB_SCRIPT_HAN || script == HB_SCRIPT_HANGUL) {
        return script;
    }
    if (isMark(character)) {
        return markSign;
    }
    if (within(wideSigns, character)) {
        return wideSign;
    }
    return script == HB_SCRIPT_KATAKANA ? std::uint32_t(HB_SCRIPT_HIRAGANA) : script;
}

bool isWideGroup(std::uint32_t group) {
    return std::find(wideGroups.begin(), wideGroups.end(), group) != wideGroups.end();
}

std::optional<double> sharedAdvance(const FontFace& face, const std::vector<char32_t>& characters,
                                    bool marks) {
    std::map<double, std::size_t> counts;
    for (const char32_t character : characters) {
        ++counts[std::round(face.advance(character))];
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == counts.end() || most->first < 0 || (most->first == 0 && !marks) || // those may have none
        static_cast<double>(most->second) < sharedFrom * static_cast<double>(characters.size())) {
        return std::nullopt;
    }
    return most->first;
}

std::vector<double> rightBearings(const FontFace& face, const std::vector<char32_t>& characters) {
    std::vector<double> bearings;
    for (const char32_t character : characters) {
        const double advance = face.advance(character);
        const InkBox ink = face.inkBox(character);
        if (advance > 0 && !ink.empty()) { // a mark without an advance stands over its letter
            bearings.push_back(advance - ink.xMax);
        }
    }
    return bearings;
}

std::optional<double> medianOf(std::vector<double> values) {
    if (values.empty()) {
        return std::nullopt;
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Signs of no script that the face sets as wide as its Han, or as its em where it has none.
std::set<char32_t> wideSignsOf(const FontFace& face) {
    std::vector<char32_t> han;
    for (const char32_t character : face.characters()) {
        if (han.size() < sampleOfScript && usualGroupOf(character) == HB_SCRIPT_HAN) {
            han.push_back(character);
        }
    }
    const double wide = sharedAdvance(face, han, false).value_or(face.unitsPerEm());
    std::set<char32_t> signs;
    for (const char32_t character : face.characters()) {
        const double share = face.advance(character) / wide;
        if (usualGroupOf(character) == HB_SCRIPT_COMMON && share >= wideFrom && share <= wideTo) {
            signs.insert(character);
        }
    }
    return signs;
}

} // namespace

bool isFullWidth(char32_t character) { return isWideGroup(usualGroupOf(character)); }

std::uint32_t AdvanceStatistics::groupOf(char32_t character) const {
    return m_wideSigns.count(character) > 0 ? wideInSource : usualGroupOf(character);
}

AdvanceStatistics AdvanceStatistics::of(const FontFace& face, const FontFace* source) {
    AdvanceStatistics statistics;
    statistics.m_unitsPerEm = face.unitsPerEm();
    statistics.m_wideSigns = wideSignsOf(source != nullptr ? *source : face);
    std::map<std::uint32_t, std::vector<char32_t>> groups;
    for (const char32_t character : face.characters()) {
        groups[statistics.groupOf(character)].push_back(character);
    }
    std::vector<double> all;
    for (const auto& [key, members] : groups) {
        const std::size_t step = (members.size() + sampleOfScript - 1) / sampleOfScript;
        std::vector<char32_t> sample;
        for (std::size_t i = 0; i < members.size(); i += step) {
            sample.push_back(members[i]);
        }
        Group& group = statistics.m_groups[key];
        group.shared = sharedAdvance(face, sample, key == markSign);
        if (!isWideGroup(key)) {
            const auto bearings = rightBearings(face, sample);
            group.bearing = medianOf(bearings);
            all.insert(all.end(), bearings.begin(), bearings.end());
        }
    }
    statistics.m_bearing = medianOf(std::move(all));
    return statistics;
}

double AdvanceStatistics::advanceFor(char32_t character, const InkBox& ink) const {
    const std::uint32_t key = groupOf(character);
    const auto own = m_groups.find(key);
    if (own != m_groups.end() && own->second.shared) {
        return *own->second.shared;
    }
    if (isWideGroup(key)) {
        for (const std::uint32_t wide : wideGroups) {
            if (const auto other = m_groups.find(wide); other != m_groups.end() && other->second.shared) {
                return *other->second.shared;
            }
        }
        return m_unitsPerEm;
    }
    const std::optional<double> bearing =
        own != m_groups.end() && own->second.bearing ? own->second.bearing : m_bearing;
    return std::max(1.0, std::round(ink.xMax + bearing.value_or(ink.xMin)));
}

} // namespace typemould
