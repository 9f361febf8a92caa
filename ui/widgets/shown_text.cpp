#include "ui/widgets/shown_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace typemould {

namespace {

/// Gives the strings of this file their context.
struct ShownText {
    Q_DECLARE_TR_FUNCTIONS(ShownText)
};

} // namespace

QString characterText(char32_t character) { return QString::fromUcs4(&character, 1); }

QString characterLabel(char32_t character) {
    return characterText(character) + QLatin1Char(' ') + QString::fromStdString(codePointText(character));
}

QString characterList(const CharacterSet& characters, std::size_t limit) {
    QStringList shown;
    for (std::size_t i = 0; i < std::min(limit, characters.size()); ++i) {
        shown << characterText(characters[i]);
    }
    QString text = shown.join(QLatin1Char(' '));
    if (characters.size() > limit) {
        const int more = static_cast<int>(characters.size() - limit);
        text += QLatin1Char(' ') + ShownText::tr("and %Ln more", nullptr, more);
    }
    return text;
}

QString countText(std::size_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

QString shownPath(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

std::filesystem::path pathOf(const QString& text) { return std::filesystem::path(text.toStdString()); }

QString errorKind(ErrorCode code) {
    static const std::map<ErrorCode, const char*> kinds{
        {ErrorCode::InvalidArgument, QT_TRANSLATE_NOOP("ShownText", "A value does not fit.")},
        {ErrorCode::NotFound, QT_TRANSLATE_NOOP("ShownText", "Something is not there.")},
        {ErrorCode::Io, QT_TRANSLATE_NOOP("ShownText", "The system refused to read or write.")},
        {ErrorCode::DiskFull, QT_TRANSLATE_NOOP("ShownText", "The disk is full.")},
        {ErrorCode::BadFormat, QT_TRANSLATE_NOOP("ShownText", "A file is damaged or of another kind.")},
        {ErrorCode::Unsupported, QT_TRANSLATE_NOOP("ShownText", "Typemould cannot work with this.")},
        {ErrorCode::Locked, QT_TRANSLATE_NOOP("ShownText", "The project is in use elsewhere.")},
        {ErrorCode::Cancelled, QT_TRANSLATE_NOOP("ShownText", "It was stopped.")},
        {ErrorCode::OutOfMemory, QT_TRANSLATE_NOOP("ShownText", "There is not enough memory.")},
        {ErrorCode::NotFinite,
         QT_TRANSLATE_NOOP("ShownText", "Training has lost its way: a number overflowed.")},
        {ErrorCode::Internal, QT_TRANSLATE_NOOP("ShownText", "A fault of Typemould.")}};
    const char* const kind = kinds.at(code);
    const QString shown = QCoreApplication::translate("ShownText", kind);
    return shown == QLatin1String(kind) ? QString() : shown;
}

QString errorText(const Error& error) {
    const QString kind = errorKind(error.code);
    const QString text = QString::fromStdString(error.text());
    return kind.isEmpty() ? text : kind + QLatin1Char('\n') + text;
}

QString timeLeftText(double seconds) {
    if (!(seconds >= 0) || !std::isfinite(seconds)) {
        return {};
    }
    const int whole = static_cast<int>(std::min(std::ceil(seconds), 1e9));
    const int minutes = (whole + 30) / 60;
    const int hours = (whole + 1800) / 3600;
    if (whole < 60) {
        return ShownText::tr("about %Ln s left", nullptr, whole);
    }
    if (whole < 5400) {
        return ShownText::tr("about %Ln min left", nullptr, minutes);
    }
    return ShownText::tr("about %Ln h left", nullptr, hours);
}

} // namespace typemould
