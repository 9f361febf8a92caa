#include "core/training/checkpoint_writer.h"

#include "core/base/hash.h"
#include "core/training/manifest_json.h"

#include <atomic>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace typemould {

namespace {

namespace fs = std::filesystem;

std::uint64_t sizeOf(const StoredTensors& tensors) {
    std::uint64_t size = 0;
    for (const auto& [name, tensor] : tensors) {
        size += tensor.data.size() + 256;
    }
    return size;
}

void checkRoom(const fs::path& folder, std::uint64_t size) {
    std::error_code code;
    const auto space = fs::space(folder, code);
    const auto needed = size + size / 5;
    if (!code && space.available < needed) {
        throw Failure(ErrorCode::DiskFull,
                      "There is no room for a checkpoint in " + pathText(folder) + ": it needs " +
                          std::to_string(needed / 1000000 + 1) + " MB, and " +
                          std::to_string(space.available / 1000000) + " MB are free.",
                      "Free some space; training goes on and the next checkpoint is tried again.");
    }
}

std::string stepName(long long step) {
    char name[32];
    std::snprintf(name, sizeof name, "%08lld", step);
    return name;
}

void removeOlder(const fs::path& parent, int keep) {
    std::vector<std::string> names;
    std::error_code code;
    for (fs::directory_iterator it(parent, code), end; !code && it != end; it.increment(code)) {
        const auto name = it->path().filename().string();
        if (name.find_first_not_of("0123456789") == std::string::npos) {
            names.push_back(name);
        }
    }
    std::sort(names.rbegin(), names.rend(),
              [](const auto& a, const auto& b) { return std::stoll(a) < std::stoll(b); });
    for (std::size_t i = static_cast<std::size_t>(std::max(keep, 1)); i < names.size(); ++i) {
        (void)removeTree(parent / names[i]); // an old one that stays does no harm
    }
}

} // namespace

std::string utcNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

Result<fs::path> writeCheckpoint(const fs::path& runFolder, const CheckpointManifest& manifest,
                                 const StoredTensors& model, const StoredTensors& optimizer, int keep) {
    static std::atomic<int> counter{0};
    const auto parent = runFolder / "checkpoints";
    const auto aside = parent / (stepName(manifest.step) + ".tmp-" + std::to_string(::getpid()) + "-" +
                                 std::to_string(++counter));
    const auto folder = parent / stepName(manifest.step);
    auto result = guarded("saving the checkpoint " + pathText(folder), [&]() -> Result<fs::path> {
        makeFolder(parent).orThrow();
        checkRoom(parent, sizeOf(model) + sizeOf(optimizer));
        makeFolder(aside).orThrow();
        auto object = manifestJson(manifest);
        object["hashes"]["model.safetensors"] =
            writeSafetensors(aside / "model.safetensors", model).orThrow();
        object["hashes"]["optimizer.safetensors"] =
            writeSafetensors(aside / "optimizer.safetensors", optimizer).orThrow();
        object["manifestHash"] = hashOf(object.dump());
        writeFileAtomically(aside / "manifest.json", object.dump(2) + "\n").orThrow();
        syncFolder(aside).orThrow();
        std::error_code code;
        if (fs::exists(folder, code)) { // the same step saved again: the older folder makes way
            const auto old = fs::path(aside.string() + "-old");
            renameFolder(folder, old).orThrow();
            if (auto renamed = renameFolder(aside, folder); !renamed) {
                (void)renameFolder(old, folder);
                renamed.orThrow();
            }
            (void)removeTree(old);
        } else {
            renameFolder(aside, folder).orThrow();
        }
        removeOlder(parent, keep);
        return folder;
    });
    if (!result) {
        (void)removeTree(aside);
    }
    return result;
}

} // namespace typemould
