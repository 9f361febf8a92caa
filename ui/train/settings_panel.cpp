#include "ui/train/settings_panel.h"

#include "core/project/project_networks.h"
#include "core/training/network_settings.h"
#include "ui/studio/run_limits.h"
#include "ui/studio/setting_edits.h"
#include "ui/train/levels_dialog.h"
#include "ui/train/memory_line.h"
#include "ui/train/upsampling_dialog.h"
#include "ui/widgets/setting_text.h"
#include "ui/widgets/settings_form.h"
#include "ui/widgets/wheel_guard.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

namespace {

QString presetText(const std::string& text) { return QCoreApplication::translate("Presets", text.c_str()); }

/// A preset's values in place of the project's, but for what belongs to the machine and the designer's eye.
TrainingSettings withPreset(const TrainingSettings& preset, const TrainingSettings& now) {
    TrainingSettings result = preset;
    result.previewText = now.previewText;
    result.device = now.device;
    result.threads = now.threads;
    keepOutputOffset(result, now);
    return result;
}

/// The network of `changed`, which is as deep as that of `now`, with the upsampling of `now`.
void keepUpsampling(ProjectData& changed, const ProjectData& now) {
    auto network = networkOf(changed);
    const auto present = networkOf(now);
    if (network && present && network->depth() == present->depth()) {
        for (std::size_t i = 0; i < network->levels.size(); ++i) {
            setUpsampling(network->levels[i], upsamplingOf(present->levels[i]));
        }
        describeNetwork(changed, *network);
    }
}

} // namespace

SettingsPanel::SettingsPanel(Document& document, TrainingRunner& runner, TrainingControl& control,
                             QWidget* parent)
    : QGroupBox(tr("Settings"), parent), m_document(document), m_runner(runner), m_control(control),
      m_preset(new QComboBox(this)), m_presetHelp(new QLabel(this)), m_level(new QComboBox(this)),
      m_upsampling(new QComboBox(this)), m_switch(new QPushButton(tr("Switch…"), this)),
      m_levels(new QPushButton(tr("Levels…"), this)),
      m_form(new SettingsForm(fieldInfosOf<TrainingSettings>(), this)) {
    m_form->setObjectName("trainingSettings");
    m_form->setHiddenKeys({"upsample", "preview-text"}); // they have controls of their own
    m_form->setHeadings({{"upsample", tr("Network")},
                         {"batch", tr("Optimiser")},
                         {"l1-weight", tr("Losses")},
                         {"augment-shift", tr("Changes of the glyphs")},
                         {"balance", tr("Balance of generator and discriminator")},
                         {"seed", tr("Running")}});
    makeCombos();

    auto* top = new QFormLayout;
    top->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    top->addRow(tr("&Preset"), m_preset);
    top->addRow(m_presetHelp);
    auto* upsampling = new QHBoxLayout;
    upsampling->addWidget(m_upsampling, 1);
    upsampling->addWidget(m_switch);
    auto* upsamplingLabel = new QLabel(tr("&Upsampling"), this);
    upsamplingLabel->setBuddy(m_upsampling);
    top->addRow(upsamplingLabel, upsampling);
    top->addRow(new MemoryLine(document, runner, this));
    top->addRow(tr("Sh&ow"), m_level);
    auto* column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(m_form);
    column->addWidget(m_levels, 0, Qt::AlignLeft);

    for (QComboBox* combo : {m_preset, m_upsampling, m_level}) {
        guardFromWheel(combo);
    }
    connect(m_form, &SettingsForm::edited, this, &SettingsPanel::editField);
    connect(&document, &Document::projectChanged, this, &SettingsPanel::refresh);
    connect(&document, &Document::dataChanged, this, &SettingsPanel::refresh);
    connect(&document, &Document::changingNetworkChanged, this, &SettingsPanel::refreshEnabled);
    connect(&document, &Document::findingCheckpointChanged, this, &SettingsPanel::refreshEnabled);
    connect(&control, &TrainingControl::switchingChanged, this, &SettingsPanel::refreshEnabled);
    connect(&runner, &TrainingRunner::stateChanged, this, &SettingsPanel::refreshEnabled);
    connect(&runner, &TrainingRunner::ended, this, &SettingsPanel::refreshEnabled);
    connect(&runner, &TrainingRunner::failed, this, &SettingsPanel::refreshEnabled);
    refresh();
}

void SettingsPanel::makeCombos() {
    m_preset->setObjectName("preset");
    m_preset->setAccessibleName(tr("Preset"));
    for (const Preset& preset : presets()) {
        m_preset->addItem(presetText(preset.label), QString::fromStdString(preset.key));
        m_preset->setItemData(m_preset->count() - 1, presetText(preset.help), Qt::ToolTipRole);
    }
    connect(m_preset, &QComboBox::activated, this,
            [this] { choosePreset(m_preset->currentData().toString().toStdString()); });
    m_presetHelp->setObjectName("presetHelp");
    m_presetHelp->setWordWrap(true);

    m_upsampling->setObjectName("upsampling");
    m_upsampling->setAccessibleName(tr("Upsampling"));
    for (const Choice& choice : upsampleModeChoices()) {
        m_upsampling->addItem(settingText(choice.label), QString::fromStdString(choice.key));
    }
    for (const auto& info : fieldInfosOf<TrainingSettings>()) {
        if (info.key == "upsample") {
            m_upsampling->setToolTip(settingText(info.help));
        }
    }
    connect(m_upsampling, &QComboBox::activated, this,
            [this](int index) { chooseUpsampling(static_cast<UpsampleMode>(index)); });
    m_switch->setObjectName("switchUpsampling");
    m_switch->setAccessibleName(tr("Switch the upsampling"));
    m_switch->setToolTip(tr("One level or all, other kernels, and what each level would lose."));
    connect(m_switch, &QPushButton::clicked, this, [this] {
        if (m_document.isOpen()) {
            askUpsampling(static_cast<UpsampleMode>(m_upsampling->currentIndex()));
        }
    });
    m_levels->setObjectName("networkLevels");
    m_levels->setAccessibleName(tr("Levels of the network"));
    m_levels->setToolTip(tr("Every option of the network, level by level."));
    connect(m_levels, &QPushButton::clicked, this, &SettingsPanel::editLevels);

    m_level->setObjectName("settingsLevel");
    m_level->setAccessibleName(tr("How many settings are shown"));
    m_level->addItems({tr("Designer settings"), tr("Advanced settings"), tr("Expert settings")});
    m_level->setCurrentIndex(std::clamp(QSettings().value("train/level", 0).toInt(), 0, 2));
    m_form->setLevel(static_cast<Level>(m_level->currentIndex()));
    connect(m_level, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_form->setLevel(static_cast<Level>(index));
        QSettings().setValue("train/level", index);
    });
}

void SettingsPanel::choosePreset(const std::string& key) {
    if (const auto settings = presetSettings(key); settings && m_document.isOpen()) {
        ProjectData changed = m_document.data();
        changed.preset = key;
        changed.training = withPreset(*settings, changed.training);
        const auto wanted = networkOf(changed);
        const bool switches = m_document.wouldSwitch(changed);
        if (switches) {
            keepUpsampling(changed, m_document.data());
        }
        m_document.edit(tr("Choose preset"), [&](ProjectData& data) { data = std::move(changed); });
        refresh();
        if (switches) { // what was learnt is not changed without telling what that loses
            askUpsampling(upsamplingOf(*wanted).mode);
        }
    }
}

/// Where nothing is learnt there is nothing to lose, and nothing to ask.
void SettingsPanel::chooseUpsampling(UpsampleMode mode) {
    if (!m_document.isOpen()) {
        return;
    }
    if (m_document.checkpoint() || m_runner.active()) {
        askUpsampling(mode);
    } else {
        m_control.switchUpsampling({Upsampling(mode)}, 0);
    }
    refresh();
}

void SettingsPanel::askUpsampling(UpsampleMode mode) {
    const auto network = networkOf(m_document.data());
    if (!network) {
        m_document.report(network.error());
        return;
    }
    auto* dialog =
        new UpsamplingDialog(*network, m_control.checkpoint().value_or(std::filesystem::path()), mode, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_runner.active() && !m_control.checkpoint()) {
        dialog->awaitCheckpoint();
        connect(&m_document, &Document::checkpointChanged, dialog, [this, dialog] {
            if (const auto checkpoint = m_control.checkpoint()) {
                dialog->setCheckpoint(*checkpoint);
            }
        });
        connect(&m_runner, &TrainingRunner::warned, dialog, &UpsamplingDialog::setProblem);
        connect(&m_runner, &TrainingRunner::failed, dialog, &QDialog::reject);
        m_runner.requestCheckpoint();
    }
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_control.switchUpsampling(dialog->change(), dialog->phasedSteps()); });
    connect(&m_document, &Document::projectChanged, dialog, &QDialog::reject);
    dialog->open();
}

void SettingsPanel::editLevels() {
    if (!m_document.isOpen()) {
        return;
    }
    const auto network = networkOf(m_document.data());
    if (!network) {
        m_document.report(network.error());
        return;
    }
    auto* dialog = new LevelsDialog(*network, m_document.checkpoint().has_value(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_document.edit(tr("Change the levels of the network"),
                        [&](ProjectData& data) { describeNetwork(data, dialog->network()); });
    });
    connect(&m_document, &Document::projectChanged, dialog, &QDialog::reject);
    dialog->open();
}

void SettingsPanel::editField(const QString& key, const FieldValue& value) {
    if (!m_document.isOpen()) {
        return;
    }
    ProjectData changed = m_document.data();
    if (setField(changed.training, key.toStdString(), value) && m_document.wouldSwitch(changed)) {
        Q_EMIT m_document.notice(tr("This would change the upsampling of a network that has learnt: use "
                                    "Switch…, which tells what each level would lose."));
        refresh(); // the control shows again what is
        return;
    }
    if (const auto set = editSetting(m_document, key.toStdString(), value); !set) {
        m_document.report(set.error());
        refresh(); // the control shows again what is
    }
}

void SettingsPanel::refresh() {
    const bool open = m_document.isOpen();
    if (open) {
        const ProjectData& data = m_document.data();
        m_preset->setCurrentIndex(m_preset->findData(QString::fromStdString(data.preset)));
        const auto network = networkOf(data);
        m_upsampling->setCurrentIndex(
            static_cast<int>(network ? upsamplingOf(*network).mode : data.training.upsample));
        m_form->setValues(fieldValuesOf(data.training));
        for (const Preset& preset : presets()) {
            if (preset.key == data.preset) {
                m_presetHelp->setText(presetText(preset.help));
                m_form->setBaseValues(fieldValuesOf(withPreset(preset.settings, data.training)));
            }
        }
    }
    refreshEnabled();
}

void SettingsPanel::refreshEnabled() {
    const bool editable = m_document.isOpen() && !m_document.readOnly();
    const bool active = m_runner.active();
    const bool changing = m_document.changingNetwork() || m_control.switching();
    const QString why = active     ? tr("Fixed while a run goes: stop it first.")
                        : changing ? tr("The network is being changed.")
                                   : QString();
    m_preset->setEnabled(editable && !active && !changing);
    m_preset->setToolTip(why);
    const bool known = !changing && !m_document.findingCheckpoint(); // what there is to be switched
    m_upsampling->setEnabled(editable && known);
    m_switch->setEnabled(editable && known);
    m_levels->setEnabled(editable && !active && known);
    for (const auto& key : fieldKeys<TrainingSettings>()) {
        const bool free = (!active && !changing) || changesWhileRunning(key);
        m_form->setFieldEnabled(QString::fromStdString(key), editable && free, editable ? why : QString());
    }
}

} // namespace typemould
