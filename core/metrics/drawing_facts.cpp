#include "core/metrics/drawing_facts.h"

#include <cstdlib>

namespace typemould {

namespace {

/// Sums over a picture, ink counted 0..255.
struct Sums {
    double ink = 0, x = 0, y = 0, variation = 0;
};

Sums sumsOf(const GrayImage& image) {
    Sums sums;
    for (int y = 0; y < image.height; ++y) {
        const auto* row = image.row(y);
        const auto* above = y > 0 ? image.row(y - 1) : row;
        long long ink = 0, moment = 0, variation = 0;
        for (int x = 0; x < image.width; ++x) {
            const int dark = 255 - row[x];
            ink += dark;
            moment += static_cast<long long>(dark) * x;
            variation += std::abs(row[x] - above[x]) + (x > 0 ? std::abs(row[x] - row[x - 1]) : 0);
        }
        sums.ink += static_cast<double>(ink);
        sums.x += static_cast<double>(moment);
        sums.y += static_cast<double>(ink) * y;
        sums.variation += static_cast<double>(variation);
    }
    return sums;
}

} // namespace

void DrawingObserver::add(const GrayImage& drawn, const GrayImage& truth) {
    const auto seen = sumsOf(drawn), wanted = sumsOf(truth);
    if (wanted.ink <= 0) {
        return;
    }
    ++m_glyphs;
    m_drawnInk += seen.ink;
    m_trueInk += wanted.ink;
    m_drawnLength += seen.variation;
    m_trueLength += wanted.variation;
    if (seen.ink > 0.2 * wanted.ink) {
        ++m_placed;
        m_shiftX += seen.x / seen.ink - wanted.x / wanted.ink;
        m_shiftY += seen.y / seen.ink - wanted.y / wanted.ink;
    }
}

DrawingFacts DrawingObserver::facts() const {
    DrawingFacts facts;
    facts.glyphs = m_glyphs;
    if (m_glyphs > 0) {
        facts.ink = m_drawnInk / m_trueInk;
        facts.roughness = m_trueLength > 0 ? m_drawnLength / m_trueLength : 0;
    }
    if (m_placed > 0) {
        facts.shiftX = m_shiftX / static_cast<double>(m_placed);
        facts.shiftY = m_shiftY / static_cast<double>(m_placed);
    }
    return facts;
}

} // namespace typemould
