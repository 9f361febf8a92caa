// bfloat16, the upper half of a float32: rows of numbers there and back (no Torch), at the speed of the
// memory. Any thread.
#pragma once

#include <cstdint>

namespace typemould {

struct Bfloat {
    std::uint16_t bits;
};

/// Exactly.
void widen(const Bfloat* in, float* out, std::int64_t count);
/// To the nearest, halves to even; what is no number stays none.
void narrow(const float* in, Bfloat* out, std::int64_t count);

} // namespace typemould
