// Document: edits with undo, saving, fonts and pairs in the background; BackgroundJob: only the newest job
// counts.
#include "page_support.h"

#include "core/base/atomic_file.h"

#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace typemould;

class DocumentTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;

    static void setScale(Document& document, double scale, int mergeId = 0) {
        document.edit(
            "scale", [&](ProjectData& data) { data.placements.source.scale = scale; }, mergeId);
    }
    ProjectData saved(const Document& document) {
        return Project::open(document.project().folder(), ProjectAccess::ReadOnly).orThrow().data;
    }

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void editsAreUndoneAndRedone() {
        Document document;
        openDemoProject(document, *m_folder);
        const ProjectData before = document.data();
        QSignalSpy changed(&document, &Document::dataChanged);
        setScale(document, 0.5);
        QCOMPARE(document.data().placements.source.scale, 0.5);
        document.undoStack().undo();
        QVERIFY(document.data() == before);
        document.undoStack().redo();
        QCOMPARE(document.data().placements.source.scale, 0.5);
        QCOMPARE(changed.size(), 3);
    }

    void anEditThatChangesNothingIsNoStep() {
        Document document;
        openDemoProject(document, *m_folder);
        setScale(document, document.data().placements.source.scale);
        QCOMPARE(document.undoStack().count(), 0);
    }

    void editsOfOneSliderAreOneStep() {
        Document document;
        openDemoProject(document, *m_folder);
        const double before = document.data().placements.source.scale;
        for (const double scale : {0.6, 0.61, 0.62}) {
            setScale(document, scale, 7);
        }
        QCOMPARE(document.undoStack().count(), 1);
        setScale(document, 0.7, 8);
        setScale(document, 0.8);
        setScale(document, 0.81);
        QCOMPARE(document.undoStack().count(), 4);
        for (int i = 0; i < 4; ++i) {
            document.undoStack().undo();
        }
        QCOMPARE(document.data().placements.source.scale, before);
    }

    void verdictsAreUndone() {
        Document document;
        openDemoProject(document, *m_folder);
        QSignalSpy changed(&document, &Document::reviewsChanged);
        document.setVerdict(CharacterSet{U'一', U'七'}, ReviewVerdict::Kept);
        document.setVerdict(CharacterSet{U'七'}, ReviewVerdict::Rejected);
        QCOMPARE(document.project().reviews.at(U'七'), ReviewVerdict::Rejected);
        document.setVerdict(CharacterSet{U'一'}, std::nullopt);
        QCOMPARE(document.project().reviews.size(), std::size_t(1));
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(document.project().reviews.at(U'七'), ReviewVerdict::Kept);
        document.undoStack().undo();
        QVERIFY(document.project().reviews.empty());
        QCOMPARE(changed.size(), 6);
    }

    void aVerdictThatChangesPartIsUndoneInThatPart() {
        Document document;
        openDemoProject(document, *m_folder);
        document.setVerdict(CharacterSet{U'一'}, ReviewVerdict::Kept);
        document.setVerdict(CharacterSet{U'一', U'七'}, ReviewVerdict::Kept);
        document.setVerdict(CharacterSet{U'一', U'七'}, ReviewVerdict::Kept); // nothing new: no step
        QCOMPARE(document.undoStack().count(), 2);
        document.undoStack().undo();
        QCOMPARE(document.project().reviews.size(), std::size_t(1));
        QCOMPARE(document.project().reviews.at(U'一'), ReviewVerdict::Kept);
        document.undoStack().redo();
        QCOMPARE(document.project().reviews.size(), std::size_t(2));
    }

    void theUnsavedMarkGoesOnlyWithAConfirmedSave() {
        Document document;
        openDemoProject(document, *m_folder);
        QSignalSpy unsaved(&document, &Document::unsavedChanged);
        setScale(document, 0.5);
        QCOMPARE(unsaved.takeFirst().first().toBool(), true);
        QVERIFY(document.save().ok());
        QCOMPARE(unsaved.takeFirst().first().toBool(), false);
        QCOMPARE(saved(document).placements.source.scale, 0.5);
        document.undoStack().undo();
        QCOMPARE(unsaved.takeFirst().first().toBool(), true);

        // The folder's place is taken by a file: nothing can be written there.
        QDir(m_folder->filePath("Demo.typemould")).removeRecursively();
        QVERIFY(
            writeFileAtomically(fsPath(m_folder->filePath("Demo.typemould")), std::string_view("no folder"))
                .ok());
        QVERIFY(!document.save().ok());
        QVERIFY(unsaved.isEmpty());
        QVERIFY(document.project().unsaved());
    }

    void editsAreSavedByThemselvesAfterAWhile() {
        Document document;
        openDemoProject(document, *m_folder);
        document.setAutosaveDelay(std::chrono::milliseconds(50));
        QSignalSpy unsaved(&document, &Document::unsavedChanged);
        setScale(document, 0.5);
        QTRY_COMPARE(unsaved.size(), 2);
        QCOMPARE(saved(document).placements.source.scale, 0.5);
    }

    void steadyEditingIsSavedToo() {
        Document document;
        openDemoProject(document, *m_folder);
        document.setAutosaveDelay(std::chrono::milliseconds(150));
        QSignalSpy unsaved(&document, &Document::unsavedChanged);
        QElapsedTimer clock;
        clock.start();
        for (double scale = 0.5; clock.elapsed() < 3000 && unsaved.size() < 2; scale += 0.001) {
            setScale(document, scale);
            QTest::qWait(20);
        }
        QVERIFY(unsaved.size() >= 2);
    }

    void aFailedAutosaveIsTriedAgain() {
        Document document;
        openDemoProject(document, *m_folder);
        document.setAutosaveDelay(std::chrono::milliseconds(50));
        QSignalSpy problem(&document, &Document::problem);
        const QString folder = m_folder->filePath("Demo.typemould");
        QVERIFY(QDir().rename(folder, folder + ".away"));
        QVERIFY(writeFileAtomically(fsPath(folder), std::string_view("in the way")).ok());
        document.edit("batch", [](ProjectData& data) { data.training.batch += 1; });
        QTRY_VERIFY(problem.size() >= 1);
        QVERIFY(QFile::remove(folder));
        QVERIFY(QDir().rename(folder + ".away", folder));
        QTRY_VERIFY(!document.project().unsaved());
    }

    void whileARunGoesItsFontsAndPlacementsStay() {
        Document document;
        openDemoProject(document, *m_folder);
        setScale(document, 0.5);
        document.edit("text", [](ProjectData& data) { data.training.previewText += "b"; });
        const ProjectData before = document.data();
        QSignalSpy fixed(&document, &Document::placementsFixedChanged);
        QSignalSpy notice(&document, &Document::notice);
        document.setRunActive(true);
        QVERIFY(document.placementsFixed());
        QCOMPARE(fixed.takeFirst().first().toBool(), true);
        setScale(document, 0.6);
        document.edit("heldOut", [](ProjectData& data) { data.dataset.heldOut = 4; });
        document.edit("font", [](ProjectData& data) { data.target = {}; });
        document.edit("seed", [](ProjectData& data) { data.training.seed += 1; });
        QVERIFY(document.data() == before);
        QCOMPARE(notice.size(), 4);
        QVERIFY(!document.undoHeld());
        document.undo(); // the text: no part of what is fixed
        QCOMPARE(document.data().training.previewText + "b", before.training.previewText);
        QCOMPARE(notice.size(), 4);
        QVERIFY(document.undoHeld());
        document.undo(); // the scale: waits
        QCOMPARE(document.data().placements.source.scale, 0.5);
        QCOMPARE(notice.size(), 5);
        QVERIFY(document.undoStack().canUndo());
        document.setRunActive(false);
        document.undo();
        QVERIFY(document.data().placements.source.scale != 0.5);
        document.setRunActive(true);
        document.redo();
        QVERIFY(document.data().placements.source.scale != 0.5);
    }

    void twoFontsThatAreChosenAreFittedOnce() {
        Document document;
        document.setProject(Project::create(fsPath(m_folder->filePath("New.typemould")), {}).orThrow());
        document.edit("source", [](ProjectData& data) { data.source = *fontReference(demoSource()); });
        QVERIFY(document.data().placements == PlacementPair());
        document.edit("target", [](ProjectData& data) {
            data.target = *fontReference(demoTarget());
            data.characters = sharedSpec(40);
            data.dataset.canvas = 64;
        });
        QTRY_COMPARE_WITH_TIMEOUT(document.undoStack().undoText(), QString("Fit placement"), 20000);
        const auto* fonts = document.fonts();
        QVERIFY(document.data().placements ==
                fitPlacement(fonts->source, fonts->target, fonts->shared)->placements);
        QTRY_VERIFY_WITH_TIMEOUT(document.pairs() && !document.drawingPairs(), 20000);
        document.undo();
        QVERIFY(document.data().placements == PlacementPair());
        QTRY_VERIFY_WITH_TIMEOUT(document.pairs() && !document.drawingPairs(), 20000);
        QCOMPARE(document.undoStack().count(), 3);
        document.undo();
        document.undoStack().redo(); // the target again: no new edit, the way forward stays
        QTRY_VERIFY_WITH_TIMEOUT(document.pairs() && !document.drawingPairs(), 20000);
        QVERIFY(document.undoStack().canRedo());
    }

    void aReadOnlyProjectIsNotEdited() {
        Document first;
        openDemoProject(first, *m_folder);
        Document second;
        second.setProject(Project::open(first.project().folder(), ProjectAccess::WriteOrReadOnly).orThrow());
        QVERIFY(second.readOnly());
        setScale(second, 0.5);
        second.setVerdict(CharacterSet{U'一'}, ReviewVerdict::Kept);
        QCOMPARE(second.undoStack().count(), 0);
        QVERIFY(second.data() == first.data());
        QTRY_VERIFY_WITH_TIMEOUT(second.pairs() != nullptr, 20000); // but looked at
    }

    void fontsAreOpenedAndPairsDrawnInTheBackground() {
        Document document;
        QSignalSpy progress(&document, &Document::pairsProgress);
        openDemoProject(document, *m_folder);
        QVERIFY(document.fonts() != nullptr);
        QCOMPARE(document.sourceFace(), &document.fonts()->source);
        QCOMPARE(document.pairs()->size(), std::size_t(40));
        QCOMPARE(document.pairs()->split().heldOut.size(), std::size_t(8));
        QVERIFY(!document.drawingPairs());
        QVERIFY(!progress.isEmpty());
        QCOMPARE(progress.last().at(0), progress.last().at(1));
    }

    void pairsAreDrawnAgainWhenAPlacementChanges() {
        Document document;
        openDemoProject(document, *m_folder);
        const auto before = document.pairs();
        QSignalSpy changed(&document, &Document::pairsChanged);
        setScale(document, 0.5);
        QVERIFY(document.drawingPairs()); // at once: pairs() are not those of the data any more
        QCOMPARE(changed.size(), 1);
        setScale(document, 0.51);
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(document.pairs() && document.pairs()->hash() != before->hash(), 20000);
        document.edit("spec", [](ProjectData& data) { data.characters = sharedSpec(20); });
        QTRY_VERIFY_WITH_TIMEOUT(document.pairs() && document.pairs()->size() == 20, 20000);
    }

    void aFontThatIsGoneIsAProblemAndTheOtherOneStays() {
        Document document;
        QSignalSpy problem(&document, &Document::problem);
        openDemoProject(document, *m_folder);
        document.edit("font", [](ProjectData& data) { data.source.path = "/nowhere/gone.ttf"; });
        QTRY_VERIFY_WITH_TIMEOUT(document.fontProblem().has_value(), 20000);
        QVERIFY(document.fonts() == nullptr);
        QVERIFY(document.sourceFace() == nullptr);
        QVERIFY(document.targetFace() != nullptr);
        QVERIFY(document.pairs() == nullptr);
        QCOMPARE(problem.size(), 1);
        QVERIFY(QString::fromStdString(problem.first().first().value<Error>().message).contains("gone.ttf"));
        document.undoStack().undo();
        QTRY_VERIFY_WITH_TIMEOUT(document.pairs() != nullptr, 20000);
        QVERIFY(!document.fontProblem());
    }

    void closingForgetsEverything() {
        Document document;
        openDemoProject(document, *m_folder);
        setScale(document, 0.5);
        QSignalSpy changed(&document, &Document::projectChanged);
        document.closeProject();
        QCOMPARE(changed.size(), 1);
        QVERIFY(!document.isOpen());
        QVERIFY(document.pairs() == nullptr);
        QVERIFY(document.sourceFace() == nullptr);
        QCOMPARE(document.undoStack().count(), 0);
    }

    void onlyTheNewestJobIsHeard() {
        BackgroundJob job;
        QList<int> heard;
        for (int i = 1; i <= 3; ++i) {
            job.start(
                [i](std::stop_token) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(30));
                    return i;
                },
                [&](int number) { heard << number; });
        }
        QVERIFY(job.running());
        QTRY_VERIFY(!job.running());
        QTest::qWait(100);
        QCOMPARE(heard, QList<int>{3});
    }

    void jobsOfOneObjectNeverRunSideBySide() {
        BackgroundJob job;
        auto inside = std::make_shared<std::atomic<int>>(0);
        auto most = std::make_shared<std::atomic<int>>(0);
        for (int i = 0; i < 5; ++i) {
            job.start(
                [inside, most](std::stop_token) {
                    most->store(std::max(most->load(), ++*inside));
                    std::this_thread::sleep_for(std::chrono::milliseconds(20));
                    --*inside;
                    return 0;
                },
                [](int) {});
            QTest::qWait(5);
        }
        QTRY_VERIFY(!job.running());
        QCOMPARE(most->load(), 1);
    }

    void aJobLeftBehindIsNotWaitedForNorHeard() {
        const auto go = std::make_shared<std::atomic<bool>>(false);
        const auto begun = std::make_shared<std::atomic<bool>>(false);
        const auto over = std::make_shared<std::atomic<bool>>(false);
        bool heard = false;
        {
            BackgroundJob job;
            const auto say = job.poster();
            job.start(
                [go, begun, over, say](std::stop_token) {
                    *begun = true;
                    while (!*go) {
                        std::this_thread::sleep_for(std::chrono::milliseconds(1));
                    }
                    say([] { qFatal("nobody is there to hear it"); });
                    *over = true;
                    return 0;
                },
                [&](int) { heard = true; });
            QTRY_VERIFY(begun->load());
            job.leaveBehind();
        } // waited for, it would never end
        *go = true;
        QTRY_VERIFY(over->load());
        QTest::qWait(50);
        QVERIFY(!heard);
    }

    void aJobAskedToStopStillHandsOverWhatItMakesOfThat() {
        BackgroundJob job;
        int heard = 0;
        job.start(
            [](std::stop_token stop) {
                while (!stop.stop_requested()) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
                return 7;
            },
            [&](int number) { heard = number; });
        job.requestStop();
        QVERIFY(job.running());
        QTRY_COMPARE(heard, 7);
        QVERIFY(!job.running());
    }

    void aCancelledJobIsAskedToStopAndNotHeard() {
        BackgroundJob job;
        auto stopped = std::make_shared<std::atomic<bool>>(false);
        bool heard = false;
        job.start(
            [stopped](std::stop_token stop) {
                while (!stop.stop_requested()) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
                *stopped = true;
                return 0;
            },
            [&](int) { heard = true; });
        QTest::qWait(20);
        job.cancel();
        QVERIFY(!job.running());
        QTRY_VERIFY(stopped->load());
        QTest::qWait(50);
        QVERIFY(!heard);
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"
