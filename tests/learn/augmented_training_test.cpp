// Augmentation in a run: each setting is felt, none is felt where all are off, going on is exact, and the
// glyphs made ahead are those that would have been made on the spot.
#include "core/training/batch_ahead.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

class AugmentedTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachSettingIsFelt_data();
    void eachSettingIsFelt();
    void goingOnIsExact();
    void aChangeOnTheWayHoldsFromTheNextStep();
    void whatIsMadeAheadIsWhatWasAskedFor();

private:
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
    std::filesystem::path folder(const std::string& name) const {
        return m_folder.path().toStdString() + "/" + name;
    }
    std::vector<double> losses(const TrainingSetup& setup) const {
        RecordingObserver observer;
        trained(setup, observer);
        std::vector<double> list;
        for (const auto& row : observer.rows) {
            list.push_back(row.l1);
        }
        return list;
    }
};

void AugmentedTrainingTest::eachSettingIsFelt_data() {
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("felt");
    for (const char* setting : {"augment-shift", "augment-scale", "augment-weight", "augment-blur"}) {
        QTest::addRow("%s", setting) << setting << "2" << true;
        QTest::addRow("%s, off", setting) << setting << "0" << false;
    }
}

void AugmentedTrainingTest::eachSettingIsFelt() {
    QFETCH(QString, setting);
    QFETCH(QString, value);
    QFETCH(bool, felt);
    auto setup = smallSetup(m_pairs, folder("plain"), 3);
    const auto plain = losses(setup);
    QVERIFY(setFieldFromText(setup.settings, setting.toStdString(), value.toStdString()).ok());
    setup.runFolder = folder(QTest::currentDataTag());
    QCOMPARE(losses(setup) != plain, felt);
}

void AugmentedTrainingTest::goingOnIsExact() {
    auto setup = smallSetup(m_pairs, folder("straight"), 16);
    setup.settings.augmentShift = setup.settings.augmentScale = 10;
    setup.settings.augmentWeight = setup.settings.augmentBlur = 1;
    RecordingObserver straight, first, second;
    trained(setup, straight);
    setup.runFolder = folder("halved");
    std::stop_source source;
    first.atStep = [&](long long step) {
        if (step == 7) { // within an epoch of five steps
            source.request_stop();
        }
    };
    QVERIFY(TrainingSession::create(setup).orThrow()->run(source.get_token(), first).ok());
    setup.resumeFrom = first.checkpoints.back();
    trained(setup, second);
    QCOMPARE(second.rows.front().step, 8LL);
    for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
        QVERIFY2(contentsOf(straight.checkpoints.back() / file) ==
                     contentsOf(second.checkpoints.back() / file),
                 file);
    }
}

void AugmentedTrainingTest::aChangeOnTheWayHoldsFromTheNextStep() {
    const auto setup = smallSetup(m_pairs, folder("changed"), 8);
    const auto plain = losses(setup);
    auto session = TrainingSession::create(setup).orThrow();
    RecordingObserver observer;
    observer.atStep = [&](long long step) {
        if (step == 4) {
            session->requestSettings({{"augment-shift", "20"}});
        }
    };
    QVERIFY(session->run({}, observer).ok());
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(observer.rows[i].l1, plain[i]);
    }
    QVERIFY(observer.rows[4].l1 != plain[4]);
}

void AugmentedTrainingTest::whatIsMadeAheadIsWhatWasAskedFor() {
    PairRequest request;
    for (std::size_t i = 0; i < 6; ++i) {
        request.pairs.emplace_back(m_pairs.source(i), m_pairs.target(i));
    }
    request.canvas = m_pairs.canvas();
    request.ranges = {10, 10, 1, 1};
    request.place = 40;
    const auto same = [](const std::vector<AugmentedPair>& a, const std::vector<AugmentedPair>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
            return x.source == y.source && x.target == y.target;
        });
    };
    const auto here = augmentedPairs(request);
    QCOMPARE(here.size(), request.pairs.size());
    BatchAhead ahead;
    ahead.begin(request);
    QVERIFY(same(ahead.take(request), here));
    QVERIFY(same(ahead.take(request), here)); // not begun: made on the spot
    auto other = request;
    other.place = 41;
    ahead.begin(request);
    QVERIFY(same(ahead.take(other), augmentedPairs(other)));
    QVERIFY(!same(augmentedPairs(other), here));
}

QTEST_GUILESS_MAIN(AugmentedTrainingTest)
#include "augmented_training_test.moc"
