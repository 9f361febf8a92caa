#include "app/cli/assignments.h"

#include "app/cli/command_line.h"

#include <algorithm>

namespace typemould {

namespace {

/// A key with "_" for "-", so that offset_x and offset-x are one.
std::string plain(std::string key) {
    std::replace(key.begin(), key.end(), '-', '_');
    return key;
}

/// Sets the field `key` of `settings`; errors name it with its prefix.
template <class S>
Status assign(S& settings, const std::string& prefix, const std::string& key, const std::string& text) {
    std::vector<std::string> keys = fieldKeys<S>();
    for (const std::string& known : keys) {
        if (plain(known) == plain(key)) {
            return setFieldFromText(settings, known, text);
        }
    }
    for (std::string& known : keys) {
        known.insert(0, prefix);
    }
    if (prefix.empty()) {
        keys.insert(keys.end(), {"dataset.*", "source.*", "target.*", "export.*", "tracing.*", "font.*"});
    }
    return unknownFieldError(prefix + key, keys);
}

} // namespace

Status applyAssignment(ProjectData& data, const std::string& assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0) {
        return Error{ErrorCode::InvalidArgument, "--set wants key=value, not '" + assignment + "'.",
                     "See typemould-cli settings."};
    }
    const std::string key = assignment.substr(0, equals);
    const std::string value = assignment.substr(equals + 1);
    const auto dot = key.find('.');
    const std::string prefix = dot == std::string::npos ? std::string() : key.substr(0, dot + 1);
    const std::string rest = key.substr(prefix.size());
    if (prefix == "dataset.") {
        return assign(data.dataset, prefix, rest, value);
    }
    if (prefix == "source.") {
        return assign(data.placements.source, prefix, rest, value);
    }
    if (prefix == "target.") {
        return assign(data.placements.target, prefix, rest, value);
    }
    if (prefix == "export.") {
        return assign(data.exporting, prefix, rest, value);
    }
    if (prefix == "tracing.") {
        return assign(data.tracing, prefix, rest, value);
    }
    if (prefix == "font.") {
        return assign(data.font, prefix, rest, value);
    }
    return assign(data.training, {}, key, value);
}

void applyAssignments(ProjectData& data, const std::vector<std::string>& assignments) {
    for (const std::string& assignment : assignments) {
        orUsage(applyAssignment(data, assignment));
    }
}

void applyAssignments(ProjectData& data, const std::vector<std::string>& assignments,
                      const std::vector<std::string>& keys) {
    for (const std::string& assignment : assignments) {
        const std::string key = assignment.substr(0, assignment.find('='));
        const bool known = std::any_of(keys.begin(), keys.end(),
                                       [&](const std::string& one) { return plain(one) == plain(key); });
        if (!known && key != assignment && !key.empty()) {
            std::string list;
            for (const std::string& one : keys) {
                list += (list.empty() ? "" : ", ") + one;
            }
            throw UsageError(ErrorCode::InvalidArgument,
                             "The setting '" + key + "' has no part in what is written here.",
                             "Those that have: " + list + ".");
        }
        orUsage(applyAssignment(data, assignment));
    }
}

} // namespace typemould
