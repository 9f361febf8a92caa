#include "ui/studio/main_window.h"

#include "ui/export/export_page.h"
#include "ui/fonts/fonts_page.h"
#include "ui/review/review_page.h"
#include "ui/runs/runs_bar.h"
#include "ui/studio/message_strip.h"
#include "ui/studio/recent_projects.h"
#include "ui/studio/run_bar.h"
#include "ui/studio/theme.h"
#include "ui/studio/typed_value.h"
#include "ui/studio/welcome_page.h"
#include "ui/train/train_page.h"
#include "ui/train/weights_panel.h"

#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

namespace typemould {

namespace {

std::filesystem::path toPath(const QString& text) { return text.toStdString(); }
QString toText(const std::filesystem::path& path) { return QString::fromStdString(pathText(path)); }

bool samePlace(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code code;
    return std::filesystem::equivalent(a, b, code);
}

} // namespace

MainWindow::MainWindow(Surroundings surroundings, QWidget* parent)
    : QMainWindow(parent), m_surroundings(std::move(surroundings)), m_document(new Document(this)),
      m_runner(new TrainingRunner(this)), m_control(new TrainingControl(*m_document, *m_runner, this)),
      m_messages(new MessageStrip(this)), m_tabs(new QTabBar(this)), m_stack(new QStackedWidget(this)),
      m_pages(new QStackedWidget(this)), m_welcome(new WelcomePage(this)),
      m_runBar(new RunBar(*m_runner, *m_control, this)) {
    if (m_surroundings.makeSession) {
        m_control->setSessionMaker(m_surroundings.makeSession);
    }
    setObjectName("mainWindow");
    setAcceptDrops(true);
    Dialogs& dialogs = *m_surroundings.dialogs;
    m_pages->addWidget(m_fontsPage = new FontsPage(*m_document, dialogs, m_pages));
    m_pages->addWidget(m_trainPage = new TrainPage(*m_document, *m_runner, *m_control, dialogs, m_pages));
    connect(m_trainPage, &TrainPage::pairsWanted, this, [this] { showPage(Page::Fonts); });
    auto* review = new ReviewPage(*m_document, dialogs, m_pages);
    m_pages->addWidget(review);
    connect(m_runner, &TrainingRunner::previewed, review, &ReviewPage::takePreview);
    m_pages->addWidget(m_exportPage = new ExportPage(*m_document, dialogs, m_pages));
    m_tabs->setObjectName("pageTabs");
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setExpanding(false);
    m_tabs->setDocumentMode(true);
    for (const QString& title : {tr("Fonts"), tr("Train"), tr("Review"), tr("Export")}) {
        m_tabs->addTab(title);
    }

    auto* work = new QWidget(m_stack);
    auto* workColumn = new QVBoxLayout(work);
    workColumn->setContentsMargins(0, 0, 0, 0);
    workColumn->addWidget(m_tabs);
    workColumn->addWidget(m_pages, 1);
    workColumn->addWidget(m_runBar);
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(work);
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);

    m_actions = makeStudioActions(*this, *m_document, *m_runBar);
    connectActions();
    connectDocument();
    restoreState();
    refreshView();
}

MainWindow::~MainWindow() {
    // What looks at something goes before what it looks at; the runner waits for its thread.
    delete takeCentralWidget();
    delete m_control;
    m_runner->disconnect();
    delete m_runner;
    m_document->disconnect();
    delete m_document;
}

void MainWindow::connectActions() {
    connect(m_actions.newProject, &QAction::triggered, this, &MainWindow::newProject);
    const auto open = [this] {
        if (const QString folder = m_surroundings.dialogs->openProject(this); !folder.isEmpty()) {
            openProject(folder);
        }
    };
    connect(m_actions.openProject, &QAction::triggered, this, open);
    connect(m_actions.openDemo, &QAction::triggered, this, &MainWindow::openDemo);
    connect(m_actions.recent, &QMenu::aboutToShow, this, [this] {
        fillRecentMenu(*m_actions.recent, [this](const QString& path) { openProject(path); });
    });
    connect(m_actions.save, &QAction::triggered, this, [this] {
        commitTypedValue(*this);
        if (const auto saved = m_document->save(); !saved) {
            m_messages->showError(saved.error());
        }
    });
    connect(m_actions.closeProject, &QAction::triggered, this, [this] {
        afterWork([this] {
            if (saveOrAsk()) {
                m_document->closeProject();
            }
        });
    });
    connect(m_actions.importWeights, &QAction::triggered, this, [this] {
        showPage(Page::Train);
        m_trainPage->weights().importWeights();
    });
    connect(m_actions.exportWeights, &QAction::triggered, this,
            [this] { m_trainPage->weights().exportWeights(); });
    connect(m_actions.timeline, &QAction::triggered, this, [this] { m_trainPage->runs().openTimeline(); });
    connect(m_actions.runs, &QAction::triggered, this, [this] { m_trainPage->runs().openRuns(); });
    connect(m_actions.experiment, &QAction::triggered, this,
            [this] { m_trainPage->runs().openExperiment(); });
    connect(m_actions.copyFonts, &QAction::triggered, m_document, &Document::copyFontsIn);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    for (int i = 0; i < m_actions.pages.size(); ++i) {
        connect(m_actions.pages[i], &QAction::triggered, this, [this, i] { showPage(static_cast<Page>(i)); });
    }
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int i) { showPage(static_cast<Page>(i)); });
    for (int i = 0; i < m_actions.themes.size(); ++i) {
        connect(m_actions.themes[i], &QAction::triggered, this, [i] {
            QSettings().setValue("theme", themeName(static_cast<Theme>(i)));
            applyTheme(static_cast<Theme>(i));
        });
    }
    connect(m_actions.fullScreen, &QAction::toggled, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
    connect(m_actions.shortcuts, &QAction::triggered, this, [this] { showShortcuts(*this); });
    connect(m_actions.about, &QAction::triggered, this, [this] {
        m_surroundings.dialogs->ask(this, tr("About Typemould"), m_surroundings.about, {tr("Close")});
    });
    connect(m_welcome, &WelcomePage::newWanted, this, &MainWindow::newProject);
    connect(m_welcome, &WelcomePage::openWanted, this, open);
    connect(m_welcome, &WelcomePage::demoWanted, this, &MainWindow::openDemo);
    connect(m_welcome, &WelcomePage::recentWanted, this, &MainWindow::openProject);
}

void MainWindow::connectDocument() {
    connect(m_document, &Document::projectChanged, this, &MainWindow::refreshView);
    const auto refreshCopyFonts = [this] { m_actions.copyFonts->setEnabled(m_document->canCopyFontsIn()); };
    connect(m_document, &Document::dataChanged, this, refreshCopyFonts);
    connect(m_document, &Document::copyingFontsChanged, this, refreshCopyFonts);
    connect(m_document, &Document::placementsFixedChanged, this, refreshCopyFonts);
    const auto refreshWeights = [this] {
        m_actions.importWeights->setEnabled(m_trainPage->weights().importObstacle().isEmpty());
        m_actions.exportWeights->setEnabled(m_document->checkpoint().has_value() &&
                                            !m_document->changingNetwork());
    };
    for (const auto signal :
         {&Document::projectChanged, &Document::fontsChanged, &Document::checkpointChanged}) {
        connect(m_document, signal, this, refreshWeights);
    }
    connect(m_document, &Document::changingNetworkChanged, this, refreshWeights);
    connect(m_document, &Document::findingCheckpointChanged, this, refreshWeights);
    connect(m_runner, &TrainingRunner::stateChanged, this, refreshWeights);
    connect(m_runner, &TrainingRunner::ended, this, refreshWeights);
    connect(m_runner, &TrainingRunner::failed, this, refreshWeights);
    refreshWeights();
    connect(m_document, &Document::unsavedChanged, this, &QWidget::setWindowModified);
    connect(m_document, &Document::problem, m_messages, &MessageStrip::showError);
    connect(m_document, &Document::notice, m_messages, &MessageStrip::showNotice);
    connect(m_control, &TrainingControl::problem, m_messages, &MessageStrip::showError);
    connectEndings();
}

void MainWindow::newProject() {
    const QString folder = m_surroundings.dialogs->newProjectFolder(this);
    if (!folder.isEmpty()) {
        afterWork([this, folder] {
            adopt(Project::create(toPath(folder), {}));
            if (m_document->isOpen()) {
                showPage(Page::Fonts);
            }
        });
    }
}

void MainWindow::openProject(const QString& folder) {
    afterWork([this, folder] {
        if (m_document->isOpen() && samePlace(toPath(folder), m_document->project().folder())) {
            return;
        }
        adopt(Project::open(toPath(folder), ProjectAccess::WriteOrReadOnly));
    });
}

void MainWindow::openDemo() {
    // Opened a second time it would find its own lock, and be read-only.
    if (m_openJob.running() ||
        (m_document->isOpen() && samePlace(m_surroundings.demoFolder, m_document->project().folder()))) {
        return;
    }
    afterWork([this] {
        m_openJob.start([open = m_surroundings.openDemo](std::stop_token) { return open(); },
                        [this](Result<Project> project) {
                            const auto opened = std::make_shared<Result<Project>>(std::move(project));
                            afterWork([this, opened] { adopt(std::move(*opened)); });
                        });
    });
}

void MainWindow::adopt(Result<Project> project) {
    m_openJob.cancel(); // what was chosen last counts
    if (!project) {
        m_messages->showError(project.error());
        return;
    }
    if (!saveOrAsk()) {
        return;
    }
    m_messages->clear();
    addRecentProject(toText(project->folder()));
    m_document->setProject(std::move(*project));
}

void MainWindow::showPage(Page page) {
    const int index = static_cast<int>(page);
    m_pages->setCurrentIndex(index);
    m_tabs->setCurrentIndex(index);
    m_actions.pages[index]->setChecked(true);
}

void MainWindow::refreshTitle() {
    if (!m_document->isOpen()) {
        setWindowTitle(tr("Typemould"));
        return;
    }
    const QString name = QString::fromStdString(m_document->project().name());
    setWindowTitle(m_document->readOnly() ? tr("%1 (read-only) — Typemould").arg(name)
                                          : tr("%1[*] — Typemould").arg(name));
    setWindowFilePath(toText(m_document->project().folder()));
}

void MainWindow::refreshView() {
    const bool open = m_document->isOpen();
    if (!open) {
        m_welcome->refresh();
    }
    m_stack->setCurrentIndex(open ? 1 : 0);
    m_actions.save->setEnabled(open && !m_document->readOnly());
    m_actions.copyFonts->setEnabled(m_document->canCopyFontsIn());
    m_actions.closeProject->setEnabled(open);
    for (QAction* page : m_actions.pages) {
        page->setEnabled(open);
    }
    for (QAction* action : {m_actions.timeline, m_actions.runs, m_actions.experiment}) {
        action->setEnabled(open);
    }
    refreshTitle();
}

} // namespace typemould
