#include "core/losses/feature_losses.h"

namespace typemould {

torch::Tensor constancyLoss(ConstancyKind kind, const torch::Tensor& ofSource, const torch::Tensor& ofTruth) {
    if (kind == ConstancyKind::Absolute) {
        return torch::l1_loss(ofSource, ofTruth);
    }
    const auto pooled = [](const torch::Tensor& features) {
        return features.dim() == 4 ? features.mean({2, 3}) : features;
    };
    return torch::mse_loss(pooled(ofSource), pooled(ofTruth));
}

namespace {
/// Of bfloat16 maps float32 ones: a mean of bfloat16 differences has three digits.
torch::Tensor wide(const torch::Tensor& map) {
    return map.scalar_type() == torch::kBFloat16 ? map.to(torch::kFloat) : map;
}
} // namespace

torch::Tensor featureMatching(const std::vector<torch::Tensor>& ofDrawn,
                              const std::vector<torch::Tensor>& ofTruth) {
    torch::Tensor sum;
    for (std::size_t i = 0; i < ofDrawn.size(); ++i) {
        const auto layer = torch::l1_loss(wide(ofDrawn[i]), wide(ofTruth[i].detach()));
        sum = sum.defined() ? sum + layer : layer;
    }
    return sum.defined() ? sum / static_cast<double>(ofDrawn.size()) : torch::zeros({});
}

torch::Tensor styleLoss(const torch::Tensor& answers, const torch::Tensor& rows) {
    return torch::nn::functional::cross_entropy(answers, rows);
}

} // namespace typemould
