#include "core/export/svg_writer.h"

#include "core/fonts/outline_curves.h"

#include <charconv>
#include <cmath>

namespace typemould {

namespace {

constexpr double aboveBaseline = 0.88; ///< of the em: the top of the ideographic em square

/// Hundredths at most, no exponent, no needless digit.
std::string numberText(double value) {
    const double rounded = std::round(value * 100) / 100 + 0.0; // + 0 turns -0 to 0
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, rounded, std::chars_format::fixed).ptr;
    std::string number(text, end);
    if (number.starts_with("0.")) {
        number.erase(0, 1);
    } else if (number.starts_with("-0.")) {
        number.erase(1, 1);
    }
    return number;
}

/// Adds numbers, parted only where they would run together.
void addPoint(std::string& data, Vec point, bool first) {
    const auto add = [&](double value, bool leads) {
        const std::string number = numberText(value);
        if (!leads && number[0] != '-') {
            data += ' ';
        }
        data += number;
    };
    add(point.x, first);
    add(-point.y, false);
}

/// The characters that XML keeps for itself.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '&':
            result += "&amp;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::string pathElement(const Outline& outline) {
    return outline.empty() ? std::string()
                           : "<path fill-rule=\"nonzero\" d=\"" + svgPathData(outline) + "\"/>\n";
}

std::string head(double left, double top, double width, double height) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
           "viewBox=\"" +
           numberText(left) + " " + numberText(top) + " " + numberText(width) + " " + numberText(height) +
           "\">\n";
}

} // namespace

std::string svgPathData(const Outline& outline) {
    constexpr char commands[] = {'?', 'L', 'Q', 'C'};
    std::string data;
    for (const Contour& contour : outline.contours) {
        const std::vector<Curve> curves = curvesOf(contour);
        if (curves.empty()) {
            continue;
        }
        data += 'M';
        addPoint(data, curves.front().first(), true);
        for (std::size_t i = 0; i < curves.size(); ++i) {
            if (i + 1 == curves.size() && curves[i].degree == 1) {
                break; // Z draws the last line
            }
            data += commands[curves[i].degree];
            for (int k = 1; k <= curves[i].degree; ++k) {
                addPoint(data, curves[i].points[static_cast<std::size_t>(k)], k == 1);
            }
        }
        data += 'Z';
    }
    return data;
}

std::string svgText(char32_t character, const Outline& outline, const SvgFrame& frame) {
    const std::string title = isBlank(character) ? codePointText(character) : utf8Of(character);
    return head(0, -aboveBaseline * frame.unitsPerEm, frame.advance, frame.unitsPerEm) + "<title>" +
           escaped(title) + "</title>\n" + pathElement(outline) + "</svg>\n";
}

std::string svgSheetText(const std::vector<std::pair<char32_t, const Outline*>>& glyphs,
                         const SvgFrame& frame, int columns) {
    // A cell is the em with a label below it.
    const double em = frame.unitsPerEm, cellWidth = 1.1 * em, cellHeight = 1.3 * em;
    const auto across = static_cast<std::size_t>(columns);
    const std::size_t rows = (glyphs.size() + across - 1) / across;
    const auto wide = static_cast<double>(std::min(glyphs.size(), across));
    std::string text = head(0, 0, wide * cellWidth, static_cast<double>(rows) * cellHeight);
    text += "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const double x = static_cast<double>(i % across) * cellWidth + 0.05 * em;
        const double y = static_cast<double>(i / across) * cellHeight + (0.05 + aboveBaseline) * em;
        text += "<g transform=\"translate(" + numberText(x) + " " + numberText(y) + ")\">\n" +
                pathElement(*glyphs[i].second) + "<text x=\"" + numberText(frame.advance / 2) + "\" y=\"" +
                numberText(0.3 * em) + "\" font-family=\"sans-serif\" font-size=\"" + numberText(0.12 * em) +
                "\" text-anchor=\"middle\" fill=\"#777\">" + codePointText(glyphs[i].first) +
                "</text>\n</g>\n";
    }
    return text + "</svg>\n";
}

} // namespace typemould
