// Apple's property lists as XML, of which a UFO is made. Pure; any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace typemould {

/// A JSON value as a property list: objects in their order, arrays, texts (without what XML cannot hold),
/// whole and real numbers, true and false. null is left out.
std::string plistText(const nlohmann::ordered_json& value);

} // namespace typemould
