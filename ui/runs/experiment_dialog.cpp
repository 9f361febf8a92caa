#include "ui/runs/experiment_dialog.h"

#include "ui/runs/comparison_view.h"
#include "ui/runs/experiment_table.h"
#include "ui/runs/run_curves_panel.h"
#include "ui/runs/run_text.h"
#include "ui/widgets/setting_text.h"
#include "ui/widgets/shown_text.h"
#include "ui/widgets/wheel_guard.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr double startMinutes = 2;
constexpr int progressParts = 1000;
enum Unit { Minutes, Steps };

const FieldInfo* infoOf(const std::string& key) {
    for (const auto& field : fields<TrainingSettings>()) {
        if (field.info.key == key) {
            return &field.info;
        }
    }
    return nullptr;
}

/// The values of a setting that is one of a few; empty where any can be typed.
std::vector<std::string> choicesOf(const std::string& key) {
    const FieldInfo* info = infoOf(key);
    std::vector<std::string> values;
    if (info != nullptr && std::holds_alternative<bool>(info->defaultValue)) {
        values = {"false", "true"};
    } else if (info != nullptr) {
        for (const Choice& choice : info->choices) {
            values.push_back(choice.key);
        }
    }
    return values;
}

std::string currentValue(const TrainingSettings& settings, const std::string& key) {
    for (const auto& field : fields<TrainingSettings>()) {
        if (field.info.key == key) {
            return fieldValueText(field.get(settings));
        }
    }
    return {};
}

} // namespace

ExperimentDialog::ExperimentDialog(Document& document, ExperimentControl& experiment, QWidget* parent)
    : QDialog(parent), m_document(document), m_experiment(experiment), m_setting(new QComboBox(this)),
      m_values(new QStackedWidget(this)), m_choices(new QListWidget(this)), m_typed(new QLineEdit(this)),
      m_amount(new QDoubleSpinBox(this)), m_unit(new QComboBox(this)), m_plan(new QLabel(this)),
      m_start(new QPushButton(this)), m_progress(new QProgressBar(this)), m_left(new QLabel(this)),
      m_table(new ExperimentTable(this)), m_curves(new RunCurvesPanel(this)),
      m_previews(new ComparisonView(this)), m_use(new QPushButton(tr("&Use this one"), this)) {
    setObjectName("experimentDialog");
    setWindowTitle(tr("Experiment"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName("experimentClose");
    close->setAutoDefault(false);
    close->setToolTip(tr("An experiment that goes, goes on."));
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    m_use->setObjectName("experimentUse");
    m_use->setAutoDefault(false);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_use);
    foot->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->addLayout(makeQuestion());
    column->addWidget(makeAnswers(), 1);
    column->addLayout(foot);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const int variant = m_table->variant(); variant >= 0) {
            m_experiment.use(static_cast<std::size_t>(variant), this);
        }
    });
    connect(&m_experiment, &ExperimentControl::changed, this, &ExperimentDialog::refresh);
    connect(&m_experiment, &ExperimentControl::runningChanged, this, &ExperimentDialog::refresh);
    connect(&m_experiment, &ExperimentControl::ended, this, [this] {
        m_table->choose(m_experiment.winner());
        refresh();
    });
    connect(&m_document, &Document::projectChanged, this, &QDialog::close);
    connect(&m_experiment, &ExperimentControl::obstacleChanged, this, &ExperimentDialog::refreshPlan);
    fillSettings();
    chooseSetting();
    refresh();
    m_table->choose(m_experiment.winner());
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 48);
}

QLayout* ExperimentDialog::makeQuestion() {
    m_setting->setObjectName("experimentSetting");
    m_setting->setAccessibleName(tr("What is compared"));
    guardFromWheel(m_setting);
    connect(m_setting, &QComboBox::currentIndexChanged, this, &ExperimentDialog::chooseSetting);
    m_choices->setObjectName("experimentChoices");
    m_choices->setAccessibleName(tr("Values to compare"));
    m_choices->setFlow(QListView::LeftToRight);
    m_choices->setWrapping(true);
    m_choices->setResizeMode(QListView::Adjust);
    m_choices->setSpacing(2);
    m_choices->setFixedHeight(fontMetrics().height() * 4);
    connect(m_choices, &QListWidget::itemChanged, this, &ExperimentDialog::refreshPlan);
    m_typed->setObjectName("experimentTyped");
    m_typed->setAccessibleName(tr("Values to compare"));
    m_typed->setPlaceholderText(tr("Values with commas between them"));
    connect(m_typed, &QLineEdit::textChanged, this, &ExperimentDialog::refreshPlan);
    auto* typed = new QWidget(m_values);
    auto* typedColumn = new QVBoxLayout(typed);
    typedColumn->setContentsMargins(0, 0, 0, 0);
    typedColumn->addWidget(m_typed);
    typedColumn->addStretch(1);
    m_values->addWidget(m_choices);
    m_values->addWidget(typed);
    m_values->setFixedHeight(m_choices->height());
    m_amount->setObjectName("experimentAmount");
    m_amount->setAccessibleName(tr("Length of each run"));
    m_unit->setObjectName("experimentUnit");
    m_unit->setAccessibleName(tr("Unit of each run's length"));
    m_unit->addItems({tr("minutes each"), tr("steps each")});
    guardFromWheel(m_unit);
    connect(m_unit, &QComboBox::currentIndexChanged, this, [this](int unit) {
        m_amount->setRange(unit == Minutes ? 0.1 : 1, unit == Minutes ? 600 : 1e6);
        m_amount->setDecimals(unit == Minutes ? 1 : 0);
        m_amount->setValue(unit == Minutes ? startMinutes : 300);
        refreshPlan();
    });
    m_amount->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_amount->setRange(0.1, 600);
    m_amount->setDecimals(1);
    m_amount->setValue(startMinutes);
    connect(m_amount, &QDoubleSpinBox::valueChanged, this, &ExperimentDialog::refreshPlan);
    m_plan->setObjectName("experimentPlan");
    m_plan->setWordWrap(true);
    m_start->setObjectName("experimentStart");
    connect(m_start, &QPushButton::clicked, this, &ExperimentDialog::startOrCancel);
    auto* length = new QHBoxLayout;
    length->addWidget(m_amount);
    length->addWidget(m_unit);
    length->addStretch(1);
    length->addWidget(m_start);
    auto* form = new QFormLayout;
    form->addRow(tr("&Compare"), m_setting);
    form->addRow(tr("&Values"), m_values);
    auto* lengthLabel = new QLabel(tr("&Train for"), this);
    lengthLabel->setBuddy(m_amount);
    form->addRow(lengthLabel, length);
    form->addRow(m_plan);
    return form;
}

QWidget* ExperimentDialog::makeAnswers() {
    auto* part = new QWidget(this);
    m_progress->setObjectName("experimentProgress");
    m_progress->setAccessibleName(tr("Progress of the experiment"));
    m_progress->setRange(0, progressParts);
    m_left->setObjectName("experimentLeft");
    connect(m_table, &ExperimentTable::currentCellChanged, this, &ExperimentDialog::refreshPictures);
    auto* tabs = new QTabWidget(part);
    tabs->setObjectName("experimentTabs");
    tabs->setAccessibleName(tr("What is shown of the experiment"));
    tabs->addTab(m_curves, tr("Curves"));
    tabs->addTab(scrolledComparison(m_previews, "experimentPreviews", tr("Previews of the variants")),
                 tr("Previews"));
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_progress, 1);
    bar->addWidget(m_left);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    column->addWidget(tabs, 2);
    return part;
}

/// What is worth comparing comes first, then every setting that can be compared.
void ExperimentDialog::fillSettings() {
    const QSignalBlocker quiet(m_setting);
    for (const SuggestedComparison& suggested : suggestedComparisons()) {
        m_setting->addItem(QCoreApplication::translate("Experiment", suggested.label.c_str()),
                           QString::fromStdString(suggested.varied.key));
    }
    m_setting->insertSeparator(m_setting->count());
    for (const auto& field : fields<TrainingSettings>()) {
        const auto& key = field.info.key;
        if (canBeCompared(key)) {
            m_setting->addItem(settingText(field.info.label), QString::fromStdString(key));
            m_setting->setItemData(m_setting->count() - 1, settingText(field.info.help), Qt::ToolTipRole);
        }
    }
}

void ExperimentDialog::chooseSetting() {
    const auto key = m_setting->currentData().toString().toStdString();
    const auto& suggestions = suggestedComparisons();
    const auto place = static_cast<std::size_t>(m_setting->currentIndex());
    const auto wanted = place < suggestions.size()
                            ? suggestions[place].varied.values
                            : std::vector<std::string>{currentValue(m_document.data().training, key)};
    const auto choices = choicesOf(key);
    {
        const QSignalBlocker quietChoices(m_choices), quietTyped(m_typed);
        m_choices->clear();
        for (const auto& value : choices) {
            auto* item = new QListWidgetItem(shownValue(key, value), m_choices);
            item->setData(Qt::UserRole, QString::fromStdString(value));
            const bool all = place >= suggestions.size() || std::ranges::count(wanted, value) > 0;
            item->setCheckState(all ? Qt::Checked : Qt::Unchecked);
        }
        QStringList values;
        for (const auto& value : wanted) {
            values << QString::fromStdString(value);
        }
        m_typed->setText(values.join(", "));
    }
    m_values->setCurrentIndex(choices.empty() ? 1 : 0);
    refreshPlan();
}

VariedSetting ExperimentDialog::varied() const {
    VariedSetting varied{m_setting->currentData().toString().toStdString(), {}};
    if (m_values->currentIndex() == 0) {
        for (int i = 0; i < m_choices->count(); ++i) {
            if (m_choices->item(i)->checkState() == Qt::Checked) {
                varied.values.push_back(m_choices->item(i)->data(Qt::UserRole).toString().toStdString());
            }
        }
    } else {
        for (const QString& value : m_typed->text().split(',', Qt::SkipEmptyParts)) {
            varied.values.push_back(value.trimmed().toStdString());
        }
    }
    return varied;
}

TrainingBudget ExperimentDialog::budget() const {
    TrainingBudget budget;
    if (m_unit->currentIndex() == Minutes) {
        budget.minutes = m_amount->value();
    } else {
        budget.steps = static_cast<long long>(m_amount->value());
    }
    return budget;
}

/// Says what would be done, or why it cannot.
void ExperimentDialog::refreshPlan() {
    m_planned.clear();
    const bool running = m_experiment.running();
    const QString why = running ? QString() : m_experiment.obstacle();
    const VariedSetting asked = varied();
    const auto variants = m_document.isOpen() ? variantsOf({asked}, m_document.data().training)
                                              : Result<std::vector<ExperimentVariant>>(Error{});
    if (running) {
        m_plan->setText(tr("The same characters, seed and length for each; the project's own network stays "
                           "as it is."));
    } else if (!why.isEmpty()) {
        m_plan->setText(why);
    } else if (asked.values.size() < 2) {
        m_plan->setText(tr("Choose two values or more."));
    } else if (!variants) {
        m_plan->setText(errorText(variants.error()));
    } else {
        m_planned = *variants;
        const int count = static_cast<int>(variants->size());
        const double seconds = 60 * m_amount->value() * count;
        m_plan->setText(m_unit->currentIndex() == Minutes
                            ? tr("%n run(s), each from nothing: %1 of training in all.", nullptr, count)
                                  .arg(trainedText(seconds))
                            : tr("%n run(s), each from nothing.", nullptr, count));
    }
    m_start->setText(running ? tr("&Cancel the experiment") : tr("&Start"));
    m_start->setEnabled(running ? !m_experiment.cancelling() : !m_planned.empty());
    for (QWidget* control : std::initializer_list<QWidget*>{m_setting, m_values, m_amount, m_unit}) {
        control->setEnabled(!running);
    }
}

void ExperimentDialog::refresh() {
    refreshPlan();
    const ExperimentProgress& now = m_experiment.progress();
    const bool running = m_experiment.running();
    m_progress->setVisible(running);
    m_left->setVisible(running);
    m_progress->setValue(static_cast<int>(std::lround(now.share * progressParts)));
    QStringList told;
    if (m_experiment.cancelling()) {
        told << tr("Ending after this step…");
    } else if (now.variants > 0) {
        told << tr("Run %1 of %2").arg(now.variant + 1).arg(now.variants) << timeLeftText(now.secondsLeft);
        told.removeAll(QString());
    }
    m_left->setText(told.join(QStringLiteral(" · ")));
    m_table->showExperiment(m_experiment);
    std::vector<LabelledRun> runs;
    for (const auto& variant : m_experiment.variants()) {
        runs.push_back({variantText(variant.what), variant.history});
    }
    m_curves->setRuns(std::move(runs));
    refreshPictures();
}

void ExperimentDialog::refreshPictures() {
    std::vector<GrayImage> sheets;
    QStringList labels;
    const auto& variants = m_experiment.variants();
    for (const auto& variant : variants) {
        const bool ended = variant.result && !variant.result->preview.empty();
        sheets.push_back(ended ? variant.result->preview : variant.preview);
        labels << variantText(variant.what);
    }
    m_previews->setPreviews(sheets, labels);
    const int variant = m_table->variant();
    const bool usable = variant >= 0 && variant < static_cast<int>(variants.size()) && !m_document.readOnly();
    m_use->setEnabled(usable);
    m_use->setToolTip(usable ? tr("Puts %1 into the project's settings. Undo takes it back.")
                                   .arg(variantText(variants[static_cast<std::size_t>(variant)].what))
                             : tr("Choose a row of the table."));
}

void ExperimentDialog::startOrCancel() {
    if (m_experiment.running()) {
        m_experiment.cancel();
    } else if (!m_planned.empty()) {
        m_experiment.start(m_planned, budget());
    }
}

} // namespace typemould
