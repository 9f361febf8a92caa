#include "ui/studio/run_bar.h"

#include "ui/studio/typed_value.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QSettings>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

enum BudgetUnit { Minutes, Steps, Epochs, UntilStopped };
constexpr double startMinutes = 10;

} // namespace

QString trainingStateText(TrainingState state, bool active) {
    switch (state) {
    case TrainingState::Ready:
        return active ? RunBar::tr("Starting…") : RunBar::tr("Not training");
    case TrainingState::Running:
        return RunBar::tr("Training");
    case TrainingState::Paused:
        return RunBar::tr("Paused");
    case TrainingState::Stopping:
        return RunBar::tr("Stopping and saving…");
    case TrainingState::Finished:
        return RunBar::tr("Training ended");
    case TrainingState::Failed:
        return RunBar::tr("Training failed");
    }
    return {};
}

QString durationText(double seconds) {
    const auto whole = static_cast<long long>(std::ceil(std::max(0.0, seconds)));
    if (whole < 60) {
        return RunBar::tr("%1 s").arg(whole);
    }
    if (whole < 3600) {
        return RunBar::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    }
    return RunBar::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

RunBar::RunBar(TrainingRunner& runner, TrainingControl& control, QWidget* parent)
    : QFrame(parent), m_runner(runner), m_control(control), m_toggle(new QAction(this)),
      m_startFresh(new QAction(tr("Start &fresh"), this)), m_stop(new QAction(tr("Stop"), this)),
      m_checkpoint(new QAction(tr("Checkpoint now"), this)), m_start(new QToolButton(this)),
      m_amount(new QDoubleSpinBox(this)), m_unit(new QComboBox(this)), m_state(new QLabel(this)),
      m_figures(new QLabel(this)), m_left(new QLabel(this)), m_progress(new QProgressBar(this)) {
    setObjectName("runBar");
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Training run"));
    makeActions();
    makeBudget();
    m_state->setObjectName("runState");
    m_figures->setObjectName("runFigures");
    m_left->setObjectName("runTimeLeft");
    m_progress->setObjectName("runProgress");
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(true);
    QFont bold = m_state->font();
    bold.setBold(true);
    m_state->setFont(bold);

    auto* buttons = new QHBoxLayout;
    m_start->setDefaultAction(m_toggle);
    m_start->setObjectName("runStart");
    m_start->setPopupMode(QToolButton::MenuButtonPopup);
    m_start->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(m_start);
    menu->addAction(m_startFresh);
    m_start->setMenu(menu);
    buttons->addWidget(m_start);
    buttons->addWidget(makeButton(m_stop, "runStop"));
    buttons->addWidget(makeButton(m_checkpoint, "runCheckpoint"));
    buttons->addSpacing(fontMetrics().averageCharWidth() * 2);
    auto* train = new QLabel(tr("Train for"), this);
    train->setBuddy(m_amount);
    buttons->addWidget(train);
    buttons->addWidget(m_amount);
    buttons->addWidget(m_unit);
    buttons->addStretch(1);
    buttons->addWidget(m_state);

    auto* rows = new QGridLayout(this);
    rows->addLayout(buttons, 0, 0, 1, 3);
    rows->addWidget(m_figures, 1, 0);
    rows->addWidget(m_progress, 1, 1);
    rows->addWidget(m_left, 1, 2);
    rows->setColumnStretch(1, 1);

    connect(&control, &TrainingControl::obstacleChanged, this, &RunBar::refresh);
    connect(&runner, &TrainingRunner::progressed, this, &RunBar::showFigures);
    connect(&runner, &TrainingRunner::stateChanged, this, [this](TrainingState state) {
        if (state == TrainingState::Ready) {
            m_outcome.clear();
        }
    });
    connect(&runner, &TrainingRunner::ended, this, [this](bool finished) {
        m_outcome = finished ? tr("Finished") : tr("Stopped and saved");
        refresh();
    });
    refresh();
}

void RunBar::makeActions() {
    m_toggle->setObjectName("actionRunToggle");
    m_toggle->setShortcut(Qt::Key_F5);
    m_startFresh->setObjectName("actionStartFresh");
    m_startFresh->setToolTip(tr("Begins a new run from nothing; the older run is kept."));
    m_stop->setObjectName("actionStop");
    m_stop->setShortcut(QKeySequence("Shift+F5"));
    m_stop->setToolTip(tr("Ends the run after the step in hand and saves a checkpoint."));
    m_checkpoint->setObjectName("actionCheckpoint");
    m_checkpoint->setShortcut(QKeySequence("Ctrl+K"));
    m_checkpoint->setToolTip(tr("Saves the network as it is now and goes on."));
    connect(m_toggle, &QAction::triggered, this, &RunBar::toggle);
    connect(m_startFresh, &QAction::triggered, this, [this] { start(true); });
    connect(m_stop, &QAction::triggered, &m_runner, &TrainingRunner::stop);
    connect(m_checkpoint, &QAction::triggered, &m_runner, &TrainingRunner::requestCheckpoint);
}

QWidget* RunBar::makeButton(QAction* action, const QString& name) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setObjectName(name);
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void RunBar::makeBudget() {
    m_amount->setObjectName("budgetAmount");
    m_amount->setAccessibleName(tr("Length of the run"));
    m_amount->setRange(1, 1e7);
    m_amount->setDecimals(0);
    m_amount->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_unit->setObjectName("budgetUnit");
    m_unit->setAccessibleName(tr("Unit of the run's length"));
    m_unit->addItems({tr("more minutes"), tr("steps in all"), tr("epochs in all"), tr("until stopped")});
    const QSettings settings;
    m_amount->setValue(settings.value("run/amount", startMinutes).toDouble());
    m_unit->setCurrentIndex(
        std::clamp(settings.value("run/unit", int(Minutes)).toInt(), 0, int(UntilStopped)));
    const auto remember = [this] {
        QSettings store;
        store.setValue("run/amount", m_amount->value());
        store.setValue("run/unit", m_unit->currentIndex());
        refresh();
    };
    connect(m_amount, &QDoubleSpinBox::valueChanged, this, remember);
    connect(m_unit, &QComboBox::currentIndexChanged, this, remember);
}

TrainingBudget RunBar::budget() const {
    TrainingBudget budget;
    switch (m_unit->currentIndex()) {
    case Minutes:
        budget.minutes = m_amount->value();
        break;
    case Steps:
        budget.steps = static_cast<long long>(m_amount->value());
        break;
    case Epochs:
        budget.epochs = m_amount->value();
        break;
    default:
        break;
    }
    return budget;
}

void RunBar::toggle() {
    if (m_runner.canPause()) {
        m_runner.pause();
    } else if (m_runner.canResume()) {
        m_runner.resume();
    } else {
        start(false);
    }
}

void RunBar::start(bool fresh) {
    commitTypedValue(*this);
    m_control.start(budget(), fresh);
}

void RunBar::refresh() {
    const bool active = m_runner.active();
    const QString obstacle = m_control.obstacle();
    if (active) {
        m_toggle->setText(m_runner.canResume() ? tr("Resume") : tr("Pause"));
        m_toggle->setEnabled(m_runner.canPause() || m_runner.canResume());
        m_toggle->setToolTip(m_runner.canResume() ? tr("Goes on training (F5).")
                                                  : tr("Waits after this step (F5)."));
    } else {
        m_toggle->setText(m_control.wouldContinue() ? tr("Continue") : tr("Start"));
        m_toggle->setEnabled(obstacle.isEmpty());
        m_toggle->setToolTip(!obstacle.isEmpty()         ? obstacle
                             : m_control.wouldContinue() ? tr("Goes on from the newest checkpoint (F5).")
                                                         : tr("Starts training (F5)."));
    }
    m_start->setAccessibleName(m_toggle->text());
    m_startFresh->setEnabled(!active && obstacle.isEmpty());
    m_stop->setEnabled(m_runner.canStop());
    m_checkpoint->setEnabled(m_runner.canPause() || m_runner.canResume());
    m_amount->setEnabled(!active && m_unit->currentIndex() != UntilStopped);
    m_unit->setEnabled(!active);
    const bool ended = m_runner.state() == TrainingState::Finished;
    m_state->setText(ended && !m_outcome.isEmpty() ? m_outcome : trainingStateText(m_runner.state(), active));
    showFigures();
}

void RunBar::showFigures() {
    const TrainingProgress& now = m_runner.progress();
    const QLocale locale;
    QStringList parts;
    if (now.step > 0) {
        parts << tr("step %1").arg(locale.toString(now.step))
              << tr("epoch %1").arg(locale.toString(now.epoch, 'f', 1));
        if (now.samplesPerSecond > 0) {
            parts << tr("%1 glyphs/s").arg(locale.toString(now.samplesPerSecond, 'f', 1));
        }
        parts << tr("L1 %1").arg(locale.toString(now.l1, 'f', 4));
    } else if (!m_runner.active()) {
        parts << (m_control.obstacle().isEmpty() ? tr("Ready to train") : m_control.obstacle());
    }
    m_figures->setText(parts.join(QStringLiteral("   ")));
    const bool known = now.share >= 0;
    const bool endless = m_runner.active() && !known && now.step > 0;
    m_progress->setRange(0, endless ? 0 : 1000);
    m_progress->setValue(known ? static_cast<int>(std::lround(std::min(now.share, 1.0) * 1000)) : 0);
    m_progress->setVisible(m_runner.active() || now.step > 0);
    m_left->setText(m_runner.active() && now.secondsLeft >= 0
                        ? tr("%1 left").arg(durationText(now.secondsLeft))
                        : QString());
}

} // namespace typemould
