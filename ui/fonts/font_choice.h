// Which face of a font file is meant: a question when it offers several faces or instances. GUI thread;
// blocks for the question.
#pragma once

#include "core/fonts/font_face.h"
#include "ui/studio/dialogs.h"

#include <optional>

namespace typemould {

/// The one face that a file offers, or the one that the user picks of several; nothing: the user went back.
std::optional<FaceChoice> chooseFace(const std::vector<FaceInfo>& faces, const std::filesystem::path& path,
                                     Dialogs& dialogs, QWidget* parent);
/// "Noto Sans TC Regular".
QString faceTitle(const FaceInfo& face);

} // namespace typemould
