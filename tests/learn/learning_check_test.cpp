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
    QTest::addColumn<int>("styles");
    QTest::addColumn<QString>("told"); // empty: something learns
    const auto row = [](const char* name, const QStringList& rules, double l1, double adversarial,
                        double style, int styles, const char* told) {
        QTest::newRow(name) << rules << l1 << adversarial << style << styles << told;
    };
    const QStringList noGenerator{"freeze generator"};
    row("everything", {}, 1, 0, 0, 1, "");
    row("no weight", {}, 0, 0, 0, 1, "l1-weight");
    row("to please the discriminator", {}, 0, 0.1, 0, 1, "");
    row("no generator, no discriminator", noGenerator, 1, 0, 0, 1, "no part that trains");
    row("the discriminator alone", noGenerator, 1, 0.1, 0, 1, "");
    row("neither of the two", {"freeze generator", "freeze discriminator"}, 1, 0.1, 1, 2,
        "no part that trains");
    row("the style head alone", styleHeadAlone, 1, 0.1, 1, 2, "");
    row("the style head alone, without weight", styleHeadAlone, 1, 0.1, 0, 2, "style-weight");
    row("the style head alone, of one style", styleHeadAlone, 1, 0.1, 1, 1, "one style alone");
    row("one norm", {"freeze generator", "train kind=norm"}, 1, 0, 0, 1, "");
    // rules with a time, at the beginning
    row("no weight, ever", {"rate 0.5 block=decoder.* until step 500"}, 0, 0, 0, 1, "l1-weight");
    row("frozen, another rate for a while", {"freeze generator", "rate 0.5 block=decoder.* until step 500"},
        1, 0, 0, 1, "no part that trains");
    row("frozen, and a part of it once more", {"freeze generator", "freeze block=encoder.1 until step 10"}, 1,
        0, 0, 1, "no part that trains");
    row("frozen from each end", {"freeze generator until step 9", "freeze generator from step 9"}, 1, 0, 0, 1,
        "no part that trains");
    row("frozen for a while", {"freeze generator until step 10"}, 1, 0, 0, 1, "");
    row("frozen, unfrozen for a moment", {"freeze generator", "train kind=norm from step 7 until step 8"}, 1,
        0, 0, 1, "");
    row("frozen, unfrozen in an epoch's steps",
        {"freeze generator", "train kind=norm from epoch 1.5 until step 8"}, 1, 0, 0, 1, "");
}

void LearningCheckTest::plansUnderWhichNothingLearns() {
    QFETCH(QStringList, rules);
    QFETCH(double, l1);
    QFETCH(double, adversarial);
    QFETCH(double, style);
    QFETCH(int, styles);
    QFETCH(QString, told);
    auto settings = smallSettings();
    settings.l1Weight = l1;
    settings.adversarialWeight = adversarial;
    settings.styleWeight = style;
    settings.network =
        "discriminator.style-head=true"; // as foreign discriminators have it, whatever the weight
    const auto generator = generatorConfigOf(settings, 32, styles).orThrow();
    const auto judge = discriminatorConfigOf(settings, generator).orThrow();
    const auto plan = parseFreezingPlan(textsOf(rules)).orThrow();
    const auto checked = checkLearningFrom({}, plan, settings, generator, judge);
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
    const auto alone = TrainingSession::create(setup);
    QVERIFY(!alone.ok());
    QVERIFY2(alone.error().message.find("one style alone") != std::string::npos,
             alone.error().text().c_str());
    setup.styles = {"light", "bold"};
    QVERIFY(TrainingSession::create(setup).ok());
}

void LearningCheckTest::aRunDoesNotStart() {
    auto setup = smallSetup(m_pairs, folder("idle"), 3);
    for (const auto& rules : {std::vector<std::string>{"freeze generator"},
                              {"freeze generator", "freeze block=encoder.1 until step 10"}}) {
        setup.freezing = rules;
        const auto refused = TrainingSession::create(setup);
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().message.find("Nothing would learn") == 0, refused.error().message.c_str());
    }
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
    QCOMPARE(observer.refusedFreezing.size(), std::size_t{1});
    QVERIFY(observer.refusedFreezing[0].why.message.find("Nothing would learn") == 0);
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
