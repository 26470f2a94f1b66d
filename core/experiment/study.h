// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/factory/factory_path.h"
#include "plugins/api/parameter.h"

namespace mw::experiment {

inline constexpr const char* kStudyFormat = "millwright-study/1";

/// One thing that a study varies: a range of numbers or a list of levels.
struct Factor {
  std::string name;
  factory::FactoryPath path;
  double min = 0;  ///< in the unit of the parameter at path
  double max = 0;
  bool is_integer = false;
  std::vector<Json> levels;  ///< empty where the factor has a range

  [[nodiscard]] bool hasLevels() const { return !levels.empty(); }
};

/// How the points of a study are chosen.
struct Design {
  enum class Type {
    Grid,            ///< every combination of levels, ranges cut into `steps`
    LatinHypercube,  ///< `points` points, each factor stratified
    Sobol,           ///< the first `points` points of a scrambled Sobol sequence
    Table            ///< the rows of a CSV file, one column per factor
  };
  Type type = Type::Grid;
  std::uint32_t steps = 3;     ///< of a grid, both ends included
  std::uint32_t points = 0;    ///< of a Latin hypercube or a Sobol sequence
  std::filesystem::path file;  ///< of a table
};

/// An experiment as in its file (millwright-study/1): what is varied, how often each point runs, what is kept.
struct Study {
  std::string name;
  double horizon_s = 0;
  double warmup_s = 0;
  std::uint32_t replications = 1;
  std::uint64_t seed = 1;
  bool common_random_numbers = true;  ///< every point meets the same random numbers, replication by replication
  std::vector<Factor> factors;
  Design design;
  std::vector<Json> added_points;              ///< {FACTOR: value}: run too, numbered after those of the design
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
