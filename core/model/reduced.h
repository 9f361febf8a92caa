// Tensors to bfloat16 for the work, and weights that need that only once. Includes Torch; one thread.
#pragma once

#include "core/model/torch.h"

namespace typemould {

/// `tensor` in bfloat16, differentiable; float32 on a processor is converted in one pass over memory
/// (LibTorch 1.13 takes 63 ms for 70 million numbers on two Zen 4 cores).
torch::Tensor inBfloat(const torch::Tensor& tensor);

/// The same of a network's weight. Where that is on a processor, its gradient stays bfloat16, which is what
/// the convolution gives: half the memory, and one pass over it less. A further one is added in float32.
torch::Tensor weightInBfloat(const torch::Tensor& weight);

/// The bfloat16 copies of weights, kept from one drawing to the next: for networks whose weights stay.
class KeptWeights {
public:
    /// While it lives, convolutions called on this thread without gradients take their weights from `kept`,
    /// and put them there. Does not nest.
    class Use {
    public:
        explicit Use(KeptWeights& kept);
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
    };
    /// A parameter in bfloat16, after `formed` has given it another form: the kept copy where there is a
    /// keeper on this thread. Each parameter in one form alone.
    static torch::Tensor of(const torch::Tensor& weight,
                            torch::Tensor (*formed)(const torch::Tensor&) = nullptr);
    std::size_t size() const { return m_copies.size(); }

private:
    std::vector<std::pair<torch::Tensor, torch::Tensor>> m_copies; ///< a weight and its copy
};

} // namespace typemould
