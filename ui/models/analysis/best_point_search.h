// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/experiment/selection.h"
#include "ui/models/analysis/analysis_job.h"
#include "ui/models/study_model.h"

namespace mw::models {

/// How the best point shall be selected.
struct BestPointWishes {
  std::string kpi;
  bool is_least = false;    ///< the smallest mean is the best
  double indifference = 0;  ///< in the KPI's unit
  double level = 0.95;
  std::uint32_t max_replications = 1000;
};

/// The point that was selected, and among which.
struct FoundBestPoint {
  std::string study;
  experiment::SelectionField field;
  experiment::SelectionOptions options;
  experiment::Selection selection;
  QString unit;
  std::size_t runs_then = 0;  ///< of the study
};

/// Selects the best point of the open study by procedure KN, making the runs it needs, as `select` does: the same
/// wishes select the same point. New runs are not given to the study. GUI thread.
class BestPointSearch : public AnalysisJob {
  Q_OBJECT
 public:
  BestPointSearch(StudyModel& study, jobs::JobService& jobs, QObject* parent = nullptr);

  /// By the KPI's own direction; differences up to about a hundredth of the best mean do not matter.
  [[nodiscard]] BestPointWishes proposed(const std::string& kpi) const;
  /// Why it cannot be done like this, and what to do; empty when it can.
  [[nodiscard]] QString refusal(const BestPointWishes& wishes) const;
  /// The same whatever is wished.
  [[nodiscard]] QString refusal() const;

  /// Has the values of a KPI read that are not at hand; changed() follows.
  void fetch(const std::string& kpi);
  [[nodiscard]] bool isAtHand(const std::string& kpi) const;
  void start(const BestPointWishes& wishes);
  /// "120 runs made".
  [[nodiscard]] QString progressText() const override;

  /// The newest; null before there is one.
  [[nodiscard]] std::shared_ptr<const FoundBestPoint> answer() const { return answer_; }
  /// The study has other runs than those it was asked with.
  [[nodiscard]] bool isOfOlderStudy() const;
  [[nodiscard]] const StudyModel& study() const { return study_; }

 private:
  void follow();
  [[nodiscard]] std::optional<std::size_t> responseOf(const std::string& kpi) const;
  /// Runs of each point before any is dropped.
  [[nodiscard]] std::uint32_t firstStage() const;

  StudyModel& study_;
  std::string asked_;  ///< the study
  std::shared_ptr<const FoundBestPoint> answer_;
};

/// "Point 12 is the best, or within 0.5 parts/h of the best, with 95 % probability", or that nothing is promised.
[[nodiscard]] QString bestPointTitle(const FoundBestPoint& answer);
/// How it came about: points still in, runs that were there and that were made.
[[nodiscard]] QString bestPointDetail(const FoundBestPoint& answer);
/// What the probability rests on.
[[nodiscard]] QString bestPointBasis(const FoundBestPoint& answer);

}  // namespace mw::models
