#include "core/export/manifest.h"

#include "core/base/fields_json.h"

namespace typemould {

namespace {

using Json = nlohmann::ordered_json;

/// The line through two points of one axis: em = factor * pixel + constant.
struct Line {
    double factor = 0, constant = 0;
    Json json(double unit) const { return {{"factor", factor * unit}, {"constant", constant * unit}}; }
};

Json geometryJson(const ImageExportSettings& settings, const ExportGeometry& geometry) {
    const int size = exportedSize(settings, geometry);
    // The placement speaks of an image that was not moved: take the output offset away first.
    const EmPoint first = toEm(geometry.target, size, -settings.offsetX, -settings.offsetY);
    const EmPoint last = toEm(geometry.target, size, size - settings.offsetX, size - settings.offsetY);
    const Line x{(last.x - first.x) / size, first.x}, y{(last.y - first.y) / size, first.y};
    const double units = geometry.unitsPerEm;
    return {{"pixelToEm", {{"x", x.json(1)}, {"y", y.json(1)}}},
            {"pixelToUnits", {{"x", x.json(units)}, {"y", y.json(units)}}},
            {"unitsPerEm", geometry.unitsPerEm},
            {"canvas", geometry.canvas},
            {"placement", fieldsToJson(geometry.target)}};
}

} // namespace

int exportedSize(const ImageExportSettings& settings, const ExportGeometry& geometry) {
    return settings.size > 0 ? settings.size : geometry.canvas;
}

std::string manifestText(const ImageExportSettings& settings, const ExportGeometry& geometry,
                         const std::vector<ManifestGlyph>& glyphs) {
    const int size = exportedSize(settings, geometry);
    Json manifest{{"format", "typemould-images"},
                  {"version", 1},
                  {"image",
                   {{"width", size},
                    {"height", size},
                    {"format", settings.format == ImageFormat::Png ? "png" : "bmp"},
                    {"ink", 0},
                    {"paper", 255},
                    {"offsetX", settings.offsetX},
                    {"offsetY", settings.offsetY}}},
                  {"geometry", geometryJson(settings, geometry)},
                  {"fonts", {{"source", geometry.sourceFont}, {"target", geometry.targetFont}}},
                  {"checkpoint", {{"name", geometry.checkpoint}, {"step", geometry.step}}},
                  {"settings", fieldsToJson(settings)},
                  {"glyphs", Json::array()}};
    if (settings.thresholded) {
        manifest["image"]["threshold"] = settings.threshold;
    }
    for (const auto& glyph : glyphs) {
        manifest["glyphs"].push_back({{"character", utf8Of(glyph.character)},
                                      {"codePoint", codePointText(glyph.character)},
                                      {"file", glyph.file},
                                      {"kept", glyph.kept}});
    }
    // Names of fonts come from outside and may hold bytes that are no UTF-8.
    return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace typemould
