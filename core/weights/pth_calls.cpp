#include "core/weights/pth_calls.h"

#include <algorithm>
#include <array>

namespace typemould {

namespace {

using Kind = PickleValue::Kind;

struct Allowed {
    enum class Role { OrderedDict, RebuildTensor, RebuildParameter, Size, Storage };
    std::string_view module;
    std::string_view name;
    Role role;
    std::string_view dtype; ///< of a storage
};
using Role = Allowed::Role;

constexpr std::array<Allowed, 14> allowed{{
    {"collections", "OrderedDict", Role::OrderedDict, ""},
    {"torch._utils", "_rebuild_tensor_v2", Role::RebuildTensor, ""},
    {"torch._utils", "_rebuild_parameter", Role::RebuildParameter, ""},
    {"torch", "Size", Role::Size, ""},
    {"torch", "DoubleStorage", Role::Storage, "F64"},
    {"torch", "FloatStorage", Role::Storage, "F32"},
    {"torch", "HalfStorage", Role::Storage, "F16"},
    {"torch", "BFloat16Storage", Role::Storage, "BF16"},
    {"torch", "LongStorage", Role::Storage, "I64"},
    {"torch", "IntStorage", Role::Storage, "I32"},
    {"torch", "ShortStorage", Role::Storage, "I16"},
    {"torch", "CharStorage", Role::Storage, "I8"},
    {"torch", "ByteStorage", Role::Storage, "U8"},
    {"torch", "BoolStorage", Role::Storage, "BOOL"},
}};

constexpr std::size_t sideLimit = 8;

PickleValue inHeap(Kind kind, std::size_t index) {
    PickleValue value;
    value.kind = kind;
    value.index = static_cast<std::uint32_t>(index);
    return value;
}

/// A tuple of whole numbers, none negative.
std::vector<std::int64_t> numbersOf(const PickleHeap& heap, const PickleValue& value, const char* what,
                                    const std::string& label) {
    if (!value.is(Kind::Tuple)) {
        throwDamagedPickle(label, std::string("the ") + what + " of a tensor is no tuple");
    }
    const auto& items = heap.sequences[value.index].items;
    if (items.size() > sideLimit) {
        throwForeignPickle(label, "a tensor has more than 8 dimensions");
    }
    std::vector<std::int64_t> numbers;
    for (const auto& item : items) {
        if (!item.is(Kind::Int) || item.integer < 0) {
            throwDamagedPickle(label,
                               std::string("the ") + what + " of a tensor holds a negative or no number");
        }
        numbers.push_back(item.integer);
    }
    return numbers;
}

bool isNothing(const PickleHeap& heap, const PickleValue& value) {
    return value.is(Kind::None) || (value.is(Kind::Dict) && heap.dictionaries[value.index].items.empty());
}

PickleValue rebuildTensor(PickleHeap& heap, const std::vector<PickleValue>& arguments,
                          const std::string& label) {
    const auto count = arguments.size();
    if ((count != 6 && count != 7) || !arguments[0].is(Kind::Storage) || !arguments[1].is(Kind::Int) ||
        arguments[1].integer < 0 || !arguments[4].is(Kind::Bool)) {
        throwDamagedPickle(label, "a tensor in its pickle is not described as torch.save does");
    }
    if (!isNothing(heap, arguments[5]) || (count == 7 && !isNothing(heap, arguments[6]))) {
        throwForeignPickle(label, "a tensor in its pickle carries hooks or other things than numbers");
    }
    PickledTensor tensor{arguments[0].index, arguments[1].integer,
                         numbersOf(heap, arguments[2], "shape", label),
                         numbersOf(heap, arguments[3], "strides", label)};
    if (tensor.shape.size() != tensor.strides.size()) {
        throwDamagedPickle(label, "a tensor in its pickle has not as many strides as sides");
    }
    heap.tensors.push_back(std::move(tensor));
    return inHeap(Kind::Tensor, heap.tensors.size() - 1);
}

} // namespace

std::optional<std::size_t> pickleGlobalIndex(std::string_view module, std::string_view name) {
    const auto found = std::find_if(allowed.begin(), allowed.end(), [&](const Allowed& entry) {
        return entry.module == module && entry.name == name;
    });
    return found == allowed.end() ? std::nullopt : std::optional<std::size_t>(found - allowed.begin());
}

PickleValue callPickleGlobal(PickleHeap& heap, std::size_t global, const std::vector<PickleValue>& arguments,
                             const std::string& label) {
    switch (allowed.at(global).role) {
    case Role::OrderedDict:
        if (!arguments.empty()) {
            throwForeignPickle(label, "its pickle makes an OrderedDict out of other things");
        }
        heap.dictionaries.emplace_back();
        return inHeap(Kind::Dict, heap.dictionaries.size() - 1);
    case Role::RebuildTensor:
        return rebuildTensor(heap, arguments, label);
    case Role::RebuildParameter:
        if (arguments.size() != 3 || !arguments[0].is(Kind::Tensor) || !arguments[1].is(Kind::Bool) ||
            !isNothing(heap, arguments[2])) {
            throwDamagedPickle(label, "a parameter in its pickle is not described as torch.save does");
        }
        return arguments[0];
    case Role::Size:
        if (arguments.size() != 1 || !arguments[0].is(Kind::Tuple)) {
            throwDamagedPickle(label, "a size in its pickle is not described as torch.save does");
        }
        return arguments[0];
    case Role::Storage:
        break;
    }
    throwForeignPickle(label, "its pickle calls a storage type");
}

PickleValue pickledStorage(PickleHeap& heap, const PickleValue& id, const std::string& label) {
    constexpr std::size_t keyLimit = 64;
    const auto wrong = [&]() {
        throwDamagedPickle(label, "a storage in its pickle is not described as torch.save does");
    };
    if (!id.is(Kind::Tuple) || heap.sequences[id.index].items.size() != 5) {
        wrong();
    }
    const auto& items = heap.sequences[id.index].items;
    if (!items[0].is(Kind::String) || heap.strings[items[0].index] != "storage" ||
        !items[1].is(Kind::Global) || allowed.at(items[1].index).role != Role::Storage ||
        !items[2].is(Kind::String) || !items[3].is(Kind::String) || !items[4].is(Kind::Int) ||
        items[4].integer < 0) {
        wrong();
    }
    const auto key = heap.strings[items[2].index];
    if (key.empty() || key.size() > keyLimit || key.find_first_of("/\\") != std::string_view::npos) {
        wrong();
    }
    heap.storages.push_back(
        {std::string(allowed.at(items[1].index).dtype), std::string(key), items[4].integer});
    return inHeap(Kind::Storage, heap.storages.size() - 1);
}

std::string storageClassOf(const std::string& dtype) {
    for (const auto& entry : allowed) {
        if (entry.role == Role::Storage && entry.dtype == dtype) {
            return std::string(entry.name);
        }
    }
    return {};
}

void throwDamagedPickle(const std::string& label, const std::string& why) {
    throw Failure(ErrorCode::BadFormat, "The weights file " + label + " is damaged: " + why + ".",
                  "Copy it again from where it came.");
}

void throwForeignPickle(const std::string& label, const std::string& why) {
    throw Failure(ErrorCode::Unsupported, "The weights file " + label + " cannot be read: " + why + ".",
                  "In Python, save the state_dict alone: torch.save(model.state_dict(), 'weights.pth').");
}

} // namespace typemould
