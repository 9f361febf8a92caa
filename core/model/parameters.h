// Every parameter and buffer of a network, told from its config alone. No Torch: the inspector, the name maps
// of foreign weights and the freezing plan build on it. Names are those of the modules' named_parameters(),
// alike in all families ("encoder_1" outermost, "decoder_1" outermost):
//   encoder_K.  entry.{weight,bias}  norm.*  residual.*  attention.*  transformer.*
//   bottleneck. {norm1,norm2,conv1,conv2}.* (house)  style.* (house, joined)  attention.*  transformer.*
//   film.* decoder_K.  up.{weight,bias}  norm.*  refine.{conv,norm,residual}.*  residual.*  film.*
//               skip.* (house, 1x1)  gate.{skip,up,psi}.*  weaken.{conv,norm}.*
//   output.     {norm,conv}.* (house)
//   embedding.weight (styles, style-dim)
// where   residual = {conv1,conv2}.weight[,bias], {norm1,norm2}.*[, skip.weight]
//         attention = gamma (1), {query,key,value}.{weight (.., c, 1, 1),bias}
//         transformer = qkv (3c, c), out (c, c), widen (4c, c), narrow (c, 4c): .{weight,bias};
//         {norm1,norm2}.* film = weight (2c, style-dim), bias; gamma first norm = weight, bias[,
//         running_mean, running_var, num_batches_tracked]; nothing for instance
// Discriminators: body.N.{weight,bias} or .{weight_orig,bias,weight_u,weight_v} with N as in zi2zi-pytorch's
// model.N (norms too), real.*, style.*; the house one's last convolution is body.8.
#pragma once

#include "core/model/discriminator_config.h"
#include "core/model/generator_config.h"

#include <cstdint>

namespace typemould {

enum class ParameterKind {
    Down,
    Up,
    Refine,
    Residual,
    Skip,
    Attention,
    Transformer,
    Film, ///< what the style moves: FiLM, and the house convolution that joins a style
    Norm,
    Embedding,
    Output,
    RealHead,
    StyleHead,
};
/// "down", "up", "refine", "residual", "skip", "attention", "transformer", "film", "norm", "embedding",
/// "output", "real_head", "style_head".
const char* parameterKindName(ParameterKind kind);
/// The names of all kinds, in the enumeration's order.
const std::vector<std::string>& parameterKindNames();
/// The blocks without a number that a network of some family has: "bottleneck", "output", "embedding" of
/// generators, "body", "real", "style" of discriminators.
const std::vector<std::string>& unnumberedBlocks();

/// What stands in front of a discriminator's names where those of both networks stand together: in a freezing
/// plan, in a checkpoint, and in the settings' text of options.
inline const std::string discriminatorPrefix = "discriminator.";

struct ParameterInfo {
    std::string name;                ///< "encoder_3.entry.weight"
    std::vector<std::int64_t> shape; ///< empty for a single number
    std::string
        block; ///< "encoder.3", "bottleneck", "decoder.3", "output", "embedding"; "body", "real", "style"
    ParameterKind kind = ParameterKind::Down;
    bool buffer = false; ///< not trained: a norm's statistics, spectral norm's vectors
    std::int64_t count() const;
    bool operator==(const ParameterInfo&) const = default;
};
/// In the order of the data's way through the network, the embedding last; the config must pass
/// checkConfig().
std::vector<ParameterInfo> parametersOf(const GeneratorConfig& config);
std::vector<ParameterInfo> parametersOf(const DiscriminatorConfig& config);

/// A part of the generator that can be frozen by itself.
struct BlockInfo {
    std::string name; ///< "encoder.1" .. "encoder.<depth>", "bottleneck", "decoder.<n>" .. "decoder.1",
                      ///< "output", "embedding"
    long long parameters = 0; ///< numbers in it that can be trained
};
/// The blocks that have parameters, in the order of the data's way through the network.
std::vector<BlockInfo> blocksOf(const GeneratorConfig& config);

} // namespace typemould
