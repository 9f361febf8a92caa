#include "core/model/bfloat.h"

#include "core/base/processor_clones.h"

#include <bit>

namespace typemould {

namespace {

TYPEMOULD_CLONES void widened(const std::uint16_t* __restrict in, float* __restrict out, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        out[i] = std::bit_cast<float>(static_cast<std::uint32_t>(in[i]) << 16U);
    }
}

TYPEMOULD_CLONES void narrowed(const float* __restrict in, std::uint16_t* __restrict out,
                               std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(in[i]);
        const std::uint32_t rounded = (bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U;
        out[i] = static_cast<std::uint16_t>((bits & 0x7FFFFFFFU) > 0x7F800000U ? 0x7FC0U : rounded);
    }
}

} // namespace

void widen(const Bfloat* in, float* out, std::int64_t count) { widened(&in->bits, out, count); }

void narrow(const float* in, Bfloat* out, std::int64_t count) { narrowed(in, &out->bits, count); }

} // namespace typemould
