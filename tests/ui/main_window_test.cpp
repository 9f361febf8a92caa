// MainWindow: projects, pages, menus and what is remembered, driven as a user drives them.
#include "main_window_fixture.h"
#include "ui/studio/recent_projects.h"
#include "ui/studio/theme.h"
#include "ui/train/import_dialog.h"

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

class MainWindowTest : public QObject, protected MainWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makeStudio(); }
    void cleanup() { dropStudio(); }

    // --- Projects

    void withoutAProjectTheWelcomePageOffersWays() {
        QVERIFY(child<QWidget>("welcomePage")->isVisible());
        QVERIFY(!child<QWidget>("trainPage")->isVisible());
        QVERIFY(!action("actionSave")->isEnabled());
        QVERIFY(!action("actionPageTrain")->isEnabled());
        m_dialogs->newProjects.push_back(m_folder->filePath("New.typemould"));
        QTest::mouseClick(child<QPushButton>("welcomeNew"), Qt::LeftButton);
        QVERIFY(document().isOpen());
        QVERIFY(!child<QWidget>("welcomePage")->isVisible());
        QVERIFY(QFileInfo::exists(m_folder->filePath("New.typemould/project.json")));
        QVERIFY(m_window->windowTitle().startsWith("New[*]"));
    }

    void goingBackInTheDialogChangesNothing() {
        m_dialogs->newProjects.push_back(QString());
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        m_dialogs->projects.push_back(QString());
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(!document().isOpen());
        QVERIFY(!child<QWidget>("messageStrip")->isVisible());
    }

    void aProjectIsOpenedSavedAndClosed() {
        m_dialogs->projects.push_back(text(makeProject("Face")));
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(document().isOpen());
        QVERIFY(!m_window->isWindowModified());
        edit();
        QVERIFY(m_window->isWindowModified());
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!m_window->isWindowModified());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_window->isWindowModified());
        QTest::keyClick(m_window.get(), Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(!m_window->isWindowModified());
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!document().isOpen());
        QVERIFY(child<QWidget>("welcomePage")->isVisible());
    }

    void theDemoIsOneClickAway() {
        QTest::mouseClick(child<QPushButton>("welcomeDemo"), Qt::LeftButton);
        QVERIFY(m_window->opening()); // in the background: the window does not wait
        QVERIFY(!document().isOpen());
        action("actionDemo")->trigger(); // it is being opened already
        QTRY_VERIFY(document().isOpen());
        QVERIFY(m_window->windowTitle().contains("TheDemo"));
        action("actionDemo")->trigger(); // it is open already
        QVERIFY(!m_window->opening());
        QVERIFY(!document().readOnly());
        QVERIFY(!child<QWidget>("messageStrip")->isVisible());
    }

    void whatIsBeingTypedIsSaved() {
        openReady();
        m_window->showPage(Page::Train);
        child<QComboBox>("settingsLevel")->setCurrentIndex(2);
        auto* batch = child<QSpinBox>("setting_batch");
        batch->setFocus();
        batch->selectAll();
        QTest::keyClicks(batch, "11");
        QVERIFY(document().data().training.batch != 11);
        QTest::keyClick(batch, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(document().data().training.batch, 11);
        QVERIFY(!document().project().unsaved());
        QVERIFY(batch->hasFocus());
        batch->selectAll();
        QTest::keyClicks(batch, "13");
        QTRY_VERIFY(action("actionRunToggle")->isEnabled());
        QTest::keyClick(batch, Qt::Key_F5);
        QTRY_COMPARE(runner().state(), TrainingState::Running);
        QCOMPARE(m_script->setup().settings.batch, 13);
        stopRun();
    }

    void whatIsNoProjectIsAnErrorInTheWindow() {
        m_window->openProject(m_folder->path());
        QVERIFY(!document().isOpen());
        auto* strip = child<QWidget>("messageStrip");
        QVERIFY(strip->isVisible());
        QVERIFY(child<QLabel>("messageText")->text().contains(m_folder->path()));
        QTest::mouseClick(child<QPushButton>("messageShowDetails"), Qt::LeftButton);
        QVERIFY(child<QWidget>("messageDetails")->isVisible());
        QTest::mouseClick(child<QPushButton>("messageCopy"), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(m_folder->path()));
        QTest::mouseClick(child<QPushButton>("messageClose"), Qt::LeftButton);
        QVERIFY(!strip->isVisible());
    }

    void aProjectHeldByAnotherWindowIsReadOnly() {
        const auto folder = makeProject("Face");
        const auto holder = Project::open(folder, ProjectAccess::Write).orThrow();
        m_window->openProject(text(folder));
        QVERIFY(document().readOnly());
        QVERIFY(m_window->windowTitle().contains("read-only"));
        QVERIFY(child<QWidget>("messageStrip")->isVisible());
        QVERIFY(child<QLabel>("messageText")
                    ->text()
                    .contains(QString::fromStdString(document().project().openNotice())));
        QVERIFY(!action("actionSave")->isEnabled());
        QVERIFY(!child<QWidget>("preset")->isEnabled());
        QVERIFY(!child<QWidget>("blockList")->isEnabled());
        QVERIFY(!child<QWidget>("previewText")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(document().pairs() != nullptr, 20000);
        QVERIFY(!action("actionRunToggle")->isEnabled());
    }

    void recentProjectsAreListedNewestFirst() {
        m_window->openProject(text(makeProject("First")));
        m_window->openProject(text(makeProject("Second")));
        const auto gone = makeProject("Gone");
        m_window->openProject(text(gone));
        m_window->openProject(text(makeProject("Last")));
        std::filesystem::remove_all(gone);
        auto* menu = child<QMenu>("menuRecent");
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions()[0]->data().toString(), m_folder->filePath("Last.typemould"));
        QCOMPARE(menu->actions()[1]->data().toString(), m_folder->filePath("Gone.typemould"));
        QVERIFY(!menu->actions()[1]->isEnabled());
        QVERIFY(menu->actions()[3]->isEnabled());
        menu->actions()[3]->trigger();
        QVERIFY(m_window->windowTitle().startsWith("First"));
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        auto* list = child<QListWidget>("welcomeRecent");
        QCOMPARE(list->count(), 4);
        list->setCurrentRow(1);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(m_window->windowTitle().startsWith("Last"));
        child<QAction>("actionClearRecent")->trigger();
        QVERIFY(recentProjects().isEmpty());
    }

    void atMostTenProjectsAreRemembered() {
        for (int i = 0; i < 14; ++i) {
            addRecentProject(m_folder->filePath(QString::number(i)));
        }
        QCOMPARE(recentProjects().size(), 10);
        QCOMPARE(recentProjects().first(), m_folder->filePath("13"));
    }

    void projectsAndFontsCanBeDropped() {
        dropOnWindow(text(makeProject("Dropped")));
        QVERIFY(m_window->windowTitle().startsWith("Dropped"));
        const auto target = document().data().target;
        m_dialogs->answers.push_back(0);
        dropOnWindow(text(demoTarget()));
        QVERIFY(document().data().source.path == demoSource()); // the file is read in the background
        QTRY_VERIFY(document().data().source.path == demoTarget());
        QVERIFY(document().data().target == target);
        m_dialogs->answers.push_back(2);
        dropOnWindow(text(demoSource()));
        QTest::qWait(100);
        QVERIFY(document().data().source.path == demoTarget()); // went back: nothing changed
        document().undoStack().undo();
        QVERIFY(document().data().source.path == demoSource());
    }

    void aDroppedTextFileIsAnError() {
        m_window->openProject(text(makeProject("Face")));
        QFile file(m_folder->filePath("letter.ttf"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Dear Sir or Madam");
        file.close();
        m_dialogs->answers.push_back(1);
        dropOnWindow(file.fileName());
        QTRY_VERIFY(child<QLabel>("fontsProblem")->isVisible());
        QVERIFY(child<QLabel>("fontsProblem")->text().contains("letter.ttf"));
    }

    // --- Pages

    void pagesAreReachedByKeyAndTab() {
        openReady();
        const char* const pages[] = {"actionPageFonts", "actionPageTrain", "actionPageReview",
                                     "actionPageExport"};
        auto* tabs = child<QTabBar>("pageTabs");
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(tabs->currentIndex(), i);
            QVERIFY(action(pages[i])->isChecked());
            QCOMPARE(child<QWidget>("trainPage")->isVisible(), i == 1);
        }
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QVERIFY(child<QWidget>("trainPage")->isVisible());
    }

    void theWindowRemembersItsPageAndSize() {
        m_window->openProject(text(makeProject("Face")));
        m_window->resize(1111, 777);
        m_window->showPage(Page::Review);
        QVERIFY(m_window->close());
        m_window = makeWindow();
        QCOMPARE(m_window->size(), QSize(1111, 777));
        QCOMPARE(child<QTabBar>("pageTabs")->currentIndex(), int(Page::Review));
    }

    void theWindowRemembersWhereItsPanesMeet() {
        openReady();
        m_window->resize(1400, 1000);
        m_window->showPage(Page::Train);
        auto* columns = child<QSplitter>("trainColumns");
        auto* rows = child<QSplitter>("trainRows");
        QTest::qWait(50);
        columns->setSizes({columns->sizes()[0] + 150, columns->sizes()[1] - 150});
        rows->setSizes({rows->sizes()[0] + 90, rows->sizes()[1] - 90});
        const auto columnSizes = columns->sizes();
        const auto rowSizes = rows->sizes();
        const auto folder = document().project().folder();
        QVERIFY(m_window->close());
        m_window = makeWindow();
        m_window->openProject(text(folder));
        QTRY_COMPARE(child<QSplitter>("trainColumns")->sizes(), columnSizes);
        QCOMPARE(child<QSplitter>("trainRows")->sizes(), rowSizes);
        for (const auto* splitter : m_window->findChildren<QSplitter*>()) {
            QVERIFY(!splitter->objectName().isEmpty()); // it would not be remembered
        }
    }

    void fullScreenIsKnownAfterARestart() {
        QTest::keyClick(m_window.get(), Qt::Key_F11);
        QTRY_VERIFY(m_window->isFullScreen());
        QVERIFY(m_window->close());
        m_window = makeWindow();
        QVERIFY(m_window->isFullScreen());
        QVERIFY(action("actionFullScreen")->isChecked());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_F11); // one key, and it is a window again
        QTRY_VERIFY(!m_window->isFullScreen());
        m_window->showFullScreen(); // as the system does it
        QTRY_VERIFY(action("actionFullScreen")->isChecked());
    }

    void theLookCanBeChosen() {
        action("actionThemeDark")->trigger();
        QVERIFY(isDark(QApplication::palette()));
        QCOMPARE(QSettings().value("theme").toString(), "dark");
        action("actionThemeLight")->trigger();
        QVERIFY(!isDark(QApplication::palette()));
    }

    // --- Fonts into the project

    void fontsAreCopiedIntoTheProject() {
        openReady();
        auto* copy = action("actionCopyFonts");
        QVERIFY(copy->isEnabled());
        const auto fonts = document().project().folder() / "fonts";
        copy->trigger();
        QVERIFY(!copy->isEnabled());
        QTRY_VERIFY(document().data().source.path.parent_path() == fonts);
        QVERIFY(document().data().target.path.parent_path() == fonts);
        QVERIFY(std::filesystem::exists(document().data().source.path));
        QTRY_VERIFY_WITH_TIMEOUT(!document().openingFonts() && !document().drawingPairs(), 20000);
        QVERIFY(document().pairs() != nullptr);
        QVERIFY(!document().fontProblem());
        QVERIFY(!copy->isEnabled()); // nothing is left to copy
        document().undo();
        QVERIFY(document().data().source.path == demoSource());
        QVERIFY(copy->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!document().openingFonts() && !document().drawingPairs(), 20000);
        startRun();
        QVERIFY(!copy->isEnabled());
        stopRun();
    }

    // --- Weights

    void aDroppedFileOfWeightsIsImported() {
        openReady();
        dropOnWindow(weights());
        QVERIFY(child<QWidget>("trainPage")->isVisible());
        auto* asked = child<ImportDialog>("importDialog");
        QTRY_VERIFY_WITH_TIMEOUT(!asked->reading(), 20000);
        QCOMPARE(asked->findChild<QLineEdit*>("importGenerator")->text(), weights());
        asked->accept();
        QTRY_VERIFY_WITH_TIMEOUT(document().checkpoint().has_value(), 30000);
        QCOMPARE(document().data().training.family, Family::Classic);
    }

    void aFileOfWeightsWithoutAProjectSaysWhatIsMissing() {
        dropOnWindow(weights());
        QVERIFY(m_window->findChild<ImportDialog*>("importDialog") == nullptr);
        QVERIFY(child<QLabel>("messageText")->text().contains("project first"));
    }

    void theFileMenuTakesWeightsInAndOut() {
        QVERIFY(!action("actionImportWeights")->isEnabled());
        QVERIFY(!action("actionExportWeights")->isEnabled());
        openReady();
        QTRY_VERIFY(action("actionImportWeights")->isEnabled());
        QVERIFY(!action("actionExportWeights")->isEnabled()); // nothing is learnt yet
        m_dialogs->weights.push_back(weights());
        action("actionImportWeights")->trigger();
        auto* asked = child<ImportDialog>("importDialog");
        QTRY_VERIFY_WITH_TIMEOUT(!asked->reading(), 20000);
        asked->accept();
        QVERIFY(!action("actionImportWeights")->isEnabled()); // while the network is changed
        QTRY_VERIFY_WITH_TIMEOUT(action("actionExportWeights")->isEnabled(), 30000);
        QVERIFY(action("actionImportWeights")->isEnabled());
        const QString file = m_folder->filePath("written_net_G.pth");
        m_dialogs->answers = {0};
        m_dialogs->weights.push_back(file);
        action("actionExportWeights")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file) && !document().changingNetwork(), 30000);
        QVERIFY(readWeightsFile(fsPath(file)).ok());
        QTRY_VERIFY_WITH_TIMEOUT(action("actionRunToggle")->isEnabled(), 30000);
        action("actionRunToggle")->trigger();
        QTRY_COMPARE(runner().state(), TrainingState::Running);
        QVERIFY(!action("actionImportWeights")->isEnabled());
        stopRun();
    }

    // --- For everyone

    void everyShortcutIsUnique() {
        QHash<QString, QString> owners;
        for (const QAction* action : m_window->findChildren<QAction*>()) {
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString other = owners.value(keys.toString());
                QVERIFY2(other.isEmpty(),
                         qPrintable(keys.toString() + ": " + other + " and " + action->objectName()));
                owners[keys.toString()] = action->objectName() + action->text();
            }
        }
        QVERIFY(owners.size() >= 15);
    }

    void theListOfShortcutsHasThemAll() {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto* table = child<QTableWidget>("shortcutsTable");
        QStringList rows;
        for (int row = 0; row < table->rowCount(); ++row) {
            rows << table->item(row, 0)->text() + " " + table->item(row, 1)->text();
        }
        QVERIFY(rows.contains("Ctrl+N New project"));
        QVERIFY(rows.contains("F5 Start, pause or resume training"));
        QCOMPARE(unusableControls(*child<QWidget>("shortcutsDialog")), QStringList());
        child<QWidget>("shortcutsDialog")->close();
    }

    void aboutIsAsked() {
        m_dialogs->answers = {0};
        action("actionAbout")->trigger();
        QVERIFY(m_dialogs->asked.last().contains("About this test."));
    }

    void everyControlIsNamedAndReachable() {
        openReady();
        QCOMPARE(unusableControls(*m_window), QStringList());
        for (const QAction* action : m_window->findChildren<QAction*>()) {
            const bool ours = action->objectName().startsWith("action");
            QVERIFY2(!ours || !action->text().isEmpty(), qPrintable(action->objectName()));
        }
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
