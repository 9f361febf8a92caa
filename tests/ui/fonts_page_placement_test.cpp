// FontsPage: where the glyphs lie, by value, by hand and fitted, and the overlay that shows it.
#include "fonts_page_fixture.h"
#include "ui/widgets/edit_gesture.h"
#include "ui/widgets/overlay_view.h"

#include <QSlider>

using namespace typemould;

class FontsPagePlacementTest : public QObject, protected FontsPageFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

    void everyPlacementValueIsEdited_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("factor");
        for (const char* font : {"source", "target"}) {
            for (const char* value : {"Scale", "X", "Y"}) {
                QTest::addRow("%s %s", font, value)
                    << QString(font) + value << (*value == 'S' ? 100.0 : 1000.0);
            }
        }
    }
    void everyPlacementValueIsEdited() {
        QFETCH(QString, name);
        QFETCH(double, factor);
        openDemoProject(*m_document, *m_folder);
        const auto stored = [&] {
            const auto& placements = m_document->data().placements;
            const Placement& placement = name.startsWith("source") ? placements.source : placements.target;
            return name.endsWith("Scale") ? placement.scale
                   : name.endsWith("X")   ? placement.offsetX
                                          : placement.offsetY;
        };
        auto* spin = find<QDoubleSpinBox>(qPrintable(name + "Spin"));
        auto* slider = find<QSlider>(qPrintable(name + "Slider"));
        QVERIFY(std::abs(spin->value() - stored() * factor) < 0.051);
        const double wanted = spin->value() - 7;
        spin->setValue(wanted);
        QVERIFY(std::abs(stored() * factor - wanted) < 1e-9);
        QCOMPARE(slider->value(), qRound(wanted * 10));
        slider->setValue(slider->value() + 20);
        QVERIFY(std::abs(stored() * factor - wanted - 2) < 1e-9);
        QVERIFY(std::abs(spin->value() - wanted - 2) < 1e-9);
    }

    void aDragIsOneUndoStep() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data();
        auto* slider = find<QSlider>("sourceScaleSlider");
        for (int drag = 0; drag < 2; ++drag) {
            slider->setSliderDown(true);
            for (int i = 0; i < 5; ++i) {
                slider->setValue(slider->value() - 10);
            }
            slider->setSliderDown(false);
        }
        QCOMPARE(m_document->undoStack().count(), 2);
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        QVERIFY(m_document->data() == before);
        QCOMPARE(slider->value(), qRound(before.placements.source.scale * 1000));
    }

    void keysAPauseApartAreTwoUndoSteps() {
        openDemoProject(*m_document, *m_folder);
        auto* gesture = find<EditGesture>("editGesture");
        gesture->setIdleDelay(std::chrono::milliseconds(60000));
        auto* slider = find<QSlider>("sourceScaleSlider");
        const auto press = [&] { QTest::keyClick(slider, Qt::Key_Left); };
        press();
        press();
        QCOMPARE(m_document->undoStack().count(), 1);
        QFocusEvent leave(QEvent::FocusOut);
        QCoreApplication::sendEvent(slider, &leave);
        gesture->setIdleDelay(std::chrono::milliseconds(20));
        press();
        QCOMPARE(m_document->undoStack().count(), 2);
        QTest::qWait(200);
        press();
        QCOMPARE(m_document->undoStack().count(), 3);
    }

    void theWheelPassesOverPlacements() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data();
        for (const char* name : {"sourceScaleSlider", "sourceScaleSpin"}) {
            auto* control = find<QWidget>(name);
            QVERIFY(!control->hasFocus());
            QWheelEvent turn(QPointF(5, 5), control->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton,
                             {}, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(control, &turn);
        }
        QVERIFY(m_document->data() == before);
    }

    void theOverlayIsDrawnWhenItIsLookedAt() {
        openDemoProject(*m_document, *m_folder);
        auto* overlay = find<OverlayView>("overlayView");
        find<QLineEdit>("overlayText")->setText(QString::fromStdString(sharedSpec(2)));
        QTRY_COMPARE(overlay->glyphs().size(), std::size_t(2));
        m_page->hide();
        find<QLineEdit>("overlayText")->setText(QString::fromStdString(sharedSpec(5)));
        QTest::qWait(50);
        QCOMPARE(overlay->glyphs().size(), std::size_t(2));
        m_page->show();
        QTRY_COMPARE(overlay->glyphs().size(), std::size_t(5));
    }

    void aFitEndsWithItsProject() {
        openDemoProject(*m_document, *m_folder);
        QTest::mouseClick(find<QPushButton>("fitPlacement"), Qt::LeftButton);
        m_document->closeProject();
        QTemporaryDir other;
        openDemoProject(*m_document, other);
        QTest::qWait(200);
        QCOMPARE(text("placementHint"), QString());
        QVERIFY(!m_document->undoStack().canUndo());
    }

    void theOverlayShowsBothFontsWherePlaced() {
        openDemoProject(*m_document, *m_folder);
        auto* overlay = find<OverlayView>("overlayView");
        auto* edit = find<QLineEdit>("overlayText");
        const auto missing = m_document->fonts()->missing;
        edit->setText(QString::fromStdString(sharedSpec(2) + utf8Of(missing[0])));
        QTRY_COMPARE(overlay->glyphs().size(), std::size_t(3));
        QVERIFY(overlay->glyphs()[0].source && overlay->glyphs()[0].target);
        QVERIFY(overlay->glyphs()[2].source && !overlay->glyphs()[2].target);
        const GrayImage before = *overlay->glyphs()[0].source;
        const GrayImage targetBefore = *overlay->glyphs()[0].target;
        find<QDoubleSpinBox>("sourceXSpin")->setValue(find<QDoubleSpinBox>("sourceXSpin")->value() + 50);
        QTRY_VERIFY(!(*overlay->glyphs()[0].source == before));
        QVERIFY(*overlay->glyphs()[0].target == targetBefore);
        const int width = overlay->glyphs()[0].source->width;
        find<QSlider>("overlayZoom")->setValue(overlay->cellSide() * 2);
        QTRY_COMPARE(overlay->glyphs()[0].source->width, 2 * width);
    }

    void fitBringsDisturbedPlacementsBack() {
        openDemoProject(*m_document, *m_folder);
        const auto* fonts = m_document->fonts();
        const auto fitted = fitPlacement(fonts->source, fonts->target, fonts->shared).orThrow();
        find<QDoubleSpinBox>("sourceScaleSpin")->setValue(50);
        find<QDoubleSpinBox>("targetYSpin")->setValue(200);
        QTest::mouseClick(find<QPushButton>("fitPlacement"), Qt::LeftButton);
        QTRY_VERIFY(m_document->data().placements == fitted.placements);
        QVERIFY(text("placementHint").contains(QString::number(fitted.characters)));
        m_document->undoStack().undo();
        QCOMPARE(m_document->data().placements.source.scale, 0.5);
    }

    void theOverlayBeginsWithWhatBothFontsDraw() {
        openDemoProject(*m_document, *m_folder);
        const QString shown = find<QLineEdit>("overlayText")->text();
        QVERIFY(shown.size() >= 6);
        const auto& source = m_document->fonts()->source.characters();
        const auto& target = m_document->fonts()->target.characters();
        for (const char32_t character : decodeUtf8(shown.toStdString())) {
            QVERIFY2(source.contains(character) && target.contains(character), qPrintable(shown));
        }
        QTest::keyClicks(find<QLineEdit>("overlayText"), "x");
        m_document->edit("narrowed", [](ProjectData& data) { data.characters = sharedSpec(20); });
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->openingFonts(), 20000);
        QCOMPARE(find<QLineEdit>("overlayText")->text(), shown + "x"); // what was typed stays
    }
};

QTEST_MAIN(FontsPagePlacementTest)
#include "fonts_page_placement_test.moc"
