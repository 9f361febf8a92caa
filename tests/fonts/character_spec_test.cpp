// Character SPECs: what may be written, what it means, and what is refused with which words.
#include "core/fonts/character_spec.h"

#include "core/base/atomic_file.h"
#include "core/fonts/named_sets.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace typemould;

namespace {
void write(const QTemporaryDir& folder, const char* name, const QByteArray& bytes) {
    writeFileAtomically(folder.filePath(name).toStdString(),
                        std::string_view(bytes.data(), std::size_t(bytes.size())))
        .orThrow();
}
} // namespace

class CharacterSpecTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_oldFolder;
    const ContextSets m_context{
        {"missing", [] { return Result<CharacterSet>(CharacterSet{U'缺'}); }},
        {"heldout",
         [] {
             return Result<CharacterSet>(Error{ErrorCode::NotFound, "No pairs yet.", "Draw them."});
         }},
        {"none", [] { return Result<CharacterSet>(CharacterSet{}); }},
    };

private Q_SLOTS:
    void initTestCase() {
        write(m_folder, "text.txt", "\xEF\xBB\xBF字模 \r\n字\n");
        write(m_folder, "latin1.txt", "caf\xE9");
        write(m_folder, "utf16.txt", QByteArray("\xFF\xFE\x57\x5B", 4));
        write(m_folder, "blank.txt", " \n\t");
        m_oldFolder = QDir::currentPath();
        QDir::setCurrent(m_folder.path());
    }
    void cleanupTestCase() { QDir::setCurrent(m_oldFolder); }

    void meaning_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("characters");
        const auto row = [](const char* name, const char* spec, const char* characters) {
            QTest::newRow(name) << spec << characters;
        };
        row("typed ideographs", "字模字", "字模");
        row("typed with a space between", "字 模", "字模");
        row("typed beyond the BMP", "𠮟", "𠮟");
        row("one Latin letter", "A", "A");
        row("letters parted by commas", "b,A", "Ab");
        row("digits", "102", "012");
        row("Latin among ideographs", "字AB", "字AB");
        row("punctuation", "!?", "!?");
        row("one code point", "U+5B57", "字");
        row("small letters", "u+5b57", "字");
        row("range", "U+0041-0043", "ABC");
        row("range with a second U+", "U+0041-U+0043", "ABC");
        row("range of one", "U+0041-0041", "A");
        row("range with spaces", "U+0041 - 0043", "ABC");
        row("range leaves spaces out", "U+3000-3002", "、。");
        row("comma as a code point", "U+002C", ",");
        row("@ as a code point", "U+0040", "@");
        row("a set's name in capitals", "JOYO,U+0041", "");
        row("a file", "@text.txt", "字模");
        row("a file with spaces around", " @text.txt , A ", "字模A");
        row("several parts", "字,U+0041,@text.txt,missing", "字模A缺");
        row("a context set", "missing", "缺");
        row("a context set in capitals", "Missing", "缺");
        row("an empty context set beside others", "none,A", "A");
    }
    void meaning() {
        QFETCH(QString, spec);
        QFETCH(QString, characters);
        const auto result = parseCharacterSpec(spec.toStdString(), m_context);
        QVERIFY2(result, result ? "" : result.error().text().c_str());
        const CharacterSet expected = characters.isEmpty() ? namedSet("joyo").orThrow() | CharacterSet{U'A'}
                                                           : CharacterSet::ofText(characters.toStdString());
        QCOMPARE(*result, expected);
    }

    void everyNamedSetIsUnderstood() {
        for (const NamedSet& named : namedSets()) {
            QCOMPARE(parseCharacterSpec(named.key).orThrow(), namedSet(named.key).orThrow());
        }
    }

    void unionOfOverlappingParts() {
        QCOMPARE(parseCharacterSpec("big5-1,big5-2,big5").orThrow(), namedSet("big5").orThrow());
    }

    void allOfUnicode() {
        const CharacterSet all = parseCharacterSpec("U+0000-10FFFF").orThrow();
        QVERIFY(all.size() > 1'000'000);
        QVERIFY(!all.contains(0xD800));
        QVERIFY(!all.contains(0x20));
        QVERIFY(all.contains(0x4E00));
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("words"); ///< in message or advice
        const auto row = [](const char* name, const char* spec, const char* code, const char* words) {
            QTest::newRow(name) << QByteArray(spec) << code << words;
        };
        row("nothing", "", "invalid_argument", "No characters");
        row("spaces", "  ", "invalid_argument", "No characters");
        row("a comma alone", ",", "invalid_argument", "U+002C");
        row("a comma too many", "A,,B", "invalid_argument", "U+002C");
        row("a comma at the end", "joyo,", "invalid_argument", "U+002C");
        row("an unknown word", "joyp", "invalid_argument", "joyo");
        row("an unknown word lists context sets", "mising", "invalid_argument", "missing");
        row("two names without a comma", "joyo ascii", "invalid_argument", "joyo ascii");
        row("an accented word", "café", "invalid_argument", "café");
        row("a range without U+", "4E00-9FFF", "invalid_argument", "4E00-9FFF");
        row("a range backwards", "U+9FFF-4E00", "invalid_argument", "before it starts");
        row("a range without an end", "U+4E00-", "invalid_argument", "U+4E00-9FFF");
        row("U+ alone", "U+", "invalid_argument", "U+4E00-9FFF");
        row("no hex", "U+4E0G", "invalid_argument", "U+4E0G");
        row("too many digits", "U+0004E00", "invalid_argument", "U+0004E00");
        row("beyond Unicode", "U+110000", "invalid_argument", "U+10FFFF");
        row("a surrogate", "U+D800", "invalid_argument", "surrogates");
        row("a range of surrogates", "U+D800-DFFF", "invalid_argument", "surrogates");
        row("a space alone", "U+0020", "invalid_argument", "no character");
        row("an empty context set alone", "none", "invalid_argument", "none");
        row("a context set that fails", "heldout", "not_found", "No pairs yet");
        row("a file that is not there", "@gone.txt", "not_found", "gone.txt");
        row("@ alone", "@", "invalid_argument", "U+0040");
        row("a file in Latin-1", "@latin1.txt", "bad_format", "latin1.txt");
        row("a file in UTF-16", "@utf16.txt", "bad_format", "UTF-8");
        row("a file without characters", "@blank.txt", "invalid_argument", "blank.txt");
        row("broken bytes", "A\xFF", "invalid_argument", "UTF-8");
    }
    void refused() {
        QFETCH(QByteArray, spec);
        QFETCH(QString, code);
        QFETCH(QString, words);
        const auto result = parseCharacterSpec(spec.toStdString(), m_context);
        QVERIFY(!result);
        QCOMPARE(QString(errorCodeName(result.error().code)), code);
        QVERIFY2(result.error().text().find(words.toStdString()) != std::string::npos,
                 result.error().text().c_str());
        QVERIFY2(!result.error().advice.empty(), result.error().text().c_str());
    }

    void aFolderIsNoFile() {
        const auto result = parseCharacterSpec("@" + m_folder.path().toStdString());
        QVERIFY(!result);
        QVERIFY(result.error().text().find(m_folder.path().toStdString()) != std::string::npos);
    }

    void contextSetsAreComputedOnlyWhenNamed() {
        int calls = 0;
        const ContextSets context{{"costly", [&calls] {
                                       ++calls;
                                       return Result<CharacterSet>(CharacterSet{U'貴'});
                                   }}};
        QVERIFY(parseCharacterSpec("字", context));
        QCOMPARE(calls, 0);
        QVERIFY(parseCharacterSpec("字,costly", context));
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(CharacterSpecTest)
#include "character_spec_test.moc"
