#include "core/weights/half.h"

#include "core/weights/little_endian.h"

#include <bit>

namespace typemould {

namespace {

/// The bits of a float32 of the same value as an IEEE 754 binary16.
std::uint32_t fromF16(std::uint16_t half) {
    const std::uint32_t sign = (half & 0x8000u) << 16;
    const std::uint32_t exponent = half >> 10 & 0x1Fu;
    const std::uint32_t fraction = half & 0x3FFu;
    if (exponent == 0x1F) { // infinity, or not a number
        return sign | 0x7F800000u | fraction << 13;
    }
    if (exponent == 0) { // zero, or fraction * 2^-24
        return sign | std::bit_cast<std::uint32_t>(static_cast<float>(fraction) * 0x1p-24F);
    }
    return sign | (exponent + 112) << 23 | fraction << 13;
}

} // namespace

StoredTensor widened(StoredTensor tensor) {
    const bool brain = tensor.dtype == "BF16";
    if (!brain && tensor.dtype != "F16") {
        return tensor;
    }
    StoredTensor wide{"F32", tensor.shape, {}};
    wide.data.reserve(tensor.data.size() * 2);
    for (std::size_t i = 0; i + 1 < tensor.data.size(); i += 2) {
        const auto half = littleEndian<std::uint16_t>(tensor.data, i);
        const std::uint32_t bits = brain ? static_cast<std::uint32_t>(half) << 16 : fromF16(half);
        for (int shift = 0; shift < 32; shift += 8) {
            wide.data.push_back(static_cast<std::uint8_t>(bits >> shift));
        }
    }
    return wide;
}

} // namespace typemould
