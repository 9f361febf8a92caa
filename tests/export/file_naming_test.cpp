// Names of glyph files: every character a name of its own, on any file system, whatever the character.
#include "core/export/image_export.h"

#include <QString>
#include <QtTest>
#include <algorithm>
#include <unordered_map>

using namespace typemould;

class FileNamingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void everyCharacterHasItsOwnName_data();
    void everyCharacterHasItsOwnName();
    void sequencesSortAsTheyCount();
};

void FileNamingTest::names_data() {
    QTest::addColumn<quint32>("character");
    QTest::addColumn<int>("rule");
    QTest::addColumn<QString>("name");
    const auto row = [](quint32 character, NamingRule rule, const char* name) {
        QTest::addRow("U+%04X as %s", character, name) << character << int(rule) << name;
    };
    row(0x6771, NamingRule::UnicodeHex, "6771.png");
    row(0x41, NamingRule::UnicodeHex, "0041.png");
    row(0x3ABC, NamingRule::UnicodeHex, "3ABC.png");
    row(0x2A6D6, NamingRule::UnicodeHex, "2A6D6.png");
    row(0x6771, NamingRule::UnicodeInt, "26481.png");
    row(0x6771, NamingRule::Character, "東.png");
    row(0x20000, NamingRule::Character, "𠀀.png");
    row(0x304C, NamingRule::Character, "が.png");
    row(0xD55C, NamingRule::Character, "한.png");
    row(U'7', NamingRule::Character, "7.png");
    row(U'A', NamingRule::Character, "U+0041.png");
    row(U'a', NamingRule::Character, "U+0061.png");
    row(U'/', NamingRule::Character, "U+002F.png");
    row(U'\\', NamingRule::Character, "U+005C.png");
    row(U':', NamingRule::Character, "U+003A.png");
    row(U'.', NamingRule::Character, "U+002E.png");
    row(U'*', NamingRule::Character, "U+002A.png");
    row(U'~', NamingRule::Character, "U+007E.png");
    row(0, NamingRule::Character, "U+0000.png");
    row(0x0A, NamingRule::Character, "U+000A.png");
    row(0x202E, NamingRule::Character, "U+202E.png");   // turns the writing direction
    row(0x3000, NamingRule::Character, "U+3000.png");   // a space
    row(0x3099, NamingRule::Character, "U+3099.png");   // combines with what stands before it
    row(0xFF21, NamingRule::Character, "U+FF21.png");   // a full-width A, which has a small a
    row(0x0391, NamingRule::Character, "U+0391.png");   // Alpha, likewise
    row(0xF900, NamingRule::Character, "U+F900.png");   // some file systems take it for U+8C48
    row(0x2F800, NamingRule::Character, "U+2F800.png"); // likewise
    row(0x10FFFF, NamingRule::Character, "U+10FFFF.png");
    QCOMPARE(glyphFileName(0x6771, NamingRule::UnicodeHex, ImageFormat::Bmp, 1, 1), std::string("6771.bmp"));
}

void FileNamingTest::names() {
    QFETCH(quint32, character);
    QFETCH(int, rule);
    QFETCH(QString, name);
    QCOMPARE(QString::fromStdString(
                 glyphFileName(character, static_cast<NamingRule>(rule), ImageFormat::Png, 1, 1)),
             name);
}

void FileNamingTest::everyCharacterHasItsOwnName_data() {
    QTest::addColumn<int>("rule");
    QTest::newRow("hexadecimal") << int(NamingRule::UnicodeHex);
    QTest::newRow("decimal") << int(NamingRule::UnicodeInt);
    QTest::newRow("character") << int(NamingRule::Character);
    QTest::newRow("sequence") << int(NamingRule::Sequence);
}

void FileNamingTest::everyCharacterHasItsOwnName() {
    QFETCH(int, rule);
    constexpr char32_t end = 0x32000; // all planes that hold letters and ideographs
    std::unordered_map<std::string, char32_t> seen;
    seen.reserve(end);
    for (char32_t character = 0; character < end; ++character) {
        const std::string name =
            glyphFileName(character, static_cast<NamingRule>(rule), ImageFormat::Png, character + 1, end);
        QVERIFY(name.size() <= 255 && name.find('/') == std::string::npos && name[0] != '.' &&
                name.find('\0') == std::string::npos);
        // What the file systems that are least particular take for the same: without case, canonically
        // decomposed.
        const QString folded =
            QString::fromStdString(name).normalized(QString::NormalizationForm_D).toCaseFolded();
        const auto [other, fresh] =
            seen.emplace(folded.normalized(QString::NormalizationForm_D).toStdString(), character);
        QVERIFY2(fresh, qPrintable(QString("U+%1 and U+%2 share %3")
                                       .arg(character, 4, 16)
                                       .arg(other->second, 4, 16)
                                       .arg(QString::fromStdString(name))));
    }
}

void FileNamingTest::sequencesSortAsTheyCount() {
    for (const std::size_t total :
         {std::size_t(1), std::size_t(9999), std::size_t(10000), std::size_t(123456)}) {
        std::string before;
        for (std::size_t i = 1; i <= total; i += 1 + i / 7) {
            const std::string name = glyphFileName(0x4E00, NamingRule::Sequence, ImageFormat::Png, i, total);
            QVERIFY(name > before);
            QCOMPARE(name.size(), std::max<std::size_t>(4, std::to_string(total).size()) + 4);
            before = name;
        }
    }
    QCOMPARE(glyphFileName(0x4E00, NamingRule::Sequence, ImageFormat::Png, 7, 120), std::string("0007.png"));
}

QTEST_GUILESS_MAIN(FileNamingTest)
#include "file_naming_test.moc"
