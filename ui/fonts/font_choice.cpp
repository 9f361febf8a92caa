#include "ui/fonts/font_choice.h"

#include "ui/widgets/shown_text.h"

#include <QFileInfo>

namespace typemould {

QString faceTitle(const FaceInfo& face) {
    return QString::fromStdString(face.style.empty() ? face.family : face.family + " " + face.style);
}

Result<std::optional<FontReference>> askForFace(const std::filesystem::path& path, Dialogs& dialogs,
                                                QWidget* parent) {
    auto faces = FontFace::list(path);
    if (!faces) {
        return faces.error();
    }
    FaceChoice choice = faces->empty() ? FaceChoice{} : faces->front().choice;
    if (faces->size() > 1) {
        QStringList titles;
        for (const auto& face : *faces) {
            titles << faceTitle(face);
        }
        const auto answer = dialogs.chooseFace(parent, QFileInfo(shownPath(path)).fileName(), titles);
        if (!answer || *answer < 0 || *answer >= titles.size()) {
            return std::optional<FontReference>();
        }
        choice = (*faces)[static_cast<std::size_t>(*answer)].choice;
    }
    auto reference = fontReference(path, choice);
    if (!reference) {
        return reference.error();
    }
    return std::optional(std::move(*reference));
}

} // namespace typemould
