// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/twin/twin_model.h"

namespace mw::twin {

/// One number of the twin's model that the search moves.
struct CalibrationKnob {
  std::string name;
  Json::json_pointer at;
  double before = 0;
  bool is_variance = false;

  [[nodiscard]] double valueAt(double z) const { return before == 0 ? z : before * std::exp(z); }
  /// d value / d z
  [[nodiscard]] double scaleAt(double z) const { return before == 0 ? 1.0 : std::abs(valueAt(z)); }
};

/// The numbers of a twin that a search moves, and the twin at any point of it: z = 0 is the twin as it was given, and z
/// is logarithmic except where a number was 0.
class CalibrationKnobs {
 public:
  explicit CalibrationKnobs(const JsonDocument& twin) : twin_(twin), json_(twin.root()) {}

  /// Defaults become part of the file, so that they can be moved.
  void spellOut(const std::map<std::string, double>& parameters);
  /// @param name of one of the model's parameters, or Q, R (their variances), x0
  /// @throws InputError when the model has none of this name, with the nearest one
  void add(const std::string& name, const TwinModel& model);
  /// Puts a matrix in the place of Q or R.
  void writeMatrix(const std::string& name, const Eigen::MatrixXd& M);

  [[nodiscard]] Eigen::Index count() const { return static_cast<Eigen::Index>(list_.size()); }
  [[nodiscard]] std::vector<CalibrationKnob>& list() { return list_; }
  [[nodiscard]] Json jsonAt(const Eigen::VectorXd& z) const;
  [[nodiscard]] JsonDocument documentAt(const Eigen::VectorXd& z) const {
    return JsonDocument::parse(jsonAt(z).dump(), twin_.fileName());
  }

 private:
  void addVariances(const std::string& name, const Eigen::MatrixXd& M);
  void addStart(const TwinModel& model);

  JsonDocument twin_;
  Json json_;
  std::vector<CalibrationKnob> list_;
};

}  // namespace mw::twin
