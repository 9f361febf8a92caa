#include "core/training/run_comparison.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace typemould {

namespace {

/// Where a step of a run lies on the axis.
using Axis = std::function<double(const RunHistory&, long long step)>;

double reachOf(const RunRecord& run, const Axis& axis) {
    const auto& rows = run.history.rows;
    return rows.empty() ? 0 : axis(run.history, rows.back().step);
}

GlyphScore between(const GlyphScore& a, const GlyphScore& b, double share) {
    return {a.l1 + share * (b.l1 - a.l1), a.ssim + share * (b.ssim - a.ssim),
            a.iou + share * (b.iou - a.iou)};
}

std::optional<GlyphScore> heldOutAt(const RunRecord& run, const Axis& axis, double at) {
    const Evaluation* before = nullptr;
    constexpr double close = 1e-9;
    for (const auto& evaluation : run.history.evaluations) {
        const double here = axis(run.history, evaluation.step);
        if (std::abs(here - at) <= close * std::max(1.0, at)) {
            return evaluation.generated;
        }
        if (here > at) {
            if (before == nullptr) {
                return std::nullopt;
            }
            const double begin = axis(run.history, before->step);
            return between(before->generated, evaluation.generated, (at - begin) / (here - begin));
        }
        before = &evaluation;
    }
    return std::nullopt;
}

std::optional<double> trainedL1At(const RunRecord& run, const Axis& axis, double at, double reach) {
    double sum = 0, nearest = 0, distance = -1;
    int count = 0;
    for (const auto& row : run.history.rows) {
        const double away = std::abs(axis(run.history, row.step) - at);
        if (away <= reach) {
            sum += row.l1;
            ++count;
        }
        if (distance < 0 || away < distance) {
            distance = away;
            nearest = row.l1;
        }
    }
    if (distance < 0) {
        return std::nullopt;
    }
    return count > 0 ? sum / count : nearest;
}

std::vector<ComparedFigures> figuresAlong(const std::vector<RunRecord>& runs, int marks, const Axis& axis,
                                          bool whole) {
    double reach = -1;
    int told = 0;
    for (const auto& run : runs) {
        if (!run.history.rows.empty()) {
            const double own = reachOf(run, axis);
            reach = reach < 0 ? own : std::min(reach, own);
            ++told;
        }
    }
    std::vector<ComparedFigures> list;
    for (int i = 1; told >= 2 && reach > 0 && i <= marks; ++i) {
        ComparedFigures figures;
        figures.at = reach * i / marks;
        figures.at = whole ? std::max(1.0, std::round(figures.at)) : figures.at;
        if (!list.empty() && list.back().at == figures.at) {
            continue; // fewer steps than marks
        }
        for (const auto& run : runs) {
            figures.heldOut.push_back(heldOutAt(run, axis, figures.at));
            figures.trainedL1.push_back(trainedL1At(run, axis, figures.at, reach / marks / 4));
        }
        list.push_back(std::move(figures));
    }
    return list;
}

/// The rows of pixels from `top` on.
GrayImage band(const GrayImage& image, int top, int height) {
    GrayImage part(image.width, height);
    paste(part, image, 0, -top);
    return part;
}

/// Whether a preview shows the same source and truth as another, with all three rows of cells.
bool sameGlyphs(const GrayImage& a, const GrayImage& b) {
    if (a.width != b.width || a.height != b.height || a.height % 3 != 0) {
        return false;
    }
    const int cell = a.height / 3;
    return band(a, 0, cell) == band(b, 0, cell) && band(a, 2 * cell, cell) == band(b, 2 * cell, cell);
}

GrayImage stacked(const std::vector<GrayImage>& parts) {
    int width = 0, height = 0;
    for (const auto& part : parts) {
        width = std::max(width, part.width);
        height += part.height;
    }
    GrayImage whole(width, height);
    int top = 0;
    for (const auto& part : parts) {
        paste(whole, part, 0, top);
        top += part.height;
    }
    return whole;
}

} // namespace

std::vector<SettingDifference> differingSettings(const std::vector<RunRecord>& runs) {
    std::vector<SettingDifference> differences;
    for (const auto& field : fields<TrainingSettings>()) {
        SettingDifference difference{field.info.key, {}};
        std::optional<std::string> first;
        bool differs = false;
        for (const auto& run : runs) {
            const auto text = run.settings ? fieldValueText(field.get(*run.settings)) : std::string();
            differs = differs || (run.settings && first && *first != text);
            first = run.settings && !first ? std::optional(text) : first;
            difference.values.push_back(text);
        }
        if (differs) {
            differences.push_back(std::move(difference));
        }
    }
    return differences;
}

std::vector<ComparedFigures> figuresAtEqualSteps(const std::vector<RunRecord>& runs, int marks) {
    return figuresAlong(
        runs, marks, [](const RunHistory&, long long step) { return static_cast<double>(step); }, true);
}

std::vector<ComparedFigures> figuresAtEqualMinutes(const std::vector<RunRecord>& runs, int marks) {
    return figuresAlong(
        runs, marks, [](const RunHistory& history, long long step) { return secondsAt(history, step) / 60; },
        false);
}

GrayImage contactPicture(const std::vector<GrayImage>& previews) {
    std::vector<GrayImage> shown;
    std::copy_if(previews.begin(), previews.end(), std::back_inserter(shown),
                 [](const GrayImage& image) { return !image.empty(); });
    const bool same = std::all_of(shown.begin(), shown.end(),
                                  [&](const GrayImage& image) { return sameGlyphs(shown.front(), image); });
    if (shown.empty() || !same) {
        return stacked(shown);
    }
    const int cell = shown.front().height / 3;
    std::vector<GrayImage> rows{band(shown.front(), 0, cell)};
    for (const auto& image : shown) {
        rows.push_back(band(image, cell, cell));
    }
    rows.push_back(band(shown.front(), 2 * cell, cell));
    return stacked(rows);
}

} // namespace typemould
