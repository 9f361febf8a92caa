// CurvesPlot: curves of several runs over each other, each in a colour of its own with its name in a legend;
// zoom by wheel and drag or with the keys as LossPlot, double click or Home to see all. Hides QCustomPlot.
// GUI thread.
#pragma once

#include "ui/widgets/loss_series.h"

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

class QCPGraph;
class QCustomPlot;

namespace typemould {

/// A curve and how it is called; `step` of its points is whatever the plot's first axis shows.
struct NamedCurve {
    QString label;
    std::vector<LossPoint> points;
    bool dots = false; ///< few points, each of which is shown; never smoothed
};

class CurvesPlot : public QWidget {
    Q_OBJECT
public:
    explicit CurvesPlot(QWidget* parent = nullptr);
    ~CurvesPlot() override;
    /// Replaces all curves; what is seen stays where the user has moved it.
    void setCurves(std::vector<NamedCurve> curves);
    void setAxisLabels(const QString& along, const QString& value);
    void setLogarithmic(bool on);
    /// Share of what came before, 0..1, as smoothed().
    void setSmoothing(double weight);
    /// Shows everything from now on.
    void resetView();
    std::size_t count() const { return m_curves.size(); }
    QString label(std::size_t place) const { return m_curves[place].label; }
    /// The curve as drawn, smoothed.
    std::vector<LossPoint> drawn(std::size_t place) const;
    bool logarithmic() const { return m_logarithmic; }
    QString alongLabel() const;
    /// What is seen of the first axis.
    std::pair<double, double> alongRange() const;

    /// The colour of the curve at a place, by the palette's brightness.
    static QColor colour(std::size_t place, const QPalette& palette);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void draw();
    void paintLook();
    QCustomPlot* m_plot;
    std::vector<NamedCurve> m_curves;
    std::vector<QCPGraph*> m_graphs;
    double m_smoothing = 0;
    bool m_logarithmic = false;
    bool m_following = true; ///< everything is shown until the user moves the view
};

} // namespace typemould
