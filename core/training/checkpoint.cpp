#include "core/training/checkpoint.h"

#include "core/base/fields_json.h"
#include "core/base/hash.h"
#include "core/model/generator_config_json.h"
#include "core/training/checkpoint_score.h"
#include "core/training/manifest_json.h"
#include "core/training/network_settings.h"
#include "core/training/run_files.h"

#include <algorithm>
#include <csignal>
#include <unistd.h>

namespace typemould {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

[[noreturn]] void damaged(const fs::path& folder, const std::string& why) {
    throw Failure(ErrorCode::BadFormat, "The checkpoint " + pathText(folder) + " is damaged: " + why + ".",
                  "Go on from an older checkpoint.");
}

/// Of a checkpoint that is whole, as its hash has shown, but says what this version does not know.
Error otherVersion(const fs::path& folder, const Error& error) {
    return {ErrorCode::Unsupported,
            "The checkpoint " + pathText(folder) + " is of another version: " + error.message,
            "Update Typemould, or go on from another checkpoint."};
}

template <class S>
S settingsOf(const json& object, const char* key, const fs::path& folder) {
    auto settings = fieldsFromJson<S>(object.at(key));
    if (!settings) {
        throw Failure(otherVersion(folder, settings.error()));
    }
    return *std::move(settings);
}

FaceChoice faceOf(const json& object) {
    return {object.at("face").get<int>(), object.at("instance").get<int>()};
}

GeneratorConfig generatorOf(const json& object, const fs::path& folder) {
    auto config = generatorConfigFromJson(object);
    if (!config) {
        throw Failure(otherVersion(folder, config.error()));
    }
    return *std::move(config);
}

CheckpointManifest parse(const json& object, const fs::path& folder) {
    if (object.value("format", 0) != checkpointFormat) {
        throw Failure(ErrorCode::Unsupported,
                      "The checkpoint " + pathText(folder) +
                          " is of a format that this Typemould does not know.",
                      "Update Typemould, or go on from another checkpoint.");
    }
    CheckpointManifest manifest;
    manifest.step = object.at("step").get<long long>();
    manifest.samplerPosition = object.at("samplerPosition").get<std::uint64_t>();
    manifest.pairsTrained = object.at("pairsTrained").get<std::uint64_t>();
    manifest.trainedSeconds = object.at("trainedSeconds").get<double>();
    manifest.learningRate = object.at("learningRate").get<double>();
    manifest.settings = settingsOf<TrainingSettings>(object, "settings", folder);
    manifest.generator = generatorOf(object.at("generator"), folder);
    manifest.dataset = settingsOf<DatasetSettings>(object, "dataset", folder);
    manifest.placements.source = settingsOf<Placement>(object.at("placements"), "source", folder);
    manifest.placements.target = settingsOf<Placement>(object.at("placements"), "target", folder);
    if (object.contains("freezing")) {
        manifest.freezing = object.at("freezing").get<std::vector<std::string>>();
        manifest.styles = object.at("styles").get<std::vector<std::string>>();
        manifest.style = object.at("style").get<int>();
    } else { // as the first release wrote it
        for (const auto& block : object.at("frozenBlocks")) {
            manifest.freezing.push_back("freeze block=" + block.get<std::string>());
        }
    }
    manifest.precision = object.at("precision").get<std::string>();
    manifest.device = object.at("device").get<std::string>();
    manifest.pairsHash = object.at("pairsHash").get<std::string>();
    manifest.sourceHash = object.at("sourceHash").get<std::string>();
    manifest.targetHash = object.at("targetHash").get<std::string>();
    manifest.savedAt = object.at("savedAt").get<std::string>();
    if (object.contains("faces")) { // later than the first release's
        manifest.sourceFace = faceOf(object["faces"].at("source"));
        manifest.targetFace = faceOf(object["faces"].at("target"));
        manifest.unitsPerEm = object.at("unitsPerEm").get<int>();
    }
    return manifest;
}

/// The process number at the end of "<step>.tmp-<pid>-<n>", or 0.
long processOf(const std::string& name) {
    const auto mark = name.find(".tmp-");
    return mark == std::string::npos ? 0 : std::strtol(name.c_str() + mark + 5, nullptr, 10);
}

std::vector<fs::path> sortedFolders(const fs::path& parent) {
    std::vector<fs::path> folders;
    std::error_code code;
    for (fs::directory_iterator it(parent, code), end; !code && it != end; it.increment(code)) {
        if (it->is_directory(code)) {
            folders.push_back(it->path());
        }
    }
    std::sort(folders.rbegin(), folders.rend());
    return folders;
}

} // namespace

std::string stepName(long long step) {
    const auto digits = std::to_string(step);
    return std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') + digits;
}

nlohmann::ordered_json manifestJson(const CheckpointManifest& manifest) {
    const auto faceJson = [](FaceChoice face) {
        return nlohmann::ordered_json{{"face", face.index}, {"instance", face.instance}};
    };
    nlohmann::ordered_json object{
        {"format", checkpointFormat},
        {"step", manifest.step},
        {"samplerPosition", manifest.samplerPosition},
        {"pairsTrained", manifest.pairsTrained},
        {"trainedSeconds", manifest.trainedSeconds},
        {"learningRate", manifest.learningRate},
        {"settings", fieldsToJson(manifest.settings)},
        {"generator", generatorConfigToJson(manifest.generator)},
        {"dataset", fieldsToJson(manifest.dataset)},
        {"placements",
         {{"source", fieldsToJson(manifest.placements.source)},
          {"target", fieldsToJson(manifest.placements.target)}}},
        {"freezing", manifest.freezing},
        {"styles", manifest.styles},
        {"style", manifest.style},
        {"precision", manifest.precision},
        {"device", manifest.device},
        {"pairsHash", manifest.pairsHash},
        {"sourceHash", manifest.sourceHash},
        {"targetHash", manifest.targetHash},
        {"faces", {{"source", faceJson(manifest.sourceFace)}, {"target", faceJson(manifest.targetFace)}}},
        {"unitsPerEm", manifest.unitsPerEm},
        {"savedAt", manifest.savedAt}};
    return object;
}

Result<CheckpointManifest> readCheckpoint(const fs::path& folder) {
    return guarded("reading the checkpoint " + pathText(folder), [&]() -> Result<CheckpointManifest> {
        const auto text = readTextFile(folder / "manifest.json", largestManifest).orThrow();
        const auto object = json::parse(text, nullptr, false);
        if (!object.is_object()) {
            damaged(folder, "manifest.json is not whole");
        }
        try {
            // The manifest carries its own hash, so that a flipped digit in a step or a setting is found too.
            auto bare = nlohmann::ordered_json::parse(text);
            bare.erase("manifestHash");
            if (object.at("manifestHash").get<std::string>() != hashOf(bare.dump())) {
                damaged(folder, "manifest.json was changed");
            }
            auto manifest = parse(object, folder);
            for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
                const auto bytes = readFile(folder / file, 8ull << 30).orThrow();
                if (hashOf(bytes) != object.at("hashes").at(file).get<std::string>()) {
                    damaged(folder, std::string(file) + " is not what was saved");
                }
            }
            return manifest;
        } catch (const nlohmann::json::exception&) {
            damaged(folder, "manifest.json lacks an entry or has one of the wrong type");
        }
    });
}

namespace {

/// What a program that is no longer running left: a checkpoint that was whole but not yet renamed is taken
/// over, the rest is removed.
void tidyLeftOver(const fs::path& folder, long process) {
    if (process == ::getpid() || ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH) {
        return;
    }
    const auto name = folder.filename().string();
    const auto final = folder.parent_path() / name.substr(0, name.find(".tmp-"));
    std::error_code code;
    if (!fs::exists(final, code) && readCheckpoint(folder) && renameFolder(folder, final)) {
        return;
    }
    (void)removeTree(folder);
}

/// Renames a damaged checkpoint, so that it is looked at no more; one that could not be read for another
/// reason stays.
void setAside(const fs::path& folder, const Error& error) {
    if (error.code != ErrorCode::BadFormat && error.code != ErrorCode::NotFound) {
        return;
    }
    std::string aside = folder.string() + ".corrupt";
    std::error_code code;
    for (int i = 2; fs::exists(aside, code); ++i) {
        aside = folder.string() + "-" + std::to_string(i) + ".corrupt";
    }
    fs::rename(folder, aside, code); // one that cannot be renamed is left out all the same
}

/// Checkpoint folders of a run by name, newest step first, not verified yet.
std::vector<fs::path> candidates(const fs::path& runFolder, CheckpointCare care) {
    if (care == CheckpointCare::Mend) {
        for (const auto& folder : sortedFolders(runFolder / "checkpoints")) {
            if (const long process = processOf(folder.filename().string()); process > 0) {
                tidyLeftOver(folder, process);
            }
        }
    }
    std::vector<fs::path> folders;
    for (const auto& [step, folder] : checkpointFolders(runFolder)) {
        if (care == CheckpointCare::Mend) {
            (void)removeAbandonedTemporaries(folder); // of a score that was being written
        }
        folders.push_back(folder);
    }
    std::reverse(folders.begin(), folders.end());
    return folders;
}

std::optional<VerifiedCheckpoint> verified(const fs::path& folder, CheckpointCare care) {
    auto manifest = readCheckpoint(folder);
    if (!manifest && care == CheckpointCare::Mend) {
        setAside(folder, manifest.error());
    }
    return manifest ? std::optional(VerifiedCheckpoint{folder, *std::move(manifest)}) : std::nullopt;
}

/// The newest whole checkpoint of a run, or nothing; one that the run has gone back behind only where there
/// is no other. Only what lies before it is read.
std::optional<VerifiedCheckpoint> newestOfRun(const fs::path& runFolder, CheckpointCare care) {
    auto folders = candidates(runFolder, care);
    std::stable_partition(folders.begin(), folders.end(), [](const auto& each) { return !wasLeft(each); });
    for (const auto& folder : folders) {
        if (auto found = verified(folder, care)) {
            return found;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<fs::path> verifiedCheckpoints(const fs::path& runFolder, CheckpointCare care) {
    auto folders = candidates(runFolder, care);
    std::erase_if(folders, [&](const fs::path& folder) { return !verified(folder, care); });
    return folders;
}

std::optional<VerifiedCheckpoint> newestVerified(const fs::path& runsFolder, CheckpointCare care,
                                                 const std::optional<GeneratorConfig>& network) {
    std::optional<VerifiedCheckpoint> newest, related;
    for (const auto& run : sortedFolders(runsFolder)) {
        auto found = newestOfRun(run, care);
        if (found && (!network || found->manifest.generator == *network)) {
            return found;
        }
        if (found && !related && canBecome(found->manifest.generator, *network)) {
            related = std::move(found);
        } else if (found && !newest) {
            newest = std::move(found);
        }
    }
    return related ? related : newest;
}

std::optional<fs::path> newestCheckpoint(const fs::path& runsFolder, CheckpointCare care,
                                         const std::optional<GeneratorConfig>& network) {
    auto found = newestVerified(runsFolder, care, network);
    return found ? std::optional(std::move(found->folder)) : std::nullopt;
}

bool hasLaterRun(const fs::path& checkpoint) {
    const auto run = checkpoint.parent_path().parent_path(); // <runs>/<run>/checkpoints/<step>
    std::error_code code;
    for (const auto& other : sortedFolders(run.parent_path())) {
        if (other.filename() > run.filename() && fs::exists(other / "checkpoints", code)) {
            return true;
        }
    }
    return false;
}

Result<VerifiedCheckpoint> checkpointAt(const fs::path& folder) {
    return guarded("looking for a checkpoint in " + pathText(folder), [&]() -> VerifiedCheckpoint {
        const fs::path whole = fs::absolute(folder).lexically_normal();
        const fs::path at = whole.has_filename() ? whole : whole.parent_path();
        std::error_code ignored;
        if (fs::exists(at / "manifest.json", ignored)) {
            return {at, readCheckpoint(at).orThrow()};
        }
        const bool run = fs::is_directory(at / "checkpoints", ignored);
        if (auto found = run ? newestOfRun(at, CheckpointCare::LookOnly) : std::nullopt) {
            return *std::move(found);
        }
        throw Failure(ErrorCode::NotFound,
                      "There is no checkpoint in " + pathText(at) + ": " +
                          (run                        ? "none that the run saved is whole."
                           : !fs::exists(at, ignored) ? "the folder is not there."
                                                      : "it is neither a checkpoint nor a run."),
                      "Choose a folder of a run, or one below its checkpoints.");
    });
}

} // namespace typemould
