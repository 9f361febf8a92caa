// Work shared out over LibTorch's threads, for kernels of our own. at::parallel_for does that only in files
// that are compiled for OpenMP, and elsewhere works through all on one thread without a word: it is called
// here alone.
#pragma once

#include <cstdint>
#include <functional>

namespace typemould {

/// Calls `work(begin, end)` for parts of 0..count, each of `grain` or more (the last may be less), as many as
/// there are threads to use; returns when all are done. Inside work that is shared out already, and where
/// that is one thread, on the calling thread alone. What a part throws is thrown here.
void inParallel(std::int64_t count, std::int64_t grain,
                const std::function<void(std::int64_t begin, std::int64_t end)>& work);

} // namespace typemould
