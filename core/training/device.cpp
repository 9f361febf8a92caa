#include "core/training/device.h"

#include "core/base/result.h"
#include "core/model/convolution.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

namespace typemould {

namespace {

/// `wanted`, or all that the machine has; never more than OpenMP may start: oneDNN waits for ever for those
/// that it was promised and did not get.
int threadsToUse(int wanted) {
    const int all = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const char* text = std::getenv("OMP_THREAD_LIMIT");
    const int limit = text != nullptr ? std::atoi(text) : 0;
    const int threads = wanted > 0 ? wanted : all;
    return limit > 0 ? std::min(threads, limit) : threads;
}

/// The flags of /proc/cpuinfo.
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

/// From Ampere on, as the CUDA runtime that LibTorch has loaded says. Asked by name, so that building needs
/// no CUDA.
bool cardHasBfloat16(int card) {
    using GetAttribute = int (*)(int*, int, int);
    constexpr int majorCapability = 75; // cudaDevAttrComputeCapabilityMajor
    const auto ask = reinterpret_cast<GetAttribute>(::dlsym(RTLD_DEFAULT, "cudaDeviceGetAttribute"));
    int capability = 0;
    return ask != nullptr && ask(&capability, majorCapability, card) == 0 && capability >= 8;
}

/// Convolutions there and back as the house network has them, in both precisions.
std::string measuredPrecision(const torch::Device& device) {
    constexpr int width = 64, side = 32;
    const auto input = torch::full({8, width, side, side}, 0.5, torch::TensorOptions(device));
    const auto weight =
        torch::full({width, width, 3, 3}, 0.01, torch::TensorOptions(device)).requires_grad_(true);
    const auto bias = torch::zeros({width}, device);
    const auto seconds = [&](bool reduced) {
        const ReducedPrecision guard(reduced);
        double best = 1e9;
        for (int i = 0; i < 4; ++i) { // the first one also builds the kernels
            const auto start = std::chrono::steady_clock::now();
            const auto loss = convolve(input, weight, bias, 1, 1).sum();
            loss.backward();
            (void)loss.item<float>();
            best = std::min(best,
                            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        }
        return best;
    };
    try {
        const double whole = seconds(false);
        return seconds(true) < 0.8 * whole ? "bfloat16" : "float32";
    } catch (const std::exception&) { // a processor or build without bfloat16
        return "float32";
    }
}

} // namespace

torch::Device chosenDevice(const std::string& name, int threads) {
    torch::set_num_threads(threadsToUse(threads));
    if (name == "cuda" && !torch::cuda::is_available()) {
        throw Failure(ErrorCode::Unsupported,
                      "There is no CUDA graphics card that this build of LibTorch can use.",
                      "Choose the device auto or cpu, or build with a LibTorch that has CUDA (see README).");
    }
    if (name == "cuda" || (name == "auto" && torch::cuda::is_available())) {
        return torch::Device(torch::kCUDA, 0);
    }
    return torch::Device(torch::kCPU);
}

std::string fasterPrecision(const torch::Device& device) {
    static std::mutex mutex;
    static std::map<std::string, std::string> found;
    const std::lock_guard lock(mutex);
    auto& precision = found[device.str()];
    if (precision.empty()) {
        precision = measuredPrecision(device);
    }
    return precision;
}

bool hasBfloat16(const torch::Device& device) {
    static const bool processor = processorHasBfloat16();
    return device.is_cpu() ? processor : cardHasBfloat16(device.has_index() ? device.index() : 0);
}

std::string deviceText(const torch::Device& device) { return device.str(); }

torch::Tensor toBatch(const std::vector<const std::uint8_t*>& pictures, int canvas,
                      const torch::Device& device) {
    const auto pixels = static_cast<std::int64_t>(canvas) * canvas;
    auto bytes = torch::empty({static_cast<std::int64_t>(pictures.size()), 1, canvas, canvas}, torch::kByte);
    auto* out = bytes.data_ptr<std::uint8_t>();
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        std::copy_n(pictures[i], pixels, out + static_cast<std::int64_t>(i) * pixels);
    }
    return bytes.to(device).to(torch::kFloat).div_(127.5).sub_(1.0);
}

std::vector<GrayImage> toImages(const torch::Tensor& batch) {
    const auto bytes = batch.detach()
                           .to(torch::kFloat)
                           .add(1.0)
                           .mul_(127.5)
                           .round_()
                           .clamp_(0, 255)
                           .to(torch::kCPU, torch::kByte)
                           .contiguous();
    const auto height = static_cast<int>(bytes.size(2));
    const auto width = static_cast<int>(bytes.size(3));
    std::vector<GrayImage> images;
    const auto* in = bytes.data_ptr<std::uint8_t>();
    for (std::int64_t i = 0; i < bytes.size(0); ++i) {
        GrayImage image(width, height);
        std::copy_n(in + i * width * height, image.pixels.size(), image.pixels.begin());
        images.push_back(std::move(image));
    }
    return images;
}

} // namespace typemould
