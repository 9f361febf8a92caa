#include "ui/export/font_panel.h"

#include "core/export/font_licence.h"
#include "ui/widgets/figure_text.h"
#include "ui/widgets/settings_form.h"
#include "ui/widgets/shown_text.h"

#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace typemould {

namespace {

QString fromText(const std::string& text) { return QString::fromStdString(text); }

QString licenceText(const FontLicence& licence) {
    QStringList lines{licence.font.empty() ? QString() : fromText(licence.font)};
    for (const std::string& part : {licence.copyright, licence.text, licence.address}) {
        if (!part.empty()) {
            lines << fromText(part);
        }
    }
    lines << sentenceText("Findings", licence.embeddingSaid);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

FontPanel::FontPanel(Document& document, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_document(document), m_dialogs(dialogs) {
    setObjectName("fontPanel");
    auto* outlines = new QGroupBox(tr("Outlines"), this);
    m_tracing = new SettingsForm(fieldInfosOf<TracingSettings>(), outlines);
    m_tracing->setObjectName("tracingSettings");
    m_tracing->setLevel(Level::Expert);
    (new QVBoxLayout(outlines))->addWidget(m_tracing);
    auto* font = new QGroupBox(tr("Font"), this);
    m_fontBox = font;
    m_font = new SettingsForm(fieldInfosOf<FontExportSettings>(), font);
    m_font->setObjectName("fontSettings");
    m_font->setHiddenKeys({"format"});
    m_font->setLevel(Level::Expert);
    m_findings = new QLabel(font);
    m_findings->setObjectName("fontFindings");
    m_findings->setWordWrap(true);
    m_findings->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_showLicence = new QPushButton(tr("Licences of both fonts"), font);
    m_showLicence->setObjectName("fontShowLicence");
    m_showLicence->setCheckable(true);
    m_licence = new QLabel(font);
    m_licence->setObjectName("fontLicence");
    m_licence->setWordWrap(true);
    m_licence->setTextFormat(Qt::PlainText);
    m_licence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_licence->hide();
    auto* fontLayout = new QVBoxLayout(font);
    fontLayout->addWidget(m_font);
    fontLayout->addWidget(m_findings);
    fontLayout->addWidget(m_showLicence, 0, Qt::AlignLeft);
    fontLayout->addWidget(m_licence);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(font);
    layout->addWidget(outlines);
    layout->addWidget(m_fileBox = makeFile());
    connect(m_showLicence, &QPushButton::toggled, m_licence, &QWidget::setVisible);
    connect(m_tracing, &SettingsForm::edited, this, [this](const QString& key, const FieldValue& value) {
        m_document.edit(tr("Outline settings"), [&](ProjectData& data) {
            if (const auto set = setField(data.tracing, key.toStdString(), value); !set) {
                m_document.report(set.error());
            }
        });
    });
    connect(m_font, &SettingsForm::edited, this, [this](const QString& key, const FieldValue& value) {
        m_document.edit(tr("Font settings"), [&](ProjectData& data) {
            if (const auto set = setField(data.font, key.toStdString(), value); !set) {
                m_document.report(set.error());
            }
        });
    });
    connect(m_file, &QLineEdit::textChanged, this, &FontPanel::changed);
    connect(m_browse, &QPushButton::clicked, this, &FontPanel::browse);
    connect(&document, &Document::projectChanged, this, &FontPanel::takeProject);
    connect(&document, &Document::dataChanged, this, &FontPanel::refresh);
    connect(&document, &Document::fontsChanged, this, &FontPanel::refresh);
    takeProject();
}

QWidget* FontPanel::makeFile() {
    auto* where = new QGroupBox(tr("File"), this);
    m_file = new QLineEdit(where);
    m_file->setObjectName("fontFile");
    m_file->setAccessibleName(tr("Font to write"));
    m_browse = new QPushButton(tr("Folder…"), where);
    m_browse->setObjectName("fontBrowse");
    m_browse->setAccessibleName(tr("Choose the folder to write the font into"));
    auto* row = new QHBoxLayout(where);
    row->addWidget(m_file, 1);
    row->addWidget(m_browse);
    return where;
}

std::filesystem::path FontPanel::file() const {
    const QString typed = m_file->text().trimmed();
    if (typed.isEmpty() || !m_document.isOpen()) {
        return {};
    }
    std::filesystem::path path = pathOf(typed);
    const std::string ending = std::string(".") + fontFormatName(m_document.data().font.format);
    return fontFormatOf(path) ? path.replace_extension(ending) : pathOf(typed + fromText(ending));
}

void FontPanel::setOutlinesAlone(bool alone) {
    m_fontBox->setVisible(!alone);
    m_fileBox->setVisible(!alone);
}

void FontPanel::setEditable(bool editable) {
    const bool settings = editable && m_document.isOpen() && !m_document.readOnly();
    m_tracing->setEnabled(settings);
    m_font->setEnabled(settings);
    m_file->setEnabled(editable && m_document.isOpen());
    m_browse->setEnabled(editable && m_document.isOpen());
}

void FontPanel::takeProject() {
    m_suggested.clear();
    m_file->clear();
    refresh();
}

void FontPanel::refresh() {
    const bool open = m_document.isOpen();
    m_tracing->setValues(fieldValuesOf(open ? m_document.data().tracing : TracingSettings{}));
    m_font->setValues(fieldValuesOf(open ? m_document.data().font : FontExportSettings{}));
    if (open && m_document.targetFace() != nullptr && m_file->text() == m_suggested) {
        const std::string name = exportedFileName(*m_document.targetFace(), m_document.data().font);
        m_suggested = shownPath(m_document.project().exportFolder() / pathOf(fromText(name)));
        m_file->setText(m_suggested);
    }
    refreshLicence();
    Q_EMIT changed();
}

void FontPanel::refreshLicence() {
    m_refused = false;
    QStringList lines;
    const ProjectFonts* fonts = m_document.fonts();
    if (fonts != nullptr) {
        for (const auto& finding : licenceFindings(fonts->source, fonts->target, m_document.data().font)) {
            m_refused = m_refused || finding.kind == FindingKind::Refusal;
            const QString sign = finding.kind == FindingKind::Refusal   ? QStringLiteral("✗ ")
                                 : finding.kind == FindingKind::Warning ? QStringLiteral("⚠ ")
                                                                        : QStringLiteral("• ");
            lines << sign + sentenceText("Findings", finding.said) + QLatin1Char(' ') +
                         sentenceText("Findings", finding.advised);
        }
        m_licence->setText(licenceText(licenceOf(fonts->target)) + QStringLiteral("\n\n") +
                           licenceText(licenceOf(fonts->source)));
    }
    m_findings->setText(lines.join(QLatin1Char('\n')));
    m_findings->setVisible(!lines.isEmpty());
    m_showLicence->setEnabled(fonts != nullptr);
}

void FontPanel::browse() {
    const std::filesystem::path now = file();
    const QString folder =
        m_dialogs.chooseFolder(this, tr("Folder to write the font into"), shownPath(now.parent_path()));
    if (!folder.isEmpty()) {
        m_file->setText(shownPath(pathOf(folder) / (now.empty() ? pathOf("font") : now.filename())));
    }
}

} // namespace typemould
