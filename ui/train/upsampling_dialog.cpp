#include "ui/train/upsampling_dialog.h"

#include "core/training/network_settings.h"
#include "ui/widgets/shown_text.h"
#include "ui/widgets/upsampling_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

namespace {

template <class W>
void name(W* widget, const char* objectName, const QString& accessible, const QString& help) {
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessible);
    widget->setToolTip(help);
}

} // namespace

UpsamplingDialog::UpsamplingDialog(GeneratorConfig network, std::filesystem::path checkpoint,
                                   UpsampleMode mode, QWidget* parent)
    : QDialog(parent), m_network(std::move(network)), m_checkpoint(std::move(checkpoint)),
      m_mode(new QComboBox(this)), m_resize(new QComboBox(this)), m_kernel(new QComboBox(this)),
      m_scope(new QComboBox(this)), m_how(new QComboBox(this)),
      m_phased(new QCheckBox(tr("Get used to it in &phases"), this)), m_steps(new QSpinBox(this)),
      m_levels(new QTableWidget(this)), m_told(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setObjectName("upsamplingDialog");
    setWindowTitle(tr("Switch the upsampling"));
    makeControls(mode);
    auto* form = new QFormLayout;
    form->addRow(tr("&Mode"), m_mode);
    form->addRow(tr("&Enlarging"), m_resize);
    form->addRow(tr("&Kernel"), m_kernel);
    form->addRow(tr("&Where"), m_scope);
    form->addRow(tr("What was &learnt"), m_how);
    form->addRow(m_phased, m_steps);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_levels, 1);
    column->addWidget(m_told);
    column->addWidget(m_buttons);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Switch"));
    m_buttons->button(QDialogButtonBox::Ok)->setObjectName("upsamplingOk");
    m_buttons->button(QDialogButtonBox::Cancel)->setObjectName("upsamplingCancel");
    for (QComboBox* combo : {m_mode, m_resize, m_kernel, m_scope, m_how}) {
        connect(combo, &QComboBox::currentIndexChanged, this, &UpsamplingDialog::refresh);
    }
    connect(m_phased, &QCheckBox::toggled, this, [this](bool on) { m_steps->setEnabled(on); });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 30);
    refresh();
}

UpsamplingDialog::~UpsamplingDialog() { m_job.leaveBehind(); }

void UpsamplingDialog::makeControls(UpsampleMode mode) {
    name(m_mode, "switchMode", tr("Mode"), tr("How the decoder doubles the resolution."));
    for (const Choice& choice : upsampleModeChoices()) {
        m_mode->addItem(upsampleModeText(*upsampleModeFromName(choice.key)),
                        QString::fromStdString(choice.key));
    }
    m_mode->setCurrentIndex(static_cast<int>(mode));
    name(m_resize, "switchResize", tr("Enlarging"), tr("How a picture is enlarged before the convolution."));
    m_resize->addItems({tr("Nearest point"), tr("Bilinear")});
    name(m_kernel, "switchKernel", tr("Kernel"), tr("Size of the convolution before the shuffle."));
    m_kernel->addItem(QStringLiteral("3 × 3"), 3);
    m_kernel->addItem(QStringLiteral("5 × 5"), 5);
    name(m_scope, "switchScope", tr("Where"),
         tr("All levels of the network, or one of them; level 1 is the outermost."));
    m_scope->addItem(tr("All levels"), 0);
    for (int level = 1; level <= upLevels(m_network); ++level) {
        m_scope->addItem(tr("Level %1").arg(level), level);
    }
    name(m_how, "switchHow", tr("What was learnt"),
         tr("The nearest kernel of the new mode carries over what was learnt; else these kernels begin "
            "anew."));
    m_how->addItems({tr("Carry it over"), tr("Begin these kernels anew")});
    name(m_phased, "switchPhased", m_phased->text(),
         tr("Locks the encoder at first, with the decoder at twice its rate, and unlocks it level by level "
            "from the "
            "inside out. Replaces the freezing rules."));
    name(m_steps, "switchSteps", tr("Steps for which the encoder is locked"),
         tr("So many steps the whole encoder is locked; so many again its levels are unlocked one by one."));
    m_steps->setRange(10, 1'000'000);
    m_steps->setSingleStep(100);
    m_steps->setValue(500);
    m_steps->setSuffix(tr(" steps"));
    m_steps->setEnabled(false);
    m_levels->setObjectName("switchLevels");
    m_levels->setAccessibleName(tr("What each level loses"));
    m_levels->setToolTip(
        tr("Share of the kernel that the new mode cannot hold; exact where nothing is lost."));
    m_levels->setColumnCount(3);
    m_levels->setHorizontalHeaderLabels({tr("Level"), tr("Now"), tr("Lost")});
    m_levels->verticalHeader()->hide();
    m_levels->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_levels->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_levels->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_levels->setTabKeyNavigation(false);
    m_levels->setRowCount(upLevels(m_network));
    for (int row = 0; row < m_levels->rowCount(); ++row) {
        const auto mode = m_network.levels[static_cast<std::size_t>(row)].upsample;
        m_levels->setItem(row, 0, new QTableWidgetItem(QString::number(row + 1)));
        m_levels->setItem(row, 1, new QTableWidgetItem(m_mode->itemText(static_cast<int>(mode))));
        m_levels->setItem(row, 2, new QTableWidgetItem);
    }
    m_told->setObjectName("switchTold");
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
}

UpsamplingSwitch UpsamplingDialog::change() const {
    UpsamplingSwitch change;
    change.to.mode = static_cast<UpsampleMode>(m_mode->currentIndex());
    if (change.to.mode == UpsampleMode::ResizeConv) {
        change.to.resize = m_resize->currentIndex() == 1 ? ResizeKind::Bilinear : ResizeKind::Nearest;
    }
    if (change.to.mode == UpsampleMode::PixelShuffle) {
        change.to.shuffleKernel = m_kernel->currentData().toInt();
    }
    change.level = m_scope->currentData().toInt();
    change.how = m_how->currentIndex() == 1 ? SwitchHow::Fresh : SwitchHow::Nearest;
    return change;
}

long long UpsamplingDialog::phasedSteps() const { return m_phased->isChecked() ? m_steps->value() : 0; }

void UpsamplingDialog::refresh() {
    const UpsamplingSwitch asked = change();
    m_resize->setEnabled(asked.to.mode == UpsampleMode::ResizeConv);
    m_kernel->setEnabled(asked.to.mode == UpsampleMode::PixelShuffle);
    GeneratorConfig changed = m_network;
    setUpsampling(changed, asked.to, asked.level);
    const bool changes = !(changed == m_network);
    const auto possible = checkConfig(changed);
    allow(false); // until it is known what would be lost
    for (int row = 0; row < m_levels->rowCount(); ++row) {
        m_levels->item(row, 2)->setText(QStringLiteral("–"));
    }
    m_job.cancel();
    if (!changes) {
        m_told->setText(tr("The network has this upsampling already."));
    } else if (!possible) {
        m_told->setText(errorText(possible.error()));
    } else if (m_awaiting) {
        m_told->setText(tr("The run saves a checkpoint to measure on…"));
    } else if (m_checkpoint.empty()) {
        m_told->setText(tr("Nothing is learnt yet, so nothing can be lost."));
        allow(true);
    } else {
        measure();
    }
}

void UpsamplingDialog::allow(bool allowed) { m_buttons->button(QDialogButtonBox::Ok)->setEnabled(allowed); }

void UpsamplingDialog::awaitCheckpoint() {
    m_awaiting = true;
    refresh();
}

void UpsamplingDialog::setCheckpoint(const std::filesystem::path& checkpoint) {
    if (std::exchange(m_awaiting, false)) {
        m_checkpoint = checkpoint;
        refresh();
    }
}

void UpsamplingDialog::setProblem(const Error& error) {
    if (m_awaiting) {
        m_told->setText(errorText(error));
    }
}

struct UpsamplingDialog::Measured {
    std::shared_ptr<const VerifiedCheckpoint> checkpoint;
    std::vector<LevelResidual> residuals;
    std::string otherwise; ///< why the checkpoint is not that of the network
};

void UpsamplingDialog::measure() {
    m_told->setText(tr("Measuring what each level would lose…"));
    UpsamplingSwitch asked = change();
    asked.how = SwitchHow::Nearest;
    m_job.start(
        [folder = m_checkpoint, verified = m_verified, network = m_network, asked](std::stop_token) {
            return guarded("measuring the switch", [&] {
                Measured measured{verified, {}, {}};
                if (!measured.checkpoint) {
                    measured.checkpoint =
                        std::make_shared<const VerifiedCheckpoint>(checkpointAt(folder).orThrow());
                }
                const auto& saved = measured.checkpoint->manifest.generator;
                if (canBecome(saved, network)) {
                    measured.residuals = switchResiduals(*measured.checkpoint, asked).orThrow();
                } else {
                    measured.otherwise = networkChanges(saved, network);
                }
                return measured;
            });
        },
        [this](const Result<Measured>& measured) {
            if (measured) {
                showMeasured(*measured);
            } else {
                m_told->setText(errorText(measured.error()));
            }
        });
}

void UpsamplingDialog::showMeasured(const Measured& measured) {
    m_verified = measured.checkpoint;
    if (measured.otherwise.empty()) {
        showResiduals(measured.residuals);
    } else {
        m_told->setText(tr("The newest checkpoint is of another network than the one that is set (%1). It "
                           "stays as it is: the settings alone are changed.")
                            .arg(QString::fromStdString(measured.otherwise)));
    }
    allow(true);
}

void UpsamplingDialog::showResiduals(const std::vector<LevelResidual>& residuals) {
    const bool fresh = change().how == SwitchHow::Fresh;
    double worst = 0;
    for (const LevelResidual& level : residuals) {
        if (level.level >= 1 && level.level <= m_levels->rowCount()) {
            const QString lost = lostText(level.residual);
            m_levels->item(level.level - 1, 2)
                ->setText(fresh ? tr("begins anew (carried over: %1)").arg(lost) : lost);
        }
        worst = std::max(worst, level.residual);
    }
    m_told->setText(fresh            ? tr("These kernels begin anew; all else keeps what it has learnt.")
                    : isExact(worst) ? tr("Nothing is lost: the network draws as before.")
                                     : tr("The nearest kernels are taken; training makes up for the rest."));
}

} // namespace typemould
