#include "core/losses/losses.h"

namespace typemould {

torch::Tensor greyL1(const torch::Tensor& drawn, const torch::Tensor& truth) {
    return 0.5 * torch::l1_loss(drawn, truth);
}

torch::Tensor discriminatorLoss(const torch::Tensor& realLogits, const torch::Tensor& drawnLogits) {
    namespace F = torch::nn::functional;
    return 0.5 * (F::binary_cross_entropy_with_logits(realLogits, torch::ones_like(realLogits)) +
                  F::binary_cross_entropy_with_logits(drawnLogits, torch::zeros_like(drawnLogits)));
}

torch::Tensor adversarialLoss(const torch::Tensor& drawnLogits) {
    return torch::nn::functional::binary_cross_entropy_with_logits(drawnLogits,
                                                                   torch::ones_like(drawnLogits));
}

torch::Tensor styleLoss(const torch::Tensor& answers, const torch::Tensor& rows) {
    return torch::nn::functional::cross_entropy(answers, rows);
}

} // namespace typemould
