// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "ui/models/study_model.h"

namespace mw::models {

/// Points by factors and those responses that are at hand, as a view shows them: "54.8 ± 0.6". Sorts by numbers
/// (kSortRole).
class StudyResultsTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  static constexpr int kSortRole = Qt::UserRole + 1;

  explicit StudyResultsTable(const StudyModel& study, QObject* parent = nullptr);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void follow();
  void followState();
  [[nodiscard]] bool isSameShape() const;
  void takeShape();
  [[nodiscard]] bool tellNewRuns();
  void tellAll();
  [[nodiscard]] QVariant sortKey(std::size_t point, std::size_t column) const;
  /// How far the point is: "waiting", "2 of 5", "5 done".
  [[nodiscard]] QString statusText(std::size_t point) const;
  [[nodiscard]] QVariant precisionHint(std::size_t point) const;
  [[nodiscard]] QString text(std::size_t point, std::size_t column) const;

  /// The response of a column that shows one.
  [[nodiscard]] std::size_t responseOf(std::size_t column) const { return responses_[column - 1 - factors_]; }

  const StudyModel& study_;
  std::size_t points_ = 0;
  std::size_t factors_ = 0;
  std::vector<std::size_t> responses_;  ///< those at hand
  std::vector<std::size_t> runs_;       ///< per point, as last told
};

}  // namespace mw::models
