// What the tests of the main window share: a window with a session without a network, projects to open, and
// the ways to drive it. A test class inherits it.
#pragma once

#include "fake_training_session.h"
#include "page_support.h"
#include "scripted_dialogs.h"
#include "tests/support/test_paths.h"
#include "ui/export/export_page.h"
#include "ui/studio/main_window.h"

#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>

namespace typemould {

class MainWindowFixture {
protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedDialogs> m_dialogs;
    std::shared_ptr<FakeTraining> m_script;
    std::shared_ptr<FakeGenerator::Script> m_drawing;
    std::unique_ptr<MainWindow> m_window;

    std::unique_ptr<MainWindow> makeWindow() {
        auto window = std::make_unique<MainWindow>(MainWindow::Surroundings{
            .dialogs = m_dialogs.get(),
            .openDemo = [this] { return Project::open(makeProject("TheDemo"), ProjectAccess::Write); },
            .demoFolder = fsPath(m_folder->filePath("TheDemo.typemould")),
            .makeSession = fakeSessions(m_script),
            .about = "About this test."});
        window->show();
        return window;
    }
    std::filesystem::path makeProject(const QString& name) {
        ProjectData data = newProjectData(demoSource(), {}, demoTarget(), {}, sharedSpec(40)).orThrow();
        data.dataset.canvas = 64;
        data.dataset.heldOut = 8;
        data.training.depth = 2; // the house network is too deep for this canvas
        const auto folder = fsPath(m_folder->filePath(name + ".typemould"));
        (void)Project::create(folder, data).orThrow();
        return folder;
    }
    static QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }
    template <class W>
    W* child(const char* name) {
        auto* found = m_window->findChild<W*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    QAction* action(const char* name) { return child<QAction>(name); }
    Document& document() { return m_window->document(); }
    TrainingRunner& runner() { return m_window->runner(); }
    void openReady(const QString& name = "Face") {
        m_window->openProject(text(makeProject(name)));
        QTRY_VERIFY_WITH_TIMEOUT(document().pairs() != nullptr, 20000);
    }
    void startRun() {
        QTRY_VERIFY(action("actionRunToggle")->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_COMPARE(runner().state(), TrainingState::Running);
        QTRY_VERIFY(runner().progress().step > 3);
    }
    void stopRun() {
        QTest::mouseClick(child<QToolButton>("runStop"), Qt::LeftButton);
        QTRY_VERIFY(!runner().active());
    }
    void edit() {
        document().edit("text", [](ProjectData& data) { data.training.previewText += "b"; });
    }
    /// A slow export of the project's 120 missing glyphs: "images", or a font's format.
    void startExport(const QString& name, const QString& format = "images") {
        openReady(name);
        m_drawing = std::make_shared<FakeGenerator::Script>();
        m_drawing->glyphDelayMs = 15;
        child<ExportPage>("exportPage")
            ->setGeneratorFactory(fakeFactory(m_drawing, document().data().placements.source));
        document().checkpointSaved(document().project().folder() / "runs" / "1" / "checkpoints" / "7");
        m_window->showPage(Page::Export);
        auto* formats = child<QComboBox>("exportFormat");
        formats->setCurrentIndex(formats->findData(format));
        auto* start = child<QPushButton>(format == "images" ? "exportStart" : "fontStart");
        QTRY_VERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(child<ExportPage>("exportPage")->exporting());
    }
    /// A small network of zi2zi-pytorch.
    static QString weights() { return testDataText("zi2zi/classic_conv_res_256_net_G.pth"); }
    /// Begins an import that goes on when this returns.
    void importWeights() {
        const auto set = onlyNetwork(readWeightsFile(fsPath(weights())).orThrow(), fsPath(weights()), true);
        document().importNetworks(
            std::make_shared<const ImportedNetworks>(importedNetworks(*set, {}).orThrow()), 0);
        QVERIFY(document().changingNetwork());
    }
    void dropOnWindow(const QString& path) {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(path)});
        const QPoint place = m_window->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(place, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_window.get(), &drop);
        QCoreApplication::processEvents();
    }

    void makeStudio() {
        m_window.reset(); // what a failed start left
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_folder = std::make_unique<QTemporaryDir>();
        QCoreApplication::setOrganizationName("typemould-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->filePath("settings"));
        QSettings().clear();
        m_dialogs = std::make_unique<ScriptedDialogs>();
        m_script = std::make_shared<FakeTraining>();
        m_window = makeWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void dropStudio() {
        m_window.reset();
        QVERIFY(m_dialogs->allUsed());
    }
};

} // namespace typemould
