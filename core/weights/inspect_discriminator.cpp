#include "core/model/verdict.h"
#include "core/weights/network_inspectors.h"

#include <cmath>

namespace typemould {

void inspectDiscriminator(Inspection& inspection, const ShapeTable& shapes, Family family,
                          const InspectionAnswers& answers) {
    const auto text = [](int number) { return std::to_string(number); };
    const auto found = [&](const char* setting, const std::string& value, const std::string& evidence) {
        inspection.findings.push_back({setting, value, evidence});
    };
    DiscriminatorConfig config;
    config.family = family;
    config.spectralNorm = shapes.has("body.0.weight_orig");
    const std::string weight = config.spectralNorm ? ".weight_orig" : ".weight";
    const bool headIsNormed = shapes.has("style.weight_orig");
    found("spectral-norm", config.spectralNorm ? "yes" : "no",
          config.spectralNorm ? "The layers keep weight_orig with weight_u and weight_v in place of weight."
                              : "The layers keep a plain weight.");
    config.width = shapes.side("body.0" + weight, 0);
    found("width", text(config.width),
          "The first convolution gives out " + text(config.width) + " channels.");
    const int in = shapes.side("body.0" + weight, 1);
    config.patch = family == Family::House ? static_cast<int>(std::lround(std::sqrt(in / 2))) : 1;
    if (family == Family::House) {
        found("patch", text(config.patch),
              "The first convolution takes " + text(in) + " channels, one a pixel of the patch and image.");
    }
    const bool statistics = shapes.has("body.3.running_mean");
    const bool weights = shapes.has("body.3.weight");
    config.norm = statistics ? NormKind::Batch : weights ? NormKind::Group : NormKind::Instance;
    found("norm",
          statistics ? "batch"
          : weights  ? "group"
                     : "instance",
          statistics ? "The norms have running statistics."
          : weights  ? "The norms have weights and no running statistics."
                     : "The norms have no numbers of their own.");
    const std::string head = headIsNormed ? "style.weight_orig" : "style.weight";
    config.styleHead = shapes.has(head);
    if (config.styleHead) {
        config.styles = shapes.side(head, 0);
        found("styles", text(config.styles), "The style head gives " + text(config.styles) + " answers.");
    } else {
        found("styles", "none", "There is no style head.");
    }
    // Only ours judge otherwise than their family does.
    if (inspection.dialect == WeightsDialect::Typemould) {
        const auto judging = shapes.rank("real" + weight) == 2 ? VerdictKind::Linear : VerdictKind::Patches;
        if (judging != familyVerdict(family)) {
            config.verdict = judging;
            found("verdict", judging == VerdictKind::Linear ? "linear" : "patches",
                  judging == VerdictKind::Linear ? "A linear layer judges the last map."
                                                 : "No layer judges the last map: it is the verdict.");
        }
    }
    const bool linear = verdictOf(config) == VerdictKind::Linear;
    if (linear || (family == Family::Classic && config.styleHead)) {
        const auto layers = discriminatorLayers(config);
        int halvings = 1;
        for (const auto& layer : layers) {
            halvings *= layer.stride;
        }
        const int points = shapes.side(linear ? "real" + weight : head, 1);
        const int side = static_cast<int>(std::lround(std::sqrt(points / layers.back().out)));
        config.canvas = side * halvings * config.patch;
        if (answers.canvas && *answers.canvas != config.canvas) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The discriminator is one for " + text(config.canvas) + " px, not for " +
                              text(*answers.canvas) + " px.",
                          "Leave the canvas out, or give another discriminator.");
        }
        found("canvas", text(config.canvas),
              "The heads take " + text(points) + " numbers, a map of " + text(side) + " x " + text(side) +
                  ", one point for " + text(halvings * config.patch) + " px.");
    } else {
        config.canvas = answers.canvas.value_or(256);
        inspection.open.push_back(
            {"canvas", text(config.canvas), "The convolutions and the pooled head take any size."});
    }
    if (auto status = checkConfig(config); !status) {
        throw Failure(ErrorCode::Unsupported,
                      "The weights describe a discriminator that cannot be built: " + status.error().message,
                      status.error().advice);
    }
    inspection.config = config;
}

} // namespace typemould
