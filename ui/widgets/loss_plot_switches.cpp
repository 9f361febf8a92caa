// The part of LossPlot that says what is drawn: its switches and views.
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/plot_look.h"
#include "ui/widgets/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

namespace {
constexpr int smoothingSteps = 99;
constexpr int startSmoothing = 60;
} // namespace

QWidget* LossPlot::makeSwitches() {
    auto* bar = new QWidget(this);
    auto* rows = new QVBoxLayout(bar);
    rows->setContentsMargins(0, 0, 0, 0);
    auto* curves = new FlowLayout;
    makeCurveSwitches(bar);
    for (QCheckBox* box : m_switches) {
        curves->addWidget(box);
    }
    auto* view = new FlowLayout;
    makeViewControls(bar, view);
    rows->addLayout(curves);
    rows->addLayout(view);
    return bar;
}

void LossPlot::makeCurveSwitches(QWidget* bar) {
    const QSettings settings;
    for (const LossCurve& curve : lossCurves()) {
        auto* box = new QCheckBox(curve.label, bar);
        const QString key = QString::fromStdString(curve.key);
        box->setObjectName("curve_" + key);
        box->setAccessibleName(tr("Show the curve %1").arg(curve.label));
        box->setChecked(settings.value("train/curves/" + key, curve.shown).toBool());
        connect(box, &QCheckBox::toggled, this, [this, key](bool on) {
            QSettings().setValue("train/curves/" + key, on);
            schedule();
        });
        m_switches.push_back(box);
    }
}

void LossPlot::makeViewControls(QWidget* bar, QLayout* row) {
    m_view = new QComboBox(bar);
    m_view->setObjectName("curveView");
    m_view->setAccessibleName(tr("What the curves show"));
    m_view->addItem(tr("Losses"));
    m_view->setItemData(0, tr("Each loss as it is measured, without its weight."), Qt::ToolTipRole);
    m_view->addItem(tr("Shares"));
    m_view->setItemData(1, tr("What each weighed loss adds to the generator's total: the widest band rules."),
                        Qt::ToolTipRole);
    guardFromWheel(m_view);
    m_view->setCurrentIndex(std::clamp(QSettings().value("train/curveView", 0).toInt(), 0, 1));
    m_log = new QCheckBox(tr("Log axis"), bar);
    m_log->setObjectName("curveLog");
    m_log->setAccessibleName(tr("Logarithmic value axis"));
    connect(m_log, &QCheckBox::toggled, this, &LossPlot::setLogarithmic);
    auto* label = new QLabel(tr("Smoothing"), bar);
    m_smoothing = new QSlider(Qt::Horizontal, bar);
    m_smoothing->setObjectName("curveSmoothing");
    m_smoothing->setAccessibleName(tr("Smoothing of the curves"));
    m_smoothing->setRange(0, smoothingSteps);
    m_smoothing->setValue(startSmoothing);
    m_smoothing->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    label->setBuddy(m_smoothing);
    connect(m_smoothing, &QSlider::valueChanged, this, &LossPlot::schedule);
    m_reset = new QPushButton(tr("Show everything"), bar);
    m_reset->setObjectName("curveReset");
    m_reset->setAccessibleName(tr("Show all of the curves"));
    m_reset->setEnabled(false);
    connect(m_reset, &QPushButton::clicked, this, &LossPlot::resetView);
    connect(m_view, &QComboBox::currentIndexChanged, this,
            [this](int index) { setView(static_cast<View>(index)); });
    for (QWidget* widget : std::initializer_list<QWidget*>{m_view, label, m_smoothing, m_log, m_reset}) {
        row->addWidget(widget);
    }
}

LossPlot::View LossPlot::view() const { return static_cast<View>(m_view->currentIndex()); }

void LossPlot::setView(View view) {
    m_view->setCurrentIndex(static_cast<int>(view));
    QSettings().setValue("train/curveView", m_view->currentIndex());
    m_log->setEnabled(view == View::Losses);
    setLogarithmic(m_log->isChecked());
}

/// Whether the curve has a switch in this view.
bool LossPlot::offered(std::size_t place) const {
    return m_curves.used(place) && (view() == View::Losses || !m_curves.shares(place).empty());
}

bool LossPlot::wanted(std::size_t place) const { return offered(place) && m_switches[place]->isChecked(); }

void LossPlot::setLogarithmic(bool wanted) {
    const bool on = wanted && view() == View::Losses;
    setLogarithmicValues(*m_plot, on);
    resetView();
}

} // namespace typemould
