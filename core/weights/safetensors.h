// safetensors, the format of our weights: an 8-byte header length, a JSON header, raw little-endian data. Own
// reader and writer, bounded before anything is allocated. The tensors here are plain bytes; tensor_bytes.h
// turns them into Torch tensors. Blocking; any thread. Format: github.com/huggingface/safetensors.
#pragma once

#include "core/weights/stored_tensor.h"

#include <filesystem>

namespace typemould {

/// Writes all tensors through AtomicFile. Returns hashOf() the whole file.
Result<std::string> writeSafetensors(const std::filesystem::path& path, const StoredTensors& tensors);
/// Reads all tensors. Errors for a header that is damaged, too large (8 MiB, 10,000 tensors, names of 512
/// bytes), overlapping or leaving holes, and for sizes that do not agree with shapes. `expectedHash`, when
/// not empty, must be hashOf() the file.
Result<StoredTensors> readSafetensors(const std::filesystem::path& path,
                                      const std::string& expectedHash = {});

} // namespace typemould
