// The part of LossPlot that answers the mouse and the keyboard, and what it says of events.
#include "ui/widgets/health_text.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/plot_look.h"
#include "ui/widgets/setting_text.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QToolTip>

#include <map>

namespace typemould {

namespace {
constexpr int markReach = 6; ///< pixels from a mark at which its text is shown
} // namespace

QString eventText(const TrainingEvent& event) {
    static const std::map<std::string, const char*> kinds{
        {"started", QT_TRANSLATE_NOOP("typemould::LossPlot", "Started")},
        {"resumed", QT_TRANSLATE_NOOP("typemould::LossPlot", "Went on")},
        {"continued", QT_TRANSLATE_NOOP("typemould::LossPlot", "Went on")},
        {"paused", QT_TRANSLATE_NOOP("typemould::LossPlot", "Paused")},
        {"frozen", QT_TRANSLATE_NOOP("typemould::LossPlot", "Locked blocks changed")},
        {"upsampling", QT_TRANSLATE_NOOP("typemould::LossPlot", "Upsampling changed")},
        {"settings", QT_TRANSLATE_NOOP("typemould::LossPlot", "Settings changed")},
        {"diverged", QT_TRANSLATE_NOOP("typemould::LossPlot",
                                       "A loss was no number: back to a good state, at half the rate")},
        {"memory", QT_TRANSLATE_NOOP("typemould::LossPlot", "Memory ran short: a step in more parts")},
        {"health", QT_TRANSLATE_NOOP("typemould::LossPlot", "Something is wrong")},
        {"preview_text", QT_TRANSLATE_NOOP("typemould::LossPlot", "Preview text changed")},
        {"checkpoint", QT_TRANSLATE_NOOP("typemould::LossPlot", "Checkpoint saved")},
        {"stopped", QT_TRANSLATE_NOOP("typemould::LossPlot", "Stopped")},
        {"finished", QT_TRANSLATE_NOOP("typemould::LossPlot", "Finished")},
        {"failed", QT_TRANSLATE_NOOP("typemould::LossPlot", "Failed")}};
    const auto known = kinds.find(event.kind);
    const QString kind =
        known != kinds.end() ? LossPlot::tr(known->second) : QString::fromStdString(event.kind);
    const QString text = LossPlot::tr("Step %1: %2").arg(QLocale().toString(event.step), kind);
    if (event.detail.empty()) {
        return text;
    }
    const bool changes = event.kind == "settings" || event.kind == "memory";
    const QString detail = changes                  ? changesText(event.detail)
                           : event.kind == "health" ? findingEventText(event.detail)
                                                    : QString::fromStdString(event.detail);
    return text + "\n" + detail;
}

void LossPlot::connectPlot() {
    connect(m_plot, &QCustomPlot::mouseWheel, this, &LossPlot::userMovedView);
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (event->buttons() & Qt::LeftButton) {
            userMovedView();
            return;
        }
        const double step = m_plot->xAxis->pixelToCoord(event->position().x());
        const double reach = m_plot->xAxis->pixelToCoord(event->position().x() + markReach) - step;
        QToolTip::showText(event->globalPosition().toPoint(), markText(step, reach), m_plot);
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &LossPlot::resetView);
}

void LossPlot::userMovedView() {
    m_following = false;
    m_reset->setEnabled(true);
}

/// What a screen reader says of the plot; `mark` is what the keyboard has gone to.
void LossPlot::describe(const QString& mark) {
    const QString keys = tr(
        "Plus and minus zoom, the arrow keys move, Home shows everything, Page Up and Page Down go from mark "
        "to mark. The newest figures stand in the run bar.");
    m_plot->setAccessibleDescription(mark.isEmpty() ? keys : mark);
}

/// Shows the text of the mark before or after the one that was visited last; false when there is none.
bool LossPlot::goToMark(bool next) {
    std::optional<double> found;
    for (const Mark& mark : m_marks) {
        const bool beyond = !m_visited || (next ? mark.step > *m_visited : mark.step < *m_visited);
        if (beyond && (!found || (next ? mark.step < *found : mark.step > *found))) {
            found = mark.step;
        }
    }
    if (!found) {
        return false;
    }
    m_visited = found;
    QCPAxis* x = m_plot->xAxis;
    if (!x->range().contains(*found)) {
        const double half = x->range().size() / 2;
        x->setRange(*found - half, *found + half);
        userMovedView();
    }
    redraw();
    const QString text = markText(*found, 0);
    describe(text);
    const QPoint place(static_cast<int>(x->coordToPixel(*found)), m_plot->axisRect()->top());
    QToolTip::showText(m_plot->mapToGlobal(place), text, m_plot);
    return true;
}

bool LossPlot::pressKey(int key) {
    switch (key) {
    case Qt::Key_Home:
        resetView();
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return goToMark(key == Qt::Key_PageDown);
    default:
        break;
    }
    if (!moveView(*m_plot, key)) {
        return false;
    }
    userMovedView();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    return true;
}

bool LossPlot::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && pressKey(static_cast<QKeyEvent*>(event)->key())) {
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace typemould
