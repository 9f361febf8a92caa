// Several styles in one network: added, renamed and chosen on the Fonts page, taught in a run, and drawn
// between on the pages that draw.
#include "fake_training_session.h"
#include "page_support.h"
#include "scripted_dialogs.h"
#include "ui/fonts/styles_panel.h"
#include "ui/review/review_page.h"
#include "ui/review/style_bar.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>

using namespace typemould;

class StylesTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<StylesPanel> m_panel;
    std::unique_ptr<QSignalSpy> m_problems;
    ScriptedDialogs m_dialogs;

    template <class W>
    static W* part(const QWidget* of, const char* name) {
        auto* found = of->findChild<W*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    const ProjectData& data() const { return m_document->data(); }
    void addStyle(const char* name) {
        m_dialogs.fonts.push_back(QString::fromStdString(demoSource().string()));
        m_dialogs.texts.push_back(name);
        const auto before = data().styles.size();
        part<QPushButton>(m_panel.get(), "addStyle")->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_dialogs.texts.empty(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->changingNetwork(), 20000);
        QVERIFY(data().styles.size() > before || !m_problems->isEmpty());
    }

private Q_SLOTS:
    void init() {
        cleanup();
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_problems = std::make_unique<QSignalSpy>(m_document.get(), &Document::problem);
        m_panel = std::make_unique<StylesPanel>(*m_document, m_dialogs);
        m_panel->show();
        openDemoProject(*m_document, *m_folder);
        m_document->edit("network", [](ProjectData& data) {
            data.training.depth = 2;
            data.training.network = "style=concat";
        });
        m_document->undoStack().clear();
    }
    void cleanup() {
        m_panel.reset();
        m_problems.reset();
        m_document.reset();
        m_dialogs = {};
    }

    void aStyleIsAddedByAFontAndUndone() {
        addStyle("second");
        QCOMPARE(data().styles.size(), std::size_t(2)); // the target's own has a name now
        QCOMPARE(data().style, 0);
        QCOMPARE(data().styles[1].name, std::string("second"));
        QVERIFY(data().styles[1].font.path == demoSource());
        auto* table = part<QTableWidget>(m_panel.get(), "stylesTable");
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(1, 0)->text(), "second");
        QVERIFY(table->item(0, 1)->text().contains("target font"));
        QCOMPARE(networkOf(data()).orThrow().styles, 2);
        addStyle("second"); // the name is taken
        QCOMPARE(data().styles.size(), std::size_t(2));
        QCOMPARE(m_problems->size(), 1);
        m_document->undo();
        QVERIFY(data().styles.empty());
        QCOMPARE(table->rowCount(), 0);
    }

    void stylesAreRenamedAndTheTargetIsChosen() {
        addStyle("second");
        auto* table = part<QTableWidget>(m_panel.get(), "stylesTable");
        table->item(1, 0)->setText("third");
        QCOMPARE(data().styles[1].name, std::string("third"));
        table->item(1, 0)->setText(QString::fromStdString(data().styles[0].name));
        QCOMPARE(data().styles[1].name, std::string("third")); // two of one name cannot be
        QCOMPARE(table->item(1, 0)->text(), "third");
        table->selectRow(1); // which another font teaches
        QVERIFY(!part<QPushButton>(m_panel.get(), "styleIsTarget")->isEnabled());
        m_document->edit("known", [](ProjectData& data) { data.styles.push_back({"known", {}, {}}); });
        table->selectRow(2);
        part<QPushButton>(m_panel.get(), "styleIsTarget")->click();
        QCOMPARE(data().style, 2);
        QVERIFY(!part<QPushButton>(m_panel.get(), "styleIsTarget")->isEnabled());
    }

    void aRunIsTaughtEveryStyle() {
        addStyle("second");
        const auto script = std::make_shared<FakeTraining>();
        TrainingRunner runner;
        TrainingControl control(*m_document, runner);
        control.setSessionMaker(fakeSessions(script));
        QTRY_COMPARE_WITH_TIMEOUT(control.obstacle(), QString(), 20000);
        control.start({}, true);
        QTRY_VERIFY_WITH_TIMEOUT(runner.progress().step > 0, 20000);
        const TrainingSetup setup = script->setup();
        QCOMPARE(setup.style, 0);
        QCOMPARE(setup.furtherPairs.size(), std::size_t(1));
        QCOMPARE(setup.furtherPairs[0].style, 1);
        QVERIFY(setup.furtherPairs[0].pairs->size() > 0);
        m_document->setRunActive(true);
        QVERIFY(!part<QPushButton>(m_panel.get(), "addStyle")->isEnabled());
        runner.stop();
        QTRY_VERIFY(!runner.active());
    }

    void glyphsAreDrawnBetweenTwoStyles() {
        const auto script = std::make_shared<FakeGenerator::Script>();
        script->styles = {"first", "second"};
        ReviewPage page(*m_document, m_dialogs);
        page.setGeneratorFactory(fakeFactory(script));
        auto* style = part<QComboBox>(&page, "reviewStyle");
        page.resize(800, 600);
        page.show();
        QVERIFY(!style->isVisible()); // one style is no choice
        addStyle("second");
        QVERIFY(style->isVisible());
        m_document->checkpointSaved("/some/run/checkpoints/1234");
        const auto chosen = [&] {
            const std::lock_guard lock(script->mutex);
            return script->chosen;
        };
        style->setCurrentIndex(style->findData(0));
        auto* share = part<QSlider>(&page, "reviewShare");
        QVERIFY(!share->isEnabled());
        auto* towards = part<QComboBox>(&page, "reviewTowards");
        towards->setCurrentIndex(towards->findData(1));
        share->setValue(25);
        QTRY_VERIFY_WITH_TIMEOUT(!chosen().empty() && chosen().back().share == 0.25, 20000);
        QCOMPARE(chosen().back().style, 0);
        QCOMPARE(chosen().back().towards, 1);
    }

    void everyControlIsNamedAndReachable() {
        addStyle("second");
        QCOMPARE(unusableControls(*m_panel), QStringList());
        StyleBar bar(*m_document, "some");
        bar.show();
        QCOMPARE(unusableControls(bar), QStringList());
    }
};

QTEST_MAIN(StylesTest)
#include "styles_test.moc"
