// The discriminator over several sessions: switched off and on again it knows what it knew, another one than
// the one that was trained is refused by the setting's name, and one that begins anew is told of.
#include "core/training/derived_checkpoint.h"
#include "core/training/network_settings.h"
#include "core/weights/safetensors.h"
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
    void whatIsKeptCanBeTakenOut();
    void oneThatBeginsAnewIsToldOf_data();
    void oneThatBeginsAnewIsToldOf();
    void anotherDiscriminatorIsRefused_data();
    void anotherDiscriminatorIsRefused();

private:
    /// Trains up to `steps`, from `from` where it is given; returns the last checkpoint.
    fs::path run(const char* name, long long steps, double adversarial, double style,
                 const fs::path& from = {}, int styles = 1) {
        auto setup = this->setup(name, steps, adversarial, style, from);
        for (int i = 0; styles > 1 && i < styles; ++i) {
            setup.styles.push_back("style " + std::to_string(i));
        }
        m_observer = {};
        trained(setup, m_observer);
        return m_observer.checkpoints.back();
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

void KeptDiscriminatorTest::anotherDiscriminatorIsRefused_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("on");
    for (const bool on : {true, false}) { // also while it is off: what it knows would be lost
        const char* when = on ? "on" : "off";
        QTest::addRow("width, %s", when) << "discriminator-width"
                                         << "8"
                                         << "discriminator-width 4 -> 8" << on;
        QTest::addRow("spectral norm, %s", when) << "spectral-norm"
                                                 << "true"
                                                 << "spectral-norm false -> true" << on;
        QTest::addRow("norm, %s", when) << "network"
                                        << "discriminator.norm=batch"
                                        << "network discriminator.norm instance -> batch" << on;
        QTest::addRow("family, %s", when) << "network"
                                          << "discriminator.family=film"
                                          << "network discriminator.family house -> film" << on;
    }
}

void KeptDiscriminatorTest::anotherDiscriminatorIsRefused() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, told);
    QFETCH(bool, on);
    const auto first = run("judged", 2, 0.1, 0);
    auto next = setup("judged", 3, on ? 0.1 : 0, 0, first);
    QVERIFY(TrainingSession::create(next).ok());
    QVERIFY(setFieldFromText(next.settings, key.toStdString(), value.toStdString()).ok());
    const auto refused = TrainingSession::create(next);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    const auto text = QString::fromStdString(refused.error().text());
    QVERIFY2(text.contains("its discriminator is another: ") && text.contains(told) &&
                 text.contains("start fresh") && !text.contains("body."),
             qPrintable(text));
}

QTEST_GUILESS_MAIN(KeptDiscriminatorTest)
#include "kept_discriminator_test.moc"
