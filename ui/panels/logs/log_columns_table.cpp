// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logs/log_columns_table.h"

#include <array>

namespace mw::panels {

LogColumnsTable::LogColumnsTable(models::LogImportModel& model, QObject* parent)
    : QAbstractTableModel(parent), model_(model) {
  connect(&model_, &models::LogImportModel::changed, this, &LogColumnsTable::take);
  connect(&model_, &models::LogImportModel::opened, this, &LogColumnsTable::take);
  take();
}

void LogColumnsTable::take() {
  std::vector<models::LogImportModel::Column> columns = model_.columns();
  // An editor that is open stays open while the columns are the same.
  const bool is_same = columns.size() == columns_.size() &&
                       std::equal(columns.begin(), columns.end(), columns_.begin(),
                                  [](const auto& a, const auto& b) { return a.column == b.column; });
  if (!is_same) beginResetModel();
  columns_ = std::move(columns);
  if (!is_same) endResetModel();
  if (is_same && !columns_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
}

int LogColumnsTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

int LogColumnsTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant LogColumnsTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const models::LogImportModel::Column& column = columns_[static_cast<std::size_t>(index.row())];
  if (role == Qt::CheckStateRole && index.column() == Name) return column.is_used ? Qt::Checked : Qt::Unchecked;
  if (role == Qt::ToolTipRole && index.column() == Name) return tr("Unchecked columns are left out");
  if (role != Qt::DisplayRole && role != Qt::EditRole) return {};
  if (index.column() == Name) return QString::fromStdString(column.column);
  if (!column.is_used) return {};
  return QString::fromStdString(index.column() == Signal ? column.signal : column.unit);
}

QVariant LogColumnsTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  const std::array<QString, kColumnCount> titles = {tr("Column"), tr("Signal"), tr("Unit")};
  return titles[static_cast<std::size_t>(section)];
}

Qt::ItemFlags LogColumnsTable::flags(const QModelIndex& index) const {
  const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
  if (index.column() == Name) return usual | Qt::ItemIsUserCheckable;
  return columns_[static_cast<std::size_t>(index.row())].is_used ? usual | Qt::ItemIsEditable : usual;
}

bool LogColumnsTable::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid()) return false;
  const std::string column = columns_[static_cast<std::size_t>(index.row())].column;
  if (role == Qt::CheckStateRole) {
    model_.setUsed(column, value.toInt() == Qt::Checked);
  } else if (role == Qt::EditRole && index.column() == Signal) {
    model_.setSignal(column, value.toString().trimmed().toStdString());
  } else if (role == Qt::EditRole && index.column() == Unit) {
    model_.setUnit(column, value.toString().trimmed().toStdString());
  } else {
    return false;
  }
  return true;
}

}  // namespace mw::panels
