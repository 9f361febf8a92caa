#include "ui/widgets/loss_series.h"

#include <algorithm>
#include <cmath>

namespace typemould {

LossSeries::LossSeries(std::size_t capacity) : m_capacity(std::max<std::size_t>(capacity, 2)) {}

void LossSeries::add(double step, double value) {
    if (!std::isfinite(value)) {
        return;
    }
    m_sum.step += step;
    m_sum.value += value;
    if (++m_summed < m_stride) {
        return;
    }
    const auto count = static_cast<double>(m_summed);
    m_points.push_back({m_sum.step / count, m_sum.value / count});
    m_sum = {};
    m_summed = 0;
    if (m_points.size() > m_capacity) {
        halve();
    }
}

void LossSeries::halve() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i + 1 < m_points.size(); i += 2) {
        const LossPoint &a = m_points[i], &b = m_points[i + 1];
        m_points[kept++] = {(a.step + b.step) / 2, (a.value + b.value) / 2};
    }
    if (m_points.size() % 2 == 1) { // the odd one out waits for its neighbour
        m_sum = {m_points.back().step * static_cast<double>(m_stride),
                 m_points.back().value * static_cast<double>(m_stride)};
        m_summed = m_stride;
    }
    m_points.resize(kept);
    m_stride *= 2;
}

void LossSeries::clear() {
    m_points.clear();
    m_stride = 1;
    m_sum = {};
    m_summed = 0;
}

void LossSeries::cutAfter(double step) {
    while (!m_points.empty() && m_points.back().step > step) {
        m_points.pop_back();
    }
    if (m_summed > 0 && m_sum.step / static_cast<double>(m_summed) > step) {
        m_sum = {};
        m_summed = 0;
    }
}

std::vector<LossPoint> smoothed(const std::vector<LossPoint>& points, double weight) {
    std::vector<LossPoint> result;
    result.reserve(points.size());
    double mean = 0;
    double share = 0; // how much of the mean is there
    for (const LossPoint& point : points) {
        mean = weight * mean + (1 - weight) * point.value;
        share = weight * share + (1 - weight);
        result.push_back({point.step, mean / share});
    }
    return result;
}

} // namespace typemould
