// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <memory>

#include "core/base/json.h"
#include "core/numerics/fitting/fit_distributions.h"
#include "core/numerics/fitting/histogram.h"
#include "ui/jobs/job_service.h"

namespace mw::models {

/// What a column of a log says about a time.
struct ColumnFit {
  numerics::Sample sample;
  numerics::Histogram histogram;
  numerics::FittedDistributions fitted;
  std::size_t empty_cells = 0;
};

/// Finds the distribution of the times in a column of a CSV log, in the background, as the verb fit-distribution does.
/// GUI thread.
class FitModel : public QObject {
  Q_OBJECT
 public:
  enum class State { Empty, Fitting, Ready, Failed };

  explicit FitModel(jobs::JobService& jobs, QObject* parent = nullptr) : QObject(parent), jobs_(jobs) {}

  /// Reads the header; the first column with a name that tells of seconds is fitted at once, else the first.
  void open(const QString& file);
  void setColumn(const QString& column);
  void cancel();

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const QString& file() const { return file_; }
  [[nodiscard]] const QStringList& columns() const { return columns_; }
  [[nodiscard]] const QString& column() const { return column_; }
  /// Null unless ready.
  [[nodiscard]] std::shared_ptr<const ColumnFit> fit() const { return fit_; }
  /// Why it failed, with its cure.
  [[nodiscard]] const QString& problem() const { return problem_; }

 signals:
  void columnsChanged();
  void stateChanged();
  void progressed(double done, double total);

 private:
  void start();
  void setState(State state);

  jobs::JobService& jobs_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;
  State state_ = State::Empty;
  QString file_;
  QStringList columns_;
  QString column_;
  QString problem_;
  std::shared_ptr<const ColumnFit> fit_;
};

/// The JSON of a candidate, as a factory takes it.
[[nodiscard]] Json distributionOf(const numerics::FittedDistribution& candidate);
/// "mean 312 ± 14 s, cv 0.81 ± 0.04".
[[nodiscard]] QString parametersText(const numerics::FittedDistribution& candidate);
/// "fits", "rejected", "does not apply: has zeros".
[[nodiscard]] QString verdictText(const numerics::FittedDistribution& candidate);

}  // namespace mw::models
