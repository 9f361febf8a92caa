// The grid's promise: with 20,000 cells and their pictures there, a frame is painted in 16 ms (95th
// percentile).
#include "tests/ui/page_support.h"
#include "ui/review/glyph_store.h"
#include "ui/review/review_delegate.h"
#include "ui/review/review_model.h"
#include "ui/review/review_view.h"

#include <algorithm>
#include <ctime>
#include <random>

using namespace typemould;

namespace {

constexpr int cells = 20000;

/// Milliseconds that this thread has worked: what painting costs, however busy the machine is with other
/// things.
double threadMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// 64 different pictures, handed out in turn, so that caches do not flatter the result.
std::vector<GlyphPictures> somePictures(int side) {
    std::mt19937 random(7);
    std::vector<GlyphPictures> pictures(64);
    for (auto& each : pictures) {
        for (QImage* image : {&each.source, &each.generated, &each.truth}) {
            *image = QImage(side, side, QImage::Format_RGB32);
            image->fill(QColor(int(random() % 256), int(random() % 256), int(random() % 256)));
        }
    }
    return pictures;
}

} // namespace

class ReviewScrollTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFrameIsPaintedInTime_data() {
        QTest::addColumn<int>("side");
        QTest::addColumn<QPointF>("offset");
        QTest::newRow("small cells") << 32 << QPointF();
        QTest::newRow("cells as at first") << 64 << QPointF();
        QTest::newRow("cells as at first, output moved") << 64 << QPointF(0.05, -0.03);
        QTest::newRow("large cells") << 160 << QPointF();
    }
    void aFrameIsPaintedInTime() {
        QFETCH(int, side);
        QFETCH(QPointF, offset);
        Document document;
        ReviewModel model(document);
        const auto pictures = somePictures(side);
        ReviewDelegate delegate([&](char32_t character) { return &pictures[character % 64]; });
        delegate.setSide(side);
        delegate.setOffset(offset);
        ReviewView view(&delegate);
        view.setModel(&model);
        model.setCharacters(CharacterSet::range(0x4E00, 0x4E00 + cells - 1));
        view.resize(1280, 800);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.refreshGrid();
        QCOMPARE(view.indexAt(view.visualRect(model.index(cells - 1)).center()).row(), cells - 1);

        const int bottom = view.verticalScrollBar()->maximum();
        QVERIFY(bottom > 10000);
        std::vector<double> frames;
        for (int i = 0; i < 150; ++i) {
            const double start = threadMilliseconds();
            view.verticalScrollBar()->setValue(int(double(bottom) * i / 150));
            view.viewport()->repaint();
            frames.push_back(threadMilliseconds() - start);
        }
        std::sort(frames.begin(), frames.end());
        const double p95 = frames[frames.size() * 95 / 100];
        qInfo("%s: median %.2f ms, p95 %.2f ms, worst %.2f ms", QTest::currentDataTag(),
              frames[frames.size() / 2], p95, frames.back());
        QVERIFY2(p95 <= 16, qPrintable(QString::number(p95)));
    }

    void layingOutIsQuick() {
        Document document;
        ReviewModel model(document);
        const GlyphPictures none;
        ReviewDelegate delegate([&](char32_t) { return &none; });
        ReviewView view(&delegate);
        view.setModel(&model);
        view.resize(1280, 800);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        double start = threadMilliseconds();
        model.setCharacters(CharacterSet::range(0x4E00, 0x4E00 + cells - 1));
        view.visualRect(model.index(cells - 1)); // forces the layout
        QVERIFY2(threadMilliseconds() - start < 100,
                 qPrintable(QString::number(threadMilliseconds() - start)));
        start = threadMilliseconds();
        view.resize(900, 700);
        view.visualRect(model.index(cells - 1));
        QVERIFY2(threadMilliseconds() - start < 100,
                 qPrintable(QString::number(threadMilliseconds() - start)));
    }
};

QTEST_MAIN(ReviewScrollTest)
#include "review_scroll_test.moc"
