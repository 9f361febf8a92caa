#include "ui/train/preview_panel.h"

#include "core/fonts/rasterizer.h"
#include "ui/train/preview_view.h"
#include "ui/widgets/shown_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <chrono>
#include <set>

namespace typemould {

namespace {
constexpr auto typingPause = std::chrono::milliseconds(400);
constexpr int longestText = 64;
constexpr int textMergeId = 0x70726576; ///< keystrokes in a row are one undo step
} // namespace

/// A checkpoint kept open between drawings.
struct PreviewPanel::Loaded {
    std::filesystem::path checkpoint;
    std::unique_ptr<GlyphGenerator> generator;
};

PreviewPanel::PreviewPanel(Document& document, TrainingRunner& runner, QWidget* parent)
    : QWidget(parent), m_document(document), m_runner(runner),
      m_factory([](const std::filesystem::path& checkpoint) { return GlyphGenerator::open(checkpoint); }),
      m_text(new QLineEdit(this)), m_caption(new QLabel(this)), m_view(new PreviewView(this)),
      m_loaded(std::make_shared<Loaded>()) {
    m_text->setObjectName("previewText");
    m_text->setAccessibleName(tr("Preview text"));
    m_text->setMaxLength(longestText);
    m_text->setClearButtonEnabled(true);
    m_text->setPlaceholderText(tr("Characters to watch while the network learns"));
    m_caption->setObjectName("previewCaption");
    m_caption->setWordWrap(true);
    auto* label = new QLabel(tr("Previe&w text"), this);
    label->setBuddy(m_text);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName("previewScroll");
    scroll->setAccessibleName(tr("Previews"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(m_view->minimumSizeHint().height() + scroll->fontMetrics().height());
    scroll->setWidget(m_view);
    connect(m_view, &PreviewView::visited, scroll,
            [scroll](const QRect& cells) { scroll->ensureVisible(cells.center().x(), 0, cells.width(), 0); });

    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_text, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(scroll, 1);
    column->addWidget(m_caption);

    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &PreviewPanel::commitText);
    connect(m_text, &QLineEdit::textEdited, this, [this] { m_typing.start(); });
    connect(m_text, &QLineEdit::editingFinished, this, &PreviewPanel::commitText);
    connect(&document, &Document::projectChanged, this, &PreviewPanel::forgetGenerated);
    connect(&document, &Document::dataChanged, this, &PreviewPanel::refresh);
    connect(&document, &Document::fontsChanged, this, &PreviewPanel::refresh);
    connect(&document, &Document::pairsChanged, this, &PreviewPanel::refresh);
    connect(&document, &Document::checkpointChanged, this, &PreviewPanel::drawFromCheckpoint);
    connect(&runner, &TrainingRunner::previewed, this, &PreviewPanel::showPreview);
    connect(&runner, &TrainingRunner::stateChanged, this, [this] {
        if (m_runner.active()) {
            m_job.cancel(); // what the run draws is newer
        }
    });
    connect(&m_job, &BackgroundJob::runningChanged, this, [this] { showCaption(m_step, m_unavailable); });
    refresh();
}

void PreviewPanel::setGeneratorFactory(GeneratorFactory factory) { m_factory = std::move(factory); }

void PreviewPanel::commitText() {
    m_typing.stop();
    if (m_document.isOpen()) {
        m_document.edit(
            tr("Change preview text"),
            [&](ProjectData& data) { data.training.previewText = m_text->text().toStdString(); },
            textMergeId);
    }
}

void PreviewPanel::forgetGenerated() {
    m_job.cancel();
    m_generated.clear();
    m_step = -1;
    refresh();
}

/// Lets go of pictures that were drawn of other fonts or placements than the project has now.
void PreviewPanel::forgetOutdated() {
    const ProjectData& now = m_document.data();
    if (now.source == m_drawnFor.source && now.target == m_drawnFor.target &&
        now.placements == m_drawnFor.placements && now.dataset == m_drawnFor.dataset &&
        outputOffsetOf(now.training) == outputOffsetOf(m_drawnFor.training)) {
        return;
    }
    m_drawnFor = now;
    m_job.cancel();
    m_generated.clear();
    m_step = -1;
}

/// The target font's glyph of a character that is no pair, because the project's choice of characters leaves
/// it out.
std::optional<GrayImage> PreviewPanel::truthOf(char32_t character) const {
    const ProjectData& data = m_document.data();
    const FontFace* target = m_document.targetFace();
    if (target == nullptr || !target->draws(character)) {
        return std::nullopt;
    }
    auto truth = rasterize(*target, character, data.placements.target, data.dataset.canvas);
    return truth ? std::optional(std::move(*truth)) : std::nullopt;
}

PreviewGlyph PreviewPanel::glyphOf(char32_t character) const {
    PreviewGlyph glyph;
    glyph.character = character;
    const auto pairs = m_document.pairs();
    const std::size_t index = pairs ? pairs->indexOf(character) : 0;
    if (pairs && index < pairs->size()) {
        glyph.source = pairs->sourceImage(index);
        glyph.truth = pairs->targetImage(index);
        glyph.heldOut = pairs->split().heldOut.contains(character);
    } else {
        const ProjectData& data = m_document.data();
        if (auto source =
                rasterize(*m_document.sourceFace(), character, data.placements.source, data.dataset.canvas)) {
            glyph.source = std::move(*source);
        }
        glyph.truth = truthOf(character);
    }
    if (const auto drawn = m_generated.find(character); drawn != m_generated.end()) {
        glyph.generated = drawn->second;
    }
    return glyph;
}

void PreviewPanel::refresh() {
    const bool open = m_document.isOpen();
    if (open) {
        forgetOutdated();
    }
    m_text->setEnabled(open && !m_document.readOnly());
    const QString text = open ? QString::fromStdString(m_document.data().training.previewText) : QString();
    if (m_text->text() != text && !m_typing.isActive()) {
        m_text->setText(text);
    }
    std::vector<PreviewGlyph> glyphs;
    std::vector<char32_t> unavailable;
    if (open && m_document.sourceFace() != nullptr) {
        for (const char32_t character : decodeUtf8(m_document.data().training.previewText)) {
            if (m_document.sourceFace()->draws(character)) {
                glyphs.push_back(glyphOf(character));
            } else if (!QChar::isSpace(character)) {
                unavailable.push_back(character);
            }
        }
    }
    m_view->setGlyphs(std::move(glyphs));
    m_unavailable = CharacterSet(std::move(unavailable));
    drawFromCheckpoint();
    showCaption(m_step, m_unavailable);
}

void PreviewPanel::showPreview(const Preview& preview) {
    m_step = preview.step;
    std::vector<PreviewGlyph> glyphs = preview.glyphs;
    for (PreviewGlyph& glyph : glyphs) {
        m_generated[glyph.character] = glyph.generated;
        if (!glyph.truth) { // the run knows the pairs alone
            glyph.truth = truthOf(glyph.character);
        }
    }
    m_view->setGlyphs(std::move(glyphs));
    showCaption(preview.step, preview.unavailable);
}

void PreviewPanel::showCaption(long long step, const CharacterSet& unavailable) {
    QStringList lines;
    if (step >= 0) {
        lines << tr("Generated at step %1. ● is held out: never trained on.").arg(QLocale().toString(step));
    } else if (m_job.running()) {
        lines << tr("The newest checkpoint is drawing the text…");
    } else if (m_document.isOpen() && !m_view->glyphs().empty()) {
        lines << tr("Nothing is generated yet: start training. ● is held out: never trained on.");
    }
    if (!unavailable.empty()) {
        lines << tr("The source font does not draw: %1").arg(characterList(unavailable, 20));
    }
    m_caption->setText(lines.join("\n"));
}

void PreviewPanel::drawFromCheckpoint() {
    const auto checkpoint = m_document.checkpoint();
    const bool settled = !m_document.openingFonts() && !m_document.drawingPairs();
    if (!checkpoint || !settled || m_runner.active() || !isVisible()) {
        return;
    }
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources;
    const bool other = m_loaded->checkpoint != *checkpoint;
    for (const PreviewGlyph& glyph : m_view->glyphs()) {
        if (!glyph.source.empty() && glyph.generated.empty()) {
            characters.push_back(glyph.character);
            sources.push_back(glyph.source);
        }
    }
    if (characters.empty()) {
        return;
    }
    if (other) {
        m_loaded = std::make_shared<Loaded>();
        m_loaded->checkpoint = *checkpoint;
    }
    struct Drawn {
        std::vector<GrayImage> images;
        long long step = 0;
    };
    m_job.start(
        [loaded = m_loaded, factory = m_factory, offset = outputOffsetOf(m_document.data().training),
         sources = std::move(sources)](std::stop_token) -> Result<Drawn> {
            return guarded("drawing the preview", [&] {
                if (!loaded->generator) {
                    loaded->generator = factory(loaded->checkpoint).orThrow();
                }
                loaded->generator->setOutputOffset(offset);
                return Drawn{loaded->generator->generate(sources).orThrow(),
                             loaded->generator->manifest().step};
            });
        },
        [this, characters = std::move(characters)](Result<Drawn> drawn) {
            if (!drawn) {
                m_caption->setText(errorText(drawn.error()));
                return;
            }
            for (std::size_t i = 0; i < characters.size() && i < drawn->images.size(); ++i) {
                m_generated[characters[i]] = std::move(drawn->images[i]);
            }
            m_step = drawn->step;
            refresh();
        });
}

void PreviewPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    drawFromCheckpoint();
}

} // namespace typemould
