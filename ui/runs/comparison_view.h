// ComparisonView: stored previews beside each other, a row each between the source and the truth, as large as
// there is room. Shows what it is given. GUI thread.
#pragma once

#include "ui/runs/preview_columns.h"

#include <QPixmap>
#include <QStringList>
#include <QWidget>

#include <vector>

class QScrollArea;

namespace typemould {

class ComparisonView : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonView(QWidget* parent = nullptr);
    /// Lines up `sheets` (alignedPreviews()); `labels` name them, one each. An empty sheet is a row of empty
    /// frames.
    void setPreviews(const std::vector<GrayImage>& sheets, const QStringList& labels);
    const std::vector<ComparedGlyph>& glyphs() const { return m_glyphs; }
    const QStringList& labels() const { return m_labels; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowCount() const { return static_cast<int>(m_labels.size()) + 2; }
    QString rowLabel(int row) const;
    int labelWidth() const;
    int cellSide() const;
    const GrayImage& image(int column, int row) const;
    std::vector<ComparedGlyph> m_glyphs;
    QStringList m_labels;
    std::vector<QPixmap> m_pictures; ///< row by row, scaled for m_pictureSide
    int m_pictureSide = 0;
};

/// The view in a frame that scrolls; the arrow keys scroll it.
QScrollArea* scrolledComparison(ComparisonView* view, const QString& name, const QString& accessible);

} // namespace typemould
