// Numbers in little-endian bytes, out and in. Pure functions; the caller has checked that the bytes are
// there.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>

namespace typemould {

/// The unsigned number at `offset` of `bytes`.
template <std::unsigned_integral T>
T littleEndian(std::span<const std::uint8_t> bytes, std::size_t offset = 0) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        value = static_cast<T>(value | static_cast<T>(static_cast<T>(bytes[offset + i]) << (8 * i)));
    }
    return value;
}

/// Adds the number's bytes to the end of `bytes`.
template <std::unsigned_integral T>
void appendLittleEndian(std::string& bytes, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        bytes.push_back(static_cast<char>(static_cast<std::uint8_t>(value >> (8 * i))));
    }
}

} // namespace typemould
