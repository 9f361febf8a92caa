// LevelsDialog: every option of the generator: a table of its levels, the controls of the chosen ones below
// it, and those of the whole network. A network that cannot be built is told and cannot be taken. The caller
// takes network() when it is accepted. GUI thread.
#pragma once

#include "core/model/generator_config.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QTableWidget;

namespace typemould {

class SettingsForm;

class LevelsDialog : public QDialog {
    Q_OBJECT
public:
    /// With `learnt` the upsampling can be looked at alone: what switching it loses is told elsewhere.
    LevelsDialog(GeneratorConfig network, bool learnt, QWidget* parent = nullptr);
    const GeneratorConfig& network() const { return m_network; }

private:
    std::vector<int> chosenRows() const;
    void refresh();
    GeneratorConfig m_network;
    QTableWidget* m_table;
    SettingsForm* m_level;
    SettingsForm* m_whole;
    QLabel* m_told;
    QDialogButtonBox* m_buttons;
};

} // namespace typemould
