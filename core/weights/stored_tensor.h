// A tensor as a weights file holds it: plain bytes with a shape and a number type. What every format in and
// out of this room speaks; no Torch. Plain values; any thread.
#pragma once

#include "core/base/atomic_file.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace typemould {

struct StoredTensor {
    std::string dtype; ///< "F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8" or "BOOL"
    std::vector<std::int64_t> shape; ///< empty for a single number
    Bytes data;                      ///< product of shape times the size of dtype, little-endian, row by row
    bool operator==(const StoredTensor&) const = default;
};
using StoredTensors = std::map<std::string, StoredTensor>;
/// Whether there is a tensor whose name begins with `prefix`.
bool anyUnder(const StoredTensors& tensors, const std::string& prefix);
/// Whether every number of the tensors of "F32" and "F64" is finite; of other types nothing is looked at.
bool allFinite(const StoredTensors& tensors);

/// A tensor under its name in a file that keeps an order.
struct NamedTensor {
    std::string name;
    StoredTensor tensor;
    bool operator==(const NamedTensor&) const = default;
};
using NamedTensors = std::vector<NamedTensor>;

/// Size in bytes of one number of a dtype, 0 when it is not known.
std::size_t storedDtypeSize(const std::string& dtype);
/// Bytes that `shape` of `dtype` takes; nothing for a negative side, an unknown dtype or more than 2^63.
std::optional<std::uint64_t> storedBytes(const std::string& dtype, const std::vector<std::int64_t>& shape);
/// A shape for messages: "(3, 4)".
std::string shapeText(const std::vector<std::int64_t>& shape);

} // namespace typemould
