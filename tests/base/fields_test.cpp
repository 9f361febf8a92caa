// Described settings: one description drives JSON, text and checks; unknown is an error; the locale changes
// nothing.
#include "core/base/fields.h"
#include "tests/support/fields_round_trip.h"
#include "tests/support/foreign_locale.h"

#include <QtTest>
#include <clocale>
#include <cstdio>

using namespace typemould;

namespace {

enum class Colour { Red, Green, Blue };

/// A struct with every kind of field there is.
struct Sample {
    bool loud = false;
    int count = 3;
    long long big = 5'000'000'000;
    unsigned small = 2;
    double rate = 1.5e-3;
    float share = 0.5f;
    std::string text = "永";
    Colour colour = Colour::Green;
    bool operator==(const Sample&) const = default;
};

const std::vector<Field<Sample>>& fieldsOf(const Sample*) {
    using S = Sample;
    static const std::vector<Field<S>> list{
        field(&S::loud, {.key = "loud", .label = "Loud", .help = "Makes noise."}),
        field(&S::count, {.key = "count",
                          .label = "Count",
                          .help = "How many.",
                          .unit = "pieces",
                          .minimum = -10,
                          .maximum = 10}),
        field(&S::big, {.key = "big", .label = "Big", .help = "A big one.", .minimum = 0, .maximum = 9e15}),
        field(&S::small,
              {.key = "small", .label = "Small", .help = "A small one.", .minimum = 1, .maximum = 9}),
        field(&S::rate, {.key = "rate", .label = "Rate", .help = "How fast.", .minimum = 1e-6, .maximum = 1}),
        field(&S::share, {.key = "share",
                          .label = "Share",
                          .help = "How much.",
                          .zeroText = "nothing",
                          .minimum = 0,
                          .maximum = 1}),
        field(&S::text, {.key = "text", .label = "Text", .help = "What to say."}),
        enumField(&S::colour, {.key = "colour",
                               .label = "Colour",
                               .help = "Which colour.",
                               .level = Level::Expert,
                               .choices = {{"red", "Red"}, {"green", "Green"}, {"blue", "Blue"}}}),
    };
    return list;
}

} // namespace

class FieldsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindOfFieldRoundTrips() { testing::checkFieldsRoundTrip<Sample>(); }
    void textIsReadStrictly_data();
    void textIsReadStrictly();
    void jsonIsReadStrictly_data();
    void jsonIsReadStrictly();
    void missingKeysKeepTheirDefaults();
    void keepsTheOrderOfTheDescription();
    void tellsWhatItIs();
    void theLocaleChangesNothing_data();
    void theLocaleChangesNothing();
};

void FieldsTest::textIsReadStrictly_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result"); // empty: refused
    const auto row = [](const char* key, const char* text, const char* result) {
        QTest::addRow("%s=%s", key, text) << key << text << result;
    };
    row("loud", "true", "true");
    row("loud", "on", "true");
    row("loud", "yes", "true");
    row("loud", "1", "true");
    row("loud", "false", "false");
    row("loud", "off", "false");
    row("loud", "0", "false");
    row("loud", "TRUE", "");
    row("loud", "", "");
    row("loud", "2", "");
    row("count", "-10", "-10");
    row("count", "10", "10");
    row("count", "11", "");
    row("count", "-11", "");
    row("count", "3.0", "");
    row("count", "3 ", "");
    row("count", " 3", "");
    row("count", "+3", "");
    row("count", "0x3", "");
    row("count", "99999999999999999999", "");
    row("count", "", "");
    row("rate", "0.25", "0.25");
    row("rate", "1e-3", "0.001");
    row("rate", "1", "1");
    row("rate", "0,25", "");
    row("rate", "nan", "");
    row("rate", "inf", "");
    row("rate", "1e999", "");
    row("rate", "0.25x", "");
    row("rate", "0", "");
    row("colour", "blue", "blue");
    row("colour", "Blue", "");
    row("colour", "", "");
    row("text", "", "");
    row("text", "anything at all", "anything at all");
}

void FieldsTest::textIsReadStrictly() {
    QFETCH(QString, key);
    QFETCH(QString, text);
    QFETCH(QString, result);
    Sample sample;
    const Status status = setFieldFromText(sample, key.toStdString(), text.toStdString());
    if (result.isEmpty() && key != "text") {
        QVERIFY(!status.ok());
        QVERIFY(status.error().message.find("'" + key.toStdString() + "'") != std::string::npos);
        QVERIFY(!status.error().advice.empty());
        QVERIFY(sample == Sample());
        return;
    }
    QVERIFY2(status.ok(), status.ok() ? "" : status.error().text().c_str());
    const auto json = fieldsToJson(sample);
    const auto& value = json[key.toStdString()];
    QCOMPARE(value.is_string() ? value.get<std::string>() : value.dump(),
             key == "rate" && result == "1" ? std::string("1.0") : result.toStdString());
}

void FieldsTest::jsonIsReadStrictly_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("named"); // in the message; empty: taken
    QTest::newRow("empty") << QByteArray("{}") << QByteArray();
    QTest::newRow("whole number for a real one") << QByteArray(R"({"rate": 1})") << QByteArray();
    QTest::newRow("unknown key") << QByteArray(R"({"volume": 1})") << QByteArray("'volume'");
    QTest::newRow("key with other case") << QByteArray(R"({"Count": 1})") << QByteArray("'Count'");
    QTest::newRow("text for a number") << QByteArray(R"({"count": "1"})") << QByteArray("'count'");
    QTest::newRow("fraction for a whole number") << QByteArray(R"({"count": 1.5})") << QByteArray("'count'");
    QTest::newRow("truth for a number") << QByteArray(R"({"count": true})") << QByteArray("'count'");
    QTest::newRow("number for a truth") << QByteArray(R"({"loud": 1})") << QByteArray("'loud'");
    QTest::newRow("null") << QByteArray(R"({"text": null})") << QByteArray("'text'");
    QTest::newRow("array") << QByteArray(R"({"rate": [1]})") << QByteArray("'rate'");
    QTest::newRow("object") << QByteArray(R"({"rate": {}})") << QByteArray("'rate'");
    QTest::newRow("unknown choice") << QByteArray(R"({"colour": "mauve"})") << QByteArray("'colour'");
    QTest::newRow("out of range") << QByteArray(R"({"rate": 2})") << QByteArray("'rate'");
    QTest::newRow("too large for 64 bits")
        << QByteArray(R"({"count": 18446744073709551615})") << QByteArray("'count'");
    QTest::newRow("no object") << QByteArray("[1, 2]") << QByteArray("JSON object");
}

void FieldsTest::jsonIsReadStrictly() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, named);
    const auto result = fieldsFromJson<Sample>(nlohmann::json::parse(json.toStdString()));
    QCOMPARE(result.ok(), named.isEmpty());
    if (!result) {
        QVERIFY2(result.error().message.find(named.toStdString()) != std::string::npos,
                 result.error().message.c_str());
    }
}

void FieldsTest::missingKeysKeepTheirDefaults() {
    const auto result = fieldsFromJson<Sample>({{"count", 7}});
    QVERIFY(result.ok());
    Sample expected;
    expected.count = 7;
    QVERIFY(*result == expected);
}

void FieldsTest::keepsTheOrderOfTheDescription() {
    std::vector<std::string> keys;
    const auto json = fieldsToJson(Sample());
    for (const auto& item : json.items()) {
        keys.push_back(item.key());
    }
    QCOMPARE(keys, fieldKeys<Sample>());
}

void FieldsTest::tellsWhatItIs() {
    const auto& list = fields<Sample>();
    QCOMPARE(fieldHelp(list[1].info), std::string("count  Count (default 3 pieces; -10 to 10). How many."));
    QCOMPARE(fieldHelp(list[7].info),
             std::string("colour  Colour (default green; one of red, green, blue). Which colour."));
    QCOMPARE(fieldHelp(list[5].info),
             std::string("share  Share (default 0.5; 0 to 1; 0: nothing). How much."));
    QCOMPARE(fieldInfoToJson(list[5].info)["zero"], "nothing");
    QVERIFY(!fieldInfoToJson(list[1].info).contains("zero"));
    const auto json = fieldInfoToJson(list[7].info);
    QCOMPARE(json["key"], "colour");
    QCOMPARE(json["level"], "expert");
    QCOMPARE(json["choices"], (nlohmann::json{"red", "green", "blue"}));
    QCOMPARE(fieldInfoToJson(list[1].info)["maximum"], 10);
    Sample sample;
    const Status unknown = setField(sample, "volume", true);
    for (const auto& key : fieldKeys<Sample>()) { // the way out: what there is
        QVERIFY(unknown.error().advice.find(key) != std::string::npos);
    }
}

void FieldsTest::theLocaleChangesNothing_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("German: a comma in numbers") << "de_DE";
    QTest::newRow("Turkish: i without its dot") << "tr_TR";
}

void FieldsTest::theLocaleChangesNothing() {
    QFETCH(QString, name);
    Sample sample;
    sample.rate = 0.1234567890123;
    sample.share = 0.25f;
    const std::string json = fieldsToJson(sample).dump(2), help = fieldHelp(fields<Sample>()[4].info);
    const testing::ForeignLocale locale(name);
    char comma[16];
    std::snprintf(comma, sizeof comma, "%.1f", 0.5);
    QVERIFY2(std::string(comma) == "0,5",
             "The locale is not there and localedef could not make it: install the package 'locales'.");
    QCOMPARE(fieldsToJson(sample).dump(2), json);
    QCOMPARE(fieldHelp(fields<Sample>()[4].info), help);
    const auto back = fieldsFromJson<Sample>(nlohmann::json::parse(json));
    QVERIFY(back.ok());
    QVERIFY(*back == sample);
    testing::checkFieldsRoundTrip<Sample>(2, 50);
}

QTEST_GUILESS_MAIN(FieldsTest)
#include "fields_test.moc"
