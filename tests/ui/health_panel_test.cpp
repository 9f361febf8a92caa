// HealthPanel on the Train page: the line follows the run, a click lists what is wrong, a button remedies it.
#include "train_page_fixture.h"
#include "ui/train/health_panel.h"
#include "ui/widgets/loss_plot.h"

#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QtTest>

using namespace typemould;

namespace {

HealthFinding plateau() {
    return {Illness::Plateau,
            1200,
            "Held-out glyphs have not come nearer.",
            "Halve the learning rate.",
            {{"learning-rate", "0.0005"}}};
}
HealthFinding winning() {
    return {Illness::DiscriminatorWins,
            900,
            "The discriminator is too good.",
            "Smooth its labels.",
            {{"label-smoothing", "0.1"}, {"balance", "dynamic"}}};
}
HealthFinding shifted() {
    return {Illness::Shifted, 600, "What is drawn lies beside the truth.", "Train on.", {}};
}

} // namespace

class HealthPanelTest : public QObject, protected TrainPageFixture {
    Q_OBJECT
private:
    QString line() { return child<QLabel>("healthLine")->text(); }
    void tell(std::vector<HealthFinding> findings, const char* text) {
        m_script->setHealth(findings, text);
        QTRY_VERIFY(m_runner->health() == findings && m_runner->healthLine() == text);
    }

private Q_SLOTS:
    void init() {
        makePage();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup() { dropPage(); }

    void theLineFollowsTheRun() {
        const QString idle = line();
        auto* open = child<QToolButton>("healthOpen");
        QVERIFY(!open->isEnabled());
        startRun();
        QVERIFY(line() != idle);
        tell({}, "Healthy.");
        QCOMPARE(line(), QString("Healthy."));
        QVERIFY(!open->isEnabled());
        tell({plateau()}, "x");
        QVERIFY2(line().startsWith("Held-out glyphs have not come nearer"), qPrintable(line()));
        QVERIFY(open->isEnabled());
        tell({winning(), plateau()}, "x");
        QVERIFY2(line().contains("2 findings") && line().contains("too good"), qPrintable(line()));
        QVERIFY(open->accessibleName().contains("too good"));
        stopRun();
        QVERIFY(line().contains("too good")); // what was wrong with the last run
        m_document->closeProject();
        QCOMPARE(line(), idle);
    }

    void aClickOpensTheList() {
        startRun();
        tell({winning(), shifted()}, "x");
        auto* list = child<QScrollArea>("healthList");
        QVERIFY(!list->isVisible());
        QTest::mouseClick(child<QLabel>("healthLine"), Qt::LeftButton);
        QVERIFY(list->isVisible());
        QCOMPARE(child<QLabel>("findingText_discriminator_wins")->text(),
                 QString("The discriminator is too good."));
        QCOMPARE(child<QLabel>("findingAdvice_shifted")->text(), QString("Train on."));
        QVERIFY(child<QWidget>("findingText_shifted")->isVisible());
        QVERIFY(m_page->findChild<QPushButton*>("findingRemedy_shifted") == nullptr); // nothing to click
        QTest::keyClick(child<QToolButton>("healthOpen"), Qt::Key_Space);
        QVERIFY(!list->isVisible());
        QTest::keyClick(child<QToolButton>("healthOpen"), Qt::Key_Space);
        QVERIFY(list->isVisible());
        QCOMPARE(unusableControls(*child<HealthPanel>("healthPanel")), QStringList());
        tell({}, "Healthy.");
        QVERIFY(!list->isVisible());
        stopRun();
    }

    void anActionIsNoChangeOfSettings() {
        HealthFinding edge{Illness::InkAtEdge, 0, "Ink touches the edge.", "Fit again.", {}};
        edge.action = HealthAction::FitPlacement;
        HealthFinding odd{Illness::StructureApart, 0, "Shapes differ.", "Look.", {}};
        odd.action = HealthAction::LookAtPairs;
        const auto fonts = m_document->fonts();
        const auto fitted = fitPlacement(fonts->source, fonts->target, fonts->shared).orThrow().placements;
        m_document->edit("disturb", [](ProjectData& data) { data.placements.source.scale = 0.5; });
        QTRY_VERIFY(m_document->pairs() && !m_document->drawingPairs());
        startRun();
        tell({edge, odd}, "x");
        child<QToolButton>("healthOpen")->click();
        QSignalSpy wanted(m_page.get(), &TrainPage::pairsWanted);
        child<QPushButton>("findingRemedy_structure_apart")->click();
        QCOMPARE(wanted.count(), 1);
        child<QPushButton>("findingRemedy_ink_at_edge")->click();
        QVERIFY2(notice().contains("stop it first"), qPrintable(notice())); // a run holds its placement
        QCOMPARE(data().placements.source.scale, 0.5);
        stopRun();
        child<QPushButton>("findingRemedy_ink_at_edge")->click();
        QTRY_VERIFY_WITH_TIMEOUT(data().placements == fitted, 10000);
        m_document->undo();
        QCOMPARE(data().placements.source.scale, 0.5);
    }

    void aRunIsToldOfPairsThatDisagree() {
        QTRY_VERIFY_WITH_TIMEOUT(m_document->structure() != nullptr, 10000);
        startRun();
        QCOMPARE(m_script->setup().oddPairs, oddPairs(*m_document->structure(), data().trusted));
        stopRun();
    }

    void aRunThatIsStartedAtOnceIsToldAsWell() {
        bool begun = false, measured = true;
        const auto begin = [&] {
            if (!begun && m_document->pairs()->size() == 60 && m_control->obstacle().isEmpty()) {
                begun = true;
                measured = m_document->structure() != nullptr;
                m_control->start({}, true);
            }
        };
        connect(m_document.get(), &Document::pairsChanged, this, begin);
        m_document->edit("more", [](ProjectData& data) {
            data.characters = sharedSpec(56) + "片言父曾";
            data.dataset.canvas = 128;
        });
        QTRY_VERIFY_WITH_TIMEOUT(m_runner->progress().step > 0, 20000);
        disconnect(m_document.get(), &Document::pairsChanged, this, nullptr);
        QVERIFY(!measured); // the document had no ranking to hand over
        QTRY_VERIFY_WITH_TIMEOUT(m_document->structure() != nullptr, 20000);
        const auto odd = oddPairs(*m_document->structure());
        QVERIFY(!odd.empty());
        QCOMPARE(m_script->setup().oddPairs, odd);
        stopRun();
    }

    void theButtonRemediesTheRunThatGoes() {
        startRun();
        tell({winning()}, "x");
        child<QToolButton>("healthOpen")->click();
        auto* remedy = child<QPushButton>("findingRemedy_discriminator_wins");
        QVERIFY2(remedy->text().contains("Label smoothing: 0.1") &&
                     remedy->text().contains("Adversarial balance"),
                 qPrintable(remedy->text()));
        QTest::mouseClick(remedy, Qt::LeftButton);
        QCOMPARE(data().training.labelSmoothing, 0.1);
        QCOMPARE(data().training.balance, BalanceMode::Dynamic);
        QVERIFY2(m_script->requests().contains("settings balance dynamic, label-smoothing 0.1"),
                 qPrintable(m_script->requests().join("; ")));
        QVERIFY(!remedy->isEnabled() && remedy->text().startsWith("Applied"));
        auto* plot = child<LossPlot>("lossPlot");
        QTRY_VERIFY(plot->markText(0, 1e9).contains("Settings changed"));
        QVERIFY(m_document->undoStack().undoText().contains("The discriminator wins"));
        m_document->undo();
        QCOMPARE(data().training.labelSmoothing, 0.0);
        QVERIFY(remedy->isEnabled());
        QCOMPARE(m_script->requests().last(), QString("settings balance fixed, label-smoothing 0"));
        stopRun();
    }

    void withoutARunTheButtonEditsTheSettings() {
        startRun();
        tell({plateau()}, "x");
        stopRun();
        const QStringList asked = m_script->requests();
        child<QToolButton>("healthOpen")->click();
        QTest::mouseClick(child<QPushButton>("findingRemedy_plateau"), Qt::LeftButton);
        QCOMPARE(data().training.learningRate, 0.0005);
        QCOMPARE(m_script->requests(), asked);
        m_document->undo();
        QVERIFY(data().training.learningRate != 0.0005);
    }

    /// A run tells new figures at every step.
    void aClickIsNotLostWhileTheFiguresChange() {
        startRun();
        tell({winning()}, "x");
        child<QToolButton>("healthOpen")->click();
        auto* remedy = child<QPushButton>("findingRemedy_discriminator_wins");
        QTest::mousePress(remedy, Qt::LeftButton);
        auto later = winning();
        later.text = "The discriminator is still too good.";
        tell({later}, "y");
        QCOMPARE(child<QLabel>("findingText_discriminator_wins")->text(), QString::fromStdString(later.text));
        QCOMPARE(child<QPushButton>("findingRemedy_discriminator_wins"), remedy);
        QTest::mouseRelease(remedy, Qt::LeftButton);
        QCOMPARE(data().training.labelSmoothing, 0.1);
        later.remedy = {{"discriminator-every", "2"}};
        tell({later}, "z"); // another remedy is another button
        QVERIFY(child<QPushButton>("findingRemedy_discriminator_wins")->text().contains("2"));
        stopRun();
    }

    void aRemedyThatCannotBeIsOff() {
        HealthPanel panel;
        auto finding = plateau();
        finding.remedy = {{"learning-rate", "77"}};
        panel.showHealth({finding}, "x", true);
        panel.setSettings(TrainingSettings());
        QVERIFY(!part<QPushButton>(&panel, "findingRemedy_plateau")->isEnabled());
        panel.showHealth({plateau()}, "x", true);
        QVERIFY(part<QPushButton>(&panel, "findingRemedy_plateau")->isEnabled());
        panel.setSettings({}); // a project that is open for reading only
        QVERIFY(!part<QPushButton>(&panel, "findingRemedy_plateau")->isEnabled());
    }
};

QTEST_MAIN(HealthPanelTest)
#include "health_panel_test.moc"
