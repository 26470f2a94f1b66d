// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/study_precision.h"
#include "core/experiment/study_run.h"
#include "core/numerics/statistics.h"

namespace mw::models {

/// What a study has given so far: its runs, and what the replications say per point and response. A value that grows
/// run by run; the order in which runs arrive leaves no trace.
///
/// A study that stores every metric of every element has hundreds of responses: then only some of them are at hand, the
/// others are filled in when they are asked for.
class StudyResults {
 public:
  StudyResults() = default;
  /// @param points  {FACTOR: value} per point, in design order
  StudyResults(std::vector<std::string> factors, std::vector<Json> points, std::vector<std::string> responses,
               std::size_t replications, std::optional<experiment::ReplicationRule> precision = {});

  /// A run with the values of all responses.
  void add(const experiment::StudyRun& run);
  /// A run with the values of those responses only that are at hand, in their order.
  /// @param digest  of the whole run
  void addAtHand(const experiment::StudyRun& run, std::string digest);
  /// Puts a response at hand. @param runs  each with its value alone; runs that are not known yet are passed over
  void fill(std::size_t response, const std::vector<experiment::StudyRun>& runs);
  /// One point more, without runs so far.
  void addPoint(Json values);
  /// Takes the last point away with its runs.
  void dropLastPoint();

  [[nodiscard]] const std::vector<std::string>& factors() const { return factors_; }
  [[nodiscard]] const std::vector<std::string>& responses() const { return responses_; }
  /// Positions of the responses whose values are here, in ascending order.
  [[nodiscard]] const std::vector<std::size_t>& atHand() const { return at_hand_; }
  [[nodiscard]] bool isAtHand(std::size_t response) const { return !columns_.empty() && columns_[response].is_at_hand; }
  /// {FACTOR: value} per point, in design order.
  [[nodiscard]] const std::vector<Json>& points() const { return points_; }
  [[nodiscard]] std::size_t pointCount() const { return points_.size(); }
  /// Of each point; to precision, at most.
  [[nodiscard]] std::size_t replications() const { return replications_; }
  /// Until when they are added to a point; none where all have the same number.
  [[nodiscard]] const std::optional<experiment::ReplicationRule>& precision() const { return precision_; }
  /// How far a point is; only with precision().
  [[nodiscard]] const experiment::PointPrecision& precisionOf(std::size_t point) const {
    return courses_[point].reached;
  }
  [[nodiscard]] std::vector<experiment::PointPrecision> precisionOfAll() const;
  [[nodiscard]] bool isComplete(std::size_t point) const;
  [[nodiscard]] std::size_t runsDone() const { return runs_done_; }
  /// With precision() and points that are not complete, at most.
  [[nodiscard]] std::size_t runsTotal() const { return points_.size() * replications_ - runs_spared_; }
  [[nodiscard]] bool isComplete() const { return runs_done_ == runsTotal(); }
  [[nodiscard]] const Json& factorValue(std::size_t point, std::size_t factor) const;
  /// The same as a number; NaN for a level that is none.
  [[nodiscard]] double factorNumber(std::size_t point, std::size_t factor) const;
  /// The first point with these values. @param values  {FACTOR: value}
  [[nodiscard]] std::optional<std::size_t> find(const Json& values) const;
  /// Over the replications that are done and where the response is defined; 95 %. Nothing of one that is not at hand.
  [[nodiscard]] numerics::Estimate estimate(std::size_t point, std::size_t response) const;
  /// Its mean alone, which costs little; NaN where there is none.
  [[nodiscard]] double mean(std::size_t point, std::size_t response) const;
  [[nodiscard]] std::size_t runsOf(std::size_t point) const { return runs_[point].size(); }
  /// All runs that are done, in order of point and replication; values that are not at hand are undefined.
  [[nodiscard]] std::vector<experiment::StudyRun> runs() const;
  /// The same with the values of one response alone.
  [[nodiscard]] std::vector<experiment::StudyRun> runs(std::size_t response) const;
  /// Fingerprint of the runs, as the command line prints it.
  [[nodiscard]] std::string digest() const;

 private:
  struct Column {
    bool is_at_hand = false;
    std::vector<double> values;  ///< per row
  };
  /// A run that is done.
  struct Row {
    std::uint64_t events = 0;
    std::string digest;
  };
  struct Replication {
    std::uint32_t number = 0;
    std::size_t row = 0;
  };

  /// A point that is run to precision.
  struct Course {
    experiment::GoalValues values;
    experiment::PointPrecision reached;
    std::size_t spared = 0;
  };

  /// Of a run whose values are in their columns.
  void follow(const experiment::RunKey& key, std::size_t row);
  /// The row of a run that is new; nothing for one that is there.
  std::optional<std::size_t> addRow(const experiment::StudyRun& run, std::string digest);
  [[nodiscard]] std::vector<double> sampleOf(std::size_t point, std::size_t response) const;
  [[nodiscard]] std::vector<experiment::StudyRun> runsOf(const std::vector<std::size_t>& responses) const;

  std::vector<std::string> factors_;
  std::vector<Json> points_;
  std::vector<std::string> responses_;
  std::size_t replications_ = 0;
  std::size_t runs_done_ = 0;
  std::vector<Row> rows_;        ///< in the order in which they came
  std::vector<Column> columns_;  ///< per response
  std::vector<std::size_t> at_hand_;
  std::vector<std::vector<Replication>> runs_;  ///< per point, by number

  std::optional<experiment::ReplicationRule> precision_;
  std::vector<std::size_t> goals_;  ///< the responses that precision_ is about
  std::vector<Course> courses_;     ///< per point; none without precision_
  std::size_t runs_spared_ = 0;
};

}  // namespace mw::models
