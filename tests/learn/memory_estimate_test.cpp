// The memory estimate against processes that really train, and what is made of it: the largest batch that
// fits, the line in front of a start, the warning and its way out.
#include "core/training/device_memory.h"
#include "core/training/network_settings.h"
#include "core/training/trainer.h"

#include <QProcess>
#include <QTest>
#include <fstream>
#include <iostream>
#include <random>

using namespace typemould;

namespace {

double peakBytes() {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stod(line.substr(6)) * 1024;
        }
    }
    return 0;
}

struct Case {
    int canvas = 64;
    TrainingSettings settings;
};

/// "canvas=128 width=16 batch=4", on one thread.
Case caseOf(const QStringList& words) {
    Case made;
    made.settings.device = "cpu";
    made.settings.threads = 1;
    made.settings.precision = "float32";
    for (const auto& word : words) {
        const auto key = word.section('=', 0, 0).toStdString(), value = word.section('=', 1).toStdString();
        if (key == "canvas") {
            made.canvas = std::stoi(value);
        } else {
            setFieldFromText(made.settings, key, value).orThrow();
        }
    }
    return made;
}

/// Trains two steps on made-up pictures, draws as previews are drawn, and tells the peak of this process.
int measure(const QStringList& words) {
    const auto [canvas, settings] = caseOf(words);
    const auto generator = generatorConfigOf(settings, canvas).orThrow();
    Trainer trainer(settings, generator, discriminatorConfigOf(settings, generator).orThrow());
    std::mt19937 random(1);
    const auto glyphs = static_cast<std::size_t>(settings.batch * settings.accumulate);
    std::vector<std::vector<std::uint8_t>> pictures(2 * std::max<std::size_t>(glyphs, 16));
    TrainingBatch batch;
    std::vector<const std::uint8_t*> drawn;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        pictures[i].resize(static_cast<std::size_t>(canvas) * static_cast<std::size_t>(canvas));
        for (auto& grey : pictures[i]) {
            grey = random() % 2 == 0 ? 0 : 255;
        }
        if (i < 2 * glyphs) {
            (i % 2 == 0 ? batch.sources : batch.targets).push_back(pictures[i].data());
        }
        if (drawn.size() < 16) {
            drawn.push_back(pictures[i].data());
        }
    }
    for (int step = 0; step < 2; ++step) {
        trainer.step(batch, 1e-4, 1, true);
        if (step == 0) {
            (void)trainer.draw(drawn, 0);
        }
    }
    std::cout << static_cast<long long>(peakBytes()) << std::endl;
    return 0;
}

} // namespace

class MemoryEstimateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isNearToWhatIsMeasured_data();
    void isNearToWhatIsMeasured();
    void theLargestBatchIsTheLargest();
    void partsAndPrecisionCount();
    void whatAStepKeepsOfTheWeightsCounts_data();
    void whatAStepKeepsOfTheWeightsCounts();
    void aStartThatFitsIsNotWarnedOf();
    void aStartThatDoesNotFitIsToldOfAndMended();
    void theMachineIsAsked();
};

void MemoryEstimateTest::isNearToWhatIsMeasured_data() {
    QTest::addColumn<QString>("words");
    for (const char* words : {
             "canvas=128 width=32 batch=16",
             "canvas=128 width=32 batch=16 precision=bfloat16",
             "canvas=256 width=16 batch=8 adversarial-weight=0.01",
             "canvas=128 width=32 batch=8 accumulate=2 adversarial-weight=0.01 edge-weight=1 ssim-weight=1",
         }) {
        QTest::newRow(words) << words;
    }
}

void MemoryEstimateTest::isNearToWhatIsMeasured() {
    QFETCH(QString, words);
    const auto list = words.split(' ');
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), QStringList{"--measure"} + list);
    QVERIFY(child.waitForFinished(200000) && child.exitCode() == 0);
    const double measured = child.readAllStandardOutput().trimmed().toDouble();
    const auto [canvas, settings] = caseOf(list);
    const auto need =
        memoryNeed(settings, canvas, 1, 0, {settings.precision == "bfloat16", false}, 0).orThrow();
    const double ratio = need.total() / measured;
    const auto told = QString("estimated %1 MB, measured %2 MB").arg(need.total() / 1e6).arg(measured / 1e6);
    QVERIFY2(measured > 1e8 && ratio > 0.75 && ratio < 1.25, qPrintable(told));
    qInfo().noquote() << told;
}

void MemoryEstimateTest::theLargestBatchIsTheLargest() {
    TrainingSettings settings;
    settings.patch = 4; // maps so large that what a glyph takes is most of it
    const auto generator = generatorConfigOf(settings, 256).orThrow();
    int last = 0;
    for (const double bytes : {0.5e9, 1e9, 2e9, 4e9}) {
        const int largest = largestBatch(settings, generator, {}, {}, bytes);
        QVERIFY(largest > last);
        last = largest;
        auto tried = settings;
        tried.batch = largest;
        QVERIFY(memoryEstimate(tried, generator, {}, {}).total() <= bytes);
        tried.batch = largest + 1;
        QVERIFY(memoryEstimate(tried, generator, {}, {}).total() > bytes);
    }
    QCOMPARE(largestBatch(settings, generator, {}, {}, 1e8), 0);
    QCOMPARE(largestBatch(settings, generator, {}, {}, 1e13), 256); // the setting's own limit
}

void MemoryEstimateTest::partsAndPrecisionCount() {
    TrainingSettings settings;
    settings.patch = 4; // maps so large that what a glyph takes is most of it
    settings.adversarialWeight = 0.01;
    settings.batch = 32;
    const auto total = [](const TrainingSettings& s, bool bfloat16 = false) {
        return memoryNeed(s, 256, 1, 0, {bfloat16, false}, 0).orThrow().total();
    };
    QVERIFY(total(settings, true) != total(settings));
    auto parted = settings;
    parted.batch = 8;
    parted.accumulate = 4;
    QVERIFY(total(parted) < 0.6 * total(settings));
    auto alone = settings;
    alone.adversarialWeight = 0;
    QVERIFY(total(alone) < total(settings));
    for (const char* weight : {"edge-weight", "ssim-weight", "perceptual-weight", "constancy-weight"}) {
        auto more = alone;
        QVERIFY(setFieldFromText(more, weight, "1").ok());
        QVERIFY2(total(more) > total(alone), weight);
    }
    const auto pictures = [&](std::size_t pairs) {
        return memoryNeed(settings, 256, 1, pairs, {}, 0).orThrow().total();
    };
    QCOMPARE(pictures(1000) - pictures(0), 1000 * 2 * 65536.0);
    QVERIFY(!memoryNeed(settings, 250, 1, 0, {}, 0).ok()); // no such network
}

void MemoryEstimateTest::whatAStepKeepsOfTheWeightsCounts_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("floats"); // more for each weight of the generator
    QTest::newRow("as it is") << "generator-updates=1" << 0;
    QTest::newRow("no average") << "ema-decay=0" << -1;
    QTest::newRow("two updates: weights and moments as before the step") << "generator-updates=2" << 3;
    QTest::newRow("four updates keep no more") << "generator-updates=4" << 3;
}

void MemoryEstimateTest::whatAStepKeepsOfTheWeightsCounts() {
    QFETCH(QString, word);
    QFETCH(int, floats);
    TrainingSettings settings;
    settings.family = Family::Classic; // many weights
    const auto generator = generatorConfigOf(settings, 256).orThrow();
    double numbers = 0;
    for (const auto& parameter : parametersOf(generator)) {
        numbers += static_cast<double>(parameter.count());
    }
    const auto plain = memoryEstimate(settings, generator, {}, {});
    setFieldFromText(settings, word.section('=', 0, 0).toStdString(), word.section('=', 1).toStdString())
        .orThrow();
    const auto estimate = memoryEstimate(settings, generator, {}, {});
    QCOMPARE(estimate.weights - plain.weights, 4.0 * floats * numbers);
    QCOMPARE(estimate.step, plain.step);
}

void MemoryEstimateTest::aStartThatFitsIsNotWarnedOf() {
    const TrainingSettings settings;
    const auto need = memoryNeed(settings, 256, 1, 3000, {}, 64e9).orThrow();
    QVERIFY(need.fits() && !need.fitting && !memoryWarning(need, settings));
    const auto text = QString::fromStdString(memoryText(need));
    QVERIFY2(QRegularExpression("^needs about [0-9.]+ GB of 64\\.0 GB; the largest batch that fits is "
                                "[0-9]+$")
                 .match(text)
                 .hasMatch(),
             qPrintable(text));
    const auto unknown = memoryNeed(settings, 256, 1, 3000, {}, 0).orThrow();
    QVERIFY(unknown.fits() && !memoryWarning(unknown, settings)); // nothing is known, nothing is said
}

void MemoryEstimateTest::aStartThatDoesNotFitIsToldOfAndMended() {
    TrainingSettings settings;
    settings.patch = 4; // maps so large that what a glyph takes is most of it
    settings.batch = 48;
    const double bytes = 0.5 * memoryNeed(settings, 256, 1, 0, {}, 0).orThrow().total();
    const auto need = memoryNeed(settings, 256, 1, 0, {}, bytes).orThrow();
    QVERIFY(!need.fits() && need.fitting);
    QCOMPARE(need.fitting->glyphs(), 48);
    const auto warning = memoryWarning(need, settings);
    QVERIFY(warning && warning->code == ErrorCode::OutOfMemory);
    QVERIFY2(warning->advice.find(std::to_string(need.fitting->batch)) != std::string::npos,
             warning->advice.c_str());
    settings.batch = need.fitting->batch;
    settings.accumulate = need.fitting->accumulate;
    QVERIFY(memoryNeed(settings, 256, 1, 0, {}, bytes).orThrow().fits());
    const auto hopeless = memoryNeed(settings, 256, 1, 0, {}, 1e8).orThrow();
    QVERIFY(!hopeless.fits() && !hopeless.fitting && hopeless.largestBatch == 0);
    QVERIFY(memoryText(hopeless).find("not even a batch of one fits") != std::string::npos);
    QVERIFY(memoryWarning(hopeless, settings)->advice.find("narrower") != std::string::npos);
}

void MemoryEstimateTest::theMachineIsAsked() {
    TrainingSettings settings;
    settings.device = "cpu";
    settings.precision = "bfloat16";
    const auto memory = deviceMemory(settings);
    QVERIFY(!memory.setting.onDevice && memory.setting.bfloat16);
    QVERIFY(memory.available > 1e8 && memory.available < 1e14);
    settings.precision = "float32";
    QVERIFY(!deviceMemory(settings).setting.bfloat16);
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    auto words = QCoreApplication::arguments();
    if (words.size() > 1 && words[1] == "--measure") {
        return measure(words.mid(2));
    }
    MemoryEstimateTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "memory_estimate_test.moc"
