#include "core/weights/inspection.h"

#include "core/weights/foreign_names.h"
#include "core/weights/network_inspectors.h"

#include <algorithm>

namespace typemould {

namespace {

bool anyName(const NamedTensors& tensors, const std::string& part) {
    return std::any_of(tensors.begin(), tensors.end(),
                       [&](const NamedTensor& item) { return item.name.find(part) != std::string::npos; });
}

bool anyStart(const NamedTensors& tensors, const std::string& start) {
    return std::any_of(tensors.begin(), tensors.end(), [&](const NamedTensor& item) {
        return item.name.compare(0, start.size(), start) == 0;
    });
}

/// What the names alone say the weights are.
struct Kind {
    WeightsDialect dialect;
    bool generator;
    std::string evidence;
};

Kind kindOf(const NamedTensors& tensors) {
    if (anyStart(tensors, "model.submodule.")) {
        const bool film = anyName(tensors, ".film.film.") || anyName(tensors, ".transformer_block.");
        return {
            film ? WeightsDialect::Film : WeightsDialect::Classic, true,
            film ? "The blocks lie inside each other, and the innermost has a transformer_block and a film "
                   "layer."
                 : "The blocks lie inside each other, and the innermost has neither a transformer nor FiLM."};
    }
    if (anyStart(tensors, "binary.") || anyStart(tensors, "catagory.")) {
        return {WeightsDialect::Classic, false, "There are the heads binary and catagory, so spelt."};
    }
    if (anyStart(tensors, "output_conv.") || anyStart(tensors, "category_fc.")) {
        return {WeightsDialect::Film, false, "There are the heads output_conv and category_fc."};
    }
    if (anyStart(tensors, "encoder_1.")) {
        return {WeightsDialect::Typemould, true,
                "There are encoders, a bottleneck and decoders under our names."};
    }
    if (anyStart(tensors, "body.0.")) {
        return {WeightsDialect::Typemould, false, "There are the layers of a body under our names."};
    }
    throw Failure(ErrorCode::Unsupported,
                  "The weights belong to no network that is known here: there is " +
                      (tensors.empty() ? std::string("nothing") : tensors.front().name) + ".",
                  "Give a net_G or net_D of zi2zi-pytorch, or a checkpoint of Typemould.");
}

/// The shapes under our names; names that mean nothing here are left to the report.
ShapeTable shapesOf(const NamedTensors& tensors, const Kind& kind, Family family) {
    ShapeTable shapes;
    for (const auto& [name, tensor] : tensors) {
        const auto ours = kind.dialect == WeightsDialect::Typemould ? name
                          : kind.generator                          ? ourGeneratorName(name, family)
                                                                    : ourDiscriminatorName(name, family);
        if (ours) {
            shapes.add(*ours, tensor.shape);
        }
    }
    return shapes;
}

/// What the file ought to hold, under its own names.
std::vector<WantedTensor> wantedBy(const NetworkConfig& config, WeightsDialect dialect) {
    return std::visit(
        [&](const auto& network) {
            std::vector<WantedTensor> wanted;
            if (dialect == WeightsDialect::Typemould) {
                for (const auto& parameter : parametersOf(network)) {
                    wanted.push_back({parameter.name, parameter.name, parameter.shape});
                }
            } else {
                for (auto& parameter : foreignParameters(network).orThrow()) {
                    wanted.push_back({parameter.name, parameter.ours, parameter.shape});
                }
            }
            return wanted;
        },
        config);
}

Inspection inspectAs(const NamedTensors& tensors, const Kind& kind, Family family,
                     const InspectionAnswers& answers) {
    Inspection inspection;
    inspection.dialect = kind.dialect;
    inspection.findings.push_back({"dialect", weightsDialectName(kind.dialect), kind.evidence});
    inspection.findings.push_back({"kind", kind.generator ? "generator" : "discriminator", kind.evidence});
    const auto shapes = shapesOf(tensors, kind, family);
    if (kind.generator) {
        inspectGenerator(inspection, shapes, family, answers);
    } else {
        inspectDiscriminator(inspection, shapes, family, answers);
    }
    inspection.report = compareTensors(tensors, wantedBy(inspection.config, kind.dialect));
    return inspection;
}

/// Our own names are alike in all families: the family whose network has just these tensors is the one. Where
/// two have, the style says which is likelier.
Inspection inspectOurs(const NamedTensors& tensors, const Kind& kind, const InspectionAnswers& answers) {
    std::optional<Inspection> best;
    std::optional<Error> why;
    const bool film = anyStart(tensors, "bottleneck.film.");
    for (const auto family :
         {Family::House, film ? Family::Film : Family::Classic, film ? Family::Classic : Family::Film}) {
        auto tried =
            guarded("inspecting weights", [&]() { return inspectAs(tensors, kind, family, answers); });
        if (!tried) {
            why = why ? why : tried.error();
        } else if (!best || tried->report.matched.size() > best->report.matched.size()) {
            best = std::move(*tried);
        }
    }
    if (!best) {
        throw Failure(*why);
    }
    const char* const names[] = {"house", "classic", "film"};
    const auto family = std::visit([](const auto& config) { return config.family; }, best->config);
    best->findings.push_back(
        {"family", names[static_cast<std::size_t>(family)],
         "Of the three families, this one has just these tensors: " + best->report.text() + "."});
    if (family != Family::House) {
        best->open.push_back(
            {"family", names[static_cast<std::size_t>(family)],
             "The two families of zi2zi-pytorch can have the same tensors under our names; the "
             "checkpoint's manifest says which it is."});
    }
    return std::move(*best);
}

} // namespace

const char* weightsDialectName(WeightsDialect dialect) {
    switch (dialect) {
    case WeightsDialect::Typemould:
        return "typemould";
    case WeightsDialect::Classic:
        return "classic";
    case WeightsDialect::Film:
        return "film";
    }
    return "";
}

std::string Inspection::value(const std::string& setting) const {
    for (const auto& finding : findings) {
        if (finding.setting == setting) {
            return finding.value;
        }
    }
    return {};
}

Result<Inspection> inspectWeights(const NamedTensors& tensors, const InspectionAnswers& answers) {
    return guarded("inspecting weights", [&]() -> Inspection {
        if (answers.attention && *answers.attention != AttentionKind::Softmax &&
            *answers.attention != AttentionKind::Linear) {
            throw Failure(ErrorCode::InvalidArgument,
                          std::string("The attention of these weights cannot be '") +
                              attentionKindName(*answers.attention) + "'.",
                          "Give linear or softmax.");
        }
        const auto kind = kindOf(tensors);
        if (kind.dialect == WeightsDialect::Classic && answers.attention == AttentionKind::Linear) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The attention of classic weights is softmax, not linear.",
                          "Leave the attention out.");
        }
        if (kind.dialect == WeightsDialect::Typemould) {
            return inspectOurs(tensors, kind, answers);
        }
        return inspectAs(tensors, kind, kind.dialect == WeightsDialect::Film ? Family::Film : Family::Classic,
                         answers);
    });
}

} // namespace typemould
