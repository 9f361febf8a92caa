// The discriminator over several sessions: switched off and on again it knows what it knew, its style head
// grows with the styles, and one that begins anew, be it that other settings describe it, is told of.
#include "core/project/project_networks.h"
#include "core/training/checkpoint_writer.h"
#include "core/training/derived_checkpoint.h"
#include "core/training/network_settings.h"
#include "core/weights/safetensors.h"
#include "core/weights/trade.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

#include <algorithm>
#include <cstring>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {

/// The tensors of a checkpoint whose names begin with `prefix`.
StoredTensors tensorsOf(const fs::path& checkpoint, const char* file, const std::string& prefix) {
    auto tensors = readSafetensors(checkpoint / file).orThrow();
    std::erase_if(tensors, [&](const auto& item) { return item.first.rfind(prefix, 0) != 0; });
    return tensors;
}

std::int64_t stepsOf(const fs::path& checkpoint, const std::string& parameter) {
    const auto stored = tensorsOf(checkpoint, "optimizer.safetensors", parameter + ".steps");
    std::int64_t steps = -1;
    if (!stored.empty()) {
        std::memcpy(&steps, stored.begin()->second.data.data(), sizeof steps);
    }
    return steps;
}

std::string resumedText(const RecordingObserver& observer) {
    for (const auto& event : observer.events) {
        if (event.kind == "resumed") {
            return event.detail;
        }
    }
    return {};
}

} // namespace

class KeptDiscriminatorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offAndOnAgainItKnowsWhatItKnew();
    void aStyleHeadOffAndOnAgainKnowsWhatItKnew();
    void aStyleThatIsAddedMeanwhileGrowsTheHead();
    void aHeadOfAnOlderImportGoesOnGrown_data();
    void aHeadOfAnOlderImportGoesOnGrown();
    void aHeadOfMoreStylesStaysAsItIs();
    void anImportedDiscriminatorGrowsWithAStyleThatIsAdded();
    void aHeadThatIsNotWholeIsRefused_data();
    void aHeadThatIsNotWholeIsRefused();
    void whatIsKeptCanBeTakenOut();
    void oneThatBeginsAnewIsToldOf_data();
    void oneThatBeginsAnewIsToldOf();
    void anotherDiscriminatorBeginsAnew_data();
    void anotherDiscriminatorBeginsAnew();
    void anotherInitialiserIsNoOtherDiscriminator();

private:
    /// Trains up to `steps`, from `from` where it is given; returns the last checkpoint.
    fs::path run(const char* name, long long steps, double adversarial, double style,
                 const fs::path& from = {}, int styles = 1) {
        return run(setup(name, steps, adversarial, style, from), styles);
    }
    fs::path run(TrainingSetup setup, int styles) {
        for (int i = 0; styles > 1 && i < styles; ++i) {
            setup.styles.push_back("style " + std::to_string(i));
        }
        m_observer = {};
        trained(setup, m_observer);
        return m_observer.checkpoints.back();
    }
    static std::int64_t stylesOfHead(const fs::path& checkpoint) {
        return tensorsOf(checkpoint, "model.safetensors", "discriminator.style.weight")
            .begin()
            ->second.shape.at(0);
    }
    TrainingSetup setup(const char* name, long long steps, double adversarial, double style,
                        const fs::path& from) const {
        auto setup = smallSetup(m_pairs, fs::path(m_folder.path().toStdString()) / name, steps);
        setup.settings.adversarialWeight = adversarial;
        setup.settings.styleWeight = style;
        setup.settings.discriminatorWidth = 4;
        setup.resumeFrom = from;
        return setup;
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
    RecordingObserver m_observer;
};

void KeptDiscriminatorTest::offAndOnAgainItKnowsWhatItKnew() {
    const auto on = run("on", 6, 0.1, 1);
    const auto off = run("off", 10, 0, 0, on);
    QCOMPARE(m_observer.rows.back().discriminatorLoss, 0.0); // it does not judge
    for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
        const auto before = tensorsOf(on, file, "discriminator."),
                   after = tensorsOf(off, file, "discriminator.");
        QVERIFY(before.size() >= 10);
        QVERIFY2(before == after, file);
    }
    const auto again = run("again", 13, 0.1, 1, off);
    QVERIFY2(resumedText(m_observer).find("anew") == std::string::npos, resumedText(m_observer).c_str());
    QCOMPARE(stepsOf(on, "discriminator.body.0.weight"), 6);
    QCOMPARE(stepsOf(again, "discriminator.body.0.weight"), 9);
    QCOMPARE(stepsOf(again, "discriminator.style.weight"), 9);
    QCOMPARE(stepsOf(again, "generator.output.conv.weight"), 13);
}

void KeptDiscriminatorTest::aStyleHeadOffAndOnAgainKnowsWhatItKnew() {
    const auto on = run("head on", 6, 0.1, 1);
    const auto off = run("head off", 10, 0.1, 0, on);
    for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
        const auto before = tensorsOf(on, file, "discriminator.style.");
        QVERIFY(before.size() >= 2);
        QVERIFY2(before == tensorsOf(off, file, "discriminator.style."), file);
    }
    QCOMPARE(stepsOf(off, "discriminator.body.0.weight"), 10); // the rest of it went on
    const auto again = run("head again", 12, 0.1, 1, off);
    QVERIFY2(resumedText(m_observer).find("anew") == std::string::npos, resumedText(m_observer).c_str());
    QCOMPARE(stepsOf(again, "discriminator.style.weight"), 8);
}

void KeptDiscriminatorTest::aStyleThatIsAddedMeanwhileGrowsTheHead() {
    const auto on = run("two", 4, 0.1, 1, {}, 2);
    const auto off = run("three", 5, 0, 0, on, 3);
    const auto before = tensorsOf(on, "model.safetensors", "discriminator.style.weight").begin()->second;
    const auto after = tensorsOf(off, "model.safetensors", "discriminator.style.weight").begin()->second;
    QCOMPARE(after.shape.at(0), 3);
    QVERIFY(std::equal(before.data.begin(), before.data.end(), after.data.begin()));
    run("three on", 7, 0.1, 1, off, 3);
    QVERIFY(m_observer.rows.back().styleLoss > 0);
}

// The settings' text may still say how many styles it had when it was imported.
void KeptDiscriminatorTest::aHeadOfAnOlderImportGoesOnGrown_data() {
    QTest::addColumn<double>("adversarial");
    QTest::newRow("while it judges") << 0.1;
    QTest::newRow("while it is off") << 0.0;
}

void KeptDiscriminatorTest::aHeadOfAnOlderImportGoesOnGrown() {
    QFETCH(double, adversarial);
    auto last = run("imported", 2, 0.1, 1, {}, 2);
    for (const double weight : {adversarial, adversarial, 0.1}) {
        auto next = setup("grown", 0, weight, 1, last);
        next.budget.steps = readCheckpoint(last).orThrow().step + 2;
        next.settings.network = "discriminator.styles=2";
        last = run(next, 3);
        QCOMPARE(stylesOfHead(last), 3);
    }
    QVERIFY2(resumedText(m_observer).find("anew") == std::string::npos, resumedText(m_observer).c_str());
    QVERIFY(m_observer.rows.back().styleLoss > 0);
    const auto networks = networksOf(checkpointAt(last).orThrow(), true).orThrow();
    QCOMPARE(networks.discriminator->styles, 3);
}

void KeptDiscriminatorTest::aHeadOfMoreStylesStaysAsItIs() {
    auto wide = setup("wide", 2, 0.1, 1, {});
    wide.settings.network = "discriminator.styles=5";
    const auto first = run(wide, 2);
    QCOMPARE(stylesOfHead(first), 5);
    QCOMPARE(stylesOfHead(run("wide on", 4, 0.1, 1, first, 3)), 5); // the text says nothing of it any more
    QVERIFY2(resumedText(m_observer).find("anew") == std::string::npos, resumedText(m_observer).c_str());
}

void KeptDiscriminatorTest::anImportedDiscriminatorGrowsWithAStyleThatIsAdded() {
    const auto two = run("of two", 2, 0.1, 1, {}, 2);
    ProjectData data; // to which a third style has been added since
    data.dataset.canvas = 32;
    data.training = setup("of three", 0, 0.1, 1, {}).settings;
    data.styles = {{"own", {}, {}}, {"second", {}, {}}, {"third", {}, {}}};
    const auto file = two / "model.safetensors";
    auto judge =
        onlyNetwork(readWeightsFile(file, {.attention = {}, .canvas = 32}).orThrow(), file, false).orThrow();
    QCOMPARE(judge.inspection.discriminator().styles, 2);
    data = withImportedDiscriminator(data, judge.inspection.discriminator()).orThrow();
    QVERIFY2(data.training.network.find("discriminator.styles") == std::string::npos,
             data.training.network.c_str());
    auto last = withDiscriminator(checkpointAt(two).orThrow(), std::move(judge), data.training,
                                  fs::path(m_folder.path().toStdString()) / "of three")
                    .orThrow()
                    .folder;
    for (const long long steps : {4, 6}) {
        auto next = setup("of three", steps, 0.1, 1, last);
        next.settings = data.training;
        last = run(next, 3);
        QCOMPARE(stylesOfHead(last), 3);
        QVERIFY2(resumedText(m_observer).find("anew") == std::string::npos, resumedText(m_observer).c_str());
    }
}

void KeptDiscriminatorTest::aHeadThatIsNotWholeIsRefused_data() {
    QTest::addColumn<QString>("missing");
    QTest::newRow("no bias") << "discriminator.style.bias";
    QTest::newRow("no weight") << "discriminator.style.weight";
}

void KeptDiscriminatorTest::aHeadThatIsNotWholeIsRefused() {
    QFETCH(QString, missing);
    const auto whole = run("whole", 2, 0.1, 1);
    auto model = readSafetensors(whole / "model.safetensors").orThrow();
    QCOMPARE(model.erase(missing.toStdString()), std::size_t{1});
    const auto halved =
        writeCheckpoint(fs::path(m_folder.path().toStdString()) / "halved", readCheckpoint(whole).orThrow(),
                        model, readSafetensors(whole / "optimizer.safetensors").orThrow())
            .orThrow();
    const auto refused = TrainingSession::create(setup("halved", 3, 0.1, 1, halved));
    QVERIFY(!refused.ok());
    QVERIFY2(QString::fromStdString(refused.error().message).contains(missing + " is missing"),
             refused.error().message.c_str());
}

void KeptDiscriminatorTest::whatIsKeptCanBeTakenOut() {
    const auto off = run("out off", 4, 0, 0, run("out", 3, 0.1, 1));
    const auto networks = networksOf(checkpointAt(off).orThrow(), true).orThrow();
    QVERIFY(networks.discriminator && networks.discriminator->styleHead);
    QCOMPARE(networks.discriminator->width, 4);
    QVERIFY(writeImported(networks, readCheckpoint(off).orThrow(), off.parent_path() / "imported").ok());
}

void KeptDiscriminatorTest::oneThatBeginsAnewIsToldOf_data() {
    QTest::addColumn<double>("adversarialBefore");
    QTest::addColumn<double>("styleAfter");
    QTest::addColumn<QString>("told");
    QTest::newRow("there was none") << 0.0 << 0.0 << "the discriminator begins anew";
    QTest::newRow("there was no style head") << 0.1 << 1.0 << "the discriminator's style head begins anew";
    QTest::newRow("all of it was there") << 0.1 << 0.0 << "";
}

void KeptDiscriminatorTest::oneThatBeginsAnewIsToldOf() {
    QFETCH(double, adversarialBefore);
    QFETCH(double, styleAfter);
    QFETCH(QString, told);
    const auto first = run("before", 2, adversarialBefore, 0);
    run("after", 3, 0.1, styleAfter, first);
    const auto text = QString::fromStdString(resumedText(m_observer));
    QVERIFY2(told.isEmpty() ? !text.contains("anew") : text.contains(told), qPrintable(text));
}

void KeptDiscriminatorTest::anotherDiscriminatorBeginsAnew_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("on");
    for (const bool on : {true, false}) { // while it is off there is none any more
        const char* when = on ? "on" : "off";
        QTest::addRow("width, %s", when) << "discriminator-width"
                                         << "8"
                                         << "discriminator-width 4 -> 8" << on;
        QTest::addRow("spectral norm, %s", when) << "spectral-norm"
                                                 << "true"
                                                 << "spectral-norm false -> true" << on;
        QTest::addRow("verdict, %s", when) << "verdict"
                                           << "linear"
                                           << "verdict family -> linear" << on;
        QTest::addRow("norm, %s", when) << "network"
                                        << "discriminator.norm=batch"
                                        << "network discriminator.norm instance -> batch" << on;
        QTest::addRow("family, %s", when) << "network"
                                          << "discriminator.family=film discriminator.patch=1"
                                          << "network discriminator.family house -> film" << on;
    }
}

// The generator is what matters: it goes on from where it was.
void KeptDiscriminatorTest::anotherDiscriminatorBeginsAnew() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, told);
    QFETCH(bool, on);
    const auto first = run("judged", 3, 0.1, 0);
    auto next = setup("judged", 5, on ? 0.1 : 0, 0, first);
    QVERIFY(setFieldFromText(next.settings, key.toStdString(), value.toStdString()).ok());
    const auto last = run(next, 1);
    const auto text = QString::fromStdString(resumedText(m_observer));
    const QString what = on ? "the discriminator begins anew: " : "the discriminator is let go: ";
    QVERIFY2(text.contains(what) && text.mid(text.indexOf(what)).contains(told), qPrintable(text));
    QCOMPARE(stepsOf(last, "generator.output.conv.weight"), 5);
    const auto stored = tensorsOf(last, "optimizer.safetensors", "discriminator.body.0.");
    QCOMPARE(stored.empty(), !on);
    for (const auto& [name, tensor] : stored) {
        if (name.ends_with(".steps")) {
            QCOMPARE(stepsOf(last, name.substr(0, name.size() - 6)), 2); // and not 5
        }
    }
    next.resumeFrom = last; // it is now the one that is stored
    next.budget.steps = 6;
    run(next, 1);
    QVERIFY(!QString::fromStdString(resumedText(m_observer)).contains("the discriminator"));
}

void KeptDiscriminatorTest::anotherInitialiserIsNoOtherDiscriminator() {
    const auto first = run("begun", 2, 0.1, 0);
    auto next = setup("begun", 3, 0.1, 0, first);
    next.settings.network = "discriminator.initializer=kaiming";
    const auto last = run(next, 1);
    QVERIFY2(resumedText(m_observer).find("anew") == std::string::npos, resumedText(m_observer).c_str());
    QCOMPARE(stepsOf(last, "discriminator.body.0.weight"), 3);
}

QTEST_GUILESS_MAIN(KeptDiscriminatorTest)
#include "kept_discriminator_test.moc"
