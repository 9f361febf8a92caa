#include "ui/train/blocks_panel.h"

#include "ui/train/freezing_dialog.h"
#include "ui/widgets/wheel_guard.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

namespace {

QString freezingText(const std::string& text) {
    return QCoreApplication::translate("Freezing", text.c_str());
}

} // namespace

QString blockLabel(const std::string& name) {
    const QStringList parts = QString::fromStdString(name).split('.');
    const QString number = parts.value(1);
    if (parts.first() == "encoder") {
        return BlocksPanel::tr("Encoder %1").arg(number);
    }
    if (parts.first() == "decoder") {
        return BlocksPanel::tr("Decoder %1").arg(number);
    }
    if (name == "bottleneck") {
        return BlocksPanel::tr("Bottleneck");
    }
    if (name == "output") {
        return BlocksPanel::tr("Output");
    }
    if (name == "embedding") {
        return BlocksPanel::tr("Style embedding");
    }
    if (name == "body") {
        return BlocksPanel::tr("Discriminator");
    }
    if (name == "real") {
        return BlocksPanel::tr("Discriminator's real head");
    }
    return name == "style" ? BlocksPanel::tr("Discriminator's style head") : QString::fromStdString(name);
}

QString kindLabel(ParameterKind kind) {
    switch (kind) {
    case ParameterKind::Down:
        return BlocksPanel::tr("Down convolutions");
    case ParameterKind::Up:
        return BlocksPanel::tr("Up convolutions");
    case ParameterKind::Refine:
        return BlocksPanel::tr("Refinement");
    case ParameterKind::Residual:
        return BlocksPanel::tr("Residual block");
    case ParameterKind::Skip:
        return BlocksPanel::tr("Skip");
    case ParameterKind::Attention:
        return BlocksPanel::tr("Attention");
    case ParameterKind::Transformer:
        return BlocksPanel::tr("Transformer");
    case ParameterKind::Film:
        return BlocksPanel::tr("Style (FiLM)");
    case ParameterKind::Norm:
        return BlocksPanel::tr("Norms");
    case ParameterKind::Embedding:
        return BlocksPanel::tr("Embedding");
    case ParameterKind::Output:
        return BlocksPanel::tr("Output convolution");
    case ParameterKind::RealHead:
        return BlocksPanel::tr("Real or drawn");
    case ParameterKind::StyleHead:
        return BlocksPanel::tr("Which style");
    }
    return {};
}

BlocksPanel::BlocksPanel(Document& document, TrainingRunner& runner, TrainingControl& control,
                         QWidget* parent)
    : QGroupBox(tr("Blocks of the network"), parent), m_document(document), m_control(control),
      m_preset(new QComboBox(this)), m_list(new QTreeWidget(this)),
      m_lockEncoder(new QPushButton(tr("Lock encoder"), this)),
      m_unlockAll(new QPushButton(tr("Unlock all"), this)),
      m_rules(new QPushButton(tr("Rules and schedule…"), this)), m_count(new QLabel(this)),
      m_problem(new QLabel(this)), m_removeUnusable(new QPushButton(tr("Remove these rules"), this)) {
    makeControls();
    auto* top = new QFormLayout;
    top->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    top->addRow(tr("&What trains"), m_preset);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_lockEncoder);
    buttons->addWidget(m_unlockAll);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(m_list);
    column->addLayout(buttons);
    column->addWidget(m_rules, 0, Qt::AlignLeft);
    column->addWidget(m_count);
    column->addWidget(m_problem);
    column->addWidget(m_removeUnusable, 0, Qt::AlignLeft);

    connect(m_preset, &QComboBox::activated, this, &BlocksPanel::choosePreset);
    connect(m_list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
        if (!m_showing) {
            clickedLock(item);
        }
    });
    connect(m_list, &QTreeWidget::itemExpanded, this, &BlocksPanel::fitHeight);
    connect(m_list, &QTreeWidget::itemCollapsed, this, &BlocksPanel::fitHeight);
    connect(m_lockEncoder, &QPushButton::clicked, this, &BlocksPanel::lockEncoder);
    connect(m_unlockAll, &QPushButton::clicked, this,
            [this] { setRules(tr("Unlock all blocks"), withoutLocks(m_document.data().freezing)); });
    connect(m_rules, &QPushButton::clicked, this, &BlocksPanel::editRules);
    connect(m_removeUnusable, &QPushButton::clicked, this, &BlocksPanel::removeUnusable);
    connect(&document, &Document::projectChanged, this, &BlocksPanel::refresh);
    connect(&document, &Document::dataChanged, this, &BlocksPanel::refresh);
    connect(&runner, &TrainingRunner::stateChanged, this, &BlocksPanel::refresh);
    connect(&document, &Document::changingNetworkChanged, this, &BlocksPanel::refresh);
    connect(&document, &Document::checkpointChanged, this, &BlocksPanel::followTime);
    connect(&runner, &TrainingRunner::progressed, this, &BlocksPanel::followTime);
    refresh();
}

void BlocksPanel::makeControls() {
    m_preset->setObjectName("freezingPreset");
    m_preset->setAccessibleName(tr("What trains"));
    m_preset->setToolTip(
        tr("A plan of locks for a common purpose. Locks that are clicked afterwards add to it."));
    m_preset->addItem(tr("As the rules below say"), QString());
    for (const auto& preset : freezingPresets()) {
        m_preset->addItem(freezingText(preset.label), QString::fromStdString(preset.key));
    }
    guardFromWheel(m_preset);
    m_list->setObjectName("blockList");
    m_list->setAccessibleName(tr("Blocks of the network; a ticked block is locked"));
    m_list->setHeaderLabels({tr("Locked"), tr("Trained / all parameters")});
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setToolTip(
        tr("A locked block keeps what it has learnt and is not trained on; a half-ticked one is locked in "
           "part. Open a block to lock what it is made of. Locks work while a run goes."));
    m_lockEncoder->setObjectName("lockEncoder");
    m_lockEncoder->setToolTip(tr("Locks all encoder blocks: only how the strokes are drawn is trained."));
    m_unlockAll->setObjectName("unlockAll");
    m_unlockAll->setToolTip(
        tr("Takes away every lock and the schedule of locks; learning-rate factors stay."));
    m_rules->setObjectName("freezingRules");
    m_rules->setToolTip(
        tr("The rules behind the locks: edit them, lock for some steps only, learn at another rate."));
    m_removeUnusable->setObjectName("removeUnusableRules");
    m_removeUnusable->setToolTip(tr("Removes the rules that speak of parts this network does not have."));
    for (QPushButton* button : {m_lockEncoder, m_unlockAll, m_rules, m_removeUnusable}) {
        button->setAccessibleName(button->text());
    }
    m_count->setObjectName("trainedParameters");
    m_count->setWordWrap(true);
    m_problem->setObjectName("freezingProblem");
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void BlocksPanel::setRules(const QString& label, const std::vector<std::string>& rules) {
    if (m_document.isOpen()) {
        m_document.edit(label, [&](ProjectData& data) { data.freezing = rules; });
    }
}

void BlocksPanel::clickedLock(QTreeWidgetItem* item) {
    const bool frozen = item->checkState(0) == Qt::Checked;
    const QTreeWidgetItem* parent = item->parent();
    const auto block =
        static_cast<std::size_t>(m_list->indexOfTopLevelItem(parent == nullptr ? item : item->parent()));
    const auto& rules = m_document.data().freezing;
    const QString label = (frozen ? tr("Lock %1") : tr("Unlock %1")).arg(item->text(0));
    if (parent == nullptr) {
        setRules(label, withBlockLock(rules, m_view.blocks.at(block), frozen));
    } else {
        const auto kind = static_cast<std::size_t>(parent->indexOfChild(item));
        setRules(label, withKindLock(rules, m_view.blocks.at(block).kinds.at(kind), frozen));
    }
}

void BlocksPanel::lockEncoder() {
    auto rules = m_document.data().freezing;
    for (const auto& block : m_view.blocks) {
        if (block.block.name.starts_with("encoder.")) {
            rules = withBlockLock(rules, block, true);
        }
    }
    setRules(tr("Lock encoder"), rules);
}

void BlocksPanel::choosePreset(int index) {
    const auto key = m_preset->itemData(index).toString().toStdString();
    if (const auto plan = freezingPreset(key); plan && !key.empty()) {
        setRules(tr("Choose what trains"), freezingPlanTexts(*plan));
    }
    refresh();
}

void BlocksPanel::removeUnusable() {
    std::vector<std::string> rules = m_document.data().freezing;
    for (auto problem = m_view.problems.rbegin(); problem != m_view.problems.rend(); ++problem) {
        rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(problem->place));
    }
    setRules(tr("Remove rules"), rules);
}

void BlocksPanel::editRules() {
    const auto network =
        m_document.isOpen() ? freezingNetwork(m_document.data()) : Result<FreezingNetwork>(Error{});
    if (!network) {
        return;
    }
    auto* dialog = new FreezingDialog(m_document.data().freezing, *network, m_control.learntSteps(),
                                      m_control.learntEpochs(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { setRules(tr("Change the freezing rules"), dialog->rules()); });
    connect(&m_document, &Document::projectChanged, dialog, &QDialog::reject);
    dialog->open();
}

/// Rules with a time begin and end as the network learns.
void BlocksPanel::followTime() {
    const auto plan = m_document.isOpen() ? parseFreezingPlan(m_document.data().freezing) : FreezingPlan();
    if (plan && rulesInForce(*plan, m_control.learntSteps(), m_control.learntEpochs()) != m_inForce) {
        refresh();
    }
}

void BlocksPanel::refresh() {
    const bool open = m_document.isOpen();
    setEnabled(open && !m_document.readOnly() && !m_document.changingNetwork());
    m_showing = true;
    m_view = {};
    m_inForce.clear();
    Status usable;
    if (open) {
        const auto& rules = m_document.data().freezing;
        const long long step = m_control.learntSteps();
        const double epoch = m_control.learntEpochs();
        if (const auto network = freezingNetwork(m_document.data())) {
            m_view = freezingView(rules, *network, step, epoch);
        } else {
            usable = network.error();
        }
        if (const auto plan = parseFreezingPlan(rules)) {
            m_inForce = rulesInForce(*plan, step, epoch);
        }
    }
    refreshTree();
    refreshPresets();
    refreshTexts(usable);
    m_showing = false;
}

void BlocksPanel::showFate(QTreeWidgetItem& item, const QString& label, long long trained,
                           long long numbers) {
    const QLocale locale;
    item.setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item.setText(0, label);
    item.setCheckState(0, trained == 0         ? Qt::Checked
                          : trained == numbers ? Qt::Unchecked
                                               : Qt::PartiallyChecked);
    item.setText(1, tr("%1 / %2", "trained of all").arg(locale.toString(trained), locale.toString(numbers)));
    item.setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
}

void BlocksPanel::refreshTree() {
    while (m_list->topLevelItemCount() > static_cast<int>(m_view.blocks.size())) {
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    }
    for (std::size_t i = 0; i < m_view.blocks.size(); ++i) {
        const BlockLocks& locks = m_view.blocks[i];
        QTreeWidgetItem* item = m_list->topLevelItem(static_cast<int>(i));
        if (item == nullptr) {
            item = new QTreeWidgetItem(m_list);
        }
        item->setData(0, Qt::UserRole, QString::fromStdString(locks.block.name));
        showFate(*item, blockLabel(locks.block.name), locks.block.trained, locks.block.numbers);
        while (item->childCount() > static_cast<int>(locks.kinds.size())) {
            delete item->takeChild(item->childCount() - 1);
        }
        for (std::size_t k = 0; k < locks.kinds.size(); ++k) {
            QTreeWidgetItem* child = item->child(static_cast<int>(k));
            if (child == nullptr) {
                child = new QTreeWidgetItem(item);
            }
            const KindFate& kind = locks.kinds[k];
            child->setData(0, Qt::UserRole, QString(parameterKindName(kind.kind)));
            showFate(*child, kindLabel(kind.kind), kind.trained, kind.numbers);
        }
    }
    fitHeight();
}

/// The list is as high as its rows: the page scrolls, not the list in it.
void BlocksPanel::fitHeight() {
    int rows = 0;
    for (QTreeWidgetItemIterator item(m_list); *item != nullptr; ++item) {
        const QTreeWidgetItem* parent = (*item)->parent();
        rows += parent == nullptr || parent->isExpanded() ? 1 : 0;
    }
    const int rowHeight = std::max(m_list->sizeHintForRow(0), m_list->fontMetrics().height());
    m_list->setFixedHeight(m_list->header()->sizeHint().height() + 2 * m_list->frameWidth() +
                           rowHeight * std::max(1, rows) + rowHeight / 2);
}

void BlocksPanel::refreshPresets() {
    const auto network =
        m_document.isOpen() ? freezingNetwork(m_document.data()) : Result<FreezingNetwork>(Error{});
    auto* model = qobject_cast<QStandardItemModel*>(m_preset->model());
    int shown = 0;
    for (int i = 1; i < m_preset->count(); ++i) {
        const auto& preset = freezingPresets()[static_cast<std::size_t>(i - 1)];
        QString why;
        for (const auto& rule : preset.rules) {
            if (const auto usable = network ? checkFreezingRule(rule, *network) : Status();
                !usable && why.isEmpty()) {
                why = QString::fromStdString(usable.error().message);
            }
        }
        model->item(i)->setEnabled(why.isEmpty());
        m_preset->setItemData(i, why.isEmpty() ? freezingText(preset.help) : why, Qt::ToolTipRole);
        if (m_document.isOpen() && m_document.data().freezing == preset.rules) {
            shown = i;
        }
    }
    model->item(0)->setEnabled(false); // it is what comes of the locks, nothing to choose
    m_preset->setCurrentIndex(shown);
}

void BlocksPanel::refreshTexts(const Status& network) {
    const QLocale locale;
    const auto& rules = m_document.isOpen() ? m_document.data().freezing : std::vector<std::string>{};
    m_unlockAll->setEnabled(withoutLocks(rules) != rules);
    m_rules->setEnabled(network.ok() && !m_view.blocks.empty());
    m_lockEncoder->setEnabled(!m_view.blocks.empty());
    if (!network) {
        m_count->setText(
            tr("The settings describe no network: %1").arg(QString::fromStdString(network.error().message)));
    } else if (m_view.blocks.empty()) {
        m_count->clear();
    } else if (m_view.trained == 0) {
        const bool judge = std::any_of(m_view.blocks.begin(), m_view.blocks.end(),
                                       [](const BlockLocks& block) { return block.block.trained > 0; });
        m_count->setText(judge ? tr("The generator is locked: only the discriminator is trained.")
                               : tr("Every block is locked: nothing is trained."));
    } else {
        m_count->setText(tr("%1 of %2 parameters are trained")
                             .arg(locale.toString(m_view.trained), locale.toString(m_view.numbers)));
    }
    QStringList lines;
    for (const auto& problem : m_view.problems) {
        lines << QString::fromStdString(problem.error.message);
    }
    m_problem->setText(lines.join('\n'));
    m_problem->setVisible(!lines.isEmpty());
    m_removeUnusable->setVisible(!lines.isEmpty());
}

} // namespace typemould
