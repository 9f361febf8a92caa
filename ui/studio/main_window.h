// MainWindow: the stack of pages, the run bar, menus and messages; opens, saves and closes projects, and asks
// before a run is lost. Knows no page from inside. Owned by main(); GUI thread.
#pragma once

#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"
#include "ui/studio/studio_actions.h"
#include "ui/studio/training_control.h"

#include <QMainWindow>

#include <functional>

class QStackedWidget;
class QTabBar;

namespace typemould {

class ExportPage;
class FontsPage;
class MessageStrip;
class RunBar;
class TrainPage;
class WelcomePage;

/// The pages by their place.
enum class Page { Fonts, Train, Review, Export };

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// What the window needs from the program around it.
    struct Surroundings {
        Dialogs* dialogs = nullptr; ///< must outlive the window
        std::function<Result<Project>()> openDemo;
        std::filesystem::path demoFolder;          ///< of the project that openDemo opens
        TrainingControl::SessionMaker makeSession; ///< empty: TrainingSession::create
        QString about;                             ///< version and licence
    };
    explicit MainWindow(Surroundings surroundings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a project folder; an error is shown in the window.
    void openProject(const QString& folder);
    /// Opens the demo as soon as it has been made in the background.
    void openDemo();
    /// The demo is being made.
    bool opening() const { return m_openJob.running(); }
    /// The system ends the session: stops what goes on, waits for its checkpoint and saves, without a
    /// question. Blocks.
    Status saveAtOnce();
    void showPage(Page page);
    Document& document() { return *m_document; }
    TrainingRunner& runner() { return *m_runner; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void connectActions();
    void connectDocument();
    void connectEndings();
    void newProject();
    void adopt(Result<Project> project);
    void afterWork(std::function<void()> then);
    void afterExport(std::function<void()> then);
    void afterNetwork(std::function<void()> then);
    void afterCopying(std::function<void()> then);
    void afterExperiment(std::function<void()> then);
    bool saveOrAsk();
    void refreshTitle();
    void refreshView();
    void showFullScreenState();
    void restoreState();
    void rememberState();
    void useDroppedFont(const QString& path);

    Surroundings m_surroundings;
    Document* m_document;
    TrainingRunner* m_runner;
    TrainingControl* m_control;
    MessageStrip* m_messages;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    QStackedWidget* m_pages;
    FontsPage* m_fontsPage = nullptr;
    TrainPage* m_trainPage = nullptr;
    ExportPage* m_exportPage = nullptr;
    WelcomePage* m_welcome;
    RunBar* m_runBar;
    StudioActions m_actions;
    std::function<void()> m_afterRun;        ///< waits for the run to end
    std::function<void()> m_afterExport;     ///< waits for the export to end
    std::function<void()> m_afterNetwork;    ///< waits for a change of the network to end
    std::function<void()> m_afterCopying;    ///< waits for fonts to be copied into the project
    std::function<void()> m_afterExperiment; ///< waits for an experiment to end
    bool m_closeWhenDone = false;            ///< minimised to go on training, then to close
    BackgroundJob m_openJob;
};

} // namespace typemould
