// Writes a checkpoint folder: aside first, renamed when its manifest is complete. Blocking; one thread.
#pragma once

#include "core/training/checkpoint.h"
#include "core/weights/safetensors.h"

namespace typemould {

/// Writes <run>/checkpoints/<step, eight digits> beside the others, in place of one of the same step. Returns
/// the folder. On any failure (a full disk is asked for first: free room of 1.2 times the size) what was
/// there is untouched and nothing half-written is left.
Result<std::filesystem::path> writeCheckpoint(const std::filesystem::path& runFolder,
                                              const CheckpointManifest& manifest, const StoredTensors& model,
                                              const StoredTensors& optimizer);

} // namespace typemould
