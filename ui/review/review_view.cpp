#include "ui/review/review_view.h"

#include "ui/review/review_delegate.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace typemould {

ReviewView::ReviewView(ReviewDelegate* delegate, QWidget* parent) : QListView(parent), m_delegate(delegate) {
    setObjectName("reviewGrid");
    setAccessibleName(tr("Glyphs to review"));
    setItemDelegate(delegate);
    // A wrapped list rather than icon mode: the layout of 20,000 equal cells is then a matter of
    // milliseconds.
    setViewMode(ListMode);
    setFlow(LeftToRight);
    setWrapping(true);
    setResizeMode(Adjust);
    setLayoutMode(SinglePass);
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setEditTriggers(NoEditTriggers);
    setSelectionRectVisible(true);
    setTabKeyNavigation(false);
    setGridSize(delegate->cellSize(fontMetrics()));
}

void ReviewView::refreshGrid() {
    const QSize size = m_delegate->cellSize(fontMetrics());
    if (size != gridSize()) {
        setGridSize(size);
        verticalScrollBar()->setSingleStep(size.height() / 2);
        if (currentIndex().isValid()) {
            executeDelayedItemsLayout();
            scrollTo(currentIndex(), PositionAtCenter);
        }
    }
    viewport()->update();
    Q_EMIT sightChanged();
}

int ReviewView::columns() const { return std::max(1, viewport()->width() / gridSize().width()); }

std::pair<int, int> ReviewView::rowsInSight() const {
    const int count = model() != nullptr ? model()->rowCount() : 0;
    if (count == 0) {
        return {0, -1};
    }
    const int top = verticalScrollBar()->value();
    const int height = gridSize().height();
    const int first = top / height * columns();
    const int last = ((top + viewport()->height()) / height + 1) * columns() - 1;
    return {std::clamp(first, 0, count - 1), std::clamp(last, 0, count - 1)};
}

void ReviewView::refreshRow(int row) {
    const auto [first, last] = rowsInSight();
    if (row >= first && row <= last) {
        viewport()->update(visualRect(model()->index(row, 0)));
    }
}

void ReviewView::resizeEvent(QResizeEvent* event) {
    QListView::resizeEvent(event);
    Q_EMIT sightChanged();
}

void ReviewView::scrollContentsBy(int dx, int dy) {
    QListView::scrollContentsBy(dx, dy);
    Q_EMIT sightChanged();
}

void ReviewView::changeEvent(QEvent* event) {
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        refreshGrid();
    }
}

void ReviewView::keyboardSearch(const QString& search) {
    // Letters are verdicts here; any other typed character is looked for as such.
    if (search.size() == 1 && QStringLiteral("kruKRU").contains(search)) {
        return;
    }
    QListView::keyboardSearch(search);
}

} // namespace typemould
