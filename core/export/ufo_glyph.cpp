#include "core/export/ufo_glyph.h"

#include "core/export/glyph_names.h"

#include <array>
#include <charconv>
#include <cmath>
#include <pugixml.hpp>
#include <sstream>

namespace typemould {

namespace {

/// The shortest text that reads back as the number, whatever the locale.
std::string numberText(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

double numberOf(const pugi::xml_attribute& attribute) {
    const std::string_view text = attribute.value();
    double value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    return end.ec == std::errc() && end.ptr == text.data() + text.size() ? value : std::nan("");
}

/// Whether the outline goes on in its direction at a point, as far as whole units let it.
bool isSmooth(const OutlinePoint& before, const OutlinePoint& at, const OutlinePoint& after) {
    const double inX = at.x - before.x, inY = at.y - before.y, outX = after.x - at.x, outY = after.y - at.y;
    const double lengths = std::hypot(inX, inY) * std::hypot(outX, outY);
    const bool curved = before.kind != PointKind::On || after.kind != PointKind::On;
    return curved && lengths > 0 && (inX * outX + inY * outY) / lengths > 0.9986; // 3 degrees
}

void appendContour(pugi::xml_node outline, const Contour& contour) {
    const auto& points = contour.points;
    pugi::xml_node node = outline.append_child("contour");
    for (std::size_t i = 0; i < points.size(); ++i) {
        const OutlinePoint& point = points[i];
        const OutlinePoint& before = points[(i + points.size() - 1) % points.size()];
        const OutlinePoint& after = points[(i + 1) % points.size()];
        pugi::xml_node entry = node.append_child("point");
        entry.append_attribute("x") = numberText(std::round(point.x)).c_str();
        entry.append_attribute("y") = numberText(std::round(point.y)).c_str();
        if (point.kind == PointKind::On) {
            entry.append_attribute("type") = before.kind == PointKind::On      ? "line"
                                             : before.kind == PointKind::Cubic ? "curve"
                                                                               : "qcurve";
            if (isSmooth(before, point, after)) {
                entry.append_attribute("smooth") = "yes";
            }
        }
    }
}

/// A control point is of the kind that the next point on the contour says.
Contour readContour(const pugi::xml_node& node, const std::string& file) {
    Contour contour;
    std::vector<std::string> types;
    for (const pugi::xml_node& point : node.children("point")) {
        contour.points.push_back({numberOf(point.attribute("x")), numberOf(point.attribute("y"))});
        types.emplace_back(point.attribute("type").value());
        if (!std::isfinite(contour.points.back().x) || !std::isfinite(contour.points.back().y)) {
            throw Failure(ErrorCode::BadFormat, file + " has a point that is no number.");
        }
    }
    const std::size_t count = types.size();
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t next = i;
        for (std::size_t steps = 0; steps < count && types[next].empty(); ++steps) {
            next = (next + 1) % count;
        }
        contour.points[i].kind = !types[i].empty()        ? PointKind::On
                                 : types[next] == "curve" ? PointKind::Cubic
                                                          : PointKind::Conic;
    }
    return contour;
}

} // namespace

UfoImage imagePlace(const std::string& file, const Placement& placement, int canvas, int unitsPerEm) {
    const EmPoint corner = toEm(placement, canvas, 0, canvas), next = toEm(placement, canvas, 1, canvas);
    return {file, (next.x - corner.x) * unitsPerEm, corner.x * unitsPerEm, corner.y * unitsPerEm};
}

std::string glifText(const UfoGlyph& glyph) {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("glyph");
    root.append_attribute("name") = glyph.name.c_str();
    root.append_attribute("format") = "2";
    root.append_child("advance").append_attribute("width") = glyph.advance;
    for (const char32_t character : glyph.characters) {
        root.append_child("unicode").append_attribute("hex") = codePointText(character).substr(2).c_str();
    }
    if (glyph.image) {
        pugi::xml_node image = root.append_child("image");
        image.append_attribute("fileName") = glyph.image->file.c_str();
        image.append_attribute("xScale") = numberText(glyph.image->scale).c_str();
        image.append_attribute("yScale") = numberText(glyph.image->scale).c_str();
        image.append_attribute("xOffset") = numberText(glyph.image->x).c_str();
        image.append_attribute("yOffset") = numberText(glyph.image->y).c_str();
    }
    pugi::xml_node outline = root.append_child("outline");
    for (const Contour& contour : glyph.outline.contours) {
        appendContour(outline, contour);
    }
    if (!glyph.markColour.empty()) {
        pugi::xml_node dict = root.append_child("lib").append_child("dict");
        dict.append_child("key").text() = "public.markColor";
        dict.append_child("string").text() = glyph.markColour.c_str();
    }
    std::ostringstream text;
    document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
}

Result<UfoGlyph> readGlif(std::string_view text, const std::string& file) {
    return guarded("reading a glyph", [&]() -> UfoGlyph {
        pugi::xml_document document;
        const auto parsed = document.load_buffer(text.data(), text.size());
        const pugi::xml_node root = document.child("glyph");
        if (!parsed || !root) {
            throw Failure(ErrorCode::BadFormat, file + " is no glyph of a UFO.");
        }
        UfoGlyph glyph;
        glyph.name = root.attribute("name").value();
        glyph.advance = root.child("advance").attribute("width").as_int();
        for (const pugi::xml_node& node : root.children("unicode")) {
            const std::string_view hex = node.attribute("hex").value();
            std::uint32_t code = 0;
            if (std::from_chars(hex.data(), hex.data() + hex.size(), code, 16).ec != std::errc()) {
                throw Failure(ErrorCode::BadFormat, file + " names a character that is none.");
            }
            glyph.characters.push_back(code);
        }
        for (const pugi::xml_node& node : root.child("outline").children("contour")) {
            glyph.outline.contours.push_back(readContour(node, file));
        }
        return glyph;
    });
}

} // namespace typemould
