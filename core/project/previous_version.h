// Files of which the version before the last save is kept as *.bak: read with that to fall back on, replaced
// without losing a good version. For this room's own use; one thread. All throw Failure.
#pragma once

#include "core/base/atomic_file.h"

#include <filesystem>
#include <optional>
#include <string>

namespace typemould {

/// A larger file is no project file.
inline constexpr std::uint64_t largestProjectFile = 16ull << 20;

/// `path` with letters added to its name.
inline std::filesystem::path withSuffix(const std::filesystem::path& path, const char* suffix) {
    return std::filesystem::path(path).concat(suffix);
}

/// Whether a file could not be read for not being there.
inline bool isMissing(const Error& error) { return error.code == ErrorCode::NotFound; }

/// What a file or, where that is damaged or gone, its *.bak holds.
template <class T>
struct Loaded {
    std::optional<T> value;
    std::optional<Error> fault; ///< of the file itself
};

/// Reads `file` by `parse` (text and path to a T). Only a damaged or missing file falls back; any other fault
/// is thrown.
template <class T, class Parse>
Loaded<T> loadWithPrevious(const std::filesystem::path& file, const Parse& parse) {
    const auto load = [&](const std::filesystem::path& path) -> Result<T> {
        return guarded("reading " + pathText(path),
                       [&] { return parse(readTextFile(path, largestProjectFile).orThrow(), path); });
    };
    auto current = load(file);
    if (current) {
        return {std::move(current).value(), {}};
    }
    const Error fault = current.error();
    if (fault.code != ErrorCode::BadFormat && !isMissing(fault)) {
        throw Failure(fault); // whole, but not for us: an older version must not silently take its place
    }
    auto previous = load(withSuffix(file, ".bak"));
    if (previous) {
        return {std::move(previous).value(), fault};
    }
    return {std::nullopt, fault};
}

/// Writes `text`, keeping what was there as *.bak, or as *.damaged where it cannot be read: no good version
/// is lost. A text that is larger than largestProjectFile is refused, for it could not be read again.
template <class Parse>
void replaceKeepingPrevious(const std::filesystem::path& file, const std::string& text, const Parse& parse) {
    if (text.size() > largestProjectFile) {
        throw Failure(ErrorCode::Unsupported,
                      "Cannot write " + pathText(file) + ": it would have " + std::to_string(text.size()) +
                          " bytes, and one of more than " + std::to_string(largestProjectFile) +
                          " could not be opened again.",
                      "Make the project smaller: fewer styles, shorter names and texts.");
    }
    const auto old = readTextFile(file, largestProjectFile);
    if (old) {
        if (*old == text) {
            return;
        }
        const bool good = guarded("", [&] { static_cast<void>(parse(*old, file)); }).ok();
        writeFileAtomically(withSuffix(file, good ? ".bak" : ".damaged"), *old).orThrow();
    } else if (!isMissing(old.error())) {
        throw Failure(old.error());
    }
    writeFileAtomically(file, text).orThrow();
}

} // namespace typemould
