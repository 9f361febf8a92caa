// What the tests of the panels share: a Document with a small project of the demo's fonts, a runner whose
// sessions need no network, answers by script, and the ways to reach a control. A test class inherits it.
#pragma once

#include "fake_training_session.h"
#include "page_support.h"
#include "scripted_dialogs.h"

#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>

namespace typemould {

class StudioFixture {
protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<QSignalSpy> m_problems;
    std::unique_ptr<QSignalSpy> m_notices;
    std::unique_ptr<TrainingRunner> m_runner;
    std::unique_ptr<TrainingControl> m_control;
    std::shared_ptr<FakeTraining> m_script;
    ScriptedDialogs m_dialogs;

    /// Everything but the project: panels are made before one is open.
    void makeStudio() {
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
        QCoreApplication::setOrganizationName("typemould-test");
        m_script = std::make_shared<FakeTraining>();
        m_document = std::make_unique<Document>();
        m_problems = std::make_unique<QSignalSpy>(m_document.get(), &Document::problem);
        m_notices = std::make_unique<QSignalSpy>(m_document.get(), &Document::notice);
        m_runner = std::make_unique<TrainingRunner>();
        m_control = std::make_unique<TrainingControl>(*m_document, *m_runner);
        m_control->setSessionMaker(fakeSessions(m_script));
    }
    /// Opens the small project with a network of two levels, `network` its further options; nothing to undo.
    void openProject(const char* network = "") {
        openDemoProject(*m_document, *m_folder);
        m_document->edit("network", [&](ProjectData& data) {
            data.training.depth = 2; // the house network is too deep for the small canvas
            data.training.network = network;
        });
        m_document->undoStack().clear();
        QTRY_VERIFY(!m_document->findingCheckpoint());
    }
    void dropStudio() {
        m_control.reset();
        m_runner.reset();
        m_problems.reset();
        m_notices.reset();
        m_document.reset();
        m_dialogs = {};
    }

    const ProjectData& data() const { return m_document->data(); }
    /// The last problem's message; empty when there was none.
    QString problem() const {
        return m_problems->isEmpty()
                   ? QString()
                   : QString::fromStdString(m_problems->last().first().value<Error>().message);
    }
    QString notice() const { return m_notices->isEmpty() ? QString() : m_notices->last().first().toString(); }
    void startRun(bool fresh = true, long long steps = 0) {
        TrainingBudget budget;
        budget.steps = steps;
        QTRY_COMPARE_WITH_TIMEOUT(m_control->obstacle(), QString(), 30000);
        m_control->start(budget, fresh);
        QTRY_VERIFY(m_runner->progress().step > 0); // a short one may be over by now
    }
    void pauseRun() {
        m_runner->pause();
        QTRY_COMPARE(m_runner->state(), TrainingState::Paused);
    }
    void stopRun() {
        m_runner->stop();
        QTRY_VERIFY(!m_runner->active());
    }

    template <class W>
    static W* part(const QWidget* of, const char* name) {
        auto* found = of->findChild<W*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    static void press(const QWidget* of, const char* name) {
        auto* button = part<QPushButton>(of, name);
        QVERIFY2(button->isEnabled(), name);
        button->click();
    }
};

} // namespace typemould
