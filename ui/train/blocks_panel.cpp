#include "ui/train/blocks_panel.h"

#include "core/model/parameters.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

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
    return name == "output" ? BlocksPanel::tr("Output") : QString::fromStdString(name);
}

BlocksPanel::BlocksPanel(Document& document, QWidget* parent)
    : QGroupBox(tr("Blocks of the network"), parent), m_document(document), m_list(new QTreeWidget(this)),
      m_lockEncoder(new QPushButton(tr("Lock encoder"), this)),
      m_unlockAll(new QPushButton(tr("Unlock all"), this)), m_count(new QLabel(this)) {
    m_list->setObjectName("blockList");
    m_list->setAccessibleName(tr("Blocks of the network; a ticked block is locked"));
    m_list->setRootIsDecorated(false);
    m_list->setHeaderLabels({tr("Locked"), tr("Parameters")});
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->setToolTip(
        tr("A locked block keeps what it has learnt and is not trained on. Locks work while a run goes."));
    m_lockEncoder->setObjectName("lockEncoder");
    m_lockEncoder->setAccessibleName(m_lockEncoder->text());
    m_lockEncoder->setToolTip(tr("Locks all encoder blocks: only how the strokes are drawn is trained."));
    m_unlockAll->setObjectName("unlockAll");
    m_unlockAll->setAccessibleName(m_unlockAll->text());
    m_count->setObjectName("trainedParameters");
    m_count->setWordWrap(true);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_lockEncoder);
    buttons->addWidget(m_unlockAll);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_list);
    column->addLayout(buttons);
    column->addWidget(m_count);

    connect(m_list, &QTreeWidget::itemChanged, this, [this] {
        if (!m_showing) {
            setFrozen(tr("Change locked blocks"), checkedNames());
        }
    });
    connect(m_lockEncoder, &QPushButton::clicked, this, [this] {
        std::vector<std::string> names = m_document.data().frozenBlocks;
        for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
            const auto name = m_list->topLevelItem(i)->data(0, Qt::UserRole).toString().toStdString();
            if (name.starts_with("encoder.") && std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
        setFrozen(tr("Lock encoder"), names);
    });
    connect(m_unlockAll, &QPushButton::clicked, this, [this] { setFrozen(tr("Unlock all blocks"), {}); });
    connect(&document, &Document::projectChanged, this, &BlocksPanel::refresh);
    connect(&document, &Document::dataChanged, this, &BlocksPanel::refresh);
    refresh();
}

std::vector<std::string> BlocksPanel::checkedNames() const {
    std::vector<std::string> names;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* item = m_list->topLevelItem(i);
        if (item->checkState(0) == Qt::Checked) {
            names.push_back(item->data(0, Qt::UserRole).toString().toStdString());
        }
    }
    return names;
}

void BlocksPanel::setFrozen(const QString& label, const std::vector<std::string>& names) {
    m_document.edit(label, [&](ProjectData& data) { data.frozenBlocks = names; });
}

void BlocksPanel::refresh() {
    const bool open = m_document.isOpen();
    setEnabled(open && !m_document.readOnly());
    m_showing = true;
    std::vector<BlockInfo> blocks;
    if (open &&
        checkConfig(generatorConfigOf(m_document.data().training, m_document.data().dataset.canvas))) {
        blocks = blocksOf(generatorConfigOf(m_document.data().training, m_document.data().dataset.canvas));
    }
    const QLocale locale;
    long long all = 0;
    long long trained = 0;
    int locked = 0;
    while (m_list->topLevelItemCount() > static_cast<int>(blocks.size())) {
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(static_cast<int>(i));
        if (item == nullptr) {
            item = new QTreeWidgetItem(m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setTextAlignment(1, Qt::AlignRight);
        }
        const auto& frozen = m_document.data().frozenBlocks;
        const bool isLocked = std::find(frozen.begin(), frozen.end(), blocks[i].name) != frozen.end();
        item->setText(0, blockLabel(blocks[i].name));
        item->setData(0, Qt::UserRole, QString::fromStdString(blocks[i].name));
        item->setCheckState(0, isLocked ? Qt::Checked : Qt::Unchecked);
        item->setText(1, locale.toString(blocks[i].parameters));
        all += blocks[i].parameters;
        trained += isLocked ? 0 : blocks[i].parameters;
        locked += isLocked ? 1 : 0;
    }
    const int rowHeight = std::max(m_list->sizeHintForRow(0), m_list->fontMetrics().height());
    m_list->setFixedHeight(m_list->header()->sizeHint().height() + 2 * m_list->frameWidth() +
                           rowHeight * std::max(1, m_list->topLevelItemCount()) + rowHeight / 2);
    m_unlockAll->setEnabled(locked > 0);
    if (blocks.empty()) {
        m_count->setText(open ? tr("The network's settings do not fit the canvas.") : QString());
    } else if (trained == 0) {
        m_count->setText(tr("Every block is locked: nothing is trained."));
    } else {
        m_count->setText(
            tr("%1 of %2 parameters are trained").arg(locale.toString(trained), locale.toString(all)));
    }
    m_showing = false;
}

} // namespace typemould
