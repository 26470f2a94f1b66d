// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "plugins/api/process_model.h"

namespace mw::api {

/// What a model type makes its model from.
struct ProcessModelRequest {
  const Json& model;                              ///< the "model" object of the twin
  std::vector<std::string> states;                ///< names given by the twin; empty = the type's own
  std::vector<std::string> inputs;                ///< m names
  std::vector<std::string> measured;              ///< p names of signals
  std::map<std::string, double> parameters = {};  ///< values that go before those of the file (calibration)
};

/// A model made, with what it brings along for keys that the twin leaves out.
struct BuiltProcess {
  std::unique_ptr<ProcessModel> process;       ///< null where findings say why
  std::vector<std::string> states;             ///< n names
  Eigen::VectorXd process_noise_variance;      ///< of each entry of w
  Eigen::VectorXd measurement_noise_variance;  ///< of each entry of v
  std::optional<Eigen::MatrixXd> Q;
  std::optional<Eigen::MatrixXd> R;
  std::optional<Eigen::VectorXd> x0;
  std::optional<Eigen::MatrixXd> P0;
  std::map<std::string, double> parameters;  ///< named numbers that calibration may move, with their values
};

/// A kind of model that twins can name in "model": {"type": ...}.
struct ProcessModelType {
  std::string type;               ///< as in files: "motor-thermal"
  std::string title;              ///< as on screen
  std::string help;               ///< one sentence: what it is for
  std::vector<std::string> keys;  ///< of "model", beside type, dt_s, states, Q, R, x0 and P0 that all have
  /// Adds findings with pointers such as /model/f/1; must not throw for what users write.
  std::function<BuiltProcess(const ProcessModelRequest&, Findings&)> make;
};

/// The model types of this program, in the order they were added. Built-in ones come in by the same add().
class ProcessModelRegistry {
 public:
  /// @throws PluginError where the type is known already or has no make
  void add(ProcessModelType type);
  [[nodiscard]] const ProcessModelType* find(const std::string& type) const;
  [[nodiscard]] std::vector<std::string> types() const;

 private:
  std::vector<ProcessModelType> types_;
};

}  // namespace mw::api
