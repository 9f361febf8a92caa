// LossSeries: one curve with a bounded number of points however long the run: when it is full, neighbours are
// averaged in pairs, and from then on so are the points that come. A plain value; one thread.
#pragma once

#include <cstddef>
#include <vector>

namespace typemould {

struct LossPoint {
    double step = 0;
    double value = 0;
    bool operator==(const LossPoint&) const = default;
};

class LossSeries {
public:
    /// Keeps at most `capacity` points (at least 2).
    explicit LossSeries(std::size_t capacity = 4000);
    void add(double step, double value);
    void clear();
    /// Drops what lies after `step`: a run that goes on from an older checkpoint draws those steps anew.
    void cutAfter(double step);
    const std::vector<LossPoint>& points() const { return m_points; }

private:
    void halve();
    std::size_t m_capacity;
    std::size_t m_stride = 1; ///< values averaged into one point
    std::vector<LossPoint> m_points;
    LossPoint m_sum;
    std::size_t m_summed = 0;
};

/// Exponential moving average without the pull of the start (as Adam corrects its moments); `weight` 0..1 of
/// what came before.
std::vector<LossPoint> smoothed(const std::vector<LossPoint>& points, double weight);

} // namespace typemould
