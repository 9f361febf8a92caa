// PreviewPanel: the text that the designer wants to see and its glyphs. While a run goes its previews are
// shown; otherwise the newest checkpoint draws the text in the background. Edits the preview text of the
// Document. GUI thread.
#pragma once

#include "ui/review/generator_factory.h"
#include "ui/studio/document.h"
#include "ui/studio/training_runner.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QLabel;
class QLineEdit;

namespace typemould {

class PreviewView;

class PreviewPanel : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the panel.
    PreviewPanel(Document& document, TrainingRunner& runner, QWidget* parent = nullptr);
    /// Replaces what opens checkpoints (tests).
    void setGeneratorFactory(GeneratorFactory factory);

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Loaded;
    void commitText();
    void refresh();
    void showPreview(const Preview& preview);
    void forgetGenerated();
    void forgetOutdated();
    void drawFromCheckpoint();
    void showCaption(long long step, const CharacterSet& unavailable);
    PreviewGlyph glyphOf(char32_t character) const;
    std::optional<GrayImage> truthOf(char32_t character) const;
    Document& m_document;
    TrainingRunner& m_runner;
    GeneratorFactory m_factory;
    QLineEdit* m_text;
    QLabel* m_caption;
    PreviewView* m_view;
    QTimer m_typing;                           ///< runs while the designer types
    std::map<char32_t, GrayImage> m_generated; ///< the newest drawing of each character
    CharacterSet m_unavailable;                ///< asked for but not drawn by the source font
    ProjectData m_drawnFor;                    ///< the fonts and placements that they are of
    long long m_step = -1;                     ///< that they are of
    std::shared_ptr<Loaded> m_loaded;          ///< used by the job alone
    BackgroundJob m_job;
};

} // namespace typemould
