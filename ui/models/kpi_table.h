// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/models/simulation_model.h"

namespace mw::models {

class RunCharts;
struct RunPin;

/// Every KPI of the factory as a whole: mean, 95 % interval, unit, and whether it is pinned. Rows can be dragged.
class KpiTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, Mean, HalfWidth, Unit, Card, kColumnCount };

  KpiTable(SimulationModel& simulation, RunCharts& charts, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
  [[nodiscard]] RunPin pinAt(const QModelIndex& index) const;

 private:
  SimulationModel& simulation_;
  RunCharts& charts_;
  std::shared_ptr<const ReplicatedRuns> runs_;
};

/// The KPIs of every element, the terms of the OEE first. What is undefined says why. Figures can be dragged.
class ElementKpiTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  static constexpr int kSortRole = Qt::UserRole;  ///< numbers; what is undefined is below all of them

  explicit ElementKpiTable(SimulationModel& simulation, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// The figure of a cell; of no name in the column of the elements' names.
  [[nodiscard]] RunPin pinAt(const QModelIndex& index) const;
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
