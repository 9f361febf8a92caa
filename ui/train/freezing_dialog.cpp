#include "ui/train/freezing_dialog.h"

#include "ui/train/blocks_panel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr int mostSteps = 10'000'000;

QPushButton* button(const QString& text, const char* name, const QString& help, QWidget* parent) {
    auto* made = new QPushButton(text, parent);
    made->setObjectName(name);
    made->setAccessibleName(text);
    made->setToolTip(help);
    made->setAutoDefault(false);
    return made;
}

template <class W>
W* named(W* widget, const char* name, const QString& label) {
    widget->setObjectName(name);
    widget->setAccessibleName(label);
    widget->setToolTip(label);
    return widget;
}

} // namespace

FreezingDialog::FreezingDialog(const std::vector<std::string>& rules, FreezingNetwork network, long long step,
                               double epoch, QWidget* parent)
    : QDialog(parent), m_network(std::move(network)), m_step(step), m_epoch(epoch),
      m_list(new QListWidget(this)), m_text(new QLineEdit(this)), m_told(new QLabel(this)),
      m_result(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setObjectName("freezingDialog");
    setWindowTitle(tr("Rules and schedule"));
    auto* column = new QVBoxLayout(this);
    auto* head =
        new QLabel(tr("The rules are followed in their order: of lock and unlock the last that speaks of a "
                      "parameter decides, rates multiply."),
                   this);
    head->setWordWrap(true);
    column->addWidget(head);
    column->addWidget(makeList(), 1);
    column->addWidget(makeQuickEntries());
    m_result->setObjectName("freezingResult");
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    column->addWidget(m_result);
    column->addWidget(m_buttons);
    for (auto* standard : m_buttons->buttons()) {
        standard->setObjectName(standard == m_buttons->button(QDialogButtonBox::Ok) ? "freezingOk"
                                                                                    : "freezingCancel");
    }
    // Return adds the rule that is typed; it must not close the dialog too.
    m_buttons->button(QDialogButtonBox::Ok)->setAutoDefault(false);
    m_buttons->button(QDialogButtonBox::Ok)->setDefault(false);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const auto& rule : rules) {
        m_list->addItem(QString::fromStdString(rule));
    }
    m_list->setCurrentRow(0);
    refresh();
    refreshTyped();
    resize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 34);
}

QWidget* FreezingDialog::makeList() {
    auto* part = new QWidget(this);
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    named(m_list, "ruleList", tr("Rules, in the order in which they are followed"));
    m_text->setPlaceholderText(tr("freeze block=encoder.* until step 500"));
    named(
        m_text, "ruleText",
        tr("A rule: freeze, train, rate FACTOR or decay FACTOR; then generator, discriminator, block=NAMES, "
           "kind=NAMES or name=NAMES; then from and until a step or an epoch"));
    m_told->setObjectName("ruleTold");
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_told->setMinimumHeight(3 * m_told->fontMetrics().lineSpacing());
    m_told->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_add = button(tr("&Add"), "addRule", tr("Adds the rule that is typed after the others."), part);
    m_replace = button(tr("&Change"), "replaceRule",
                       tr("Puts the rule that is typed in place of the chosen one."), part);
    m_remove = button(tr("&Remove"), "removeRule", tr("Removes the chosen rule."), part);
    m_up = button(tr("Move &up"), "moveRuleUp", tr("Moves the chosen rule up."), part);
    m_down = button(tr("Move &down"), "moveRuleDown", tr("Moves the chosen rule down."), part);
    auto* side = new QVBoxLayout;
    for (QPushButton* each : {m_remove, m_up, m_down}) {
        side->addWidget(each);
    }
    side->addStretch(1);
    grid->addWidget(m_list, 0, 0);
    grid->addLayout(side, 0, 1);
    grid->addWidget(m_text, 1, 0);
    auto* typed = new QHBoxLayout;
    typed->addWidget(m_add);
    typed->addWidget(m_replace);
    grid->addLayout(typed, 1, 1);
    grid->addWidget(m_told, 2, 0, 1, 2);
    setTabOrder(m_list, m_remove);
    connect(m_text, &QLineEdit::textChanged, this, &FreezingDialog::refreshTyped);
    connect(m_text, &QLineEdit::returnPressed, this, [this] {
        if (m_add->isEnabled()) {
            add(m_text->text().toStdString());
        }
    });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) {
            m_text->setText(m_list->item(row)->text());
        }
        refreshTyped();
    });
    connect(m_add, &QPushButton::clicked, this, [this] { add(m_text->text().toStdString()); });
    connect(m_replace, &QPushButton::clicked, this, &FreezingDialog::replaceCurrent);
    connect(m_remove, &QPushButton::clicked, this, &FreezingDialog::removeCurrent);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    return part;
}

QGroupBox* FreezingDialog::makeQuickEntries() {
    auto* part = new QGroupBox(tr("Common rules"), this);
    auto* grid = new QGridLayout(part);
    const FreezingView view = freezingView({}, m_network);

    auto* block = named(new QComboBox(part), "quickBlock", tr("Block that is locked at first"));
    for (const auto& locks : view.blocks) {
        block->addItem(blockLabel(locks.block.name), QString::fromStdString(locks.block.name));
    }
    auto* step = named(new QSpinBox(part), "quickStep", tr("Step at which the block is unlocked"));
    step->setRange(1, mostSteps);
    step->setSingleStep(100);
    step->setValue(static_cast<int>(std::min<long long>(m_step + 500, mostSteps)));
    auto* unfreeze =
        button(tr("Unlock later"), "quickUnfreeze", tr("Locks the block until that step."), part);
    grid->addWidget(new QLabel(tr("Unlock a block at a step:"), part), 0, 0);
    grid->addWidget(block, 0, 1);
    grid->addWidget(step, 0, 2);
    grid->addWidget(unfreeze, 0, 3);
    connect(unfreeze, &QPushButton::clicked, this, [this, block, step] {
        add("freeze block=" + block->currentData().toString().toStdString() + " until step " +
            std::to_string(step->value()));
    });

    auto* epochs =
        named(new QDoubleSpinBox(part), "quickEpochs", tr("Epoch until which the style head is locked"));
    epochs->setRange(0.5, 10000);
    epochs->setValue(std::ceil(m_epoch) + 5);
    auto* head = button(tr("Lock at first"), "quickStyleHead",
                        tr("Locks the discriminator's style head until that epoch."), part);
    const auto usable = checkFreezingRule("freeze kind=style_head", m_network);
    head->setEnabled(usable.ok());
    if (!usable) {
        head->setToolTip(tr("This network's discriminator has no style head."));
    }
    grid->addWidget(new QLabel(tr("Style head locked until the epoch:"), part), 1, 0, 1, 2);
    grid->addWidget(epochs, 1, 2);
    grid->addWidget(head, 1, 3);
    connect(head, &QPushButton::clicked, this, [this, epochs] {
        FreezingRule rule = *parseFreezingRule("freeze kind=style_head");
        rule.until = FreezingRule::Time{true, epochs->value()};
        add(freezingRuleText(rule));
    });

    auto* group = named(new QComboBox(part), "quickGroup", tr("Parameters that learn at another rate"));
    const auto offer = [&](const QString& label, const char* rule) {
        if (checkFreezingRule(std::string("rate 1 ") + rule, m_network)) {
            group->addItem(label, QString(rule));
        }
    };
    offer(tr("Encoder"), "block=encoder.*");
    offer(tr("Bottleneck"), "block=bottleneck");
    offer(tr("Decoder"), "block=decoder.*");
    offer(tr("Embedding"), "kind=embedding");
    offer(tr("Style (FiLM)"), "kind=film");
    offer(tr("Attention"), "kind=attention");
    offer(tr("Transformer"), "kind=transformer");
    offer(tr("Discriminator"), "discriminator");
    group->addItem(tr("Each block less than the one after it"), QString("decay"));
    auto* factor = named(new QDoubleSpinBox(part), "quickFactor", tr("Share of the learning rate"));
    factor->setRange(0.01, 10);
    factor->setSingleStep(0.1);
    factor->setValue(0.5);
    auto* rate =
        button(tr("Set rate"), "quickRate", tr("Multiplies the learning rate of these parameters."), part);
    grid->addWidget(new QLabel(tr("Learning rate times:"), part), 2, 0);
    grid->addWidget(group, 2, 1);
    grid->addWidget(factor, 2, 2);
    grid->addWidget(rate, 2, 3);
    const auto limit = [group, factor] {
        factor->setMaximum(group->currentData().toString() == "decay" ? 1 : 10);
    };
    connect(group, &QComboBox::currentIndexChanged, this, limit);
    connect(rate, &QPushButton::clicked, this, [this, group, factor] {
        const auto key = group->currentData().toString().toStdString();
        FreezingRule rule = *parseFreezingRule(key == "decay" ? "decay 1 generator" : "rate 1 " + key);
        rule.factor = factor->value();
        add(freezingRuleText(rule));
    });
    return part;
}

std::vector<std::string> FreezingDialog::rules() const {
    std::vector<std::string> rules;
    for (int i = 0; i < m_list->count(); ++i) {
        rules.push_back(m_list->item(i)->text().toStdString());
    }
    return rules;
}

void FreezingDialog::add(const std::string& rule) {
    const auto parsed = parseFreezingRule(rule);
    m_list->addItem(QString::fromStdString(parsed ? freezingRuleText(*parsed) : rule));
    m_list->setCurrentRow(m_list->count() - 1);
    refresh();
}

void FreezingDialog::replaceCurrent() {
    if (QListWidgetItem* item = m_list->currentItem(); item != nullptr) {
        const auto parsed = parseFreezingRule(m_text->text().toStdString());
        item->setText(parsed ? QString::fromStdString(freezingRuleText(*parsed)) : m_text->text());
        refresh();
    }
}

void FreezingDialog::removeCurrent() {
    delete m_list->takeItem(m_list->currentRow());
    refresh();
}

void FreezingDialog::move(int by) {
    const int row = m_list->currentRow();
    QListWidgetItem* item = m_list->takeItem(row);
    m_list->insertItem(row + by, item);
    m_list->setCurrentRow(row + by);
    refresh();
}

/// Marks the rules that cannot be used, and tells what all of them come to.
void FreezingDialog::refresh() {
    const FreezingView view = freezingView(rules(), m_network, m_step, m_epoch);
    for (int i = 0; i < m_list->count(); ++i) {
        m_list->item(i)->setIcon({});
        m_list->item(i)->setToolTip({});
    }
    QStringList lines;
    for (const auto& problem : view.problems) {
        QListWidgetItem* item = m_list->item(static_cast<int>(problem.place));
        item->setIcon(style()->standardIcon(QStyle::SP_MessageBoxWarning));
        item->setToolTip(QString::fromStdString(problem.error.message));
        lines << QString::fromStdString(problem.error.message);
    }
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(lines.isEmpty());
    const QLocale locale;
    m_result->setText(
        lines.isEmpty()
            ? tr("At step %1, %2 of %3 parameters are trained.")
                  .arg(locale.toString(m_step), locale.toString(view.trained), locale.toString(view.numbers))
            : tr("Change or remove what cannot be used:\n%1").arg(lines.join('\n')));
    refreshTyped();
}

void FreezingDialog::refreshTyped() {
    const auto typed = m_text->text().trimmed().toStdString();
    const auto usable = checkFreezingRule(typed, m_network);
    const int row = m_list->currentRow();
    m_add->setEnabled(usable.ok());
    m_replace->setEnabled(usable.ok() && row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
    if (typed.empty()) {
        m_told->clear();
    } else if (usable) {
        m_told->setText(
            tr("Speaks of %1 parameters.").arg(QLocale().toString(numbersMatched(typed, m_network))));
    } else {
        m_told->setText(QString::fromStdString(usable.error().message + "\n" + usable.error().advice));
    }
}

} // namespace typemould
