// A generator's config as JSON, levels included: what a checkpoint's manifest stores. Reads the form of the
// first release too (width, depth and upsample in place of levels).
#pragma once

#include "core/model/generator_config.h"

#include <nlohmann/json.hpp>

namespace typemould {

/// All fields, and "levels": one object a level, outermost first.
nlohmann::ordered_json generatorConfigToJson(const GeneratorConfig& config);
/// A missing key keeps its default; one that is unknown, of a wrong type or out of range is an error that
/// names it.
Result<GeneratorConfig> generatorConfigFromJson(const nlohmann::json& object);

} // namespace typemould
