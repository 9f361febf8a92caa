#include "core/base/fields.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace typemould {

namespace {

std::string numberText(double value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

std::string choiceList(const FieldInfo& info) {
    std::string list;
    for (const auto& choice : info.choices) {
        list += (list.empty() ? "" : ", ") + choice.key;
    }
    return list;
}

bool isNumber(const FieldInfo& info) {
    return std::holds_alternative<std::int64_t>(info.defaultValue) ||
           std::holds_alternative<double>(info.defaultValue);
}

std::string wanted(const FieldInfo& info) {
    if (std::holds_alternative<bool>(info.defaultValue)) {
        return "Give true or false.";
    }
    if (isNumber(info)) {
        const char* kind = std::holds_alternative<double>(info.defaultValue) ? "a number" : "a whole number";
        return std::string("Give ") + kind + " from " + numberText(info.minimum) + " to " +
               numberText(info.maximum) + ".";
    }
    return info.choices.empty() ? "Give a text." : "Choose one of: " + choiceList(info) + ".";
}

Error badValue(const FieldInfo& info, const std::string& text) {
    return {ErrorCode::InvalidArgument, "The setting '" + info.key + "' cannot be '" + text + "'.",
            wanted(info)};
}

template <class Number>
bool parseNumber(const std::string& text, Number& number) {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc() && end == text.data() + text.size();
}

} // namespace

const char* levelName(Level level) {
    switch (level) {
    case Level::Designer:
        return "designer";
    case Level::Advanced:
        return "advanced";
    case Level::Expert:
        return "expert";
    }
    return "expert";
}

std::string fieldValueText(const FieldValue& value) {
    if (const auto* b = std::get_if<bool>(&value)) {
        return *b ? "true" : "false";
    }
    if (const auto* i = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*i);
    }
    if (const auto* d = std::get_if<double>(&value)) {
        return numberText(*d);
    }
    return std::get<std::string>(value);
}

Result<FieldValue> checkedFieldValue(const FieldInfo& info, const FieldValue& given) {
    FieldValue value = given;
    if (std::holds_alternative<double>(info.defaultValue) && std::holds_alternative<std::int64_t>(given)) {
        value = static_cast<double>(std::get<std::int64_t>(given));
    }
    if (value.index() != info.defaultValue.index()) {
        return badValue(info, fieldValueText(given));
    }
    if (isNumber(info)) {
        const double number = std::holds_alternative<double>(value)
                                  ? std::get<double>(value)
                                  : static_cast<double>(std::get<std::int64_t>(value));
        if (!std::isfinite(number) || number < info.minimum || number > info.maximum) {
            return badValue(info, fieldValueText(given));
        }
    }
    if (!info.choices.empty()) {
        for (const auto& choice : info.choices) {
            if (choice.key == std::get<std::string>(value)) {
                return value;
            }
        }
        return badValue(info, fieldValueText(given));
    }
    return value;
}

Result<FieldValue> parseFieldValue(const FieldInfo& info, const std::string& text) {
    if (std::holds_alternative<bool>(info.defaultValue)) {
        if (text == "true" || text == "on" || text == "yes" || text == "1") {
            return FieldValue(true);
        }
        if (text == "false" || text == "off" || text == "no" || text == "0") {
            return FieldValue(false);
        }
        return badValue(info, text);
    }
    if (std::holds_alternative<std::int64_t>(info.defaultValue)) {
        std::int64_t number = 0;
        return parseNumber(text, number) ? checkedFieldValue(info, number) : badValue(info, text);
    }
    if (std::holds_alternative<double>(info.defaultValue)) {
        double number = 0;
        return parseNumber(text, number) ? checkedFieldValue(info, number) : badValue(info, text);
    }
    return checkedFieldValue(info, text);
}

std::string fieldHelp(const FieldInfo& info) {
    std::string facts =
        "default " + fieldValueText(info.defaultValue) + (info.unit.empty() ? "" : " " + info.unit);
    if (isNumber(info)) {
        facts += "; " + numberText(info.minimum) + " to " + numberText(info.maximum);
        facts += info.zeroText.empty() ? "" : "; 0: " + info.zeroText;
    } else if (!info.choices.empty()) {
        facts += "; one of " + choiceList(info);
    }
    return info.key + "  " + info.label + " (" + facts + "). " + info.help;
}

nlohmann::json fieldValueToJson(const FieldValue& value) {
    return std::visit([](const auto& v) { return nlohmann::json(v); }, value);
}

Result<FieldValue> fieldValueFromJson(const FieldInfo& info, const nlohmann::json& json) {
    if (json.is_boolean()) {
        return checkedFieldValue(info, json.get<bool>());
    }
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX) {
        return badValue(info, json.dump());
    }
    if (json.is_number_integer()) {
        return checkedFieldValue(info, json.get<std::int64_t>());
    }
    if (json.is_number_float()) {
        return checkedFieldValue(info, json.get<double>());
    }
    if (json.is_string()) {
        return checkedFieldValue(info, json.get<std::string>());
    }
    return badValue(info, json.dump());
}

nlohmann::json fieldInfoToJson(const FieldInfo& info) {
    nlohmann::json object{{"key", info.key},
                          {"label", info.label},
                          {"help", info.help},
                          {"level", levelName(info.level)},
                          {"default", fieldValueToJson(info.defaultValue)}};
    if (!info.unit.empty()) {
        object["unit"] = info.unit;
    }
    if (!info.zeroText.empty()) {
        object["zero"] = info.zeroText;
    }
    if (isNumber(info)) {
        object["minimum"] = info.minimum;
        object["maximum"] = info.maximum;
    }
    for (const auto& choice : info.choices) {
        object["choices"].push_back(choice.key);
    }
    return object;
}

Error unknownFieldError(const std::string& key, const std::vector<std::string>& known) {
    std::string list;
    for (const auto& name : known) {
        list += (list.empty() ? "" : ", ") + name;
    }
    return {ErrorCode::InvalidArgument, "There is no setting called '" + key + "'.",
            "The settings are: " + list + "."};
}

Error notAnObjectError() { return {ErrorCode::BadFormat, "Settings must be a JSON object.", {}}; }

} // namespace typemould
