// Where things lie in a run folder, for this room only. Blocking; any thread.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>

namespace typemould {

/// A larger manifest is none.
inline constexpr std::uint64_t largestManifest = 4u << 20;

/// The step that a name of digits says ("00000042"); none for any other name, or one of more than 18 digits.
std::optional<long long> stepOfName(const std::string& name);
/// A run's checkpoint folders by step, damaged ones among them; what is being written is left out.
std::map<long long, std::filesystem::path> checkpointFolders(const std::filesystem::path& runFolder);
/// Bytes of all plain files below a folder; links are not followed.
std::uint64_t bytesIn(const std::filesystem::path& folder);
/// Removes a checkpoint so that half of it is never taken for a whole one.
Status removeCheckpoint(const std::filesystem::path& folder);

} // namespace typemould
