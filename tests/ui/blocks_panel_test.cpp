// BlocksPanel and its dialog: every lock, preset, rule and schedule that is chosen arrives in the project's
// freezing rules as one undo step, and a rule that the network does not have is told.
#include "panel_fixture.h"
#include "ui/train/blocks_panel.h"
#include "ui/train/freezing_dialog.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTreeWidget>

using namespace typemould;

using Rules = std::vector<std::string>;

class BlocksPanelTest : public QObject, protected PanelFixture<BlocksPanel> {
    Q_OBJECT
private:
    const Rules& rules() const { return m_document->data().freezing; }
    void setRules(const Rules& rules) {
        m_document->edit("rules", [&](ProjectData& data) { data.freezing = rules; });
    }
    QTreeWidgetItem* block(const char* name) {
        auto* list = child<QTreeWidget>("blockList");
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            if (list->topLevelItem(i)->data(0, Qt::UserRole).toString() == name) {
                return list->topLevelItem(i);
            }
        }
        qFatal("no block %s", name);
    }
    static QTreeWidgetItem* kind(QTreeWidgetItem* block, const char* name) {
        for (int i = 0; i < block->childCount(); ++i) {
            if (block->child(i)->data(0, Qt::UserRole).toString() == name) {
                return block->child(i);
            }
        }
        qFatal("no kind %s", name);
    }
    /// Names of what does not train at the first step.
    QStringList frozen() const {
        QStringList names;
        for (const auto& fate : freezingOf(m_document->data()).orThrow().parameters) {
            if (!fate.trained) {
                names << QString::fromStdString(fate.name);
            }
        }
        return names;
    }
    FreezingDialog* opened() {
        QTest::mouseClick(child<QPushButton>("freezingRules"), Qt::LeftButton);
        auto* dialog = m_panel->findChild<FreezingDialog*>("freezingDialog");
        if (dialog == nullptr) {
            qFatal("no dialog");
        }
        return dialog;
    }
private Q_SLOTS:
    void init() {
        makePanel("2.attention=softmax",
                  [this] { return std::make_unique<BlocksPanel>(*m_document, *m_runner, *m_control); });
    }
    void cleanup() { dropPanel(); }

    void withoutARunTheScheduleIsJudgedByWhatIsLearnt() {
        setRules({"freeze block=encoder.1 until step 1000", "freeze block=encoder.2 until epoch 10"});
        QCOMPARE(block("encoder.1")->checkState(0), Qt::Checked);
        m_document->checkpointSaved("/some/run/checkpoints/1234", 1234, 5);
        QCOMPARE(block("encoder.1")->checkState(0), Qt::Unchecked);
        QCOMPARE(block("encoder.2")->checkState(0), Qt::Checked);
        auto* dialog = opened();
        QCOMPARE(part<QSpinBox>(dialog, "quickStep")->value(), 1734);
        QCOMPARE(part<QDoubleSpinBox>(dialog, "quickEpochs")->value(), 10.0);
        QVERIFY(part<QLabel>(dialog, "freezingResult")->text().contains("1,234"));
        dialog->reject();
        m_document->checkpointSaved("/some/run/checkpoints/2345", 2345, 11);
        QCOMPARE(block("encoder.2")->checkState(0), Qt::Unchecked);
    }

    void everyKindOfEveryBlockHasALockThatMovesItAlone() {
        const auto all = freezingNetwork(m_document->data()).orThrow().generator;
        auto* list = child<QTreeWidget>("blockList");
        int kinds = 0;
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            for (int k = 0; k < list->topLevelItem(i)->childCount(); ++k, ++kinds) {
                const QString block = list->topLevelItem(i)->data(0, Qt::UserRole).toString();
                const QString kind = list->topLevelItem(i)->child(k)->data(0, Qt::UserRole).toString();
                list->topLevelItem(i)->child(k)->setCheckState(0, Qt::Checked);
                QStringList wanted;
                for (const auto& info : all) {
                    if (!info.buffer && QString::fromStdString(info.block) == block &&
                        parameterKindName(info.kind) == kind) {
                        wanted << QString::fromStdString(info.name);
                    }
                }
                QCOMPARE(frozen(), wanted);
                QCOMPARE(m_document->undoStack().count(), 1);
                m_document->undoStack().undo();
                QCOMPARE(frozen(), QStringList());
                QCOMPARE(list->topLevelItem(i)->checkState(0), Qt::Unchecked);
            }
        }
        QVERIFY(kinds > list->topLevelItemCount());
    }

    void aBlockThatIsLockedInPartIsHalfTickedAndTellsHowMuchTrains() {
        auto* encoder = block("encoder.2");
        const QString before = encoder->text(1);
        kind(encoder, "attention")->setCheckState(0, Qt::Checked);
        QCOMPARE(rules(), Rules{"freeze name=encoder_2.attention.*"});
        QCOMPARE(encoder->checkState(0), Qt::PartiallyChecked);
        QVERIFY(encoder->text(1) != before);
        QVERIFY(kind(encoder, "attention")->text(1).startsWith("0 /"));
        kind(encoder, "attention")->setCheckState(0, Qt::Unchecked);
        QCOMPARE(encoder->checkState(0), Qt::Unchecked);
        QCOMPARE(rules(), Rules{"train name=encoder_2.attention.*"});
        encoder->setCheckState(0, Qt::Checked); // decides over its kinds
        QCOMPARE(rules(), Rules{"freeze block=encoder.2"});
        QCOMPARE(kind(encoder, "attention")->checkState(0), Qt::Checked);
    }

    void locksAddToPresetsAndSchedules() {
        const Rules plan{"freeze generator", "train block=decoder.*|output*", "rate 0.5 block=decoder.*",
                         "freeze block=decoder.1 until step 100"};
        setRules(plan);
        block("bottleneck")->setCheckState(0, Qt::Unchecked);
        Rules wanted = plan;
        wanted.push_back("train block=bottleneck");
        QCOMPARE(rules(), wanted);
        QTest::mouseClick(child<QPushButton>("unlockAll"), Qt::LeftButton);
        QCOMPARE(rules(), Rules{"rate 0.5 block=decoder.*"});
    }

    void presetsAreChosenAndThoseThatMatchNothingSayWhy() {
        auto* preset = child<QComboBox>("freezingPreset");
        const auto choose = [&](const char* key) {
            preset->setCurrentIndex(preset->findData(QString(key)));
            Q_EMIT preset->activated(preset->currentIndex());
        };
        for (const auto& each : freezingPresets()) {
            const int index = preset->findData(QString::fromStdString(each.key));
            const bool enabled = qobject_cast<QStandardItemModel*>(preset->model())->item(index)->isEnabled();
            bool usable = true;
            for (const auto& rule : each.rules) {
                usable =
                    usable && checkFreezingRule(rule, freezingNetwork(m_document->data()).orThrow()).ok();
            }
            QCOMPARE(enabled, usable);
            QVERIFY(usable ||
                    preset->itemData(index, Qt::ToolTipRole).toString().contains("matches no parameter"));
        }
        choose("decoder");
        QCOMPARE(rules(), freezingPresets()[2].rules);
        QCOMPARE(block("encoder.1")->checkState(0), Qt::Checked);
        QCOMPARE(preset->currentData().toString(), "decoder");
        block("encoder.1")->setCheckState(0, Qt::Unchecked);
        QCOMPARE(preset->currentIndex(), 0); // the plan is no preset any more
        choose("everything");
        QVERIFY(rules().empty());
    }

    void rulesThatTheNetworkDoesNotHaveAreToldAndCanBeRemoved() {
        auto* told = child<QLabel>("freezingProblem");
        QVERIFY(!told->isVisible());
        setRules({"freeze block=encoder.1", "freeze block=encoder.7", "freeze kind=transformer"});
        QVERIFY(told->isVisible());
        QVERIFY(told->text().contains("encoder.7") && told->text().contains("transformer"));
        QCOMPARE(block("encoder.1")->checkState(0), Qt::Checked); // the others are followed
        block("output")->setCheckState(0, Qt::Checked);
        QCOMPARE(rules().size(), std::size_t(4));
        QTest::mouseClick(child<QPushButton>("removeUnusableRules"), Qt::LeftButton);
        QCOMPARE(rules(), (Rules{"freeze block=encoder.1", "freeze block=output"}));
        QVERIFY(!told->isVisible());
    }

    void theDialogChecksWhatIsTyped() {
        auto* dialog = opened();
        auto* text = part<QLineEdit>(dialog, "ruleText");
        auto* told = part<QLabel>(dialog, "ruleTold");
        auto* add = part<QPushButton>(dialog, "addRule");
        struct Case {
            const char* rule;
            bool usable;
            const char* told;
        };
        for (const Case& each :
             {Case{"freeze", false, "which parameters"}, Case{"freese generator", false, "freese"},
              Case{"freeze block=encoder.9", false, "matches no parameter"},
              Case{"freeze block=encoder.*", true, "Speaks of"},
              Case{"rate 2 kind=attention from step 10", true, "Speaks of"},
              Case{"rate 1000 kind=attention", false, "factor"}}) {
            text->setText(each.rule);
            QCOMPARE(add->isEnabled(), each.usable);
            QVERIFY2(told->text().contains(each.told), qPrintable(told->text()));
        }
        dialog->reject();
        QVERIFY(rules().empty());
    }

    void rulesAreAddedChangedMovedAndRemovedAsOneStep() {
        setRules({"freeze block=encoder.1"});
        m_document->undoStack().clear();
        auto* dialog = opened();
        auto* list = part<QListWidget>(dialog, "ruleList");
        auto* text = part<QLineEdit>(dialog, "ruleText");
        QCOMPARE(list->count(), 1);
        text->setText("train   block=output");
        press(dialog, "addRule");
        QCOMPARE(list->item(1)->text(), "train block=output");
        press(dialog, "moveRuleUp");
        QCOMPARE(list->item(0)->text(), "train block=output");
        press(dialog, "moveRuleDown");
        QCOMPARE(list->item(1)->text(), "train block=output");
        text->setText("freeze block=output");
        press(dialog, "replaceRule");
        list->setCurrentRow(0);
        press(dialog, "removeRule");
        QVERIFY(rules() == Rules{"freeze block=encoder.1"}); // not before it is taken
        press(dialog, "freezingOk");
        QCOMPARE(rules(), Rules{"freeze block=output"});
        QCOMPARE(m_document->undoStack().count(), 1);
        m_document->undoStack().undo();
        QCOMPARE(rules(), Rules{"freeze block=encoder.1"});
    }

    void commonRulesAreOneClick() {
        m_document->edit("judge", [](ProjectData& data) {
            data.training.adversarialWeight = 0.1;
            data.training.styleWeight = 0.1;
        });
        auto* dialog = opened();
        auto* block = part<QComboBox>(dialog, "quickBlock");
        block->setCurrentIndex(block->findData("encoder.2"));
        part<QSpinBox>(dialog, "quickStep")->setValue(250);
        press(dialog, "quickUnfreeze");
        part<QDoubleSpinBox>(dialog, "quickEpochs")->setValue(3);
        press(dialog, "quickStyleHead");
        auto* group = part<QComboBox>(dialog, "quickGroup");
        group->setCurrentIndex(group->findData("block=decoder.*"));
        part<QDoubleSpinBox>(dialog, "quickFactor")->setValue(2);
        press(dialog, "quickRate");
        group->setCurrentIndex(group->findData("decay"));
        part<QDoubleSpinBox>(dialog, "quickFactor")->setValue(0.8);
        press(dialog, "quickRate");
        press(dialog, "freezingOk");
        QCOMPARE(rules(),
                 (Rules{"freeze block=encoder.2 until step 250", "freeze kind=style_head until epoch 3",
                        "rate 2 block=decoder.*", "decay 0.8 generator"}));
    }

    void theStyleHeadIsOffWhereThereIsNone() {
        auto* dialog = opened();
        auto* head = part<QPushButton>(dialog, "quickStyleHead");
        QVERIFY(!head->isEnabled());
        QVERIFY(head->toolTip().contains("no style head"));
        dialog->reject();
    }

    void aRuleThatCannotBeUsedHoldsTheDialogUntilItIsRemoved() {
        setRules({"freeze block=encoder.7"});
        auto* dialog = opened();
        QVERIFY(!part<QPushButton>(dialog, "freezingOk")->isEnabled());
        QVERIFY(part<QLabel>(dialog, "freezingResult")->text().contains("encoder.7"));
        press(dialog, "removeRule");
        press(dialog, "freezingOk");
        QVERIFY(rules().empty());
    }

    void everyControlIsNamedAndReachable() {
        auto* dialog = opened();
        QCOMPARE(unusableControls(*m_panel), QStringList());
        QCOMPARE(unusableControls(*dialog), QStringList());
        dialog->reject();
    }
};

QTEST_MAIN(BlocksPanelTest)
#include "blocks_panel_test.moc"
