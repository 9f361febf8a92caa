#include "ui/studio/run_limits.h"

#include "core/training/network_settings.h"

#include <algorithm>

namespace typemould {

bool changesWhileRunning(const std::string& key) { return key == "upsample" || !fixedWhileRunning(key); }

namespace {

bool differInUpsamplingAlone(const ProjectData& a, const ProjectData& b) {
    auto before = networkOf(a), after = networkOf(b);
    if (!before || !after || before->depth() != after->depth()) {
        return false;
    }
    for (std::size_t i = 0; i < before->levels.size(); ++i) {
        setUpsampling(after->levels[i], upsamplingOf(before->levels[i]));
    }
    const auto judgeBefore = describedDiscriminator(a.training, *before);
    const auto judgeAfter = describedDiscriminator(b.training, *before);
    return *before == *after && judgeBefore && judgeAfter && *judgeBefore == *judgeAfter;
}

} // namespace

bool sameForRun(const ProjectData& a, const ProjectData& b) {
    const bool switched = differInUpsamplingAlone(a, b);
    const auto& settings = fields<TrainingSettings>();
    return a.source == b.source && a.target == b.target && a.placements == b.placements &&
           a.styles == b.styles && a.style == b.style && a.dataset == b.dataset &&
           a.characters == b.characters && a.dropped == b.dropped && a.preset == b.preset &&
           std::all_of(settings.begin(), settings.end(), [&](const Field<TrainingSettings>& field) {
               return changesWhileRunning(field.info.key) ||
                      (switched && (field.info.key == "network" || field.info.key == "patch")) ||
                      field.get(a.training) == field.get(b.training);
           });
}

} // namespace typemould
