// What project.json, review.json and run.json hold, as text and back. For this room's own use; any thread.
// All throw Failure: BadFormat when the file is damaged (the previous version may serve), Unsupported when a
// newer Typemould wrote it, InvalidArgument when it is whole but says something unknown or out of range.
#pragma once

#include "core/project/project.h"

#include <string>

namespace typemould {

/// The version of the files' format that this program writes and the newest that it reads.
inline constexpr int projectFormat = 1;

using Reviews = std::map<char32_t, ReviewVerdict>;

/// `data` as the text of project.json; font paths inside `folder` become relative.
std::string projectToText(const ProjectData& data, const std::filesystem::path& folder);
/// The reverse; `file` stands in messages.
ProjectData projectFromText(const std::string& text, const std::filesystem::path& folder,
                            const std::filesystem::path& file);

/// The error for a font file that is no longer the one chosen; `role` is "source font".
Error changedFontError(const std::string& role, const std::filesystem::path& path);

std::string reviewsToText(const Reviews& reviews);
Reviews reviewsFromText(const std::string& text, const std::filesystem::path& file);

/// The text of a run's run.json: all that the run was started with.
std::string runToText(const ProjectData& data, const TrainingSettings& settings,
                      const std::filesystem::path& folder, const std::string& startedAt);

} // namespace typemould
