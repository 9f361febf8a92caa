#include "core/training/device_memory.h"

#include "core/model/torch.h"

#include <dlfcn.h>
#include <fstream>
#include <string>

namespace typemould {

namespace {

/// Free bytes of the first graphics card, from the CUDA runtime that LibTorch has loaded; 0 without one.
/// Asked by name, so that building needs no CUDA.
double freeOnCard() {
    using MemGetInfo = int (*)(std::size_t*, std::size_t*);
    const auto ask = reinterpret_cast<MemGetInfo>(::dlsym(RTLD_DEFAULT, "cudaMemGetInfo"));
    std::size_t free = 0, all = 0;
    return ask != nullptr && ask(&free, &all) == 0 ? static_cast<double>(free) : 0;
}

/// Whether this processor multiplies bfloat16 itself.
bool processorHasBfloat16() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("flags")) {
            return line.find(" avx512_bf16") != std::string::npos ||
                   line.find(" amx_bf16") != std::string::npos;
        }
    }
    return false;
}

} // namespace

DeviceMemory deviceMemory(const TrainingSettings& settings) {
    DeviceMemory memory;
    memory.setting.onDevice = settings.device != "cpu" && torch::cuda::is_available();
    memory.setting.bfloat16 =
        settings.precision == "bfloat16" ||
        (settings.precision == "auto" && (memory.setting.onDevice || processorHasBfloat16()));
    memory.available = memory.setting.onDevice ? freeOnCard() : memoryForTraining();
    return memory;
}

} // namespace typemould
