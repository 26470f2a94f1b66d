// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/design_preview.h"

#include <QElapsedTimer>
#include <QThread>
#include <algorithm>
#include <cmath>

namespace mw::models {
namespace {

constexpr int kWait_ms = 200;
constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

QString textOf(const InputError& error) {
  const Finding& first = error.findings().front();
  const QString cause = QString::fromStdString(first.cause);
  return first.cure.empty() ? cause : cause + QStringLiteral(": ") + QString::fromStdString(first.cure);
}

}  // namespace

double pointCountOf(const StudyDraft& draft) {
  if (draft.design != experiment::Design::Type::Grid) return draft.points + static_cast<double>(draft.added.size());
  double points = 1;
  for (const StudyDraft::Factor& factor : draft.factors) {
    const double whole = std::floor(factor.max) - std::ceil(factor.min) + 1;
    const double steps = factor.is_integer ? std::min<double>(draft.steps, whole) : draft.steps;
    points *= factor.levels.empty() ? steps : static_cast<double>(factor.levels.size());
  }
  return points + static_cast<double>(draft.added.size());
}

DesignPreview::DesignPreview(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), study_(study), jobs_(jobs) {
  wait_.setSingleShot(true);
  wait_.setInterval(kWait_ms);
  connect(&wait_, &QTimer::timeout, this, &DesignPreview::start);
  connect(&study_, &StudyModel::draftChanged, &wait_, qOverload<>(&QTimer::start));
  connect(&study_, &StudyModel::stateChanged, &wait_, qOverload<>(&QTimer::start));
  connect(&document_, &Document::changed, &wait_, qOverload<>(&QTimer::start));
}

DesignPreview::~DesignPreview() {
  if (job_) job_->cancel();
}

void DesignPreview::setWatched(bool is_watched) {
  is_watched_ = is_watched;
  if (is_watched) wait_.start();
}

int DesignPreview::processors() const {
  return std::max(1, QThread::idealThreadCount());
}

double DesignPreview::totalTime_s() const {
  const double runs = pointCountOf(study_.draft()) * study_.draft().replications;
  return run_time_s_ * std::ceil(runs / processors());
}

void DesignPreview::start() {
  // A study with runs shows those; while one runs, the processors are its own.
  if (!is_watched_ || study_.state() != StudyModel::State::Draft) return;
  ++generation_;
  if (job_) job_->cancel();
  const StudyDraft& draft = study_.draft();
  const double count = pointCountOf(draft);
  if (draft.factors.empty() || !study_.services().plan) return take({});
  if (count > static_cast<double>(kMostPoints)) return take({{}, static_cast<std::size_t>(std::min(count, 1e15)), {}});
  const auto work = [plan = study_.services().plan, json = draft.toJson(), factory = document_.snapshot()](
                        const std::stop_token& stop, const ProgressSink&) -> Checked {
    try {
      const experiment::StudyPlan made = plan(experiment::Study::fromJson(json), *factory, stop);
      Checked checked{{}, made.points().size(), {}};
      for (std::size_t i = 0; i < made.points().size(); ++i) checked.points.push_back(made.factorValues(i));
      return checked;
    } catch (const InputError& error) {
      return {{}, 0, textOf(error)};
    }
  };
  job_ = jobs_.start(tr("Checking the design"), this, work, [this, generation = generation_](const Checked& checked) {
    if (generation == generation_) take(checked);
  });
}

void DesignPreview::take(const Checked& checked) {
  points_ = checked.points;
  point_count_ = checked.count;
  problem_ = checked.problem;
  run_time_s_ = kNotMeasured;
  emit changed();
  if (!points_.empty()) measure();
}

void DesignPreview::measure() {
  if (!study_.services().tryOut) return;
  StudyDraft single = study_.draft().atPoint(points_.front());
  single.replications = 1;
  single.precision = nullptr;
  const auto work = [services = study_.services(), json = single.toJson(), factory = document_.snapshot()](
                        std::stop_token stop, const ProgressSink& progress) {
    const auto plan = services.plan(experiment::Study::fromJson(json), *factory, stop);
    QElapsedTimer clock;
    clock.start();
    (void)services.tryOut(plan, std::move(stop), progress);
    return static_cast<double>(clock.nsecsElapsed()) * 1e-9;
  };
  job_ = jobs_.start(tr("Measuring a run"), this, work, [this, generation = generation_](double time_s) {
    if (generation != generation_) return;
    run_time_s_ = time_s;
    emit changed();
  });
}

}  // namespace mw::models
