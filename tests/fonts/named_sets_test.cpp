// The named character sets hold exactly what the standards say; counts are pinned.
#include "core/fonts/named_sets.h"

#include <QTest>
#include <set>

using namespace typemould;

namespace {
CharacterSet set(const char* key) { return namedSet(key).orThrow(); }
} // namespace

class NamedSetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void counts_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("inside");  ///< some that belong
        QTest::addColumn<QString>("outside"); ///< some that do not
        const auto row = [](const char* key, int count, const char* inside, const char* outside) {
            QTest::newRow(key) << key << count << inside << outside;
        };
        row("ascii", 94, "!~Az09", " é");
        row("latin1", 65, "ÀÿßªºµÖ", "A×÷");
        row("hiragana", 89, "ぁんゔゖゝゞ", "ア゛");
        row("katakana", 94, "ァンヴヺーヽ", "あ・");
        row("cjk-punctuation", 108, "、。「」『』〈〉・！？，：（）…—“”々〇", "あ亜A０");
        row("gb2312", 6763, "啊座亍齄国", "國鎔");
        row("gb2312-1", 3755, "啊座国", "亍齄");
        row("tgh", 8105, "一乙国㑇", "國");
        row("tgh-1", 3500, "一乙国", "㑇");
        row("big5", 13053, "一乙國乂龘嗀兀", "国兙嗧");
        row("big5-1", 5401, "一乙國籲", "乂");
        row("big5-2", 7652, "乂龘", "一");
        row("cns-1", 5401, "一乙國籲", "乂兙");
        row("joyo", 2136, "一亜剝塡頰𠮟鬱", "剥填頬叱");
        row("jis", 6355, "亜腕弌熙凜", "仝剝");
        row("jis-1", 2965, "亜腕", "弌");
        row("jis-2", 3390, "弌熙", "亜");
        row("ksx1001-hanja", 4888, "伽詰\uF900\uFA0B", "国");
        row("hangul", 11172, "가힣", "ㄱ");
        row("uro", 20992, "一\u9FFF", "㐀");
        row("ext-a", 6592, "㐀\u4DBF", "一");
        row("ext-b", 42720, "\U00020000\U0002A6DF", "一");
        row("ext-c", 4154, "\U0002A700\U0002B739", "\U0002B73A");
        row("ext-d", 222, "\U0002B740\U0002B81D", "\U0002B81E");
        row("ext-e", 5762, "\U0002B820\U0002CEA1", "\U0002CEA2");
        row("ext-f", 7473, "\U0002CEB0\U0002EBE0", "\U0002EBE1");
        row("ext-g", 4939, "\U00030000\U0003134A", "\U0003134B");
        row("ext-h", 4192, "\U00031350\U000323AF", "\U000323B0");
        row("cjk-compat", 1014, "\uF900\uFAD9\U0002F800\U0002FA1D", "一");
    }
    void counts() {
        QFETCH(QString, key);
        QFETCH(int, count);
        QFETCH(QString, inside);
        QFETCH(QString, outside);
        const CharacterSet characters = set(key.toUtf8());
        QCOMPARE(static_cast<int>(characters.size()), count);
        for (const char32_t c : inside.toStdU32String()) {
            QVERIFY2(characters.contains(c), codePointText(c).c_str());
        }
        for (const char32_t c : outside.toStdU32String()) {
            QVERIFY2(!characters.contains(c), codePointText(c).c_str());
        }
    }

    void everySetIsPinnedAndSaysItsCount() {
        // The rows above and the list of sets are the same, so that no set goes untested.
        std::set<std::string> pinned{
            "ascii", "latin1", "hiragana", "katakana",      "cjk-punctuation", "gb2312", "gb2312-1",
            "tgh",   "tgh-1",  "big5",     "big5-1",        "big5-2",          "cns-1",  "joyo",
            "jis",   "jis-1",  "jis-2",    "ksx1001-hanja", "hangul",          "uro",    "cjk-compat"};
        for (const char letter : std::string("abcdefgh")) {
            pinned.insert(std::string("ext-") + letter);
        }
        std::set<std::string> listed;
        for (const NamedSet& named : namedSets()) {
            QVERIFY2(listed.insert(named.key).second, named.key.c_str());
            QVERIFY(!named.name.empty());
            QString digits = QString::fromStdString(named.description).section(' ', 0, 0).remove(',');
            QCOMPARE(digits.toULong(), static_cast<unsigned long>(set(named.key.c_str()).size()));
        }
        QCOMPARE(listed, pinned);
    }

    void noSetHoldsABlank() {
        for (const NamedSet& named : namedSets()) {
            for (const char32_t c : set(named.key.c_str())) {
                QVERIFY2(!isBlank(c), (named.key + " " + codePointText(c)).c_str());
            }
        }
    }

    void levelsMakeUpTheirSets() {
        QCOMPARE(set("big5-1") | set("big5-2"), set("big5"));
        QVERIFY((set("big5-1") & set("big5-2")).empty());
        QCOMPARE(set("jis-1") | set("jis-2"), set("jis"));
        QVERIFY((set("gb2312-1") - set("gb2312")).empty());
        QVERIFY((set("tgh-1") - set("tgh")).empty());
        QVERIFY((set("joyo") & set("jis")).size() == 2136 - 4);
    }

    void keysAreMatchedWithoutCase() { QCOMPARE(set("GB2312"), set("gb2312")); }

    void anUnknownKeyListsTheKnownOnes() {
        const auto result = namedSet("gb2313");
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QVERIFY(result.error().message.find("gb2313") != std::string::npos);
        for (const NamedSet& named : namedSets()) {
            QVERIFY2(result.error().advice.find(named.key) != std::string::npos, named.key.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(NamedSetsTest)
#include "named_sets_test.moc"
