#include "ui/train/levels_dialog.h"

#include "ui/widgets/setting_text.h"
#include "ui/widgets/settings_form.h"
#include "ui/widgets/shown_text.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace typemould {

namespace {

QScrollArea* scrolled(QWidget* content, const QString& label) {
    auto* area = new QScrollArea;
    area->setAccessibleName(label);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(content);
    return area;
}

} // namespace

LevelsDialog::LevelsDialog(GeneratorConfig network, bool learnt, QWidget* parent)
    : QDialog(parent), m_network(std::move(network)), m_table(new QTableWidget(this)),
      m_level(new SettingsForm(fieldInfosOf<LevelConfig>())),
      m_whole(new SettingsForm(fieldInfosOf<GeneratorConfig>())), m_told(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setObjectName("levelsDialog");
    setWindowTitle(tr("Levels of the network"));
    const auto& described = fields<LevelConfig>();
    m_table->setObjectName("levelsTable");
    m_table->setAccessibleName(tr("Levels of the network, level 1 the outermost"));
    m_table->setToolTip(
        tr("Choose one level or several; what is changed below is changed in all that are chosen."));
    m_table->setRowCount(m_network.depth());
    m_table->setColumnCount(static_cast<int>(described.size()));
    QStringList heads, levels;
    for (const auto& field : described) {
        heads << settingText(field.info.label);
    }
    for (int level = 1; level <= m_network.depth(); ++level) {
        levels << QString::number(level);
    }
    m_table->setHorizontalHeaderLabels(heads);
    m_table->setVerticalHeaderLabels(levels);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_level->setObjectName("levelSettings");
    m_level->setLevel(Level::Expert);
    for (const char* key : {"upsample", "resize", "shuffle-kernel"}) {
        m_level->setFieldEnabled(key, !learnt,
                                 tr("The network has learnt something: \"Switch…\" beside the upsampling "
                                    "tells what a level would lose, and carries over what it can."));
    }
    m_whole->setObjectName("networkSettings");
    m_whole->setLevel(Level::Expert);
    m_whole->setHiddenKeys(
        {"family", "canvas", "patch"}); // settings of their own, or the pairs', decide them
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName("levelsTabs");
    tabs->addTab(scrolled(m_level, tr("Options of the chosen levels")), tr("&Chosen levels"));
    tabs->addTab(scrolled(m_whole, tr("Options of the whole network")), tr("&Whole network"));
    m_told->setObjectName("levelsTold");
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_buttons->button(QDialogButtonBox::Ok)->setObjectName("levelsOk");
    m_buttons->button(QDialogButtonBox::Cancel)->setObjectName("levelsCancel");
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addWidget(tabs, 1);
    column->addWidget(m_told);
    column->addWidget(m_buttons);

    for (int row = 0; row < m_table->rowCount(); ++row) {
        for (int at = 0; at < m_table->columnCount(); ++at) {
            m_table->setItem(row, at, new QTableWidgetItem);
        }
    }
    m_table->selectRow(0);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &LevelsDialog::refresh);
    connect(m_level, &SettingsForm::edited, this, [this](const QString& key, const FieldValue& value) {
        for (const int row : chosenRows()) {
            static_cast<void>(
                setField(m_network.levels[static_cast<std::size_t>(row)], key.toStdString(), value));
        }
        refresh();
    });
    connect(m_whole, &SettingsForm::edited, this, [this](const QString& key, const FieldValue& value) {
        static_cast<void>(setField(m_network, key.toStdString(), value));
        refresh();
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 40);
    refresh();
    m_table->resizeColumnsToContents();
}

std::vector<int> LevelsDialog::chosenRows() const {
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    return rows;
}

void LevelsDialog::refresh() {
    const auto& described = fields<LevelConfig>();
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const LevelConfig& level = m_network.levels[static_cast<std::size_t>(row)];
        for (std::size_t at = 0; at < described.size(); ++at) {
            m_table->item(row, static_cast<int>(at))
                ->setText(shownValue(described[at].info, described[at].get(level)));
        }
    }
    const auto rows = chosenRows();
    m_level->setEnabled(!rows.empty());
    if (!rows.empty()) {
        m_level->setValues(fieldValuesOf(m_network.levels[static_cast<std::size_t>(rows.front())]));
    }
    m_whole->setValues(fieldValuesOf(m_network));
    const auto possible = checkConfig(m_network);
    m_told->setText(possible ? QString() : errorText(possible.error()));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(possible.ok());
}

} // namespace typemould
