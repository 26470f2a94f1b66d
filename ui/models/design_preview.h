// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <limits>

#include "ui/models/study_model.h"

namespace mw::models {

/// What the open study would run, before it runs: its points as the design makes them, the first one that is not
/// possible, and how long all will take, from one run that was made to measure it. Follows the draft in the background.
/// GUI thread.
class DesignPreview : public QObject {
  Q_OBJECT
 public:
  /// More points than this are checked when the study runs, not while it is being written.
  static constexpr std::size_t kMostPoints = 2000;

  DesignPreview(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent = nullptr);
  ~DesignPreview() override;

  /// Nothing is worked out while nobody looks.
  void setWatched(bool is_watched);
  /// {FACTOR: value} per point; empty while there are none.
  [[nodiscard]] const std::vector<Json>& points() const { return points_; }
  /// How many points there will be; as points().size(), or more than are shown.
  [[nodiscard]] std::size_t pointCount() const { return point_count_; }
  /// The first thing that stands against it, with the point's number; empty when all can run.
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// What one run took; NaN until measured.
  [[nodiscard]] double runTime_s() const { return run_time_s_; }
  [[nodiscard]] int processors() const;
  /// Of all runs, on all processors; NaN until measured.
  [[nodiscard]] double totalTime_s() const;

 signals:
  void changed();

 private:
  struct Checked {
    std::vector<Json> points;
    std::size_t count = 0;
    QString problem;
  };
  void start();
  void take(const Checked& checked);
  void measure();

  Document& document_;
  StudyModel& study_;
  jobs::JobService& jobs_;
  QTimer wait_;  ///< until the user has stopped typing
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;
  std::vector<Json> points_;
  std::size_t point_count_ = 0;
  QString problem_;
  bool is_watched_ = false;
  double run_time_s_ = std::numeric_limits<double>::quiet_NaN();
};

/// The points that a draft would have, counted without making them.
[[nodiscard]] double pointCountOf(const StudyDraft& draft);

}  // namespace mw::models
