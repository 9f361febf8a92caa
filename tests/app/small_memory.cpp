// Preloaded into a program under test: it is told that its address space may grow by SMALL_MEMORY_BYTES and
// no more, as under a limit, which here does not hold it back.
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

extern "C" int getrlimit(__rlimit_resource_t resource, rlimit* limit) noexcept {
    using Ask = int (*)(__rlimit_resource_t, rlimit*);
    static const auto real = reinterpret_cast<Ask>(dlsym(RTLD_NEXT, "getrlimit"));
    const char* bytes = std::getenv("SMALL_MEMORY_BYTES");
    if (resource != RLIMIT_AS || bytes == nullptr) {
        return real(resource, limit);
    }
    rlim_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    limit->rlim_cur = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + std::strtoull(bytes, nullptr, 10);
    limit->rlim_max = limit->rlim_cur;
    return 0;
}
