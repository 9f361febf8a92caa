#include "ui/review/text_panel.h"

#include "ui/review/glyph_store.h"
#include "ui/review/review_sets.h"
#include "ui/review/text_line_view.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/shown_text.h"
#include "ui/widgets/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace typemould {

namespace {
constexpr auto typingPause = std::chrono::milliseconds(400);
constexpr int longestText = 64;         ///< as long as a run draws
constexpr int textMergeId = 0x74787470; ///< keystrokes in a row are one undo step

GrayImage fromQImage(const QImage& picture) {
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    GrayImage image(grey.width(), grey.height());
    for (int y = 0; y < image.height; ++y) {
        std::copy_n(grey.constScanLine(y), image.width, image.row(y));
    }
    return image;
}
} // namespace

struct TextPanel::Opened {
    FontFace target;
    AdvanceStatistics advances;
};

TextPanel::TextPanel(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_text(new QLineEdit(this)), m_direction(new QComboBox(this)),
      m_size(new QSpinBox(this)), m_tint(new QCheckBox(tr("Ti&nt generated glyphs"), this)),
      m_caption(new QLabel(this)), m_view(new TextLineView(this)), m_store(new GlyphStore(this)) {
    setObjectName("textPanel");
    m_store->setObjectName("textStore");
    m_store->setPictureSide(0);
    m_caption->setObjectName("textCaption");
    m_caption->setWordWrap(true);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName("textScroll");
    scroll->setAccessibleName(tr("The text in the target font"));
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_view);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeBar());
    column->addWidget(scroll, 1);
    column->addWidget(m_caption);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    m_drawSoon.setSingleShot(true);
    m_drawSoon.setInterval(10); // many reasons to draw come together
    connect(&m_typing, &QTimer::timeout, this, &TextPanel::commitText);
    connect(&m_drawSoon, &QTimer::timeout, this, &TextPanel::draw);
    connect(m_store, &GlyphStore::drawn, this, [this](const QList<char32_t>& characters) {
        for (const char32_t character : characters) {
            const GlyphPictures* pictures = m_store->find(character);
            if (pictures != nullptr && !pictures->generated.isNull()) {
                m_drawn[character] = fromQImage(pictures->generated);
                m_placement = pictures->placement;
            }
        }
        m_drawSoon.start();
    });
    connect(m_store, &GlyphStore::failed, this, [this](const Error& error) {
        m_problem = errorText(error);
        m_drawSoon.start();
    });
    m_store->setKept([this](char32_t character) { return m_kept.contains(character); });
    connect(&document, &Document::reviewsChanged, this, [this] {
        m_kept = keptCharacters(m_document);
        m_store->forgetGenerated(lacking(m_text->text()));
        m_drawSoon.start();
    });
    connect(&document, &Document::projectChanged, this, [this] {
        m_drawn.clear();
        m_store->clear();
        forgetLive();
        refreshFonts();
    });
    connect(&document, &Document::fontsChanged, this, &TextPanel::refreshFonts);
    connect(&document, &Document::checkpointChanged, this, &TextPanel::refreshSources);
    connect(&document, &Document::dataChanged, this, &TextPanel::refreshText);
    connect(&document, &Document::placementsFixedChanged, this, [this](bool fixed) {
        if (!fixed) {
            forgetLive(); // the run has left a checkpoint, which draws them as it did
        }
    });
    refreshFonts();
}

QWidget* TextPanel::makeBar() {
    auto* bar = new QWidget(this);
    m_text->setObjectName("textLineText");
    m_text->setAccessibleName(tr("Text to set"));
    m_text->setMaxLength(longestText);
    m_text->setClearButtonEnabled(true);
    m_text->setPlaceholderText(tr("A text to read in the target font"));
    m_text->setToolTip(tr("It is the preview text of page Train: what a run draws while it learns is shown "
                          "here too."));
    m_text->setMinimumWidth(fontMetrics().horizontalAdvance(QLatin1Char('0')) * 40);
    m_direction->setObjectName("textDirection");
    m_direction->setAccessibleName(tr("Direction of the text"));
    m_direction->addItem(tr("Horizontal"), false);
    m_direction->addItem(tr("Vertical"), true);
    m_size->setObjectName("textSize");
    m_size->setAccessibleName(tr("Size of the text"));
    m_size->setRange(12, 256);
    m_size->setValue(48);
    m_size->setSuffix(tr(" px"));
    guardFromWheel(m_size);
    guardFromWheel(m_direction);
    m_tint->setObjectName("textTint");
    m_tint->setChecked(true);
    auto* layout = new FlowLayout(bar);
    const auto add = [&](const QString& text, QWidget* control) {
        auto* pair = new QWidget(bar);
        auto* row = new QHBoxLayout(pair);
        row->setContentsMargins(0, 0, 0, 0);
        auto* label = new QLabel(text, pair);
        label->setBuddy(control);
        row->addWidget(label);
        row->addWidget(control, 1);
        layout->addWidget(pair);
    };
    add(tr("Te&xt:"), m_text);
    add(tr("D&irection:"), m_direction);
    add(tr("&Pixels an em:"), m_size);
    layout->addWidget(m_tint);
    connect(m_text, &QLineEdit::textEdited, this, [this] {
        m_typing.start();
        m_drawSoon.start();
    });
    connect(m_text, &QLineEdit::editingFinished, this, &TextPanel::commitText);
    connect(m_direction, &QComboBox::currentIndexChanged, this, &TextPanel::draw);
    connect(m_size, &QSpinBox::valueChanged, this, &TextPanel::draw);
    connect(m_tint, &QCheckBox::toggled, m_view, &TextLineView::setTinted);
    return bar;
}

void TextPanel::setGeneratorFactory(GeneratorFactory factory, bool targetsOwn) {
    m_factory = std::move(factory);
    m_targetsOwn = targetsOwn;
    refreshSources();
}

void TextPanel::commitText() {
    m_typing.stop();
    if (m_document.isOpen()) {
        m_document.edit(
            tr("Change preview text"),
            [&](ProjectData& data) { data.training.previewText = m_text->text().toStdString(); },
            textMergeId);
    }
}

void TextPanel::refreshText() {
    const bool open = m_document.isOpen();
    m_text->setEnabled(open && !m_document.readOnly());
    const QString text = open ? QString::fromStdString(m_document.data().training.previewText) : QString();
    if (m_text->text() != text && !m_typing.isActive()) {
        m_text->setText(text);
    }
    m_drawSoon.start();
}

void TextPanel::forgetLive() {
    m_live.clear();
    m_drawSoon.start();
}

/// Measures the target's advances in the background; until that is done there is no line.
void TextPanel::refreshFonts() {
    m_opened.reset();
    m_drawn.clear();
    m_job.cancel();
    if (const ProjectFonts* fonts = m_document.fonts(); fonts != nullptr && !m_document.openingFonts()) {
        auto target = fonts->target.clone(), source = fonts->source.clone();
        if (target && source) {
            m_job.start(
                [face = std::make_shared<FontFace>(std::move(*target)),
                 source = std::make_shared<FontFace>(std::move(*source))](std::stop_token) {
                    auto advances = AdvanceStatistics::of(*face, source.get());
                    return std::make_shared<Opened>(Opened{std::move(*face), std::move(advances)});
                },
                [this](std::shared_ptr<Opened> opened) {
                    m_opened = std::move(opened);
                    m_drawSoon.start();
                });
        }
    }
    refreshSources();
    refreshText();
}

void TextPanel::refreshSources() {
    m_problem.clear();
    m_kept = keptCharacters(m_document);
    GlyphSources sources;
    const ProjectFonts* fonts = m_document.fonts();
    if (fonts != nullptr && !m_document.openingFonts()) {
        if (auto source = fonts->source.clone()) {
            sources.source = std::make_shared<FontFace>(std::move(*source));
        }
        sources.placements = m_document.data().placements;
        sources.canvas = m_document.data().dataset.canvas;
        sources.checkpoint = m_document.checkpoint().value_or(std::filesystem::path());
        sources.factory = m_factory;
        if (m_targetsOwn) {
            sources.keptFolder = m_document.project().keptFolder();
        }
        m_source = sources.placements.source;
    }
    if (sources.checkpoint.empty()) {
        m_drawn.clear();
    }
    m_store->setSources(std::move(sources));
    m_drawSoon.start();
}

void TextPanel::takePreview(const Preview& preview) {
    if (!m_document.isOpen()) {
        return;
    }
    for (const PreviewGlyph& glyph : preview.glyphs) {
        if (!glyph.generated.empty()) {
            m_live[glyph.character] = glyph.generated;
        }
    }
    m_drawSoon.start();
}

/// What the target lacks and the source font draws.
CharacterSet TextPanel::lacking(const QString& text) const {
    if (!m_opened || m_document.fonts() == nullptr) {
        return {};
    }
    const auto characters = CharacterSet::ofText(text.toStdString());
    return (characters & m_document.fonts()->source.characters()) - m_opened->target.characters();
}

/// It is in the font as it was kept, whatever the run draws by now.
bool TextPanel::shownAsKept(char32_t character) const {
    return m_targetsOwn && m_document.checkpoint().has_value() && m_kept.contains(character);
}

const GrayImage* TextPanel::pictureOf(char32_t character) {
    if (const auto live = m_live.find(character); live != m_live.end() && !shownAsKept(character)) {
        return &live->second;
    }
    const auto drawn = m_drawn.find(character);
    return drawn != m_drawn.end() ? &drawn->second : nullptr;
}

/// In the target's units; of the source's glyph, as it would be placed, while there is no picture.
InkBox TextPanel::inkOf(char32_t character) {
    const int unitsPerEm = m_opened->target.unitsPerEm();
    if (const GrayImage* picture = pictureOf(character)) {
        return inkOnPicture(*picture, m_placement, unitsPerEm);
    }
    const FontFace& source = m_document.fonts()->source;
    const InkBox ink = source.inkBox(character);
    const auto moved = [&](double x, double y) {
        const CanvasPoint place = toCanvas(m_source, 1, x / source.unitsPerEm(), y / source.unitsPerEm());
        return toEm(m_placement, 1, place.x, place.y);
    };
    const EmPoint low = moved(ink.xMin, ink.yMin), high = moved(ink.xMax, ink.yMax);
    return {low.x * unitsPerEm, low.y * unitsPerEm, high.x * unitsPerEm, high.y * unitsPerEm};
}

void TextPanel::draw() {
    if (!isVisible() || !m_document.isOpen() || m_document.fonts() == nullptr || !m_opened) {
        m_store->want({});
        m_view->setLine({}, 1);
        m_caption->setText(m_document.isOpen() && m_document.fonts() == nullptr
                               ? tr("Choose a source and a target font first (page Fonts).")
                               : QString());
        return;
    }
    if (m_drawn.empty()) { // where the pictures will lie, and where those of a run do
        m_placement = m_document.data().placements.target;
    }
    const QString text = m_text->text();
    const CharacterSet added = lacking(text);
    std::vector<char32_t> toDraw;
    std::copy_if(added.begin(), added.end(), std::back_inserter(toDraw), [this](char32_t character) {
        return shownAsKept(character) || !m_live.contains(character);
    });
    m_store->want(toDraw);
    const auto line = mixedLine(m_opened->target, m_opened->advances, text.toStdString(),
                                m_direction->currentData().toBool(), added,
                                [this](char32_t character) { return inkOf(character); });
    const double ratio = devicePixelRatioF();
    auto drawn = line
                     ? drawMixedLine(m_opened->target, *line, std::min(512.0, m_size->value() * ratio),
                                     m_placement, [this](char32_t character) { return pictureOf(character); })
                     : Result<MixedPicture>(line.error());
    QStringList lines;
    if (!drawn) {
        lines << errorText(drawn.error());
    } else if (!m_problem.isEmpty()) {
        lines << m_problem;
    } else if (!drawn->gaps.empty()) {
        lines << (m_document.checkpoint()
                      ? tr("%Ln glyphs are being drawn…", nullptr, static_cast<int>(drawn->gaps.size()))
                      : tr("Nothing is learnt yet: start training (page Train)."));
    } else if (!added.empty()) {
        lines << tr("%Ln characters are generated", nullptr, static_cast<int>(added.size()));
    }
    const CharacterSet unknown =
        CharacterSet::ofText(text.toStdString()) - m_opened->target.characters() - added;
    if (!unknown.empty()) {
        lines << tr("Neither font draws: %1").arg(characterList(unknown, 20));
    }
    m_caption->setText(lines.join(QLatin1Char('\n')));
    m_view->setLine(drawn ? std::move(*drawn) : MixedPicture(), ratio);
}

void TextPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_drawSoon.start();
}

void TextPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_store->want({}); // the machine is for training when nobody looks
}

} // namespace typemould
