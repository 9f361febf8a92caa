#include "tests/ui/page_support.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glyph_image.h"
#include "ui/widgets/overlay_view.h"
#include "ui/widgets/shown_text.h"

using namespace typemould;

class WidgetsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGlyphImageKeepsEveryPixel() {
        GrayImage image(3, 2);
        image.at(0, 0) = 0;
        image.at(2, 1) = 77;
        const QImage picture = toQImage(image);
        QCOMPARE(picture.size(), QSize(3, 2));
        for (int y = 0; y < 2; ++y) {
            for (int x = 0; x < 3; ++x) {
                QCOMPARE(qGray(picture.pixel(x, y)), int(image.at(x, y)));
            }
        }
        QVERIFY(toQImage(GrayImage()).isNull());
    }

    void aScaledGlyphImageKnowsItsRatio() {
        const QImage picture = toQImage(GrayImage(64, 64, 0), 32, 2.0);
        QCOMPARE(picture.size(), QSize(32, 32));
        QCOMPARE(picture.devicePixelRatio(), 2.0);
        QCOMPARE(qGray(picture.pixel(16, 16)), 0);
    }

    void inkIsColourAndPaperIsNothing() {
        GrayImage image(2, 1);
        image.at(0, 0) = 0;
        const QImage ink = inkImage(image, QColor(10, 200, 30, 255));
        QCOMPARE(ink.pixelColor(0, 0), QColor(10, 200, 30, 255));
        QCOMPARE(ink.pixelColor(1, 0).alpha(), 0);
        QCOMPARE(inkImage(image, QColor(0, 0, 0, 100)).pixelColor(0, 0).alpha(), 100);
    }

    void theOverlayMixesBothInksOnWhitePaper() {
        OverlayView view;
        GrayImage left(40, 40), right(40, 40);
        for (int y = 0; y < 40; ++y) {
            std::fill_n(left.row(y), 30, 0);
            std::fill_n(right.row(y) + 10, 30, 0);
        }
        view.setCellSide(160);
        view.setGlyphs({{U'x', left, right}}, PlacementPair{{.scale = 0.2}, {.scale = 0.2}});
        view.resize(200, 200);
        const QImage shown = view.grab().toImage().scaled(200, 200);
        const QColor onlySource = shown.pixelColor(8 + 10, 8 + 10);
        const QColor both = shown.pixelColor(8 + 80, 8 + 20);
        const QColor onlyTarget = shown.pixelColor(8 + 150, 8 + 10);
        QVERIFY(onlySource.blue() > onlySource.red() + 50);
        QVERIFY(onlyTarget.red() > onlyTarget.blue() + 50);
        QVERIFY(both.lightness() < onlySource.lightness() && both.lightness() < onlyTarget.lightness());
    }

    void theEmSquareIsDrawnWhereThePlacementPutsIt() {
        OverlayView view;
        view.setCellSide(160);
        const Placement centred{.scale = 0.5};
        view.setGlyphs({{U'x', GrayImage(40, 40), std::nullopt}}, PlacementPair{centred, centred});
        view.resize(200, 200);
        const QImage shown = view.grab().toImage().scaled(200, 200);
        const auto darkAlong = [&](int x) {
            int dark = 0;
            for (int y = 60; y < 110; ++y) {
                dark += shown.pixelColor(x, y).lightness() < 220 ? 1 : 0;
            }
            return dark;
        };
        const int left = 8 + 40; // a quarter of the canvas in
        QVERIFY(darkAlong(left) + darkAlong(left - 1) + darkAlong(left + 1) > 20);
        QCOMPARE(darkAlong(left + 20), 0);
    }

    void theOverlayWrapsAndGrows() {
        OverlayView view;
        view.setCellSide(100);
        view.setGlyphs(std::vector<OverlayGlyph>(10), {});
        QVERIFY(view.heightForWidth(120) > view.heightForWidth(600));
        QCOMPARE(view.heightForWidth(120), 8 + 10 * 108);
        QCOMPARE(view.heightForWidth(2000), 8 + 108);
    }

    void aFlowWrapsWhatHasNoRoom() {
        QWidget bar;
        auto* layout = new FlowLayout(&bar);
        QList<QWidget*> widgets;
        for (int i = 0; i < 3; ++i) {
            auto* widget = new QWidget(&bar);
            widget->setMinimumSize(100, 20);
            widget->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
            layout->addWidget(widget);
            widgets << widget;
        }
        QCOMPARE(layout->heightForWidth(400), 20);
        QCOMPARE(layout->heightForWidth(220), 48);
        QCOMPARE(layout->heightForWidth(100), 76);
        layout->setGeometry({0, 0, 220, 48});
        QCOMPARE(widgets[1]->y(), 0);
        QCOMPARE(widgets[2]->geometry().topLeft(), QPoint(0, 28));
        QVERIFY(layout->minimumSize().width() <= 100);
    }

    void anElidedLabelGivesWay() {
        ElidedLabel label;
        label.setText(QString(200, 'x'));
        QVERIFY(label.minimumSizeHint().width() < 60);
        label.resize(80, 20);
        const QImage shown = label.grab().toImage();
        QCOMPARE(label.text().size(), 200); // for a screen reader it is whole
        QVERIFY(!shown.isNull());
    }

    void charactersAreListed() {
        QCOMPARE(characterText(U'\U00020000').size(), 2);
        QCOMPARE(characterLabel(U'東'), QString("東 U+6771"));
        QCOMPARE(characterList({U'a', U'b', U'c'}), QString("a b c"));
        QCOMPARE(characterList(CharacterSet::range('a', 'e'), 2), QString("a b and 3 more"));
    }

    void timeLeftIsRoundedForReading_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("not known") << -1.0 << QString();
        QTest::newRow("seconds") << 41.2 << "about 42 s left";
        QTest::newRow("minutes") << 170.0 << "about 3 min left";
        QTest::newRow("hours") << 7300.0 << "about 2 h left";
        QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << QString();
    }
    void timeLeftIsRoundedForReading() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(timeLeftText(seconds), text);
    }
};

QTEST_MAIN(WidgetsTest)
#include "widgets_test.moc"
