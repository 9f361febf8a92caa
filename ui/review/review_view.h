// ReviewView: the scrolling grid, laid out in constant time per cell, that says which cells are in sight. GUI
// thread.
#pragma once

#include <QListView>

#include <utility>

namespace typemould {

class ReviewDelegate;

class ReviewView : public QListView {
    Q_OBJECT
public:
    explicit ReviewView(ReviewDelegate* delegate, QWidget* parent = nullptr);
    /// The cell size has changed: lays the grid out again and keeps the current cell in sight.
    void refreshGrid();
    /// First and last row in sight (last < first when there is none).
    std::pair<int, int> rowsInSight() const;
    int columns() const;
    /// Paints these rows again soon, as far as they are in sight.
    void refreshRow(int row);

Q_SIGNALS:
    void sightChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void keyboardSearch(const QString& search) override;

private:
    ReviewDelegate* m_delegate;
};

} // namespace typemould
