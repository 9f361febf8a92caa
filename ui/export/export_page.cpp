#include "ui/export/export_page.h"

#include "ui/export/export_bar.h"
#include "ui/export/finished_preview.h"
#include "ui/export/font_panel.h"
#include "ui/export/font_run.h"
#include "ui/review/review_sets.h"
#include "ui/review/style_bar.h"
#include "ui/widgets/settings_form.h"
#include "ui/widgets/shown_text.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace typemould {

ExportPage::ExportPage(Document& document, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_document(document), m_dialogs(dialogs),
      m_factory([](const std::filesystem::path& checkpoint) { return GlyphGenerator::open(checkpoint); }) {
    setObjectName("exportPage");
    m_preview = new FinishedPreview(document);
    m_fontRun = new FontRun(document, dialogs, this);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(makeChoices());
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->setObjectName("exportColumns");
    columns->addWidget(scroll);
    auto* shown = new QSplitter(Qt::Vertical, columns);
    shown->setObjectName("exportShown");
    shown->setChildrenCollapsible(false);
    shown->addWidget(m_preview);
    shown->addWidget(m_fontRun->proof());
    columns->addWidget(shown);
    columns->setStretchFactor(0, 3);
    columns->setStretchFactor(1, 2);
    columns->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(columns, 1);
    m_bar = new ExportBar("export", tr("E&xport"), tr("&Open folder"), this);
    layout->addWidget(m_bar);
    layout->addWidget(m_fontRun);
    connectControls();
    connectDocument();
    refreshFactory();
    refreshProject();
}

ExportPage::~ExportPage() { m_stop.request_stop(); }

bool ExportPage::exporting() const { return m_job.running() || exportingFont(); }

bool ExportPage::exportingFont() const { return m_fontRun->running(); }

bool ExportPage::writesFont() const { return m_format->currentData().toString() != "images" && !writesSvg(); }

bool ExportPage::writesSvg() const { return m_format->currentData().toString() == "svg"; }

/// Which font is written is a setting of the project; that images are is a choice of this page.
void ExportPage::chooseFormat() {
    if (writesFont() && m_document.isOpen()) {
        m_document.edit(tr("Font format"), [&](ProjectData& data) {
            (void)setField(data.font, "format", m_format->currentData().toString().toStdString());
        });
    }
    refreshFormat();
}

void ExportPage::refreshFormat() {
    if (writesFont() && m_document.isOpen()) { // as set, also by undo and where it could not be changed
        const QSignalBlocker quiet(m_format);
        m_format->setCurrentIndex(
            m_format->findData(QString::fromLatin1(fontFormatName(m_document.data().font.format))));
    }
    m_imageChoices->setVisible(!writesFont());
    m_bar->setVisible(!writesFont());
    m_font->setVisible(writesFont() || writesSvg());
    m_font->setOutlinesAlone(writesSvg());
    // Of the images' settings those that name files hold for outlines too.
    m_settings->setHiddenKeys(writesSvg()
                                  ? std::vector<std::string>{"format", "size", "offset-x", "offset-y",
                                                             "thresholded", "threshold", "skip-existing"}
                                  : std::vector<std::string>{});
    m_fontRun->setVisible(writesFont());
    m_fontRun->proof()->setVisible(writesFont() && m_fontRun->hasProof());
    m_preview->setOutlined(writesFont() || writesSvg());
    refreshEnabled();
}

void ExportPage::connectControls() {
    connect(m_style, &StyleBar::chosen, this, &ExportPage::refreshFactory);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportPage::chooseFormat);
    connect(m_font, &FontPanel::changed, this, &ExportPage::refreshEnabled);
    connect(m_fontRun, &FontRun::runningChanged, this, &ExportPage::refreshEnabled);
    connect(m_fontRun, &FontRun::ended, this, &ExportPage::exportEnded);
    connect(m_which, &QComboBox::currentIndexChanged, this, &ExportPage::refreshCharacters);
    connect(m_spec, &QLineEdit::textChanged, this, &ExportPage::refreshCharacters);
    connect(m_settings, &SettingsForm::edited, this, [this](const QString& key, const FieldValue& value) {
        m_document.edit(tr("Export settings"), [&](ProjectData& data) {
            if (const auto set = setField(data.exporting, key.toStdString(), value); !set) {
                qWarning("%s", set.error().text().c_str());
            }
        });
    });
    connect(m_folder, &QLineEdit::textChanged, this, &ExportPage::refreshEnabled);
    connect(m_browse, &QPushButton::clicked, this, &ExportPage::chooseFolder);
    connect(m_bar, &ExportBar::startAsked, this, &ExportPage::begin);
    connect(m_bar, &ExportBar::cancelAsked, this, &ExportPage::cancel);
    connect(&m_job, &BackgroundJob::runningChanged, this, &ExportPage::refreshEnabled);
}

void ExportPage::connectDocument() {
    connect(&m_document, &Document::projectChanged, this, &ExportPage::takeProject);
    connect(&m_document, &Document::dataChanged, this, [this] {
        refreshSettings();
        refreshFormat();
        refreshCharacters();
        if (m_document.isOpen() && outputOffsetOf(m_document.data().training) != m_output) {
            refreshFactory();
        }
    });
    connect(&m_document, &Document::fontsChanged, this, &ExportPage::refreshCharacters);
    connect(&m_document, &Document::reviewsChanged, this, &ExportPage::refreshCharacters);
    connect(&m_document, &Document::checkpointChanged, this, &ExportPage::refreshCharacters);
}

void ExportPage::setGeneratorFactory(GeneratorFactory factory) {
    m_factory = std::move(factory);
    refreshFactory();
}

void ExportPage::refreshFactory() {
    m_output = m_document.isOpen() ? outputOffsetOf(m_document.data().training) : OutputOffset();
    const GeneratorFactory factory = movedBy(inStyle(m_factory, m_style->choice()), m_output);
    m_preview->setGeneratorFactory(factory, m_style->drawsTargetsOwn());
    m_fontRun->setGeneratorFactory(factory, m_style->drawsTargetsOwn());
}

void ExportPage::takeProject() {
    // An export of the project before ends with it, and has nothing to say on this one's page.
    m_stop.request_stop();
    m_job.cancel();
    m_fontRun->forget();
    refreshProject();
}

void ExportPage::refreshProject() {
    m_folder->setText(m_document.isOpen() ? shownPath(m_document.project().exportFolder()) : QString());
    m_bar->showResult({});
    refreshSettings();
    refreshFormat();
    refreshCharacters();
}

void ExportPage::refreshSettings() {
    m_settings->setValues(
        fieldValuesOf(m_document.isOpen() ? m_document.data().exporting : ImageExportSettings{}));
}

void ExportPage::refreshCharacters() {
    const QString key = m_which->currentData().toString();
    const bool typed = key == "typed";
    m_spec->setVisible(typed);
    Result<CharacterSet> chosen = CharacterSet();
    if (m_document.fonts() != nullptr) {
        if (!typed) {
            chosen = reviewSet(m_document, key);
        } else if (!m_spec->text().trimmed().isEmpty()) {
            chosen = typedCharacters(m_document, m_spec->text().trimmed());
        }
    }
    m_characters = {};
    if (!m_document.isOpen() || m_document.fonts() == nullptr) {
        m_count->setText(whyNoFonts(m_document));
    } else if (!chosen) {
        m_count->setText(QStringLiteral("⚠ ") + errorText(chosen.error()));
    } else {
        const CharacterSet rejected = withVerdict(m_document, *chosen, ReviewVerdict::Rejected);
        m_characters = *chosen - rejected;
        QString text = tr("%Ln glyphs to write", nullptr, static_cast<int>(m_characters.size()));
        if (!rejected.empty()) {
            text += tr(" (%Ln rejected are left out)", nullptr, static_cast<int>(rejected.size()));
        }
        if (!m_document.checkpoint()) {
            text += QLatin1Char('\n') + tr("Nothing is learnt yet: start training (page Train).");
        }
        m_count->setText(text);
    }
    const FontFace* target = m_document.targetFace();
    const FontFace* source = m_document.sourceFace();
    const bool restricted = (target != nullptr && target->names().embeddingRestricted) ||
                            (source != nullptr && source->names().embeddingRestricted);
    m_license->setText(restricted
                           ? tr("⚠ The maker of one of the fonts restricts embedding it: ask before you "
                                "publish glyphs made from it.")
                           : QString());
    m_license->setVisible(restricted);
    m_preview->setCharacters(m_characters);
    refreshEnabled();
}

void ExportPage::refreshEnabled() {
    const bool running = exporting();
    const bool open = m_document.isOpen();
    for (QWidget* choice : {static_cast<QWidget*>(m_which), static_cast<QWidget*>(m_spec),
                            static_cast<QWidget*>(m_folder), static_cast<QWidget*>(m_browse)}) {
        choice->setEnabled(open && !running);
    }
    m_settings->setEnabled(open && !running && !m_document.readOnly());
    m_bar->setState(open && !running && !m_document.openingFonts() && !m_characters.empty() &&
                        m_document.checkpoint().has_value() && !m_folder->text().trimmed().isEmpty(),
                    m_job.running());
    m_format->setEnabled(open && !running);
    m_font->setEditable(!running);
    m_fontRun->setOrder(m_characters, m_font->file(),
                        open && !m_document.openingFonts() && m_document.checkpoint().has_value() &&
                            !m_font->refused());
}

void ExportPage::chooseFolder() {
    const QString folder = m_dialogs.chooseFolder(this, tr("Folder to write into"), m_folder->text());
    if (!folder.isEmpty()) {
        m_folder->setText(folder);
    }
}

std::optional<ImageExportSettings> ExportPage::agreedSettings() {
    ImageExportSettings settings = m_document.data().exporting;
    if (settings.skipExisting && !writesSvg()) {
        return settings;
    }
    const auto existing =
        filesToReplace(pathOf(m_folder->text().trimmed()), m_characters, settings, writesSvg());
    if (existing.empty()) {
        return settings;
    }
    const int answer = m_dialogs.ask(
        this, tr("Replace files?"),
        tr("%Ln files in %1 would be replaced, for example %2.", nullptr, static_cast<int>(existing.size()))
            .arg(m_folder->text().trimmed(), QString::fromStdString(existing.front())),
        writesSvg() ? QStringList{tr("Replace"), tr("Cancel")}
                    : QStringList{tr("Replace"), tr("Keep existing images"), tr("Cancel")});
    if (writesSvg()) {
        return answer == 0 ? std::optional(settings) : std::nullopt;
    }
    if (answer == 1) {
        settings.skipExisting = true;
    }
    return answer == 0 || answer == 1 ? std::optional(settings) : std::nullopt;
}

void ExportPage::begin() {
    if (m_characters.empty() || m_job.running()) {
        return;
    }
    const CharacterSet characters = m_characters;
    const auto settings = agreedSettings();
    // While the question stood fonts may have gone or changed, and the checkpoint too.
    const ProjectFonts* fonts = m_document.fonts();
    if (!settings || fonts == nullptr || m_document.openingFonts() || !m_document.checkpoint() ||
        !(m_characters == characters)) {
        return;
    }
    auto source = fonts->source.clone();
    auto target = fonts->target.clone();
    if (!source || !target) {
        m_bar->showResult(errorText(source ? target.error() : source.error()));
        return;
    }
    const QString folder = m_folder->text().trimmed();
    const ExportOrder order{
        .work = {.characters = m_characters,
                 .settings = *settings,
                 .folder = pathOf(folder),
                 .checkpoint = *m_document.checkpoint()},
        .kept = m_style->drawsTargetsOwn() ? keptCharacters(m_document) : CharacterSet(),
        .keptFolder = m_document.project().keptFolder(),
        .shared = fonts->shared,
        .source = std::make_shared<FontFace>(std::move(*source)),
        .target = std::make_shared<FontFace>(std::move(*target)),
        .factory = movedBy(inStyle(m_factory, m_style->choice()), outputOffsetOf(m_document.data().training)),
        .svg = writesSvg() ? std::optional(m_document.data().tracing) : std::nullopt};
    m_bar->begin(m_characters.size());
    m_stop = std::stop_source();
    const auto report = [this, post = m_job.poster()](std::size_t done, std::size_t total) {
        post([this, done, total] { m_bar->showProgress(done, total); });
    };
    m_job.start(
        [order, report, asked = m_stop](std::stop_token stop) mutable {
            const std::stop_callback alsoWhenGone(stop, [&asked] { asked.request_stop(); });
            return runExport(order, report, asked.get_token());
        },
        [this, folder](const ExportOutcome& outcome) { showOutcome(outcome, folder); });
}

void ExportPage::cancel() {
    m_fontRun->cancel();
    if (!m_job.running()) {
        return;
    }
    m_stop.request_stop();
    m_bar->showStopping();
}

void ExportPage::showOutcome(const ExportOutcome& outcome, const QString& folder) {
    const QString opened = outcome.status || outcome.written > 0 ? folder : QString();
    const QString written = writesSvg()
                                ? tr("%Ln outlines written", nullptr, static_cast<int>(outcome.written))
                                : tr("%Ln images written", nullptr, static_cast<int>(outcome.written));
    if (outcome.status) {
        const QString skipped =
            outcome.skipped > 0 ? tr(", %Ln kept as they were", nullptr, static_cast<int>(outcome.skipped))
                                : QString();
        QStringList lines{tr("✓ %1%2, in %3").arg(written, skipped, folder)};
        if (!outcome.brokenStructure.empty()) {
            lines << ExportBar::brokenStructureText(outcome.brokenStructure);
        }
        m_bar->showResult(lines.join(QLatin1Char('\n')), opened);
    } else if (outcome.status.error().code == ErrorCode::Cancelled) {
        m_bar->showResult(tr("Cancelled: %1, each of them whole, in %2").arg(written, folder), opened);
    } else {
        m_bar->showResult(QStringLiteral("⚠ ") + errorText(outcome.status.error()) + QLatin1Char('\n') +
                              tr("%1 before that.").arg(written),
                          opened);
    }
    Q_EMIT exportEnded(!outcome.status && outcome.status.error().code != ErrorCode::Cancelled);
}

} // namespace typemould
