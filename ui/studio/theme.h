// The look of the windows: Fusion in a light or a dark palette, or in what the system says. GUI thread.
#pragma once

#include <QPalette>
#include <QString>

#include <optional>

namespace typemould {

enum class Theme { System, Light, Dark };

/// "system", "light", "dark"; nothing for another word.
std::optional<Theme> themeFromName(const QString& name);
QString themeName(Theme theme);
/// Puts the whole program in a theme, at once.
void applyTheme(Theme theme);
/// Whether a palette is dark (Qt 6.4 cannot say it of the system).
bool isDark(const QPalette& palette);

} // namespace typemould
