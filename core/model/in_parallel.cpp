#include "core/model/in_parallel.h"

#include <ATen/Parallel.h>

namespace typemould {

void inParallel(std::int64_t count, std::int64_t grain,
                const std::function<void(std::int64_t begin, std::int64_t end)>& work) {
    at::parallel_for(0, count, grain, work);
}

} // namespace typemould
