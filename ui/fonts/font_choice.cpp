#include "ui/fonts/font_choice.h"

#include "ui/widgets/shown_text.h"

#include <QFileInfo>

namespace typemould {

QString faceTitle(const FaceInfo& face) {
    return QString::fromStdString(face.style.empty() ? face.family : face.family + " " + face.style);
}

std::optional<FaceChoice> chooseFace(const std::vector<FaceInfo>& faces, const std::filesystem::path& path,
                                     Dialogs& dialogs, QWidget* parent) {
    if (faces.size() < 2) {
        return faces.empty() ? FaceChoice{} : faces.front().choice;
    }
    QStringList titles;
    for (const auto& face : faces) {
        titles << faceTitle(face);
    }
    const auto answer = dialogs.chooseFace(parent, QFileInfo(shownPath(path)).fileName(), titles);
    if (!answer || *answer < 0 || *answer >= titles.size()) {
        return std::nullopt;
    }
    return faces[static_cast<std::size_t>(*answer)].choice;
}

} // namespace typemould
