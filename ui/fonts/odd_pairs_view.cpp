#include "ui/fonts/odd_pairs_view.h"

#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glyph_image.h"
#include "ui/widgets/overlay_view.h"
#include "ui/widgets/shown_text.h"

#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace typemould {

namespace {

constexpr std::size_t mostShown = 200;
constexpr int gap = 2; ///< pixels between the two pictures

/// Source and target side by side.
QPixmap bothPictures(const GrayImage& source, const GrayImage& target, int side, double ratio) {
    QPixmap both(QSize(2 * side + gap, side) * ratio);
    both.setDevicePixelRatio(ratio);
    both.fill(Qt::transparent);
    QPainter painter(&both);
    const int pixels = qRound(side * ratio);
    painter.drawImage(QPoint(0, 0), toQImage(source, pixels, ratio));
    painter.drawImage(QPoint(side + gap, 0), toQImage(target, pixels, ratio));
    return both;
}

QString percent(double share) { return QLocale().toString(100 * share, 'f', 1); }

} // namespace

OddPairsView::OddPairsView(Document& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_summary(new QLabel(this)), m_list(new QListWidget(this)),
      m_drop(new QPushButton(tr("Drop from the pairs"), this)), m_keep(new QPushButton(tr("Keep"), this)),
      m_dropped(new QLabel(this)), m_takeBack(new QPushButton(tr("Take all back"), this)) {
    setObjectName("oddPairsView");
    m_summary->setObjectName("oddPairsSummary");
    m_summary->setWordWrap(true);
    const int side = fontMetrics().height() * 3;
    m_list->setObjectName("oddPairs");
    m_list->setAccessibleName(tr("Pairs that differ in structure, the worst first"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setIconSize(QSize(2 * side + gap, side));
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setFixedHeight(side + fontMetrics().height() * 2 +
                           m_list->horizontalScrollBar()->sizeHint().height());
    m_drop->setObjectName("dropPairs");
    m_drop->setToolTip(tr("Leaves the selected characters out of what is learnt and measured."));
    m_keep->setObjectName("keepPairs");
    m_keep->setToolTip(tr("The selected pairs are right as they are: they are not listed again."));
    m_takeBack->setObjectName("takeBackPairs");
    m_takeBack->setToolTip(tr("Takes all dropped characters into the pairs again."));
    m_dropped->setObjectName("droppedPairs");
    m_dropped->setWordWrap(true);
    for (QPushButton* button : {m_drop, m_keep, m_takeBack}) {
        button->setAccessibleName(button->text());
    }
    auto* buttons = new FlowLayout;
    buttons->addWidget(m_drop);
    buttons->addWidget(m_keep);
    buttons->addWidget(m_takeBack);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_summary);
    column->addWidget(m_list);
    column->addWidget(m_dropped);
    column->addLayout(buttons);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &OddPairsView::refreshEnabled);
    connect(m_drop, &QPushButton::clicked, this, [this] { m_document.dropPairs(selected()); });
    connect(m_keep, &QPushButton::clicked, this, [this] { m_document.trustPairs(selected()); });
    connect(m_takeBack, &QPushButton::clicked, this,
            [this] { m_document.takePairsBack(m_document.data().dropped); });
    connect(&document, &Document::projectChanged, this, &OddPairsView::refresh);
    connect(&document, &Document::dataChanged, this, &OddPairsView::refresh);
    connect(&document, &Document::structureChanged, this, &OddPairsView::refresh);
    connect(&document, &Document::placementsFixedChanged, this, &OddPairsView::refreshEnabled);
    refresh();
}

QString OddPairsView::summary(std::size_t odd) const {
    if (m_document.measuringStructure()) {
        return tr("Comparing the shapes of the pairs…");
    }
    if (!m_document.structure()) {
        return {};
    }
    if (odd == 0) {
        return tr("✓ The fonts draw the same shapes: no pair stands out.");
    }
    return tr(
        "⚠ In %Ln pair(s) the fonts draw different shapes (source left, target right), the worst first: a "
        "part that one lacks, a regional form, or a wrong character.",
        nullptr, static_cast<int>(odd));
}

void OddPairsView::refresh() {
    const bool open = m_document.isOpen();
    const auto structure = m_document.structure();
    const auto pairs = m_document.pairs();
    const bool known = open && structure && pairs;
    const std::vector<char32_t> odd =
        known ? oddPairs(*structure, m_document.data().trusted | m_document.data().dropped)
              : std::vector<char32_t>();
    if (m_shown != structure || odd != m_odd) { // else what is selected stays
        m_shown = structure;
        m_odd = odd;
        m_list->clear();
        const CharacterSet listed(odd);
        for (std::size_t i = 0; known && i < structure->odd && m_list->count() < int(mostShown); ++i) {
            if (listed.contains(structure->pairs[i].character)) {
                addPair(structure->pairs[i]);
            }
        }
    }
    m_list->setVisible(!odd.empty());
    m_drop->setVisible(!odd.empty());
    m_keep->setVisible(!odd.empty());
    m_summary->setText(summary(odd.size()));
    m_summary->setVisible(!m_summary->text().isEmpty());
    const CharacterSet dropped = open ? m_document.data().dropped : CharacterSet();
    m_dropped->setText(tr("Dropped: %1").arg(characterList(dropped, 60)));
    m_dropped->setVisible(!dropped.empty());
    m_takeBack->setVisible(!dropped.empty());
    refreshEnabled();
}

void OddPairsView::addPair(const PairStructure& pair) {
    const auto pairs = m_document.pairs();
    const std::size_t index = pairs->indexOf(pair.character);
    if (index >= pairs->size()) {
        return; // measured of other pairs
    }
    auto* item = new QListWidgetItem(characterLabel(pair.character), m_list);
    item->setIcon(bothPictures(pairs->sourceImage(index), pairs->targetImage(index),
                               m_list->iconSize().height(), devicePixelRatioF()));
    item->setData(Qt::UserRole, static_cast<uint>(pair.character));
    item->setToolTip(tr("%1: up to %2 % of the canvas from the source's strokes to the target's, %3 % back.")
                         .arg(characterLabel(pair.character), percent(pair.distance.missing),
                              percent(pair.distance.invented)));
}

void OddPairsView::refreshEnabled() {
    const bool fixed = m_document.placementsFixed();
    const bool editable = m_document.isOpen() && !m_document.readOnly();
    const bool chosen = !m_list->selectedItems().empty();
    m_drop->setEnabled(editable && chosen && !fixed);
    m_keep->setEnabled(editable && chosen);
    m_takeBack->setEnabled(editable && !fixed);
}

CharacterSet OddPairsView::selected() const {
    std::vector<char32_t> characters;
    for (const QListWidgetItem* item : m_list->selectedItems()) {
        characters.push_back(item->data(Qt::UserRole).toUInt());
    }
    return CharacterSet(characters);
}

} // namespace typemould
