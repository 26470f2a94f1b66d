// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/fit_model.h"

#include <algorithm>
#include <cmath>

#include "core/base/csv_column.h"
#include "core/events/distribution_to_json.h"

namespace mw::models {
namespace {

constexpr double kLongest_s = 9.2e9;  // 292 years: what the simulated clock can hold

ColumnFit fitColumn(const std::string& file, const std::string& column, const std::stop_token& stop,
                    const ProgressSink& progress) {
  CsvColumn times = readCsvColumn(file, column, {.min = 0});
  const Place place{file, "", 1, 1};
  if (times.values.size() < numerics::kFewestValues) {
    throw InputError(place, "column \"" + column + "\" has " + std::to_string(times.values.size()) + " values",
                     std::to_string(numerics::kFewestValues) + " is the least that can be told from");
  }
  if (*std::ranges::max_element(times.values) > kLongest_s) {
    throw InputError(place, "column \"" + column + "\" holds more than 292 years", "give times in seconds");
  }
  numerics::Sample sample(std::move(times.values));
  numerics::FitRequest request;
  request.stop = stop;
  request.progress = progress;
  numerics::FittedDistributions fitted = numerics::fitDistributions(sample, request);
  numerics::Histogram histogram = numerics::histogramOf(sample, 0, fitted.resolution_s);
  return {std::move(sample), std::move(histogram), std::move(fitted), times.empty_cells};
}

}  // namespace

void FitModel::open(const QString& file) {
  cancel();
  file_ = file;
  columns_.clear();
  column_.clear();
  fit_.reset();
  try {
    for (const std::string& name : csvColumnNames(file.toStdString())) columns_ << QString::fromStdString(name);
  } catch (const Error& error) {
    problem_ = QString::fromUtf8(error.what());
    emit columnsChanged();
    return setState(State::Failed);
  }
  const auto tells = std::ranges::find_if(columns_, [](const QString& name) {
    return name.endsWith(QLatin1String("_s")) && !name.startsWith(QLatin1String("t_")) &&
           name != QLatin1String("time_s");
  });
  const QString first = tells != columns_.end() ? *tells : columns_.value(0);
  emit columnsChanged();
  setColumn(first);
}

void FitModel::setColumn(const QString& column) {
  if (column == column_ && state_ != State::Empty) return;
  cancel();
  column_ = column;
  start();
}

void FitModel::cancel() {
  ++generation_;
  if (job_) job_->cancel();
  job_ = nullptr;
  if (state_ == State::Fitting) setState(State::Empty);
}

void FitModel::start() {
  fit_.reset();
  problem_.clear();
  setState(State::Fitting);
  const auto work = [file = file_.toStdString(), column = column_.toStdString()](const std::stop_token& stop,
                                                                                 const ProgressSink& progress) {
    return fitColumn(file, column, stop, progress);
  };
  job_ = jobs_.start(tr("Fitting distributions"), this, work, [this, generation = generation_](ColumnFit fit) {
    if (generation != generation_) return;
    fit_ = std::make_shared<const ColumnFit>(std::move(fit));
    setState(State::Ready);
  });
  connect(job_, &jobs::Job::progressed, this,
          [this](double done, double total, const QString&) { emit progressed(done, total); });
  connect(job_, &jobs::Job::failed, this, [this, generation = generation_](const QString& message) {
    if (generation != generation_) return;
    problem_ = message;
    setState(State::Failed);
  });
}

void FitModel::setState(State state) {
  state_ = state;
  emit stateChanged();
}

Json distributionOf(const numerics::FittedDistribution& candidate) {
  return events::distributionToJson(candidate.name, candidate.parameters);
}

QString parametersText(const numerics::FittedDistribution& candidate) {
  const Json json = distributionOf(candidate);
  QStringList parts;
  std::size_t i = 0;
  for (const auto& [key, value] : json.items()) {
    if (key == "dist") continue;
    QString name = QString::fromStdString(key);
    const bool is_time = name.endsWith(QLatin1String("_s"));
    if (is_time) name.chop(2);
    QString part = QStringLiteral("%1 %2").arg(name).arg(value.get<double>(), 0, 'g', 4);
    const bool has_error = i < candidate.standard_errors.size() && std::isfinite(candidate.standard_errors[i]);
    if (has_error) part += QStringLiteral(" ± %1").arg(candidate.standard_errors[i], 0, 'g', 2);
    parts << (is_time ? part + QStringLiteral(" s") : part);
    ++i;
  }
  return parts.join(QStringLiteral(", "));
}

QString verdictText(const numerics::FittedDistribution& candidate) {
  switch (candidate.status) {
    case numerics::FitStatus::Fits:
      return FitModel::tr("fits");
    case numerics::FitStatus::Rejected:
      return FitModel::tr("rejected");
    case numerics::FitStatus::NotApplicable:
      return FitModel::tr("does not apply: %1").arg(QString::fromStdString(candidate.reason));
  }
  return {};
}

}  // namespace mw::models
