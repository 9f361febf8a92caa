#include "ui/review/review_page.h"

#include "tests/ui/page_support.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/review/glyph_store.h"
#include "ui/review/review_delegate.h"
#include "ui/review/review_model.h"
#include "ui/review/review_view.h"
#include "ui/widgets/edit_gesture.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>

#include <algorithm>

using namespace typemould;

class ReviewPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ScriptedDialogs> m_dialogs;
    std::unique_ptr<ReviewPage> m_page;
    std::shared_ptr<FakeGenerator::Script> m_script;

    template <class T>
    T* find(const char* name) {
        return controlOf<T>(*m_page, name);
    }
    ReviewView* grid() { return find<ReviewView>("reviewGrid"); }
    ReviewModel* model() { return static_cast<ReviewModel*>(grid()->model()); }
    QString message() {
        auto* label = find<QLabel>("reviewMessage");
        return label->isHidden() ? QString() : label->text();
    }
    void choose(const char* combo, const QString& key) {
        auto* box = find<QComboBox>(combo);
        QVERIFY2(box->findData(key) >= 0, qPrintable(key));
        box->setCurrentIndex(box->findData(key));
    }
    void selectRow(int row) {
        grid()->setCurrentIndex(model()->index(row));
        grid()->setFocus();
    }
    std::optional<ReviewVerdict> verdict(char32_t character) {
        const auto& reviews = m_document->project().reviews;
        const auto found = reviews.find(character);
        return found == reviews.end() ? std::nullopt : std::optional(found->second);
    }
    void drawEverything() {
        auto* store = find<GlyphStore>("glyphStore");
        QTRY_VERIFY_WITH_TIMEOUT(store->find(model()->characterAt(0)) != nullptr &&
                                     !store->find(model()->characterAt(0))->generated.isNull() &&
                                     store->idle(),
                                 10000);
    }
    QImage shownCell(int row) {
        const QRect rect = grid()->visualRect(model()->index(row));
        return grid()->viewport()->grab(rect).toImage();
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_dialogs = std::make_unique<ScriptedDialogs>();
        m_script = std::make_shared<FakeGenerator::Script>();
        openDemoProject(*m_document, *m_folder);
        m_page = std::make_unique<ReviewPage>(*m_document, *m_dialogs);
        m_page->setGeneratorFactory(fakeFactory(m_script, m_document->data().placements.source));
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() {
        m_page.reset();
        m_document.reset();
    }

    void everyControlCanBeNamedAndReached() { QCOMPARE(unusableControls(*m_page), QStringList()); }

    void theOutputOffsetMovesWhatIsGenerated() {
        m_document->checkpointSaved("somewhere");
        drawEverything();
        auto* store = find<GlyphStore>("glyphStore");
        const char32_t first = model()->characterAt(0);
        const QImage before = store->find(first)->generated;
        const QImage source = store->find(first)->source;
        const int opened = m_script->opened;
        m_document->edit("offset", [](ProjectData& data) { data.training.outputOffsetX = 16; });
        QTRY_VERIFY_WITH_TIMEOUT(m_script->opened > opened && store->idle(), 10000);
        QTRY_VERIFY(store->find(first)->generated != before);
        QCOMPARE(store->find(first)->source, source);
        const int again = m_script->opened;
        m_document->edit("another", [](ProjectData& data) { data.training.batch = 3; });
        QTest::qWait(50);
        QCOMPARE(int(m_script->opened), again); // nothing to draw anew
    }

    void theModelKeepsItsPromises() {
        ReviewModel model(*m_document);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCharacters(m_document->fonts()->missing);
        QCOMPARE(model.rowCount(), int(m_document->fonts()->missing.size()));
        model.refreshMarks();
        model.setCharacters({});
        QCOMPARE(model.rowCount(), 0);
        model.setCharacters({U'東', U'京'});
        QCOMPARE(model.index(0).data().toString(), QString("京"));
        QCOMPARE(model.index(1).data(ReviewModel::CharacterRole).toUInt(), 0x6771u);
        QCOMPARE(model.rowAtOrAfter(U'京'), 0);
        QCOMPARE(model.rowAtOrAfter(0x6000), 1);
        QCOMPARE(model.rowAtOrAfter(0x9000), 1);
    }

    void missingIsShownAtFirst() { QVERIFY(model()->characters() == m_document->fonts()->missing); }

    void setsAreFiltered_data() {
        QTest::addColumn<QString>("key");
        QTest::newRow("held out") << "heldout";
        QTest::newRow("pairs") << "pairs";
        QTest::newRow("source") << "source";
        QTest::newRow("named set") << "big5";
        QTest::newRow("named set that shares little") << "joyo";
    }
    void setsAreFiltered() {
        QFETCH(QString, key);
        choose("reviewSet", key);
        const auto* fonts = m_document->fonts();
        const CharacterSet expected =
            key == "heldout"  ? m_document->pairs()->split().heldOut
            : key == "pairs"  ? m_document->pairs()->characters()
            : key == "source" ? fonts->source.characters()
                              : parseCharacterSpec(key.toStdString()).orThrow() & fonts->source.characters();
        QVERIFY(!expected.empty());
        QVERIFY(model()->characters() == expected);
    }

    void typedTextIsShownInPlaceOfTheSet() {
        const auto missing = m_document->fonts()->missing;
        auto* edit = find<QLineEdit>("reviewText");
        edit->setText(QString::fromStdString(utf8Of(missing[3]) + utf8Of(missing[1])));
        QVERIFY(model()->characters() == CharacterSet({missing[1], missing[3]}));
        QVERIFY(!find<QComboBox>("reviewSet")->isEnabled());
        edit->setText("nosuchset");
        QVERIFY2(message().contains("nosuchset"), qPrintable(message()));
        QCOMPARE(model()->rowCount(), 0);
        edit->clear();
        QVERIFY(model()->characters() == missing);
    }

    void verdictsAreGivenByKeyAndMoveOn_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("expected");
        QTest::newRow("keep") << int(Qt::Key_K) << 1;
        QTest::newRow("reject") << int(Qt::Key_R) << 2;
    }
    void verdictsAreGivenByKeyAndMoveOn() {
        QFETCH(int, key);
        QFETCH(int, expected);
        selectRow(0);
        QTest::keyClick(grid(), Qt::Key(key));
        QCOMPARE(int(verdict(model()->characterAt(0)) == ReviewVerdict::Kept ? 1 : 2), expected);
        QCOMPARE(model()->index(0).data(ReviewModel::VerdictRole).toInt(), expected);
        QCOMPARE(grid()->currentIndex().row(), 1);
        QVERIFY(grid()->selectionModel()->isSelected(model()->index(1)));
        m_document->undoStack().undo();
        QVERIFY(!verdict(model()->characterAt(0)));
        m_document->undoStack().redo();
        selectRow(0);
        QTest::keyClick(grid(), Qt::Key_U);
        QVERIFY(!verdict(model()->characterAt(0)));
    }

    void arrowsWalkTheGrid() {
        selectRow(0);
        QTest::keyClick(grid(), Qt::Key_Right);
        QCOMPARE(grid()->currentIndex().row(), 1);
        QTest::keyClick(grid(), Qt::Key_Down);
        QCOMPARE(grid()->currentIndex().row(), 1 + grid()->columns());
        QTest::keyClick(grid(), Qt::Key_Up);
        QCOMPARE(grid()->currentIndex().row(), 1);
        QTest::keyClick(grid(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(grid(), Qt::Key_K);
        QVERIFY(verdict(model()->characterAt(1)) == ReviewVerdict::Kept);
        QVERIFY(verdict(model()->characterAt(2)) == ReviewVerdict::Kept);
        QVERIFY(!verdict(model()->characterAt(3)));
        QCOMPARE(m_document->undoStack().count(), 1);
    }

    void buttonsActOnTheSelectionAndKeepIt() {
        QVERIFY(!find<QPushButton>("reviewKeep")->isEnabled());
        grid()->selectAll();
        QTest::mouseClick(find<QPushButton>("reviewReject"), Qt::LeftButton);
        QCOMPARE(m_document->project().reviews.size(), m_document->fonts()->missing.size());
        QCOMPARE(grid()->selectionModel()->selectedIndexes().size(), model()->rowCount());
        QTest::mouseClick(find<QPushButton>("reviewClear"), Qt::LeftButton);
        QVERIFY(m_document->project().reviews.empty());
        QTest::mouseClick(find<QPushButton>("reviewKeep"), Qt::LeftButton);
        QVERIFY(verdict(model()->characterAt(0)) == ReviewVerdict::Kept);
    }

    void lettersInATextFieldAreLetters() {
        selectRow(0);
        auto* edit = find<QLineEdit>("reviewText");
        edit->setFocus();
        QTest::keyClicks(edit, "kru");
        QCOMPARE(edit->text(), QString("kru"));
        QVERIFY(m_document->project().reviews.empty());
    }

    void verdictsAreFiltered() {
        const auto missing = m_document->fonts()->missing;
        m_document->setVerdict({missing[0], missing[1]}, ReviewVerdict::Kept);
        m_document->setVerdict({missing[2]}, ReviewVerdict::Rejected);
        choose("reviewVerdict", "kept");
        QVERIFY(model()->characters() == CharacterSet({missing[0], missing[1]}));
        choose("reviewVerdict", "rejected");
        QVERIFY(model()->characters() == CharacterSet({missing[2]}));
        choose("reviewVerdict", "unreviewed");
        QCOMPARE(model()->rowCount(), int(missing.size()) - 3);
        selectRow(0);
        const char32_t next = model()->characterAt(1);
        QTest::keyClick(grid(), Qt::Key_K); // it leaves the list; the next one takes its place
        QCOMPARE(model()->rowCount(), int(missing.size()) - 4);
        QCOMPARE(model()->characterAt(grid()->currentIndex().row()), next);
        QVERIFY(grid()->selectionModel()->isSelected(grid()->currentIndex()));
    }

    void theCountLineCounts() {
        const auto missing = m_document->fonts()->missing;
        m_document->setVerdict({missing[0], missing[1]}, ReviewVerdict::Kept);
        m_document->setVerdict({missing[2]}, ReviewVerdict::Rejected);
        const QString text = find<QLabel>("reviewCounts")->text();
        QVERIFY2(text.contains(QString("%1 missing, 2 kept, 1 rejected").arg(missing.size())),
                 qPrintable(text));
    }

    void withoutACheckpointThePageSaysWhatToDo() {
        QVERIFY2(message().contains("Train"), qPrintable(message()));
        m_document->checkpointSaved("somewhere");
        QVERIFY2(message().isEmpty(), qPrintable(message()));
    }

    void generatedGlyphsAppearInTheCells() {
        const QImage before = shownCell(0);
        m_document->checkpointSaved("somewhere");
        drawEverything();
        QVERIFY(shownCell(0) != before);
        // Cells in sight come before those further down.
        const std::lock_guard lock(m_script->mutex);
        QVERIFY(!m_script->drawn.empty());
        QCOMPARE(m_script->drawn.front(), model()->characterAt(0));
    }

    void aNewCheckpointIsShown() {
        m_document->checkpointSaved("first");
        drawEverything();
        const QImage before = shownCell(0);
        m_script->ink = 120;
        m_document->checkpointSaved("second");
        QTRY_VERIFY_WITH_TIMEOUT(shownCell(0) != before, 10000);
        QCOMPARE(m_script->opened.load(), 2);
    }

    void aBrokenCheckpointIsSaidOnThePage() {
        m_page->setGeneratorFactory(
            [](const std::filesystem::path& path) -> Result<std::unique_ptr<GlyphGenerator>> {
                return Error{ErrorCode::BadFormat, path.string() + " is damaged.", "Train on."};
            });
        m_document->checkpointSaved("/runs/7/checkpoint");
        QTRY_VERIFY(message().contains("/runs/7/checkpoint is damaged."));
    }

    void theViewIsSwitched() {
        auto* delegate = static_cast<ReviewDelegate*>(grid()->itemDelegate());
        const int both = grid()->gridSize().width();
        auto* shown = find<QComboBox>("reviewShown");
        shown->setCurrentIndex(1);
        const int one = grid()->gridSize().width();
        QVERIFY(one < both);
        find<QCheckBox>("reviewTruth")->setChecked(true);
        QVERIFY(grid()->gridSize().width() > one);
        find<QSlider>("reviewZoom")->setValue(128);
        QCOMPARE(delegate->side(), 128);
        QTRY_COMPARE(find<GlyphStore>("glyphStore")->pictureSide(),
                     qRound(128 * m_page->devicePixelRatioF()));
    }

    void theTruthOfHeldOutGlyphsIsShown() {
        choose("reviewSet", "heldout");
        QTRY_VERIFY(find<GlyphStore>("glyphStore")->idle());
        auto* store = find<GlyphStore>("glyphStore");
        QTRY_VERIFY(store->find(model()->characterAt(0)) != nullptr);
        find<QCheckBox>("reviewTruth")->setChecked(true);
        const QImage cell = shownCell(0);
        // The rightmost picture is the target's glyph: there is ink in it.
        int darkest = 255;
        for (int y = 10; y < 60; ++y) {
            for (int x = cell.width() * 7 / 10; x < cell.width() * 95 / 100; ++x) {
                darkest = std::min(darkest, qGray(cell.pixel(x, y)));
            }
        }
        QVERIFY2(darkest < 100, qPrintable(QString::number(darkest)));
        QVERIFY(model()->index(0).data(ReviewModel::HeldOutRole).toBool());
    }

    void offsetsAreEditedAndSeenAtOnce_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("to the right") << "reviewOffsetX";
        QTest::newRow("downwards") << "reviewOffsetY";
    }
    void offsetsAreEditedAndSeenAtOnce() {
        QFETCH(QString, name);
        m_document->checkpointSaved("somewhere");
        drawEverything();
        const QImage before = shownCell(0);
        auto* spin = find<QDoubleSpinBox>(qPrintable(name));
        spin->setValue(8.5);
        const auto& exporting = m_document->data().exporting;
        QCOMPARE(name.endsWith("X") ? exporting.offsetX : exporting.offsetY, 8.5);
        QVERIFY(shownCell(0) != before);
        m_document->undoStack().undo();
        QCOMPARE(spin->value(), 0.0);
        QVERIFY(shownCell(0) == before);
    }

    void aReadOnlyProjectIsShownButNotJudged() {
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        QCOMPARE(model()->rowCount(), 0);
        m_document->setProject(Project::open(folder, ProjectAccess::ReadOnly).orThrow());
        QTRY_VERIFY(model()->rowCount() > 0);
        selectRow(0);
        QVERIFY(!find<QPushButton>("reviewKeep")->isEnabled());
        QVERIFY(!find<QDoubleSpinBox>("reviewOffsetX")->isEnabled());
        QTest::keyClick(grid(), Qt::Key_K);
        QVERIFY(m_document->project().reviews.empty());
    }

    void aHiddenPageAsksForNothing() {
        m_page->hide();
        m_document->checkpointSaved("somewhere");
        QTest::qWait(100);
        QCOMPARE(m_script->opened.load(), 0);
        m_page->show();
        QTRY_COMPARE(m_script->opened.load(), 1);
    }

    void whyThereIsNothingToSeeIsSaid() {
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        QVERIFY2(message().startsWith("Choose"), qPrintable(message()));
        m_document->setProject(Project::open(folder, ProjectAccess::ReadOnly).orThrow());
        QVERIFY(m_document->openingFonts());
        QVERIFY2(message().startsWith("Opening"), qPrintable(message()));
        QTRY_VERIFY2(message().startsWith("Nothing is learnt yet"), qPrintable(message()));
    }

    void offsetsAPauseApartAreTwoUndoSteps() {
        find<EditGesture>("editGesture")->setIdleDelay(std::chrono::milliseconds(20));
        auto* spin = find<QDoubleSpinBox>("reviewOffsetX");
        spin->setValue(1);
        spin->setValue(2);
        QCOMPARE(m_document->undoStack().count(), 1);
        QTest::qWait(200);
        spin->setValue(3);
        QCOMPARE(m_document->undoStack().count(), 2);
        m_document->undoStack().undo();
        QCOMPARE(spin->value(), 2.0);
    }
};

QTEST_MAIN(ReviewPageTest)
#include "review_page_test.moc"
