#include "ui/train/import_dialog.h"

#include "ui/train/inspection_text.h"
#include "ui/widgets/shown_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

/// What the files are, and their networks where they are whole.
struct ImportDialog::Read {
    std::vector<Inspection> inspections; ///< the generator's, then the discriminator's
    std::shared_ptr<const ImportedNetworks> networks;
    std::shared_ptr<const WeightsSet> alone; ///< a discriminator without a generator
    std::optional<Error> problem;            ///< why there are no networks
};

namespace {

template <class W>
W* name(W* widget, const char* objectName, const QString& accessible, const QString& help) {
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessible);
    widget->setToolTip(help);
    return widget;
}

const OpenQuestion* questionOf(const Inspection& inspection, const std::string& setting) {
    for (const auto& question : inspection.open) {
        if (question.setting == setting) {
            return &question;
        }
    }
    return nullptr;
}

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const auto& each : names) {
        list << QString::fromStdString(each);
    }
    return list.join(", ");
}

} // namespace

ImportDialog::ImportDialog(Dialogs& dialogs, const QString& file, std::optional<int> canvas, QWidget* parent)
    : QDialog(parent), m_dialogs(dialogs), m_beside(canvas), m_generator(new QLineEdit(file, this)),
      m_discriminator(new QLineEdit(this)), m_withoutDiscriminator(new QPushButton(tr("&Without"), this)),
      m_attention(new QComboBox(this)), m_canvas(new QSpinBox(this)), m_style(new QSpinBox(this)),
      m_questions(new QLabel(this)), m_findings(new QTableWidget(this)), m_report(new QPlainTextEdit(this)),
      m_told(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setObjectName("importDialog");
    setWindowTitle(tr("Import weights"));
    name(m_findings, "importFindings", tr("What was found"),
         tr("Every setting of the network, and what in the file proves it."));
    m_findings->setColumnCount(3);
    m_findings->setHorizontalHeaderLabels({tr("Setting"), tr("Value"), tr("Evidence")});
    m_findings->horizontalHeader()->setStretchLastSection(true);
    m_findings->verticalHeader()->hide();
    m_findings->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_findings->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_findings->setTabKeyNavigation(false);
    m_findings->setWordWrap(true);
    name(m_report, "importReport", tr("Report"),
         tr("Which tensors of the file fit the network that it describes."));
    m_report->setReadOnly(true);
    m_report->setTabChangesFocus(true);
    m_report->setMaximumHeight(8 * fontMetrics().lineSpacing());
    m_told->setObjectName("importTold");
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_told->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&Import"));
    m_buttons->button(QDialogButtonBox::Ok)->setObjectName("importOk");
    m_buttons->button(QDialogButtonBox::Cancel)->setObjectName("importCancel");
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeFiles());
    column->addWidget(m_findings, 1);
    column->addWidget(makeAnswers());
    column->addWidget(m_report);
    column->addWidget(m_told);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 42);
    read();
}

ImportDialog::~ImportDialog() { m_job.leaveBehind(); }

QWidget* ImportDialog::makeFiles() {
    auto* part = new QWidget(this);
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    name(m_generator, "importGenerator", tr("Generator"),
         tr("The file of the generator's weights (N_net_G.pth)."));
    name(m_discriminator, "importDiscriminator", tr("Discriminator"),
         tr("The file of the discriminator that was trained beside it (N_net_D.pth); may be left out."));
    auto* chooseGenerator = name(new QPushButton(tr("&Choose…"), part), "chooseGenerator",
                                 tr("Choose the generator's file"), tr("Choose the generator's file"));
    auto* chooseDiscriminator =
        name(new QPushButton(tr("C&hoose…"), part), "chooseDiscriminator",
             tr("Choose the discriminator's file"), tr("Choose the discriminator's file"));
    name(m_withoutDiscriminator, "withoutDiscriminator", tr("Without a discriminator"),
         tr("Leaves the discriminator out: one begins anew when adversarial training is chosen."));
    for (QLineEdit* line : {m_generator, m_discriminator}) {
        line->setReadOnly(true);
    }
    m_generator->setPlaceholderText(tr("that of the newest checkpoint"));
    m_discriminator->setPlaceholderText(tr("none"));
    grid->addWidget(new QLabel(tr("Generator"), part), 0, 0);
    grid->addWidget(m_generator, 0, 1);
    grid->addWidget(chooseGenerator, 0, 2);
    grid->addWidget(new QLabel(tr("Discriminator"), part), 1, 0);
    grid->addWidget(m_discriminator, 1, 1);
    grid->addWidget(chooseDiscriminator, 1, 2);
    grid->addWidget(m_withoutDiscriminator, 1, 3);
    const auto choose = [this](QLineEdit* line, const QString& title) {
        if (const QString file = m_dialogs.openWeights(this, title); !file.isEmpty()) {
            line->setText(file);
            m_attentionAnswered = m_canvasAnswered = false;
            read();
        }
    };
    connect(chooseGenerator, &QPushButton::clicked, this,
            [this, choose] { choose(m_generator, tr("Import the weights of a generator")); });
    connect(chooseDiscriminator, &QPushButton::clicked, this,
            [this, choose] { choose(m_discriminator, tr("Import the weights of a discriminator")); });
    connect(m_withoutDiscriminator, &QPushButton::clicked, this, [this] {
        m_discriminator->clear();
        read();
    });
    return part;
}

QWidget* ImportDialog::makeAnswers() {
    auto* part = new QWidget(this);
    auto* form = new QFormLayout(part);
    form->setContentsMargins(0, 0, 0, 0);
    name(m_attention, "importAttention", tr("Attention"),
         tr("Which attention the network was trained with: a file of the FiLM kind cannot tell."));
    m_attention->addItem(tr("Linear"), static_cast<int>(AttentionKind::Linear));
    m_attention->addItem(tr("Softmax (self-attention)"), static_cast<int>(AttentionKind::Softmax));
    name(m_canvas, "importCanvas", tr("Canvas"),
         tr("Image side that the network was trained at, where the file does not tell."));
    m_canvas->setRange(64, 512);
    m_canvas->setSingleStep(64);
    m_canvas->setSuffix(tr(" px"));
    name(m_style, "importStyle", tr("Style of the target"),
         tr("Which row of the network's style embedding the project's target font is, counted from 0."));
    m_style->setRange(0, 0);
    m_questions->setObjectName("importQuestions");
    m_questions->setWordWrap(true);
    m_questions->setTextFormat(Qt::PlainText);
    form->addRow(tr("&Attention"), m_attention);
    form->addRow(tr("Can&vas"), m_canvas);
    form->addRow(tr("&Style of the target"), m_style);
    form->addRow(m_questions);
    connect(m_attention, &QComboBox::activated, this, [this] {
        m_attentionAnswered = true;
        read();
    });
    connect(m_canvas, &QSpinBox::editingFinished, this, [this] {
        if (m_canvas->property("read") != m_canvas->value()) {
            m_canvasAnswered = true;
            read();
        }
    });
    return part;
}

int ImportDialog::targetStyle() const { return m_style->value(); }

void ImportDialog::refuse(const QString& why) {
    auto* import = m_buttons->button(QDialogButtonBox::Ok);
    import->setEnabled(why.isEmpty());
    import->setToolTip(why);
    m_told->setText(why);
}

void ImportDialog::read() {
    m_networks.reset();
    m_alone.reset();
    m_withoutDiscriminator->setEnabled(!m_discriminator->text().isEmpty() && !m_generator->text().isEmpty());
    refuse(tr("The file is being read…"));
    InspectionAnswers answers;
    if (m_attentionAnswered) {
        answers.attention = static_cast<AttentionKind>(m_attention->currentData().toInt());
    }
    if (m_canvasAnswered) {
        answers.canvas = m_canvas->value();
    }
    m_job.start(
        [generator = std::filesystem::path(m_generator->text().toStdString()),
         discriminator = std::filesystem::path(m_discriminator->text().toStdString()), beside = m_beside,
         answers](std::stop_token) -> Result<Read> {
            return guarded("reading weights", [&] {
                Read read;
                const auto readJudge = [&](const std::filesystem::path& file, int canvas) {
                    InspectionAnswers same;
                    same.canvas = canvas;
                    auto judge = onlyNetwork(readWeightsFile(file, same).orThrow(), file, false).orThrow();
                    read.inspections.push_back(judge.inspection);
                    return judge;
                };
                const auto takeAlone = [&](const std::filesystem::path& file) {
                    read.alone = std::make_shared<const WeightsSet>(readJudge(file, *beside));
                    return read;
                };
                if (generator.empty() && beside) {
                    return takeAlone(discriminator);
                }
                auto sets = readWeightsFile(generator, answers).orThrow();
                const bool judges = std::none_of(sets.begin(), sets.end(), [](const WeightsSet& set) {
                    return set.inspection.isGenerator();
                });
                if (judges && discriminator.empty() && beside) {
                    return takeAlone(generator);
                }
                auto drawn = onlyNetwork(std::move(sets), generator, true).orThrow();
                read.inspections.push_back(drawn.inspection);
                std::optional<WeightsSet> judge;
                if (!discriminator.empty()) {
                    judge = readJudge(discriminator, drawn.inspection.generator().canvas);
                }
                if (auto networks = importedNetworks(std::move(drawn), std::move(judge))) {
                    read.networks = std::make_shared<const ImportedNetworks>(std::move(*networks));
                } else {
                    read.problem = networks.error();
                }
                return read;
            });
        },
        [this](Result<Read> read) { take(std::move(read)); });
}

void ImportDialog::take(Result<Read> read) {
    const Read nothing;
    const Read& shown = read ? *read : nothing;
    showFindings(shown);
    showQuestions(shown);
    showReport(shown);
    m_networks = shown.networks;
    m_alone = shown.alone;
    refuse(!read ? errorText(read.error()) : shown.problem ? errorText(*shown.problem) : QString());
    if (m_alone) {
        if (m_discriminator->text().isEmpty()) {
            m_discriminator->setText(m_generator->text());
            m_generator->clear();
        }
        m_told->setText(tr("The discriminator alone: it joins the generator of the newest checkpoint, and "
                           "training goes on with it."));
    }
}

void ImportDialog::showFindings(const Read& read) {
    m_findings->setRowCount(0);
    for (const auto& inspection : read.inspections) {
        for (const auto& finding : inspection.findings) {
            const int row = m_findings->rowCount();
            m_findings->insertRow(row);
            const QString evidence = evidenceText(finding.evidence);
            const QString cells[] = {foundSettingText(finding.setting), foundValueText(finding.value),
                                     evidence};
            for (int at = 0; at < 3; ++at) {
                m_findings->setItem(row, at, new QTableWidgetItem(cells[at]));
            }
            m_findings->item(row, 2)->setToolTip(evidence);
        }
    }
    m_findings->resizeColumnToContents(0);
    m_findings->resizeColumnToContents(1);
}

void ImportDialog::showQuestions(const Read& read) {
    QStringList lines;
    const OpenQuestion* attention = nullptr;
    const OpenQuestion* canvas = nullptr;
    for (const auto& inspection : read.inspections) {
        for (const auto& question : inspection.open) {
            lines << tr("%1 cannot be told; %2 is taken. %3")
                         .arg(foundSettingText(question.setting), foundValueText(question.assumed),
                              evidenceText(question.why));
        }
    }
    int styles = 1;
    if (!read.inspections.empty() && read.inspections.front().isGenerator()) {
        const GeneratorConfig& network = read.inspections.front().generator();
        attention = questionOf(read.inspections.front(), "attention-kind");
        canvas = questionOf(read.inspections.front(), "canvas");
        m_canvas->setValue(network.canvas);
        m_canvas->setProperty("read", network.canvas);
        styles = network.style == StyleMode::None ? 1 : network.styles;
        if (attention != nullptr && !m_attentionAnswered) {
            const int index = attention->assumed == "softmax" ? 1 : 0;
            m_attention->setCurrentIndex(index);
        }
    }
    m_attention->setEnabled(attention != nullptr || m_attentionAnswered);
    m_canvas->setEnabled(canvas != nullptr || m_canvasAnswered);
    m_style->setMaximum(styles - 1);
    m_style->setEnabled(styles > 1);
    m_style->setSuffix(styles > 1 ? tr(" of %1").arg(styles) : QString());
    m_questions->setText(lines.join('\n'));
    m_questions->setVisible(!lines.isEmpty());
}

void ImportDialog::showReport(const Read& read) {
    QStringList lines;
    for (const auto& inspection : read.inspections) {
        const ImportReport& report = inspection.report;
        lines << (inspection.isGenerator()
                      ? tr("Generator: %n tensor(s) matched.", nullptr, int(report.matched.size()))
                      : tr("Discriminator: %n tensor(s) matched.", nullptr, int(report.matched.size())));
        if (!report.missing.empty()) {
            lines << tr("Missing: %1").arg(joined(report.missing));
        }
        if (!report.extra.empty()) {
            lines << tr("Without a home: %1").arg(joined(report.extra));
        }
        for (const auto& misfit : report.wrongShape) {
            lines << tr("Wrong shape: %1 is %2, wanted %3")
                         .arg(QString::fromStdString(misfit.name), QString::fromStdString(misfit.found),
                              QString::fromStdString(misfit.wanted));
        }
    }
    m_report->setPlainText(lines.join('\n'));
}

} // namespace typemould
