// JSON in and out for described settings. Apart from fields.h because nlohmann/json.hpp is a heavy include.
#pragma once

#include "core/base/fields.h"

#include <nlohmann/json.hpp>

namespace typemould {

/// All fields of `settings`, in the order of their description.
template <class S>
nlohmann::ordered_json fieldsToJson(const S& settings) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const auto& f : fields<S>()) {
        object[f.info.key] = fieldValueToJson(f.get(settings));
    }
    return object;
}

/// Settings from an object: a key that is missing keeps its default, a key that is unknown (or a former one
/// beside its new name) is an error.
template <class S>
Result<S> fieldsFromJson(const nlohmann::json& object) {
    if (!object.is_object()) {
        return notAnObjectError();
    }
    S settings;
    for (const auto& [key, json] : object.items()) {
        const Field<S>* found = nullptr;
        for (const auto& f : fields<S>()) {
            const bool former = !f.info.formerKey.empty() && f.info.formerKey == key;
            found = f.info.key == key || (former && !object.contains(f.info.key)) ? &f : found;
        }
        if (found == nullptr) {
            return unknownFieldError(key, fieldKeys<S>());
        }
        auto value = fieldValueFromJson(found->info, json);
        if (!value) {
            return value.error();
        }
        found->set(settings, *value);
    }
    return settings;
}

} // namespace typemould
