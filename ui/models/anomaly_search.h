// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/store/stored_detections.h"
#include "core/twin/detect/detect_log.h"
#include "ui/jobs/job_service.h"

namespace mw::models {

/// Where detections are kept; called on worker threads. Any may be empty: then they live as long as the log is open.
struct DetectionServices {
  std::function<std::vector<store::StoredDetections>(const std::string& log)> load;
  std::function<void(const store::StoredDetections&)> keep;
  std::function<void(const std::string& log, const std::string& settings_digest)> remove;
};

/// Looks for what is unusual in the open log, by the tests of the core, and keeps what each search found. The healthy
/// window is in seconds since the log's first stamp. GUI thread.
class AnomalySearch : public QObject {
  Q_OBJECT
 public:
  explicit AnomalySearch(jobs::JobService& jobs, QObject* parent = nullptr);

  /// Another log: its sets are read where they are kept. Null closes it.
  void setLog(std::shared_ptr<const twin::Log> log, DetectionServices services);
  [[nodiscard]] std::shared_ptr<const twin::Log> log() const { return log_; }

  /// What the next search does; the healthy window aside, which healthyFrom_s() and healthyTo_s() give.
  [[nodiscard]] const twin::DetectRequest& wishes() const { return wishes_; }
  void setWishes(twin::DetectRequest wishes);
  /// Tests and times that suit the log: its first fifth as healthy window.
  void suggest();
  [[nodiscard]] double healthyFrom_s() const { return healthy_from_s_; }
  [[nodiscard]] double healthyTo_s() const { return healthy_to_s_; }
  void setHealthy(double from_s, double to_s);
  /// While somebody chooses: plots show the window, and a drag in one sets it.
  void setPicking(bool is_picking);
  [[nodiscard]] bool isPicking() const { return is_picking_; }
  /// The whole request.
  [[nodiscard]] twin::DetectRequest request() const;

  void start();
  void cancel();
  [[nodiscard]] bool isRunning() const { return job_ != nullptr; }
  [[nodiscard]] double progress() const { return progress_; }  ///< 0 to 1
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// What the newest search found, in a sentence.
  [[nodiscard]] const QString& outcome() const { return outcome_; }

  [[nodiscard]] const std::vector<store::StoredDetections>& sets() const { return sets_; }
  void remove(const std::string& settings_digest);
  /// The set that was removed last, to be taken back.
  [[nodiscard]] bool canRestore() const { return removed_.has_value(); }
  void restore();

 signals:
  void changed();
  void setsChanged();
  void healthyChanged();

 private:
  struct Found {
    store::StoredDetections set;
    QString outcome;
  };
  void take(Found found);
  void put(store::StoredDetections set);
  void keepSets(const QString& name, std::function<void()> work);

  jobs::JobService& jobs_;
  DetectionServices services_;
  std::shared_ptr<const twin::Log> log_;
  twin::DetectRequest wishes_;
  double healthy_from_s_ = 0;
  double healthy_to_s_ = 0;
  std::vector<store::StoredDetections> sets_;
  std::optional<store::StoredDetections> removed_;
  QPointer<jobs::Job> job_;
  double progress_ = 0;
  QString problem_;
  QString outcome_;
  bool is_picking_ = false;
  std::uint64_t generation_ = 0;
};

}  // namespace mw::models
