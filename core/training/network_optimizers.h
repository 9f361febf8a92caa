// The optimisers of the two networks, AdamW, and their learning rates: one group of parameters for each rate.
// Includes Torch; one thread.
#pragma once

#include "core/training/optimizer_state.h"
#include "core/training/training_settings.h"

#include <map>
#include <memory>
#include <vector>

namespace typemould {

/// For the generator: decays the weights as the settings say.
std::unique_ptr<torch::optim::AdamW> generatorOptimizer(const torch::nn::Module& generator,
                                                        const TrainingSettings& settings);
/// The generator's decay from now on, by the settings; as Adam, none: makeStep() does it.
void setWeightDecay(torch::optim::AdamW& optimizer, const TrainingSettings& settings);
/// The norm of all gradients, as one vector; waits for the device.
double gradientNorm(const std::vector<torch::Tensor>& parameters);
/// A step of the optimiser with gradients times `share`, to which `pull` times each weight is added, as Adam
/// with L2 does (Kingma and Ba 2015), where AdamW shrinks the weight itself (Loshchilov and Hutter 2019).
/// Weights without a gradient stay.
void makeStep(torch::optim::AdamW& optimizer, double share, double pull = 0);
/// For the discriminator: without weight decay.
std::unique_ptr<torch::optim::AdamW> discriminatorOptimizer(const torch::nn::Module& discriminator,
                                                            const TrainingSettings& settings);

/// Moves `averaged` by `share` of the way towards `live`, both of one shape.
void moveAverage(torch::Tensor& averaged, const torch::Tensor& live, double share);

/// Parts the optimiser's parameters into one group for each rate of `rates` (by name; 1 where none is given);
/// its moments stay. Returns the groups' rates.
std::vector<double> partByRate(torch::optim::AdamW& optimizer, const NamedParameters& parameters,
                               const std::map<std::string, double>& rates);
/// Sets the learning rate of each group: `rate` times the group's own.
void setRate(torch::optim::AdamW& optimizer, const std::vector<double>& groupRates, double rate);

/// Rows of a parameter and of its moments, kept to be put back after a step that must not move them.
class KeptRows {
public:
    /// `rows`: their numbers, (n) on the parameter's device; may be empty.
    KeptRows(torch::optim::AdamW& optimizer, const torch::Tensor& parameter, const torch::Tensor& rows);
    void putBack() const;

private:
    torch::optim::AdamW& m_optimizer;
    torch::Tensor m_parameter, m_rows, m_values, m_first, m_second;
};

} // namespace typemould
