#include "core/base/hash.h"

#include <xxhash.h>

namespace typemould {

namespace {

std::string digest(const void* data, std::size_t size) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(data, size));
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : canonical.digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace

std::string hashOf(std::span<const std::uint8_t> data) { return digest(data.data(), data.size()); }
std::string hashOf(std::string_view text) { return digest(text.data(), text.size()); }

} // namespace typemould
