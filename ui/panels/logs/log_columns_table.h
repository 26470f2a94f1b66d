// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/models/log_import_model.h"

namespace mw::panels {

/// What becomes of each column of the file: left out or not, the name of its signal and its unit, all to be edited.
class LogColumnsTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, Signal, Unit, kColumnCount };

  LogColumnsTable(models::LogImportModel& model, QObject* parent);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 private:
  void take();

  models::LogImportModel& model_;
  std::vector<models::LogImportModel::Column> columns_;
};

}  // namespace mw::panels
