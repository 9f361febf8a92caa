// MemoryLine: what training needs stands beside the batch, and what does not fit is mended with one click.
#include "studio_fixture.h"
#include "ui/train/memory_line.h"

#include <QLabel>
#include <QtTest>

#include <atomic>

using namespace typemould;

class MemoryLineTest : public QObject, protected StudioFixture {
    Q_OBJECT
private:
    std::unique_ptr<MemoryLine> m_line;
    std::atomic<double> m_available{64e9};

    const TrainingSettings& training() const { return m_document->data().training; }
    QLabel* text() { return part<QLabel>(m_line.get(), "memoryNeed"); }
    QPushButton* button() { return part<QPushButton>(m_line.get(), "fitBatch"); }
    double needed() const {
        return memoryNeed(training(), m_document->data().dataset.canvas, 1, m_document->pairs()->size(), {}, 0)
            .orThrow()
            .total();
    }
    /// As on a machine of that much memory.
    void setAvailable(double bytes) {
        m_available = bytes;
        m_line->setEstimate([this](const ProjectData& data, std::size_t pairs) {
            return memoryNeed(data.training, data.dataset.canvas, 1, pairs, {}, m_available);
        });
    }
private Q_SLOTS:
    void init() {
        cleanup(); // what a failed start left
        makeStudio();
        m_line = std::make_unique<MemoryLine>(*m_document, *m_runner);
        m_line->show();
        openProject();
        m_document->edit("batch", [](ProjectData& data) { data.training.batch = 48; });
        m_document->undoStack().clear();
    }
    void cleanup() {
        m_line.reset();
        dropStudio();
    }

    void thisMachineIsAsked() {
        QTRY_VERIFY2(text()->text().contains("largest batch"), qPrintable(text()->text()));
        QVERIFY(!button()->isVisible() && !text()->font().bold());
    }

    void whatItNeedsStandsThere() {
        setAvailable(64e9);
        QTRY_VERIFY2(text()->text().contains("64.0 GB"), qPrintable(text()->text()));
        QVERIFY(text()->text().endsWith("fits is 256."));
        const auto before = text()->text();
        m_document->edit("wider", [](ProjectData& data) { data.training.width = 128; });
        QTRY_VERIFY(text()->text() != before);
        m_document->closeProject();
        QTRY_COMPARE(text()->text(), QString());
    }

    void oneClickTakesTheSameGlyphsInMoreParts() {
        setAvailable(needed() - 2e6);
        QTRY_VERIFY2(button()->isVisible(), qPrintable(text()->text()));
        QVERIFY(text()->font().bold());
        button()->click();
        QCOMPARE(training().batch * training().accumulate, 48);
        QVERIFY(training().batch < 48);
        QCOMPARE(m_document->undoStack().count(), 1);
        QTRY_VERIFY(!button()->isVisible());
        QVERIFY(!text()->font().bold());
        m_document->undoStack().undo();
        QCOMPARE(training().batch, 48);
        QTRY_VERIFY(button()->isVisible());
    }

    void whatCannotFitHasNoButton() {
        setAvailable(1e7);
        QTRY_VERIFY2(text()->text().contains("not even a batch of one"), qPrintable(text()->text()));
        QVERIFY(text()->font().bold() && !button()->isVisible());
    }

    void aStartThatMayNotFitIsWarnedOf() {
        setAvailable(needed() - 2e6);
        QTRY_VERIFY(button()->isVisible());
        startRun();
        QVERIFY2(notice().contains("may not fit into memory"), qPrintable(notice()));
        stopRun();
        setAvailable(64e9);
        QTRY_VERIFY(!button()->isVisible());
        const auto told = m_notices->count();
        startRun();
        QCOMPARE(m_notices->count(), told);
        stopRun();
    }
};

QTEST_MAIN(MemoryLineTest)
#include "memory_line_test.moc"
