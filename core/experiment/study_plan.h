// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/experiment/design.h"
#include "core/experiment/study.h"
#include "core/factory/factory.h"

namespace mw::experiment {

/// A factory with the values {FACTOR: value} of one point of a study, as a sweep runs it and a project keeps it.
/// @throws InputError when a factor has no value there, or one that the factory refuses
[[nodiscard]] factory::Factory pointFactory(const Study& study, const factory::Factory& factory, const Json& values);

/// The seed of one point: the study's with common random numbers, else one derived from it.
[[nodiscard]] std::uint64_t pointSeed(const Study& study, std::size_t point);

/// A study over one factory, checked and written out point by point: all that is needed to run it. A value.
class StudyPlan {
 public:
  /// @param kpis  what each run stores; from chosenKpis() in study_responses.h
  /// @param stop  ends the checking, which takes as long as a tenth of the runs of a shift
  /// @throws InputError with all findings: factor paths that lead nowhere and values that make the factory invalid,
  ///         each with the place of the factor in the study. Every point's factory is built and checked here.
  /// @throws Cancelled when stopped meanwhile
  StudyPlan(Study study, factory::Factory factory, std::vector<std::string> kpis, const std::stop_token& stop = {});

  /// The same with more points added, which alone are checked.
  /// @param points  {FACTOR: value}, each with a value for each factor
  /// @throws InputError when one makes the factory invalid
  [[nodiscard]] StudyPlan withAdded(const std::vector<Json>& points) const;

  [[nodiscard]] const Study& study() const { return study_; }
  [[nodiscard]] const factory::Factory& factory() const { return factory_; }
  [[nodiscard]] const std::vector<DesignPoint>& points() const { return points_; }
  [[nodiscard]] const std::vector<std::string>& kpis() const { return kpis_; }
  /// What is to be said of the design: points left out by constraints, what a fraction can tell.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Points of a grid, fraction or table that constraints do not allow.
  [[nodiscard]] std::size_t leftOut() const { return left_out_; }
  /// Of a study to precision, at most.
  [[nodiscard]] std::size_t runCount() const { return points_.size() * study_.replications; }

  /// {FACTOR: value} of one point.
  [[nodiscard]] Json factorValues(std::size_t point) const;
  /// The factory with the values of one point.
  [[nodiscard]] factory::Factory factoryAt(std::size_t point) const;
  [[nodiscard]] std::uint64_t seedAt(std::size_t point) const;

  /// How many of the points are of the design; those that were added follow them.
  [[nodiscard]] std::size_t designedCount() const { return points_.size() - study_.added_points.size(); }

  /// Fingerprint of everything that decides the results, added points apart: a study stays the same one when points
  /// are added to it. Two plans of the same identity give the same runs at the points they share.
  [[nodiscard]] std::string identity() const;

 private:
  void checkResponse() const;
  void requireKpi(const std::string& pointer, const std::string& kpi) const;
  void checkPoints(std::size_t first, const std::stop_token& stop) const;
  [[nodiscard]] Findings pointFindings(std::size_t from, const std::stop_token& stop) const;
  [[nodiscard]] Findings findingsOf(std::size_t point) const;
  [[nodiscard]] Finding refusedValue(std::size_t point, const InputError& together) const;

  Study study_;
  factory::Factory factory_;
  std::vector<DesignPoint> points_;
  std::vector<std::string> kpis_;
  std::vector<std::string> notes_;
  std::size_t left_out_ = 0;
};

}  // namespace mw::experiment
