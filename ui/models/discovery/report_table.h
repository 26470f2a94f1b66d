// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "core/report/table.h"

namespace mw::models {

/// A table of a report in a view, with the figures that its page shows: half widths stand beside their means.
class ReportTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void setTable(report::Table table);
  [[nodiscard]] const report::Table& table() const { return table_; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] bool isNumber(int section) const;

  report::Table table_;
  std::vector<std::size_t> shown_;  ///< columns but those of half widths
};

}  // namespace mw::models
