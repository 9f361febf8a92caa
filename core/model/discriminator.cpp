#include "core/model/discriminator.h"

namespace typemould {

namespace {
namespace nn = torch::nn;

nn::Conv2d convolution(int in, int out, int stride) {
    nn::Conv2d conv(nn::Conv2dOptions(in, out, stride == 2 ? 4 : 3).stride(stride).padding(1));
    torch::NoGradGuard guard;
    conv->weight.normal_(0.0, 0.02);
    conv->bias.zero_();
    return conv;
}
} // namespace

DiscriminatorImpl::DiscriminatorImpl(int patch, int width) : m_patch(patch) {
    const auto leaky = [] { return nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2)); };
    nn::Sequential body;
    body->push_back(convolution(2 * patch * patch, width, 1));
    body->push_back(leaky());
    body->push_back(convolution(width, 2 * width, 2));
    body->push_back(nn::InstanceNorm2d(nn::InstanceNorm2dOptions(2 * width)));
    body->push_back(leaky());
    body->push_back(convolution(2 * width, 4 * width, 2));
    body->push_back(nn::InstanceNorm2d(nn::InstanceNorm2dOptions(4 * width)));
    body->push_back(leaky());
    body->push_back(convolution(4 * width, 1, 1));
    m_body = register_module("body", body);
}

torch::Tensor DiscriminatorImpl::forward(const torch::Tensor& source, const torch::Tensor& image) {
    auto pair = torch::cat({source, image}, 1);
    return m_body->forward(m_patch == 1 ? pair : torch::pixel_unshuffle(pair, m_patch));
}

} // namespace typemould
