// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/alarm_table.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

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

/// A fault's message begins with the signal that it blames.
QString blamedIn(const ReplayData& data, const QString& message) {
  for (const std::string& name : data.result->measured) {
    if (const QString signal = QString::fromStdString(name); message.startsWith(signal + QLatin1Char(':')))
      return signal;
  }
  return {};
}

QString testOf(twin::AlertKind kind) {
  switch (kind) {
    case twin::AlertKind::Warning:
    case twin::AlertKind::Critical:
      return AlarmTable::tr("health");
    case twin::AlertKind::Stale:
      return AlarmTable::tr("age of data");
    case twin::AlertKind::Fault:
      return AlarmTable::tr("bias");
  }
  return {};
}

/// What a person wants to know first comes first: "flow reads below by 3.9 sd; T2 48 (limit 12, ...)".
QString blameFirst(const std::string& evidence) {
  const QString text = QString::fromStdString(evidence);
  const qsizetype at = text.indexOf(QLatin1String("; "));
  return at < 0 ? text : text.mid(at + 2) + QLatin1String("; ") + text.left(at);
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
      alarms.back().to_s = t_s;
    } else {
      count = 1;
      alarms.push_back({t_s, Severity::Anomaly, AlarmTable::tr("a reading does not fit the model"),
                        "anomaly " + numberText(result.t_s[k]), t_s, AlarmTable::tr("NIS")});
      if (result.measured.size() == 1) alarms.back().signal = QString::fromStdString(result.measured.front());
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
    case Severity::Detected:
      return AlarmTable::tr("Unusual");
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
    const QString message = QString::fromStdString(alert.message);
    alarms.push_back({alert.t_s - first_s, severityOf(alert.kind), message,
                      twin::alertLevel(alert.kind) + (" " + numberText(alert.t_s)), -1, testOf(alert.kind),
                      blamedIn(data, message)});
  }
  std::ranges::stable_sort(alarms, {}, &Alarm::t_s);
  return alarms;
}

std::vector<Alarm> alarmsOf(const twin::Log& log, const std::vector<store::StoredDetections>& sets) {
  std::vector<Alarm> alarms;
  if (log.t_s.empty()) return alarms;
  const double first_s = log.t_s.front();
  for (const store::StoredDetections& set : sets) {
    for (const store::StoredDetections::Entry& entry : set.entries) {
      Alarm alarm;
      alarm.t_s = entry.from_s - first_s;
      alarm.to_s = entry.to_s - first_s;
      alarm.severity = Severity::Detected;
      alarm.message = blameFirst(entry.evidence);
      alarm.key = set.settings_digest + " " + entry.test + " " + numberText(entry.from_s);
      alarm.test = QString::fromStdString(entry.test);
      if (!entry.suspects.empty()) {
        alarm.signal = QString::fromStdString(entry.suspects.front());
        alarm.key += " " + entry.suspects.front();
      }
      alarm.certainty = 1 - entry.p_value;
      alarms.push_back(std::move(alarm));
    }
  }
  std::ranges::stable_sort(alarms, {}, &Alarm::t_s);
  return alarms;
}

QString certaintyText(double certainty) {
  if (!std::isfinite(certainty)) return {};
  constexpr double kSurest = 0.999999;
  if (certainty > kSurest) return QStringLiteral("> 99.9999 %");
  const int decimals = certainty > 0.9999 ? 4 : certainty > 0.99 ? 2 : 1;
  // Rounded down: never surer than the test.
  const double scale = std::pow(10, decimals);
  return QStringLiteral("%1 %").arg(std::floor(100 * certainty * scale) / scale, 0, 'f', decimals);
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

void AlarmTable::setAllSeen() {
  if (unseenCount() == 0) return;
  for (const Alarm& alarm : alarms_) seen_.insert(alarm.key);
  emit dataChanged(index(0, 0), index(rowCount() - 1, kColumnCount - 1));
  emit seenChanged();
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
    if (index.column() == Certainty) return tr("1 - p: how rare this is in health, at one row, by the test's account");
    if (index.column() == Time && alarm.to_s > alarm.t_s) {
      return tr("%1 to %2").arg(clockText(alarm.t_s, true), clockText(alarm.to_s, true));
    }
    return index.column() == Seen ? tr("Acknowledged: somebody has looked at it") : alarm.message;
  }
  if (role == kSortRole) return sortValue(index);
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case Time:
      return clockText(alarm.t_s, true);
    case What:
      return alarm.severity == Severity::Detected ? tr("%1: %2").arg(severityText(alarm.severity), alarm.test)
                                                  : severityText(alarm.severity);
    case Signal:
      return alarm.signal.isEmpty() ? QStringLiteral("–") : alarm.signal;
    case Certainty:
      return std::isfinite(alarm.certainty) ? certaintyText(alarm.certainty) : QStringLiteral("–");
    case Message:
      return alarm.message;
    default:
      return {};
  }
}

QVariant AlarmTable::sortValue(const QModelIndex& index) const {
  const auto row = static_cast<std::size_t>(index.row());
  const Alarm& alarm = alarms_[row];
  switch (index.column()) {
    case Seen:
      return isSeen(row) ? 1 : 0;
    case Time:
      return alarm.t_s;
    case What:
      return static_cast<int>(alarm.severity);
    case Signal:
      return alarm.signal;
    case Certainty:
      return std::isfinite(alarm.certainty) ? alarm.certainty : -1.0;
    default:
      return alarm.message;
  }
}

QVariant AlarmTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  static const std::array<const char*, kColumnCount> kTitles = {QT_TR_NOOP("Seen"), QT_TR_NOOP("Time"),
                                                                QT_TR_NOOP("What"), QT_TR_NOOP("Signal"),
                                                                QT_TR_NOOP("Sure"), QT_TR_NOOP("Finding")};
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
