#include "ui/studio/theme.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace typemould {

namespace {

struct Tones {
    QColor window, base, alternate, button, text, dim, highlight, onHighlight, link, tip;
};

QPalette paletteOf(const Tones& t) {
    QPalette palette(t.button, t.window);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.base);
    palette.setColor(QPalette::AlternateBase, t.alternate);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, t.dim);
    palette.setColor(QPalette::Highlight, t.highlight);
    palette.setColor(QPalette::HighlightedText, t.onHighlight);
    palette.setColor(QPalette::Link, t.link);
    palette.setColor(QPalette::LinkVisited, t.link);
    palette.setColor(QPalette::ToolTipBase, t.tip);
    palette.setColor(QPalette::ToolTipText, t.text);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(QPalette::Disabled, role, t.dim);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, t.alternate);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, t.dim);
    return palette;
}

QPalette lightPalette() {
    return paletteOf({.window = "#f3f3f1",
                      .base = "#ffffff",
                      .alternate = "#ecece9",
                      .button = "#eaeae7",
                      .text = "#1c1c1a",
                      .dim = "#757570",
                      .highlight = "#1f6fb2",
                      .onHighlight = "#ffffff",
                      .link = "#1a5f9c",
                      .tip = "#ffffff"});
}

/// Fusion draws outlines darker than the window: fields are lighter than it, so that their frames are seen.
QPalette darkPalette() {
    return paletteOf({.window = "#2b2c2f",
                      .base = "#37393d",
                      .alternate = "#3d3f44",
                      .button = "#44474c",
                      .text = "#ececea",
                      .dim = "#9b9c97",
                      .highlight = "#3d8ed0",
                      .onHighlight = "#ffffff",
                      .link = "#86c0f0",
                      .tip = "#44474c"});
}

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
    switch (theme) {
    case Theme::Light:
        QApplication::setPalette(lightPalette());
        break;
    case Theme::Dark:
        QApplication::setPalette(darkPalette());
        break;
    case Theme::System:
        // Where the system says nothing of its own, ours is better tuned than Qt's grey.
        QApplication::setPalette(isDark(system) ? darkPalette() : lightPalette());
        break;
    }
}

} // namespace typemould
