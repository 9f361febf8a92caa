// typemould-cli switch-upsampling: the newest checkpoint with another upsampling, in a run of its own.
#include "app/cli/drawing.h"
#include "app/cli/networks.h"

namespace typemould {

namespace {

struct SwitchOptions {
    std::string folder, to, how = "nearest", resize = "nearest", checkpoint;
    int level = 0, kernel = 3;
    long long phased = 0;
    bool dryRun = false;
};

void declare(CLI::App& verb, SwitchOptions& options) {
    std::vector<std::string> modes;
    for (const Choice& choice : upsampleModeChoices()) {
        modes.push_back(choice.key);
    }
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--to", options.to, "transposed, pixel_shuffle or resize_conv")
        ->required()
        ->check(CLI::IsMember(modes));
    verb.add_option("--level", options.level, "One level, 1 the outermost; without it all")
        ->check(CLI::Range(1, 16));
    verb.add_option("--resize", options.resize, "nearest or bilinear, for resize_conv")
        ->check(CLI::IsMember({"nearest", "bilinear"}));
    verb.add_option("--kernel", options.kernel, "3 or 5, for pixel_shuffle")->check(CLI::IsMember({3, 5}));
    verb.add_option("--how", options.how,
                    "nearest: carry over what was learnt, exactly or as nearly as can be; fresh: begin the "
                    "up kernels anew")
        ->check(CLI::IsMember({"nearest", "fresh"}));
    verb.add_option("--phased", options.phased,
                    "Then freeze the encoder for so many steps, with the decoder at twice its rate, and "
                    "unfreeze it level by "
                    "level from the inside out")
        ->check(positiveNumber());
    verb.add_option("--checkpoint", options.checkpoint,
                    "Checkpoint or run folder; without it the project's newest");
    verb.add_flag("--dry-run", options.dryRun, "Only say what each level would lose");
}

Answer runSwitch(const SwitchOptions& options) {
    Project project =
        Project::open(options.folder, options.dryRun ? ProjectAccess::WriteOrReadOnly : ProjectAccess::Write)
            .orThrow();
    const auto checkpoint = chosenCheckpoint(project, options.checkpoint).orThrow();
    UpsamplingSwitch change;
    change.to = {orUsage(upsampleModeFromName(options.to)),
                 options.resize == "bilinear" ? ResizeKind::Bilinear : ResizeKind::Nearest, options.kernel};
    change.level = options.level;
    change.how = options.how == "fresh" ? SwitchHow::Fresh : SwitchHow::Nearest;
    Answer answer;
    std::vector<LevelResidual> residuals;
    if (options.dryRun) {
        residuals = orUsage(switchResiduals(checkpoint, change));
        answer.text = "Switching " + switchText(change, residuals) + "\n";
    } else {
        const auto switched = orUsage(switchUpsampling(project, checkpoint, change, options.phased));
        residuals = switched.residuals;
        answer.json["checkpoint"] = pathText(switched.folder);
        answer.text = "Switched " + switchText(change, residuals) + "\n  checkpoint  " +
                      pathText(switched.folder) + "\n";
    }
    answer.json["residuals"] = Json::array();
    for (const auto& level : residuals) {
        answer.json["residuals"].push_back({{"level", level.level}, {"residual", level.residual}});
    }
    return answer;
}

} // namespace

void addSwitchVerb(CommandLine& line) {
    addVerb<SwitchOptions>(line, "switch-upsampling",
                           "Change how the decoder doubles, keeping what was learnt", declare, runSwitch);
}

} // namespace typemould
