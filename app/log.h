// The log of a program: a rotating file in the user's state folder. Started once by main(); then spdlog's own
// functions, from any thread. Nothing is ever written to standard output.
#pragma once

#include <filesystem>
#include <string>

namespace typemould {

/// $XDG_STATE_HOME (or ~/.local/state)/typemould/<program>.log.
std::filesystem::path logFile(const std::string& program);
/// Sends spdlog's default logger to logFile(program), or nowhere when that cannot be opened or `enabled` is
/// false.
void startLog(const std::string& program, bool enabled = true);
/// The folder that an XDG variable names, or `fallback` under the home folder when it is unset or not
/// absolute.
std::filesystem::path userFolder(const char* variable, const std::string& fallback);

} // namespace typemould
