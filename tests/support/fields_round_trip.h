// The round-trip test of described settings: one template that walks the description of any struct S (which
// needs operator==) and checks all that must hold for each of its fields.
#pragma once

#include "core/base/fields_json.h"

#include <QRegularExpression>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>

namespace typemould::testing {

/// A random value that passes the field's check, different from `other` where the field has a second value.
inline FieldValue randomFieldValue(const FieldInfo& info, std::mt19937& random, const FieldValue& other) {
    for (int attempt = 0; attempt < 1000; ++attempt) {
        FieldValue value = info.defaultValue;
        if (std::holds_alternative<bool>(value)) {
            value = random() % 2 == 0;
        } else if (std::holds_alternative<std::int64_t>(value)) {
            value = std::uniform_int_distribution<std::int64_t>(
                static_cast<std::int64_t>(info.minimum), static_cast<std::int64_t>(info.maximum))(random);
        } else if (std::holds_alternative<double>(value)) {
            value = std::uniform_real_distribution<double>(info.minimum, info.maximum)(random);
        } else if (!info.choices.empty()) {
            value = info.choices[random() % info.choices.size()].key;
        } else {
            static const std::string texts[] = {"",    "永",  "a \"quoted\" text\\", "line\nbreak", "ı İ ß é",
                                                "0.5", "true"};
            value = texts[random() % std::size(texts)];
        }
        if (value != other && checkedFieldValue(info, value)) {
            return value;
        }
    }
    return other;
}

/// A value of the right type that must be refused for its range; nothing for fields that take any.
inline std::vector<FieldValue> valuesOutOfRange(const FieldInfo& info) {
    if (std::holds_alternative<std::int64_t>(info.defaultValue)) {
        return {static_cast<std::int64_t>(info.minimum) - 1, static_cast<std::int64_t>(info.maximum) + 1};
    }
    if (std::holds_alternative<double>(info.defaultValue)) {
        const double step = 1e-6 * std::max(1.0, std::abs(info.maximum - info.minimum));
        return {info.minimum - step, info.maximum + step, std::nan(""), INFINITY, -INFINITY};
    }
    return info.choices.empty() ? std::vector<FieldValue>{}
                                : std::vector<FieldValue>{std::string("no-such-choice"), std::string()};
}

inline FieldValue valueOfWrongType(const FieldInfo& info) {
    return std::holds_alternative<std::string>(info.defaultValue) ? FieldValue(true)
                                                                  : FieldValue(std::string("seven"));
}

/// The description of one field is fit for a window and a help text.
inline void checkDescription(const FieldInfo& info) {
    const QByteArray key = QByteArray::fromStdString(info.key);
    QVERIFY2(!info.key.empty() &&
                 info.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos,
             key + ": a key is lower case with hyphens");
    QVERIFY2(!info.label.empty() && !info.help.empty() && info.help.back() == '.',
             key + ": needs a label and a help text");
    const bool number = !std::holds_alternative<bool>(info.defaultValue) &&
                        !std::holds_alternative<std::string>(info.defaultValue);
    QVERIFY2(!number || info.minimum < info.maximum, key + ": needs a range");
    QVERIFY2(info.zeroText.empty() || (number && info.minimum == 0), key + ": 0 is not its smallest value");
    static const QRegularExpression zeroExplained("(^|[^0-9.])0 [a-z]");
    QVERIFY2(!info.zeroText.empty() || !zeroExplained.match(QString::fromStdString(info.help)).hasMatch(),
             key + ": its help explains 0, which needs a zeroText");
    std::set<std::string> choices;
    for (const auto& choice : info.choices) {
        QVERIFY2(choices.insert(choice.key).second && !choice.label.empty(), key + ": choices");
    }
    QVERIFY2(checkedFieldValue(info, info.defaultValue).ok(), key + ": the default is in its own range");
    QVERIFY2(fieldHelp(info).find(info.help) != std::string::npos, key + ": help");
}

/// An error that names the field and changes nothing.
template <class S>
void checkRefused(const S& before, const std::string& key, const FieldValue& value) {
    S settings = before;
    const Status status = setField(settings, key, value);
    const QByteArray what = QByteArray::fromStdString(key + " = " + fieldValueText(value));
    QVERIFY2(!status.ok(), what + " was taken");
    QVERIFY2(status.error().code == ErrorCode::InvalidArgument, what);
    QVERIFY2(status.error().message.find("'" + key + "'") != std::string::npos,
             what + ": the message names no key");
    QVERIFY2(!status.error().advice.empty(), what + ": no way out");
    QVERIFY2(settings == before, what + " changed something");
}

/// All of it, with `rounds` random structs: JSON and text bring every struct back as it was; each field alone
/// changes the struct and its own key and no other; unknown keys, wrong types and values out of range are
/// refused by name.
template <class S>
void checkFieldsRoundTrip(unsigned seed = 1, int rounds = 200) {
    std::mt19937 random(seed);
    std::set<std::string> keys;
    const S fresh;
    for (const auto& f : fields<S>()) {
        const QByteArray key = QByteArray::fromStdString(f.info.key);
        checkDescription(f.info);
        QVERIFY2(keys.insert(f.info.key).second, key + ": described twice");
        QVERIFY2(f.get(fresh) == f.info.defaultValue, key + ": the default is not what a fresh struct holds");
        S changed;
        const FieldValue other = randomFieldValue(f.info, random, f.info.defaultValue);
        QVERIFY2(other != f.info.defaultValue, key + ": has only one value");
        QVERIFY2(setField(changed, f.info.key, other).ok(), key);
        QVERIFY2(!(changed == fresh), key + ": changing it changes nothing (or operator== leaves it out)");
        auto before = fieldsToJson(fresh), after = fieldsToJson(changed);
        QVERIFY2(before[f.info.key] != after[f.info.key], key);
        before.erase(f.info.key);
        after.erase(f.info.key);
        QVERIFY2(before == after, key + ": changes another field too");
        for (const auto& value : valuesOutOfRange(f.info)) {
            checkRefused(fresh, f.info.key, value);
        }
        checkRefused(fresh, f.info.key, valueOfWrongType(f.info));
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    QVERIFY(!keys.empty());
    checkRefused(fresh, "no-such-setting", FieldValue(true));
    const auto unknown = fieldsFromJson<S>({{"no-such-setting", 1}});
    QVERIFY(!unknown.ok() && unknown.error().message.find("no-such-setting") != std::string::npos);
    QVERIFY(!fieldsFromJson<S>(nlohmann::json::array()).ok());
    for (int round = 0; round < rounds; ++round) {
        S settings, fromText;
        for (const auto& f : fields<S>()) {
            const FieldValue value = randomFieldValue(f.info, random, f.get(settings));
            QVERIFY(setField(settings, f.info.key, value).ok());
            QVERIFY(setFieldFromText(fromText, f.info.key, fieldValueText(f.get(settings))).ok());
        }
        const auto back = fieldsFromJson<S>(nlohmann::json::parse(fieldsToJson(settings).dump()));
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
        QVERIFY2(*back == settings, fieldsToJson(settings).dump().c_str());
        QVERIFY2(fromText == settings, fieldsToJson(settings).dump().c_str());
    }
}

} // namespace typemould::testing
