#include "core/training/run_history.h"

#include "core/base/atomic_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

namespace typemould {

namespace {

constexpr std::size_t mostRows = 20000;
constexpr std::uint64_t largestFile = 512ull << 20;
constexpr double largestStep = 1e15;

/// Calls `each` with the numbers of every line that has exactly `columns` of them, a step first.
template <class Each>
void readNumbers(const std::filesystem::path& path, std::size_t columns, Each each) {
    const auto text = readTextFile(path, largestFile);
    if (!text) {
        return;
    }
    std::vector<double> numbers;
    const char* at = text->data();
    const char* const end = at + text->size();
    while (at < end) {
        const char* const line = std::find(at, end, '\n');
        numbers.clear();
        bool good = line != end; // a line without its end was cut off
        while (at < line && good) {
            double number = 0;
            const auto [next, code] = std::from_chars(at, line, number);
            good = code == std::errc() && (next == line || *next == ',') && std::isfinite(number);
            numbers.push_back(number);
            at = next == line ? line : next + 1;
        }
        if (good && numbers.size() == columns && numbers[0] >= 0 && numbers[0] <= largestStep) {
            each(numbers);
        }
        at = line == end ? end : line + 1;
    }
}

std::vector<TrainingProgress> readRows(const std::filesystem::path& path) {
    std::vector<TrainingProgress> rows;
    TrainingProgress last;
    std::size_t stride = 1;
    std::size_t number = 0;
    readNumbers(path, 9, [&](const std::vector<double>& n) {
        const auto step = static_cast<long long>(n[0]);
        while (!rows.empty() && rows.back().step >= step) {
            rows.pop_back(); // gone on from an older checkpoint: the later telling counts
        }
        TrainingProgress row;
        row.step = step;
        row.epoch = n[1];
        row.trainedSeconds = n[2];
        row.l1 = n[3];
        row.generatorLoss = n[4];
        row.adversarialLoss = n[5];
        row.discriminatorLoss = n[6];
        row.learningRate = n[7];
        row.samplesPerSecond = n[8];
        if (number++ % stride != 0) {
            last = std::move(row);
            return;
        }
        last = {};
        rows.push_back(std::move(row));
        if (rows.size() > mostRows) {
            for (std::size_t i = 0; 2 * i < rows.size(); ++i) {
                rows[i] = rows[2 * i];
            }
            rows.resize((rows.size() + 1) / 2);
            stride *= 2;
        }
    });
    if (!rows.empty() && last.step > rows.back().step) { // the end is never thinned away
        rows.push_back(std::move(last));
    }
    return rows;
}

/// Gives the rows, whose steps rise, the terms that losses.csv tells of the same steps. A step that is told
/// twice was trained twice: the later telling counts.
void readLosses(const std::filesystem::path& path, std::vector<TrainingProgress>& rows) {
    const auto& terms = lossTerms();
    readNumbers(path, 2 + 2 * terms.size(), [&](const std::vector<double>& n) {
        const auto step = static_cast<long long>(n[0]);
        const auto row = std::lower_bound(
            rows.begin(), rows.end(), step,
            [](const TrainingProgress& each, long long wanted) { return each.step < wanted; });
        if (row == rows.end() || row->step != step) {
            return;
        }
        row->balance = n[1];
        row->terms.clear();
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const double value = n[2 + 2 * i], share = n[3 + 2 * i];
            if (value != 0 || share != 0) { // else it was not weighed
                row->terms.push_back({terms[i].key, value, share});
            }
        }
    });
}

std::vector<Evaluation> readEvaluations(const std::filesystem::path& path) {
    std::vector<Evaluation> evaluations;
    readNumbers(path, 12, [&](const std::vector<double>& n) {
        Evaluation e;
        e.step = static_cast<long long>(n[0]);
        e.glyphs = static_cast<std::size_t>(std::clamp(n[1], 0.0, 1e9));
        e.generated = {n[2], n[3], n[4]};
        e.copiedSource = {n[5], n[6], n[7]};
        e.boldedSource = {n[8], n[9], n[10]};
        e.boldedRadius = n[11];
        while (!evaluations.empty() && evaluations.back().step >= e.step) {
            evaluations.pop_back();
        }
        evaluations.push_back(e);
    });
    return evaluations;
}

std::vector<TrainingEvent> readEvents(const std::filesystem::path& path) {
    std::vector<TrainingEvent> events;
    const auto text = readTextFile(path, largestFile);
    if (!text) {
        return events;
    }
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_object() && json.contains("step") && json["step"].is_number_integer() &&
            json.contains("kind") && json["kind"].is_string()) {
            const auto detail = json.find("detail");
            events.push_back(
                {json["step"].get<long long>(), json["kind"].get<std::string>(),
                 detail != json.end() && detail->is_string() ? detail->get<std::string>() : std::string()});
        }
    }
    return events;
}

} // namespace

RunHistory readRunHistory(const std::filesystem::path& runFolder, HistoryTerms terms) {
    auto rows = readRows(runFolder / "metrics.csv");
    if (terms == HistoryTerms::Read) {
        readLosses(runFolder / "losses.csv", rows);
    }
    return {std::move(rows), readEvaluations(runFolder / "evaluations.csv"),
            readEvents(runFolder / "events.jsonl")};
}

std::filesystem::path newestRun(const std::filesystem::path& runsFolder) {
    std::filesystem::path newest;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(runsFolder, code)) {
        if (std::filesystem::exists(entry.path() / "metrics.csv", code) && entry.path() > newest) {
            newest = entry.path();
        }
    }
    return newest;
}

} // namespace typemould
