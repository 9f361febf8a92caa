#include "ui/fonts/fonts_page.h"

#include "ui/fonts/coverage_table.h"
#include "ui/fonts/font_choice.h"
#include "ui/fonts/font_slot.h"
#include "ui/fonts/pairs_panel.h"
#include "ui/fonts/placement_panel.h"
#include "ui/fonts/styles_panel.h"
#include "ui/widgets/overlay_view.h"
#include "ui/widgets/shown_text.h"

#include <QGroupBox>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace typemould {

namespace {

std::optional<CharacterSet> charactersOf(const FontFace* face) {
    return face != nullptr ? std::optional(face->characters()) : std::nullopt;
}

} // namespace

FontsPage::FontsPage(Document& document, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_document(document), m_dialogs(dialogs),
      m_source(new FontSlot("source", tr("Source font"), tr("Has every character that you want."),
                            OverlayView::sourceColor(), this)),
      m_target(new FontSlot("target", tr("Target font"), tr("Has the style, and some of the characters."),
                            OverlayView::targetColor(), this)),
      m_problem(new QLabel(this)), m_coverage(new CoverageTable(this)),
      m_placement(new PlacementPanel(document, this)), m_pairs(new PairsPanel(document, dialogs, this)) {
    setObjectName("fontsPage");
    m_problem->setObjectName("fontsProblem");
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->hide();

    auto* coverage = new QGroupBox(tr("Coverage"), this);
    auto* coverageLayout = new QVBoxLayout(coverage);
    coverageLayout->addWidget(m_coverage);

    auto* left = new QWidget(this);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->addWidget(m_source);
    leftLayout->addWidget(m_target);
    leftLayout->addWidget(m_problem);
    leftLayout->addWidget(coverage, 1);
    leftLayout->addWidget(new StylesPanel(document, dialogs, this));
    auto* right = new QSplitter(Qt::Vertical, this);
    right->setObjectName("fontsRows");
    right->addWidget(m_placement);
    right->addWidget(m_pairs);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);
    right->setChildrenCollapsible(false);
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->setObjectName("fontsColumns");
    columns->addWidget(left);
    columns->addWidget(right);
    columns->setStretchFactor(0, 2);
    columns->setStretchFactor(1, 3);
    left->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    columns->setChildrenCollapsible(false);

    // On a small screen or at a large scale the page scrolls rather than cuts.
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(columns);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(scroll);

    connect(m_source, &FontSlot::chooseRequested, this, [this] {
        if (const QString path = m_dialogs.openFont(this, tr("Choose the source font")); !path.isEmpty()) {
            chooseFont(Role::Source, path);
        }
    });
    connect(m_target, &FontSlot::chooseRequested, this, [this] {
        if (const QString path = m_dialogs.openFont(this, tr("Choose the target font")); !path.isEmpty()) {
            chooseFont(Role::Target, path);
        }
    });
    connect(m_source, &FontSlot::dropped, this,
            [this](const QString& path) { chooseFont(Role::Source, path); });
    connect(m_target, &FontSlot::dropped, this,
            [this](const QString& path) { chooseFont(Role::Target, path); });
    connect(&m_document, &Document::projectChanged, this, [this] {
        m_sourceJob.cancel();
        m_targetJob.cancel();
        m_pickProblem.clear();
        refreshFonts();
    });
    connect(&m_document, &Document::fontsChanged, this, &FontsPage::refreshFonts);
    connect(&m_document, &Document::placementsFixedChanged, this, &FontsPage::refreshEnabled);
    refreshFonts();
}

void FontsPage::chooseFont(Role role, const QString& path) {
    m_pickProblem.clear();
    showProblem({});
    slotOf(role)->showOpening(path);
    jobOf(role).start([file = pathOf(path)](std::stop_token) { return FontFace::list(file); },
                      [this, role, file = pathOf(path)](const Result<std::vector<FaceInfo>>& faces) {
                          takeFaces(role, file, faces);
                      });
}

void FontsPage::takeFaces(Role role, const std::filesystem::path& path,
                          const Result<std::vector<FaceInfo>>& faces) {
    if (!faces) {
        takeReference(role, faces.error());
        return;
    }
    const auto choice = chooseFace(*faces, path, m_dialogs, this);
    if (!choice) {
        refreshFonts();
        return;
    }
    jobOf(role).start([path, choice = *choice](std::stop_token) { return fontReference(path, choice); },
                      [this, role](const Result<FontReference>& read) { takeReference(role, read); });
}

void FontsPage::takeReference(Role role, const Result<FontReference>& reference) {
    if (!reference) {
        m_pickProblem = errorText(reference.error());
        refreshFonts();
        return;
    }
    m_document.edit(role == Role::Source ? tr("Source font") : tr("Target font"), [&](ProjectData& data) {
        FontReference& font = role == Role::Source ? data.source : data.target;
        if (font.hash != reference->hash || font.face != reference->face) {
            data.dropped = data.trusted = {}; // what was said of the pairs was said of other pictures
        }
        font = *reference;
    });
    refreshFonts(); // also when it was the font that is there
}

void FontsPage::refreshFonts() {
    const ProjectData data = m_document.isOpen() ? m_document.data() : ProjectData{};
    const auto show = [this](Role role, const FontFace* face, const FontReference& font) {
        if (jobOf(role).running()) {
            return; // the slot says what is being opened
        }
        if (m_document.openingFonts() && !font.empty()) {
            slotOf(role)->showOpening(shownPath(font.path));
        } else {
            slotOf(role)->showFace(face, shownPath(font.path));
        }
    };
    show(Role::Source, m_document.sourceFace(), data.source);
    show(Role::Target, m_document.targetFace(), data.target);
    m_coverage->setFonts(charactersOf(m_document.sourceFace()), charactersOf(m_document.targetFace()));
    const bool broken = m_document.fontProblem() && !m_document.openingFonts();
    showProblem(!m_pickProblem.isEmpty() ? m_pickProblem
                : broken                 ? errorText(*m_document.fontProblem())
                                         : QString());
    refreshEnabled();
}

void FontsPage::refreshEnabled() {
    const QString why =
        m_document.placementsFixed() ? tr("A run is training with these fonts: stop it first.") : QString();
    const bool editable = !m_document.readOnly() && why.isEmpty();
    m_source->setEditable(editable, why);
    m_target->setEditable(editable, why);
}

void FontsPage::showProblem(const QString& text) {
    m_problem->setText(text.isEmpty() ? QString() : QStringLiteral("⚠ ") + text);
    m_problem->setVisible(!text.isEmpty());
}

} // namespace typemould
