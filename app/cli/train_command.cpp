// typemould-cli train: learns, until the budget is used or Ctrl-C.
#include "app/cli/command_line.h"
#include "app/cli/report.h"
#include "app/cli/training.h"

namespace typemould {

namespace {

struct TrainOptions {
    std::string folder;
    TrainRequest request;
};

void declare(CLI::App& verb, TrainOptions& options) {
    TrainRequest& request = options.request;
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--minutes", request.budget.minutes, "Train for so many more minutes")
        ->check(positiveNumber());
    verb.add_option("--steps", request.budget.steps,
                    "Train up to this step, counted from the run's beginning")
        ->check(positiveNumber());
    verb.add_option("--epochs", request.budget.epochs,
                    "Train up to this epoch, counted from the run's beginning")
        ->check(positiveNumber());
    verb.add_option("--preset", request.preset, "A named set of settings, see 'settings'");
    verb.add_option("--set", request.settings, "A setting as key=value, see 'settings'; can be repeated")
        ->allow_extra_args(false);
    verb.add_option("--freeze", request.freeze,
                    "A block that is not trained, a freezing rule, or none; can be repeated")
        ->allow_extra_args(false);
    auto* fresh = verb.add_flag("--fresh", request.fresh,
                                "Start a new run instead of going on from the last checkpoint");
    verb.add_option(
            "--from", request.from,
            "Go on from here instead: a step of the newest run (its checkpoint there or the last before), "
            "a run's name, or the folder of a checkpoint or run, of this project or of one with the "
            "same fonts, placement and canvas")
        ->excludes(fresh);
    verb.add_flag("--fit", request.fit,
                  "Where the batch does not fit into memory, take the same glyphs in more parts of a step");
    verb.add_option("--device", request.device, "auto, cpu or cuda");
    verb.add_option("--threads", request.threads, "Processor threads; 0 is all")->check(CLI::Range(0, 1024));
    verb.footer(
        "Without --minutes, --steps or --epochs it trains until Ctrl-C. Ctrl-C saves a checkpoint "
        "and stops; a second\n"
        "one ends at once. A run that goes on keeps its settings but for what --preset, --set and "
        "--freeze say.\n--from any but the newest checkpoint goes on in a new run. Before the start it says "
        "about how much memory training takes,\nof how much there is; where memory runs short all the same, "
        "a "
        "step goes on in smaller parts.");
}

Answer answerOf(const TrainResult& result, const ConsoleObserver& observer) {
    const bool stopped = result.outcome == Outcome::Stopped;
    const TrainingProgress& progress = observer.progress();
    Answer answer;
    answer.json = {{"outcome", stopped ? "stopped" : "finished"},
                   {"resumed", result.resumed},
                   {"run", pathText(result.run)},
                   {"checkpoint", pathText(result.checkpoint)},
                   {"step", progress.step},
                   {"epoch", progress.epoch},
                   {"trainedSeconds", progress.trainedSeconds},
                   {"l1", progress.l1},
                   {"trainedParameters", progress.trainedParameters},
                   {"device", progress.device},
                   {"memory", memoryJson(result.memory)},
                   {"warnings", Json::array()}};
    for (const Error& warning : observer.warnings()) {
        answer.json["warnings"].push_back(warning.text());
    }
    if (observer.evaluation()) {
        answer.json["evaluation"] = evaluationJson(*observer.evaluation());
    }
    answer.text = std::string(stopped ? "stopped" : "finished") + " at step " +
                  std::to_string(progress.step) + " after " + durationText(progress.trainedSeconds) +
                  "\n  checkpoint  " + pathText(result.checkpoint) + "\n";
    return answer;
}

Answer runTrain(const TrainOptions& options) {
    const Interrupts interrupts("Stopping: a checkpoint is being saved. Press Ctrl-C again to end at once.");
    Project project = Project::open(options.folder, ProjectAccess::Write).orThrow();
    ConsoleObserver observer;
    if (!project.openNotice().empty()) {
        observer.onWarning({ErrorCode::BadFormat, project.openNotice(), {}});
    }
    return answerOf(trainProject(project, options.request, observer, interrupts), observer);
}

} // namespace

void addTrainVerb(CommandLine& line) {
    addVerb<TrainOptions>(line, "train", "Learn the target font's style; goes on where it stopped", declare,
                          runTrain);
}

} // namespace typemould
