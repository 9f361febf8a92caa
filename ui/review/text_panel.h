// TextPanel: the designer's text set in the target font, with generated glyphs where it has none,
// horizontally or vertically. Glyphs come from the newest checkpoint in the background, or from the run that
// goes. Shows the Document's preview text and edits it. GUI thread.
#pragma once

#include "core/export/mixed_line.h"
#include "core/training/training_session.h"
#include "ui/review/generator_factory.h"
#include "ui/studio/background_job.h"
#include "ui/studio/document.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace typemould {

class GlyphStore;
class TextLineView;

class TextPanel : public QWidget {
    Q_OBJECT
public:
    /// The document must outlive the panel.
    explicit TextPanel(Document& document, QWidget* parent = nullptr);
    /// What opens checkpoints, and whether it draws the target's own style, in which kept glyphs are shown as
    /// they were kept.
    void setGeneratorFactory(GeneratorFactory factory, bool targetsOwn);
    /// Glyphs that the run that goes has drawn just now.
    void takePreview(const Preview& preview);
    /// The line on show, for what looks on.
    const TextLineView& view() const { return *m_view; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Opened;
    QWidget* makeBar();
    void commitText();
    void refreshSources();
    void refreshFonts();
    void refreshText();
    void draw();
    CharacterSet lacking(const QString& text) const;
    bool shownAsKept(char32_t character) const;
    const GrayImage* pictureOf(char32_t character);
    InkBox inkOf(char32_t character);
    void forgetLive();
    Document& m_document;
    GeneratorFactory m_factory;
    bool m_targetsOwn = true;
    QLineEdit* m_text;
    QComboBox* m_direction;
    QSpinBox* m_size;
    QCheckBox* m_tint;
    QLabel* m_caption;
    TextLineView* m_view;
    GlyphStore* m_store;
    QString m_problem;
    std::shared_ptr<Opened> m_opened;      ///< the target's face and what is known of its advances
    std::map<char32_t, GrayImage> m_live;  ///< drawn by the run that goes
    CharacterSet m_kept;                   ///< in the review
    std::map<char32_t, GrayImage> m_drawn; ///< by the checkpoint, as the store brought them
    Placement m_placement;                 ///< that the pictures lie at
    Placement m_source;                    ///< of the source font, for what is not drawn yet
    QTimer m_typing;
    QTimer m_drawSoon;
    BackgroundJob m_job;
};

} // namespace typemould
