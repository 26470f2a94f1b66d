// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include "ui/models/simulation_model.h"

namespace mw::models {

/// Every KPI of the factory as a whole: mean, 95 % interval, unit, and whether it is pinned
/// among the cards.
class KpiTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, Mean, HalfWidth, Unit, Card, kColumnCount };

  /// @param pins  names that are pinned at first
  KpiTable(SimulationModel& simulation, QStringList pins, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// Pins a row's KPI among the cards, or takes it away from them.
  void togglePin(int row);

  /// In the order of the table; also those that this factory does not have.
  [[nodiscard]] const QStringList& pins() const { return pins_; }

 signals:
  void pinsChanged();

 private:
  SimulationModel& simulation_;
  std::shared_ptr<const ReplicatedRuns> runs_;
  QStringList pins_;
};

/// The KPIs of every element, the terms of the OEE first. What is undefined says why.
class ElementKpiTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  static constexpr int kSortRole = Qt::UserRole;  ///< numbers; what is undefined is below all of them

  explicit ElementKpiTable(SimulationModel& simulation, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// The id of a row's element.
  [[nodiscard]] QString elementAt(int row) const;

 private:
  void show();
  [[nodiscard]] const numerics::Estimate& at(const QModelIndex& index) const;

  SimulationModel& simulation_;
  std::shared_ptr<const ReplicatedRuns> runs_;
  std::vector<std::size_t> metrics_;  ///< that some element has, by column after the name
};

/// A KPI as a person reads it: minutes and hours for seconds, per cent for shares.
struct KpiText {
  QString mean;
  QString half_width;  ///< "± 0.6"; empty without an interval
  QString unit;
};
[[nodiscard]] KpiText kpiText(const kpi::KpiDeclaration& kpi, const numerics::Estimate& value);

}  // namespace mw::models
