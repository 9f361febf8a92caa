#include "core/training/upsampling_switch.h"

#include "core/weights/tensor_bytes.h"

namespace typemould {

namespace {

/// The numbers of an up kernel pair by pair: (in, out, numbers of one pair).
torch::Tensor byPair(const torch::Tensor& kernel, UpsampleMode mode) {
    switch (mode) {
    case UpsampleMode::Transposed:
        return kernel.flatten(2);
    case UpsampleMode::PixelShuffle: { // channel 4 out + phase
        const auto side = kernel.size(2);
        return kernel.reshape({kernel.size(0) / 4, 4, kernel.size(1), side * side})
            .permute({2, 0, 1, 3})
            .flatten(2);
    }
    case UpsampleMode::ResizeConv:
        return kernel.transpose(0, 1).flatten(2);
    }
    return kernel;
}

/// The way back of byPair().
torch::Tensor fromPairs(const torch::Tensor& pairs, const Upsampling& upsampling) {
    const auto in = pairs.size(0), out = pairs.size(1);
    switch (upsampling.mode) {
    case UpsampleMode::Transposed:
        return pairs.reshape({in, out, 4, 4}).contiguous();
    case UpsampleMode::PixelShuffle: {
        const auto side = upsampling.shuffleKernel;
        return pairs.reshape({in, out, 4, side * side})
            .permute({1, 2, 0, 3})
            .reshape({4 * out, in, side, side})
            .contiguous();
    }
    case UpsampleMode::ResizeConv:
        return pairs.reshape({in, out, 3, 3}).transpose(0, 1).contiguous();
    }
    return pairs;
}

int numbersOfAPair(const Upsampling& upsampling) {
    return upsampling.mode == UpsampleMode::Transposed ? 16
           : upsampling.mode == UpsampleMode::PixelShuffle
               ? 4 * upsampling.shuffleKernel * upsampling.shuffleKernel
               : 9;
}

/// The map between the kernels of one pair of channels as a matrix (numbers to, numbers from).
torch::Tensor kernelMap(const Upsampling& from, const Upsampling& to) {
    const int numbers = numbersOfAPair(from);
    std::vector<torch::Tensor> columns;
    for (int i = 0; i < numbers; ++i) {
        auto unit = torch::zeros({1, 1, numbers});
        unit[0][0][i] = 1;
        const auto kernel = fromPairs(unit, from);
        columns.push_back(byPair(convertedUpsampling({kernel, {}}, from, to).weight, to.mode).flatten());
    }
    return torch::stack(columns, 1);
}

/// Second moments are variances: those of a linear map of independent numbers are its squares times theirs. A
/// tap that had none would make its first steps without measure, so it gets the mean of its kernel.
torch::Tensor switchedSquares(const torch::Tensor& squares, const Upsampling& from, const Upsampling& to) {
    const auto map = kernelMap(from, to).square();
    const auto pairs = torch::matmul(byPair(squares, from.mode), map.t());
    const auto mean = pairs.mean(-1, true).expand_as(pairs);
    return fromPairs(torch::where(pairs > 0, pairs, mean), to);
}

std::string upName(int level) { return "decoder_" + std::to_string(level) + ".up."; }

bool changes(const GeneratorConfig& from, const GeneratorConfig& to, int level) {
    const auto index = static_cast<std::size_t>(level) - 1;
    return !(upsamplingOf(from.levels[index]) == upsamplingOf(to.levels[index]));
}

} // namespace

std::vector<LevelResidual> switchResiduals(const Generator& generator, const UpsamplingSwitch& change) {
    auto wanted = generator->config();
    setUpsampling(wanted, change.to, change.level);
    const auto shares = upsamplingResiduals(generator, wanted);
    std::vector<LevelResidual> residuals;
    for (int k = 1; k <= upLevels(wanted); ++k) {
        if (changes(generator->config(), wanted, k)) {
            residuals.push_back({k, shares.at(static_cast<std::size_t>(k) - 1)});
        }
    }
    return residuals;
}

Generator withUpsampling(const Generator& generator, const UpsamplingSwitch& change) {
    auto config = generator->config();
    setUpsampling(config, change.to, change.level);
    Generator next(config);
    Generator fresh = nullptr;
    if (change.how == SwitchHow::Fresh) {
        fresh = Generator(config);
        fresh->to(generator->parameters().front().device());
    }
    next->to(generator->parameters().front().device());
    copyWeights(generator, next);
    if (change.how == SwitchHow::Fresh) {
        copyChangedKernels(generator->config(), fresh, next);
    }
    return next;
}

void copyChangedKernels(const GeneratorConfig& before, const Generator& from, const Generator& to) {
    const torch::NoGradGuard guard;
    const auto source = from->named_parameters();
    for (auto& item : to->named_parameters()) {
        for (int k = 1; k <= upLevels(from->config()); ++k) {
            if (item.key().rfind(upName(k), 0) == 0 && changes(before, from->config(), k)) {
                item.value().copy_(source[item.key()]);
            }
        }
    }
}

StoredTensors switchedMoments(const StoredTensors& moments, const GeneratorConfig& from,
                              const GeneratorConfig& to, SwitchHow how) {
    StoredTensors switched = moments;
    for (int k = 1; k <= upLevels(to); ++k) {
        if (!changes(from, to, k)) {
            continue;
        }
        const auto before = upsamplingOf(from.levels[static_cast<std::size_t>(k) - 1]);
        const auto after = upsamplingOf(to.levels[static_cast<std::size_t>(k) - 1]);
        std::erase_if(switched, [&](const auto& item) { return item.first.rfind(upName(k), 0) == 0; });
        const auto weight = upName(k) + "weight", bias = upName(k) + "bias";
        if (how == SwitchHow::Fresh || moments.count(weight + ".first") == 0) {
            continue;
        }
        for (const char* moment : {".first", ".second"}) {
            UpsampleKernel kernel{fromStored(moments.at(weight + moment)), {}};
            if (const auto found = moments.find(bias + moment); found != moments.end()) {
                kernel.bias = fromStored(found->second);
            }
            auto converted = convertedUpsampling(kernel, before, after);
            if (std::string(moment) == ".second") {
                converted.weight = switchedSquares(kernel.weight, before, after);
            }
            switched[weight + moment] = toStored(converted.weight);
            if (converted.bias.defined()) {
                switched[bias + moment] = toStored(converted.bias);
            }
        }
        for (const auto& name : {weight, bias}) {
            if (const auto steps = moments.find(name + ".steps"); steps != moments.end()) {
                switched[name + ".steps"] = steps->second;
            }
        }
    }
    return switched;
}

} // namespace typemould
