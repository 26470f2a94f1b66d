// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/estimation/interacting_filter.h"
#include "core/estimation/linear_model.h"
#include "core/estimation/noisy_process.h"
#include "core/twin/json_walk.h"
#include "plugins/api/process_model_type.h"

namespace mw::twin {

/// The model of one mode of an asset, read and checked.
struct TwinModel {
  std::string type;
  std::vector<std::string> states;           ///< n names
  double dt_s = 0;                           ///< length of the step that Q is for; 0 = not given: Q is for each row
  estimation::NoisyProcess noisy;            ///< process and noises; no process where the type can't be run yet
  estimation::GaussianBelief initial;        ///< x0, P0
  std::map<std::string, double> parameters;  ///< named numbers that calibration may move
  double spectral_radius = 0;                ///< of a linear model
  Findings warnings;                         ///< unstable, unobservable, exact sensors

  [[nodiscard]] bool isLinear() const { return noisy.process && noisy.process->isLinear(); }
};

/// One of the modes between which an asset switches.
struct TwinMode {
  std::string name;
  TwinModel model;
};

/// What models are read for.
struct ModelContext {
  const api::ProcessModelRegistry& registry;
  std::vector<std::string> inputs;
  std::vector<std::string> measured;
  std::map<std::string, double> parameters = {};  ///< values that go before those of the file
};

/// Reads one model object, checks shapes, symmetry, definiteness, stability and observability.
/// @param pointer of the object; findings and warnings carry pointers below it
[[nodiscard]] TwinModel readModel(const Json& json, const std::string& pointer, const ModelContext& context,
                                  Findings& findings);

/// The modes of {"type": "switching", "modes": [{"name", "model"}], "transition": [[...]], "initial": [...]}: models of
/// the same states, with the probability of each change of mode per step; "initial" is even where it is absent.
struct SwitchingModel {
  std::vector<TwinMode> modes;
  estimation::ModeSwitching switching;
};
[[nodiscard]] SwitchingModel readSwitching(const Json& json, const std::string& pointer, const ModelContext& context,
                                           Findings& findings);

}  // namespace mw::twin
