// Several styles in one network: added, renamed and chosen on the Fonts page, taught in a run, and drawn
// between on the pages that draw.
#include "panel_fixture.h"
#include "ui/fonts/styles_panel.h"
#include "ui/review/review_page.h"
#include "ui/review/style_bar.h"

#include <QSlider>
#include <QTableWidget>

using namespace typemould;

class StylesTest : public QObject, protected PanelFixture<StylesPanel> {
    Q_OBJECT
private:
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
        makePanel("style=concat", [this] { return std::make_unique<StylesPanel>(*m_document, m_dialogs); });
    }
    void cleanup() { dropPanel(); }

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

    void aMissingFontIsReplacedOrTheStyleRemoved_data() {
        QTest::addColumn<bool>("replaced");
        QTest::newRow("replaced") << true;
        QTest::newRow("removed") << false;
    }
    void aMissingFontIsReplacedOrTheStyleRemoved() {
        QFETCH(bool, replaced);
        addStyle("second");
        const auto elsewhere = fsPath(m_folder->filePath("elsewhere.ttf"));
        std::filesystem::copy_file(demoSource(), elsewhere);
        m_document->edit("moved", [&](ProjectData& data) { data.styles[1].font.path = elsewhere; });
        QTRY_VERIFY_WITH_TIMEOUT(m_document->fonts() != nullptr && !m_document->openingFonts(), 20000);
        std::filesystem::remove(elsewhere);
        QVERIFY(m_document->save().ok());
        const auto project = m_document->project().folder();
        m_document->closeProject();
        m_document->setProject(Project::open(project, ProjectAccess::Write).orThrow());
        QTRY_VERIFY_WITH_TIMEOUT(m_document->fontProblem().has_value(), 20000);
        QVERIFY2(problem().contains("second") && problem().contains("elsewhere.ttf"), qPrintable(problem()));
        QVERIFY(!m_control->obstacle().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->findingCheckpoint(), 20000);
        part<QTableWidget>(m_panel.get(), "stylesTable")->selectRow(1);
        if (replaced) {
            m_dialogs.fonts.push_back(QString::fromStdString(demoSource().string()));
            press(m_panel.get(), "styleFont");
            QTRY_VERIFY_WITH_TIMEOUT(data().styles[1].font.path == demoSource(), 20000);
            QVERIFY(data().styles[1].placement.scale > 0);
        } else {
            press(m_panel.get(), "removeStyle");
            QVERIFY(data().styles.empty()); // no network has learnt it
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_control->obstacle(), QString(), 20000);
        QVERIFY(m_document->fonts() != nullptr);
        m_document->undo();
        QVERIFY(data().styles[1].font.path == elsewhere);
    }

    void aLearntStyleKeepsItsPlace() {
        addStyle("second");
        m_document->checkpointSaved("/some/run/checkpoints/1234");
        part<QTableWidget>(m_panel.get(), "stylesTable")->selectRow(1);
        press(m_panel.get(), "removeStyle");
        QCOMPARE(data().styles.size(), std::size_t(2));
        QVERIFY(data().styles[1].font.empty());
        QVERIFY2(notice().contains("stays"), qPrintable(notice()));
        part<QTableWidget>(m_panel.get(), "stylesTable")->selectRow(0); // the target's own
        QVERIFY(!part<QPushButton>(m_panel.get(), "removeStyle")->isEnabled());
        QVERIFY(!part<QPushButton>(m_panel.get(), "styleFont")->isEnabled());
    }

    void theStylesFontsAreCopiedIntoTheProjectToo() {
        const auto fonts = m_document->project().folder() / "fonts";
        m_document->copyFontsIn();
        QTRY_VERIFY_WITH_TIMEOUT(data().target.path.parent_path() == fonts, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->openingFonts(), 20000);
        QVERIFY(!m_document->canCopyFontsIn());
        addStyle("second");
        QVERIFY(m_document->canCopyFontsIn());
        m_document->copyFontsIn();
        QTRY_VERIFY_WITH_TIMEOUT(data().styles[1].font.path != demoSource(), 20000);
        QVERIFY(data().styles[1].font.path.parent_path() == fonts);
        QVERIFY(std::filesystem::exists(data().styles[1].font.path));
        QVERIFY(!m_document->canCopyFontsIn());
        QVERIFY(m_problems->isEmpty());
    }

    void eachProjectHasAChoiceOfItsOwn() {
        addStyle("second");
        StyleBar bar(*m_document, "some");
        auto* style = part<QComboBox>(&bar, "someStyle");
        style->setCurrentIndex(style->findData(1));
        QCOMPARE(bar.choice().style, 1);
        const ProjectData same = data();
        QVERIFY(m_document->save().ok());
        const auto first = m_document->project().folder();
        const auto second = fsPath(m_folder->filePath("Second.typemould"));
        m_document->setProject(Project::create(second, same).orThrow());
        QCOMPARE(bar.choice().style, -1); // the styles have the same names
        m_document->setProject(Project::open(first, ProjectAccess::Write).orThrow());
        QCOMPARE(bar.choice().style, 1);
    }

    void aRunIsTaughtEveryStyle() {
        addStyle("second");
        startRun();
        const TrainingSetup setup = m_script->setup();
        QCOMPARE(setup.style, 0);
        QCOMPARE(setup.furtherPairs.size(), std::size_t(1));
        QCOMPARE(setup.furtherPairs[0].style, 1);
        QVERIFY(setup.furtherPairs[0].pairs->size() > 0);
        QVERIFY(!part<QPushButton>(m_panel.get(), "addStyle")->isEnabled());
        stopRun();
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
