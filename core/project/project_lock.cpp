#include "core/project/project_lock.h"

#include "core/base/atomic_file.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace typemould {

namespace fs = std::filesystem;

namespace {

constexpr mode_t everyoneMayRead = 0644;
constexpr std::size_t holderBytes = 300; ///< room for a process number and a host name

std::string hostName() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

/// "process 1234", with the machine when it is another; empty when the file does not say.
std::string holderText(int descriptor) {
    char text[holderBytes + 1] = {};
    const ssize_t length = ::pread(descriptor, text, sizeof text - 1, 0);
    if (length <= 0) {
        return {};
    }
    long process = 0;
    const auto read = std::from_chars(text, text + length, process);
    if (read.ec != std::errc() || process <= 0 || *read.ptr != ' ') {
        return {};
    }
    std::string host(read.ptr + 1);
    host = host.substr(0, host.find('\n'));
    const bool here = host.empty() || host == hostName();
    return "process " + std::to_string(process) + (here ? "" : " on " + host);
}

} // namespace

Result<int> lockProject(const fs::path& folder) {
    const fs::path file = folder / ".lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, everyoneMayRead);
    if (descriptor < 0) {
        return systemError(errno, "open the lock file", file);
    }
    int code = 0;
    while ((code = ::flock(descriptor, LOCK_EX | LOCK_NB)) != 0 && errno == EINTR) {
    }
    if (code != 0) {
        const int reason = errno;
        const std::string holder = reason == EWOULDBLOCK ? holderText(descriptor) : "";
        ::close(descriptor);
        if (reason != EWOULDBLOCK) {
            return systemError(reason, "lock", file);
        }
        return Error{ErrorCode::Locked,
                     "The project " + pathText(folder) + " is open in another Typemould window" +
                         (holder.empty() ? "." : " (" + holder + ")."),
                     "Close it there first, or open it here for reading only."};
    }
    // Only for the message that another program shows: failing to write it (a full disk) leaves the lock as
    // good. Always of one length, so that nothing of an older holder stays behind it.
    std::string text = std::to_string(::getpid()) + ' ' + hostName();
    text.resize(holderBytes, '\n');
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, text.data(), text.size(), 0);
    return descriptor;
}

void unlockProject(int descriptor) noexcept {
    if (descriptor >= 0) {
        ::close(descriptor);
    }
}

} // namespace typemould
