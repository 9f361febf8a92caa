// XXH3-128 of bytes as 32 hex digits: tells files apart and finds damage; not a defence against forgery.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace typemould {

std::string hashOf(std::span<const std::uint8_t> data);
std::string hashOf(std::string_view text);

} // namespace typemould
