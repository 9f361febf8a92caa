#include "core/weights/stored_tensor.h"

#include <array>
#include <limits>
#include <utility>

namespace typemould {

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
