// The part of ReviewPage that makes its bars: what is shown, how it is shown, and the verdicts.
#include "ui/review/review_delegate.h"
#include "ui/review/review_model.h"
#include "ui/review/review_page.h"
#include "ui/review/review_sets.h"
#include "ui/review/review_view.h"
#include "ui/review/text_panel.h"
#include "ui/widgets/edit_gesture.h"
#include "ui/widgets/field_info.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/wheel_guard.h"

#include <QAction>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QTimer>

namespace typemould {

namespace {

/// A label and its control, kept together when the bar wraps.
QWidget* labelled(const QString& text, QWidget* control, QWidget* parent) {
    auto* pair = new QWidget(parent);
    auto* layout = new QHBoxLayout(pair);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(text, pair);
    label->setBuddy(control);
    layout->addWidget(label);
    layout->addWidget(control, 1);
    return pair;
}

QDoubleSpinBox* offsetSpin(const QString& name, const QString& spoken, QWidget* parent) {
    auto* spin = new QDoubleSpinBox(parent);
    spin->setObjectName(name);
    spin->setAccessibleName(spoken);
    spin->setToolTip(ReviewPage::tr("Moves every exported glyph by this many pixels."));
    spin->setDecimals(2);
    spin->setSingleStep(0.5);
    spin->setSuffix(ReviewPage::tr(" px"));
    spin->setKeyboardTracking(false);
    return spin;
}

} // namespace

QWidget* ReviewPage::makeFilterBar() {
    auto* bar = new QWidget(this);
    m_set = new QComboBox(bar);
    m_set->setObjectName("reviewSet");
    m_set->setAccessibleName(tr("Characters to review"));
    addReviewSets(*m_set, false, false);
    m_verdict = new QComboBox(bar);
    m_verdict->setObjectName("reviewVerdict");
    m_verdict->setAccessibleName(tr("Verdicts to show"));
    m_verdict->addItem(tr("All"), "all");
    m_verdict->addItem(tr("Unreviewed"), "unreviewed");
    m_verdict->addItem(tr("Kept"), "kept");
    m_verdict->addItem(tr("Rejected"), "rejected");
    m_order = new QComboBox(bar);
    m_order->setObjectName("reviewOrder");
    m_order->setAccessibleName(tr("Order of the glyphs"));
    m_order->addItem(tr("By code point"), false);
    m_order->addItem(tr("Worst strokes first"), true);
    m_order->setToolTip(
        tr("Worst strokes first: glyphs that lack strokes of the source, have others, or look "
           "like another character. All glyphs of the set are drawn for it in the "
           "background."));
    m_text = new QLineEdit(bar);
    m_text->setObjectName("reviewText");
    m_text->setAccessibleName(tr("Characters typed"));
    m_text->setPlaceholderText(tr("or type: 東京, U+4E00-9FFF, joyo"));
    m_text->setToolTip(
        tr("Shows these in place of the set: plain characters, U+4E00-9FFF, a set's name or @file, "
           "joined by commas."));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(fontMetrics().horizontalAdvance(m_text->placeholderText()) + 48);
    auto* layout = new FlowLayout(bar);
    layout->addWidget(labelled(tr("&Set:"), m_set, bar));
    layout->addWidget(labelled(tr("T&yped:"), m_text, bar));
    layout->addWidget(labelled(tr("Verdi&ct:"), m_verdict, bar));
    layout->addWidget(labelled(tr("&Order:"), m_order, bar));
    connect(m_set, &QComboBox::currentIndexChanged, this, &ReviewPage::refreshCells);
    connect(m_verdict, &QComboBox::currentIndexChanged, this, &ReviewPage::refreshCells);
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
        const CharacterSet before = selection();
        m_model->setWorstFirst(m_order->currentData().toBool());
        select(before, before.empty() ? 0 : m_model->rowAtOrAfter(before[0]));
        m_wantSoon->start();
    });
    connect(m_text, &QLineEdit::textChanged, this, &ReviewPage::refreshCells);
    return bar;
}

QWidget* ReviewPage::makeViewBar() {
    auto* bar = new QWidget(this);
    m_shown = new QComboBox(bar);
    m_shown->setObjectName("reviewShown");
    m_shown->setAccessibleName(tr("Pictures in a cell"));
    m_shown->addItem(tr("Source and generated"), true);
    m_shown->addItem(tr("Generated alone"), false);
    m_truth = new QCheckBox(tr("T&ruth beside it"), bar);
    m_truth->setObjectName("reviewTruth");
    m_truth->setToolTip(tr("Where the target font draws the character, its glyph stands on the right."));
    m_showsText = new QCheckBox(tr("&A line of text"), bar);
    m_showsText->setObjectName("reviewShowsText");
    m_showsText->setToolTip(
        tr("Sets a text in the target font with the generated glyphs among its own, under "
           "the grid."));
    m_zoom = new QSlider(Qt::Horizontal, bar);
    m_zoom->setObjectName("reviewZoom");
    m_zoom->setAccessibleName(tr("Size of the glyphs"));
    m_zoom->setRange(24, 256);
    m_zoom->setValue(m_delegate->side());
    m_zoom->setPageStep(16);
    m_zoom->setMinimumWidth(120);
    m_offsetX = offsetSpin("reviewOffsetX", tr("Offset to the right"), bar);
    m_offsetY = offsetSpin("reviewOffsetY", tr("Offset downwards"), bar);
    const FieldInfo& x = fieldInfoOf(&ImageExportSettings::offsetX, 0.5);
    const FieldInfo& y = fieldInfoOf(&ImageExportSettings::offsetY, 0.5);
    m_offsetX->setRange(x.minimum, x.maximum);
    m_offsetY->setRange(y.minimum, y.maximum);
    for (auto* spin : {m_offsetX, m_offsetY}) {
        guardFromWheel(spin);
        m_gesture->watch(spin);
    }
    auto* layout = new FlowLayout(bar);
    layout->addWidget(labelled(tr("Sho&w:"), m_shown, bar));
    layout->addWidget(m_truth);
    layout->addWidget(m_showsText);
    layout->addWidget(labelled(tr("&Zoom:"), m_zoom, bar));
    layout->addWidget(labelled(tr("Offset →"), m_offsetX, bar));
    layout->addWidget(labelled(tr("Offset ↓"), m_offsetY, bar));
    connect(m_shown, &QComboBox::currentIndexChanged, this, &ReviewPage::refreshLook);
    connect(m_truth, &QCheckBox::toggled, this, &ReviewPage::refreshLook);
    connect(m_showsText, &QCheckBox::toggled, m_textPanel, &QWidget::setVisible);
    connect(m_zoom, &QSlider::valueChanged, this, [this] {
        refreshLook();
        m_zoomSettled->start();
    });
    connect(m_offsetX, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { editOffset(&ImageExportSettings::offsetX, value); });
    connect(m_offsetY, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { editOffset(&ImageExportSettings::offsetY, value); });
    return bar;
}

QWidget* ReviewPage::makeVerdictBar() {
    auto* bar = new QWidget(this);
    m_keep = new QPushButton(tr("✓ Keep (K)"), bar);
    m_keep->setObjectName("reviewKeep");
    m_keep->setAccessibleName(tr("Keep the selected glyphs"));
    m_reject = new QPushButton(tr("✗ Reject (R)"), bar);
    m_reject->setObjectName("reviewReject");
    m_reject->setAccessibleName(tr("Reject the selected glyphs"));
    m_clear = new QPushButton(tr("Clear (U)"), bar);
    m_clear->setObjectName("reviewClear");
    m_clear->setAccessibleName(tr("Clear the verdict of the selected glyphs"));
    addVerdictAction(m_keep, Qt::Key_K, ReviewVerdict::Kept);
    addVerdictAction(m_reject, Qt::Key_R, ReviewVerdict::Rejected);
    addVerdictAction(m_clear, Qt::Key_U, std::nullopt);
    m_counts->setWordWrap(true);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_counts, 1);
    layout->addWidget(m_keep);
    layout->addWidget(m_reject);
    layout->addWidget(m_clear);
    return bar;
}

void ReviewPage::addVerdictAction(QPushButton* button, const QKeySequence& key,
                                  std::optional<ReviewVerdict> verdict) {
    // The letter counts in the grid alone: in a text field it is a letter.
    auto* action = new QAction(button->accessibleName(), m_view);
    action->setObjectName(button->objectName() + "Action");
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(action);
    connect(action, &QAction::triggered, this, [this, verdict] { setVerdict(verdict); });
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
}

} // namespace typemould
