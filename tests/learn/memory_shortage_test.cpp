// Where memory runs short in a step: nothing has moved, the same glyphs go through in smaller parts, and the
// run comes to what it would have come to in those parts from the beginning. This program stands in for the
// function that LibTorch takes the memory of its tensors from.
#include "core/training/memory_shortage.h"
#include "core/training/network_settings.h"
#include "core/training/trainer.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <atomic>
#include <c10/core/impl/alloc_cpu.h>
#include <cstdlib>

using namespace typemould;
using namespace typemould::testing;

namespace {
std::atomic<std::size_t> largestAllowed{0};  ///< bytes of one allocation; 0: any
std::atomic<long long> allocationToFail{-1}; ///< counts down; negative: none
std::atomic<long long> allocations{0};
std::atomic<std::size_t> largestSeen{0};
} // namespace

/// In place of LibTorch's own, which all its tensors on a processor come from.
void* c10::alloc_cpu(std::size_t size) {
    ++allocations;
    largestSeen = std::max<std::size_t>(largestSeen, size);
    const bool tooLarge = largestAllowed > 0 && size > largestAllowed;
    const bool fails = tooLarge || (allocationToFail >= 0 && allocationToFail-- == 0);
    void* memory = nullptr;
    TORCH_CHECK(!fails && (size == 0 || ::posix_memalign(&memory, 64, size) == 0),
                "DefaultCPUAllocator: can't allocate memory: you tried to allocate ", size, " bytes.");
    return memory;
}

namespace {

/// No allocation fails any more when it goes.
struct Mended {
    ~Mended() {
        largestAllowed = 0;
        allocationToFail = -1;
    }
};

/// Both networks, random numbers in every step, and statistics that each look moves.
TrainingSettings movingSettings() {
    auto settings = smallSettings();
    settings.batch = 16;
    settings.threads = 2; // on one, small convolutions lay out whole batches in columns
    settings.adversarialWeight = 0.1;
    settings.discriminatorWidth = 4;
    settings.spectralNorm = true;
    settings.labelNoise = 0.3;
    settings.network = "norm=batch 1.dropout=0.2";
    return settings;
}

} // namespace

class MemoryShortageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { const Mended mended; }
    void partsAreHalvedInTheSameGlyphs_data();
    void partsAreHalvedInTheSameGlyphs();
    void whatIsAShortage();
    void aStepThatFindsNoMemoryMovesNothing_data();
    void aStepThatFindsNoMemoryMovesNothing();
    void aRunGoesOnInSmallerParts_data();
    void aRunGoesOnInSmallerParts();
    void itGivesUpAtASingleGlyph();

private:
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
    Trainer trainer(const TrainingSettings& settings) const {
        const auto generator = generatorConfigOf(settings, 32).orThrow();
        return {settings, generator, discriminatorConfigOf(settings, generator).orThrow()};
    }
    TrainingBatch batch(std::size_t size) const {
        TrainingBatch batch;
        for (std::size_t i = 0; i < size; ++i) {
            batch.sources.push_back(m_pairs.source(i));
            batch.targets.push_back(m_pairs.target(i));
        }
        return batch;
    }
    /// Bytes of the largest allocation of steps of 16 glyphs in parts of `size`.
    std::size_t largestWithPartsOf(int size) const {
        auto settings = movingSettings();
        settings.batch = size;
        settings.accumulate = 16 / size;
        auto made = trainer(settings);
        largestSeen = 0;
        for (int step = 0; step < 2; ++step) {
            made.step(batch(16), 1e-3, 1, true);
        }
        return largestSeen;
    }
    TrainingSetup setup(const std::string& name, long long steps) const {
        auto made = smallSetup(m_pairs, m_folder.path().toStdString() + "/" + name, steps);
        made.settings = movingSettings();
        return made;
    }
};

void MemoryShortageTest::initTestCase() {
    const auto before = allocations.load();
    torch::zeros({1000});
    QVERIFY(allocations > before); // else nothing here would fail
}

void MemoryShortageTest::partsAreHalvedInTheSameGlyphs_data() {
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("parts");
    QTest::addColumn<int>("smaller"); // 0: it cannot be
    QTest::newRow("16") << 16 << 1 << 8;
    QTest::newRow("8 in 2") << 8 << 2 << 4;
    QTest::newRow("odd") << 9 << 1 << 3;
    QTest::newRow("prime") << 7 << 1 << 1;
    QTest::newRow("5 in 2") << 5 << 2 << 2;
    QTest::newRow("one") << 1 << 4 << 0;
    QTest::newRow("more parts than there may be") << 2 << 64 << 0;
    QTest::newRow("256") << 256 << 1 << 128;
}

void MemoryShortageTest::partsAreHalvedInTheSameGlyphs() {
    QFETCH(int, batch);
    QFETCH(int, parts);
    QFETCH(int, smaller);
    const auto found = smallerParts({batch, parts});
    QCOMPARE(found.has_value(), smaller > 0);
    if (found) {
        QCOMPARE(found->batch, smaller);
        QCOMPARE(found->glyphs(), batch * parts);
    }
}

void MemoryShortageTest::whatIsAShortage() {
    const auto shortage = [](const auto& fault) {
        try {
            fault();
        } catch (...) {
            return isMemoryShortage();
        }
        return false;
    };
    QVERIFY(shortage([] { throw std::bad_alloc(); }));
    for (const char* said : {
             "CUDA out of memory. Tried to allocate 20.00 MiB",
             "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
             "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
             "Unable to find a valid cuDNN algorithm to run convolution",     // LibTorch 1.13
             "GET was unable to find an engine to execute this computation",  // 2.0
             "FIND was unable to find an engine to execute this computation", // when it measures them
             "could not create a memory object: dnnl_out_of_memory, out_of_memory",
         }) {
        QVERIFY2(shortage([said] { throw std::runtime_error(said); }), said);
    }
    QVERIFY(shortage([] { TORCH_CHECK(false, "CUDA out of memory. Tried to allocate 2 GiB"); }));
    QVERIFY(shortage([] { torch::empty({std::int64_t{1} << 46}); })); // the real thing
    QVERIFY(!shortage([] { TORCH_CHECK(false, "The size of tensor a must match"); }));
    QVERIFY(!shortage([] { throw Failure(ErrorCode::OutOfMemory, "said already: out of memory"); }));
    QVERIFY(!shortage([] { throw 7; }));
}

void MemoryShortageTest::aStepThatFindsNoMemoryMovesNothing_data() {
    QTest::addColumn<int>("updates");
    QTest::addColumn<int>("warm"); // steps before: the first one makes the optimisers' moments
    QTest::newRow("the first step") << 1 << 0;
    QTest::newRow("a later one") << 1 << 2;
    QTest::newRow("two updates of the generator") << 2 << 1;
}

void MemoryShortageTest::aStepThatFindsNoMemoryMovesNothing() {
    QFETCH(int, updates);
    QFETCH(int, warm);
    auto settings = movingSettings();
    settings.batch = 4;
    settings.generatorUpdates = updates;
    const auto glyphs = batch(4);
    const auto begun = [&] {
        auto made = trainer(settings);
        for (int i = 0; i < warm; ++i) {
            made.step(glyphs, 1e-3, 1, true);
        }
        return made;
    };
    auto straight = begun();
    const auto before = allocations.load();
    straight.step(glyphs, 1e-3, 1, true);
    const auto count = allocations - before;
    QVERIFY(count > 100);
    const auto model = straight.modelTensors(), optimizer = straight.optimizerTensors();
    int putBack = 0, torn = 0;
    for (long long at = 0; at < count; at += std::max(1LL, count / 40)) {
        auto made = begun();
        const auto modelBefore = made.modelTensors(), optimizerBefore = made.optimizerTensors();
        allocationToFail = at;
        bool failed = false;
        try {
            made.step(glyphs, 1e-3, 1, true);
        } catch (const Failure& failure) {
            failed = true;
            QCOMPARE(failure.error().code, ErrorCode::OutOfMemory);
        }
        allocationToFail = -1;
        if (!made.whole()) {
            ++torn;
            continue;
        }
        if (failed) {
            ++putBack;
            QVERIFY2(made.modelTensors() == modelBefore, qPrintable(QString::number(at)));
            QVERIFY2(made.optimizerTensors() == optimizerBefore, qPrintable(QString::number(at)));
            QCOMPARE(made.steps(), warm);
            made.step(glyphs, 1e-3, 1, true);
        }
        QVERIFY2(made.modelTensors() == model, qPrintable(QString::number(at)));
        QVERIFY2(made.optimizerTensors() == optimizer, qPrintable(QString::number(at)));
    }
    QVERIFY2(putBack > 20, qPrintable(QString("%1 put back, %2 torn").arg(putBack).arg(torn)));
    QVERIFY2(torn < putBack, qPrintable(QString::number(torn)));
}

void MemoryShortageTest::aRunGoesOnInSmallerParts_data() {
    QTest::addColumn<int>("from");
    QTest::newRow("from the first step") << 0;
    QTest::newRow("from the fourth step") << 3;
}

void MemoryShortageTest::aRunGoesOnInSmallerParts() {
    QFETCH(int, from);
    const std::string name = "short" + std::to_string(from);
    const auto holdsEight = largestWithPartsOf(8);
    QVERIFY(largestWithPartsOf(16) > holdsEight);
    RecordingObserver observer;
    observer.atStep = [&](long long step) { largestAllowed = step >= from ? holdsEight : 0; };
    largestAllowed = from == 0 ? holdsEight : 0;
    const Mended mended;
    trained(setup(name, 6), observer);
    largestAllowed = 0;
    QCOMPARE(observer.rows.size(), std::size_t(6));
    const auto event = std::find_if(observer.events.begin(), observer.events.end(),
                                    [](const auto& e) { return e.kind == "memory"; });
    QVERIFY(event != observer.events.end());
    QCOMPARE(event->detail, std::string("batch 8, accumulate 2"));
    QCOMPARE(event->step, from);
    QCOMPARE(observer.warnings.size(), std::size_t(1));
    QCOMPARE(observer.warnings.front().code, ErrorCode::OutOfMemory);
    QVERIFY(observer.warnings.front().message.find("2 parts of 8") != std::string::npos);
    const auto manifest = readCheckpoint(observer.checkpoints.back()).orThrow();
    QCOMPARE(manifest.settings.batch, 8);
    QCOMPARE(manifest.settings.accumulate, 2);

    // As if it had been asked for in the first place.
    RecordingObserver asked;
    auto parted = setup(name + " asked", 6);
    if (from == 0) {
        parted.settings.batch = 8;
        parted.settings.accumulate = 2;
    } else {
        std::stop_source source;
        asked.atStep = [&](long long step) {
            if (step == from) {
                source.request_stop();
            }
        };
        QVERIFY(TrainingSession::create(parted).orThrow()->run(source.get_token(), asked).ok());
        asked.atStep = {};
        parted.resumeFrom = asked.checkpoints.back();
        parted.settings.batch = 8;
        parted.settings.accumulate = 2;
    }
    trained(parted, asked);
    for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
        QVERIFY2(contentsOf(observer.checkpoints.back() / file) ==
                     contentsOf(asked.checkpoints.back() / file),
                 file);
    }
}

void MemoryShortageTest::itGivesUpAtASingleGlyph() {
    auto session = TrainingSession::create(setup("hopeless", 3)).orThrow();
    RecordingObserver observer;
    largestAllowed = 6 << 10; // the outermost map of one glyph takes 8 KiB
    const auto outcome = session->run({}, observer);
    largestAllowed = 0;
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.error().code, ErrorCode::OutOfMemory);
    QVERIFY2(outcome.error().message.find("1 glyph at a time") != std::string::npos,
             outcome.error().message.c_str());
    QVERIFY(!outcome.error().advice.empty());
    QCOMPARE(session->state(), TrainingState::Failed);
}

QTEST_GUILESS_MAIN(MemoryShortageTest)
#include "memory_shortage_test.moc"
