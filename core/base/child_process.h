// A program run as a child: an argument list and no shell, its input fed, its lines read as they come, its
// errors kept, ended in time. Nothing of its process group outlives the call; what leaves the group is its
// own affair. Blocks; any thread.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace typemould {

struct ChildCommand {
    std::vector<std::string>
        arguments;       ///< the program (a path, or a name to be found on PATH), then the rest
    std::string package; ///< to install where the program is missing; may be empty
    std::string input;   ///< fed to standard input, which then ends
    std::chrono::milliseconds limit = std::chrono::minutes(10); ///< after which it is ended
    std::size_t longestLine = 1 << 20; ///< bytes of one line of output; more is an error
    std::size_t errorsKept = 64 << 10; ///< last bytes of its standard error that are kept
    /// Given each line of standard output, without its end, on the caller's thread; what it throws ends the
    /// child and the call.
    std::function<void(std::string_view line)> onLine;
};

/// How a child ended that came to its end by itself.
struct ChildOutcome {
    int exitCode = 0;
    std::string errors; ///< the end of what it wrote to standard error
};

/// Runs it to its end; an exit code other than 0 is no error here. Errors: NotFound (no such program, with
/// the package that holds it), Cancelled, Io (out of time, or a line that is too long), Internal (killed by a
/// signal, or waited for by somebody else). SIGCHLD, where it is ignored, is set to its default. Out of time
/// or cancelled, its process group is asked to end and killed a second later; whatever of the group is left
/// when the child has ended is killed.
Result<ChildOutcome> runChild(const ChildCommand& command, const std::stop_token& stop = {});

/// Where a program lies: `name` itself where it holds a slash, else the first on PATH; empty when there is
/// none.
std::string findProgram(const std::string& name);

} // namespace typemould
