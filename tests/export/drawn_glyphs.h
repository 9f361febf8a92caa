// Glyphs as the network would have drawn and the tracer traced them, without either: the source font's
// outlines in the target's units, and their pictures.
#pragma once

#include "core/base/child_process.h"
#include "core/export/font_build.h"
#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace typemould::testing {

/// In other units, and TrueType's contours turned round to run as traced ones do.
inline Outline scaled(Outline outline, double factor) {
    for (Contour& contour : outline.contours) {
        std::reverse(contour.points.begin(), contour.points.end());
        for (OutlinePoint& point : contour.points) {
            point.x *= factor;
            point.y *= factor;
        }
    }
    return outline;
}

inline DrawnGlyph drawnGlyph(const FontFace& source, char32_t character, const FontFace& target,
                             const Placement& placement, int canvas = 128) {
    const double factor = static_cast<double>(target.unitsPerEm()) / source.unitsPerEm();
    DrawnGlyph glyph;
    glyph.outline = scaled(outlineOf(source, character).orThrow(), factor);
    glyph.picture = rasterize(glyph.outline, target.unitsPerEm(), placement, canvas).orThrow();
    return glyph;
}

/// A plan that completes `target` with at most `count` Han that it lacks.
inline FontPlan planFor(const FontFace& source, const FontFace& target, std::size_t count,
                        const std::filesystem::path& file, FontFormat format = FontFormat::Ttf) {
    FontPlan plan;
    plan.placements = {{0.9, 0, 0}, {0.88, 0.01, -0.02}};
    plan.settings.format = format;
    plan.file = file;
    plan.origin = "test";
    for (const char32_t character : source.characters() - target.characters()) {
        if (plan.glyphs.size() < count && character >= 0x3400) {
            plan.glyphs[character] = drawnGlyph(source, character, target, plan.placements.target);
        }
    }
    return plan;
}

/// What a Python script of the tests prints, as JSON; it must end well.
inline nlohmann::json pythonSays(const char* script, const std::vector<std::string>& arguments) {
    ChildCommand command;
    command.arguments = {"/usr/bin/python3", sourceFile(script).string()};
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    command.longestLine = 256 << 20;
    std::string text;
    command.onLine = [&](std::string_view line) { text += line; };
    const auto outcome = runChild(command).orThrow();
    if (outcome.exitCode != 0) {
        throw Failure(ErrorCode::Internal, outcome.errors);
    }
    return nlohmann::json::parse(text);
}

} // namespace typemould::testing
