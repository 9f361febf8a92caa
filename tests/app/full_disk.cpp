// Preloaded into a program under test: writes to files under FULL_DISK_FOLDER fail with ENOSPC once
// FULL_DISK_BYTES bytes were written there, as on a disk that has run full (a last write may be short).
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>

namespace {

std::atomic<long long>& room() {
    static std::atomic<long long> bytes{[] {
        const char* text = std::getenv("FULL_DISK_BYTES");
        return text != nullptr ? std::atoll(text) : 0;
    }()};
    return bytes;
}

bool concerned(int fd) {
    const char* folder = std::getenv("FULL_DISK_FOLDER");
    if (folder == nullptr) {
        return false;
    }
    char link[64];
    char path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t length = readlink(link, path, sizeof path - 1);
    return length > 0 && static_cast<std::size_t>(length) > std::strlen(folder) &&
           std::strncmp(path, folder, std::strlen(folder)) == 0;
}

} // namespace

extern "C" ssize_t write(int fd, const void* data, size_t size) {
    using Write = ssize_t (*)(int, const void*, size_t);
    static const auto real = reinterpret_cast<Write>(dlsym(RTLD_NEXT, "write"));
    if (!concerned(fd)) {
        return real(fd, data, size);
    }
    const long long left = room().load();
    if (left <= 0 && size > 0) {
        errno = ENOSPC;
        return -1;
    }
    const auto part = static_cast<size_t>(std::min<long long>(left, static_cast<long long>(size)));
    const ssize_t written = real(fd, data, part);
    if (written > 0) {
        room() -= written;
    }
    return written;
}
