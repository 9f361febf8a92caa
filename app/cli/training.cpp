#include "app/cli/training.h"

#include "app/cli/assignments.h"
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "core/training/run_record.h"

#include "core/training/device_memory.h"

#include <algorithm>
#include <charconv>
#include <spdlog/spdlog.h>

namespace typemould {

namespace fs = std::filesystem;

namespace {

/// Block names and rules as rules; "none" alone is no rule.
std::vector<std::string> rulesOf(const std::vector<std::string>& words) {
    std::vector<std::string> rules;
    for (const auto& word : words) {
        if (word != "none") {
            rules.push_back(word.find(' ') == std::string::npos ? "freeze block=" + word : word);
        }
    }
    return rules;
}

/// Writes what the user asked for into `data`, and nothing else.
void applyRequest(ProjectData& data, const TrainRequest& request) {
    if (!request.preset.empty()) {
        const TrainingSettings before = data.training;
        data.training = orUsage(presetSettings(request.preset));
        keepOutputOffset(data.training, before);
        data.preset = request.preset;
    }
    applyAssignments(data, request.settings);
    if (!request.freeze.empty()) {
        data.freezing = rulesOf(request.freeze);
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

/// The project's data with what the checkpoint was trained with; where its drawings are put is the project's
/// own affair.
ProjectData dataOf(ProjectData data, const CheckpointManifest& manifest) {
    const TrainingSettings machine = data.training;
    data.training = manifest.settings;
    data.training.device = machine.device;
    data.training.threads = machine.threads;
    keepOutputOffset(data.training, machine);
    data.dataset = manifest.dataset;
    data.placements = manifest.placements;
    return data;
}

/// The project's styles as the checkpoint's rows are; those that were added since, with fonts of their own,
/// follow.
void takeStyles(ProjectData& data, const CheckpointManifest& manifest) {
    const std::size_t rows = std::max<std::size_t>(1, manifest.styles.size());
    std::vector<ProjectStyle> styles;
    for (std::size_t i = 0; i < std::max(rows, data.styles.size()); ++i) {
        const bool known = i < data.styles.size();
        const std::string name = i < manifest.styles.size() ? manifest.styles[i] : std::string();
        if (i < rows && known && (name.empty() || data.styles[i].name == name)) {
            styles.push_back(data.styles[i]);
        } else if (i < rows && !name.empty()) {
            styles.push_back({name, {}, {}});
        } else if (i >= rows && known && !data.styles[i].font.empty()) {
            styles.push_back(data.styles[i]);
        }
    }
    data.styles = styles.size() > 1 ? std::move(styles) : std::vector<ProjectStyle>();
    data.style = manifest.style;
}

/// Where a training goes on from.
struct Beginning {
    std::optional<VerifiedCheckpoint> checkpoint; ///< nothing: untrained
    bool newRun = true;
};

bool sameFolder(const fs::path& a, const fs::path& b) {
    std::error_code ignored;
    return fs::equivalent(a, b, ignored);
}

/// Refuses a checkpoint of another project that does not fit this one's fonts.
void checkForeign(const VerifiedCheckpoint& checkpoint, const ProjectData& data) {
    const CheckpointManifest& manifest = checkpoint.manifest;
    const char* why = manifest.dataset.canvas != data.dataset.canvas ? "its canvas is another"
                      : manifest.placements != data.placements
                          ? "it was trained with another placement of the fonts"
                          : nullptr;
    if (why != nullptr) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The checkpoint " + pathText(checkpoint.folder) + " does not fit this project: " + why +
                          ".",
                      "Choose one with the same fonts, placement and canvas, or start fresh.");
    }
}

/// What --from means: a step of the project's newest run that has checkpoints (there or the last before it),
/// the name of a run, or a folder.
VerifiedCheckpoint chosenBeginning(const Project& project, const std::string& from) {
    std::error_code ignored;
    const bool isName = fs::path(from).filename() == from && !fs::exists(from, ignored);
    if (isName && fs::is_directory(project.runsFolder() / from, ignored)) {
        return checkpointAt(project.runsFolder() / from).orThrow();
    }
    long long step = 0;
    const auto [end, code] = std::from_chars(from.data(), from.data() + from.size(), step);
    if (!isName || code != std::errc() || end != from.data() + from.size() || step < 0) {
        return checkpointAt(from).orThrow();
    }
    for (const RunSummary& run : runsIn(project.runsFolder())) {
        if (run.checkpoints.empty()) {
            continue;
        }
        const auto checkpoint = momentOf({run, {}, {}, {}}, step).checkpoint;
        if (!checkpoint) {
            throw Failure(ErrorCode::NotFound,
                          "The run " + run.name + " has no checkpoint at step " + from + " or before it.",
                          "Choose step " + std::to_string(run.checkpoints.front().step) +
                              " or later; typemould-cli runs shows what there is.");
        }
        return checkpointAt(checkpoint->folder).orThrow();
    }
    throw Failure(ErrorCode::NotFound, "No run of this project has a checkpoint.", "Train first.");
}

Beginning beginningOf(const Project& project, const TrainRequest& request, const ProjectData& asked) {
    if (request.fresh) {
        return {};
    }
    if (request.from.empty()) {
        auto newest = project.latestCheckpoint();
        const bool apart = !newest || needsOwnRun(newest->folder);
        return {std::move(newest), apart};
    }
    auto chosen = chosenBeginning(project, request.from);
    const fs::path run = chosen.folder.parent_path().parent_path();
    if (!sameFolder(run.parent_path(), project.runsFolder())) {
        checkForeign(chosen, asked);
        return {std::move(chosen), true};
    }
    // Only the newest goes on in its own run: elsewhere later steps stand in the way.
    const auto newest = project.latestCheckpoint();
    const bool newRun = !newest || !sameFolder(newest->folder, chosen.folder);
    return {std::move(chosen), newRun};
}

/// What training needs and what there is. With --fit the batch goes in as many parts as fit.
MemoryNeed needOf(ProjectData& data, std::size_t pairs, bool fit) {
    const auto memory = deviceMemory(data.training);
    const auto needed = [&] {
        return memoryNeed(data.training, data.dataset.canvas,
                          std::max<int>(1, static_cast<int>(data.styles.size())), pairs, memory.setting,
                          memory.available)
            .orThrow();
    };
    auto need = needed();
    if (fit && need.fitting) {
        data.training.batch = need.fitting->batch;
        data.training.accumulate = need.fitting->accumulate;
        need = needed();
    }
    return need;
}

} // namespace

TrainResult trainProject(Project& project, const TrainRequest& request, ConsoleObserver& observer,
                         const Interrupts& interrupts) {
    ProjectData kept = project.data;
    applyRequest(kept, request);
    const auto [checkpoint, newRun] = beginningOf(project, request, kept);
    ProjectData data = kept;
    if (checkpoint) {
        data = dataOf(project.data, checkpoint->manifest);
        if (!request.from.empty()) {
            takeStyles(data, checkpoint->manifest);
            kept.styles = data.styles;
            kept.style = data.style;
        }
        applyRequest(data, request);
    }
    applyMachine(data.training, request);
    orUsage(freezingOf(data)); // the network and the plan can be

    project.data = data;
    const ProjectFonts fonts = openFonts(project).orThrow();
    ProgressLine line;
    const GlyphPairs pairs = drawPairsShown(project, data, fonts, line, interrupts.token()).orThrow();
    const FurtherPairs further = drawFurtherPairs(data, fonts, {}, interrupts.token()).orThrow();
    TrainResult result;
    result.resumed = checkpoint.has_value();
    const auto before = data.training;
    if (request.fit && networkOf(kept)) { // the project's own batch may be another than the checkpoint's
        ProjectData here = kept;
        applyMachine(here.training, request);
        needOf(here, pairs.size(), true);
        kept.training.batch = here.training.batch;
        kept.training.accumulate = here.training.accumulate;
    }
    result.memory = needOf(data, pairs.size(), request.fit);
    if (!(data.training == before)) {
        project.data = data;
    }
    const StructureRanking structure = rankPairsShown(pairs, line, interrupts.token()).orThrow();
    result.run = // made last: one that nothing is learnt in would be listed for good
        newRun ? project.newRun(data.training).orThrow() : checkpoint->folder.parent_path().parent_path();
    TrainingSetup setup = trainingSetup(project, fonts, pairs, result.run);
    setup.oddPairs = oddPairs(structure, data.trusted);
    setup.furtherPairs = stylePairs(further);
    setup.budget = request.budget;
    if (checkpoint) {
        setup.resumeFrom = checkpoint->folder;
        setup.resumeManifest = checkpoint->manifest;
    }
    line.say(
        (checkpoint ? "Going on with " + pathText(checkpoint->folder) : "Training " + pathText(result.run)) +
        ": " + std::to_string(pairs.split().trained.size()) + " pairs, " +
        std::to_string(pairs.split().heldOut.size()) + " held out");
    line.say("Training " + memoryText(result.memory));
    if (!(data.training == before)) {
        line.say("A step takes its " + std::to_string(data.training.batch * data.training.accumulate) +
                 " glyphs in " + std::to_string(data.training.accumulate) + " parts of " +
                 std::to_string(data.training.batch));
    }
    if (const auto warning = memoryWarning(result.memory, data.training)) {
        observer.onWarning(
            request.fit || !result.memory.fitting
                ? *warning
                : Error{warning->code, warning->message, warning->advice + " Choose it with --fit."});
    }
    auto session = TrainingSession::create(std::move(setup));
    if (!session) {
        if (newRun) { // nothing was learnt in it
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
    result.checkpoint = observer.checkpoint();
    return result;
}

} // namespace typemould
