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

Json offsetJson(const OutputOffset& offset) { return {{"x", offset.x}, {"y", offset.y}}; }

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
            {"outputOffset", offsetJson(geometry.output)},
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
        Json entry{{"character", utf8Of(glyph.character)},
                   {"codePoint", codePointText(glyph.character)},
                   {"file", glyph.file},
                   {"kept", glyph.kept}};
        if (glyph.kept && (glyph.checkpoint != geometry.checkpoint || glyph.step != geometry.step)) {
            entry["checkpoint"] = {{"name", glyph.checkpoint}, {"step", glyph.step}};
        }
        manifest["glyphs"].push_back(std::move(entry));
    }
    // Names of fonts come from outside and may hold bytes that are no UTF-8.
    return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<ManifestGlyph> glyphsMadeAlike(std::string_view text, const ImageExportSettings& settings,
                                           const ExportGeometry& geometry) {
    using Read = nlohmann::json;
    std::vector<ManifestGlyph> glyphs;
    try {
        const Read old = Read::parse(text);
        const Read now = Read::parse(manifestText(settings, geometry, {}));
        const auto same = [&](const Read::json_pointer& part) { return old.at(part) == now.at(part); };
        // The placement need not be compared: pixelToEm says what it comes to.
        for (const char* part : {"/format", "/version", "/image", "/fonts", "/geometry/pixelToEm",
                                 "/geometry/unitsPerEm", "/geometry/canvas"}) {
            if (!same(Read::json_pointer(part))) {
                return {};
            }
        }
        const Read::json_pointer output("/geometry/outputOffset"); // older ones moved nothing
        if (old.value(output, Read(offsetJson({}))) != now.at(output)) {
            return {};
        }
        for (const Read& entry : old.at("glyphs")) {
            const Read& by = entry.contains("checkpoint") ? entry["checkpoint"] : old.at("checkpoint");
            const auto characters = decodeUtf8(entry.at("character").get<std::string>());
            const auto file = entry.at("file").get<std::string>();
            if (characters.size() == 1 && !file.empty() && file.find('/') == std::string::npos) {
                glyphs.push_back({characters[0], file, true, by.at("name").get<std::string>(),
                                  by.at("step").get<long long>()});
            }
        }
    } catch (const Read::exception&) {
        return {}; // damaged, or not ours: nothing that it says is relied on
    }
    return glyphs;
}

std::set<std::string> filesNamedIn(std::string_view text) {
    using Read = nlohmann::json;
    std::set<std::string> files;
    try {
        const Read manifest = Read::parse(text);
        for (const Read& entry : manifest.at("glyphs")) {
            files.insert(entry.at("file").get<std::string>());
        }
    } catch (const Read::exception&) {
        return {};
    }
    return files;
}

} // namespace typemould
