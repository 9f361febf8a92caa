// ReviewPage: a grid of source and generated glyphs to keep or reject, filtered by set and verdict, in the
// order of their code points or the worst strokes first, with the output offsets seen at once. Shows the
// Document and edits it. GUI thread.
#pragma once

#include "core/metrics/structure_gate.h"
#include "ui/review/generator_factory.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QTimer;

namespace typemould {

class GlyphStore;
class ReviewDelegate;
class ReviewModel;
class ReviewView;
class EditGesture;
class StyleBar;
class TextPanel;

class ReviewPage : public QWidget {
    Q_OBJECT
public:
    /// The document must outlive the page. (All pages are made alike; this one has no question to ask.)
    ReviewPage(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);
    /// Replaces what opens checkpoints (tests).
    void setGeneratorFactory(GeneratorFactory factory);
    /// Glyphs that the run that goes has drawn just now: the line of text shows them.
    void takePreview(const Preview& preview);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeFilterBar();
    QWidget* makeVerdictBar();
    QWidget* makeViewBar();
    void addVerdictAction(QPushButton* button, const QKeySequence& key, std::optional<ReviewVerdict> verdict);
    void connectDocument();
    void refreshSources();
    void refreshCells();
    void refreshCounts();
    void refreshOffsets();
    void refreshEnabled();
    void refreshLook();
    void setVerdict(std::optional<ReviewVerdict> verdict);
    CharacterSet selection() const;
    void select(const CharacterSet& characters, int currentRow);
    void editOffset(double ImageExportSettings::*offset, double value);
    void refreshGate();
    void sortSoon();
    void wantInSight();
    void showMessage(const QString& text);
    Document& m_document;
    GeneratorFactory m_factory;
    StyleBar* m_style;
    GlyphStore* m_store;
    ReviewModel* m_model;
    ReviewDelegate* m_delegate;
    ReviewView* m_view;
    QComboBox* m_set;
    QComboBox* m_verdict;
    QComboBox* m_order;
    QLineEdit* m_text;
    QComboBox* m_shown;
    QCheckBox* m_truth;
    QCheckBox* m_showsText;
    TextPanel* m_textPanel;
    QSlider* m_zoom;
    QDoubleSpinBox* m_offsetX;
    QDoubleSpinBox* m_offsetY;
    QPushButton* m_keep;
    QPushButton* m_reject;
    QPushButton* m_clear;
    QLabel* m_counts;
    QLabel* m_message;
    QTimer* m_wantSoon;
    QTimer* m_zoomSettled;
    QTimer* m_sortSoon;
    StructureGate m_gate; ///< of the pairs as they were measured last
    EditGesture* m_gesture;
    PlacementPair m_placements; ///< that the store draws with while there is no checkpoint
    int m_canvas = 0;           ///< likewise
    OutputOffset m_output;      ///< by which what the network draws is moved
    QString m_storeProblem;     ///< why nothing can be generated
    CharacterSet m_kept;        ///< as the store knows
    CharacterSet m_chosen;      ///< by set or text, before the verdict filter
};

} // namespace typemould
