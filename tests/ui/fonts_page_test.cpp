#include "ui/fonts/fonts_page.h"

#include "core/fonts/named_sets.h"
#include "tests/ui/page_support.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/fonts/coverage_table.h"
#include "ui/fonts/font_slot.h"
#include "ui/fonts/pairs_panel.h"
#include "ui/widgets/edit_gesture.h"
#include "ui/widgets/overlay_view.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QTextBrowser>

using namespace typemould;

namespace {

QString dataFont(const char* name) { return QString(TYPEMOULD_TEST_DATA) + "/fonts/" + name; }

bool drop(QWidget* slot, const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(slot, &enter);
    if (!enter.isAccepted()) {
        return false;
    }
    QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(slot, &event);
    return event.isAccepted();
}

} // namespace

class FontsPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ScriptedDialogs> m_dialogs;
    std::unique_ptr<FontsPage> m_page;

    template <class T>
    T* find(const char* name) {
        T* found = m_page->findChild<T*>(name);
        if (found == nullptr) {
            QTest::qFail(qPrintable(QString("no control is called ") + name), __FILE__, __LINE__);
        }
        return found;
    }
    QString text(const char* label) { return find<QLabel>(label)->text(); }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_dialogs = std::make_unique<ScriptedDialogs>();
        m_page = std::make_unique<FontsPage>(*m_document, *m_dialogs);
        m_page->resize(1200, 800);
        m_page->show();
    }
    void cleanup() {
        QVERIFY2(m_dialogs->allUsed(), "an answer was not asked for");
        m_page.reset();
        m_document.reset();
    }

    void withoutAProjectNothingCanBeEdited() {
        QCOMPARE(text("sourceFace"), QString("No font chosen"));
        for (const char* name :
             {"sourceChoose", "targetChoose", "fitPlacement", "sourceScaleSpin", "pairCharacters"}) {
            QVERIFY2(!find<QWidget>(name)->isEnabled(), name);
        }
        QVERIFY(!find<QWidget>("sourceSlot")->acceptDrops());
    }

    void everyControlCanBeNamedAndReached() {
        openDemoProject(*m_document, *m_folder);
        QCOMPARE(unusableControls(*m_page), QStringList());
    }

    void slotsShowTheFaces() {
        openDemoProject(*m_document, *m_folder);
        const auto& names = m_document->sourceFace()->names();
        QVERIFY(text("sourceFace").startsWith(QString::fromStdString(names.family)));
        QCOMPARE(text("sourceFile"), QString("demo-source.ttf"));
        const auto count = QLocale().toString(int(m_document->sourceFace()->characters().size()));
        QVERIFY2(text("sourceDetails")
                         .startsWith(QString::number(m_document->sourceFace()->characters().size())) ||
                     text("sourceDetails").startsWith(count),
                 qPrintable(text("sourceDetails")));
        QVERIFY2(text("sourceLicense").contains("Open Font License"), qPrintable(text("sourceLicense")));
    }

    void coverageIsThatOfTheFonts() {
        openDemoProject(*m_document, *m_folder);
        auto* table = find<CoverageTable>("coverageTable");
        QTRY_COMPARE(table->model()->rowCount(), int(namedSets().size()));
        const CharacterSet big5 = namedSet("big5").orThrow();
        const auto& source = m_document->sourceFace()->characters();
        const auto& target = m_document->targetFace()->characters();
        const auto rows = coverageOf(source, target);
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const CoverageRow& r) { return r.size == big5.size(); });
        QVERIFY(row != rows.end());
        QCOMPARE(*row->source, (big5 & source).size());
        QCOMPARE(*row->target, (big5 & target).size());
        QCOMPARE(*row->missing, ((big5 & source) - target).size());
        QVERIFY(*row->missing > 0);
    }

    void coverageOfOneFontLeavesTheOtherOpen() {
        const auto rows = coverageOf(CharacterSet::range('a', 'z'), std::nullopt);
        QVERIFY(rows.front().source.has_value());
        QVERIFY(!rows.front().target.has_value());
        QVERIFY(!rows.front().missing.has_value());
    }

    void coverageSortsByNumber() {
        openDemoProject(*m_document, *m_folder);
        auto* table = find<CoverageTable>("coverageTable");
        QTRY_COMPARE(table->model()->rowCount(), int(namedSets().size()));
        table->sortByColumn(CoverageModel::SizeColumn, Qt::DescendingOrder);
        qulonglong before = std::numeric_limits<qulonglong>::max();
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto size = table->model()
                                  ->index(row, CoverageModel::SizeColumn)
                                  .data(CoverageModel::sortRole)
                                  .toULongLong();
            QVERIFY(size <= before);
            before = size;
        }
    }

    void aFontIsChosenByButtonAndTheChoiceUndone() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data().source;
        m_dialogs->fonts = {dataFont("tiny.ttf")};
        QTest::mouseClick(find<QPushButton>("sourceChoose"), Qt::LeftButton);
        QCOMPARE(text("sourceFace"), QString("Opening the font…"));
        QTRY_VERIFY(m_document->data().source != before);
        QTRY_VERIFY(text("sourceFace") != "Opening the font…");
        QCOMPARE(m_document->data().source.path.filename().string(), std::string("tiny.ttf"));
        QVERIFY(!m_document->data().source.hash.empty());
        m_document->undoStack().undo();
        QVERIFY(m_document->data().source == before);
    }

    void goingBackChangesNothing() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data();
        m_dialogs->fonts = {QString()};
        QTest::mouseClick(find<QPushButton>("targetChoose"), Qt::LeftButton);
        QVERIFY(m_document->data() == before);
    }

    void aCollectionAsksForItsFace_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("collection") << "collection.ttc";
        QTest::newRow("named instances of a variable font") << "variable.ttf";
    }
    void aCollectionAsksForItsFace() {
        QFETCH(QString, file);
        openDemoProject(*m_document, *m_folder);
        const auto faces = FontFace::list(fsPath(dataFont(qPrintable(file)))).orThrow();
        QVERIFY(faces.size() > 1);
        m_dialogs->faces = {1};
        QVERIFY(drop(find<QWidget>("targetSlot"), dataFont(qPrintable(file))));
        QVERIFY(m_dialogs->asked.empty()); // a drop ends before anything is asked
        QTRY_VERIFY(m_document->data().target.face == faces[1].choice);
        QCOMPARE(m_dialogs->asked.size(), 1);
        QVERIFY(m_dialogs->asked[0].contains(QString::fromStdString(faces[1].family)));

        m_dialogs->faces = {std::nullopt};
        const auto before = m_document->data();
        QTRY_VERIFY(text("targetFace") != "Opening the font…");
        const QString shown = text("targetFace");
        QVERIFY(drop(find<QWidget>("targetSlot"), dataFont(qPrintable(file))));
        QTRY_COMPARE(m_dialogs->asked.size(), 2);
        QTRY_COMPARE(text("targetFace"), shown);
        QVERIFY(m_document->data() == before);
    }

    void aFontIsToldByItsContent() {
        openDemoProject(*m_document, *m_folder);
        const QString disguised = m_folder->filePath("notes.txt");
        QVERIFY(QFile::copy(dataFont("tiny.ttf"), disguised));
        QVERIFY(drop(find<QWidget>("sourceSlot"), disguised));
        QTRY_COMPARE(m_document->data().source.path.filename().string(), std::string("notes.txt"));
    }

    void whatIsNoFontIsRefusedWithItsName() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data();
        QFile file(m_folder->filePath("letter.ttf"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Dear Sir, this is not a font.");
        file.close();
        QVERIFY(drop(find<QWidget>("sourceSlot"), file.fileName()));
        auto* problem = find<QLabel>("fontsProblem");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(m_document->data() == before);
        QCOMPARE(text("sourceFile"), QString("demo-source.ttf"));
        QVERIFY2(problem->text().contains("letter.ttf"), qPrintable(problem->text()));
    }

    void severalFilesAtOnceAreNotTaken() {
        openDemoProject(*m_document, *m_folder);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(dataFont("tiny.ttf")), QUrl::fromLocalFile(dataFont("tiny.otf"))});
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.ignore();
        QCoreApplication::sendEvent(find<QWidget>("sourceSlot"), &enter);
        QVERIFY(!enter.isAccepted());
    }

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

    void theDataSetIsEdited_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("value");
        for (const auto& field : fields<DatasetSettings>()) {
            const bool canvas = field.info.key == "canvas";
            QTest::newRow(field.info.key.c_str())
                << QString::fromStdString(field.info.key) << (canvas ? 128 : 5);
        }
    }
    void theDataSetIsEdited() {
        QFETCH(QString, key);
        QFETCH(int, value);
        openDemoProject(*m_document, *m_folder);
        auto* spin = find<QSpinBox>(qPrintable("setting_" + key));
        spin->setValue(value);
        for (const auto& field : fields<DatasetSettings>()) {
            if (field.info.key == key.toStdString()) {
                QCOMPARE(std::get<std::int64_t>(field.get(m_document->data().dataset)), std::int64_t(value));
            }
        }
        m_document->undoStack().undo();
        QVERIFY(spin->value() != value);
    }

    void theSummaryCountsPairs() {
        openDemoProject(*m_document, *m_folder);
        QCOMPARE(text("pairsSummary"), QString("40 pairs: 32 to train on, 8 held out to measure on."));
        find<QSpinBox>("setting_held-out")->setValue(4);
        QTRY_COMPARE(text("pairsSummary"), QString("40 pairs: 36 to train on, 4 held out to measure on."));
    }

    void pairsAreNarrowedByASpec() {
        openDemoProject(*m_document, *m_folder);
        auto* edit = find<QLineEdit>("pairCharacters");
        const auto enter = [&](const QString& spec) {
            edit->setFocus();
            edit->selectAll();
            QTest::keyClicks(edit, spec);
            QTest::keyClick(edit, Qt::Key_Return);
        };
        enter("nosuchset");
        QVERIFY(find<QLabel>("pairCharactersProblem")->isVisible());
        QVERIFY(text("pairCharactersProblem").contains("nosuchset"));
        QVERIFY(m_document->data().characters != "nosuchset");
        enter("source,target");
        QVERIFY(!find<QLabel>("pairCharactersProblem")->isVisible());
        QCOMPARE(m_document->data().characters, std::string("source,target"));
        enter("missing"); // is made from the pairs
        QVERIFY(find<QLabel>("pairCharactersProblem")->isVisible());
        enter("U+4E00-4E1F");
        QVERIFY(!find<QLabel>("pairCharactersProblem")->isVisible());
        QCOMPARE(m_document->data().characters, std::string("U+4E00-4E1F"));
        QTRY_VERIFY(text("pairsSummary")
                        .startsWith(QString::number((m_document->sourceFace()->characters() &
                                                     m_document->targetFace()->characters() &
                                                     CharacterSet::range(0x4E00, 0x4E1F))
                                                        .size())));
    }

    void whatIsBeingTypedStays() {
        openDemoProject(*m_document, *m_folder);
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        auto* edit = find<QLineEdit>("pairCharacters");
        edit->setFocus();
        QVERIFY(edit->hasFocus());
        edit->selectAll();
        QTest::keyClicks(edit, "jo");
        m_document->edit("Something else", [](ProjectData& data) { data.dataset.heldOut = 4; });
        QCOMPARE(edit->text(), QString("jo"));
        QTest::keyClicks(edit, "yo");
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_document->data().characters, std::string("joyo"));
        m_document->undoStack().undo();
        QCOMPARE(edit->text().toStdString(), m_document->data().characters);
    }

    void pairsThatCannotBeDrawnAreSaidToBe() {
        openDemoProject(*m_document, *m_folder);
        m_document->edit("No canvas", [](ProjectData& data) { data.dataset.canvas = 1; });
        QTRY_VERIFY2(text("pairsSummary").contains("could not be drawn"), qPrintable(text("pairsSummary")));
    }

    void fontsThatAreBeingOpenedAreSaidToBe() {
        openDemoProject(*m_document, *m_folder);
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        m_document->setProject(Project::open(folder, ProjectAccess::ReadOnly).orThrow());
        QVERIFY(m_document->openingFonts());
        QCOMPARE(text("sourceFace"), QString("Opening the font…"));
        QVERIFY2(text("pairsSummary").startsWith("Opening"), qPrintable(text("pairsSummary")));
        QTRY_VERIFY(text("sourceFace") != "Opening the font…");
    }

    void whileARunTrainsItsPairsAreFixed() {
        openDemoProject(*m_document, *m_folder);
        m_document->setRunActive(true);
        for (const char* name : {"sourceChoose", "targetChoose", "fitPlacement", "sourceScaleSpin",
                                 "targetXSlider", "setting_canvas", "pairCharacters"}) {
            QVERIFY2(!find<QWidget>(name)->isEnabled(), name);
        }
        QVERIFY(!find<QWidget>("sourceSlot")->acceptDrops());
        QVERIFY(find<QWidget>("sourceChoose")->toolTip().contains("stop it first"));
        QVERIFY(find<QWidget>("pairCharacters")->toolTip().contains("stop it first"));
        m_document->setRunActive(false);
        QVERIFY(find<QWidget>("sourceChoose")->isEnabled());
        QVERIFY(find<QWidget>("targetXSlider")->isEnabled());
        QVERIFY(!find<QWidget>("sourceChoose")->toolTip().contains("stop it first"));
    }

    void namesOfSetsAreShownWhole() {
        openDemoProject(*m_document, *m_folder);
        auto* table = find<CoverageTable>("coverageTable");
        QTRY_COMPARE(table->model()->rowCount(), int(namedSets().size()));
        m_page->resize(700, 600);
        QTest::qWait(20);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto index = table->model()->index(row, CoverageModel::SetColumn);
            const QString name = index.data().toString();
            QVERIFY2(table->columnWidth(CoverageModel::SetColumn) >
                         table->fontMetrics().horizontalAdvance(name),
                     qPrintable(name));
            QVERIFY(index.data(Qt::ToolTipRole).toString().startsWith(name));
        }
    }

    void warningsNameTheirCharacters() {
        openDemoProject(*m_document, *m_folder);
        auto* issues = find<QTextBrowser>("pairIssues");
        QTRY_VERIFY2(issues->toPlainText().contains("No warnings"), qPrintable(issues->toPlainText()));
        find<QDoubleSpinBox>("targetScaleSpin")->setValue(160);
        QTRY_VERIFY_WITH_TIMEOUT(issues->toPlainText().contains("target glyph"), 10000);
        QVERIFY(issues->toPlainText().contains("press Fit"));
        const auto& found = m_document->pairIssues();
        const auto issue = std::find_if(found.begin(), found.end(), [](const PairIssue& i) {
            return i.kind == PairIssueKind::TargetAtEdge;
        });
        QVERIFY(issue != found.end());
        for (const char32_t character : issue->characters) {
            QVERIFY(issues->toPlainText().contains(QString::fromUcs4(&character, 1)));
        }
    }

    void everyKindOfIssueHasItsWords() {
        QSet<QString> texts;
        for (const auto kind :
             {PairIssueKind::SourceAtEdge, PairIssueKind::TargetAtEdge, PairIssueKind::SizesApart,
              PairIssueKind::EmptyGlyph, PairIssueKind::DuplicateGlyph}) {
            const QString text = issueText({kind, {U'a', U'b', U'c'}, 1.25, "fallback"});
            QVERIFY(text != "fallback");
            QVERIFY2(text.contains(kind == PairIssueKind::SizesApart ? "125" : "3"), qPrintable(text));
            texts << text;
        }
        QCOMPARE(texts.size(), 5);
    }

    void aReadOnlyProjectIsShownButNotEdited() {
        openDemoProject(*m_document, *m_folder);
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        m_document->setProject(Project::open(folder, ProjectAccess::ReadOnly).orThrow());
        QTRY_VERIFY(m_document->fonts() != nullptr);
        for (const char* name : {"sourceChoose", "targetChoose", "fitPlacement", "sourceScaleSpin",
                                 "targetXSlider", "setting_canvas", "pairCharacters"}) {
            QVERIFY2(!find<QWidget>(name)->isEnabled(), name);
        }
        QVERIFY(text("sourceFile") == "demo-source.ttf");
        QVERIFY(find<QWidget>("overlayZoom")->isEnabled());
    }
};

QTEST_MAIN(FontsPageTest)
#include "fonts_page_test.moc"
