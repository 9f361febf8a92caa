#include "core/base/sentence.h"

#include <QtTest>

Q_DECLARE_METATYPE(typemould::Sentence)

using namespace typemould;

class SentenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placesAreFilled_data() {
        QTest::addColumn<Sentence>("sentence");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, Sentence sentence, const char* text) {
            QTest::newRow(name) << std::move(sentence) << QString(text);
        };
        row("nothing", {}, "");
        row("no place", {"All is well."}, "All is well.");
        row("names and figures", {"%1 has %2 glyphs.", {verbatim("Demo"), verbatim(12)}},
            "Demo has 12 glyphs.");
        row("in any order, and twice", {"%2, %1, %2", {verbatim("a"), verbatim("b")}}, "b, a, b");
        row("a sentence in a sentence", {"%1 %2.", {verbatim("It"), {"may be %1", {verbatim("seen")}}}},
            "It may be seen.");
        row("a name holds no places", {"It is %1.", {verbatim("100 %1")}}, "It is 100 %1.");
        row("a place without an argument", {"%1 of %2 %", {verbatim("1")}}, "1 of %2 %");
    }
    void placesAreFilled() {
        QFETCH(Sentence, sentence);
        QTEST(QString::fromStdString(englishOf(sentence)), "text");
    }
};

QTEST_GUILESS_MAIN(SentenceTest)
#include "sentence_test.moc"
