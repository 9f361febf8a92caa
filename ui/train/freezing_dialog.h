// FreezingDialog: the rules behind the locks as a list to edit: lock, unlock, learn at another rate, for ever
// or for some steps or epochs. A rule is checked against the network as it is typed. The caller takes rules()
// when it is accepted. GUI thread.
#pragma once

#include "ui/train/freezing_locks.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace typemould {

class FreezingDialog : public QDialog {
    Q_OBJECT
public:
    /// Begins with `rules`; they and what is typed are checked against `network`, which has learnt for so
    /// many steps and epochs.
    FreezingDialog(const std::vector<std::string>& rules, FreezingNetwork network, long long step,
                   double epoch, QWidget* parent = nullptr);
    std::vector<std::string> rules() const;

private:
    QWidget* makeList();
    QGroupBox* makeQuickEntries();
    void add(const std::string& rule);
    void replaceCurrent();
    void removeCurrent();
    void move(int by);
    void refresh();
    void refreshTyped();
    FreezingNetwork m_network;
    long long m_step;
    double m_epoch;
    QListWidget* m_list;
    QLineEdit* m_text;
    QLabel* m_told;
    QPushButton* m_add;
    QPushButton* m_replace;
    QPushButton* m_remove;
    QPushButton* m_up;
    QPushButton* m_down;
    QLabel* m_result;
    QDialogButtonBox* m_buttons;
};

} // namespace typemould
