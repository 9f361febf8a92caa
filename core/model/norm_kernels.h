// The arithmetic of a group norm and the activation after it on plain rows of memory, one way there and one
// back: what LibTorch does in five passes over float32 is one over bfloat16 or float32 here. Statistics and
// sums are float32 in sixteen lanes whatever the processor and the number of threads. No Torch; any thread,
// one slab each.
#pragma once

#include "core/model/bfloat.h"

#include <cstdint>

namespace typemould {

/// What follows the norm.
enum class Activation {
    None,
    Silu, ///< x * sigmoid(x)
};

/// A slab: the channels of one group of one picture, which lie one after the other.
template <class T>
struct NormSlab {
    const T* input = nullptr;     ///< (channels, places)
    const float* scale = nullptr; ///< of each channel; null: 1
    const float* shift = nullptr; ///< of each channel; null: 0
    std::int64_t channels = 0;
    std::int64_t places = 0;
    Activation activation = Activation::None;
};
struct SlabStatistics {
    float mean = 0;
    float inverse = 0; ///< 1 / standard deviation
};

/// Normalises a slab into `output` and returns what it was normalised by.
template <class T>
SlabStatistics normalise(const NormSlab<T>& slab, float epsilon, T* output);
/// The way back: from the gradient of the output to that of the input, and of scale and shift, one number a
/// channel each, which may be null.
template <class T>
void normaliseBack(const NormSlab<T>& slab, const SlabStatistics& statistics, const T* gradient, T* ofInput,
                   float* ofScale, float* ofShift);

} // namespace typemould
