// Names of glyphs and of their files: as the specifications have them, and safe whatever comes: ten thousand
// hostile names, each on a file system that knows no case and normalises accents.
#include "core/export/glyph_names.h"
#include "core/fonts/character_set.h"
#include "tests/export/hostile_names.h"

#include <QString>
#include <QtTest>
#include <set>

using namespace typemould;

namespace {

/// The name as a careless file system sees it: no case, accents composed.
QString folded(const std::string& name) {
    return QString::fromStdString(name).normalized(QString::NormalizationForm_KC).toCaseFolded();
}

bool isDevice(const std::string& part) {
    static const std::set<QString> devices{"con",  "prn",  "aux",  "nul", "clock$",
                                           "com1", "com9", "lpt1", "lpt9"};
    return devices.count(folded(part)) > 0;
}

} // namespace

class GlyphNamesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesTellTheCharacter();
    void fileNamesAreThoseOfTheSpecification_data();
    void fileNamesAreThoseOfTheSpecification();
    void clashesAreNumbered();
    void hostileNamesDoNoHarm();
    void legalNamesAreLegal();
};

void GlyphNamesTest::namesTellTheCharacter() {
    QCOMPARE(glyphNameOf(U'一'), std::string("uni4E00"));
    QCOMPARE(glyphNameOf(U'A'), std::string("uni0041"));
    QCOMPARE(glyphNameOf(0xFFFF), std::string("uniFFFF"));
    QCOMPARE(glyphNameOf(0x20000), std::string("u20000"));
    QCOMPARE(glyphNameOf(0x10FFFF), std::string("u10FFFF"));
}

void GlyphNamesTest::fileNamesAreThoseOfTheSpecification_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    // The examples of UFO 3's conventions.
    for (const auto& [name, file] : std::vector<std::pair<QString, QString>>{{"a", "a"},
                                                                             {"A", "A_"},
                                                                             {"AE", "A_E_"},
                                                                             {"Ae", "A_e"},
                                                                             {"ae", "ae"},
                                                                             {"aE", "aE_"},
                                                                             {"a.alt", "a.alt"},
                                                                             {"A.alt", "A_.alt"},
                                                                             {"A.Alt", "A_.A_lt"},
                                                                             {"A.aLt", "A_.aL_t"},
                                                                             {"T_H", "T__H_"},
                                                                             {"t_h", "t_h"},
                                                                             {"F_F_I", "F__F__I_"},
                                                                             {".notdef", "_notdef"},
                                                                             {"con", "_con"},
                                                                             {"CON", "C_O_N_"},
                                                                             {"con.alt", "_con.alt"},
                                                                             {"alt.con", "alt._con"},
                                                                             {"uni4E00", "uni4E_00"}}) {
        QTest::addRow("%s", qPrintable(name)) << name << file;
    }
}

void GlyphNamesTest::fileNamesAreThoseOfTheSpecification() {
    QFETCH(QString, name);
    QFETCH(QString, file);
    QCOMPARE(FileNames(".glif").add(name.toStdString()), file.toStdString() + ".glif");
}

void GlyphNamesTest::clashesAreNumbered() {
    FileNames names;
    QCOMPARE(names.add("a*"), std::string("a_"));
    QCOMPARE(names.add("a?"), std::string("a_000000000000001"));
    QCOMPARE(names.add("a_000000000000001"), std::string("a_000000000000001000000000000001"));
    QCOMPARE(names.add("a:"), std::string("a_000000000000002"));
}

void GlyphNamesTest::hostileNamesDoNoHarm() {
    for (const std::string& suffix : {std::string(".glif"), std::string()}) {
        FileNames files(suffix);
        std::set<QString> given;
        for (const std::string& name : testing::hostileNames(10000)) {
            const std::string file = files.add(name);
            const QByteArray shown = QByteArray::fromStdString(file);
            QVERIFY2(file.size() <= 255 && file.size() > suffix.size(), shown);
            QVERIFY2(given.insert(folded(file)).second, "given twice: " + shown);
            QVERIFY2(file.find_first_of(std::string_view("/\\:*?\"<>|\0", 10)) == std::string::npos, shown);
            QVERIFY2(file.front() != '.' && file.back() != '.' && file.back() != ' ', shown);
            for (const char letter : file) {
                QVERIFY2(letter > 0x20 && letter < 0x7F, shown);
            }
            for (const QString& part : QString::fromStdString(file).split('.')) {
                QVERIFY2(!isDevice(part.toStdString()), shown);
            }
        }
        QCOMPARE(given.size(), std::size_t(10000));
    }
}

void GlyphNamesTest::legalNamesAreLegal() {
    for (const std::string& name : testing::hostileNames(2000)) {
        const std::string legal = legalGlyphName(name);
        QVERIFY(!legal.empty() && isUtf8(legal));
        for (const char32_t c : decodeUtf8(legal)) {
            QVERIFY(c >= 0x20 && (c < 0x7F || c > 0x9F));
        }
        for (const char32_t c : decodeUtf8(legalXmlText(name))) {
            QVERIFY(c >= 0x20 || c == '\t' || c == '\n' || c == '\r');
        }
    }
    QCOMPARE(legalGlyphName("字.alt"), std::string("字.alt"));
    QCOMPARE(legalGlyphName(""), std::string("_"));
    QCOMPARE(legalXmlText("a\u0001b\uFFFEc 字"), std::string("abc 字"));
}

QTEST_GUILESS_MAIN(GlyphNamesTest)
#include "glyph_names_test.moc"
