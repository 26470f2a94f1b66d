// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <optional>

#include "ui/models/floor/part_trace.h"
#include "ui/models/simulation_model.h"

namespace mw::models {

/// The part whose way is shown, and its stays as a table. A new run traces the part of the same number.
class PartTraceModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Element, From, Worked, Waited, kColumnCount };

  explicit PartTraceModel(SimulationModel& simulation, QObject* parent = nullptr);

  /// @returns false when the run has no such part; then nothing is traced
  bool setPart(std::uint32_t part);
  void clear();
  [[nodiscard]] const std::optional<PartTrace>& trace() const { return trace_; }
  /// "gear 17: 35 min from source to sink, of which 12 min worked on".
  [[nodiscard]] QString summary() const;
  /// Where a row's stay began; for the time cursor.
  [[nodiscard]] double startOf(int row) const { return trace_->stays[static_cast<std::size_t>(row)].from_s; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 signals:
  void traceChanged();

 private:
  void find(std::optional<std::uint32_t> part);

  SimulationModel& simulation_;
  std::shared_ptr<const RecordedRun> run_;
  std::optional<std::uint32_t> wanted_;
  std::optional<PartTrace> trace_;
};

}  // namespace mw::models
