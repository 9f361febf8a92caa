// BlocksPanel: the network's blocks, and the kinds of parameters in each, with a lock each; presets, and the
// rules behind the locks. Edits the freezing rules of the Document, one undo step a click; a run that goes is
// told by the studio. GUI thread.
#pragma once

#include "ui/studio/document.h"
#include "ui/studio/training_control.h"
#include "ui/train/freezing_locks.h"

#include <QGroupBox>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace typemould {

class BlocksPanel : public QGroupBox {
    Q_OBJECT
public:
    /// All must outlive the panel.
    BlocksPanel(Document& document, TrainingRunner& runner, TrainingControl& control,
                QWidget* parent = nullptr);

private:
    void makeControls();
    void refresh();
    void refreshTree();
    void refreshPresets();
    void refreshTexts(const Status& network);
    void showFate(QTreeWidgetItem& item, const QString& label, long long trained, long long numbers);
    void fitHeight();
    void clickedLock(QTreeWidgetItem* item);
    void choosePreset(int index);
    void lockEncoder();
    void removeUnusable();
    void editRules();
    void followTime();
    void setRules(const QString& label, const std::vector<std::string>& rules);
    Document& m_document;
    TrainingControl& m_control;
    QComboBox* m_preset;
    QTreeWidget* m_list;
    QPushButton* m_lockEncoder;
    QPushButton* m_unlockAll;
    QPushButton* m_rules;
    QLabel* m_count;
    QLabel* m_problem;
    QPushButton* m_removeUnusable;
    FreezingView m_view;
    std::vector<bool> m_inForce; ///< of the rules, when they were last shown
    bool m_showing = false;
};

/// "Encoder 2" for "encoder.2", in the designer's language.
QString blockLabel(const std::string& name);
/// "Attention" for ParameterKind::Attention, in the designer's language.
QString kindLabel(ParameterKind kind);

} // namespace typemould
