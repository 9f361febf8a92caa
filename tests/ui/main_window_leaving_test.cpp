// MainWindow: leaving a project or the window while a run, an export or a change of the network goes on.
#include "main_window_fixture.h"

#include <QClipboard>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QTabBar>
#include <QTableWidget>

using namespace typemould;

class MainWindowLeavingTest : public QObject, protected MainWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makeStudio(); }
    void cleanup() { dropStudio(); }

    // --- An export

    void anExportIsNotCutOff_data() {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("close");
        QTest::newRow("wait, then close") << 0 << true;
        QTest::newRow("stop, then close") << 1 << true;
        QTest::newRow("close after all not") << 2 << true;
        QTest::newRow("wait, then another project") << 0 << false;
        QTest::newRow("stop, then another project") << 1 << false;
        QTest::newRow("another project after all not") << 2 << false;
    }
    void anExportIsNotCutOff() {
        QFETCH(int, answer);
        QFETCH(bool, close);
        const auto other = makeProject("Two");
        startExport("One");
        auto* page = child<ExportPage>("exportPage");
        const auto written = [this] {
            return QDir(m_folder->filePath("One.typemould/export")).entryList({"*.png"}).size();
        };
        m_dialogs->answers = {answer};
        if (close) {
            QVERIFY(!m_window->close());
        } else {
            m_window->openProject(text(other));
        }
        QVERIFY(m_dialogs->asked.last().contains("[Wait for its end|Stop the export|Cancel]"));
        QVERIFY(page->exporting());
        QVERIFY(m_window->windowTitle().startsWith("One"));
        QVERIFY(m_window->isVisible());
        if (answer == 2) {
            QTest::qWait(100);
            QVERIFY(page->exporting());
            page->cancel();
            QTRY_VERIFY(!page->exporting());
            QTest::qWait(50);
            QVERIFY(m_window->isVisible());
            QVERIFY(m_window->windowTitle().startsWith("One"));
            return;
        }
        if (close) {
            QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 20000);
        } else {
            QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().startsWith("Two"), 20000);
        }
        QCOMPARE(written() >= 120, answer == 0);
    }

    void ofAFontThatIsStoppedNothingIsWritten() {
        startExport("One", "ufo");
        m_dialogs->answers = {1};
        QVERIFY(!m_window->close());
        QVERIFY2(m_dialogs->asked.last().contains("no font is written"), qPrintable(m_dialogs->asked.last()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 20000);
        QVERIFY(QDir(m_folder->filePath("One.typemould/export")).entryList({"*.ufo"}).isEmpty());
    }

    void afterAnExportThatFailsTheWindowStaysAndTellsWhy() {
        startExport("One");
        m_dialogs->answers = {0};
        QVERIFY(!m_window->close());
        m_drawing->failAt = 0x9EC3;
        QTRY_VERIFY_WITH_TIMEOUT(!child<ExportPage>("exportPage")->exporting(), 20000);
        QTest::qWait(100);
        QVERIFY(m_window->isVisible());
        QVERIFY(child<QLabel>("exportResult")->text().contains("The fake generator fails"));
    }

    // --- Closing

    void theEndOfTheSessionLosesNothing() {
        openReady();
        startRun();
        edit();
        QSignalSpy saved(&runner(), &TrainingRunner::checkpointSaved);
        QVERIFY(m_window->saveAtOnce().ok()); // and asks nothing
        QVERIFY(!runner().active());
        QCOMPARE(saved.size(), 1);
        QVERIFY(!document().project().unsaved());
        QVERIFY(document().checkpoint().has_value());
        QVERIFY(m_script->destroyed);
    }

    void closingSavesAndAsksNothing() {
        m_window->openProject(text(makeProject("Face")));
        edit();
        const std::string text = document().data().training.previewText;
        QVERIFY(m_window->close());
        m_window.reset();
        QVERIFY(m_dialogs->asked.isEmpty());
        const auto folder = fsPath(m_folder->filePath("Face.typemould"));
        QCOMPARE(Project::open(folder, ProjectAccess::ReadOnly)->data.training.previewText, text);
    }

    void closingAsksWhenItCannotSave() {
        const auto folder = makeProject("Face");
        m_window->openProject(text(folder));
        edit();
        std::filesystem::remove_all(folder);
        QVERIFY(writeFileAtomically(folder, std::string_view("in the way")).ok());
        m_dialogs->answers = {0, 2}; // try again, then cancel
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        m_dialogs->answers = {1}; // lose the changes
        QVERIFY(m_window->close());
    }

    void closingWhileTrainingCanBeTakenBack() {
        openReady();
        startRun();
        m_dialogs->answers = {2};
        QVERIFY(!m_window->close());
        QVERIFY(m_dialogs->asked.last().contains("[Keep training|Stop and save|Cancel]"));
        QVERIFY(m_window->isVisible());
        QCOMPARE(runner().state(), TrainingState::Running);
        stopRun();
    }

    void closingWhileTrainingStopsAndSaves() {
        openReady();
        startRun();
        edit();
        QSignalSpy saved(&runner(), &TrainingRunner::checkpointSaved);
        m_dialogs->answers = {1};
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(saved.size(), 1);
        QVERIFY(!runner().active());
        QVERIFY(!document().project().unsaved());
    }

    void afterAFailedRunTheWindowStaysAndTellsWhy_data() {
        QTest::addColumn<int>("answer");
        QTest::newRow("keep training") << 0;
        QTest::newRow("stop and save") << 1;
    }
    void afterAFailedRunTheWindowStaysAndTellsWhy() {
        QFETCH(int, answer);
        openReady();
        startRun();
        m_script->failWhenStopped = true;
        m_dialogs->answers = {answer};
        QVERIFY(!m_window->close());
        m_script->failAtStep = 1;
        QTRY_COMPARE(runner().state(), TrainingState::Failed);
        QTest::qWait(100);
        QVERIFY(m_window->isVisible());
        QVERIFY(!m_window->isMinimized());
        QVERIFY(child<QWidget>("messageStrip")->isVisible());
        m_script->failWhenStopped = false;
        m_script->failAtStep = 0;
        startRun(); // and what was to follow does not follow another run
        stopRun();
        QTest::qWait(100);
        QVERIFY(m_window->isVisible());
    }

    void aRunThatEndsWhileTheQuestionStandsIsFollowedAtOnce() {
        openReady("One");
        const auto other = makeProject("Two");
        const auto endRun = [this] {
            runner().stop();
            QTRY_VERIFY(!runner().active());
        };
        startRun();
        m_dialogs->answers = {0};
        m_dialogs->whileAsking = endRun;
        m_window->openProject(text(other));
        QVERIFY(m_window->windowTitle().startsWith("Two"));
        QTRY_VERIFY_WITH_TIMEOUT(document().pairs() != nullptr, 20000);
        startRun();
        m_dialogs->answers = {1};
        m_dialogs->whileAsking = endRun;
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
    }

    void anotherProjectDoesNotShowTheRunOfTheOneBefore() {
        openReady("One");
        const auto other = makeProject("Two");
        startRun();
        stopRun();
        QCOMPARE(child<QLabel>("runState")->text(), "Stopped and saved");
        m_window->openProject(text(other));
        QCOMPARE(child<QLabel>("runState")->text(), "Not training");
        QVERIFY(!child<QLabel>("runFigures")->text().contains("step"));
        QCOMPARE(runner().progress().step, 0LL);
    }

    void keepTrainingMinimisesAndClosesWhenItHasEnded() {
        openReady();
        startRun();
        m_dialogs->answers = {0};
        QVERIFY(!m_window->close());
        QTRY_VERIFY(m_window->isMinimized());
        QVERIFY(runner().active());
        runner().stop(); // as a budget that is used up
        QTRY_VERIFY(!m_window->isVisible());
    }

    void comingBackToLookKeepsTheWindow() {
        openReady();
        startRun();
        m_dialogs->answers = {0};
        QVERIFY(!m_window->close());
        QTRY_VERIFY(m_window->isMinimized());
        m_window->showNormal();
        stopRun();
        QTest::qWait(100);
        QVERIFY(m_window->isVisible());
    }

    void openingAnotherProjectWhileTrainingAsks() {
        openReady("One");
        const auto other = makeProject("Two");
        startRun();
        m_dialogs->answers = {1};
        m_window->openProject(text(other));
        QVERIFY(m_window->windowTitle().startsWith("One"));
        QVERIFY(runner().active());
        m_dialogs->answers = {0};
        m_window->openProject(text(other));
        QTRY_VERIFY(m_window->windowTitle().startsWith("Two"));
        QVERIFY(!runner().active());
    }

    // --- A change of the network

    void aChangeOfTheNetworkIsNotCutOff_data() {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("close");
        QTest::newRow("wait, then close") << 0 << true;
        QTest::newRow("take back, then close") << 1 << true;
        QTest::newRow("close after all not") << 2 << true;
        QTest::newRow("wait, then another project") << 0 << false;
        QTest::newRow("take back, then another project") << 1 << false;
    }
    void aChangeOfTheNetworkIsNotCutOff() {
        QFETCH(int, answer);
        QFETCH(bool, close);
        const auto other = makeProject("Two");
        openReady("One");
        importWeights();
        m_dialogs->answers = {answer};
        if (close) {
            QVERIFY(!m_window->close());
        } else {
            m_window->openProject(text(other));
        }
        QVERIFY(m_dialogs->asked.last().contains("[Wait for its end|Take it back|Cancel]"));
        QVERIFY(document().changingNetwork()); // the window has not waited
        QVERIFY(m_window->isVisible());
        QVERIFY(m_window->windowTitle().startsWith("One"));
        if (answer == 2) {
            QTRY_VERIFY_WITH_TIMEOUT(!document().changingNetwork(), 30000);
            QTest::qWait(50);
            QVERIFY(m_window->isVisible());
            QVERIFY(document().checkpoint().has_value());
            return;
        }
        if (close) {
            QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 30000);
        } else {
            QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().startsWith("Two"), 30000);
        }
        m_window.reset();
        const auto one = Project::open(fsPath(m_folder->filePath("One.typemould")), ProjectAccess::Write);
        QCOMPARE(one.value().latestCheckpoint().has_value(), answer == 0);
        QCOMPARE(one.value().data.training.family == Family::Classic, answer == 0);
    }

    void aChangeThatEndsWhileTheQuestionStandsIsFollowedAtOnce() {
        openReady("One");
        importWeights();
        m_dialogs->whileAsking = [this] { QTRY_VERIFY_WITH_TIMEOUT(!document().changingNetwork(), 30000); };
        m_dialogs->answers = {0};
        QVERIFY(!m_window->close());
        QVERIFY(document().checkpoint().has_value());
        QTRY_VERIFY(!m_window->isVisible());
    }

    // --- Fonts being copied

    void theWindowDoesNotWaitForACopyOfFonts_data() {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("close");
        QTest::newRow("wait, then close") << 0 << true;
        QTest::newRow("close after all not") << 1 << true;
        QTest::newRow("wait, then another project") << 0 << false;
    }
    void theWindowDoesNotWaitForACopyOfFonts() {
        QFETCH(int, answer);
        QFETCH(bool, close);
        const auto other = makeProject("Two");
        openReady("One");
        document().copyFontsIn();
        m_dialogs->answers = {answer};
        if (close) {
            QVERIFY(!m_window->close());
        } else {
            m_window->openProject(text(other));
        }
        QVERIFY(m_dialogs->asked.last().contains("[Wait for its end|Cancel]"));
        QVERIFY(document().copyingFonts()); // its end has not been waited for
        QVERIFY(m_window->isVisible());
        if (answer == 1) {
            QTRY_VERIFY(!document().copyingFonts());
            QTest::qWait(50);
            QVERIFY(m_window->isVisible() && m_window->windowTitle().startsWith("One"));
            QVERIFY(document().save().ok());
        } else if (close) {
            QTRY_VERIFY(!m_window->isVisible());
        } else {
            QTRY_VERIFY(m_window->windowTitle().startsWith("Two"));
        }
        m_window.reset();
        const auto one = Project::open(fsPath(m_folder->filePath("One.typemould")), ProjectAccess::Write);
        QVERIFY(one.value().data.source.path.parent_path() == one.value().folder() / "fonts"); // and saved
    }

    void afterACopyThatFailsTheWindowStaysAndTellsWhy() {
        openReady("One");
        QFile inTheWay(text(document().project().folder() / "fonts"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        document().copyFontsIn();
        m_dialogs->answers = {0};
        QVERIFY(!m_window->close());
        QTRY_VERIFY(!document().copyingFonts());
        QTest::qWait(50);
        QVERIFY(m_window->isVisible());
        QVERIFY(child<QWidget>("messageStrip")->isVisible());
    }

    void afterAChangeThatFailsTheWindowStaysAndTellsWhy() {
        openReady("One");
        importWeights();
        std::filesystem::remove_all(document().project().runsFolder());
        QFile inTheWay(text(document().project().runsFolder()));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        m_dialogs->answers = {0};
        QVERIFY(!m_window->close());
        QTRY_VERIFY_WITH_TIMEOUT(!document().changingNetwork(), 30000);
        QTest::qWait(50);
        QVERIFY(m_window->isVisible());
        QVERIFY(child<QWidget>("messageStrip")->isVisible());
    }
};

QTEST_MAIN(MainWindowLeavingTest)
#include "main_window_leaving_test.moc"
