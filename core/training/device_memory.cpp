#include "core/training/device_memory.h"

#include "core/training/device.h"

#include <dlfcn.h>
#ifdef TYPEMOULD_TORCH_CUDA
#include <c10/cuda/CUDACachingAllocator.h>
#endif

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

/// Bytes that this process holds of the first graphics card for later: LibTorch gives nothing back, and the
/// next run takes it again.
double keptOnCard() {
#ifdef TYPEMOULD_TORCH_CUDA
    try {
        return static_cast<double>(
            c10::cuda::CUDACachingAllocator::getDeviceStats(0).reserved_bytes[0].current);
    } catch (const std::exception&) { // nothing was computed on the card yet
        return 0;
    }
#else
    return 0;
#endif
}

} // namespace

DeviceMemory deviceMemory(const TrainingSettings& settings) {
    DeviceMemory memory;
    memory.setting.onDevice = settings.device != "cpu" && torch::cuda::is_available();
    const auto device = memory.setting.onDevice ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
    memory.setting.bfloat16 =
        settings.precision == "bfloat16" || (settings.precision == "auto" && hasBfloat16(device));
    memory.available = memory.setting.onDevice ? freeOnCard() + keptOnCard() : memoryForTraining();
    return memory;
}

} // namespace typemould
