// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/factor.h"
#include "core/experiment/study_precision.h"
#include "plugins/api/parameter.h"

namespace mw::experiment {

inline constexpr const char* kStudyFormat = "millwright-study/1";

/// How the points of a study are chosen.
struct Design {
  enum class Type {
    Grid,            ///< every combination of levels, ranges cut into `steps`
    LatinHypercube,  ///< `points` points, each factor stratified
    Sobol,           ///< the first `points` points of a scrambled Sobol sequence
    Table,           ///< the rows of a CSV file, one column per factor
    Fractional,      ///< a fraction of all combinations of two levels each: fractional_design.h
    Sequential,      ///< a Latin hypercube of `initial` points, then where a surrogate is least sure: next_points.h
    Morris           ///< `trajectories` along which one factor changes at a time: morris_design.h
  };
  Type type = Type::Grid;
  std::uint32_t steps = 3;     ///< of a grid, both ends included
  std::uint32_t points = 0;    ///< of a Latin hypercube or a Sobol sequence; of a sequential design, all at most
  std::filesystem::path file;  ///< of a table

  std::uint32_t resolution = 0;         ///< of a fraction: wanted, 3 to 5; 0 = not asked for
  std::uint32_t runs = 0;               ///< of a fraction: wanted, a power of two; 0 = not asked for
  std::vector<std::string> generators;  ///< of a fraction: "D=ABC"; empty = from the published table

  std::uint32_t initial = 0;  ///< of a sequential design: points before the first round
  std::uint32_t batch = 4;    ///< of a sequential design: points a round
  std::string response;       ///< of a sequential design: the KPI that is learned
  double half_width = 0;      ///< of a sequential design: enough when no 95 % band is wider; 0 = the budget decides

  std::uint32_t trajectories = 0;  ///< of a Morris design
  std::uint32_t levels = 4;        ///< of a Morris design: values that a range is cut into, even
};

/// An experiment as in its file (millwright-study/1): what is varied, how often each point runs, what is kept.
struct Study {
  std::string name;
  double horizon_s = 0;
  double warmup_s = 0;
  std::uint32_t replications = 1;            ///< of each point; with `precision`, at most
  std::optional<ReplicationRule> precision;  ///< until when they are added to a point; none = all at once
  std::uint64_t seed = 1;
  bool common_random_numbers = true;  ///< every point meets the same random numbers, replication by replication
  std::vector<Factor> factors;
  Design design;
  std::vector<std::string> constraints;        ///< "buffer_a + buffer_b <= 40": what the design keeps to; constraint.h
  std::vector<Json> added_points;              ///< {FACTOR: value}: run too, after those of the design
  std::vector<std::string> responses;          ///< KPIs kept per run; empty = all of the factory as a whole
  Json json;                                   ///< as written
  std::shared_ptr<const JsonDocument> source;  ///< where it was read from, for messages; null for JSON from no file

  /// @throws InputError with all findings, each with file, pointer, line and column. What only a factory can tell
  ///         (paths, values) is found by StudyPlan.
  static Study fromDocument(const JsonDocument& document);
  /// The same for JSON that came from no file: findings carry the pointer alone.
  static Study fromJson(const Json& json);
  static Study read(const std::filesystem::path& file);

  /// Throws the findings, each with the place in the study's file as far as that is known.
  [[noreturn]] void refuse(Findings findings) const;
};

/// The top level of a study file, for reader, schema and help.
[[nodiscard]] const api::ParameterDeclarations& studyDeclarations();

}  // namespace mw::experiment
