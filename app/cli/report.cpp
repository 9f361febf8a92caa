#include "app/cli/report.h"

#include <cstdio>
#include <filesystem>

namespace typemould {

Json scoreJson(const GlyphScore& score) {
    return {{"l1", score.l1}, {"ssim", score.ssim}, {"iou", score.iou}};
}

Json evaluationJson(const Evaluation& evaluation) {
    return {{"step", evaluation.step},
            {"glyphs", evaluation.glyphs},
            {"generated", scoreJson(evaluation.generated)},
            {"copiedSource", scoreJson(evaluation.copiedSource)},
            {"boldedSource", scoreJson(evaluation.boldedSource)},
            {"boldedRadius", evaluation.boldedRadius},
            {"beatsCopiedSource", beatsCopiedSource(evaluation)}};
}

bool beatsCopiedSource(const Evaluation& evaluation) {
    const GlyphScore& ours = evaluation.generated;
    const GlyphScore& copied = evaluation.copiedSource;
    return ours.l1 < copied.l1 && ours.ssim > copied.ssim && ours.iou > copied.iou;
}

Json placementJson(const PlacementPair& placements) {
    const auto one = [](const Placement& p) {
        return Json{{"scale", p.scale}, {"offsetX", p.offsetX}, {"offsetY", p.offsetY}};
    };
    return {{"source", one(placements.source)}, {"target", one(placements.target)}};
}

Json memoryJson(const MemoryNeed& need) {
    Json json = {{"needed", static_cast<long long>(need.total())}, {"largestBatch", nullptr}};
    json["available"] = need.available > 0 ? Json(static_cast<long long>(need.available)) : Json();
    if (need.available > 0) {
        json["largestBatch"] = need.largestBatch;
    }
    return json;
}

std::string placementText(const Placement& placement) {
    char text[96];
    std::snprintf(text, sizeof text, "scale %.4f, offset %+.4f right, %+.4f up (em)", placement.scale,
                  placement.offsetX, placement.offsetY);
    return text;
}

Json fontJson(const FontFace& font) {
    return {{"file", font.fileName()},
            {"family", font.names().family},
            {"style", font.names().style},
            {"version", font.names().version},
            {"face", font.choice().index},
            {"instance", font.choice().instance},
            {"unitsPerEm", font.unitsPerEm()},
            {"characters", font.characters().size()},
            {"hash", font.hash()}};
}

std::string fontText(const FontFace& font) {
    return font.names().family + " " + font.names().style + " (" +
           pathText(std::filesystem::path(font.fileName()).filename()) +
           "): " + std::to_string(font.characters().size()) + " characters";
}

std::string listText(const CharacterSet& characters, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < characters.size() && i < most; ++i) {
        text += utf8Of(characters[i]);
    }
    if (characters.size() > most) {
        text += " and " + std::to_string(characters.size() - most) + " more";
    }
    return text;
}

std::string allText(const CharacterSet& characters) { return listText(characters, characters.size()); }

} // namespace typemould
