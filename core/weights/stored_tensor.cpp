#include "core/weights/stored_tensor.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>

namespace typemould {

namespace {

/// Whether no number has all bits of its exponent set, as those that are infinite or none have. Without a
/// branch a number, so that the compiler can take several at once.
template <class Bits>
bool finiteBits(const Bytes& data, Bits exponent) {
    constexpr std::size_t atOnce = 4096;
    std::array<Bits, atOnce> numbers;
    for (std::size_t begin = 0; begin < data.size(); begin += sizeof numbers) {
        const std::size_t size = std::min(sizeof numbers, data.size() - begin) / sizeof(Bits);
        std::memcpy(numbers.data(), data.data() + begin, size * sizeof(Bits));
        Bits found = 0;
        for (std::size_t i = 0; i < size; ++i) {
            found |= static_cast<Bits>((numbers[i] & exponent) == exponent);
        }
        if (found != 0) {
            return false;
        }
    }
    return true;
}

} // namespace

bool allFinite(const StoredTensors& tensors) {
    return std::all_of(tensors.begin(), tensors.end(), [](const auto& item) {
        const StoredTensor& tensor = item.second;
        return tensor.dtype == "F32"   ? finiteBits<std::uint32_t>(tensor.data, 0x7f800000U)
               : tensor.dtype == "F64" ? finiteBits<std::uint64_t>(tensor.data, 0x7ff0000000000000U)
                                       : true;
    });
}

bool anyUnder(const StoredTensors& tensors, const std::string& prefix) {
    const auto first = tensors.lower_bound(prefix);
    return first != tensors.end() && first->first.rfind(prefix, 0) == 0;
}

std::size_t storedDtypeSize(const std::string& dtype) {
    static constexpr std::array<std::pair<const char*, std::size_t>, 10> sizes{{{"F64", 8},
                                                                                {"F32", 4},
                                                                                {"F16", 2},
                                                                                {"BF16", 2},
                                                                                {"I64", 8},
                                                                                {"I32", 4},
                                                                                {"I16", 2},
                                                                                {"I8", 1},
                                                                                {"U8", 1},
                                                                                {"BOOL", 1}}};
    for (const auto& [name, size] : sizes) {
        if (dtype == name) {
            return size;
        }
    }
    return 0;
}

std::optional<std::uint64_t> storedBytes(const std::string& dtype, const std::vector<std::int64_t>& shape) {
    constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    std::uint64_t bytes = storedDtypeSize(dtype);
    bool empty = false;
    for (const auto side : shape) {
        if (side < 0) {
            return {};
        }
        if (side == 0) {
            empty = true;
        } else if (bytes > limit / static_cast<std::uint64_t>(side)) {
            return {};
        } else {
            bytes *= static_cast<std::uint64_t>(side);
        }
    }
    if (storedDtypeSize(dtype) == 0) {
        return {};
    }
    return empty ? 0 : bytes;
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
    }
    return text + ")";
}

} // namespace typemould
