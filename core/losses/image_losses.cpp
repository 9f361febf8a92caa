#include "core/losses/image_losses.h"

namespace typemould {

namespace {

namespace F = torch::nn::functional;

torch::Tensor grey(const torch::Tensor& image) { return 0.5 * (image + 1); }

/// The Gaussian window of SSIM along one axis, (11), sum 1.
torch::Tensor gaussianWindow(const torch::Tensor& like) {
    constexpr int side = 11;
    constexpr double sigma = 1.5;
    const auto distance = torch::arange(side, like.options()) - (side / 2);
    const auto window = torch::exp(-0.5 * distance.square() / (sigma * sigma));
    return window / window.sum();
}

} // namespace

torch::Tensor greyL1(const torch::Tensor& drawn, const torch::Tensor& truth) {
    return 0.5 * torch::l1_loss(drawn, truth);
}

torch::Tensor edgeLoss(const torch::Tensor& drawn, const torch::Tensor& truth) {
    const auto across =
        torch::tensor({-1., 0., 1., -2., 0., 2., -1., 0., 1.}, drawn.options()).view({1, 1, 3, 3}) / 4;
    const auto kernels = torch::cat({across, across.transpose(2, 3)});
    // Linear, so that the derivative of the difference is the difference of the derivatives.
    const auto difference =
        F::pad(0.5 * (drawn - truth), F::PadFuncOptions({1, 1, 1, 1}).mode(torch::kReplicate));
    return torch::conv2d(difference, kernels).abs().mean();
}

torch::Tensor ssimLoss(const torch::Tensor& drawn, const torch::Tensor& truth) {
    const auto window = gaussianWindow(drawn);
    const auto blurred = [&](const torch::Tensor& image) {
        return torch::conv2d(torch::conv2d(image, window.view({1, 1, 1, -1})), window.view({1, 1, -1, 1}));
    };
    constexpr double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03; // (K1 L)^2 and (K2 L)^2 with L = 1
    const auto x = grey(drawn), y = grey(truth);
    const auto meanX = blurred(x), meanY = blurred(y);
    const auto product = meanX * meanY, squares = meanX.square() + meanY.square();
    const auto covariance = blurred(x * y) - product;
    const auto variances = blurred(x.square() + y.square()) - squares;
    const auto similarity = (2 * product + c1) * (2 * covariance + c2) / ((squares + c1) * (variances + c2));
    return 1 - similarity.mean();
}

torch::Tensor totalVariation(const torch::Tensor& drawn) {
    const auto across = drawn.slice(3, 1) - drawn.slice(3, 0, -1);
    const auto down = drawn.slice(2, 1) - drawn.slice(2, 0, -1);
    return 0.5 * (across.abs().mean() + down.abs().mean());
}

} // namespace typemould
