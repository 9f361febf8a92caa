#include "core/training/checkpoint.h"

#include "core/base/fields_json.h"
#include "core/base/hash.h"
#include "core/training/manifest_json.h"

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

template <class S>
S settingsOf(const json& object, const char* key, const fs::path& folder) {
    auto settings = fieldsFromJson<S>(object.at(key));
    if (!settings) {
        damaged(folder, settings.error().message);
    }
    return *std::move(settings);
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
    manifest.trainedSeconds = object.at("trainedSeconds").get<double>();
    manifest.learningRate = object.at("learningRate").get<double>();
    manifest.settings = settingsOf<TrainingSettings>(object, "settings", folder);
    manifest.generator = settingsOf<GeneratorConfig>(object, "generator", folder);
    manifest.dataset = settingsOf<DatasetSettings>(object, "dataset", folder);
    manifest.placements.source = settingsOf<Placement>(object.at("placements"), "source", folder);
    manifest.placements.target = settingsOf<Placement>(object.at("placements"), "target", folder);
    manifest.frozenBlocks = object.at("frozenBlocks").get<std::vector<std::string>>();
    manifest.pairsHash = object.at("pairsHash").get<std::string>();
    manifest.sourceHash = object.at("sourceHash").get<std::string>();
    manifest.targetHash = object.at("targetHash").get<std::string>();
    manifest.savedAt = object.at("savedAt").get<std::string>();
    if (object.contains("heldOutL1")) {
        manifest.heldOutL1 = object.at("heldOutL1").get<double>();
    }
    return manifest;
}

/// The process number at the end of "<step>.tmp-<pid>-<n>", or 0.
long processOf(const std::string& name) {
    const auto mark = name.find(".tmp-");
    return mark == std::string::npos ? 0 : std::strtol(name.c_str() + mark + 5, nullptr, 10);
}

bool isStepName(const std::string& name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
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

nlohmann::ordered_json manifestJson(const CheckpointManifest& manifest) {
    nlohmann::ordered_json object{{"format", checkpointFormat},
                                  {"step", manifest.step},
                                  {"samplerPosition", manifest.samplerPosition},
                                  {"trainedSeconds", manifest.trainedSeconds},
                                  {"learningRate", manifest.learningRate},
                                  {"settings", fieldsToJson(manifest.settings)},
                                  {"generator", fieldsToJson(manifest.generator)},
                                  {"dataset", fieldsToJson(manifest.dataset)},
                                  {"placements",
                                   {{"source", fieldsToJson(manifest.placements.source)},
                                    {"target", fieldsToJson(manifest.placements.target)}}},
                                  {"frozenBlocks", manifest.frozenBlocks},
                                  {"pairsHash", manifest.pairsHash},
                                  {"sourceHash", manifest.sourceHash},
                                  {"targetHash", manifest.targetHash},
                                  {"savedAt", manifest.savedAt}};
    if (manifest.heldOutL1) {
        object["heldOutL1"] = *manifest.heldOutL1;
    }
    return object;
}

Result<CheckpointManifest> readCheckpoint(const fs::path& folder) {
    return guarded("reading the checkpoint " + pathText(folder), [&]() -> Result<CheckpointManifest> {
        const auto text = readTextFile(folder / "manifest.json", 4u << 20).orThrow();
        const auto object = json::parse(text, nullptr, false);
        if (!object.is_object()) {
            damaged(folder, "manifest.json is not whole");
        }
        try {
            auto manifest = parse(object, folder);
            // The manifest carries its own hash, so that a flipped digit in a step or a setting is found too.
            auto bare = nlohmann::ordered_json::parse(text);
            bare.erase("manifestHash");
            if (object.at("manifestHash").get<std::string>() != hashOf(bare.dump())) {
                damaged(folder, "manifest.json was changed");
            }
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

std::vector<fs::path> verifiedCheckpoints(const fs::path& runFolder) {
    std::vector<std::pair<long long, fs::path>> good;
    for (const auto& folder : sortedFolders(runFolder / "checkpoints")) {
        const auto name = folder.filename().string();
        if (const long process = processOf(name); process > 0) {
            if (process != ::getpid() && ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH) {
                (void)removeTree(folder);
            }
        } else if (isStepName(name)) {
            if (readCheckpoint(folder)) {
                good.emplace_back(std::stoll(name), folder);
            } else {
                std::error_code ignored; // a folder that cannot be renamed is left out all the same
                fs::rename(folder, folder.string() + ".corrupt", ignored);
            }
        }
    }
    std::sort(good.rbegin(), good.rend());
    std::vector<fs::path> folders;
    for (auto& [step, folder] : good) {
        folders.push_back(std::move(folder));
    }
    return folders;
}

std::optional<fs::path> newestCheckpoint(const fs::path& runsFolder) {
    for (const auto& run : sortedFolders(runsFolder)) {
        if (const auto checkpoints = verifiedCheckpoints(run); !checkpoints.empty()) {
            return checkpoints.front();
        }
    }
    return std::nullopt;
}

} // namespace typemould
