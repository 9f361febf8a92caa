// 500 steps with each loss alone and with all of them: finite throughout, and what is minimised falls.
#include "core/training/trainer.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <cmath>

using namespace typemould;
using namespace typemould::testing;

class EachLossTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finiteAndFalling_data();
    void finiteAndFalling();
};

void EachLossTest::finiteAndFalling_data() {
    QTest::addColumn<QStringList>("weights");
    QTest::newRow("L1") << QStringList{"l1-weight=1"};
    QTest::newRow("edge") << QStringList{"edge-weight=1"};
    QTest::newRow("SSIM") << QStringList{"ssim-weight=1"};
    QTest::newRow("total variation") << QStringList{"total-variation-weight=1"};
    QTest::newRow("perceptual") << QStringList{"perceptual-weight=1"};
    QTest::newRow("constancy, L1") << QStringList{"constancy-weight=1"};
    QTest::newRow("constancy, pooled") << QStringList{"constancy-weight=1", "constancy-kind=pooled"};
    QTest::newRow("feature matching") << QStringList{"feature-matching-weight=1"};
    for (const char* kind : {"bce", "relativistic", "hinge"}) {
        QTest::addRow("all, %s", kind) << QStringList{"l1-weight=1",
                                                      "edge-weight=0.5",
                                                      "ssim-weight=0.5",
                                                      "total-variation-weight=0.01",
                                                      "perceptual-weight=0.1",
                                                      "constancy-weight=0.1",
                                                      "feature-matching-weight=0.1",
                                                      "adversarial-weight=0.05",
                                                      "r1-weight=0.1",
                                                      QString("adversarial-kind=") + kind};
    }
}

void EachLossTest::finiteAndFalling() {
    QFETCH(QStringList, weights);
    std::vector<SettingChange> changes{{"l1-weight", "0"}};
    for (const auto& weight : weights) {
        const auto parts = weight.split('=');
        changes.push_back({parts[0].toStdString(), parts[1].toStdString()});
    }
    const auto pairs = smallPairs();
    QTemporaryDir folder;
    auto setup = smallSetup(pairs, folder.path().toStdString() + "/run", 500);
    setup.settings.discriminatorWidth = 4;
    setup.settings.measuredGlyphs = 0;
    setup.settings = withChanges(setup.settings, changes).orThrow();
    RecordingObserver observer;
    QCOMPARE(trained(setup, observer), Outcome::Finished);
    QVERIFY(!observer.happened("diverged"));
    std::vector<double> losses;
    for (const auto& row : observer.rows) {
        QVERIFY(std::isfinite(row.generatorLoss) && std::isfinite(row.discriminatorLoss));
        // The judged terms move with the judge, so what is compared is the rest where there is any.
        double own = 0;
        for (const auto& term : row.terms) {
            own += term.key == "adversarial" ? 0 : term.weighted;
        }
        losses.push_back(own);
    }
    QVERIFY(losses.size() >= 500);
    const auto mean = [&](std::size_t from, std::size_t to) {
        double sum = 0;
        for (std::size_t i = from; i < to; ++i) {
            sum += losses[i] / static_cast<double>(to - from);
        }
        return sum;
    };
    const double before = mean(0, 20), after = mean(losses.size() - 20, losses.size());
    QVERIFY2(after < 0.8 * before, qPrintable(QString("%1 after %2").arg(after).arg(before)));
}

QTEST_GUILESS_MAIN(EachLossTest)
#include "each_loss_test.moc"
