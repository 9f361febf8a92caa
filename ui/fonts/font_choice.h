// From a file that the user picked or dropped to a font reference: told by content, with a question when the
// file offers several faces or instances. GUI thread; blocks for the question.
#pragma once

#include "core/project/project.h"
#include "ui/studio/dialogs.h"

#include <optional>

namespace typemould {

/// The reference, or nothing when the user went back; an error names the file.
Result<std::optional<FontReference>> askForFace(const std::filesystem::path& path, Dialogs& dialogs,
                                                QWidget* parent);
/// The one face that a file offers, or the one that the user picks of several; nothing: the user went back.
std::optional<FaceChoice> chooseFace(const std::vector<FaceInfo>& faces, const std::filesystem::path& path,
                                     Dialogs& dialogs, QWidget* parent);
/// "Noto Sans TC Regular".
QString faceTitle(const FaceInfo& face);

} // namespace typemould
