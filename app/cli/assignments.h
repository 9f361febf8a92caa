// What --set key=value means: training settings by their key, others with a prefix (dataset., source.,
// target., export., tracing., font.). Pure; any thread.
#pragma once

#include "core/project/project.h"

namespace typemould {

/// Applies one "key=value" to `data`. An unknown key, a missing '=' or a bad value is an InvalidArgument that
/// names it.
Status applyAssignment(ProjectData& data, const std::string& assignment);
/// Applies all in order, or throws a UsageError.
void applyAssignments(ProjectData& data, const std::vector<std::string>& assignments);
/// The same where only the settings `keys` (with their prefix) have a part: any other, which would change
/// nothing, is a UsageError that names them.
void applyAssignments(ProjectData& data, const std::vector<std::string>& assignments,
                      const std::vector<std::string>& keys);

} // namespace typemould
