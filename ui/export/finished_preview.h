// FinishedPreview: one glyph as the export would write it, drawn from the newest checkpoint in the
// background, or as it was kept: the finished image, or the outline beside the picture that it is traced of.
// The settings are applied to it at once. GUI thread.
#pragma once

#include "core/export/image_export.h"
#include "ui/review/generator_factory.h"
#include "ui/studio/background_job.h"
#include "ui/studio/document.h"

#include <QGroupBox>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace typemould {

class GlyphCanvas;
class OutlineView;

class FinishedPreview : public QGroupBox {
    Q_OBJECT
public:
    /// The document must outlive the preview.
    explicit FinishedPreview(Document& document, QWidget* parent = nullptr);
    /// What opens checkpoints, and whether it draws the target's own style: that of kept pictures.
    void setGeneratorFactory(GeneratorFactory factory, bool targetsOwn);
    /// Shows the first of these when no character has been typed.
    void setCharacters(const CharacterSet& characters);
    /// Shows outlines in place of images.
    void setOutlined(bool outlined);
    /// The finished glyph on show, empty when there is none.
    const GrayImage& shown() const { return m_finished; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Drawer;
    char32_t wantedCharacter() const;
    bool wantsKept() const;
    void draw();
    void apply();
    void trace();
    void say(const QString& text);
    Document& m_document;
    std::shared_ptr<Drawer> m_drawer; ///< the opened checkpoint; used by one job at a time
    GeneratorFactory m_factory;
    bool m_targetsOwn = true;
    bool m_kept = false; ///< the stored picture was asked for, if there is one
    QLineEdit* m_text;
    GlyphCanvas* m_canvas;
    OutlineView* m_outline;
    QCheckBox* m_points;
    QLabel* m_caption;
    char32_t m_first = 0;     ///< of the characters to be exported
    char32_t m_character = 0; ///< that m_generated shows
    GrayImage m_generated;
    Placement m_placement; ///< that m_generated lies at
    bool m_outlined = false;
    GrayImage m_finished;
    BackgroundJob m_job;
    BackgroundJob m_tracing;
};

} // namespace typemould
