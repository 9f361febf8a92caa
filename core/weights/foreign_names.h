// The names that zi2zi-pytorch gives its weights, both ways: from a file's names to ours, and from a config
// to the names and the order of the file that the original program writes. Pure functions; no Torch.
#pragma once

#include "core/model/parameters.h"

#include <optional>

namespace typemould {

/// What a foreign name is called here, told from the name alone; nothing when the dialect has no such name.
std::optional<std::string> ourGeneratorName(const std::string& foreign, Family dialect);
std::optional<std::string> ourDiscriminatorName(const std::string& foreign, Family dialect);

/// A parameter or buffer of a network under both names.
struct ForeignParameter {
    std::string name; ///< as the original program calls it
    std::string ours; ///< as parametersOf() calls it
    std::vector<std::int64_t> shape;
};
/// All of them in the order of the original's state_dict; Unsupported, naming the part, for a network of the
/// house family or with a part that the dialect has no name for.
Result<std::vector<ForeignParameter>> foreignParameters(const GeneratorConfig& config);
Result<std::vector<ForeignParameter>> foreignParameters(const DiscriminatorConfig& config);

} // namespace typemould
