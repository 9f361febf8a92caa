// SettingsPanel: preset, level, upsampling and the described settings of the training, as the Document has
// them. While a run goes only what may change in it can be changed here. GUI thread.
#pragma once

#include "ui/studio/document.h"
#include "ui/studio/training_control.h"

#include <QGroupBox>

class QComboBox;
class QLabel;
class QPushButton;

namespace typemould {

class SettingsForm;

class SettingsPanel : public QGroupBox {
    Q_OBJECT
public:
    /// All must outlive the panel.
    SettingsPanel(Document& document, TrainingRunner& runner, TrainingControl& control,
                  QWidget* parent = nullptr);

private:
    void makeCombos();
    void choosePreset(const std::string& key);
    void chooseUpsampling(UpsampleMode mode);
    void askUpsampling(UpsampleMode mode);
    void editLevels();
    void editField(const QString& key, const FieldValue& value);
    void refresh();
    void refreshEnabled();
    Document& m_document;
    TrainingRunner& m_runner;
    TrainingControl& m_control;
    QComboBox* m_preset;
    QLabel* m_presetHelp;
    QComboBox* m_level;
    QComboBox* m_upsampling;
    QPushButton* m_switch; ///< opens what the combo cannot say
    QPushButton* m_levels;
    SettingsForm* m_form;
};

} // namespace typemould
