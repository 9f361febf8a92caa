#include "core/losses/perceptual_features.h"

#include "core/model/convolution.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <sstream>

namespace typemould {

namespace {

/// One convolution of VGG16: its number in "features.<index>", its channels, and the layer behind it.
struct VggLayer {
    int index, in, out;
    const char* relu;
};
constexpr std::array<VggLayer, 13> vggLayers{{{0, 3, 64, "relu1_1"},
                                              {2, 64, 64, "relu1_2"},
                                              {5, 64, 128, "relu2_1"},
                                              {7, 128, 128, "relu2_2"},
                                              {10, 128, 256, "relu3_1"},
                                              {12, 256, 256, "relu3_2"},
                                              {14, 256, 256, "relu3_3"},
                                              {17, 256, 512, "relu4_1"},
                                              {19, 512, 512, "relu4_2"},
                                              {21, 512, 512, "relu4_3"},
                                              {24, 512, 512, "relu5_1"},
                                              {26, 512, 512, "relu5_2"},
                                              {28, 512, 512, "relu5_3"}}};

constexpr int directions = 6;
constexpr int scales = 3;

void checkLayers(const WeighedLayers& layers, const std::vector<std::string>& known) {
    std::string names;
    for (const auto& name : known) {
        names += (names.empty() ? "" : ", ") + name;
    }
    for (const auto& [layer, weight] : layers) {
        if (std::find(known.begin(), known.end(), layer) == known.end()) {
            throw Failure(ErrorCode::InvalidArgument, "There is no perceptual layer '" + layer + "'.",
                          "The layers are: " + names + ".");
        }
    }
}

/// Even and odd Gabor filters in six directions, (6, 1, 7, 7) each: wavelength 4 px, sigma 1.7 px, the even
/// ones without a mean, all of norm 1.
std::pair<torch::Tensor, torch::Tensor> gaborFilters() {
    constexpr int side = 7;
    constexpr double sigma = 1.7, wavelength = 4;
    const auto axis = torch::arange(side, torch::kFloat) - (side / 2);
    const auto y = axis.view({side, 1}).expand({side, side}), x = axis.view({1, side}).expand({side, side});
    const auto window = torch::exp(-0.5 * (x.square() + y.square()) / (sigma * sigma));
    std::vector<torch::Tensor> real, imaginary;
    for (int i = 0; i < directions; ++i) {
        const double angle = std::numbers::pi * i / directions;
        const auto phase = (x * std::cos(angle) + y * std::sin(angle)) * (2 * std::numbers::pi / wavelength);
        auto even = window * torch::cos(phase);
        even = even - window * (even.sum() / window.sum());
        const auto odd = window * torch::sin(phase);
        real.push_back((even / even.norm()).unsqueeze(0));
        imaginary.push_back((odd / odd.norm()).unsqueeze(0));
    }
    return {torch::stack(real), torch::stack(imaginary)};
}

} // namespace

Result<WeighedLayers> parseWeighedLayers(const std::string& text) {
    WeighedLayers layers;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        double weight = 1;
        if (equals != std::string::npos) {
            const char* end = word.data() + word.size();
            const auto [stop, code] = std::from_chars(word.data() + equals + 1, end, weight);
            if (code != std::errc() || stop != end || !(weight > 0) || !std::isfinite(weight)) {
                return Error{ErrorCode::InvalidArgument, "'" + word + "' is no layer with a weight above 0.",
                             "Write layers with their weights like this: relu1_2 relu2_2=0.5"};
            }
        }
        layers.emplace_back(word.substr(0, equals), weight);
    }
    return layers;
}

PerceptualFeatures PerceptualFeatures::vgg16(const std::map<std::string, torch::Tensor>& tensors,
                                             WeighedLayers layers, const std::string& file) {
    PerceptualFeatures features;
    features.m_layers = layers.empty() ? WeighedLayers{{"relu1_2", 1}, {"relu2_2", 1}} : std::move(layers);
    std::vector<std::string> known;
    for (const auto& layer : vggLayers) {
        known.emplace_back(layer.relu);
    }
    checkLayers(features.m_layers, known);
    const auto tensor = [&](const std::string& name, const std::vector<std::int64_t>& shape) {
        const auto found = tensors.find(name);
        if (found == tensors.end() || found->second.sizes() != at::IntArrayRef(shape)) {
            throw Failure(ErrorCode::BadFormat,
                          file + (found == tensors.end() ? " has no tensor " : " has another shape for ") +
                              name + ", so it does not hold the weights of VGG16.",
                          "Choose the file vgg16-397923af.pth of torchvision, or leave the field empty.");
        }
        return found->second.to(torch::kFloat).contiguous();
    };
    const auto deepest = std::find_if(vggLayers.rbegin(), vggLayers.rend(), [&](const VggLayer& layer) {
        return features.weightOf(layer.relu) > 0;
    });
    char block = '1';
    for (auto layer = vggLayers.begin(); layer != deepest.base(); ++layer) {
        const auto name = "features." + std::to_string(layer->index);
        features.m_convolutions.push_back({layer->relu,
                                           tensor(name + ".weight", {layer->out, layer->in, 3, 3}),
                                           tensor(name + ".bias", {layer->out}), layer->relu[4] != block});
        block = layer->relu[4];
    }
    return features;
}

PerceptualFeatures PerceptualFeatures::scattering(WeighedLayers layers) {
    PerceptualFeatures features;
    features.m_layers = layers.empty() ? WeighedLayers{{"order1", 1}, {"order2", 1}} : std::move(layers);
    checkLayers(features.m_layers, {"order1", "order2"});
    std::tie(features.m_real, features.m_imaginary) = gaborFilters();
    return features;
}

void PerceptualFeatures::to(const torch::Device& device) {
    for (auto& convolution : m_convolutions) {
        convolution.weight = convolution.weight.to(device);
        convolution.bias = convolution.bias.to(device);
    }
    if (m_real.defined()) {
        m_real = m_real.to(device);
        m_imaginary = m_imaginary.to(device);
    }
}

double PerceptualFeatures::weightOf(const std::string& layer) const {
    double weight = 0;
    for (const auto& [name, share] : m_layers) {
        weight += name == layer ? share : 0;
    }
    return weight;
}

torch::Tensor PerceptualFeatures::loss(const torch::Tensor& drawn, const torch::Tensor& truth) const {
    const auto ofDrawn = maps(drawn);
    Maps ofTruth;
    {
        const torch::NoGradGuard guard;
        ofTruth = maps(truth);
    }
    auto sum = torch::zeros({}, drawn.options());
    for (std::size_t i = 0; i < ofDrawn.size(); ++i) {
        sum = sum + ofDrawn[i].second * torch::l1_loss(ofDrawn[i].first, ofTruth[i].first);
    }
    return sum;
}

PerceptualFeatures::Maps PerceptualFeatures::maps(const torch::Tensor& image) const {
    return m_convolutions.empty() ? scatteringMaps(image) : vggMaps(image);
}

PerceptualFeatures::Maps PerceptualFeatures::vggMaps(const torch::Tensor& image) const {
    // The mean and the deviation of ImageNet's colours, by which torchvision's networks were trained.
    const auto mean = torch::tensor({0.485, 0.456, 0.406}, image.options()).view({1, 3, 1, 1});
    const auto deviation = torch::tensor({0.229, 0.224, 0.225}, image.options()).view({1, 3, 1, 1});
    auto x = (0.5 * (image + 1) - mean) / deviation;
    Maps maps;
    for (const auto& convolution : m_convolutions) {
        x = convolution.poolBefore ? torch::max_pool2d(x, 2) : x;
        x = torch::relu(convolve(x, convolution.weight, convolution.bias, 1, 1)).to(image.scalar_type());
        if (const double weight = weightOf(convolution.relu); weight > 0) {
            maps.emplace_back(x, weight);
        }
    }
    return maps;
}

PerceptualFeatures::Maps PerceptualFeatures::scatteringMaps(const torch::Tensor& image) const {
    const auto moduli = [&](const torch::Tensor& maps) { // (n, c, h, w) to (n, 6 c, h, w)
        const auto single = maps.reshape({-1, 1, maps.size(2), maps.size(3)});
        const auto real = convolve(single, m_real, {}, 1, 3).to(image.scalar_type()),
                   imaginary = convolve(single, m_imaginary, {}, 1, 3).to(image.scalar_type());
        return torch::sqrt(real.square() + imaginary.square() + 1e-6)
            .view({maps.size(0), maps.size(1) * directions, maps.size(2), maps.size(3)});
    };
    const double first = weightOf("order1") / scales, second = weightOf("order2") / (scales - 1);
    Maps maps;
    auto x = 0.5 * (1 - image); // ink is 1, so that the zeros around the picture are paper
    for (int scale = 0; scale < scales; ++scale) {
        x = scale == 0 ? x : torch::avg_pool2d(x, 2);
        const auto order1 = moduli(x);
        if (first > 0) {
            maps.emplace_back(order1, first);
        }
        if (second > 0 && scale + 1 < scales) {
            maps.emplace_back(moduli(torch::avg_pool2d(order1, 2)), second);
        }
    }
    return maps;
}

} // namespace typemould
