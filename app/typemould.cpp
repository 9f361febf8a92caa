// The studio's main: reads the command line, sets up language, look and log, and shows the window.
#include "app/demo.h"
#include "app/log.h"
#include "ui/studio/main_window.h"
#include "ui/studio/qt_dialogs.h"
#include "ui/studio/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QSessionManager>
#include <QSettings>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <spdlog/spdlog.h>

using namespace typemould;

namespace {

constexpr int wrongUsage = 2;

/// Qt's own messages go where ours go.
void logQtMessage(QtMsgType type, const QMessageLogContext&, const QString& message) {
    const std::string text = message.toStdString();
    switch (type) {
    case QtDebugMsg:
        spdlog::debug("{}", text);
        break;
    case QtInfoMsg:
        spdlog::info("{}", text);
        break;
    case QtWarningMsg:
        spdlog::warn("{}", text);
        break;
    case QtCriticalMsg:
        spdlog::error("{}", text);
        break;
    case QtFatalMsg:
        spdlog::critical("{}", text);
        spdlog::shutdown();
        std::fprintf(stderr, "%s\n", text.c_str());
        break;
    }
}

void installTranslations(QApplication& application) {
    auto* qtTexts = new QTranslator(&application);
    if (qtTexts->load(QLocale(), "qtbase", "_", QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        application.installTranslator(qtTexts);
    }
    auto* ours = new QTranslator(&application);
    // English has plural forms of its own; they serve every language that there is no translation for.
    if (ours->load(QLocale(), "typemould", "_", ":/i18n") || ours->load("typemould_en", ":/i18n")) {
        application.installTranslator(ours);
    }
}

int fail(const QString& text) {
    std::fprintf(stderr, "typemould: %s\n", qPrintable(text));
    return wrongUsage;
}

std::optional<Page> pageFromName(const QString& name) {
    const auto place = QStringList{"fonts", "train", "review", "export"}.indexOf(name);
    return place < 0 ? std::nullopt : std::optional(static_cast<Page>(place));
}

/// Says on stdout that the window has been painted for the first time, and quits.
class FirstPicture : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            // Once what is inside the window is painted too.
            QMetaObject::invokeMethod(
                this,
                [] {
                    std::puts("shown");
                    std::fflush(stdout);
                    QCoreApplication::quit();
                },
                Qt::QueuedConnection);
        }
        return false;
    }
};

/// Renders the window into a PNG once its background work has settled, and quits: 1 when it cannot be
/// written.
void takeScreenshot(MainWindow& window, const QString& file) {
    auto* timer = new QTimer(&window);
    auto* quiet = new int(0);
    QObject::connect(timer, &QTimer::timeout, &window, [&window, timer, quiet, file] {
        const Document& document = window.document();
        *quiet = window.opening() || document.openingFonts() || document.drawingPairs() ? 0 : *quiet + 1;
        if (*quiet >= (document.checkpoint() ? 80 : 20)) { // a checkpoint draws glyphs that are to be seen
            timer->stop();
            delete quiet;
            QCoreApplication::exit(window.grab().save(file) ? 0 : 1);
        }
    });
    timer->start(100);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName("typemould");
    QCoreApplication::setApplicationName("typemould");
    QCoreApplication::setApplicationVersion(TYPEMOULD_VERSION);
    QGuiApplication::setDesktopFileName("typemould");
    QSettings::setDefaultFormat(QSettings::IniFormat);

    installTranslations(application);
    const auto say = [](const char* text) { return QCoreApplication::translate("CommandLine", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(
        say(QT_TRANSLATE_NOOP("CommandLine", "Typemould completes a typeface.")));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("project", say(QT_TRANSLATE_NOOP("CommandLine", "Project folder to open.")),
                                 "[project]");
    const QCommandLineOption demo("demo", say(QT_TRANSLATE_NOOP("CommandLine", "Open the demo project.")));
    const QCommandLineOption page(
        "page", say(QT_TRANSLATE_NOOP("CommandLine", "Page to show: fonts, train, review, export.")), "page");
    const QCommandLineOption theme(
        "theme", say(QT_TRANSLATE_NOOP("CommandLine", "Look: light, dark, system.")), "theme");
    QCommandLineOption screenshot("screenshot", "Write a picture of the window and quit.", "file");
    screenshot.setFlags(QCommandLineOption::HiddenFromHelp);
    QCommandLineOption quitWhenShown("quit-when-shown", "Say when the window is seen, and quit.");
    quitWhenShown.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({demo, page, theme, screenshot, quitWhenShown});
    parser.process(application);

    const auto themeWanted = themeFromName(
        parser.isSet(theme) ? parser.value(theme) : QSettings().value("theme", "system").toString());
    const auto pageWanted = pageFromName(parser.value(page));
    if (parser.isSet(theme) && !themeWanted) {
        return fail(say(QT_TRANSLATE_NOOP("CommandLine", "The look is one of: light, dark, system.")));
    }
    if (parser.isSet(page) && !pageWanted) {
        return fail(
            say(QT_TRANSLATE_NOOP("CommandLine", "The page is one of: fonts, train, review, export.")));
    }
    if (parser.positionalArguments().size() > (parser.isSet(demo) ? 0 : 1)) {
        return fail(say(QT_TRANSLATE_NOOP("CommandLine", "Give one project folder, or --demo.")));
    }

    startLog("typemould");
    qInstallMessageHandler(logQtMessage);
    spdlog::info("typemould {} with Qt {}", TYPEMOULD_VERSION, qVersion());
    applyTheme(themeWanted.value_or(Theme::System));

    QtDialogs dialogs;
    const QString about =
        say(QT_TRANSLATE_NOOP(
                "CommandLine",
                "Typemould %1\n\nCompletes a typeface: learns the style of a font from the characters "
                "that it has, and draws those that it lacks.\n\nFree software under the GNU General "
                "Public License, version 3 or later. Log: %2"))
            .arg(TYPEMOULD_VERSION, QString::fromStdString(logFile("typemould").string()));
    MainWindow window(
        {.dialogs = &dialogs,
         .openDemo = [] { return openDemoProject(defaultDemoFolder(), ProjectAccess::WriteOrReadOnly); },
         .demoFolder = defaultDemoFolder(),
         .makeSession = {},
         .about = about});
    // The session ends: no questions, but nothing is lost either.
    QObject::connect(&application, &QGuiApplication::commitDataRequest, &window, [&window](QSessionManager&) {
        if (const auto saved = window.saveAtOnce(); !saved) {
            spdlog::error("{}", saved.error().text());
        }
    });
    if (parser.isSet(quitWhenShown)) {
        window.installEventFilter(new FirstPicture(&window));
    }
    window.show();
    if (parser.isSet(demo)) {
        window.openDemo();
    } else if (!parser.positionalArguments().isEmpty()) {
        window.openProject(parser.positionalArguments().first());
    }
    if (pageWanted) {
        window.showPage(*pageWanted);
    }
    if (parser.isSet(screenshot)) {
        takeScreenshot(window, parser.value(screenshot));
    }
    const int status = QApplication::exec();
    spdlog::info("ended");
    return status;
}
