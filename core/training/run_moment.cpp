#include "core/training/run_record.h"

#include <algorithm>

namespace typemould {

namespace {

/// The last of a list with rising steps that is not after `step`, or nothing.
template <class T>
std::optional<T> lastUpTo(const std::vector<T>& list, long long step) {
    const auto after = std::upper_bound(list.begin(), list.end(), step,
                                        [](long long wanted, const T& each) { return wanted < each.step; });
    return after == list.begin() ? std::nullopt : std::optional(*std::prev(after));
}

bool isChange(const TrainingEvent& event) {
    static constexpr const char* kinds[] = {"settings", "upsampling", "frozen", "diverged", "memory"};
    return std::any_of(std::begin(kinds), std::end(kinds),
                       [&](const char* kind) { return event.kind == kind; });
}

} // namespace

RunMoment momentOf(const RunRecord& run, long long step) {
    RunMoment moment;
    moment.step = step;
    moment.preview = lastUpTo(run.previews, step);
    if (!moment.preview && !run.previews.empty()) {
        moment.preview = run.previews.front();
    }
    moment.progress = lastUpTo(run.history.rows, step);
    moment.evaluation = lastUpTo(run.history.evaluations, step);
    auto checkpoints = run.summary.checkpoints;
    std::erase_if(checkpoints, [](const RunCheckpoint& each) { return each.left; });
    moment.checkpoint = lastUpTo(checkpoints, step);
    for (const auto& event : run.history.events) {
        if (event.step <= step && isChange(event)) {
            moment.changes.push_back(event);
        }
    }
    return moment;
}

double secondsAt(const RunHistory& history, long long step) {
    const auto& rows = history.rows;
    const auto after =
        std::lower_bound(rows.begin(), rows.end(), step,
                         [](const TrainingProgress& row, long long wanted) { return row.step < wanted; });
    if (after == rows.end()) {
        return rows.empty() ? 0 : rows.back().trainedSeconds;
    }
    if (after == rows.begin() || after->step == step) {
        return after->trainedSeconds;
    }
    const auto before = std::prev(after);
    const double share =
        static_cast<double>(step - before->step) / static_cast<double>(after->step - before->step);
    return before->trainedSeconds + share * (after->trainedSeconds - before->trainedSeconds);
}

} // namespace typemould
