// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/experiment/paired_comparison.h"
#include "core/experiment/study_run.h"
#include "core/kpi/kpi_value.h"
#include "core/numerics/statistics.h"
#include "core/store/stored_study.h"

namespace mw::report {

/// What a report looks at in a study: its points summarised, and the responses that plots and words are about. Refers
/// to the study and its runs, which must outlive it.
class StudyResults {
 public:
  /// More responses than this have their columns in the table alone.
  static constexpr std::size_t kMostResponses = 4;

  /// @param runs  in order of point and replication
  StudyResults(const store::StoredStudy& study, const std::vector<experiment::StudyRun>& runs);

  struct Response {
    std::size_t kpi = 0;  ///< index in the study's KPIs
    kpi::KpiDeclaration declaration;
  };
  [[nodiscard]] const store::StoredStudy& study() const { return study_; }
  [[nodiscard]] const std::vector<Response>& responses() const { return responses_; }
  [[nodiscard]] std::size_t pointCount() const { return estimates_.size(); }
  [[nodiscard]] const numerics::Estimate& estimate(std::size_t point, std::size_t kpi) const {
    return estimates_[point][kpi];
  }
  [[nodiscard]] std::span<const experiment::StudyRun> runsOf(std::size_t point) const;
  [[nodiscard]] const std::vector<std::string>& factors() const { return factors_; }
  [[nodiscard]] const Json& factorValue(std::size_t point, const std::string& factor) const;
  /// "point 12 (buffer 8, cycle 40)".
  [[nodiscard]] std::string nameOf(std::size_t point) const;

  /// The point whose factors are what the study's factory has; none where no point is.
  [[nodiscard]] std::optional<std::size_t> presentPoint() const { return present_; }
  /// That one, else the first.
  [[nodiscard]] std::size_t referencePoint() const { return present_.value_or(0); }

  /// One point against another in one response, at a level of its own.
  [[nodiscard]] experiment::PairedDifference difference(std::size_t point, std::size_t reference,
                                                        const Response& response, double level) const;

 private:
  void chooseResponses();
  void findPresent();

  const store::StoredStudy& study_;
  const std::vector<experiment::StudyRun>& runs_;
  std::vector<std::string> factors_;
  std::vector<Response> responses_;
  std::vector<std::vector<numerics::Estimate>> estimates_;
  std::optional<std::size_t> present_;
};

/// "8", "40.5", "agv": a factor's value as people read it.
[[nodiscard]] std::string factorText(const Json& value);

}  // namespace mw::report
