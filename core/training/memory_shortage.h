// What happens where memory runs short in a step: how Torch says so, and a network kept as it was, to be put
// back. Includes Torch; one thread.
#pragma once

#include "core/model/torch.h"

#include <memory>
#include <optional>
#include <vector>

namespace typemould {

/// Whether the exception in flight says that the machine or the device has no memory left, as the standard
/// library, LibTorch (whose versions differ) and oneDNN say it. Call inside a catch block.
bool isMemoryShortage();

/// The statistics of a network's norms (and the vectors of its spectral norms) as they are now.
class KeptBuffers {
public:
    explicit KeptBuffers(const torch::nn::Module& network);
    void putBack();

private:
    std::vector<torch::Tensor> m_buffers, m_values;
};

/// A network's weights and statistics with its optimiser's moments, as they are now.
class KeptNetwork {
public:
    KeptNetwork(const torch::nn::Module& network, torch::optim::AdamW& optimizer);
    /// Everything as it was, in place; gradients are let go.
    void putBack();

private:
    struct Kept {
        torch::Tensor parameter, value, first, second; ///< moments undefined where there were none
        std::int64_t steps = 0;
    };
    torch::optim::AdamW& m_optimizer;
    std::vector<Kept> m_kept;
    KeptBuffers m_buffers;
};

} // namespace typemould
