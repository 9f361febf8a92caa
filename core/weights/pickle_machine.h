// The machine for the pickles that torch.save writes (protocol 2), and for nothing else. It runs no code: it
// knows a handful of globals and the shape of what they are called with; each other opcode, global or call is
// a Failure. Values are handles into a heap that the result owns, so that no copy multiplies and freeing
// never recurses. Any thread.
#pragma once

#include "core/base/atomic_file.h"

#include <deque>
#include <string_view>

namespace typemould {

/// What the machine refuses to go beyond.
struct PickleLimits {
    static constexpr std::size_t depth = 64;            ///< containers inside each other, and open marks
    static constexpr std::size_t memo = 100000;         ///< remembered values
    static constexpr std::size_t stringBytes = 1 << 20; ///< of one string
    static constexpr std::size_t objects = 1000000; ///< values pushed, remembered ones fetched again included
};

/// A value of the pickle: a number by itself, anything larger by its place in the heap.
struct PickleValue {
    enum class Kind : std::uint8_t {
        None,
        Bool,
        Int,
        Float,
        String,
        List,
        Tuple,
        Dict,
        Global,
        Storage,
        Tensor
    };
    Kind kind = Kind::None;
    union {
        bool truth;
        std::int64_t integer = 0;
        double real;
        std::uint32_t index; ///< into the heap's vector for the kind
    };
    bool is(Kind wanted) const { return kind == wanted; }
};

/// A record of numbers that tensors look into.
struct PickledStorage {
    std::string dtype;        ///< as StoredTensor names it
    std::string key;          ///< its member in the file is "data/<key>"
    std::int64_t numbers = 0; ///< not negative
};

/// A tensor as the pickle describes it; not yet compared with what the file holds.
struct PickledTensor {
    std::uint32_t storage = 0;         ///< index into the heap's storages
    std::int64_t offset = 0;           ///< first number in the storage, not negative
    std::vector<std::int64_t> shape;   ///< no side negative, at most 8 of them
    std::vector<std::int64_t> strides; ///< as many as sides, none negative
};

struct PickleHeap {
    struct Sequence {
        std::vector<PickleValue> items;
        std::size_t depth = 1;
    };
    struct Dictionary {
        std::vector<std::pair<PickleValue, PickleValue>> items; ///< keys are strings or whole numbers
        std::size_t depth = 1;
    };
    std::deque<std::string_view> strings; ///< into the pickle's own bytes
    std::deque<Sequence> sequences;       ///< lists and tuples
    std::deque<Dictionary> dictionaries;
    std::deque<PickledStorage> storages;
    std::deque<PickledTensor> tensors;
};

/// What a pickle holds.
struct Pickle {
    PickleHeap heap;
    PickleValue top;
};

/// Runs the pickle in `bytes`, which must outlive the result; throws Failure that names `label`.
Pickle runPickle(std::span<const std::uint8_t> bytes, const std::string& label);

} // namespace typemould
