#include "ui/train/figures_panel.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace typemould {

FiguresPanel::FiguresPanel(QWidget* parent)
    : QGroupBox(tr("Held-out characters"), parent), m_table(new QTableWidget(3, 3, this)),
      m_caption(new QLabel(this)) {
    m_table->setObjectName("figuresTable");
    m_table->setAccessibleName(tr("Figures on held-out characters"));
    m_table->setHorizontalHeaderLabels({tr("L1"), tr("SSIM"), tr("Ink IoU")});
    m_table->setVerticalHeaderLabels({tr("Typemould"), tr("Copied source"), tr("Thickened source")});
    m_table->horizontalHeaderItem(0)->setToolTip(tr("Mean difference of grey, 0 to 1: smaller is better."));
    m_table->horizontalHeaderItem(1)->setToolTip(tr("Structural similarity, up to 1: larger is better."));
    m_table->horizontalHeaderItem(2)->setToolTip(tr("Shared ink over all ink, up to 1: larger is better."));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 10);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto* item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignCenter);
            m_table->setItem(row, column, item);
        }
    }
    m_caption->setObjectName("figuresCaption");
    m_caption->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_table);
    column->addWidget(m_caption);
    clear();
    m_table->resizeRowsToContents();
    m_table->setMinimumWidth(m_table->verticalHeader()->sizeHint().width() + 2 * m_table->frameWidth() +
                             3 * m_table->horizontalHeader()->minimumSectionSize());
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            m_table->verticalHeader()->length() + 2 * m_table->frameWidth());
}

void FiguresPanel::showEvaluation(const Evaluation& evaluation) {
    const QLocale locale;
    const GlyphScore* scores[] = {&evaluation.generated, &evaluation.copiedSource, &evaluation.boldedSource};
    for (int row = 0; row < 3; ++row) {
        const double figures[] = {scores[row]->l1, scores[row]->ssim, scores[row]->iou};
        for (int column = 0; column < 3; ++column) {
            m_table->item(row, column)->setText(locale.toString(figures[column], 'f', 4));
        }
    }
    const auto &ours = evaluation.generated, &copied = evaluation.copiedSource;
    const bool better[] = {ours.l1<copied.l1, ours.ssim> copied.ssim, ours.iou > copied.iou};
    for (int column = 0; column < 3; ++column) {
        QFont font = m_table->font();
        font.setBold(better[column]);
        m_table->item(0, column)->setFont(font);
        m_table->item(0, column)->setToolTip(better[column] ? tr("Better than copying the source.")
                                                            : tr("Not better than copying the source yet."));
    }
    m_caption->setText(
        tr("Measured at step %1 on %n held-out character(s)", nullptr, static_cast<int>(evaluation.glyphs))
            .arg(locale.toString(evaluation.step)));
}

void FiguresPanel::clear() {
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            m_table->item(row, column)->setText(QStringLiteral("–"));
        }
    }
    m_caption->setText(tr("Measured at every checkpoint."));
}

} // namespace typemould
