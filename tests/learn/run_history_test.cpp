// What a run folder remembers, read back for the curves.
#include "core/base/atomic_file.h"
#include "core/training/run_history.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;

class RunHistoryTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::filesystem::path m_run;

    static constexpr const char* head = "step,epoch,seconds,l1,generator_loss,adversarial_loss,discriminator_"
                                        "loss,learning_rate,samples_per_second\n";
    void write(const char* name, const std::string& text) {
        QVERIFY(writeFileAtomically(m_run / name, std::string_view(text)).ok());
    }

private Q_SLOTS:
    void init() {
        m_run = std::filesystem::path(m_folder.path().toStdString()) /
                QUuid::createUuid().toString(QUuid::Id128).toStdString();
        QVERIFY(makeFolder(m_run).ok());
    }

    void everyColumnComesBack() {
        write("metrics.csv", std::string(head) + "3,0.5,12.5,0.25,0.75,0.1,0.2,0.0015,33\n");
        write("evaluations.csv", "step,...\n3,64,0.09,0.68,0.67,0.13,0.6,0.59,0.12,0.62,0.6,1.5\n");
        write("events.jsonl", R"({"step":3,"kind":"upsampling","detail":"transposed"})"
                              "\n");
        const RunHistory history = readRunHistory(m_run);
        QCOMPARE(history.rows.size(), std::size_t(1));
        const TrainingProgress& row = history.rows[0];
        QCOMPARE(row.step, 3);
        QCOMPARE(row.epoch, 0.5);
        QCOMPARE(row.trainedSeconds, 12.5);
        QCOMPARE(row.l1, 0.25);
        QCOMPARE(row.generatorLoss, 0.75);
        QCOMPARE(row.adversarialLoss, 0.1);
        QCOMPARE(row.discriminatorLoss, 0.2);
        QCOMPARE(row.learningRate, 0.0015);
        QCOMPARE(row.samplesPerSecond, 33.0);
        QCOMPARE(history.evaluations.size(), std::size_t(1));
        QCOMPARE(history.evaluations[0].glyphs, std::size_t(64));
        QCOMPARE(history.evaluations[0].generated.ssim, 0.68);
        QCOMPARE(history.evaluations[0].copiedSource.iou, 0.59);
        QCOMPARE(history.evaluations[0].boldedSource.l1, 0.12);
        QCOMPARE(history.evaluations[0].boldedRadius, 1.5);
        QCOMPARE(history.events.size(), std::size_t(1));
        QCOMPARE(history.events[0].kind, std::string("upsampling"));
        QCOMPARE(history.events[0].detail, std::string("transposed"));
    }

    /// The header is as the run writes it; the file is read by place.
    void theLossesComeBackWithTheirShares() {
        write("metrics.csv", std::string(head) + "3,0,0,0.25,0.75,0,0,0,0\n4,0,0,0.25,0.75,0,0,0,0\n");
        std::string text = "step,balance";
        for (const auto& term : lossTerms()) {
            text += "," + term.key + "," + term.key + "_share";
        }
        const auto line = [](int step, double edge) {
            std::string cells = std::to_string(step) + ",0.5";
            for (const auto& term : lossTerms()) {
                cells += term.key == "l1"     ? ",0.25,0.4"
                         : term.key == "edge" ? "," + std::to_string(edge) + ",0.6"
                                              : ",0,0";
            }
            return cells + "\n";
        };
        write("losses.csv",
              text + "\n" + line(3, 0.7) + line(9, 0.1) + line(3, 0.2) + line(4, 0.2).substr(0, 9));
        const RunHistory history = readRunHistory(m_run);
        QCOMPARE(history.rows.size(), std::size_t(2));
        const auto& row = history.rows[0];
        QCOMPARE(row.balance, 0.5);
        QCOMPARE(row.terms.size(), std::size_t(2)); // the others were not weighed
        QCOMPARE(termValue(row.terms, "l1"), 0.25);
        QCOMPARE(termValue(row.terms, "edge"), 0.2); // trained twice: the later telling counts
        QVERIFY(std::abs(termShare(row.terms, "edge") - 0.6) < 1e-12);
        QVERIFY(history.rows[1].terms.empty()); // its line was cut off
    }

    void damagedLinesAreLeftOut_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("cut off") << QByteArray("4,0.5,12.5,0.2");
        QTest::newRow("letters") << QByteArray("4,0.5,x,0.25,0.75,0.1,0.2,0.0015,33\n");
        QTest::newRow("too few") << QByteArray("4,0.5,12.5\n");
        QTest::newRow("empty") << QByteArray("\n");
        QTest::newRow("no end of line") << QByteArray("4,0.5,12.5,0.25,0.75,0.1,0.2,0.0015,3");
    }
    void damagedLinesAreLeftOut() {
        QFETCH(QByteArray, line);
        write("metrics.csv",
              std::string(head) + "3,0.5,12.5,0.25,0.75,0.1,0.2,0.0015,33\n" + line.toStdString());
        QCOMPARE(readRunHistory(m_run).rows.size(), std::size_t(1));
        write("events.jsonl", "{\"step\":3,\"ki" + line.toStdString());
        QVERIFY(readRunHistory(m_run).events.empty());
    }

    void aRunThatWentOnFromAnOlderCheckpointIsToldOnce() {
        std::string text = head;
        for (const int step : {1, 2, 3, 4, 5, 3, 4, 5, 6}) {
            text += std::to_string(step) + ",0,0,0.1,0,0,0,0,0\n";
        }
        write("metrics.csv", text);
        const RunHistory history = readRunHistory(m_run);
        QList<long long> steps;
        for (const auto& row : history.rows) {
            steps << row.step;
        }
        QCOMPARE(steps, QList<long long>({1, 2, 3, 4, 5, 6}));
    }

    void aLongRunIsThinned() {
        std::string text = head;
        for (int step = 1; step <= 90000; ++step) {
            text += std::to_string(step) + ",0,0,0.1,0,0,0,0,0\n";
        }
        write("metrics.csv", text);
        const RunHistory history = readRunHistory(m_run);
        QVERIFY(history.rows.size() <= 20001);
        QVERIFY(history.rows.size() >= 10000);
        QVERIFY(history.rows.back().step > 89000);
    }

    void noFolderIsNoHistory() {
        const RunHistory history = readRunHistory("/nowhere/at/all");
        QVERIFY(history.rows.empty() && history.evaluations.empty() && history.events.empty());
        QVERIFY(newestRun("/nowhere/at/all").empty());
    }

    void theNewestRunWithMetricsCounts() {
        for (const char* name : {"20260101-100000", "20260102-100000", "20260103-100000"}) {
            QVERIFY(makeFolder(m_run / name).ok());
        }
        write("20260101-100000/metrics.csv", head);
        write("20260102-100000/metrics.csv", head);
        QCOMPARE(newestRun(m_run).filename().string(), std::string("20260102-100000"));
    }
};

QTEST_GUILESS_MAIN(RunHistoryTest)
#include "run_history_test.moc"
