#include "core/model/shuffle_kernels.h"

#include "core/base/processor_clones.h"

namespace typemould {

namespace {

TYPEMOULD_CLONES void weaveTwo(const std::uint16_t* __restrict a, const std::uint16_t* __restrict b,
                               std::uint16_t* __restrict out, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        out[2 * i] = a[i];
        out[2 * i + 1] = b[i];
    }
}

TYPEMOULD_CLONES void weaveTwo(const std::uint32_t* __restrict a, const std::uint32_t* __restrict b,
                               std::uint32_t* __restrict out, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        out[2 * i] = a[i];
        out[2 * i + 1] = b[i];
    }
}

TYPEMOULD_CLONES void unweaveTwo(const std::uint16_t* __restrict in, std::uint16_t* __restrict a,
                                 std::uint16_t* __restrict b, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        a[i] = in[2 * i];
        b[i] = in[2 * i + 1];
    }
}

TYPEMOULD_CLONES void unweaveTwo(const std::uint32_t* __restrict in, std::uint32_t* __restrict a,
                                 std::uint32_t* __restrict b, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        a[i] = in[2 * i];
        b[i] = in[2 * i + 1];
    }
}

} // namespace

template <class T>
void weave(const T* in, std::int64_t apart, int factor, T* out, std::int64_t count) {
    if (factor == 2) {
        weaveTwo(in, in + apart, out, count);
        return;
    }
    for (int d = 0; d < factor; ++d) {
        for (std::int64_t i = 0; i < count; ++i) {
            out[i * factor + d] = in[d * apart + i];
        }
    }
}

template <class T>
void unweave(const T* in, int factor, T* out, std::int64_t apart, std::int64_t count) {
    if (factor == 2) {
        unweaveTwo(in, out, out + apart, count);
        return;
    }
    for (int d = 0; d < factor; ++d) {
        for (std::int64_t i = 0; i < count; ++i) {
            out[d * apart + i] = in[i * factor + d];
        }
    }
}

template void weave(const std::uint16_t*, std::int64_t, int, std::uint16_t*, std::int64_t);
template void weave(const std::uint32_t*, std::int64_t, int, std::uint32_t*, std::int64_t);
template void unweave(const std::uint16_t*, int, std::uint16_t*, std::int64_t, std::int64_t);
template void unweave(const std::uint32_t*, int, std::uint32_t*, std::int64_t, std::int64_t);

} // namespace typemould
