// LossPlot: the curves of a run with their switches: the losses, or each term's share of the generator's
// total; zoom by wheel and drag, reset, log axis, smoothing, one switch a curve, and marks where something
// was changed. What is hidden is remembered. Hides QCustomPlot. Redraws at most ten times a second. GUI
// thread.
#pragma once

#include "core/training/training_session.h"
#include "ui/widgets/loss_curves.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QCPGraph;
class QCustomPlot;
class QPushButton;
class QSlider;

namespace typemould {

class LossPlot : public QWidget {
    Q_OBJECT
public:
    /// What the value axis shows.
    enum class View {
        Losses, ///< values, unweighed
        Shares, ///< of the generator's total, in %, each term upon the ones before it
    };

    explicit LossPlot(QWidget* parent = nullptr);
    ~LossPlot() override;
    void clear();
    /// Drops the curves after a step: a run that goes on from an older checkpoint draws them anew.
    void cutAfter(long long step);
    void addRows(const std::vector<TrainingProgress>& rows);
    void addEvaluation(const Evaluation& evaluation);
    /// A line at the event's step; its text is shown when the pointer comes near.
    void addMark(const TrainingEvent& event);

    /// The points of a curve of lossCurves() as kept (before smoothing).
    const std::vector<LossPoint>& points(const std::string& key) const;
    /// Likewise a term's shares of the total, in %.
    const std::vector<LossPoint>& shares(const std::string& key) const;
    /// The text that is shown at a step, or nothing when no mark is within `tolerance` steps.
    QString markText(double step, double tolerance) const;
    std::size_t markCount() const { return m_marks.size(); }
    /// What is seen of the step and of the value axis.
    std::pair<double, double> stepRange() const;
    std::pair<double, double> valueRange() const;
    bool curveShown(const std::string& key) const;
    /// The curve as drawn last, smoothed; of a share its upper edge.
    std::vector<LossPoint> drawn(const std::string& key) const;
    View view() const;
    void setView(View view);
    bool logarithmic() const;
    /// Draws now what is due.
    void redraw();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Mark {
        double step;
        QString text;
    };
    QWidget* makeSwitches();
    void makeCurveSwitches(QWidget* bar);
    void makeViewControls(QWidget* bar, QLayout* row);
    bool offered(std::size_t place) const;
    bool wanted(std::size_t place) const;
    void connectPlot();
    void setLogarithmic(bool on);
    void resetView();
    void userMovedView();
    void schedule();
    void drawValues(std::size_t place);
    void drawShares();
    void drawMarks();
    void fitView();
    void paintLook();
    bool pressKey(int key);
    bool goToMark(bool next);
    void describe(const QString& mark);
    QCustomPlot* m_plot;
    LossCurves m_curves;
    std::vector<QCPGraph*> m_raw;   ///< faint, as measured
    std::vector<QCPGraph*> m_lines; ///< strong, smoothed
    std::vector<QCheckBox*> m_switches;
    QComboBox* m_view = nullptr;
    QCheckBox* m_log = nullptr;
    QSlider* m_smoothing = nullptr;
    QPushButton* m_reset = nullptr;
    std::vector<Mark> m_marks;
    QTimer m_redraw;
    std::optional<double> m_visited; ///< step of the mark that the keyboard has gone to
    bool m_following = true;         ///< the view follows the run until the user moves it
};

/// An event in the designer's words.
QString eventText(const TrainingEvent& event);

} // namespace typemould
