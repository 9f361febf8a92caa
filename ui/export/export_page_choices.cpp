// The part of ExportPage that makes its controls.
#include "ui/export/export_page.h"
#include "ui/export/font_panel.h"
#include "ui/review/review_sets.h"
#include "ui/review/style_bar.h"
#include "ui/widgets/settings_form.h"
#include "ui/widgets/wheel_guard.h"

#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace typemould {

QWidget* ExportPage::makeChoices() {
    auto* choices = new QWidget(this);
    auto* characters = new QGroupBox(tr("Characters"), choices);
    m_which = new QComboBox(characters);
    m_which->setObjectName("exportSet");
    m_which->setAccessibleName(tr("Characters to export"));
    addReviewSets(*m_which, true, true);
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_which->setMinimumContentsLength(16);
    guardFromWheel(m_which);
    m_spec = new QLineEdit(characters);
    m_spec->setObjectName("exportSpec");
    m_spec->setAccessibleName(tr("Characters typed"));
    m_spec->setPlaceholderText(tr("for example: missing, 東京, U+4E00-9FFF, joyo, @file.txt"));
    m_spec->setClearButtonEnabled(true);
    m_style = new StyleBar(m_document, "export", characters);
    m_count = new QLabel(characters);
    m_count->setObjectName("exportCount");
    m_count->setWordWrap(true);
    m_license = new QLabel(characters);
    m_license->setObjectName("exportLicense");
    m_license->setWordWrap(true);
    auto* charactersLayout = new QVBoxLayout(characters);
    charactersLayout->addWidget(m_which);
    charactersLayout->addWidget(m_spec);
    charactersLayout->addWidget(m_style);
    charactersLayout->addWidget(m_count);
    charactersLayout->addWidget(m_license);

    m_imageChoices = new QWidget(choices);
    auto* form = new QGroupBox(tr("Images"), m_imageChoices);
    m_settings = new SettingsForm(fieldInfosOf<ImageExportSettings>(), form);
    m_settings->setObjectName("exportSettings");
    m_settings->setLevel(Level::Expert);
    auto* formLayout = new QVBoxLayout(form);
    formLayout->addWidget(m_settings);

    auto* where = new QGroupBox(tr("Folder"), m_imageChoices);
    m_folder = new QLineEdit(where);
    m_folder->setObjectName("exportFolder");
    m_folder->setAccessibleName(tr("Folder to write into"));
    m_browse = new QPushButton(tr("&Browse…"), where);
    m_browse->setObjectName("exportBrowse");
    m_browse->setAccessibleName(tr("Choose the folder to write into"));
    auto* whereLayout = new QHBoxLayout(where);
    whereLayout->addWidget(m_folder, 1);
    whereLayout->addWidget(m_browse);

    auto* layout = new QVBoxLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* imageLayout = new QVBoxLayout(m_imageChoices);
    imageLayout->setContentsMargins(0, 0, 0, 0);
    imageLayout->addWidget(form);
    imageLayout->addWidget(where);
    m_font = new FontPanel(m_document, m_dialogs, choices);
    layout->addWidget(makeFormat());
    layout->addWidget(characters);
    layout->addWidget(m_imageChoices);
    layout->addWidget(m_font);
    layout->addStretch(1);
    return choices;
}

QWidget* ExportPage::makeFormat() {
    auto* row = new QWidget(this);
    m_format = new QComboBox(row);
    m_format->setObjectName("exportFormat");
    m_format->setAccessibleName(tr("What to write"));
    m_format->addItem(tr("Images"), "images");
    m_format->addItem(tr("Outlines (SVG)"), "svg");
    m_format->addItem(tr("TrueType font (TTF)"), "ttf");
    m_format->addItem(tr("OpenType font (OTF)"), "otf");
    m_format->addItem(tr("UFO, to finish in a font editor"), "ufo");
    guardFromWheel(m_format);
    auto* label = new QLabel(tr("&Write:"), row);
    label->setBuddy(m_format);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_format, 1);
    return row;
}

} // namespace typemould
