#include "ui/fonts/pairs_panel.h"

#include "ui/fonts/odd_pairs_view.h"
#include "ui/fonts/source_fit_view.h"
#include "ui/widgets/settings_form.h"
#include "ui/widgets/shown_text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QTextBrowser>

namespace typemould {

QString issueText(const PairIssue& issue) {
    const int count = static_cast<int>(issue.characters.size());
    switch (issue.kind) {
    case PairIssueKind::SourceAtEdge:
        return PairsPanel::tr(
            "%Ln source glyphs touch the edge of the canvas: make the source's scale smaller.", nullptr,
            count);
    case PairIssueKind::TargetAtEdge:
        return PairsPanel::tr(
            "%Ln target glyphs touch the edge of the canvas: make the target's scale smaller.", nullptr,
            count);
    case PairIssueKind::SizesApart:
        return PairsPanel::tr("The source is drawn at %1 % of the target's size: press Fit.")
            .arg(QLocale().toString(issue.amount * 100, 'f', 1));
    case PairIssueKind::EmptyGlyph:
        return PairsPanel::tr("%Ln glyphs have no ink: leave these characters out of the pairs.", nullptr,
                              count);
    case PairIssueKind::DuplicateGlyph:
        return PairsPanel::tr(
            "%Ln target glyphs are drawn the same as another character's: check that they are meant.",
            nullptr, count);
    }
    return QString::fromStdString(issue.message);
}

namespace {

/// The sets that a project's own characters may name; those that are made from the pairs may not be.
ContextSets pairContext(const Document& document) {
    ContextSets sets;
    for (const auto& [name, face] :
         {std::pair("source", document.sourceFace()), std::pair("target", document.targetFace())}) {
        if (face != nullptr) {
            sets[name] = [face]() -> Result<CharacterSet> { return face->characters(); };
        }
    }
    return sets;
}

} // namespace

PairsPanel::PairsPanel(Document& document, Dialogs& dialogs, QWidget* parent)
    : QGroupBox(tr("Pairs to learn from"), parent), m_document(document),
      m_settings(new SettingsForm(fieldInfosOf<DatasetSettings>(), this)), m_characters(new QLineEdit(this)),
      m_charactersProblem(new QLabel(this)), m_summary(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_issues(new QTextBrowser(this)) {
    setObjectName("pairsPanel");
    m_settings->setObjectName("datasetSettings");
    m_settings->setLevel(Level::Expert);
    m_characters->setObjectName("pairCharacters");
    m_characters->setAccessibleName(tr("Characters to make pairs of"));
    m_characters->setPlaceholderText(tr("all that both fonts draw"));
    m_charactersProblem->setObjectName("pairCharactersProblem");
    m_charactersProblem->setWordWrap(true);
    m_charactersProblem->hide();
    m_summary->setObjectName("pairsSummary");
    m_summary->setWordWrap(true);
    m_progress->setObjectName("pairsProgress");
    m_progress->setAccessibleName(tr("Drawing the pairs"));
    m_progress->hide();
    m_issues->setObjectName("pairIssues");
    m_issues->setAccessibleName(tr("Warnings about the pairs"));
    m_issues->setTabChangesFocus(true);
    m_issues->setMinimumHeight(fontMetrics().height() * 5);

    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    auto* label = new QLabel(tr("Ch&aracters"), this);
    label->setBuddy(m_characters);
    form->addRow(label, m_characters);
    auto* choices = new QVBoxLayout;
    choices->addWidget(m_settings);
    choices->addLayout(form);
    choices->addWidget(m_charactersProblem);
    choices->addStretch(1);
    auto* outcome = new QVBoxLayout;
    outcome->addWidget(m_summary);
    outcome->addWidget(m_progress);
    outcome->addWidget(m_issues, 1);
    outcome->addWidget(new OddPairsView(document, this));
    outcome->addWidget(new SourceFitView(document, dialogs, this));
    auto* layout = new QHBoxLayout(this);
    layout->addLayout(choices, 2);
    layout->addLayout(outcome, 3);

    connect(m_settings, &SettingsForm::edited, this, [this](const QString& key, const FieldValue& value) {
        m_document.edit(tr("Pairs"), [&](ProjectData& data) {
            if (const auto set = setField(data.dataset, key.toStdString(), value); !set) {
                qWarning("%s", set.error().text().c_str());
            }
        });
    });
    connect(m_characters, &QLineEdit::editingFinished, this, &PairsPanel::editCharacters);
    connect(m_characters, &QLineEdit::textChanged, m_charactersProblem, &QWidget::hide);
    connect(&m_document, &Document::projectChanged, this, &PairsPanel::refreshData);
    connect(&m_document, &Document::dataChanged, this, &PairsPanel::refreshData);
    connect(&m_document, &Document::fontsChanged, this, &PairsPanel::refreshPairs);
    connect(&m_document, &Document::pairsChanged, this, &PairsPanel::refreshPairs);
    connect(&m_document, &Document::placementsFixedChanged, this, &PairsPanel::refreshEnabled);
    connect(&m_document, &Document::pairsProgress, this, [this](int done, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
    });
    refreshData();
    refreshPairs();
}

void PairsPanel::refreshData() {
    refreshEnabled();
    const ProjectData data = m_document.isOpen() ? m_document.data() : ProjectData{};
    m_settings->setValues(fieldValuesOf(data.dataset));
    // What is being typed stays until it is taken or put right.
    if (!m_characters->hasFocus() || !m_characters->isModified()) {
        m_characters->setText(QString::fromStdString(data.characters));
    }
    if (!m_document.isOpen()) {
        refreshPairs();
    }
}

void PairsPanel::refreshEnabled() {
    const bool fixed = m_document.placementsFixed();
    const bool editable = !m_document.readOnly() && !fixed;
    m_settings->setEnabled(editable);
    m_settings->setToolTip(fixed ? tr("A run is training with these pairs: stop it first.") : QString());
    m_characters->setEnabled(editable);
    m_characters->setToolTip(
        fixed ? tr("A run is training with these pairs: stop it first.")
              : tr("Narrows the pairs: a set's name (joyo, gb2312), U+4E00-9FFF, @file or plain characters, "
                   "joined by commas. Empty: all that both fonts draw."));
}

void PairsPanel::editCharacters() {
    const std::string spec = m_characters->text().trimmed().toStdString();
    if (!m_document.isOpen()) {
        return;
    }
    if (spec == m_document.data().characters) {
        m_characters->setModified(false);
        return;
    }
    if (!spec.empty()) {
        if (const auto parsed = parseCharacterSpec(spec, pairContext(m_document)); !parsed) {
            m_charactersProblem->setText(errorText(parsed.error()));
            m_charactersProblem->show();
            return;
        }
    }
    m_characters->setModified(false);
    m_document.edit(tr("Characters of the pairs"), [&](ProjectData& data) { data.characters = spec; });
}

QString PairsPanel::whyNoPairs() const {
    if (m_document.openingFonts()) {
        return tr("Opening the fonts…");
    }
    if (m_document.fontProblem()) {
        return tr("No pairs: the fonts could not be opened.");
    }
    return m_document.fonts() != nullptr
               ? tr("The pairs could not be drawn: the message in the window says why.")
               : tr("No pairs yet: choose a source and a target font.");
}

void PairsPanel::refreshPairs() {
    m_progress->setVisible(m_document.drawingPairs());
    m_issues->clear();
    const auto pairs = m_document.pairs();
    if (!pairs) {
        m_summary->setText(m_document.drawingPairs() ? tr("Drawing the pairs…") : whyNoPairs());
        return;
    }
    m_summary->setText(tr("%1 pairs: %2 to train on, %3 held out to measure on.")
                           .arg(countText(pairs->size()), countText(pairs->split().trained.size()),
                                countText(pairs->split().heldOut.size())));
    QStringList paragraphs;
    for (const auto& issue : m_document.pairIssues()) {
        QString text = QStringLiteral("⚠ ") + issueText(issue).toHtmlEscaped();
        if (!issue.characters.empty()) {
            text += "<br>" + characterList(issue.characters, 400).toHtmlEscaped();
        }
        paragraphs << "<p>" + text + "</p>";
    }
    if (paragraphs.empty() && !m_document.drawingPairs()) {
        paragraphs << "<p>✓ " + tr("No warnings: the pairs look right.").toHtmlEscaped() + "</p>";
    }
    m_issues->setHtml(paragraphs.join(QString()));
}

} // namespace typemould
