// PlacementPanel: both fonts laid over each other on chosen characters, with scale and offsets of each as
// slider and number, and a fit. Edits the Document's placements. GUI thread.
#pragma once

#include "ui/studio/document.h"

#include <QGroupBox>

#include <array>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace typemould {

class EditGesture;
class OverlayView;
class PlacementValue;

class PlacementPanel : public QGroupBox {
    Q_OBJECT
public:
    /// The document must outlive the panel.
    explicit PlacementPanel(Document& document, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum Which { SourceScale, SourceX, SourceY, TargetScale, TargetX, TargetY, ValueCount };
    void addValue(QGridLayout* grid, Which which, int row, int column);
    double& valueOf(PlacementPair& placements, Which which) const;
    void refreshValues();
    void refreshEnabled();
    void showDefaultText();
    void drawOverlay();
    void fit();
    void forgetFit();
    void showFit(const Result<PlacementFit>& fitted);
    Document& m_document;
    QLineEdit* m_text;
    QString m_defaultText; ///< as it was last chosen for the fonts
    QLabel* m_hint;
    OverlayView* m_overlay;
    QPushButton* m_fit;
    QTimer* m_redraw;
    std::array<PlacementValue*, ValueCount> m_values{};
    EditGesture* m_gesture;
    bool m_fitting = false; ///< the hint says that both fonts are being measured
};

} // namespace typemould
