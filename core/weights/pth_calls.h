// The globals that a pickle of weights may name and what calling them gives: the allow-list, and all of it.
// Nothing is looked up and nothing is run; a call is a check of its arguments. Throws Failure with the file's
// name. Any thread.
#pragma once

#include "core/weights/pickle_machine.h"

#include <optional>

namespace typemould {

/// Place of a global in the allow-list; nothing when it is not on it.
std::optional<std::size_t> pickleGlobalIndex(std::string_view module, std::string_view name);
/// What calling the global gives, added to the heap.
PickleValue callPickleGlobal(PickleHeap& heap, std::size_t global, const std::vector<PickleValue>& arguments,
                             const std::string& label);
/// The storage that a persistent id ('storage', type, key, location, numbers) names, added to the heap.
PickleValue pickledStorage(PickleHeap& heap, const PickleValue& id, const std::string& label);
/// Name of torch's storage class for a dtype ("FloatStorage"); empty when there is none.
std::string storageClassOf(const std::string& dtype);

[[noreturn]] void throwDamagedPickle(const std::string& label, const std::string& why);
[[noreturn]] void throwForeignPickle(const std::string& label, const std::string& why);

} // namespace typemould
