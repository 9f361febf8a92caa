#include "core/base/memory_keeping.h"

#include <limits>
#include <malloc.h>
#include <mutex>

namespace typemould {

namespace {

std::mutex guard;
int living = 0;

#ifdef __GLIBC__
void keepAll() {
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_TOP_PAD, 64 << 20);
}

/// Setting anything has ended the C library's own adaptation for good: what that comes to at the most.
void giveBack() {
    mallopt(M_MMAP_MAX, 65536);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_TOP_PAD, 128 << 10);
    malloc_trim(0);
}
#else
void keepAll() {}
void giveBack() {}
#endif

} // namespace

MemoryKeeping::MemoryKeeping() {
    const std::lock_guard lock(guard);
    if (living++ == 0) {
        keepAll();
    }
}

MemoryKeeping::~MemoryKeeping() {
    const std::lock_guard lock(guard);
    if (--living == 0) {
        giveBack();
    }
}

} // namespace typemould
