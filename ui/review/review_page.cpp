#include "ui/review/review_page.h"

#include "ui/review/glyph_store.h"
#include "ui/review/review_delegate.h"
#include "ui/review/review_model.h"
#include "ui/review/review_sets.h"
#include "ui/review/review_view.h"
#include "ui/review/style_bar.h"
#include "ui/review/text_panel.h"
#include "ui/widgets/edit_gesture.h"
#include "ui/widgets/shown_text.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

namespace {

constexpr int offsetMerge = 0x52760000; ///< undo merging: one number for each gesture and offset

} // namespace

ReviewPage::ReviewPage(Document& document, Dialogs&, QWidget* parent)
    : QWidget(parent), m_document(document),
      m_factory([](const std::filesystem::path& checkpoint) { return GlyphGenerator::open(checkpoint); }),
      m_style(new StyleBar(document, "review", this)), m_store(new GlyphStore(this)),
      m_model(new ReviewModel(document, this)),
      m_delegate(new ReviewDelegate([this](char32_t c) { return m_store->find(c); }, this)),
      m_view(new ReviewView(m_delegate, this)), m_textPanel(new TextPanel(document, this)),
      m_counts(new QLabel(this)), m_message(new QLabel(this)), m_wantSoon(new QTimer(this)),
      m_zoomSettled(new QTimer(this)), m_sortSoon(new QTimer(this)), m_gesture(new EditGesture(this)) {
    setObjectName("reviewPage");
    m_store->setObjectName("glyphStore");
    m_view->setModel(m_model);
    m_counts->setObjectName("reviewCounts");
    m_message->setObjectName("reviewMessage");
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->hide();
    m_textPanel->hide();
    m_wantSoon->setSingleShot(true);
    m_wantSoon->setInterval(20);
    m_zoomSettled->setSingleShot(true);
    m_zoomSettled->setInterval(150);
    m_sortSoon->setSingleShot(true);
    m_sortSoon->setInterval(1000); // the glyphs are still for long enough to be judged
    m_model->setStructure([this](char32_t character) -> std::optional<StructureScore> {
        const StructureDistance* distance = m_store->structure(character);
        return m_gate.tells() && distance != nullptr ? std::optional(m_gate.score(*distance)) : std::nullopt;
    });

    m_model->setUnstored([this](char32_t character) { return m_store->unstored().contains(character); });

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeFilterBar());
    layout->addWidget(makeViewBar());
    layout->addWidget(m_style);
    layout->addWidget(m_message);
    auto* rows = new QSplitter(Qt::Vertical, this);
    rows->setObjectName("reviewRows");
    rows->setChildrenCollapsible(false);
    rows->addWidget(m_view);
    rows->addWidget(m_textPanel);
    rows->setStretchFactor(0, 1);
    layout->addWidget(rows, 1);
    layout->addWidget(makeVerdictBar());

    connect(m_view, &ReviewView::sightChanged, m_wantSoon, qOverload<>(&QTimer::start));
    connect(m_wantSoon, &QTimer::timeout, this, &ReviewPage::wantInSight);
    connect(m_zoomSettled, &QTimer::timeout, this, [this] {
        m_store->setPictureSide(qRound(m_delegate->side() * devicePixelRatioF()));
        m_wantSoon->start();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ReviewPage::refreshEnabled);
    connect(m_store, &GlyphStore::drawn, this, [this](const QList<char32_t>& characters) {
        for (const char32_t character : characters) {
            if (m_model->characters().contains(character)) {
                m_view->refreshRow(m_model->rowAtOrAfter(character));
            }
        }
        sortSoon();
    });
    connect(m_sortSoon, &QTimer::timeout, this, [this] {
        m_model->sortAgain();
        refreshCounts();
        m_wantSoon->start();
    });
    connect(m_store, &GlyphStore::failed, this, [this](const Error& error) {
        m_storeProblem = errorText(error);
        showMessage(m_storeProblem);
    });
    m_store->setKept([this](char32_t character) { return m_kept.contains(character); });
    connect(m_store, &GlyphStore::keepingFailed, this,
            [this](const Error& error) { m_document.report(error); });
    connect(m_style, &StyleBar::chosen, this, &ReviewPage::refreshSources);
    connectDocument();
    refreshLook();
    refreshGate();
    m_zoomSettled->start(0);
    refreshSources();
    refreshOffsets();
}

void ReviewPage::connectDocument() {
    connect(&m_document, &Document::projectChanged, this, [this] {
        m_store->clear();
        refreshSources();
        refreshOffsets();
    });
    connect(&m_document, &Document::dataChanged, this, [this] {
        refreshOffsets();
        if (!m_document.isOpen()) {
            return;
        }
        const ProjectData& data = m_document.data();
        if (m_document.checkpoint() ? outputOffsetOf(data.training) != m_output
                                    : data.placements != m_placements || data.dataset.canvas != m_canvas) {
            refreshSources();
        }
    });
    connect(&m_document, &Document::fontsChanged, this, [this] {
        // While the new ones are being opened the old ones are there still.
        m_document.openingFonts() ? refreshCells() : refreshSources();
    });
    connect(&m_document, &Document::checkpointChanged, this, &ReviewPage::refreshSources);
    connect(&m_document, &Document::pairsChanged, this, [this] {
        m_model->refreshMarks();
        refreshCells();
    });
    connect(&m_document, &Document::structureChanged, this, &ReviewPage::refreshGate);
    connect(&m_document, &Document::reviewsChanged, this, [this] {
        const CharacterSet before = std::exchange(m_kept, keptCharacters(m_document));
        m_store->forgetGenerated((before - m_kept) | (m_kept - before));
        m_model->refreshMarks();
        refreshCells();
    });
}

void ReviewPage::setGeneratorFactory(GeneratorFactory factory) {
    m_factory = std::move(factory);
    refreshSources();
}

void ReviewPage::takePreview(const Preview& preview) { m_textPanel->takePreview(preview); }

void ReviewPage::refreshSources() {
    m_storeProblem.clear();
    m_kept = keptCharacters(m_document);
    GlyphSources sources;
    if (const ProjectFonts* fonts = m_document.fonts()) {
        auto source = fonts->source.clone();
        auto target = fonts->target.clone();
        if (source && target) {
            sources.source = std::make_shared<FontFace>(std::move(*source));
            sources.target = std::make_shared<FontFace>(std::move(*target));
        }
        sources.placements = m_placements = m_document.data().placements;
        sources.canvas = m_canvas = m_document.data().dataset.canvas;
        sources.checkpoint = m_document.checkpoint().value_or(std::filesystem::path());
        m_output = outputOffsetOf(m_document.data().training);
        sources.factory = movedBy(inStyle(m_factory, m_style->choice()), m_output);
        if (m_style->drawsTargetsOwn()) {
            sources.keptFolder = m_document.project().keptFolder();
        }
        m_textPanel->setGeneratorFactory(sources.factory, m_style->drawsTargetsOwn());
    }
    if (sources.checkpoint.empty()) {
        m_store->clear(); // nothing generated is left to show
    }
    m_store->setSources(std::move(sources));
    refreshCells();
}

void ReviewPage::refreshCells() {
    Result<CharacterSet> chosen = CharacterSet();
    const QString typed = m_text->text().trimmed();
    m_set->setEnabled(typed.isEmpty());
    if (m_document.isOpen()) {
        chosen = typed.isEmpty() ? reviewSet(m_document, m_set->currentData().toString())
                                 : typedCharacters(m_document, typed);
    }
    QString message = m_storeProblem;
    if (!chosen) {
        message = errorText(chosen.error());
    } else if (!m_document.isOpen() || m_document.fonts() == nullptr) {
        message = whyNoFonts(m_document);
    } else if (message.isEmpty() && !m_document.checkpoint()) {
        message = tr("Nothing is learnt yet: the grid shows the source alone. Start training (page Train); "
                     "the generated "
                     "glyphs appear with the first checkpoint.");
    }
    showMessage(message);
    m_chosen = chosen ? std::move(*chosen) : CharacterSet();
    CharacterSet shown = m_chosen;
    if (const QString verdict = m_verdict->currentData().toString();
        verdict != "all" && m_document.isOpen()) {
        const auto kept = withVerdict(m_document, m_chosen, ReviewVerdict::Kept);
        const auto rejected = withVerdict(m_document, m_chosen, ReviewVerdict::Rejected);
        shown = verdict == "kept" ? kept : verdict == "rejected" ? rejected : m_chosen - kept - rejected;
    }
    if (!(shown == m_model->characters())) {
        const CharacterSet before = selection();
        const QModelIndex current = m_view->currentIndex();
        const char32_t currentCharacter = current.isValid() ? m_model->characterAt(current.row()) : 0;
        m_model->setCharacters(std::move(shown));
        select(before, currentCharacter != 0 ? m_model->rowAtOrAfter(currentCharacter) : 0);
    }
    refreshCounts();
    refreshEnabled();
    m_wantSoon->start();
}

/// What is usual in these two fonts, measured with their pairs; until that is done nothing is judged.
void ReviewPage::refreshGate() {
    const auto structure = m_document.structure();
    m_gate = structure ? StructureGate::fitted(structure->pairs) : StructureGate();
    m_model->refreshMarks();
    sortSoon();
}

void ReviewPage::sortSoon() {
    if (!m_sortSoon->isActive()) {
        m_sortSoon->start();
    }
}

void ReviewPage::refreshCounts() {
    if (!m_document.isOpen() || m_document.fonts() == nullptr) {
        m_counts->clear();
        return;
    }
    const auto count = [](const CharacterSet& set) { return countText(set.size()); };
    QString text =
        tr("%1 shown. %2 in the set: %3 missing, %4 kept, %5 rejected")
            .arg(count(m_model->characters()), count(m_chosen), count(m_chosen & m_document.fonts()->missing),
                 count(withVerdict(m_document, m_chosen, ReviewVerdict::Kept)),
                 count(withVerdict(m_document, m_chosen, ReviewVerdict::Rejected)));
    const auto broken = std::count_if(m_chosen.begin(), m_chosen.end(), [this](char32_t character) {
        const StructureDistance* distance = m_store->structure(character);
        return distance != nullptr && m_gate.score(*distance).broken;
    });
    if (broken > 0) {
        text += tr(", strokes differ in %1").arg(countText(std::size_t(broken)));
    }
    if (const auto unstored = m_store->unstored() & m_chosen; !unstored.empty()) {
        text += tr(", pictures not stored of %1 kept (keep them again)").arg(count(unstored));
    }
    m_counts->setText(text);
}

void ReviewPage::refreshOffsets() {
    const ImageExportSettings settings =
        m_document.isOpen() ? m_document.data().exporting : ImageExportSettings{};
    const QSignalBlocker blockX(m_offsetX);
    const QSignalBlocker blockY(m_offsetY);
    m_offsetX->setValue(settings.offsetX);
    m_offsetY->setValue(settings.offsetY);
    const double side = settings.size > 0     ? settings.size
                        : m_document.isOpen() ? m_document.data().dataset.canvas
                                              : DatasetSettings{}.canvas;
    const QPointF offset(settings.offsetX / side, settings.offsetY / side);
    if (offset != m_delegate->offset()) {
        m_delegate->setOffset(offset);
        m_view->viewport()->update();
    }
    refreshEnabled();
}

void ReviewPage::refreshEnabled() {
    const bool editable = !m_document.readOnly();
    const bool selected = m_view->selectionModel()->hasSelection();
    for (auto* button : {m_keep, m_reject, m_clear}) {
        button->setEnabled(editable && selected);
    }
    m_offsetX->setEnabled(editable);
    m_offsetY->setEnabled(editable);
}

void ReviewPage::refreshLook() {
    m_delegate->setSide(m_zoom->value());
    m_delegate->setShowsSource(m_shown->currentData().toBool());
    m_delegate->setShowsTruth(m_truth->isChecked());
    m_view->refreshGrid();
}

CharacterSet ReviewPage::selection() const {
    std::vector<char32_t> characters;
    for (const QItemSelectionRange& range : m_view->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            characters.push_back(m_model->characterAt(row));
        }
    }
    return CharacterSet(std::move(characters));
}

void ReviewPage::select(const CharacterSet& characters, int currentRow) {
    if (m_model->rowCount() == 0) {
        return;
    }
    QItemSelection rows;
    for (const char32_t character : characters & m_model->characters()) {
        const QModelIndex index = m_model->index(m_model->rowAtOrAfter(character));
        if (!rows.empty() && rows.back().bottom() == index.row() - 1) {
            rows.back() = QItemSelectionRange(rows.back().topLeft(), index);
        } else {
            rows.append(QItemSelectionRange(index));
        }
    }
    const QModelIndex current = m_model->index(std::clamp(currentRow, 0, m_model->rowCount() - 1));
    auto* selection = m_view->selectionModel();
    selection->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selection->select(rows, QItemSelectionModel::ClearAndSelect);
}

void ReviewPage::setVerdict(std::optional<ReviewVerdict> verdict) {
    const CharacterSet characters = selection();
    if (characters.empty() || m_document.readOnly()) {
        return;
    }
    const int rowBefore = m_model->rowAtOrAfter(characters[0]);
    const CharacterSet keptBefore = m_kept;
    m_document.setVerdict(characters, verdict);
    if (verdict == ReviewVerdict::Kept) { // as they are seen now, whatever is learnt later
        m_store->keep(characters - keptBefore);
        m_store->keepLacking(characters & keptBefore);
    }
    if (characters.size() == 1 && m_model->rowCount() > 0) {
        // One glyph judged: on to the next, so that a set is gone through with one key a glyph.
        const bool stillThere = m_model->characters().contains(characters[0]);
        const int next = std::min(stillThere ? rowBefore + 1 : rowBefore, m_model->rowCount() - 1);
        select({m_model->characterAt(next)}, next);
        m_view->scrollTo(m_model->index(next));
    }
}

void ReviewPage::editOffset(double ImageExportSettings::*offset, double value) {
    m_document.edit(
        tr("Output offset"), [&](ProjectData& data) { data.exporting.*offset = value; },
        offsetMerge + (m_gesture->current() % 1024) * 2 + (offset == &ImageExportSettings::offsetX ? 0 : 1));
}

void ReviewPage::wantInSight() {
    if (!isVisible()) {
        m_store->want({});
        return;
    }
    const auto [first, last] = m_view->rowsInSight();
    std::vector<char32_t> wanted;
    const auto add = [&](int from, int to) {
        for (int row = std::max(from, 0); row <= std::min(to, m_model->rowCount() - 1); ++row) {
            wanted.push_back(m_model->characterAt(row));
        }
    };
    const int page = last - first + 1;
    add(first, last);
    add(last + 1, last + page);
    add(first - page, first - 1);
    // To know which are the worst all must be drawn once.
    m_store->want(wanted, m_model->worstFirst() ? m_chosen : CharacterSet());
}

void ReviewPage::showMessage(const QString& text) {
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

void ReviewPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_zoomSettled->start(0); // the screen's ratio is known now
    m_wantSoon->start();
}

void ReviewPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_store->want({}); // the machine is for training when nobody looks
}

} // namespace typemould
