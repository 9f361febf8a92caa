// What a set of weights is, told from its names and shapes alone: dialect, generator or discriminator, and
// every setting, each with the sentence that proves it; and what the file cannot say. No Torch; pure
// functions.
#pragma once

#include "core/model/discriminator_config.h"
#include "core/weights/import_report.h"

#include <optional>
#include <variant>

namespace typemould {

/// Whose names the weights have: ours, or those of zi2zi-pytorch's two networks. Names: "typemould",
/// "classic", "film".
enum class WeightsDialect { Typemould, Classic, Film };
const char* weightsDialectName(WeightsDialect dialect);

using NetworkConfig = std::variant<GeneratorConfig, DiscriminatorConfig>;

/// A setting that was found.
struct Finding {
    std::string setting;  ///< "dialect", "kind", "depth", "width", "styles", "style-dim", "upsampling",
                          ///< "skips", "norm", ...
    std::string value;    ///< "8", "pixel_shuffle", "3, 4"; "none" where there is none
    std::string evidence; ///< one sentence with the numbers that prove it
};

/// A setting that names and shapes cannot tell.
struct OpenQuestion {
    std::string setting; ///< "attention-kind", "canvas", "dropout", "resize"
    std::string assumed; ///< what is taken unless told otherwise
    std::string why;     ///< one sentence
};

/// Answers to the questions that a file leaves open.
struct InspectionAnswers {
    std::optional<AttentionKind>
        attention;             ///< Softmax or Linear, for the attention blocks of a FiLM generator
    std::optional<int> canvas; ///< px, where the file does not tell
};

struct Inspection {
    WeightsDialect dialect = WeightsDialect::Typemould;
    NetworkConfig config; ///< with the assumed answers to what is open
    std::vector<Finding> findings;
    std::vector<OpenQuestion> open;
    ImportReport report; ///< the file against the network that `config` describes

    bool isGenerator() const { return config.index() == 0; }
    const GeneratorConfig& generator() const { return std::get<0>(config); }
    const DiscriminatorConfig& discriminator() const { return std::get<1>(config); }
    /// The value of a finding, empty when there is none.
    std::string value(const std::string& setting) const;
};

/// Inspects the tensors of one network. Unsupported when they are no network that is known, or one that
/// cannot be built; InvalidArgument for an answer that does not fit.
Result<Inspection> inspectWeights(const NamedTensors& tensors, const InspectionAnswers& answers = {});

} // namespace typemould
