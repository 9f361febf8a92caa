#include "ui/export/font_run.h"

#include "ui/review/review_sets.h"
#include "ui/widgets/glyph_image.h"
#include "ui/widgets/shown_text.h"

#include <QDesktopServices>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

namespace {

QString stageText(FontStage stage) {
    switch (stage) {
    case FontStage::Drawing:
        return FontRun::tr("Drawing glyphs");
    case FontStage::Tracing:
        return FontRun::tr("Tracing outlines");
    case FontStage::Building:
        return FontRun::tr("Building the font");
    case FontStage::Checking:
        return FontRun::tr("Checking the font");
    }
    return {};
}

QString measureText(const std::string& key) {
    if (key == "ink_width") {
        return FontRun::tr("Width of the ink");
    }
    if (key == "ink_height") {
        return FontRun::tr("Height of the ink");
    }
    if (key == "ink_centre_x") {
        return FontRun::tr("Centre, across");
    }
    if (key == "ink_centre_y") {
        return FontRun::tr("Centre, up");
    }
    if (key == "stem_width") {
        return FontRun::tr("Stem width");
    }
    if (key == "advance") {
        return FontRun::tr("Advance width");
    }
    return QString::fromStdString(key);
}

QString percent(double share) { return QLocale().toString(100 * share, 'f', 1); }

/// What the check found, a line each.
QStringList checkLines(const FontCheck& check) {
    QStringList lines;
    lines << FontRun::tr("%Ln glyphs were drawn again from the file: alike to %1 % (worst %2 %)", nullptr,
                         static_cast<int>(check.checked))
                 .arg(percent(check.meanIou), percent(check.worstIou));
    if (!check.apart.empty()) {
        std::vector<char32_t> apart;
        for (const CheckedGlyph& glyph : check.apart) {
            apart.push_back(glyph.character);
        }
        lines << FontRun::tr("⚠ Not as they were drawn: %1").arg(characterList(CharacterSet(apart), 20));
    }
    if (!check.unshaped.empty()) {
        lines << FontRun::tr("⚠ Not found when a text is set: %1").arg(characterList(check.unshaped, 20));
    }
    if (check.ownChanged > 0) {
        lines << FontRun::tr("⚠ %Ln of the target's own glyphs have changed", nullptr,
                             static_cast<int>(check.ownChanged));
    }
    if (check.sanitizerThere && !check.sanitized) {
        lines << FontRun::tr("⚠ ots-sanitize refuses the font: %1")
                     .arg(QString::fromStdString(check.sanitizerText));
    }
    for (const std::string& note : check.notes) {
        lines << QString::fromStdString(note);
    }
    return lines;
}

} // namespace

FontRun::FontRun(Document& document, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_document(document), m_dialogs(dialogs),
      m_export(new QPushButton(tr("Export font"), this)), m_cancel(new QPushButton(tr("Cancel"), this)),
      m_openFolder(new QPushButton(tr("Open folder"), this)), m_progress(new QProgressBar(this)),
      m_stage(new QLabel(this)), m_result(new QLabel(this)) {
    setObjectName("fontRun");
    m_export->setObjectName("fontStart");
    m_cancel->setObjectName("fontCancel");
    m_cancel->setAccessibleName(tr("Cancel the export"));
    m_openFolder->setObjectName("fontOpenFolder");
    m_progress->setObjectName("fontProgress");
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_stage->setObjectName("fontStage");
    m_result->setObjectName("fontResult");
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QSizePolicy kept = m_progress->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(kept);
    auto* row = new QHBoxLayout;
    row->addWidget(m_export);
    row->addWidget(m_cancel);
    row->addWidget(m_progress, 1);
    row->addWidget(m_stage);
    row->addWidget(m_openFolder);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_result);
    layout->addLayout(row);
    makeProof();
    showResult({}, false);
    connect(m_export, &QPushButton::clicked, this, &FontRun::begin);
    connect(m_cancel, &QPushButton::clicked, this, &FontRun::cancel);
    connect(m_openFolder, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_writtenFolder)); });
    connect(&m_job, &BackgroundJob::runningChanged, this, [this](bool running) {
        refreshEnabled();
        Q_EMIT runningChanged(running);
    });
    refreshEnabled();
}

FontRun::~FontRun() { m_stop.request_stop(); }

void FontRun::makeProof() {
    auto* box = new QGroupBox(tr("Added glyphs among the target's own"), this);
    m_line = new QLabel(box);
    m_line->setObjectName("fontProofLine");
    m_line->setAccessibleName(tr("Added glyphs among the target's own"));
    m_line->setStyleSheet(QStringLiteral("background: white"));
    auto* scroll = new QScrollArea(box);
    scroll->setObjectName("fontProofScroll");
    scroll->setWidget(m_line);
    scroll->setWidgetResizable(true);
    scroll->setMinimumHeight(100);
    m_table = new QTableWidget(0, 3, box);
    m_table->setObjectName("fontProofTable");
    m_table->setAccessibleName(tr("Sizes of added glyphs and of the target's own"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->setHorizontalHeaderLabels({tr("Target's own"), tr("Added"), tr("Difference")});
    auto* layout = new QVBoxLayout(box);
    layout->addWidget(scroll);
    layout->addWidget(m_table, 1);
    box->hide();
    m_proof = box;
}

void FontRun::setOrder(const CharacterSet& characters, const std::filesystem::path& file, bool possible) {
    m_characters = characters;
    m_file = file;
    m_possible = possible;
    refreshEnabled();
}

void FontRun::refreshEnabled() {
    const bool going = running();
    m_export->setEnabled(!going && m_possible && !m_characters.empty() && !m_file.empty());
    m_cancel->setEnabled(going && !m_stop.stop_requested());
    m_progress->setVisible(going);
    m_stage->setVisible(going);
}

void FontRun::begin() {
    const ProjectFonts* fonts = m_document.fonts();
    if (fonts == nullptr || !m_document.checkpoint() || running() || !m_factory) {
        return;
    }
    std::error_code ignored; // what cannot be looked at is told of by the export
    if (std::filesystem::exists(m_file, ignored) &&
        m_dialogs.ask(this, tr("Replace the font?"), tr("%1 is there already.").arg(shownPath(m_file)),
                      {tr("Replace"), tr("Cancel")}) != 0) {
        return;
    }
    auto source = fonts->source.clone();
    auto target = fonts->target.clone();
    if (!source || !target) {
        showResult(errorText(source ? target.error() : source.error()), false);
        return;
    }
    FontJobOrder order;
    order.work.characters = m_characters;
    order.kept = keptCharacters(m_document);
    for (const char32_t character : order.kept) {
        order.work.states[character] = GlyphState::Kept;
    }
    order.work.settings = m_document.data().font;
    order.work.tracing = m_document.data().tracing;
    order.work.file = m_file;
    order.work.checkpoint = *m_document.checkpoint();
    order.keptFolder = m_document.project().keptFolder();
    order.shared = fonts->shared;
    order.source = std::make_shared<FontFace>(std::move(*source));
    order.target = std::make_shared<FontFace>(std::move(*target));
    order.factory = m_factory;
    showResult({}, false);
    m_hasProof = false;
    m_proof->hide();
    m_shownStage = -1;
    showStage(FontStage::Drawing, 0, m_characters.size());
    m_stop = std::stop_source();
    const auto report = [this, post = m_job.poster()](FontStage stage, std::size_t done, std::size_t total) {
        post([this, stage, done, total] { showStage(stage, done, total); });
    };
    m_job.start(
        [order = std::move(order), report, asked = m_stop](std::stop_token stop) mutable {
            const std::stop_callback alsoWhenGone(stop, [&asked] { asked.request_stop(); });
            return runFontExport(std::move(order), report, asked.get_token());
        },
        [this, file = shownPath(m_file)](const Result<FontOutcome>& outcome) { showOutcome(outcome, file); });
}

void FontRun::cancel() {
    if (running()) {
        m_stop.request_stop();
        m_stage->setText(tr("Stopping…"));
        refreshEnabled();
    }
}

void FontRun::forget() {
    m_stop.request_stop();
    m_job.cancel();
    m_hasProof = false;
    m_proof->hide();
    showResult({}, false);
}

void FontRun::showStage(FontStage stage, std::size_t done, std::size_t total) {
    if (static_cast<int>(stage) != m_shownStage) {
        m_shownStage = static_cast<int>(stage);
        m_clock.start();
    }
    m_progress->setRange(0, static_cast<int>(total));
    m_progress->setValue(static_cast<int>(done));
    if (m_stop.stop_requested()) {
        return;
    }
    const double seconds = static_cast<double>(m_clock.elapsed()) / 1000;
    const QString left =
        done == 0 || done >= total
            ? QString()
            : timeLeftText(seconds / static_cast<double>(done) * static_cast<double>(total - done));
    m_stage->setText(left.isEmpty() ? stageText(stage) : tr("%1, %2").arg(stageText(stage), left));
}

void FontRun::showOutcome(const Result<FontOutcome>& outcome, const QString& file) {
    if (!outcome) {
        const bool cancelled = outcome.error().code == ErrorCode::Cancelled;
        showResult(cancelled ? tr("Cancelled: no font is written.")
                             : QStringLiteral("⚠ ") + errorText(outcome.error()),
                   false);
        Q_EMIT ended(!cancelled);
        return;
    }
    QStringList lines;
    lines << tr("%1 %Ln glyphs added, in %2", nullptr, static_cast<int>(outcome->added))
                 .arg(outcome->check.passed() ? QStringLiteral("✓") : QStringLiteral("⚠"), file);
    lines << checkLines(outcome->check);
    if (!outcome->brokenStructure.empty()) {
        lines << tr("⚠ Strokes are not the source's in %1").arg(characterList(outcome->brokenStructure, 20));
    }
    if (!outcome->alreadyThere.empty()) {
        lines << tr("%Ln left out: the target draws them", nullptr,
                    static_cast<int>(outcome->alreadyThere.size()));
    }
    if (!outcome->blank.empty()) {
        lines << tr("Left out, for nothing was drawn: %1").arg(characterList(outcome->blank, 20));
    }
    m_writtenFolder = shownPath(pathOf(file).parent_path());
    showResult(lines.join(QLatin1Char('\n')), true);
    showProof(outcome->proof);
    Q_EMIT ended(false);
}

void FontRun::showProof(const ProofSheet& proof) {
    m_line->setPixmap(QPixmap::fromImage(toQImage(proof.line)));
    m_table->setRowCount(static_cast<int>(proof.measures.size()));
    QStringList heads;
    for (std::size_t i = 0; i < proof.measures.size(); ++i) {
        const ProofMeasure& measure = proof.measures[i];
        heads << measureText(measure.key);
        const auto number = [](double value) { return QLocale().toString(value, 'f', 1); };
        const QString difference =
            (measure.apart ? QStringLiteral("⚠ ") : QString()) +
            (measure.own != 0 ? tr("%1 %").arg(percent(measure.added / measure.own - 1))
                              : number(measure.added - measure.own));
        int column = 0;
        for (const QString& text : {number(measure.own), number(measure.added), difference}) {
            auto* item = new QTableWidgetItem(text);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(static_cast<int>(i), column++, item);
        }
    }
    m_table->setVerticalHeaderLabels(heads);
    m_hasProof = !proof.measures.empty();
    m_proof->setVisible(m_hasProof);
}

void FontRun::showResult(const QString& text, bool canOpen) {
    m_result->setText(text);
    m_result->setVisible(!text.isEmpty());
    m_openFolder->setVisible(canOpen);
}

} // namespace typemould
