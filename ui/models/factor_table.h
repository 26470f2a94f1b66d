// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/models/study_model.h"

namespace mw::models {

/// The factors of the open study, to be edited in place. Levels are a comma-separated list; where there are levels, the
/// range is not used.
class FactorTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, Path, Min, Max, Integer, Levels, ColumnCount };

  explicit FactorTable(StudyModel& study, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  void remove(const QModelIndexList& rows);

 private:
  StudyModel& study_;
};

}  // namespace mw::models
