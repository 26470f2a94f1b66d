// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/anomaly_search.h"

#include <algorithm>
#include <cmath>

namespace mw::models {
namespace {

constexpr double kHealthyShare = 0.2;  // of a log of which nothing is known

double duration_s(const twin::Log& log) {
  return log.t_s.empty() ? 0 : log.t_s.back() - log.t_s.front();
}

QString outcomeOf(const twin::LogDetections& found) {
  QStringList judged;
  for (const std::string& name : found.judged) judged << QString::fromStdString(name);
  const QString names = judged.join(QStringLiteral(", "));
  QString text = found.detections.empty()
                     ? AnomalySearch::tr("Nothing unusual; judged: %1").arg(names)
                     : AnomalySearch::tr("%1 found; judged: %2").arg(found.detections.size()).arg(names);
  if (!found.left_out.empty()) {
    QStringList left;
    for (const twin::LeftOutSignal& each : found.left_out) {
      left << QStringLiteral("%1 (%2)").arg(QString::fromStdString(each.signal), QString::fromStdString(each.why));
    }
    text += AnomalySearch::tr("; left out: %1").arg(left.join(QStringLiteral(", ")));
  }
  return text;
}

}  // namespace

AnomalySearch::AnomalySearch(jobs::JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

void AnomalySearch::setLog(std::shared_ptr<const twin::Log> log, DetectionServices services) {
  if (log == log_) return;
  cancel();
  const auto generation = ++generation_;
  log_ = std::move(log);
  services_ = std::move(services);
  sets_.clear();
  removed_.reset();
  problem_.clear();
  outcome_.clear();
  suggest();
  emit setsChanged();
  if (!log_ || !services_.load) return;
  jobs::Job* job = jobs_.start(
      tr("Reading detections"), this,
      [load = services_.load, name = log_->name](std::stop_token, const ProgressSink&) { return load(name); },
      [this, generation](std::vector<store::StoredDetections> sets) {
        if (generation != generation_) return;
        sets_ = std::move(sets);
        emit setsChanged();
      });
  connect(job, &jobs::Job::failed, this, [this](const QString& message) {
    problem_ = message;
    emit changed();
  });
}

void AnomalySearch::suggest() {
  wishes_ = {};
  const double length_s = log_ ? duration_s(*log_) : 0;
  const double healthy_s = kHealthyShare * length_s;
  if (length_s > 0) {
    wishes_.level.memory_s = std::min(wishes_.level.memory_s, length_s);
    wishes_.level.smoothing_s = std::min(wishes_.level.smoothing_s, healthy_s / 20);
    wishes_.reminder_s = std::min(wishes_.reminder_s, length_s);
  }
  healthy_from_s_ = 0;
  healthy_to_s_ = healthy_s;
  emit healthyChanged();
  emit changed();
}

void AnomalySearch::setWishes(twin::DetectRequest wishes) {
  wishes_ = std::move(wishes);
  emit changed();
}

void AnomalySearch::setHealthy(double from_s, double to_s) {
  const double length_s = log_ ? duration_s(*log_) : 0;
  healthy_from_s_ = std::clamp(std::min(from_s, to_s), 0.0, length_s);
  healthy_to_s_ = std::clamp(std::max(from_s, to_s), 0.0, length_s);
  emit healthyChanged();
}

void AnomalySearch::setPicking(bool is_picking) {
  if (is_picking == is_picking_) return;
  is_picking_ = is_picking;
  emit healthyChanged();
}

twin::DetectRequest AnomalySearch::request() const {
  twin::DetectRequest request = wishes_;
  request.healthy = {0, healthy_to_s_ - healthy_from_s_, healthy_from_s_};
  return request;
}

void AnomalySearch::start() {
  if (!log_ || isRunning()) return;
  problem_.clear();
  outcome_.clear();
  progress_ = 0;
  const auto work = [log = log_, request = request(), keep = services_.keep](std::stop_token stop,
                                                                             const ProgressSink& progress) mutable {
    request.stop = std::move(stop);
    request.progress = progress;
    const auto found = twin::detect({log.get(), 1}, request).front();
    Found answer{store::storedDetections(found, *log, request), outcomeOf(found)};
    if (keep) keep(answer.set);
    twin::letGo(*log);
    return answer;
  };
  job_ = jobs_.start(tr("Looking for anomalies"), this, work, [this, log = log_](Found found) {
    if (log == log_) take(std::move(found));
  });
  connect(job_, &jobs::Job::progressed, this, [this](double done, double total) {
    progress_ = total > 0 ? done / total : 0;
    emit changed();
  });
  connect(job_, &jobs::Job::failed, this, [this](const QString& message) { problem_ = message; });
  connect(job_, &jobs::Job::cancelled, this, [this] { outcome_ = tr("Stopped: nothing was kept"); });
  connect(job_, &jobs::Job::ended, this, [this] {
    job_.clear();
    emit changed();
  });
  emit changed();
}

void AnomalySearch::cancel() {
  if (job_) job_->cancel();
}

void AnomalySearch::take(Found found) {
  outcome_ = found.outcome;
  put(std::move(found.set));
}

void AnomalySearch::put(store::StoredDetections set) {
  std::erase_if(sets_, [&set](const auto& old) { return old.settings_digest == set.settings_digest; });
  sets_.push_back(std::move(set));
  emit setsChanged();
  emit changed();
}

void AnomalySearch::keepSets(const QString& name, std::function<void()> work) {
  jobs::Job* job = jobs_.start(
      name, this,
      [work = std::move(work)](std::stop_token, const ProgressSink&) {
        work();
        return true;
      },
      [](bool) {});
  connect(job, &jobs::Job::failed, this, [this](const QString& message) {
    problem_ = message;
    emit changed();
  });
}

void AnomalySearch::remove(const std::string& settings) {
  const std::string settings_digest = settings;  // it may be the name of the set that goes
  const auto found = std::ranges::find(sets_, settings_digest, &store::StoredDetections::settings_digest);
  if (found == sets_.end()) return;
  removed_ = *found;
  sets_.erase(found);
  if (services_.remove) {
    keepSets(tr("Removing detections"),
             [remove = services_.remove, log = removed_->log, settings_digest] { remove(log, settings_digest); });
  }
  emit setsChanged();
  emit changed();
}

void AnomalySearch::restore() {
  if (!removed_) return;
  const store::StoredDetections set = *std::exchange(removed_, std::nullopt);
  if (services_.keep) keepSets(tr("Taking detections back"), [keep = services_.keep, set] { keep(set); });
  put(set);
}

}  // namespace mw::models
