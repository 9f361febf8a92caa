// ExportPage: which characters, in what form, into which folder or font; runs the export of images in the
// background with progress and cancel, leaves that of fonts to FontPanel and FontRun, and shows one finished
// glyph beforehand. Shows the Document and edits its export settings. GUI thread.
#pragma once

#include "ui/export/export_job.h"
#include "ui/review/generator_factory.h"
#include "ui/studio/background_job.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace typemould {

class ExportBar;
class FinishedPreview;
class FontPanel;
class FontRun;
class SettingsForm;
class StyleBar;

class ExportPage : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the page.
    ExportPage(Document& document, Dialogs& dialogs, QWidget* parent = nullptr);
    ~ExportPage() override; ///< stops an export and waits for the batch in hand
    /// Replaces what opens checkpoints (tests).
    void setGeneratorFactory(GeneratorFactory factory);
    bool exporting() const;
    /// Whether what is being exported is a font, of which nothing is written before its end.
    bool exportingFont() const;
    /// Asks an export to stop; what is written stays whole. Returns at once: exporting() ends a little later.
    void cancel();

Q_SIGNALS:
    /// An export came to its end: all is written, it was stopped, or it failed.
    void exportEnded(bool failed);

private:
    QWidget* makeChoices();
    QWidget* makeFormat();
    bool writesFont() const;
    bool writesSvg() const;
    void chooseFormat();
    void refreshFormat();
    void connectControls();
    void connectDocument();
    void takeProject();
    void refreshFactory();
    void refreshProject();
    void refreshCharacters();
    void refreshSettings();
    void refreshEnabled();
    void chooseFolder();
    void begin();
    void showOutcome(const ExportOutcome& outcome, const QString& folder);
    /// The settings to export with, after the question about files that are there; nothing: do not export.
    std::optional<ImageExportSettings> agreedSettings();
    Document& m_document;
    Dialogs& m_dialogs;
    GeneratorFactory m_factory;
    OutputOffset m_output; ///< by which what the network draws is moved
    StyleBar* m_style;
    QComboBox* m_format;
    QWidget* m_imageChoices; ///< settings and folder of images
    ExportBar* m_bar;        ///< of images and outlines
    FontPanel* m_font;
    FontRun* m_fontRun;
    QComboBox* m_which;
    QLineEdit* m_spec;
    QLabel* m_count;
    QLabel* m_license;
    SettingsForm* m_settings;
    QLineEdit* m_folder;
    QPushButton* m_browse;
    FinishedPreview* m_preview;
    CharacterSet m_characters; ///< to be exported, rejected ones left out
    std::stop_source m_stop;   ///< of the export in hand: unlike the job's own, its result is not dropped
    BackgroundJob m_job;
};

} // namespace typemould
