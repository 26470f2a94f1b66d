// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/discovery/report_table.h"

#include <algorithm>

namespace mw::models {

void ReportTable::setTable(report::Table table) {
  beginResetModel();
  table_ = std::move(table);
  shown_.clear();
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    if (!table_.columns[c].isHalfWidth()) shown_.push_back(c);
  }
  endResetModel();
}

int ReportTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int ReportTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

bool ReportTable::isNumber(int section) const {
  const std::size_t column = shown_[static_cast<std::size_t>(section)];
  return std::any_of(table_.rows.begin(), table_.rows.end(),
                     [column](const auto& row) { return row[column].is_number; });
}

QVariant ReportTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const std::size_t column = shown_[static_cast<std::size_t>(index.column())];
  const auto& row = table_.rows[static_cast<std::size_t>(index.row())];
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  QString text = QString::fromStdString(row[column].shown());
  const std::size_t next = column + 1;
  if (next < table_.columns.size() && table_.columns[next].isHalfWidth() && !row[next].text.empty()) {
    text += QLatin1Char(' ') + QString::fromStdString(report::shownIn(table_.columns[next], row[next]));
  }
  return text;
}

QVariant ReportTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return QVariant(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole) return {};
  return QString::fromStdString(table_.columns[shown_[static_cast<std::size_t>(section)]].title());
}

}  // namespace mw::models
