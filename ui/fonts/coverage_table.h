// CoverageTable: how many characters of each named set the two fonts draw; counted in the background. GUI
// thread.
#pragma once

#include "core/fonts/character_set.h"
#include "ui/studio/background_job.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <optional>
#include <vector>

namespace typemould {

/// One line of the table. Counts that cannot be known (no such font) are nothing.
struct CoverageRow {
    QString name;
    QString description;
    std::size_t size = 0;
    std::optional<std::size_t> source;
    std::optional<std::size_t> target;
    std::optional<std::size_t> missing; ///< drawn by the source, not by the target
};

/// All named sets against two fonts' characters; a font that is not there is nothing. Any thread.
std::vector<CoverageRow> coverageOf(const std::optional<CharacterSet>& source,
                                    const std::optional<CharacterSet>& target);

class CoverageModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SetColumn, SizeColumn, SourceColumn, TargetColumn, MissingColumn, ColumnCount };
    static constexpr int sortRole = Qt::UserRole;
    using QAbstractTableModel::QAbstractTableModel;
    void setRows(std::vector<CoverageRow> rows);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<CoverageRow> m_rows;
};

class CoverageTable : public QTableView {
    Q_OBJECT
public:
    explicit CoverageTable(QWidget* parent = nullptr);
    /// Counts again for these fonts' characters.
    void setFonts(std::optional<CharacterSet> source, std::optional<CharacterSet> target);

private:
    /// The widths that show every name and number whole; the names' column takes what is left.
    void fitColumns();
    CoverageModel* m_model;
    BackgroundJob m_job;
};

} // namespace typemould
