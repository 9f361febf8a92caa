// Plans and weights under which nothing would learn: refused where they are chosen and where a run starts,
// told where a schedule comes to them for a while.
#include "core/training/learning_check.h"
#include "core/training/network_settings.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

namespace {

std::vector<std::string> textsOf(const QStringList& rules) {
    std::vector<std::string> texts;
    for (const auto& rule : rules) {
        texts.push_back(rule.toStdString());
    }
    return texts;
}

const QStringList styleHeadAlone{"freeze generator", "freeze discriminator", "train kind=style_head"};

} // namespace

class LearningCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plansUnderWhichNothingLearns_data();
    void plansUnderWhichNothingLearns();
    void theStyleHeadsPresetNamesTheWeightThatItNeeds_data();
    void theStyleHeadsPresetNamesTheWeightThatItNeeds();
    void aRunDoesNotStart();
    void aRunKeepsItsPlan();
    void aScheduleThatIdlesIsToldOf();

private:
    std::filesystem::path folder(const char* name) const {
        return m_folder.path().toStdString() + "/" + name;
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
};

void LearningCheckTest::plansUnderWhichNothingLearns_data() {
    QTest::addColumn<QStringList>("rules");
    QTest::addColumn<double>("l1");
    QTest::addColumn<double>("adversarial");
    QTest::addColumn<double>("style");
    QTest::addColumn<QString>("told"); // empty: something learns
    QTest::newRow("everything") << QStringList{} << 1.0 << 0.0 << 0.0 << "";
    QTest::newRow("no weight") << QStringList{} << 0.0 << 0.0 << 0.0 << "l1-weight";
    QTest::newRow("to please the discriminator") << QStringList{} << 0.0 << 0.1 << 0.0 << "";
    QTest::newRow("no generator, no discriminator")
        << QStringList{"freeze generator"} << 1.0 << 0.0 << 0.0 << "no part that trains";
    QTest::newRow("the discriminator alone") << QStringList{"freeze generator"} << 1.0 << 0.1 << 0.0 << "";
    QTest::newRow("neither of the two") << QStringList{"freeze generator", "freeze discriminator"} << 1.0
                                        << 0.1 << 1.0 << "no part that trains";
    QTest::newRow("the style head alone") << styleHeadAlone << 1.0 << 0.1 << 1.0 << "";
    QTest::newRow("the style head alone, without weight")
        << styleHeadAlone << 1.0 << 0.1 << 0.0 << "style-weight";
    QTest::newRow("one norm") << QStringList{"freeze generator", "train kind=norm"} << 1.0 << 0.0 << 0.0
                              << "";
}

void LearningCheckTest::plansUnderWhichNothingLearns() {
    QFETCH(QStringList, rules);
    QFETCH(double, l1);
    QFETCH(double, adversarial);
    QFETCH(double, style);
    QFETCH(QString, told);
    auto settings = smallSettings();
    settings.l1Weight = l1;
    settings.adversarialWeight = adversarial;
    settings.styleWeight = style;
    settings.network =
        "discriminator.style-head=true"; // as foreign discriminators have it, whatever the weight
    const auto generator = generatorConfigOf(settings, 32).orThrow();
    const auto judge = discriminatorConfigOf(settings, generator).orThrow();
    const auto resolved =
        resolveFreezing(parseFreezingPlan(textsOf(rules)).orThrow(), {}, parametersOf(generator),
                        judge ? parametersOf(*judge) : std::vector<ParameterInfo>{})
            .orThrow();
    const auto checked = checkLearning(resolved, settings);
    QCOMPARE(checked.ok(), told.isEmpty());
    if (!checked) {
        QVERIFY2(QString::fromStdString(checked.error().text()).contains(told),
                 checked.error().text().c_str());
        QVERIFY(!checked.error().advice.empty());
    }
}

void LearningCheckTest::theStyleHeadsPresetNamesTheWeightThatItNeeds_data() {
    QTest::addColumn<double>("adversarial");
    QTest::addColumn<QString>("told");
    QTest::newRow("no discriminator") << 0.0 << "adversarial-weight";
    QTest::newRow("no style head") << 0.1 << "style-weight";
}

void LearningCheckTest::theStyleHeadsPresetNamesTheWeightThatItNeeds() {
    QFETCH(double, adversarial);
    QFETCH(QString, told);
    auto setup = smallSetup(m_pairs, folder("preset"), 3);
    setup.settings.adversarialWeight = adversarial;
    setup.freezing = freezingPlanTexts(freezingPreset("style_head").orThrow());
    const auto refused = TrainingSession::create(setup);
    QVERIFY(!refused.ok());
    QVERIFY2(QString::fromStdString(refused.error().text()).contains(told), refused.error().text().c_str());
    setup.settings.adversarialWeight = 0.1;
    setup.settings.styleWeight = 1;
    QVERIFY(TrainingSession::create(setup).ok());
}

void LearningCheckTest::aRunDoesNotStart() {
    auto setup = smallSetup(m_pairs, folder("idle"), 3);
    setup.freezing = {"freeze generator"};
    const auto refused = TrainingSession::create(setup);
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().message.find("Nothing would learn") == 0, refused.error().message.c_str());
}

void LearningCheckTest::aRunKeepsItsPlan() {
    RecordingObserver observer;
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("asked"), 6)).orThrow();
    observer.atStep = [&](long long step) {
        if (step == 3) {
            session->requestFreezing({"freeze generator"});
        }
    };
    QVERIFY(session->run({}, observer).ok());
    QCOMPARE(observer.warnings.size(), std::size_t{1});
    QVERIFY(observer.warnings[0].message.find("Nothing would learn") == 0);
    QVERIFY(observer.rows.back().trainedParameters > 0);
    QVERIFY(!observer.happened("frozen"));
}

void LearningCheckTest::aScheduleThatIdlesIsToldOf() {
    RecordingObserver observer;
    auto setup = smallSetup(m_pairs, folder("schedule"), 8);
    setup.freezing = {"freeze generator until step 2", "freeze generator from step 5"};
    trained(setup, observer);
    QCOMPARE(observer.rows[1].trainedParameters, 0LL);
    QVERIFY(observer.rows[3].trainedParameters > 0);
    QCOMPARE(observer.warnings.size(), std::size_t{2}); // at the beginning, and from step 5 on
    QVERIFY(observer.warnings[1].message.find("Nothing would learn") == 0);
}

QTEST_GUILESS_MAIN(LearningCheckTest)
#include "learning_check_test.moc"
