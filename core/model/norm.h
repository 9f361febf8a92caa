// Norm: one of the three ways to normalise a map, under the names that batch norm has everywhere. Includes
// Torch; one thread.
#pragma once

#include "core/model/generator_config.h"
#include "core/model/norm_kernels.h"
#include "core/model/torch.h"

namespace typemould {

/// Groups of a group norm over `channels`: 8, or the largest number below that divides them.
int groupsFor(int channels);

/// (n, c, h, w) to the same, each instance, group or batch brought to mean 0 and variance 1, then scaled.
/// Batch statistics are the batch's own while training and the running ones in eval mode. `activation` comes
/// after it.
class NormImpl : public torch::nn::Module {
public:
    NormImpl(NormKind kind, int channels);
    torch::Tensor forward(const torch::Tensor& input, Activation activation = Activation::None);

    torch::Tensor weight, bias;                          ///< (c); undefined for instance
    torch::Tensor runningMean, runningVariance, batches; ///< batch only

private:
    NormKind m_kind;
    int m_groups;
};
TORCH_MODULE(Norm);

} // namespace typemould
