#include "ui/fonts/coverage_table.h"

#include "core/fonts/named_sets.h"
#include "ui/widgets/set_names.h"
#include "ui/widgets/shown_text.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace typemould {

namespace {

QString shownCount(const std::optional<std::size_t>& count) {
    return count ? countText(*count) : QStringLiteral("–");
}

QVariant sortable(const std::optional<std::size_t>& count) {
    return count ? QVariant(static_cast<qulonglong>(*count)) : QVariant(-1);
}

CoverageRow coverageRow(const CharacterSet& set, const std::optional<CharacterSet>& source,
                        const std::optional<CharacterSet>& target) {
    CoverageRow row;
    row.size = set.size();
    if (source) {
        row.source = (set & *source).size();
    }
    if (target) {
        row.target = (set & *target).size();
    }
    if (source && target) {
        row.missing = ((set & *source) - *target).size();
    }
    return row;
}

} // namespace

std::vector<CoverageRow> coverageOf(const std::optional<CharacterSet>& source,
                                    const std::optional<CharacterSet>& target) {
    std::vector<CoverageRow> rows;
    for (const auto& named : namedSets()) {
        if (const auto set = namedSet(named.key)) {
            rows.push_back(coverageRow(*set, source, target));
            rows.back().name = setName(named);
            rows.back().description = setDescription(named);
        }
    }
    return rows;
}

void CoverageModel::setRows(std::vector<CoverageRow> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int CoverageModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CoverageModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CoverageModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const CoverageRow& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        return QVariant(index.column() == SetColumn ? Qt::AlignLeading | Qt::AlignVCenter
                                                    : Qt::AlignTrailing | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return QString(row.name + QLatin1Char('\n') + row.description);
    }
    if (role != Qt::DisplayRole && role != sortRole) {
        return {};
    }
    const bool shown = role == Qt::DisplayRole;
    switch (index.column()) {
    case SetColumn:
        return row.name;
    case SizeColumn:
        return shown ? QVariant(countText(row.size)) : sortable(row.size);
    case SourceColumn:
        return shown ? QVariant(shownCount(row.source)) : sortable(row.source);
    case TargetColumn:
        return shown ? QVariant(shownCount(row.target)) : sortable(row.target);
    default:
        return shown ? QVariant(shownCount(row.missing)) : sortable(row.missing);
    }
}

QVariant CoverageModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::ToolTipRole && section == MissingColumn) {
        return tr("Drawn by the source font, not by the target font: what Typemould can make.");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case SetColumn:
        return tr("Set");
    case SizeColumn:
        return tr("Size");
    case SourceColumn:
        return tr("Source");
    case TargetColumn:
        return tr("Target");
    default:
        return tr("Missing");
    }
}

CoverageTable::CoverageTable(QWidget* parent) : QTableView(parent), m_model(new CoverageModel(this)) {
    setObjectName("coverageTable");
    setAccessibleName(tr("Coverage by character set"));
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(CoverageModel::sortRole);
    sorted->setSortLocaleAware(true);
    setModel(sorted);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder); // as the sets are listed, until a heading is clicked
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // there is always room, see fitColumns()
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(CoverageModel::SetColumn, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    setMinimumHeight(fontMetrics().height() * 7);
    setFonts({}, {});
}

void CoverageTable::setFonts(std::optional<CharacterSet> source, std::optional<CharacterSet> target) {
    m_job.start([source = std::move(source),
                 target = std::move(target)](std::stop_token) { return coverageOf(source, target); },
                [this](std::vector<CoverageRow> rows) {
                    m_model->setRows(std::move(rows));
                    fitColumns();
                });
}

void CoverageTable::fitColumns() {
    int width = 2 * frameWidth() + verticalScrollBar()->sizeHint().width();
    for (int column = 0; column < CoverageModel::ColumnCount; ++column) {
        const int needed = std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column));
        if (column != CoverageModel::SetColumn) {
            setColumnWidth(column, needed);
        }
        width += needed;
    }
    setMinimumWidth(width);
}

} // namespace typemould
