// Where the numbers live, and moving pictures there and back. Includes Torch; one thread.
#pragma once

#include "core/base/gray_image.h"
#include "core/model/torch.h"

#include <algorithm>
#include <string>
#include <vector>

namespace typemould {

/// The device for "auto", "cpu" or "cuda"; asking for a CUDA that is not there is a Failure. Sets the number
/// of threads too (0: all).
torch::Device chosenDevice(const std::string& name, int threads);
/// "float32" or "bfloat16", whichever is faster to train in on this device. Convolves for a moment in both
/// when it is asked first, and says the same from then on: runs that are compared compute alike. Takes no
/// random numbers; any thread.
std::string fasterPrecision(const torch::Device& device);
/// Whether the processor, or the graphics card, multiplies bfloat16 itself; nothing is measured.
bool hasBfloat16(const torch::Device& device);
/// "cpu", "cuda:0".
std::string deviceText(const torch::Device& device);

/// Pictures of `canvas` x `canvas` bytes as a float batch (n, 1, canvas, canvas), 0 ink to -1 and 255 paper
/// to +1.
torch::Tensor toBatch(const std::vector<const std::uint8_t*>& pictures, int canvas,
                      const torch::Device& device);
/// A batch (n, 1, h, w) between -1 and +1 back to pictures.
std::vector<GrayImage> toImages(const torch::Tensor& batch);

/// Draws pictures in one style through a generator in eval mode without gradients, at most 16 at a time.
/// `style` is a row of the embedding, (1) of type long, or an embedding, (1, style-dim).
template <class Network>
std::vector<GrayImage> drawn(Network& network, const std::vector<const std::uint8_t*>& pictures, int canvas,
                             const torch::Device& device, const torch::Tensor& style) {
    torch::NoGradGuard guard;
    network->eval();
    std::vector<GrayImage> images;
    for (std::size_t i = 0; i < pictures.size(); i += 16) {
        const auto end = std::min(pictures.size(), i + 16);
        const std::vector<const std::uint8_t*> part(pictures.begin() + static_cast<std::ptrdiff_t>(i),
                                                    pictures.begin() + static_cast<std::ptrdiff_t>(end));
        auto sizes = style.sizes().vec();
        sizes.front() = static_cast<std::int64_t>(part.size());
        const auto rows = style.to(device).expand(sizes);
        for (auto& image : toImages(network->forward(toBatch(part, canvas, device), rows))) {
            images.push_back(std::move(image));
        }
    }
    return images;
}

} // namespace typemould
