// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/alarm_table.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/base/text.h"
#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

constexpr double kSame_s = 1e-6;  // of a jump: the cursor stands on the alarm it came to

Severity severityOf(twin::AlertKind kind) {
  switch (kind) {
    case twin::AlertKind::Warning:
      return Severity::Warning;
    case twin::AlertKind::Critical:
      return Severity::Critical;
    case twin::AlertKind::Stale:
      return Severity::Stale;
    case twin::AlertKind::Fault:
      return Severity::Fault;
  }
  return Severity::Warning;
}

void addAnomalies(const ReplayData& data, std::vector<Alarm>& alarms) {
  const twin::ReplayResult& result = *data.result;
  const double first_s = result.t_s.front();
  const double apart_s = gapOf(data);
  std::size_t count = 0;
  double newest_s = 0;
  for (std::size_t k = 0; k < result.rows; ++k) {
    if (result.anomaly[k] == 0) continue;
    const double t_s = result.t_s[k] - first_s;
    if (count > 0 && t_s - newest_s <= apart_s) {
      alarms.back().message = AlarmTable::tr("%1 readings do not fit the model").arg(++count);
    } else {
      count = 1;
      alarms.push_back({t_s, Severity::Anomaly, AlarmTable::tr("a reading does not fit the model"),
                        "anomaly " + numberText(result.t_s[k])});
    }
    newest_s = t_s;
  }
}

}  // namespace

QString severityText(Severity severity) {
  switch (severity) {
    case Severity::Critical:
      return AlarmTable::tr("Critical");
    case Severity::Fault:
      return AlarmTable::tr("Sensor fault");
    case Severity::Warning:
      return AlarmTable::tr("Warning");
    case Severity::Stale:
      return AlarmTable::tr("No data");
    case Severity::Anomaly:
      return AlarmTable::tr("Anomaly");
  }
  return {};
}

std::vector<Alarm> alarmsOf(const ReplayData& data) {
  std::vector<Alarm> alarms;
  if (!data.result || data.result->t_s.empty()) return alarms;
  addAnomalies(data, alarms);
  const double first_s = data.result->t_s.front();
  for (const twin::Alert& alert : data.result->alerts) {
    alarms.push_back({alert.t_s - first_s, severityOf(alert.kind), QString::fromStdString(alert.message),
                      twin::alertLevel(alert.kind) + (" " + numberText(alert.t_s))});
  }
  std::ranges::stable_sort(alarms, {}, &Alarm::t_s);
  return alarms;
}

void AlarmTable::set(std::vector<Alarm> alarms, std::set<std::string> seen) {
  beginResetModel();
  alarms_ = std::move(alarms);
  seen_ = std::move(seen);
  endResetModel();
}

std::size_t AlarmTable::unseenCount() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(alarms_, [this](const Alarm& alarm) { return !seen_.contains(alarm.key); }));
}

int AlarmTable::after(double t_s) const {
  const auto found = std::ranges::find_if(alarms_, [t_s](const Alarm& alarm) { return alarm.t_s > t_s + kSame_s; });
  return found == alarms_.end() ? -1 : static_cast<int>(found - alarms_.begin());
}

int AlarmTable::before(double t_s) const {
  int row = -1;
  while (row + 1 < rowCount() && alarms_[static_cast<std::size_t>(row + 1)].t_s < t_s - kSame_s) ++row;
  return row;
}

int AlarmTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(alarms_.size());
}

int AlarmTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant AlarmTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto row = static_cast<std::size_t>(index.row());
  const Alarm& alarm = alarms_[row];
  if (index.column() == Seen && role == Qt::CheckStateRole) return isSeen(row) ? Qt::Checked : Qt::Unchecked;
  if (role == Qt::ToolTipRole) {
    return index.column() == Seen ? tr("Acknowledged: somebody has looked at it") : alarm.message;
  }
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case Time:
      return clockText(alarm.t_s, true);
    case What:
      return severityText(alarm.severity);
    case Message:
      return alarm.message;
    default:
      return {};
  }
}

QVariant AlarmTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  static const std::array<const char*, kColumnCount> kTitles = {"Seen", QT_TR_NOOP("Time"), QT_TR_NOOP("What"),
                                                                QT_TR_NOOP("Finding")};
  return tr(kTitles[static_cast<std::size_t>(section)]);
}

Qt::ItemFlags AlarmTable::flags(const QModelIndex& index) const {
  const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
  return index.column() == Seen ? usual | Qt::ItemIsUserCheckable : usual;
}

bool AlarmTable::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || role != Qt::CheckStateRole || index.column() != Seen) return false;
  const std::string& key = alarms_[static_cast<std::size_t>(index.row())].key;
  if (value.toInt() == Qt::Checked) {
    seen_.insert(key);
  } else {
    seen_.erase(key);
  }
  emit dataChanged(this->index(index.row(), 0), this->index(index.row(), kColumnCount - 1));
  emit seenChanged();
  return true;
}

}  // namespace mw::models
