#include "core/training/run_record.h"

#include "core/base/fields_json.h"
#include "core/training/run_files.h"

#include <algorithm>

namespace typemould {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t largestRunFile = 16u << 20; ///< run.json

bool isRun(const fs::path& folder) {
    std::error_code code;
    return fs::is_regular_file(folder / "run.json", code) ||
           fs::is_regular_file(folder / "metrics.csv", code) ||
           fs::is_directory(folder / "checkpoints", code);
}

/// The newest that the run has not gone back behind, as a reverse iterator.
auto lastNotLeft(auto& checkpoints) {
    return std::find_if(checkpoints.rbegin(), checkpoints.rend(),
                        [](const RunCheckpoint& each) { return !each.left; });
}

std::vector<RunCheckpoint> checkpointsOf(const fs::path& run) {
    std::vector<RunCheckpoint> list;
    for (const auto& [step, folder] : checkpointFolders(run)) {
        const auto glance = glanceAt(folder);
        if (glance && glance->step == step) {
            RunCheckpoint checkpoint;
            checkpoint.folder = folder;
            checkpoint.step = step;
            checkpoint.bytes = bytesIn(folder);
            checkpoint.trainedSeconds = glance->trainedSeconds;
            checkpoint.savedAt = glance->savedAt;
            checkpoint.score = glance->score;
            checkpoint.left = glance->left;
            list.push_back(std::move(checkpoint));
        }
    }
    if (const auto newest = lastNotLeft(list); newest != list.rend()) {
        newest->newest = true;
    }
    std::vector<RunCheckpoint*> measured;
    for (auto& checkpoint : list) {
        if (checkpoint.score && !checkpoint.left) {
            measured.push_back(&checkpoint);
        }
    }
    std::sort(measured.begin(), measured.end(), [](const RunCheckpoint* a, const RunCheckpoint* b) {
        const double left = a->score->mean.l1, right = b->score->mean.l1;
        return left < right || (left == right && a->step > b->step); // of equal ones the newer
    });
    for (std::size_t i = 0; i < measured.size(); ++i) {
        measured[i]->rank = static_cast<int>(i) + 1;
    }
    return list;
}

std::vector<StoredPreview> previewsOf(const fs::path& run) {
    std::vector<StoredPreview> previews;
    std::error_code code;
    for (fs::directory_iterator it(run / "previews", code), end; !code && it != end; it.increment(code)) {
        const auto& path = it->path();
        const auto step = stepOfName(path.stem().string());
        std::error_code ignored;
        if (step && path.extension() == ".png" && it->is_regular_file(ignored)) {
            previews.push_back({*step, path});
        }
    }
    std::sort(previews.begin(), previews.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    return previews;
}

/// How the run ended when it was worked on last.
std::string endOf(const std::vector<TrainingEvent>& events) {
    std::string end;
    for (const auto& event : events) {
        if (event.kind == "started" || event.kind == "resumed") {
            end.clear();
        } else if (event.kind == "finished" || event.kind == "stopped" || event.kind == "failed") {
            end = event.kind;
        }
    }
    return end;
}

void readRunFile(const fs::path& run, RunRecord& record) {
    const auto text = readTextFile(run / "run.json", largestRunFile);
    const auto object = text ? json::parse(*text, nullptr, false) : json();
    if (!object.is_object()) {
        return;
    }
    if (const auto started = object.find("started"); started != object.end() && started->is_string()) {
        record.summary.startedAt = started->get<std::string>();
    }
    if (const auto training = object.find("training"); training != object.end()) {
        if (auto settings = fieldsFromJson<TrainingSettings>(*training)) {
            record.settings = *std::move(settings);
        }
    }
}

RunRecord recordOf(const fs::path& run, HistoryTerms terms) {
    RunRecord record;
    record.history = readRunHistory(run, terms);
    readRunFile(run, record);
    auto& summary = record.summary;
    summary.folder = run;
    summary.name = pathText(run.filename());
    summary.checkpoints = checkpointsOf(run);
    summary.checkpointBytes = bytesIn(run / "checkpoints");
    summary.bytes = bytesIn(run);
    summary.ended = endOf(record.history.events);
    const auto& [rows, evaluations, events] = record.history;
    if (!rows.empty()) {
        summary.steps = rows.back().step;
        summary.trainedSeconds = rows.back().trainedSeconds;
        summary.samplesPerSecond = rows.back().samplesPerSecond;
    }
    const auto newest = lastNotLeft(summary.checkpoints);
    if (newest != summary.checkpoints.rend() && newest->step >= summary.steps) {
        summary.steps = newest->step;
        summary.trainedSeconds = std::max(summary.trainedSeconds, newest->trainedSeconds);
    }
    if (!evaluations.empty()) {
        summary.steps = std::max(summary.steps, evaluations.back().step);
        summary.last = evaluations.back();
        summary.best = *std::min_element(
            evaluations.begin(), evaluations.end(),
            [](const Evaluation& a, const Evaluation& b) { return a.generated.l1 < b.generated.l1; });
    }
    return record;
}

/// The folder as given, without a slash at its end.
fs::path plainFolder(const fs::path& folder) {
    const auto whole = fs::absolute(folder).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

} // namespace

std::vector<RunSummary> runsIn(const fs::path& runsFolder) {
    std::vector<fs::path> folders;
    std::error_code code;
    for (fs::directory_iterator it(runsFolder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_directory(ignored) && isRun(it->path())) {
            folders.push_back(it->path());
        }
    }
    std::sort(folders.rbegin(), folders.rend());
    std::vector<RunSummary> runs;
    for (const auto& folder : folders) {
        runs.push_back(recordOf(folder, HistoryTerms::LeaveOut).summary);
    }
    return runs;
}

Result<RunRecord> readRun(const fs::path& runFolder) {
    return guarded("reading the run " + pathText(runFolder), [&] {
        const auto folder = plainFolder(runFolder);
        if (!isRun(folder)) {
            throw Failure(ErrorCode::NotFound, "There is no run in " + pathText(folder) + ".",
                          "Choose a folder of a project's runs or experiments.");
        }
        auto record = recordOf(folder, HistoryTerms::Read);
        record.previews = previewsOf(folder);
        return record;
    });
}

bool needsOwnRun(const fs::path& checkpoint) {
    const auto at = plainFolder(checkpoint);
    const auto siblings = checkpointFolders(at.parent_path().parent_path());
    const auto step = stepOfName(at.filename().string());
    return hasLaterRun(at) || (step && std::any_of(siblings.upper_bound(*step), siblings.end(),
                                                   [](const auto& later) { return !wasLeft(later.second); }));
}

Status deleteCheckpoint(const fs::path& folder) {
    return guarded("deleting a checkpoint", [&] {
        const auto at = plainFolder(folder);
        std::error_code code;
        if (!stepOfName(at.filename().string()) || at.parent_path().filename() != "checkpoints" ||
            fs::symlink_status(at, code).type() != fs::file_type::directory) {
            throw Failure(ErrorCode::InvalidArgument, pathText(at) + " is no checkpoint of a run.",
                          "Choose a folder below a run's checkpoints.");
        }
        removeCheckpoint(at).orThrow();
    });
}

Status deleteRun(const fs::path& runFolder) {
    return guarded("deleting a run", [&] {
        const auto run = plainFolder(runFolder);
        std::error_code code;
        if (fs::symlink_status(run, code).type() != fs::file_type::directory || !isRun(run)) {
            throw Failure(ErrorCode::InvalidArgument, pathText(run) + " is no run.",
                          "Choose a folder of a project's runs or experiments.");
        }
        for (const auto& [step, folder] : checkpointFolders(run)) {
            removeCheckpoint(folder).orThrow();
        }
        removeTree(run).orThrow();
    });
}

} // namespace typemould
