#include "core/export/font_check.h"

#include "core/base/child_process.h"
#include "core/export/ufo_writer.h"
#include "core/fonts/face_comparison.h"
#include "core/fonts/font_details.h"
#include "core/fonts/glyph_numbers.h"
#include "core/fonts/outline.h"
#include "core/fonts/rasterizer.h"
#include "core/fonts/text_line.h"
#include "core/metrics/image_metrics.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr double alikeFrom = 0.97;
constexpr std::size_t charactersInLine = 200;
// Units by which the one design of a variable font may differ from what the variable font draws there.
constexpr double roundingOfDesigns = 2;

/// Tells progress and notices a stop.
class Steps {
public:
    Steps(const std::function<void(std::size_t, std::size_t)>& progress, const std::stop_token& stop,
          std::size_t total)
        : m_progress(progress), m_stop(stop), m_total(total) {}
    void to(std::size_t done) const {
        if (m_stop.stop_requested()) {
            throw Failure(ErrorCode::Cancelled, "The check of the font was stopped.");
        }
        if (m_progress) {
            m_progress(done, m_total);
        }
    }

private:
    const std::function<void(std::size_t, std::size_t)>& m_progress;
    const std::stop_token& m_stop;
    std::size_t m_total;
};

/// Draws every added glyph by `draw` and holds it against its picture.
void comparePictures(const FontCheckOrder& order, const Steps& steps,
                     const std::function<Result<GrayImage>(char32_t, int canvas)>& draw, FontCheck& check) {
    double sum = 0;
    check.worstIou = 1;
    for (const auto& [character, picture] : order.pictures) {
        const GrayImage drawn = draw(character, picture->width).orThrow();
        const double iou = scoreGlyph(drawn, *picture).iou;
        sum += iou;
        check.worstIou = std::min(check.worstIou, iou);
        if (iou < alikeFrom) {
            check.apart.push_back({character, iou});
        }
        steps.to(++check.checked);
    }
    check.meanIou = check.checked > 0 ? sum / static_cast<double>(check.checked) : 0;
    check.worstIou = check.checked > 0 ? check.worstIou : 0;
    std::stable_sort(check.apart.begin(), check.apart.end(),
                     [](const CheckedGlyph& a, const CheckedGlyph& b) { return a.iou < b.iou; });
}

CharacterSet unshapedOf(const FontFace& font, const std::map<char32_t, const GrayImage*>& pictures) {
    std::vector<char32_t> unshaped;
    for (auto next = pictures.begin(); next != pictures.end();) {
        std::string text;
        std::map<unsigned, char32_t> starts;
        for (std::size_t i = 0; i < charactersInLine && next != pictures.end(); ++i, ++next) {
            starts[static_cast<unsigned>(text.size())] = next->first;
            text += utf8Of(next->first);
        }
        for (const ShapedGlyph& glyph : shapeLine(font, text).orThrow().glyphs) {
            if (glyph.glyph == 0) {
                unshaped.push_back(starts.count(glyph.cluster) > 0 ? starts[glyph.cluster] : 0);
            }
        }
    }
    return CharacterSet(std::move(unshaped));
}

void compareOwn(const FontFace& own, const FontFace& font, const Steps& steps, std::size_t before,
                FontCheck& check) {
    const double slack = detailsOf(own).variable ? roundingOfDesigns : 0;
    const auto comparison =
        compareFaces(own, font, slack, [&](std::size_t done, std::size_t) { steps.to(before + done); });
    check.ownChecked = comparison.glyphs;
    check.ownChanged = comparison.differing + comparison.remapped.size();
}

void sanitize(const FontCheckOrder& order, const std::stop_token& stop, FontCheck& check) {
    const std::string program = findProgram(order.sanitizer);
    if (program.empty()) {
        return;
    }
    check.sanitizerThere = true;
    ChildCommand command;
    command.arguments = {program, std::filesystem::absolute(order.file).string()};
    command.onLine = [&](std::string_view line) { (check.sanitizerText += line) += '\n'; };
    const auto outcome = runChild(command, stop);
    if (!outcome && outcome.error().code == ErrorCode::Cancelled) {
        throw Failure(outcome.error());
    }
    check.sanitizerText += outcome ? outcome->errors : outcome.error().message;
    check.sanitized = outcome && outcome->exitCode == 0;
    if (check.sanitized) {
        check.sanitizerText.clear();
    }
}

FontCheck checkFontFile(const FontCheckOrder& order,
                        const std::function<void(std::size_t, std::size_t)>& progress,
                        const std::stop_token& stop) {
    const FontFace font = FontFace::open(order.file).orThrow();
    const std::size_t own = order.own != nullptr ? glyphCount(*order.own) : 0;
    const Steps steps(progress, stop, order.pictures.size() + own);
    FontCheck check;
    check.glyphs = glyphCount(font);
    const auto draw = [&](char32_t character, int canvas) {
        return rasterize(font, character, order.placement, canvas);
    };
    comparePictures(order, steps, draw, check);
    check.unshaped = unshapedOf(font, order.pictures);
    if (order.own != nullptr) {
        compareOwn(*order.own, font, steps, order.pictures.size(), check);
    }
    sanitize(order, stop, check);
    steps.to(order.pictures.size() + own);
    return check;
}

/// Whether two outlines have the same points, to the whole unit in which a UFO has them.
bool samePoints(const Outline& before, const Outline& after) {
    const auto near = [](const OutlinePoint& a, const OutlinePoint& b) {
        return a.kind == b.kind && std::abs(a.x - b.x) <= 0.5 && std::abs(a.y - b.y) <= 0.5;
    };
    const auto& a = before.contours;
    const auto& b = after.contours;
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const Contour& one, const Contour& other) {
        return std::equal(one.points.begin(), one.points.end(), other.points.begin(), other.points.end(),
                          near);
    });
}

FontCheck checkUfo(const FontCheckOrder& order, const std::function<void(std::size_t, std::size_t)>& progress,
                   const std::stop_token& stop) {
    const auto glyphs = readUfoGlyphs(order.file).orThrow();
    auto own = order.own != nullptr ? glyphNumbers(*order.own) : std::map<char32_t, unsigned>();
    std::erase_if(own, [&](const auto& entry) { return order.pictures.count(entry.first) > 0; });
    const Steps steps(progress, stop, order.pictures.size() + own.size());
    FontCheck check;
    check.glyphs = glyphs.size();
    const auto draw = [&](char32_t character, int canvas) -> Result<GrayImage> {
        const auto found = glyphs.find(character);
        if (found == glyphs.end()) {
            return Error{ErrorCode::NotFound,
                         pathText(order.file) + " holds no " + codePointText(character) + "."};
        }
        return rasterize(found->second.outline, order.unitsPerEm, order.placement, canvas);
    };
    comparePictures(order, steps, draw, check);
    for (const auto& [character, number] : own) {
        const auto found = glyphs.find(character);
        const bool same = found != glyphs.end() &&
                          std::abs(advanceOfGlyph(*order.own, number) - found->second.advance) <= 0.5 &&
                          samePoints(outlineOfGlyph(*order.own, number), found->second.outline);
        check.ownChanged += same ? 0 : 1;
        steps.to(order.pictures.size() + ++check.ownChecked);
    }
    return check;
}

} // namespace

void FontCheck::note(Sentence sentence) {
    notes.push_back(englishOf(sentence));
    notesSaid.push_back(std::move(sentence));
}

Result<FontCheck> checkFont(const FontCheckOrder& order,
                            const std::function<void(std::size_t, std::size_t)>& progress,
                            const std::stop_token& stop) {
    return guarded("checking a font", [&]() -> FontCheck {
        std::error_code code;
        return std::filesystem::is_directory(order.file, code) ? checkUfo(order, progress, stop)
                                                               : checkFontFile(order, progress, stop);
    });
}

} // namespace typemould
