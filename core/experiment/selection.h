// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/kim_nelson.h"
#include "core/experiment/study_runner.h"
#include "core/kpi/kpi_value.h"

namespace mw::experiment {

/// The points that a selection is made among, and what is known of them.
struct SelectionField {
  Study study;                      ///< horizon, warm-up, seeds, factors
  factory::Factory factory;         ///< that the points vary
  std::vector<Json> points;         ///< {FACTOR: value}, all of the study
  std::vector<std::size_t> chosen;  ///< numbers of those to select among; empty: all
  std::vector<std::string> kpis;    ///< of the runs' values
  std::vector<StudyRun> runs;       ///< there already, in any order: these are not made again
};

struct SelectionOptions {
  std::size_t kpi = 0;    ///< index in SelectionField::kpis
  bool is_least = false;  ///< the smallest mean is the best
  SelectionGoal goal;
  std::uint32_t max_replications = 1000;  ///< of a point, first stage included
  unsigned jobs = 0;                      ///< threads; 0 = all cores. The result does not depend on it
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in runs
};

/// What became of one point.
struct SelectedPoint {
  std::size_t point = 0;
  double mean = 0;                       ///< of the replications that counted
  std::uint32_t replications = 0;        ///< that counted
  std::optional<std::uint32_t> dropped;  ///< replications after which it was out; none: it was in to the end
};

struct Selection {
  enum class Status {
    Selected,    ///< the promise of KimNelson holds for `best`
    BudgetSpent  ///< several are in after max_replications: `best` leads and nothing is promised
  };
  Status status = Status::Selected;
  std::size_t best = 0;               ///< number of a point
  std::vector<SelectedPoint> points;  ///< in order of points
  std::uint32_t replications = 0;     ///< when it ended
  std::size_t after_first_stage = 0;  ///< points that were in then
  std::size_t reused = 0;             ///< runs that were there
  std::size_t made = 0;               ///< runs made, those included that were made ahead for a point dropped meanwhile
  double eta = 0;                     ///< KimNelson::eta()

  [[nodiscard]] std::size_t survivors() const;
};

/// Every point is compared with every other.
inline constexpr std::size_t kMostSelectable = 5'000;

/// Selects the best point of a study by procedure KN, making the runs that it asks for.
///
/// Replication r of a point is the run that a sweep makes of it, with the same seed, so runs 0, 1, ... of the study are
/// taken as they are. New ones are not given to the study: it has the same number of replications at all points, which
/// its tables, comparisons and surrogates go by; made again they are the same bits. Runs are made some ahead, as many
/// as follow from the points that are in, never from the threads.
///
/// @throws InputError when a point cannot be run or has no such KPI in some replication, naming it, or when points are
///         over kMostSelectable; Cancelled
[[nodiscard]] Selection selectBest(const SelectionField& field, const Engine& engine, const SelectionOptions& options);

/// "point 12 (buffer 8, cycle 40) is the best, or within 0.5 1/h of the best, with 95 % probability (KN, Kim and Nelson
/// 2001); 3 of 40 points were still in after 10 replications, one after 57", or that nothing is promised.
[[nodiscard]] std::string selectionText(const Selection& selection, const SelectionField& field,
                                        const SelectionOptions& options, const std::string& unit);

/// What the promise rests on.
[[nodiscard]] std::string selectionBasis(const Selection& selection, const SelectionField& field,
                                         const SelectionOptions& options);

/// {"status", "best", "factors", "replications", "survivors", "points": [{"point", "mean", "replications",
/// "dropped_after"}], "runs_reused", "runs_made", "procedure": {...}, "basis"}
[[nodiscard]] Json toJson(const Selection& selection, const SelectionField& field, const SelectionOptions& options);

}  // namespace mw::experiment
