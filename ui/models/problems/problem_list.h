// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/layout/hall_finding.h"
#include "ui/jobs/job_service.h"
#include "ui/models/document.h"

namespace mw::models {

/// One thing that stands between the factory and a run.
struct Problem {
  Finding finding;
  std::string element;                        ///< whose it is, by id; empty where that is nobody's
  std::optional<std::array<double, 3>> at_m;  ///< where in the hall, of those that have a place
  std::vector<std::string> elements;          ///< of those: all that take part
};

/// What the command line's check says of the open factory, brought up to date after each edit: at once what takes no
/// time, then, by a job, what robots reach, lift and hit. Until that is there, what it said of the same elements before
/// stays. GUI thread.
class ProblemList : public QObject {
  Q_OBJECT
 public:
  ProblemList(Document& document, jobs::JobService& jobs, QObject* parent = nullptr);

  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  /// Robots are still looked at.
  [[nodiscard]] bool isLooking() const { return job_ != nullptr; }

 signals:
  void changed();

 private:
  void check();
  void checkReach();
  void show();
  [[nodiscard]] Problem problemOf(const Finding& finding) const;
  [[nodiscard]] Problem problemOf(const layout::HallFinding& found) const;
  [[nodiscard]] std::vector<std::string> elementIds() const;

  Document& document_;
  jobs::JobService& jobs_;
  QTimer soon_;
  QPointer<jobs::Job> job_;
  Findings of_run_;
  std::vector<layout::HallFinding> of_layout_;
  std::vector<layout::HallFinding> of_reach_;
  QString reach_failure_;               ///< why they could not be looked at
  std::vector<std::string> reach_ids_;  ///< the elements that those are about, by their indices
  std::vector<Problem> problems_;
};

}  // namespace mw::models
