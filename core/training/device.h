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
/// The same to train on: the process keeps the memory that it once had, instead of giving it back and asking
/// for it again at each step.
torch::Device trainingDevice(const std::string& name, int threads);
/// Convolves maps of `width` channels and `side` x `side` places there and back for a moment in both
/// precisions and names the faster one: "float32" or "bfloat16".
std::string fasterPrecision(const torch::Device& device, int width, int side);
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
