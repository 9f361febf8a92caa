#include "ui/fonts/placement_panel.h"

#include "core/fonts/rasterizer.h"
#include "ui/fonts/placement_value.h"
#include "ui/widgets/edit_gesture.h"
#include "ui/widgets/field_info.h"
#include "ui/widgets/overlay_view.h"
#include "ui/widgets/shown_text.h"
#include "ui/widgets/wheel_guard.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QTimer>

#include <algorithm>
#include <string_view>
#include <utility>

namespace typemould {

namespace {

constexpr std::size_t mostGlyphs = 24;
constexpr int mergeBase = 0x466f0000; ///< undo merging: one number for each gesture and value

std::optional<GrayImage> drawn(const FontFace* face, char32_t character, const Placement& placement,
                               int canvas) {
    if (face == nullptr || !face->draws(character)) {
        return std::nullopt;
    }
    auto image = rasterize(*face, character, placement, canvas);
    return image ? std::optional(std::move(*image)) : std::nullopt;
}

/// Characters to begin with that tell much about a font, or others, that both fonts draw where there are
/// enough.
QString textFor(const ProjectFonts* fonts) {
    constexpr std::size_t wanted = 6;
    constexpr char32_t telling[] = U"永東國酬の鬱風愛書龍一口Ag";
    CharacterSet both;
    if (fonts != nullptr) {
        both = fonts->source.characters() & fonts->target.characters();
    }
    std::u32string text;
    const auto take = [&](char32_t character) {
        if (text.size() < wanted && text.find(character) == std::u32string::npos) {
            text += character;
        }
    };
    for (const char32_t character : std::u32string_view(telling)) {
        if (both.empty() || both.contains(character)) {
            take(character);
        }
    }
    const auto ideographs = both & CharacterSet::range(0x4E00, 0x9FFF);
    for (std::size_t i = 0; i < std::min(wanted, ideographs.size()); ++i) {
        take(ideographs[i]);
    }
    return QString::fromUcs4(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

PlacementPanel::PlacementPanel(Document& document, QWidget* parent)
    : QGroupBox(tr("Placement"), parent), m_document(document), m_text(new QLineEdit(this)),
      m_hint(new QLabel(this)), m_overlay(new OverlayView), m_fit(new QPushButton(tr("F&it"), this)),
      m_redraw(new QTimer(this)), m_gesture(new EditGesture(this)) {
    setObjectName("placementPanel");
    m_text->setObjectName("overlayText");
    m_text->setAccessibleName(tr("Characters in the overlay"));
    showDefaultText();
    m_text->setClearButtonEnabled(true);
    m_overlay->setObjectName("overlayView");
    m_overlay->setAccessibleName(tr("Both fonts laid over each other"));
    m_fit->setObjectName("fitPlacement");
    m_hint->setObjectName("placementHint");
    m_hint->setWordWrap(true);
    auto* zoom = new QSlider(Qt::Horizontal, this);
    zoom->setObjectName("overlayZoom");
    zoom->setAccessibleName(tr("Size of the overlay"));
    zoom->setToolTip(tr("Size of the overlay"));
    zoom->setRange(64, 512);
    zoom->setValue(m_overlay->cellSide());
    zoom->setPageStep(32);
    guardFromWheel(zoom);

    auto* textLabel = new QLabel(tr("&Characters:"), this);
    textLabel->setBuddy(m_text);
    auto* zoomLabel = new QLabel(tr("&Zoom:"), this);
    zoomLabel->setBuddy(zoom);
    auto* top = new QHBoxLayout;
    top->addWidget(textLabel);
    top->addWidget(m_text, 3);
    top->addWidget(zoomLabel);
    top->addWidget(zoom, 1);

    auto* scroll = new QScrollArea(this);
    scroll->setObjectName("overlayScroll");
    scroll->setAccessibleName(m_overlay->accessibleName());
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_overlay);
    scroll->setMinimumHeight(180);

    auto* grid = new QGridLayout;
    const QStringList headings{tr("Scale"), tr("To the right"), tr("Upwards")};
    for (int column = 0; column < headings.size(); ++column) {
        grid->addWidget(new QLabel(headings[column], this), 0, column + 1);
        grid->setColumnStretch(column + 1, 1);
    }
    grid->addWidget(new QLabel(tr("Source"), this), 1, 0);
    grid->addWidget(new QLabel(tr("Target"), this), 2, 0);
    for (int which = 0; which < ValueCount; ++which) {
        addValue(grid, static_cast<Which>(which), 1 + which / 3, 1 + which % 3);
    }
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_hint, 1);
    bottom->addWidget(m_fit);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(scroll, 1);
    layout->addLayout(grid);
    layout->addLayout(bottom);

    m_redraw->setSingleShot(true);
    m_redraw->setInterval(0);
    connect(m_redraw, &QTimer::timeout, this, &PlacementPanel::drawOverlay);
    const auto redrawSoon = [this] { m_redraw->start(); };
    connect(m_text, &QLineEdit::textChanged, this, redrawSoon);
    connect(zoom, &QSlider::valueChanged, this, [this](int side) {
        m_overlay->setCellSide(side);
        m_redraw->start();
    });
    connect(m_fit, &QPushButton::clicked, this, &PlacementPanel::fit);
    connect(&m_document, &Document::projectChanged, this, [this] {
        m_hint->clear();
        m_fitting = false;
        refreshValues();
    });
    connect(&m_document, &Document::dataChanged, this, &PlacementPanel::refreshValues);
    connect(&m_document, &Document::fontsChanged, this, [this] {
        forgetFit();
        showDefaultText();
        refreshValues();
    });
    connect(&m_document, &Document::placementsFixedChanged, this, &PlacementPanel::refreshEnabled);
    connect(&m_document, &Document::pairsChanged, this, &PlacementPanel::refreshEnabled);
    connect(&m_document, &Document::placementsFitted, this, &PlacementPanel::showFit);
    refreshValues();
}

/// What was typed stays.
void PlacementPanel::showDefaultText() {
    const bool typed = m_text->text() != m_defaultText;
    m_defaultText = textFor(m_document.fonts());
    if (!typed) {
        m_text->setText(m_defaultText);
    }
}

void PlacementPanel::addValue(QGridLayout* grid, Which which, int row, int column) {
    static const std::array<const char*, ValueCount> names{"sourceScale", "sourceX", "sourceY",
                                                           "targetScale", "targetX", "targetY"};
    const std::array<QString, ValueCount> spoken{
        tr("Source scale"), tr("Source offset to the right"), tr("Source offset upwards"),
        tr("Target scale"), tr("Target offset to the right"), tr("Target offset upwards")};
    const bool scale = which == SourceScale || which == TargetScale;
    const bool right = which == SourceX || which == TargetX;
    const FieldInfo& info = fieldInfoOf(scale   ? &Placement::scale
                                        : right ? &Placement::offsetX
                                                : &Placement::offsetY,
                                        0.125);
    auto* value = new PlacementValue(names[which], spoken[which], info.minimum, info.maximum,
                                     scale ? 100 : 1000, scale ? tr(" %") : tr(" ‰ em"), this);
    m_values[which] = value;
    grid->addWidget(value, row, column);
    connect(value, &PlacementValue::edited, this, [this, which](double stored) {
        m_document.edit(
            tr("Placement"),
            [this, which, stored](ProjectData& data) { valueOf(data.placements, which) = stored; },
            mergeBase + (m_gesture->current() % 1024) * ValueCount + which);
    });
    connect(value, &PlacementValue::settled, m_gesture, &EditGesture::end);
    value->watchedBy(*m_gesture);
}

double& PlacementPanel::valueOf(PlacementPair& placements, Which which) const {
    Placement& placement = which < TargetScale ? placements.source : placements.target;
    switch (which % 3) {
    case 0:
        return placement.scale;
    case 1:
        return placement.offsetX;
    default:
        return placement.offsetY;
    }
}

void PlacementPanel::refreshValues() {
    PlacementPair placements = m_document.isOpen() ? m_document.data().placements : PlacementPair{};
    for (int which = 0; which < ValueCount; ++which) {
        m_values[which]->setValue(valueOf(placements, static_cast<Which>(which)));
    }
    refreshEnabled();
    m_redraw->start();
}

void PlacementPanel::refreshEnabled() {
    const bool fixed = m_document.placementsFixed();
    const bool editable = !m_document.readOnly() && !fixed;
    const QString why = fixed ? tr("A run is training with this placement: stop it first.") : QString();
    for (int which = 0; which < ValueCount; ++which) {
        m_values[which]->setEnabled(editable);
        m_values[which]->setToolTip(fixed            ? why
                                    : which % 3 == 0 ? tr("Side of the em square as a share of the canvas.")
                                                     : tr("In thousandths of an em (‰ em)."));
    }
    m_fit->setToolTip(fixed ? why
                            : tr("Find the scale and offset that bring both fonts to one size and one "
                                 "centre."));
    m_fit->setEnabled(editable && m_document.fonts() != nullptr && !m_document.fittingPlacements());
}

void PlacementPanel::showEvent(QShowEvent* event) {
    QGroupBox::showEvent(event);
    m_redraw->start();
}

void PlacementPanel::drawOverlay() {
    if (!isVisible()) {
        return; // drawn when it is looked at
    }
    if (!m_document.isOpen()) {
        m_overlay->setGlyphs({}, {});
        return;
    }
    const PlacementPair& placements = m_document.data().placements;
    const int canvas = std::clamp(qRound(m_overlay->cellSide() * devicePixelRatioF()), 8, 2048);
    std::vector<OverlayGlyph> glyphs;
    for (const char32_t character : decodeUtf8(m_text->text().toStdString())) {
        if (glyphs.size() == mostGlyphs) {
            break;
        }
        OverlayGlyph glyph{character, drawn(m_document.sourceFace(), character, placements.source, canvas),
                           drawn(m_document.targetFace(), character, placements.target, canvas)};
        if (glyph.source || glyph.target) {
            glyphs.push_back(std::move(glyph));
        }
    }
    m_overlay->setGlyphs(std::move(glyphs), placements);
}

void PlacementPanel::fit() {
    m_fitting = true;
    m_hint->setText(tr("Measuring both fonts…"));
    m_document.fitPlacements();
}

/// A fit of fonts that are no longer the project's does not end.
void PlacementPanel::forgetFit() {
    if (std::exchange(m_fitting, false)) {
        m_hint->clear();
    }
}

void PlacementPanel::showFit(const Result<PlacementFit>& fitted) {
    m_fitting = false;
    if (!fitted) {
        m_hint->setText(errorText(fitted.error()));
        return;
    }
    m_hint->setText(tr("Fitted on %Ln characters.", nullptr, fitted->characters) + QLatin1Char(' ') +
                    tr("The source was %1 % of the target's size.")
                        .arg(QLocale().toString(fitted->sizeRatio * 100, 'f', 1)));
}

} // namespace typemould
