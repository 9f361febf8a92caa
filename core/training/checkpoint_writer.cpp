#include "core/training/checkpoint_writer.h"

#include "core/base/hash.h"
#include "core/training/manifest_json.h"
#include "core/training/run_files.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio> // renameat2
#include <fcntl.h>
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
                      "Free some space, then save a checkpoint again.");
    }
}

/// Puts `fresh` in the place of `folder` and the old contents in the place of `fresh`. Where the file system
/// cannot do that at once, the whole fresh folder is taken over on the next opening should the program end
/// between the two renames.
void exchange(const fs::path& fresh, const fs::path& folder) {
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) == 0) {
        return;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        throw Failure(systemError(errno, "replace", folder));
    }
    const fs::path old = folder.string() + ".replaced";
    (void)removeTree(old);
    renameFolder(folder, old).orThrow();
    if (auto renamed = renameFolder(fresh, folder); !renamed) {
        (void)renameFolder(old, folder);
        renamed.orThrow();
    }
    (void)removeTree(old);
}

} // namespace

Result<fs::path> writeCheckpoint(const fs::path& runFolder, const CheckpointManifest& manifest,
                                 const StoredTensors& model, const StoredTensors& optimizer) {
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
        if (fs::exists(folder, code)) { // the same step saved again: both change places at once
            exchange(aside, folder);
            syncFolder(parent).orThrow();
            (void)removeTree(aside);
        } else {
            renameFolder(aside, folder).orThrow();
        }
        return folder;
    });
    if (!result) {
        (void)removeTree(aside);
    }
    return result;
}

} // namespace typemould
