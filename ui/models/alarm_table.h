// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "core/store/stored_detections.h"
#include "ui/models/signal_catalog.h"

namespace mw::models {

/// How much an alarm matters, the worst first.
enum class Severity { Critical, Fault, Warning, Detected, Stale, Anomaly };
[[nodiscard]] QString severityText(Severity severity);

/// Something that a replay or a search for anomalies found and a person should look at.
struct Alarm {
  double t_s = 0;  ///< since the first stamp
  Severity severity = Severity::Warning;
  QString message;                                              ///< the evidence, in words
  std::string key;                                              ///< the same in every replay that finds it
  double to_s = -1;                                             ///< where it ends; before t_s for what has no end
  QString test = {};                                            ///< which test found it
  QString signal = {};                                          ///< which signal is to blame, empty = not known
  double certainty = std::numeric_limits<double>::quiet_NaN();  ///< by the test's own account; NaN = it gives none
};

/// The replay's alerts in the order of time, and readings that do not fit, those in a row as one.
[[nodiscard]] std::vector<Alarm> alarmsOf(const ReplayData& data);
/// What searches found in the log, in the order of time; several sets one after the other.
[[nodiscard]] std::vector<Alarm> alarmsOf(const twin::Log& log, const std::vector<store::StoredDetections>& sets);

/// "99.98 %", "> 99.9999 %"; empty for NaN.
[[nodiscard]] QString certaintyText(double certainty);

/// What a replay found, and what of it somebody has seen. GUI thread.
class AlarmTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Seen, Time, What, Signal, Certainty, Message, kColumnCount };
  static constexpr int kSortRole = Qt::UserRole + 1;

  using QAbstractTableModel::QAbstractTableModel;

  void set(std::vector<Alarm> alarms, std::set<std::string> seen);
  [[nodiscard]] const std::vector<Alarm>& alarms() const { return alarms_; }
  [[nodiscard]] bool isSeen(std::size_t row) const { return seen_.contains(alarms_[row].key); }
  [[nodiscard]] const std::set<std::string>& seen() const { return seen_; }
  [[nodiscard]] std::size_t unseenCount() const;
  /// Says of all that somebody has looked at them.
  void setAllSeen();

  /// Row of the next alarm after a time, or of the last before it; -1 when there is none.
  [[nodiscard]] int after(double t_s) const;
  [[nodiscard]] int before(double t_s) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 signals:
  /// Worth keeping.
  void seenChanged();

 private:
  [[nodiscard]] QVariant sortValue(const QModelIndex& index) const;

  std::vector<Alarm> alarms_;
  std::set<std::string> seen_;
};

}  // namespace mw::models
