#include "ui/widgets/shown_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

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

QString errorText(const Error& error) { return QString::fromStdString(error.text()); }

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
