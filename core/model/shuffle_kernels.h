// Rows of several maps woven into one row and taken apart again: the inner loop of a pixel shuffle. No Torch;
// any thread.
#pragma once

#include <cstdint>

namespace typemould {

/// out[i * factor + d] = in[d][i] for `count` places. The rows of `in` lie `apart` numbers from each other.
template <class T>
void weave(const T* in, std::int64_t apart, int factor, T* out, std::int64_t count);
/// The way back: out[d][i] = in[i * factor + d].
template <class T>
void unweave(const T* in, int factor, T* out, std::int64_t apart, std::int64_t count);

} // namespace typemould
