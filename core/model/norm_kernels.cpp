#include "core/model/norm_kernels.h"

#include "core/base/processor_clones.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

namespace typemould {

namespace {

constexpr std::int64_t chunk = 1024; // numbers that are worked on at once, in the first cache
constexpr int lanes = 16;

TYPEMOULD_CLONES float sumOf(const float* x, std::int64_t count) {
    float lane[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (int j = 0; j < lanes; ++j) {
            lane[j] += x[i + j];
        }
    }
    for (int j = 0; i < count; ++i, ++j) {
        lane[j] += x[i];
    }
    float sum = 0;
    for (const float part : lane) {
        sum += part;
    }
    return sum;
}

TYPEMOULD_CLONES float squaresAbout(const float* x, float mean, std::int64_t count) {
    float lane[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (int j = 0; j < lanes; ++j) {
            const float apart = x[i + j] - mean;
            lane[j] += apart * apart;
        }
    }
    for (int j = 0; i < count; ++i, ++j) {
        const float apart = x[i] - mean;
        lane[j] += apart * apart;
    }
    float sum = 0;
    for (const float part : lane) {
        sum += part;
    }
    return sum;
}

TYPEMOULD_CLONES float sumOfProducts(const float* x, const float* y, std::int64_t count) {
    float lane[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (int j = 0; j < lanes; ++j) {
            lane[j] += x[i + j] * y[i + j];
        }
    }
    for (int j = 0; i < count; ++i, ++j) {
        lane[j] += x[i] * y[i];
    }
    float sum = 0;
    for (const float part : lane) {
        sum += part;
    }
    return sum;
}

TYPEMOULD_CLONES void scaled(const float* x, float factor, float term, float* y, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        y[i] = x[i] * factor + term;
    }
}

/// y = sigmoid(x), by exp(-|x|) = 2^n * e^r with r within half of ln 2, and e^r by its series to r^6: 2e-7
/// relative.
TYPEMOULD_CLONES void sigmoids(const float* x, float* y, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        const float size = -std::fabs(x[i]);
        const float bounded = size < -87.0F ? -87.0F : size;
        const float magic = 12582912.0F; // 1.5 * 2^23: adding it rounds to a whole number
        const float moved = bounded * 1.44269504F + magic;
        const float whole = moved - magic;
        const float r = (bounded - whole * 0.693359375F) + whole * 2.12194440e-4F;
        float series = 1.0F / 720;
        series = series * r + 1.0F / 120;
        series = series * r + 1.0F / 24;
        series = series * r + 1.0F / 6;
        series = series * r + 0.5F;
        series = series * r + 1.0F;
        series = series * r + 1.0F;
        const auto power = (std::bit_cast<std::uint32_t>(moved) - std::bit_cast<std::uint32_t>(magic) + 127U)
                           << 23U;
        const float e = series * std::bit_cast<float>(power);
        const float upper = 1.0F / (1.0F + e);
        const float either = x[i] >= 0 ? upper : e * upper;
        y[i] = x[i] != x[i] ? x[i] : either;
    }
}

TYPEMOULD_CLONES void multiplied(float* x, const float* y, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        x[i] *= y[i];
    }
}

/// The gradient through z * sigmoid(z), in place.
TYPEMOULD_CLONES void throughSilu(float* gradient, const float* z, const float* sigmoid, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        gradient[i] *= sigmoid[i] * (1.0F + z[i] * (1.0F - sigmoid[i]));
    }
}

TYPEMOULD_CLONES void combined(float* gradient, const float* x, float a, float b, float c,
                               std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        gradient[i] = gradient[i] * a + (x[i] * b + c);
    }
}

/// A piece of a row as float32: itself, or copied.
const float* pieceOf(const float* row, float*, std::int64_t) { return row; }
const float* pieceOf(const Bfloat* row, float* room, std::int64_t count) {
    widen(row, room, count);
    return room;
}
void copyPiece(const float* row, float* piece, std::int64_t count) { std::copy_n(row, count, piece); }
void copyPiece(const Bfloat* row, float* piece, std::int64_t count) { widen(row, piece, count); }
void put(const float* piece, float* row, std::int64_t count) { std::copy_n(piece, count, row); }
void put(const float* piece, Bfloat* row, std::int64_t count) { narrow(piece, row, count); }

/// Calls `work` with the beginning and length of each piece of `count` numbers.
template <class Work>
void inPieces(std::int64_t count, Work work) {
    for (std::int64_t begin = 0; begin < count; begin += chunk) {
        work(begin, std::min(chunk, count - begin));
    }
}

template <class T>
float factorOf(const NormSlab<T>& slab, const SlabStatistics& statistics, std::int64_t channel) {
    return statistics.inverse * (slab.scale != nullptr ? slab.scale[channel] : 1.0F);
}
template <class T>
float termOf(const NormSlab<T>& slab, const SlabStatistics& statistics, std::int64_t channel) {
    return (slab.shift != nullptr ? slab.shift[channel] : 0.0F) -
           statistics.mean * factorOf(slab, statistics, channel);
}

} // namespace

template <class T>
SlabStatistics normalise(const NormSlab<T>& slab, float epsilon, T* output) {
    float room[chunk], out[chunk], sigmoid[chunk];
    const std::int64_t all = slab.channels * slab.places;
    double sum = 0, squares = 0;
    inPieces(all, [&](std::int64_t begin, std::int64_t count) {
        sum += static_cast<double>(sumOf(pieceOf(slab.input + begin, room, count), count));
    });
    SlabStatistics statistics;
    statistics.mean = static_cast<float>(sum / static_cast<double>(all));
    inPieces(all, [&](std::int64_t begin, std::int64_t count) {
        squares += static_cast<double>(
            squaresAbout(pieceOf(slab.input + begin, room, count), statistics.mean, count));
    });
    statistics.inverse = static_cast<float>(1.0 / std::sqrt(squares / static_cast<double>(all) + epsilon));
    for (std::int64_t channel = 0; channel < slab.channels; ++channel) {
        const float factor = factorOf(slab, statistics, channel), term = termOf(slab, statistics, channel);
        inPieces(slab.places, [&](std::int64_t begin, std::int64_t count) {
            const std::int64_t at = channel * slab.places + begin;
            scaled(pieceOf(slab.input + at, room, count), factor, term, out, count);
            if (slab.activation == Activation::Silu) {
                sigmoids(out, sigmoid, count);
                multiplied(out, sigmoid, count);
            }
            put(out, output + at, count);
        });
    }
    return statistics;
}

template <class T>
void normaliseBack(const NormSlab<T>& slab, const SlabStatistics& statistics, const T* gradient, T* ofInput,
                   float* ofScale, float* ofShift) {
    float room[chunk], z[chunk], sigmoid[chunk];
    // The gradient of what was normalised, before scale and shift, of the whole slab.
    static thread_local std::vector<float> slabRoom;
    slabRoom.resize(static_cast<std::size_t>(slab.channels * slab.places));
    float* passed = slabRoom.data();
    // Over the slab: of the gradient times scale, and of that times what was normalised.
    double sum = 0, product = 0;
    for (std::int64_t channel = 0; channel < slab.channels; ++channel) {
        const float factor = factorOf(slab, statistics, channel), term = termOf(slab, statistics, channel);
        double gradients = 0, withInput = 0;
        inPieces(slab.places, [&](std::int64_t begin, std::int64_t count) {
            const std::int64_t at = channel * slab.places + begin;
            const float* input = pieceOf(slab.input + at, room, count);
            copyPiece(gradient + at, passed + at, count);
            if (slab.activation == Activation::Silu) {
                scaled(input, factor, term, z, count);
                sigmoids(z, sigmoid, count);
                throughSilu(passed + at, z, sigmoid, count);
            }
            scaled(input, 1.0F, -statistics.mean, z, count);
            gradients += static_cast<double>(sumOf(passed + at, count));
            withInput += static_cast<double>(sumOfProducts(passed + at, z, count));
        });
        const double withNormed = withInput * static_cast<double>(statistics.inverse);
        const double scale = slab.scale != nullptr ? static_cast<double>(slab.scale[channel]) : 1.0;
        sum += scale * gradients;
        product += scale * withNormed;
        if (ofScale != nullptr) {
            ofScale[channel] = static_cast<float>(withNormed);
        }
        if (ofShift != nullptr) {
            ofShift[channel] = static_cast<float>(gradients);
        }
    }
    const double count = static_cast<double>(slab.channels * slab.places);
    const double inverse = static_cast<double>(statistics.inverse);
    const double ofX = -inverse * inverse * product / count;
    const auto b = static_cast<float>(ofX);
    const auto c = static_cast<float>(-inverse * sum / count - ofX * static_cast<double>(statistics.mean));
    for (std::int64_t channel = 0; channel < slab.channels; ++channel) {
        const float factor = factorOf(slab, statistics, channel);
        inPieces(slab.places, [&](std::int64_t begin, std::int64_t length) {
            const std::int64_t at = channel * slab.places + begin;
            combined(passed + at, pieceOf(slab.input + at, room, length), factor, b, c, length);
            put(passed + at, ofInput + at, length);
        });
    }
}

template SlabStatistics normalise(const NormSlab<float>&, float, float*);
template SlabStatistics normalise(const NormSlab<Bfloat>&, float, Bfloat*);
template void normaliseBack(const NormSlab<float>&, const SlabStatistics&, const float*, float*, float*,
                            float*);
template void normaliseBack(const NormSlab<Bfloat>&, const SlabStatistics&, const Bfloat*, Bfloat*, float*,
                            float*);

} // namespace typemould
