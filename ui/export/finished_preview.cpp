#include "ui/export/finished_preview.h"

#include "core/project/kept_pictures.h"
#include "ui/export/glyph_canvas.h"
#include "ui/export/outline_view.h"
#include "ui/review/review_sets.h"
#include "ui/widgets/glyph_image.h"
#include "ui/widgets/shown_text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace typemould {

/// The checkpoint that is open, kept from glyph to glyph: opening it takes longer than drawing one.
struct FinishedPreview::Drawer {
    std::filesystem::path checkpoint;
    std::unique_ptr<GlyphGenerator> generator;
};

namespace {

struct Drawn {
    GrayImage picture;
    Placement placement;
    Status status;
};

} // namespace

FinishedPreview::FinishedPreview(Document& document, QWidget* parent)
    : QGroupBox(tr("Finished glyph"), parent), m_document(document), m_drawer(std::make_shared<Drawer>()),
      m_text(new QLineEdit(this)), m_canvas(new GlyphCanvas(this)), m_outline(new OutlineView(this)),
      m_points(new QCheckBox(tr("Points of the o&utline"), this)), m_caption(new QLabel(this)) {
    setObjectName("finishedPreview");
    m_text->setObjectName("previewCharacter");
    m_text->setAccessibleName(tr("Character in the preview"));
    m_text->setPlaceholderText(tr("the first one"));
    m_text->setMaxLength(2);
    m_canvas->setObjectName("previewCanvas");
    m_canvas->setAccessibleName(tr("The glyph as it will be written"));
    m_outline->setObjectName("previewOutline");
    m_outline->setAccessibleName(tr("The generated picture, and its outline beside it"));
    m_outline->hide();
    m_points->setObjectName("previewPoints");
    m_points->setToolTip(tr("Shows the points on the curves (squares) and their handles (circles)."));
    m_points->hide();
    m_caption->setObjectName("previewCaption");
    m_caption->setWordWrap(true);
    m_caption->setAlignment(Qt::AlignHCenter);
    auto* label = new QLabel(tr("&Character:"), this);
    label->setBuddy(m_text);
    auto* top = new QHBoxLayout;
    top->addWidget(label);
    top->addWidget(m_text, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_outline, 1);
    layout->addWidget(m_points);
    layout->addWidget(m_caption);
    connect(m_points, &QCheckBox::toggled, m_outline, &OutlineView::setShowsPoints);
    connect(m_text, &QLineEdit::textChanged, this, &FinishedPreview::draw);
    connect(&m_document, &Document::projectChanged, this, [this] {
        m_text->clear();
        draw();
    });
    connect(&m_document, &Document::fontsChanged, this, &FinishedPreview::draw);
    connect(&m_document, &Document::checkpointChanged, this, &FinishedPreview::draw);
    connect(&m_document, &Document::dataChanged, this, &FinishedPreview::apply);
    connect(&m_document, &Document::reviewsChanged, this, [this] {
        if (wantsKept() != m_kept) {
            draw();
        }
    });
    draw();
}

void FinishedPreview::setGeneratorFactory(GeneratorFactory factory, bool targetsOwn) {
    m_factory = std::move(factory);
    m_targetsOwn = targetsOwn;
    m_drawer = std::make_shared<Drawer>();
    draw();
}

void FinishedPreview::setCharacters(const CharacterSet& characters) {
    const char32_t first = characters.empty() ? 0 : characters[0];
    if (first != m_first) {
        m_first = first;
        draw();
    }
}

char32_t FinishedPreview::wantedCharacter() const {
    const auto typed = CharacterSet::ofText(m_text->text().toStdString());
    return typed.empty() ? m_first : typed[0];
}

bool FinishedPreview::wantsKept() const {
    return m_targetsOwn && keptCharacters(m_document).contains(wantedCharacter());
}

void FinishedPreview::say(const QString& text) {
    m_generated = {};
    m_character = 0;
    apply();
    m_caption->setText(text);
}

void FinishedPreview::draw() {
    const char32_t character = wantedCharacter();
    const ProjectFonts* fonts = m_document.fonts();
    m_job.cancel();
    m_kept = wantsKept();
    if (fonts == nullptr) {
        say(whyNoFonts(m_document));
        return;
    }
    if (!m_document.checkpoint() || !m_factory) {
        say(tr("Nothing is learnt yet: start training (page Train)."));
        return;
    }
    if (character == 0) {
        say(tr("No characters to export."));
        return;
    }
    if (!fonts->source.draws(character)) {
        say(tr("The source font does not draw %1.").arg(characterLabel(character)));
        return;
    }
    if (!isVisible()) {
        say({}); // drawn when it is looked at; what an older checkpoint drew is not to be seen then
        return;
    }
    auto face = fonts->source.clone();
    if (!face) {
        say(errorText(face.error()));
        return;
    }
    m_job.start(
        [drawer = m_drawer, factory = m_factory, checkpoint = *m_document.checkpoint(), character,
         keptFolder = m_kept ? m_document.project().keptFolder() : std::filesystem::path(),
         source = std::make_shared<FontFace>(std::move(*face))](std::stop_token stop) {
            Drawn drawn;
            drawn.status = guarded("drawing the preview", [&] {
                if (!drawer->generator || drawer->checkpoint != checkpoint) {
                    drawer->generator = factory(checkpoint).orThrow();
                    drawer->checkpoint = checkpoint;
                }
                drawn.placement = drawer->generator->manifest().placements.target;
                if (!keptFolder.empty()) {
                    auto kept = keptPicture(keptFolder, drawer->generator->manifest(), character).orThrow();
                    if (kept) {
                        drawn.picture = std::move(*kept);
                        return;
                    }
                }
                const auto sink = [&](char32_t, const GrayImage&, const GrayImage& generated) -> Status {
                    drawn.picture = generated;
                    return {};
                };
                drawer->generator->generate(*source, {character}, sink, {}, stop).orThrow();
            });
            return drawn;
        },
        [this, character](Drawn drawn) {
            if (!drawn.status) {
                say(errorText(drawn.status.error()));
                return;
            }
            m_character = character;
            m_generated = std::move(drawn.picture);
            m_placement = drawn.placement;
            apply();
        });
}

void FinishedPreview::setOutlined(bool outlined) {
    m_outlined = outlined;
    m_canvas->setVisible(!outlined);
    m_outline->setVisible(outlined);
    m_points->setVisible(outlined);
    apply();
}

/// Some milliseconds, but not the window's.
void FinishedPreview::trace() {
    const FontFace* target = m_document.targetFace();
    if (m_generated.empty() || target == nullptr || !m_document.isOpen()) {
        m_tracing.cancel();
        m_outline->setGlyph({}, {}, m_placement, 1000);
        return;
    }
    const int unitsPerEm = target->unitsPerEm();
    m_tracing.start(
        [picture = m_generated, placement = m_placement, unitsPerEm, settings = m_document.data().tracing](
            std::stop_token) { return typemould::trace(picture, placement, unitsPerEm, settings); },
        [this, unitsPerEm](const Result<Outline>& traced) {
            if (!traced) {
                m_caption->setText(errorText(traced.error()));
                m_outline->setGlyph({}, {}, m_placement, unitsPerEm);
                return;
            }
            m_outline->setGlyph(m_generated, *traced, m_placement, unitsPerEm);
            m_caption->setText(tr("%1: %Ln points", nullptr, static_cast<int>(traced->pointCount()))
                                   .arg(characterLabel(m_character)));
        });
}

void FinishedPreview::apply() {
    m_finished = {};
    if (m_outlined) {
        trace();
        return;
    }
    m_tracing.cancel(); // its end would speak of points
    if (!m_generated.empty() && m_document.isOpen()) {
        const ImageExportSettings& settings = m_document.data().exporting;
        m_finished = finished(m_generated, settings);
        const std::string file = settings.naming == NamingRule::Sequence
                                     ? glyphFileName(m_character, settings.naming, settings.format, 1, 9999)
                                     : glyphFileName(m_character, settings.naming, settings.format, 1, 1);
        m_caption->setText(tr("%1: %2 × %3 pixels, %4")
                               .arg(characterLabel(m_character))
                               .arg(m_finished.width)
                               .arg(m_finished.height)
                               .arg(QString::fromStdString(file)));
    }
    m_canvas->setPicture(toQImage(m_finished));
}

void FinishedPreview::showEvent(QShowEvent* event) {
    QGroupBox::showEvent(event);
    if (m_generated.empty() && !m_job.running()) {
        draw();
    }
}

} // namespace typemould
