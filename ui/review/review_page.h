// ReviewPage: a grid of source and generated glyphs to keep or reject, filtered by set and verdict, with the
// output offsets seen at once. Shows the Document and edits it. GUI thread.
#pragma once

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

class ReviewPage : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the page.
    ReviewPage(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);
    /// Replaces what opens checkpoints (tests).
    void setGeneratorFactory(GeneratorFactory factory);

private:
    QWidget* makeFilterBar();
    QWidget* makeVerdictBar();
    QWidget* makeViewBar();
    void connectDocument();
    void refreshFonts();
    void refreshCheckpoint();
    void refreshCells();
    void refreshCounts();
    void refreshOffsets();
    void refreshEnabled();
    void setVerdict(std::optional<ReviewVerdict> verdict);
    void setCellSide(int side);
    void wantVisible();
    Document& m_document;
    Dialogs& m_dialogs;
    GeneratorFactory m_factory;
    GlyphStore* m_store;
    ReviewModel* m_model;
    ReviewDelegate* m_delegate;
    ReviewView* m_view;
    QComboBox* m_set;
    QComboBox* m_verdict;
    QLineEdit* m_text;
    QComboBox* m_show;
    QCheckBox* m_truth;
    QSlider* m_zoom;
    QDoubleSpinBox* m_offsetX;
    QDoubleSpinBox* m_offsetY;
    QPushButton* m_keep;
    QPushButton* m_reject;
    QPushButton* m_clear;
    QLabel* m_counts;
    QLabel* m_message;
    QTimer* m_settle;
    CharacterSet m_chosen; ///< by set and text, before the verdict filter
};

} // namespace typemould
