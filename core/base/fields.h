// Described settings: each setting of a struct is described once (key, label, help, default, range, unit,
// level). JSON, command-line help, the control in the window and the round-trip test all walk that one
// description. A settings struct S lists its fields in `const std::vector<Field<S>>& fieldsOf(const S*)`
// (found by ADL).
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>
#include <vector>

/// Marks a text for lupdate (alias of QT_TRANSLATE_NOOP); yields the text itself.
#define TYPEMOULD_TRANSLATE_NOOP(context, text) text

namespace typemould {

/// Who needs to see a setting.
enum class Level { Designer, Advanced, Expert };
const char* levelName(Level level);

using FieldValue = std::variant<bool, std::int64_t, double, std::string>;

struct Choice {
    std::string key;   ///< as written in JSON and on the command line
    std::string label; ///< as shown to the designer (English; translated by the window, context "Settings")
};

/// What one setting is, without the struct that holds it: all that a window or a help text needs.
struct FieldInfo {
    std::string key;   ///< as written in JSON and after --set
    std::string label; ///< English, context "Settings"
    std::string
        help; ///< one or two sentences: what it does and when to change it; English, context "Settings"
    std::string unit; ///< shown after the number; may be empty
    std::string
        zeroText; ///< what 0 means where that is more than a number ("no limit", "off"); context "Settings"
    Level level = Level::Designer;
    FieldValue defaultValue;     ///< its alternative fixes the type
    double minimum = 0;          ///< numbers only, inclusive
    double maximum = 0;          ///< numbers only, inclusive
    std::vector<Choice> choices; ///< texts only; empty for free text
    std::string formerKey;       ///< as older files write it; still read, may be empty
};

/// A value as text, locale-free ("true", "0.0015", "pixel_shuffle").
std::string fieldValueText(const FieldValue& value);
/// Checks type, range and choice; an integer is accepted where a real number is wanted.
Result<FieldValue> checkedFieldValue(const FieldInfo& info, const FieldValue& value);
/// Reads a value of the field's type from text.
Result<FieldValue> parseFieldValue(const FieldInfo& info, const std::string& text);
/// One help paragraph: "key  label (unit; default d; a to b | choices)  help".
std::string fieldHelp(const FieldInfo& info);
nlohmann::json fieldValueToJson(const FieldValue& value);
Result<FieldValue> fieldValueFromJson(const FieldInfo& info, const nlohmann::json& json);
/// The description itself as JSON (for `settings --json`).
nlohmann::json fieldInfoToJson(const FieldInfo& info);
Error unknownFieldError(const std::string& key, const std::vector<std::string>& known);
Error notAnObjectError();

template <class S>
struct Field {
    FieldInfo info;
    std::function<FieldValue(const S&)> get;
    std::function<void(S&, const FieldValue&)> set; ///< the value must have passed checkedFieldValue
};

namespace detail {
template <class M>
FieldValue toFieldValue(const M& member) {
    if constexpr (std::is_same_v<M, bool> || std::is_same_v<M, std::string>) {
        return member;
    } else if constexpr (std::is_floating_point_v<M>) {
        return static_cast<double>(member);
    } else {
        return static_cast<std::int64_t>(member);
    }
}
template <class M>
void assignField(M& member, const FieldValue& value) {
    if constexpr (std::is_same_v<M, bool>) {
        member = std::get<bool>(value);
    } else if constexpr (std::is_same_v<M, std::string>) {
        member = std::get<std::string>(value);
    } else if constexpr (std::is_floating_point_v<M>) {
        member = static_cast<M>(std::get<double>(value));
    } else {
        member = static_cast<M>(std::get<std::int64_t>(value));
    }
}
} // namespace detail

/// A field for a data member; its default is what a fresh S holds. `info` needs no defaultValue.
template <class S, class M>
Field<S> field(M S::*member, FieldInfo info) {
    info.defaultValue = detail::toFieldValue(S{}.*member);
    return {std::move(info), [member](const S& s) { return detail::toFieldValue(s.*member); },
            [member](S& s, const FieldValue& v) { detail::assignField(s.*member, v); }};
}

/// A field for an enum member, written by name; `choices[i]` is the enum value i.
template <class S, class M>
Field<S> enumField(M S::*member, FieldInfo info) {
    auto choices = info.choices;
    info.defaultValue = choices.at(static_cast<std::size_t>(S{}.*member)).key;
    return {std::move(info),
            [member, choices](const S& s) -> FieldValue {
                return choices[static_cast<std::size_t>(s.*member)].key;
            },
            [member, choices](S& s, const FieldValue& v) {
                for (std::size_t i = 0; i < choices.size(); ++i) {
                    if (choices[i].key == std::get<std::string>(v)) {
                        s.*member = static_cast<M>(i);
                    }
                }
            }};
}

/// The description of S (shorthand for the ADL call).
template <class S>
const std::vector<Field<S>>& fields() {
    return fieldsOf(static_cast<const S*>(nullptr));
}

template <class S>
std::vector<std::string> fieldKeys() {
    std::vector<std::string> keys;
    for (const auto& f : fields<S>()) {
        keys.push_back(f.info.key);
    }
    return keys;
}

/// Sets one field; an unknown key, a wrong type or a value out of range is an error that names it.
template <class S>
Status setField(S& settings, const std::string& key, const FieldValue& value) {
    for (const auto& f : fields<S>()) {
        if (f.info.key == key) {
            auto checked = checkedFieldValue(f.info, value);
            if (!checked) {
                return checked.error();
            }
            f.set(settings, *checked);
            return {};
        }
    }
    return unknownFieldError(key, fieldKeys<S>());
}

/// Sets one field from text, as after `--set key=value`.
template <class S>
Status setFieldFromText(S& settings, const std::string& key, const std::string& text) {
    for (const auto& f : fields<S>()) {
        if (f.info.key == key) {
            auto value = parseFieldValue(f.info, text);
            if (!value) {
                return value.error();
            }
            f.set(settings, *value);
            return {};
        }
    }
    return unknownFieldError(key, fieldKeys<S>());
}

} // namespace typemould
