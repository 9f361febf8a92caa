#include "app/cli/training.h"

#include "app/cli/assignments.h"
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "core/model/parameters.h"

#include <algorithm>
#include <spdlog/spdlog.h>

namespace typemould {

namespace fs = std::filesystem;

namespace {

void checkBlocks(const std::vector<std::string>& names, const GeneratorConfig& config) {
    std::string known;
    const auto blocks = blocksOf(config);
    for (const BlockInfo& block : blocks) {
        known += (known.empty() ? "" : ", ") + block.name;
    }
    for (const std::string& name : names) {
        if (std::none_of(blocks.begin(), blocks.end(),
                         [&](const BlockInfo& block) { return block.name == name; })) {
            throw UsageError(ErrorCode::InvalidArgument, "There is no block called '" + name + "' to freeze.",
                             "The blocks are: " + known + ", or none.");
        }
    }
}

/// Writes what the user asked for into `data`, and nothing else.
void applyRequest(ProjectData& data, const TrainRequest& request) {
    if (!request.preset.empty()) {
        data.training = orUsage(presetSettings(request.preset));
        data.preset = request.preset;
    }
    applyAssignments(data, request.settings);
    if (!request.freeze.empty()) {
        const bool none = request.freeze == std::vector<std::string>{"none"};
        data.frozenBlocks = none ? std::vector<std::string>() : request.freeze;
    }
}

/// Device and threads belong to the machine, not to the project.
void applyMachine(TrainingSettings& settings, const TrainRequest& request) {
    if (!request.device.empty()) {
        orUsage(setFieldFromText(settings, "device", request.device));
    }
    if (request.threads >= 0) {
        orUsage(setFieldFromText(settings, "threads", std::to_string(request.threads)));
    }
}

/// The project's data with what the checkpoint was trained with.
ProjectData dataOf(ProjectData data, const CheckpointManifest& manifest) {
    const TrainingSettings machine = data.training;
    data.training = manifest.settings;
    data.training.device = machine.device;
    data.training.threads = machine.threads;
    data.dataset = manifest.dataset;
    data.placements = manifest.placements;
    data.frozenBlocks = manifest.frozenBlocks;
    return data;
}

} // namespace

TrainResult trainProject(Project& project, const TrainRequest& request, ConsoleObserver& observer,
                         const Interrupts& interrupts) {
    ProjectData kept = project.data;
    applyRequest(kept, request);
    const auto checkpoint = request.fresh ? std::nullopt : project.latestCheckpoint();
    ProjectData data = kept;
    if (checkpoint) {
        data = dataOf(project.data, readCheckpoint(*checkpoint).orThrow());
        applyRequest(data, request);
    }
    applyMachine(data.training, request);
    const GeneratorConfig config = generatorConfigOf(data.training, data.dataset.canvas);
    orUsage(checkConfig(config));
    checkBlocks(data.frozenBlocks, config);

    project.data = data;
    const ProjectFonts fonts = openFonts(project).orThrow();
    ProgressLine line;
    const GlyphPairs pairs = drawPairsShown(project, data, fonts, line, interrupts.token()).orThrow();
    TrainResult result;
    result.resumed = checkpoint.has_value();
    result.run =
        checkpoint ? checkpoint->parent_path().parent_path() : project.newRun(data.training).orThrow();
    TrainingSetup setup = trainingSetup(project, fonts, pairs, result.run);
    setup.budget = request.budget;
    setup.resumeFrom = checkpoint.value_or(fs::path());
    line.say((checkpoint ? "Going on with " + pathText(*checkpoint) : "Training " + pathText(result.run)) +
             ": " + std::to_string(pairs.split().trained.size()) + " pairs, " +
             std::to_string(pairs.split().heldOut.size()) + " held out");
    auto session = TrainingSession::create(std::move(setup));
    if (!session) {
        if (!checkpoint) { // nothing was learnt in it
            const Status removed = removeTree(result.run);
            spdlog::info("removed {}: {}", pathText(result.run), removed.ok());
        }
        throw Failure(session.error());
    }
    project.data = kept;
    if (project.unsaved()) {
        project.save().orThrow();
    }
    const auto outcome = (*session)->run(interrupts.token(), observer);
    observer.finish();
    result.outcome = Result<Outcome>(outcome).orThrow();
    const auto saved = verifiedCheckpoints(result.run);
    result.checkpoint = saved.empty() ? fs::path() : saved.front();
    return result;
}

} // namespace typemould
