// typemould-cli bench: figures for each network, and each option changes what is measured.
#include "tests/app/cli_runner.h"

#include <QTest>

using namespace typemould;

class CliBenchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresOfEachNetwork_data();
    void figuresOfEachNetwork();
    void tasksAreMeasuredApart();
    void widthAndPrecisionArriveWhereTheyBelong();
    void theDeviceIsTheOneThatIsAsked();
    void inPlainWords();

private:
    /// Options in pairs; those that are not given are as small as can be.
    QJsonObject bench(QStringList options) const {
        for (const auto& [name, value] : {std::pair{"--size", "128"},
                                          {"--width", "8"},
                                          {"--batch", "2"},
                                          {"--steps", "1"},
                                          {"--threads", "1"}}) {
            if (!options.contains(name)) {
                options += {name, value};
            }
        }
        const auto result = m_cli.run(QStringList{"bench", "--json"} + options);
        return result.exitCode == 0 ? result.json() : QJsonObject();
    }
    CliRunner m_cli;
};

void CliBenchTest::figuresOfEachNetwork_data() {
    QTest::addColumn<bool>("judged");
    QTest::newRow("house") << false;
    QTest::newRow("film") << true;
}

void CliBenchTest::figuresOfEachNetwork() {
    QFETCH(bool, judged);
    const auto figures = bench({"--network", QTest::currentDataTag(), "--size", judged ? "256" : "128"});
    QCOMPARE(figures["network"].toString(), QString(QTest::currentDataTag()));
    for (const char* key :
         {"train_samples_per_second", "draw_glyphs_per_second", "peak_rss_mib", "convolution_peak_gflops",
          "generator_parameters", "train_share_of_peak", "draw_share_of_peak"}) {
        QVERIFY2(figures[key].toDouble() > 0, key);
    }
    QVERIFY(figures["draw_share_of_peak"].toDouble() < 1.5); // measured against the machine itself
    QCOMPARE(figures["discriminator_parameters"].toDouble() > 0, judged);
}

void CliBenchTest::tasksAreMeasuredApart() {
    const auto train = bench({"--task", "train"}), draw = bench({"--task", "draw"});
    QVERIFY(train.contains("train_samples_per_second") && !train.contains("draw_glyphs_per_second"));
    QVERIFY(draw.contains("draw_glyphs_per_second") && !draw.contains("train_samples_per_second"));
}

void CliBenchTest::widthAndPrecisionArriveWhereTheyBelong() {
    const auto narrow = bench({"--task", "draw"}), wide = bench({"--task", "draw", "--width", "16"});
    QVERIFY(wide["generator_parameters"].toDouble() > 3 * narrow["generator_parameters"].toDouble());
    for (const char* precision : {"float32", "bfloat16"}) {
        QCOMPARE(bench({"--task", "draw", "--precision", precision})["precision"].toString(),
                 QString(precision));
    }
}

void CliBenchTest::theDeviceIsTheOneThatIsAsked() {
    const QStringList asked{"--task", "draw", "--device"};
    QCOMPARE(bench(asked + QStringList{"cpu"})["device"].toString(), QString("cpu"));
    const QString best = bench(asked + QStringList{"auto"})["device"].toString();
    QVERIFY2(best == "cpu" || best.startsWith("cuda"), qPrintable(best));
    const auto card = m_cli.run({"bench", "--json", "--size", "128", "--width", "8", "--batch", "2",
                                 "--steps", "1", "--task", "draw", "--device", "cuda"});
    if (best == "cpu") { // there is none: it says so, and measures nothing else instead
        QVERIFY(card.exitCode != 0);
        QVERIFY2((card.out + card.err).contains("CUDA"), card.summary());
    } else {
        QVERIFY2(card.json()["device"].toString().startsWith("cuda"), card.summary());
    }
    QCOMPARE(m_cli.run({"bench", "--device", "abacus"}).exitCode, 2);
}

void CliBenchTest::inPlainWords() {
    const auto result =
        m_cli.run({"bench", "--size", "128", "--width", "8", "--steps", "1", "--threads", "1"});
    QVERIFY2(result.exitCode == 0, result.summary());
    for (const char* word : {"training", "drawing", "samples a second", "GFLOP/s", "memory"}) {
        QVERIFY2(result.out.contains(word), word);
    }
    const auto wrong = m_cli.run({"bench", "--network", "other"});
    QCOMPARE(wrong.exitCode, 2);
}

QTEST_GUILESS_MAIN(CliBenchTest)
#include "cli_bench_test.moc"
