// Sets of characters: order, arithmetic, and UTF-8 in and out.
#include "core/fonts/character_set.h"

#include <QTest>

using namespace typemould;

class CharacterSetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sortsAndDropsDoubles() {
        const CharacterSet set{U'c', U'a', U'c', U'b'};
        QCOMPARE(set.characters(), (std::vector<char32_t>{U'a', U'b', U'c'}));
        QVERIFY(set.contains(U'b'));
        QVERIFY(!set.contains(U'd'));
        QCOMPARE(set[2], U'c');
    }

    void rangeHoldsBothEnds() {
        QCOMPARE(CharacterSet::range(0x4E00, 0x4E02), (CharacterSet{0x4E00, 0x4E01, 0x4E02}));
        QCOMPARE(CharacterSet::range(0x4E00, 0x4E00).size(), 1u);
        QVERIFY(CharacterSet::range(2, 1).empty());
        QCOMPARE(CharacterSet::range(0x10FFFE, 0xFFFFFFFF).size(), 2u);
    }

    void setArithmetic() {
        const CharacterSet a{1, 2, 3}, b{2, 3, 4}, none;
        QCOMPARE(a | b, (CharacterSet{1, 2, 3, 4}));
        QCOMPARE(a & b, (CharacterSet{2, 3}));
        QCOMPARE(a - b, (CharacterSet{1}));
        QCOMPARE(b - a, (CharacterSet{4}));
        QCOMPARE(a | none, a);
        QCOMPARE(a & none, none);
        QCOMPARE(none - a, none);
    }

    void utf8OfCharacters_data() {
        QTest::addColumn<quint32>("character");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("one byte, last") << 0x7Fu << QByteArray("\x7F");
        QTest::addRow("two bytes, first") << 0x80u << QByteArray("\xC2\x80");
        QTest::addRow("two bytes, last") << 0x7FFu << QByteArray("\xDF\xBF");
        QTest::addRow("three bytes, first") << 0x800u << QByteArray("\xE0\xA0\x80");
        QTest::addRow("ideograph") << 0x5B57u << QByteArray("\xE5\xAD\x97");
        QTest::addRow("three bytes, last") << 0xFFFDu << QByteArray("\xEF\xBF\xBD");
        QTest::addRow("four bytes, first") << 0x10000u << QByteArray("\xF0\x90\x80\x80");
        QTest::addRow("joyo beyond the BMP") << 0x20B9Fu << QByteArray("\xF0\xA0\xAE\x9F");
        QTest::addRow("the last character") << 0x10FFFFu << QByteArray("\xF4\x8F\xBF\xBF");
    }
    void utf8OfCharacters() {
        QFETCH(quint32, character);
        QFETCH(QByteArray, bytes);
        QCOMPARE(QByteArray::fromStdString(utf8Of(character)), bytes);
        QCOMPARE(decodeUtf8(bytes.toStdString()), (std::vector<char32_t>{character}));
        QVERIFY(isUtf8(bytes.toStdString()));
    }

    void brokenBytesAreLeftAway_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("lone continuation") << QByteArray("A\x80Z");
        QTest::addRow("cut short before a letter") << QByteArray("A\xE5\xADZ");
        QTest::addRow("overlong slash") << QByteArray("A\xC0\xAFZ");
        QTest::addRow("overlong in three") << QByteArray("A\xE0\x80\xAFZ");
        QTest::addRow("surrogate") << QByteArray("A\xED\xA0\x80Z");
        QTest::addRow("beyond Unicode") << QByteArray("A\xF4\x90\x80\x80Z");
        QTest::addRow("lead byte that is never used") << QByteArray("A\xFFZ");
        QTest::addRow("Latin-1") << QByteArray("A\xE9Z");
    }
    void brokenBytesAreLeftAway() {
        QFETCH(QByteArray, bytes);
        QVERIFY(!isUtf8(bytes.toStdString()));
        QCOMPARE(decodeUtf8(bytes.toStdString()), (std::vector<char32_t>{U'A', U'Z'}));
    }

    void cutShortAtTheEnd() {
        QVERIFY(!isUtf8("A\xE5\xAD"));
        QCOMPARE(decodeUtf8("A\xE5\xAD"), (std::vector<char32_t>{U'A'}));
    }

    void decodingKeepsOrderAndDoubles() {
        QCOMPARE(decodeUtf8("字a字"), (std::vector<char32_t>{U'字', U'a', U'字'}));
    }

    void textWithoutSpacesAndControls() {
        QCOMPARE(CharacterSet::ofText("\xEF\xBB\xBF字 模\t字\r\n\u3000東\u00A0\u200B"),
                 (CharacterSet{U'字', U'模', U'東'}));
        QVERIFY(CharacterSet::ofText(" \n").empty());
    }

    void blanks_data() {
        QTest::addColumn<quint32>("character");
        QTest::addColumn<bool>("blank");
        for (const quint32 c :
             {0x0u, 0x20u, 0x7Fu, 0xA0u, 0xADu, 0x1680u, 0x2003u, 0x200Bu, 0x2028u, 0x3000u, 0xD800u, 0xFE0Fu,
              0xFEFFu, 0xFFFEu, 0x1FFFFu, 0xE0100u, 0x110000u, 0xFFFFFFFFu}) {
            QTest::addRow("U+%04X is blank", c) << c << true;
        }
        for (const quint32 c : {0x21u, 0x7Eu, 0xA1u, 0x3001u, 0x3041u, 0x4E00u, 0xAC00u, 0xE000u, 0xFF01u,
                                0xFFFDu, 0x20000u, 0x2A6DFu, 0x10FFFDu}) {
            QTest::addRow("U+%04X is drawn", c) << c << false;
        }
    }
    void blanks() {
        QFETCH(quint32, character);
        QFETCH(bool, blank);
        QCOMPARE(isBlank(character), blank);
    }

    void codePoints() {
        QCOMPARE(codePointText(0x41), std::string("U+0041"));
        QCOMPARE(codePointText(0x4E00), std::string("U+4E00"));
        QCOMPARE(codePointText(0x20B9F), std::string("U+20B9F"));
    }
};

QTEST_GUILESS_MAIN(CharacterSetTest)
#include "character_set_test.moc"
