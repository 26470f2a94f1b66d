// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_results_table.h"

#include "core/experiment/study_precision_text.h"
#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"

namespace mw::models {

StudyResultsTable::StudyResultsTable(const StudyModel& study, QObject* parent)
    : QAbstractTableModel(parent), study_(study) {
  connect(&study_, &StudyModel::resultsChanged, this, &StudyResultsTable::follow);
  connect(&study_, &StudyModel::stateChanged, this, &StudyResultsTable::followState);
  takeShape();
}

bool StudyResultsTable::isSameShape() const {
  const StudyResults& results = study_.results();
  return results.pointCount() == points_ && results.factors().size() == factors_ && results.atHand() == responses_ &&
         results.runsDone() > 0;
}

void StudyResultsTable::follow() {
  if (!isSameShape()) return takeShape();
  if (!tellNewRuns()) tellAll();  // a response was read again, with more runs
}

/// Waiting or not run: every point may say something else.
void StudyResultsTable::followState() {
  if (!isSameShape()) return takeShape();
  tellAll();
}

void StudyResultsTable::takeShape() {
  const StudyResults& results = study_.results();
  beginResetModel();
  points_ = results.pointCount();
  factors_ = results.factors().size();
  responses_ = results.atHand();
  runs_.assign(points_, 0);
  for (std::size_t point = 0; point < points_; ++point) runs_[point] = results.runsOf(point);
  endResetModel();
}

/// Of thousands of points only those that have new runs are told: views sort again what has changed.
/// @returns whether there are any
bool StudyResultsTable::tellNewRuns() {
  bool is_any = false;
  const StudyResults& results = study_.results();
  for (std::size_t point = 0; point < points_; ++point) {
    const std::size_t first = point;
    while (point < points_ && runs_[point] != results.runsOf(point)) {
      runs_[point] = results.runsOf(point);
      ++point;
    }
    if (point == first) continue;
    is_any = true;
    emit dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(point) - 1, columnCount() - 1));
  }
  return is_any;
}

void StudyResultsTable::tellAll() {
  if (points_ > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int StudyResultsTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(points_);
}

int StudyResultsTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() || points_ == 0 ? 0 : static_cast<int>(2 + factors_ + responses_.size());
}

QString StudyResultsTable::text(std::size_t point, std::size_t column) const {
  const StudyResults& results = study_.results();
  if (column == 0) return QString::number(point);
  if (column <= factors_) {
    const Json& value = results.factorValue(point, column - 1);
    if (value.is_number_integer()) return QString::number(value.get<qint64>());
    return value.is_number() ? figure(value.get<double>()) : QString::fromStdString(value.dump());
  }
  if (column == factors_ + responses_.size() + 1) return statusText(point);
  const numerics::Estimate estimate = results.estimate(point, responseOf(column));
  if (estimate.n == 0) return QStringLiteral("–");
  return (figure(estimate.mean, estimate.half_width) + QLatin1Char(' ') + plusMinus(estimate)).trimmed();
}

QString StudyResultsTable::statusText(std::size_t point) const {
  const std::size_t done = study_.results().runsOf(point);
  const StudyResults& results = study_.results();
  if (results.isComplete(point)) {
    const bool is_missed =
        results.precision() && results.precisionOf(point).status == experiment::PointPrecision::Status::NotReached;
    return is_missed ? tr("%1, not precise").arg(done) : tr("%1 done").arg(done);
  }
  if (done > 0 && results.precision()) return tr("%1 of at most %2").arg(done).arg(results.replications());
  if (done > 0) return tr("%1 of %2").arg(done).arg(results.replications());
  return study_.state() == StudyModel::State::Running ? tr("waiting") : tr("not run");
}

/// What a point lacks of the precision that the study asks for.
QVariant StudyResultsTable::precisionHint(std::size_t point) const {
  const StudyResults& results = study_.results();
  if (!results.precision()) return {};
  QString missed = QString::fromStdString(experiment::missedText(results.precisionOf(point)));
  missed.replace(QLatin1String("+-"), QStringLiteral("± "));
  if (missed.isEmpty() && !results.isComplete(point)) return {};
  if (missed.isEmpty()) return tr("Known as well as the study asks for");
  return results.isComplete(point) ? tr("Not known as well as the study asks for: %1").arg(missed)
                                   : tr("So far: %1").arg(missed);
}

QVariant StudyResultsTable::sortKey(std::size_t point, std::size_t column) const {
  const StudyResults& results = study_.results();
  if (column == 0) return static_cast<qulonglong>(point);
  if (column == factors_ + responses_.size() + 1) return static_cast<qulonglong>(results.runsOf(point));
  if (column > factors_) return results.mean(point, responseOf(column));
  const Json& value = results.factorValue(point, column - 1);
  return value.is_number() ? QVariant(value.get<double>()) : QVariant(QString::fromStdString(value.dump()));
}

QVariant StudyResultsTable::data(const QModelIndex& index, int role) const {
  const auto point = static_cast<std::size_t>(index.row());
  const auto column = static_cast<std::size_t>(index.column());
  if (!index.isValid() || point >= study_.results().pointCount()) return {};
  if (role == Qt::DisplayRole) return text(point, column);
  if (role == kSortRole) return sortKey(point, column);
  if (role == Qt::ToolTipRole && column == 0 && point + study_.draft().added.size() >= points_)
    return tr("Added to the design, by hand or from a what-if");
  if (role == Qt::ToolTipRole && column == factors_ + responses_.size() + 1) return precisionHint(point);
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  return {};
}

QVariant StudyResultsTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  const auto column = static_cast<std::size_t>(section);
  if (column == 0) return tr("Point");
  if (column <= factors_) return QString::fromStdString(study_.results().factors()[column - 1]);
  if (column == factors_ + responses_.size() + 1) return tr("Runs");
  return inTwoLines(responseTitle(study_.results().responses()[responseOf(column)]));
}

}  // namespace mw::models
