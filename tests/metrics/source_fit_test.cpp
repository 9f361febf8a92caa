// Which source font is nearer to the target: told by the shapes of the characters that all draw.
#include "core/metrics/source_fit.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>

using namespace typemould;

class SourceFitTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTargetItselfFitsBest();
    void aFontIsNotBetterThanItself();
    void nearlyAlikeIsNotBetter();
    void aFontWithoutTheScriptIsRefused();
    void everyOtherFaceIsCompared();
    void theSentenceSaysWhatTheFiguresSay();
    void stoppedInBetween();

private:
    const FontFace m_source = demoFont("demo-source.ttf");
    const FontFace m_target = demoFont("demo-target.ttf");
};

void SourceFitTest::theTargetItselfFitsBest() {
    const auto better = compareSources(m_source, m_target, m_target, 60).orThrow();
    QCOMPARE(better.characters, std::size_t(60));
    QVERIFY(better.other < 0.001 && better.now > 0.005 && better.otherFitsBetter());
    QCOMPARE(better.missing, std::size_t(0)); // for it draws none of what is missing
    QCOMPARE(better.missingOfAll, std::size_t(120));
    const auto worse = compareSources(m_target, m_source, m_target, 60).orThrow();
    QVERIFY(!worse.otherFitsBetter());
    QCOMPARE(worse.now, better.other);
    QCOMPARE(worse.other, better.now);
}

void SourceFitTest::aFontIsNotBetterThanItself() {
    const auto same = compareSources(m_source, m_source, m_target, 40).orThrow();
    QCOMPARE(same.now, same.other);
    QCOMPARE(same.error, 0.0);
    QVERIFY(!same.otherFitsBetter());
    QCOMPARE(same.missing, same.missingOfAll);
}

void SourceFitTest::nearlyAlikeIsNotBetter() {
    QVERIFY(!(SourceComparison{.now = 0.0200, .other = 0.0196, .error = 0.0001}.otherFitsBetter())); // 2 %
    QVERIFY(!(SourceComparison{.now = 0.0200, .other = 0.0180, .error = 0.0015}.otherFitsBetter())); // chance
    QVERIFY((SourceComparison{.now = 0.0200, .other = 0.0180, .error = 0.0005}.otherFitsBetter()));
}

void SourceFitTest::aFontWithoutTheScriptIsRefused() {
    const auto refused = compareSources(m_source, testFont("shapes.ttf"), m_target);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QVERIFY(refused.error().message.find("shapes.ttf") != std::string::npos);
    QVERIFY(!refused.error().advice.empty());
}

void SourceFitTest::everyOtherFaceIsCompared() {
    const auto other = compareFacesOf(demoFontPath("demo-target.ttf"), m_source, m_target, 20).orThrow();
    QCOMPARE(other.size(), std::size_t(1));
    QCOMPARE(other.front().title, fontTitle(m_target.names()));
    QVERIFY(other.front().comparison.otherFitsBetter());
    const auto itself = compareFacesOf(demoFontPath("demo-source.ttf"), m_source, m_target, 20);
    QVERIFY(!itself.ok() && itself.error().message.find("no face but the one") != std::string::npos);
    const auto strangers = compareFacesOf(testFontPath("collection.ttc"), m_source, m_target, 20);
    QVERIFY(!strangers.ok() && strangers.error().message.find("too few") != std::string::npos);
    const auto none = compareFacesOf(testFontPath("nothing.ttf"), m_source, m_target, 20);
    QCOMPARE(none.error().code, ErrorCode::NotFound);
}

void SourceFitTest::theSentenceSaysWhatTheFiguresSay() {
    const SourceComparison better{.characters = 200,
                                  .now = 0.0243,
                                  .other = 0.0191,
                                  .error = 0.0005,
                                  .missing = 110,
                                  .missingOfAll = 120};
    QCOMPARE(
        comparisonText(better, "A", "B"),
        std::string("B fits the target better than A (1.91 % of the canvas apart, against 2.43 %, on 200 "
                    "characters); it draws 110 of the 120 missing characters."));
    QVERIFY(comparisonText({.characters = 200, .now = 0.02, .other = 0.03}, "A", "B").find("does not fit") !=
            std::string::npos);
}

void SourceFitTest::stoppedInBetween() {
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(compareSources(m_source, m_target, m_target, 60, stop.get_token()).error().code,
             ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(SourceFitTest)
#include "source_fit_test.moc"
