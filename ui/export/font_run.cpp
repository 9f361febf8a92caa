#include "ui/export/font_run.h"

#include "ui/export/export_bar.h"
#include "ui/review/review_sets.h"
#include "ui/widgets/figure_text.h"
#include "ui/widgets/glyph_image.h"
#include "ui/widgets/shown_text.h"

#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QTableWidget>
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
    for (const Sentence& note : check.notesSaid) {
        lines << sentenceText("Findings", note);
    }
    return lines;
}

} // namespace

FontRun::FontRun(Document& document, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_document(document), m_dialogs(dialogs),
      m_bar(new ExportBar("font", tr("Export font"), tr("Open folder"), this)) {
    setObjectName("fontRun");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    makeProof();
    connect(m_bar, &ExportBar::startAsked, this, &FontRun::begin);
    connect(m_bar, &ExportBar::cancelAsked, this, &FontRun::cancel);
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

void FontRun::setGeneratorFactory(GeneratorFactory factory, bool targetsOwn) {
    m_factory = std::move(factory);
    m_targetsOwn = targetsOwn;
}

void FontRun::refreshEnabled() {
    m_bar->setState(m_possible && !m_characters.empty() && !m_file.empty(), running());
}

void FontRun::begin() {
    if (running() || !m_factory) {
        return;
    }
    const CharacterSet characters = m_characters;
    std::error_code ignored; // what cannot be looked at is told of by the export
    if (std::filesystem::exists(m_file, ignored) &&
        m_dialogs.ask(this, tr("Replace the font?"), tr("%1 is there already.").arg(shownPath(m_file)),
                      {tr("Replace"), tr("Cancel")}) != 0) {
        return;
    }
    // While the question stood fonts may have gone or changed, and the checkpoint too.
    const ProjectFonts* fonts = m_document.fonts();
    if (fonts == nullptr || !m_possible || !m_document.checkpoint() || !(m_characters == characters)) {
        return;
    }
    auto source = fonts->source.clone();
    auto target = fonts->target.clone();
    if (!source || !target) {
        m_bar->showResult(errorText(source ? target.error() : source.error()));
        return;
    }
    FontJobOrder order;
    order.work.characters = m_characters;
    const CharacterSet kept = keptCharacters(m_document);
    for (const char32_t character : kept) {
        order.work.states[character] = GlyphState::Kept;
    }
    order.kept = m_targetsOwn ? kept : CharacterSet();
    order.work.settings = m_document.data().font;
    order.work.tracing = m_document.data().tracing;
    order.work.file = m_file;
    order.work.checkpoint = *m_document.checkpoint();
    order.keptFolder = m_document.project().keptFolder();
    order.shared = fonts->shared;
    order.source = std::make_shared<FontFace>(std::move(*source));
    order.target = std::make_shared<FontFace>(std::move(*target));
    order.factory = m_factory;
    m_hasProof = false;
    m_proof->hide();
    m_bar->begin(m_characters.size(), stageText(FontStage::Drawing));
    m_stop = std::stop_source();
    const auto report = [this, post = m_job.poster()](FontStage stage, std::size_t done, std::size_t total) {
        post([this, stage, done, total] { m_bar->showProgress(done, total, stageText(stage)); });
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
        m_bar->showStopping();
    }
}

void FontRun::forget() {
    m_stop.request_stop();
    m_job.cancel();
    m_hasProof = false;
    m_proof->hide();
    m_bar->showResult({});
}

void FontRun::showOutcome(const Result<FontOutcome>& outcome, const QString& file) {
    if (!outcome) {
        const bool cancelled = outcome.error().code == ErrorCode::Cancelled;
        m_bar->showResult(cancelled ? tr("Cancelled: no font is written.")
                                    : QStringLiteral("⚠ ") + errorText(outcome.error()));
        Q_EMIT ended(!cancelled);
        return;
    }
    QStringList lines;
    lines << tr("%1 %Ln glyphs added, in %2", nullptr, static_cast<int>(outcome->added))
                 .arg(outcome->check.passed() ? QStringLiteral("✓") : QStringLiteral("⚠"), file);
    lines << checkLines(outcome->check);
    if (!outcome->brokenStructure.empty()) {
        lines << ExportBar::brokenStructureText(outcome->brokenStructure);
    }
    if (!outcome->alreadyThere.empty()) {
        lines << tr("%Ln left out: the target draws them", nullptr,
                    static_cast<int>(outcome->alreadyThere.size()));
    }
    if (!outcome->blank.empty()) {
        lines << tr("Left out, for nothing was drawn: %1").arg(characterList(outcome->blank, 20));
    }
    m_bar->showResult(lines.join(QLatin1Char('\n')), shownPath(pathOf(file).parent_path()));
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
            (measure.isPlace() ? tr("%1 % of the em") : tr("%1 %")).arg(percent(measure.share()));
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

} // namespace typemould
