#include "core/base/atomic_file.h"
#include "core/training/experiment.h"
#include "core/training/run_comparison.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace typemould {

namespace {

using Json = nlohmann::ordered_json;

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.7g", value);
    return text;
}

/// A name as one cell of a CSV file.
std::string cell(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + "\"";
}

std::string row(const std::string& name, const std::vector<double>& values) {
    std::string line = cell(name);
    for (const double value : values) {
        line += "," + number(value);
    }
    return line + "\n";
}

Json scoreOf(const GlyphScore& score) { return {{"l1", score.l1}, {"ssim", score.ssim}, {"iou", score.iou}}; }

/// The first evaluation there is: what is measured beside it is the same in all.
const Evaluation* anyEvaluation(const ExperimentResult& result) {
    for (const auto& each : result.variants) {
        if (each.evaluation) {
            return &*each.evaluation;
        }
    }
    return nullptr;
}

std::string reportJson(const ExperimentResult& result) {
    Json object{{"format", 1}, {"stopped", result.stopped}};
    const auto* winner = result.winner();
    object["winner"] = winner != nullptr ? Json(winner->variant.name) : Json();
    if (const auto* measured = anyEvaluation(result)) {
        object["glyphs"] = measured->glyphs;
        object["copiedSource"] = scoreOf(measured->copiedSource);
        object["boldedSource"] = scoreOf(measured->boldedSource);
    }
    object["variants"] = Json::array();
    for (const auto& each : result.variants) {
        Json one{{"name", each.variant.name},
                 {"settings", Json::object()},
                 {"run", pathText(each.run.filename())}};
        for (const auto& [key, value] : each.variant.changes) {
            one["settings"][key] = value;
        }
        one["error"] = each.error ? Json(each.error->text()) : Json();
        one["stopped"] = each.stopped;
        one["steps"] = each.steps;
        one["seconds"] = each.seconds;
        one["samplesPerSecond"] = each.samplesPerSecond;
        one["heldOut"] = each.evaluation ? scoreOf(each.evaluation->generated) : Json();
        object["variants"].push_back(std::move(one));
    }
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string resultsCsv(const ExperimentResult& result) {
    std::string text = "variant,l1,ssim,iou,steps,seconds,samples_per_second,fault\n";
    const auto scores = [](const std::optional<Evaluation>& evaluation) {
        return evaluation ? number(evaluation->generated.l1) + "," + number(evaluation->generated.ssim) +
                                "," + number(evaluation->generated.iou)
                          : std::string(",,");
    };
    if (const auto* measured = anyEvaluation(result)) {
        const auto& copied = measured->copiedSource;
        text += cell("copied source") + "," + number(copied.l1) + "," + number(copied.ssim) + "," +
                number(copied.iou) + ",0,0,0," + cell("") + "\n";
    }
    for (const auto& each : result.variants) {
        text += cell(each.variant.name) + "," + scores(each.evaluation) + "," + std::to_string(each.steps) +
                "," + number(each.seconds) + "," + number(each.samplesPerSecond) + "," +
                cell(each.error     ? each.error->text()
                     : each.stopped ? "stopped"
                                    : "") +
                "\n";
    }
    return text;
}

} // namespace

Status writeExperimentReport(const ExperimentResult& result, const std::filesystem::path& folder) {
    return guarded("writing the report of the experiment", [&] {
        makeFolder(folder).orThrow();
        std::string curves = "variant,step,seconds,l1,generator_loss\n";
        std::string heldOut = "variant,step,seconds,l1,ssim,iou\n";
        std::vector<GrayImage> previews;
        for (const auto& each : result.variants) {
            const auto history = readRunHistory(each.run, HistoryTerms::LeaveOut);
            for (const auto& at : history.rows) {
                curves += row(each.variant.name,
                              {static_cast<double>(at.step), at.trainedSeconds, at.l1, at.generatorLoss});
            }
            for (const auto& at : history.evaluations) {
                heldOut += row(each.variant.name, {static_cast<double>(at.step), secondsAt(history, at.step),
                                                   at.generated.l1, at.generated.ssim, at.generated.iou});
            }
            previews.push_back(each.preview);
        }
        writeFileAtomically(folder / "experiment.json", reportJson(result)).orThrow();
        writeFileAtomically(folder / "results.csv", resultsCsv(result)).orThrow();
        writeFileAtomically(folder / "curves.csv", curves).orThrow();
        writeFileAtomically(folder / "heldout.csv", heldOut).orThrow();
        const auto picture = contactPicture(previews);
        if (!picture.empty()) {
            writeFileAtomically(folder / "contact.png", encodePng(picture).orThrow()).orThrow();
        }
    });
}

std::string experimentTable(const ExperimentResult& result) {
    std::size_t wide = 13;
    for (const auto& each : result.variants) {
        wide = std::max(wide, each.variant.name.size());
    }
    const auto named = [&](std::string name) {
        name.resize(std::max(wide, name.size()), ' ');
        return "  " + name;
    };
    char text[128];
    std::snprintf(text, sizeof text, "  %8s %8s %8s %8s %9s %10s\n", "L1", "SSIM", "IoU", "steps", "seconds",
                  "samples/s");
    std::string table = named("") + text;
    if (const auto* measured = anyEvaluation(result)) {
        const auto& copied = measured->copiedSource;
        std::snprintf(text, sizeof text, "  %8.4f %8.4f %8.4f\n", copied.l1, copied.ssim, copied.iou);
        table += named("copied source") + text;
    }
    const auto* winner = result.winner();
    for (const auto& each : result.variants) {
        table += named(each.variant.name);
        if (each.evaluation) {
            const auto& score = each.evaluation->generated;
            std::snprintf(text, sizeof text, "  %8.4f %8.4f %8.4f", score.l1, score.ssim, score.iou);
        } else {
            std::snprintf(text, sizeof text, "  %8s %8s %8s", "-", "-", "-");
        }
        table += text;
        std::snprintf(text, sizeof text, " %8lld %9.1f %10.1f", each.steps, each.seconds,
                      each.samplesPerSecond);
        table += text;
        table += each.error        ? "  failed: " + each.error->text()
                 : each.stopped    ? "  stopped"
                 : &each == winner ? "  best"
                                   : "";
        table += "\n";
    }
    return table;
}

} // namespace typemould
