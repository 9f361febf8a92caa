// typemould-cli runs: what a project's training runs were and came to, alone and beside each other.
#include "app/cli/command_line.h"
#include "app/cli/progress_line.h"
#include "app/cli/report.h"
#include "core/project/project.h"
#include "core/training/run_comparison.h"

#include <cstdio>

namespace typemould {

namespace {

namespace fs = std::filesystem;

struct RunsOptions {
    std::string folder, out;
    std::vector<std::string> compared;
};

void declare(CLI::App& verb, RunsOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    auto* compare = verb.add_option("--compare", options.compared,
                                    "Compare these runs: names as listed, or folders (of experiments too)")
                        ->expected(2, 16);
    verb.add_option("--out", options.out,
                    "Write the comparison into this folder: comparison.json, curves.csv, contact.png")
        ->needs(compare);
    verb.footer(
        "Held-out figures between two measurements are interpolated. contact.png has the newest "
        "previews: source, each run\nin order, truth; where the runs show different characters, "
        "whole previews one below the other. A run\nwithout a stored preview is left out, and named.");
}

std::string formatted(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string bytesText(std::uint64_t bytes) {
    const auto number = static_cast<double>(bytes);
    return number >= 1e9 ? formatted("%.2f GB", number / 1e9) : formatted("%.1f MB", number / 1e6);
}

/// Padded to `width` columns, or one blank behind what is longer.
std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size() + 1), ' ');
    return text;
}

Json checkpointJson(const RunCheckpoint& checkpoint) {
    return {{"step", checkpoint.step},
            {"folder", pathText(checkpoint.folder)},
            {"bytes", checkpoint.bytes},
            {"trainedSeconds", checkpoint.trainedSeconds},
            {"savedAt", checkpoint.savedAt},
            {"heldOut", checkpoint.score ? scoreJson(checkpoint.score->mean) : Json()},
            {"newest", checkpoint.newest},
            {"rank", checkpoint.rank > 0 ? Json(checkpoint.rank) : Json()}};
}

Json runJson(const RunSummary& run) {
    Json json{{"name", run.name},
              {"folder", pathText(run.folder)},
              {"started", run.startedAt},
              {"ended", run.ended.empty() ? Json() : Json(run.ended)},
              {"steps", run.steps},
              {"trainedSeconds", run.trainedSeconds},
              {"last", run.last ? evaluationJson(*run.last) : Json()},
              {"best", run.best ? evaluationJson(*run.best) : Json()},
              {"bytes", run.bytes},
              {"checkpointBytes", run.checkpointBytes},
              {"checkpoints", Json::array()}};
    for (const auto& checkpoint : run.checkpoints) {
        json["checkpoints"].push_back(checkpointJson(checkpoint));
    }
    return json;
}

/// "4000, 5000 best, 6000 newest".
std::string checkpointsText(const RunSummary& run) {
    std::string text;
    for (const auto& checkpoint : run.checkpoints) {
        text += (text.empty() ? "" : ", ") + std::to_string(checkpoint.step) +
                (checkpoint.rank == 1 ? " best" : "") + (checkpoint.newest ? " newest" : "");
    }
    return text.empty() ? "none" : text;
}

std::string scoreText(const std::optional<Evaluation>& evaluation) {
    return evaluation
               ? formatted("%.4f", evaluation->generated.l1) + " at " + std::to_string(evaluation->step)
               : std::string("-");
}

Answer listed(const Project& project) {
    const auto runs = runsIn(project.runsFolder());
    Answer answer;
    answer.json = {{"project", pathText(project.folder())}, {"bytes", 0}, {"runs", Json::array()}};
    std::uint64_t bytes = 0;
    for (const auto& run : runs) {
        answer.json["runs"].push_back(runJson(run));
        bytes += run.bytes;
    }
    answer.json["bytes"] = bytes;
    if (runs.empty()) {
        answer.text = "Nothing was trained yet.\n";
        return answer;
    }
    answer.text = padded("run", 19) + padded("steps", 9) + padded("trained", 14) + padded("last L1", 18) +
                  padded("best L1", 18) + padded("size", 10) + "checkpoints\n";
    for (const auto& run : runs) {
        answer.text += padded(run.name, 19) + padded(std::to_string(run.steps), 9) +
                       padded(durationText(run.trainedSeconds), 14) + padded(scoreText(run.last), 18) +
                       padded(scoreText(run.best), 18) + padded(bytesText(run.bytes), 10) +
                       checkpointsText(run) + "\n";
    }
    answer.text +=
        std::to_string(runs.size()) + (runs.size() == 1 ? " run, " : " runs, ") + bytesText(bytes) + "\n";
    return answer;
}

RunRecord named(const Project& project, const std::string& name) {
    const fs::path own = project.runsFolder() / name;
    std::error_code ignored;
    const bool isName = fs::path(name).filename() == name && fs::is_directory(own, ignored);
    return readRun(isName ? own : fs::path(name)).orThrow();
}

Json figuresJson(const std::vector<ComparedFigures>& list, const char* axis) {
    Json json = Json::array();
    for (const auto& figures : list) {
        Json one{{axis, figures.at}, {"heldOut", Json::array()}, {"trainedL1", Json::array()}};
        for (const auto& score : figures.heldOut) {
            one["heldOut"].push_back(score ? scoreJson(*score) : Json());
        }
        for (const auto& l1 : figures.trainedL1) {
            one["trainedL1"].push_back(l1 ? Json(*l1) : Json());
        }
        json.push_back(std::move(one));
    }
    return json;
}

std::string figuresText(const std::vector<ComparedFigures>& list, const std::string& axis, const char* format,
                        const std::string& names) {
    if (list.empty()) {
        return {};
    }
    std::string text =
        "Held-out L1 (L1 of the batches) at equal " + axis + "\n" + padded("  " + axis, 12) + names + "\n";
    for (const auto& figures : list) {
        text += padded("  " + formatted(format, figures.at), 12);
        for (std::size_t i = 0; i < figures.heldOut.size(); ++i) {
            const auto& score = figures.heldOut[i];
            const auto& l1 = figures.trainedL1[i];
            text += padded((score ? formatted("%.4f", score->l1) : std::string("-")) +
                               (l1 ? formatted(" (%.4f)", *l1) : std::string()),
                           20);
        }
        text += "\n";
    }
    return text;
}

std::string curvesCsv(const std::vector<RunRecord>& runs) {
    std::string text = "run,step,seconds,l1,generator_loss\n";
    for (const auto& run : runs) {
        for (const auto& row : run.history.rows) {
            text += "\"" + run.summary.name + "\"," + std::to_string(row.step) +
                    formatted(",%.7g", row.trainedSeconds) + formatted(",%.7g", row.l1) +
                    formatted(",%.7g", row.generatorLoss) + "\n";
        }
    }
    return text;
}

void writeComparison(const fs::path& folder, const std::vector<RunRecord>& runs, Answer& answer) {
    makeFolder(folder).orThrow();
    std::vector<GrayImage> previews;
    answer.json["withoutPreview"] = Json::array();
    std::string left;
    for (const auto& run : runs) {
        if (!run.previews.empty()) {
            previews.push_back(readPng(run.previews.back().file).orThrow());
        } else {
            answer.json["withoutPreview"].push_back(run.summary.name);
            left += (left.empty() ? "" : ", ") + run.summary.name;
        }
    }
    writeFileAtomically(folder / "comparison.json",
                        answer.json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n")
        .orThrow();
    writeFileAtomically(folder / "curves.csv", curvesCsv(runs)).orThrow();
    if (const auto picture = contactPicture(previews); !picture.empty()) {
        writeFileAtomically(folder / "contact.png", encodePng(picture).orThrow()).orThrow();
    }
    answer.json["out"] = pathText(folder);
    answer.text += "Written to " + pathText(folder) + "\n";
    if (!left.empty()) {
        answer.text += "No preview is stored of " + left +
                       (previews.empty() ? ": there is no contact.png\n" : ": not in contact.png\n");
    }
}

Answer compared(const Project& project, const RunsOptions& options) {
    std::vector<RunRecord> runs;
    for (const auto& name : options.compared) {
        runs.push_back(named(project, name));
    }
    Answer answer;
    answer.json = {{"runs", Json::array()}, {"settings", Json::array()}};
    std::string names;
    for (const auto& run : runs) {
        answer.json["runs"].push_back(runJson(run.summary));
        names += padded(run.summary.name, 20);
    }
    answer.text = padded("", 24) + names + "\n" + padded("  steps", 24);
    for (const auto& run : runs) {
        answer.text += padded(std::to_string(run.summary.steps), 20);
    }
    answer.text += "\n" + padded("  trained", 24);
    for (const auto& run : runs) {
        answer.text += padded(durationText(run.summary.trainedSeconds), 20);
    }
    answer.text += "\n" + padded("  best held-out L1", 24);
    for (const auto& run : runs) {
        answer.text += padded(scoreText(run.summary.best), 20);
    }
    answer.text += "\nSettings that differ\n";
    const auto differences = differingSettings(runs);
    for (const auto& difference : differences) {
        answer.json["settings"].push_back({{"key", difference.key}, {"values", difference.values}});
        answer.text += padded("  " + difference.key, 24);
        for (const auto& value : difference.values) {
            answer.text += padded(value, 20);
        }
        answer.text += "\n";
    }
    if (differences.empty()) {
        answer.text += "  none\n";
    }
    const auto bySteps = figuresAtEqualSteps(runs);
    const auto byMinutes = figuresAtEqualMinutes(runs);
    answer.json["atEqualSteps"] = figuresJson(bySteps, "step");
    answer.json["atEqualMinutes"] = figuresJson(byMinutes, "minutes");
    answer.text +=
        figuresText(bySteps, "steps", "%.0f", names) + figuresText(byMinutes, "minutes", "%.2f", names);
    if (!options.out.empty()) {
        writeComparison(options.out, runs, answer);
    }
    return answer;
}

Answer runRuns(const RunsOptions& options) {
    const Project project = Project::open(options.folder, ProjectAccess::ReadOnly).orThrow();
    return options.compared.empty() ? listed(project) : compared(project, options);
}

} // namespace

void addRunsVerb(CommandLine& line) {
    addVerb<RunsOptions>(line, "runs", "List a project's training runs, or compare some", declare, runRuns);
}

} // namespace typemould
