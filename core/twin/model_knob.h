// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "plugins/api/process_model_type.h"

namespace mw::twin {

/// One number of a twin's model that a search moves: a number that is not zero keeps its sign (z is the logarithm of
/// its factor), a zero moves freely (z is the number).
struct ModelKnob {
  std::string name;       ///< of a parameter, or "x0/1"
  Json::json_pointer at;  ///< in the twin's file
  double before = 0;

  [[nodiscard]] bool isFactor() const { return before != 0; }
  [[nodiscard]] double valueAt(double z) const;
  [[nodiscard]] double scaleAt(double z) const;  ///< |d value / d z|
};

/// A twin's file whose knobs can be turned.
class TurnedTwin {
 public:
  /// @param names of "parameters" of the model, "x0" for all its entries, or one of them ("x0/1")
  /// @throws InputError where a name is not in the model, with the nearest; or where the twin can't be run
  TurnedTwin(const JsonDocument& twin, const std::vector<std::string>& names, const api::ProcessModelRegistry& models);

  [[nodiscard]] const std::vector<ModelKnob>& knobs() const { return knobs_; }
  /// @param z one per knob; all zero is the twin as given (but for zeros, which then are zero)
  [[nodiscard]] Json jsonAt(const Eigen::VectorXd& z) const;
  [[nodiscard]] JsonDocument documentAt(const Eigen::VectorXd& z) const;

 private:
  void addKnobs(const std::string& name, const std::map<std::string, double>& parameters, const Eigen::VectorXd& x0,
                const JsonDocument& twin);

  Json json_;
  std::string file_;
  std::vector<ModelKnob> knobs_;
};

}  // namespace mw::twin
