#include "ui/studio/theme.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

#include <array>
#include <utility>

namespace typemould {

namespace {

/// The colours of a palette.
enum Tone { Window, Base, Alternate, Button, Text, Dim, Highlight, OnHighlight, Link, Tip, ToneCount };
using Tones = std::array<const char*, ToneCount>;

/// Which tone each part of a window has.
constexpr std::pair<QPalette::ColorRole, Tone> parts[] = {
    {QPalette::WindowText, Text},
    {QPalette::Base, Base},
    {QPalette::AlternateBase, Alternate},
    {QPalette::Text, Text},
    {QPalette::ButtonText, Text},
    {QPalette::PlaceholderText, Dim},
    {QPalette::Highlight, Highlight},
    {QPalette::HighlightedText, OnHighlight},
    {QPalette::Link, Link},
    {QPalette::LinkVisited, Link},
    {QPalette::ToolTipBase, Tip},
    {QPalette::ToolTipText, Text},
};

QPalette paletteOf(const Tones& tones) {
    QPalette palette(QColor{tones[Button]}, QColor{tones[Window]});
    palette.setColor(QPalette::BrightText, Qt::white);
    for (const auto& [role, tone] : parts) {
        palette.setColor(role, tones[tone]);
    }
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(QPalette::Disabled, role, tones[Dim]);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, tones[Alternate]);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, tones[Dim]);
    return palette;
}

// In the order of Tone.
constexpr Tones lightTones{"#f3f3f1", "#ffffff", "#ecece9", "#eaeae7", "#1c1c1a",
                           "#757570", "#1f6fb2", "#ffffff", "#1a5f9c", "#ffffff"};
// Fusion draws outlines darker than the window: fields are lighter than it, so that their frames are seen.
constexpr Tones darkTones{"#2b2c2f", "#37393d", "#3d3f44", "#44474c", "#ececea",
                          "#9b9c97", "#3d8ed0", "#ffffff", "#86c0f0", "#44474c"};

} // namespace

std::optional<Theme> themeFromName(const QString& name) {
    for (const Theme theme : {Theme::System, Theme::Light, Theme::Dark}) {
        if (name == themeName(theme)) {
            return theme;
        }
    }
    return std::nullopt;
}

QString themeName(Theme theme) {
    switch (theme) {
    case Theme::Light:
        return QStringLiteral("light");
    case Theme::Dark:
        return QStringLiteral("dark");
    case Theme::System:
        break;
    }
    return QStringLiteral("system");
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void applyTheme(Theme theme) {
    static const QPalette system = QApplication::palette();
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    // Where the system says nothing of its own, ours is better tuned than Qt's grey.
    const bool dark = theme == Theme::Dark || (theme == Theme::System && isDark(system));
    QApplication::setPalette(paletteOf(dark ? darkTones : lightTones));
}

} // namespace typemould
