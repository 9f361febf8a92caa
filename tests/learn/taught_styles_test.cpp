// Styles that a run has no pairs of keep their row of the embedding, its moments and its average bit for bit,
// for weight decay and momentum would move it; the styles that are taught move.
#include "core/weights/safetensors.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {

/// One style's numbers in a tensor of the embedding.
Bytes rowOf(const fs::path& checkpoint, const char* file, const char* name, std::size_t style) {
    const auto tensor = readSafetensors(checkpoint / file).orThrow().at(name);
    const auto size = tensor.data.size() / static_cast<std::size_t>(tensor.shape.at(0));
    const auto begin = tensor.data.begin() + static_cast<std::ptrdiff_t>(style * size);
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

} // namespace

class TaughtStylesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatIsTaughtMoves_data();
    void onlyWhatIsTaughtMoves();

private:
    fs::path run(const char* name, long long steps, bool both, int target, const fs::path& from = {}) {
        auto setup = smallSetup(m_pairs, fs::path(m_folder.path().toStdString()) / name, steps);
        setup.settings.weightDecay = 0.1;
        setup.styles = {"first", "second"};
        setup.style = target;
        if (both) {
            setup.furtherPairs = {{&m_pairs, 1 - target}};
        }
        setup.resumeFrom = from;
        RecordingObserver observer;
        trained(setup, observer);
        return observer.checkpoints.back();
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
};

void TaughtStylesTest::onlyWhatIsTaughtMoves_data() {
    QTest::addColumn<bool>("bothBefore"); // so that there is momentum
    QTest::addColumn<int>("target");
    QTest::newRow("the first, after both") << true << 0;
    QTest::newRow("the second, after both") << true << 1;
    QTest::newRow("the first, from the beginning") << false << 0;
}

void TaughtStylesTest::onlyWhatIsTaughtMoves() {
    QFETCH(bool, bothBefore);
    QFETCH(int, target);
    const auto before = run("before", 6, bothBefore, target);
    const auto after = run("after", 12, false, target, before);
    const struct {
        const char *file, *name;
    } tensors[] = {{"model.safetensors", "live.embedding.weight"},
                   {"model.safetensors", "average.embedding.weight"},
                   {"optimizer.safetensors", "generator.embedding.weight.first"},
                   {"optimizer.safetensors", "generator.embedding.weight.second"}};
    for (const auto& [file, name] : tensors) {
        for (const int style : {0, 1}) {
            const auto row = static_cast<std::size_t>(style);
            const bool same = rowOf(before, file, name, row) == rowOf(after, file, name, row);
            QVERIFY2(same == (style != target), qPrintable(QString("%1, style %2").arg(name).arg(style)));
        }
    }
}

QTEST_GUILESS_MAIN(TaughtStylesTest)
#include "taught_styles_test.moc"
