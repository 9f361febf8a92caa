#include "ui/widgets/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace typemould {

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) {
    setContentsMargins(0, 0, 0, 0);
    setSpacing(8);
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::addItem(QLayoutItem* item) { m_items.append(item); }

int FlowLayout::count() const { return static_cast<int>(m_items.size()); }

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < m_items.size() ? m_items[index] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const { return arrange(QRect(0, 0, width, 0), false); }

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const auto* item : m_items) {
        size = size.expandedTo(item->minimumSize());
    }
    return size;
}

QSize FlowLayout::sizeHint() const {
    QSize size;
    for (const auto* item : m_items) {
        if (item->isEmpty()) {
            continue;
        }
        const QSize hint = item->sizeHint();
        size = {size.width() + hint.width() + (size.width() > 0 ? spacing() : 0),
                std::max(size.height(), hint.height())};
    }
    return size;
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

/// Places the items line by line, each in the middle of its line, and returns the height they take.
int FlowLayout::arrange(const QRect& rect, bool place) const {
    QList<QLayoutItem*> items;
    std::copy_if(m_items.begin(), m_items.end(), std::back_inserter(items),
                 [](const QLayoutItem* item) { return !item->isEmpty(); });
    int y = rect.y();
    int first = 0;
    while (first < items.size()) {
        int end = first;
        int width = 0;
        int height = 0;
        while (end < items.size()) {
            const QSize hint = items[end]->sizeHint();
            const int wider = width + hint.width() + (end > first ? spacing() : 0);
            if (end > first && wider > rect.width()) {
                break;
            }
            width = wider;
            height = std::max(height, hint.height());
            ++end;
        }
        int x = rect.x();
        for (int i = first; i < end; ++i) {
            const QSize hint = items[i]->sizeHint();
            const int itemWidth =
                std::min(hint.width(), std::max(rect.width(), items[i]->minimumSize().width()));
            if (place) {
                const QRect slot(x, y + (height - hint.height()) / 2, itemWidth, hint.height());
                const Qt::LayoutDirection direction =
                    parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
                items[i]->setGeometry(QStyle::visualRect(direction, rect, slot));
            }
            x += itemWidth + spacing();
        }
        y += height + (end < items.size() ? spacing() : 0);
        first = end;
    }
    return y - rect.y();
}

} // namespace typemould
