// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/factor_table.h"

namespace mw::models {

/// The chosen factors with what they are today and their unit, to be edited in place. A value that the factory does not
/// take is refused at once, with the reason.
class GuideFactors : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, Today, Min, Max, Levels, Unit, ColumnCount };

  GuideFactors(Document& document, StudyModel& study, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  void remove(const QModelIndexList& rows);

 signals:
  /// Why a value was not taken; empty when it was.
  void refused(const QString& reason);

 private:
  [[nodiscard]] QString todayText(const StudyDraft::Factor& factor) const;
  [[nodiscard]] QString unitOf(const StudyDraft::Factor& factor) const;

  Document& document_;
  StudyModel& study_;
  FactorTable table_;  ///< the expert's, which knows how values are written
};

}  // namespace mw::models
