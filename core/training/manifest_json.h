// A checkpoint's manifest as JSON, without the hashes that the writer adds. Pure; any thread.
#pragma once

#include "core/training/checkpoint.h"

#include <nlohmann/json.hpp>

namespace typemould {

inline constexpr int checkpointFormat = 1;

nlohmann::ordered_json manifestJson(const CheckpointManifest& manifest);

} // namespace typemould
