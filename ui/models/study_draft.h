// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/study.h"

namespace mw::models {

/// A study while it is being written: may be incomplete or wrong, which experiment::Study::fromJson tells.
struct StudyDraft {
  struct Factor {
    std::string name;
    std::string path;
    double min = 0;
    double max = 1;
    bool is_integer = false;
    std::vector<Json> levels;  ///< as in the study's file, with labels; not empty: instead of the range

    /// The written level that a value of a point names; none where there is no such.
    [[nodiscard]] const Json* levelOf(const Json& value) const;
    /// What a value of a point sets in the factory.
    [[nodiscard]] const Json& settingOf(const Json& value) const;
    bool operator==(const Factor&) const = default;
  };

  std::string name = "study";
  std::vector<Factor> factors;
  experiment::Design::Type design = experiment::Design::Type::LatinHypercube;
  std::uint32_t steps = 3;
  std::uint32_t points = 30;
  std::string table_file;
  Json written_design = {};  ///< of a fraction or a sequential design, which panels show but do not edit
  std::vector<std::string> constraints = {};  ///< between factors, as in the file
  double horizon_s = 86400;
  double warmup_s = 3600;
  std::uint32_t replications = 5;  ///< of each point; with `precision`, at most
  Json precision = {};             ///< {"at_least", "at_most", "until"} as in the file; null = as many for each point
  std::uint64_t seed = 1;
  bool common_random_numbers = true;
  std::vector<std::string> responses;  ///< empty = all of the factory as a whole
  std::vector<Json> added;             ///< points beside the design, {FACTOR: value}

  /// millwright-study/1
  [[nodiscard]] Json toJson() const;
  [[nodiscard]] static StudyDraft fromStudy(const experiment::Study& study);
  /// The same with one point alone, those of the design left out.
  /// @param point  {FACTOR: value}
  [[nodiscard]] StudyDraft atPoint(const Json& point) const;
  [[nodiscard]] std::vector<std::string> factorNames() const;
  bool operator==(const StudyDraft&) const = default;
};

}  // namespace mw::models
