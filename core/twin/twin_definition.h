// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/estimation/linear_model.h"
#include "core/twin/filter_choice.h"
#include "core/twin/model_types.h"
#include "core/twin/twin_model.h"

namespace mw::twin {

/// A signal that the twin measures.
struct TwinSignal {
  std::string name;                ///< of a signal of the log
  double expected_interval_s = 0;  ///< between two readings; 0 = not given and no step to take it from
  Place place;                     ///< where the twin names it
};

/// A signal that drives the model.
struct TwinInput {
  std::string name;
  Place place;
};

/// health = 1 / (1 + exp(a score + b)), score = sqrt(NIS / p) averaged over the last 100 readings.
struct HealthCurve {
  double a = 2;
  double b = -3;
};

/// Health below which an alert is raised.
struct AlertLevels {
  double warning = 0.5;
  double critical = 0.2;
};

/// How well calibration knows the parameters it fitted: "calibration": {"method", "parameters": [names], "covariance"}.
struct ParameterSpread {
  std::vector<std::string> names;  ///< k, of the model's "parameters" or "x0/1"
  Eigen::MatrixXd covariance;      ///< k x k, in the parameters' own units
};

/// A twin (`millwright-twin/1`): which signals of which asset, the model behind them, and when to raise the voice.
///
/// { "format": "millwright-twin/1", "asset": "mill",
///   "signals": [{"name": "surface", "expected_interval_s": 1.0}], "inputs": ["load"],
///   "model": {"type": "linear", "dt_s": 1, "states": ["surface", "winding"], "F": [[...]], "B": [[...]],
///             "H": [[...]], "Q": [[...]], "R": [[...]], "x0": [...], "P0": [[...]]},
///   "filter": "kalman", "anomaly": {"test": "nis", "sigma": 3}, "health": {"a": 2, "b": -3},
///   "alerts": {"warning": 0.5, "critical": 0.2}, "stale_after_intervals": 5 }
///
/// Model types are those of a registry (model_types.h), or "switching" between several of them; filters those of
/// filter_choice.h.
struct TwinDefinition {
  std::string asset;
  std::vector<TwinSignal> measured;  ///< p, in the order of the rows of H
  std::vector<TwinInput> inputs;     ///< m, in the order of the columns of B
  std::string model_type;
  Place model_type_place;
  std::string filter;  ///< its name, settled
  Place filter_place;
  FilterChoice filter_choice;
  std::vector<TwinMode> modes;          ///< one without a name, or those between which the asset switches
  estimation::ModeSwitching switching;  ///< of several modes
  std::vector<std::string> states;      ///< n
  double dt_s = 0;                      ///< length of a step; 0 = each interval is a step
  estimation::LinearModel linear;       ///< filled when the model is linear with the same matrices at every step
  estimation::GaussianBelief initial;   ///< x0, P0 of the first mode
  double anomaly_sigma = 3;             ///< standard deviations
  HealthCurve health;
  AlertLevels alerts;
  double stale_after_intervals = 5;
  std::optional<ParameterSpread> spread;  ///< of a calibrated twin: widens what it predicts open loop
  double spectral_radius = 0;             ///< of F, dimensionless; 0 = not linear
  Findings warnings;                      ///< unstable, unobservable, exact sensors; located
};

/// Reads and checks a twin. B may be absent where there are no inputs; expected_interval_s defaults to dt_s.
/// @param models      the model types that twins may name
/// @param parameters  values that go before those in the model's "parameters"
/// @throws InputError with all findings (unknown keys, shapes, symmetry, definiteness), each with file, pointer, line
///         and column
[[nodiscard]] TwinDefinition readTwin(const JsonDocument& document,
                                      const api::ProcessModelRegistry& models = builtinModels(),
                                      const std::map<std::string, double>& parameters = {});

/// Names of signals and inputs that a log must have for this twin.
[[nodiscard]] std::vector<std::string> neededSignals(const TwinDefinition& twin);

/// The filter that the twin asks for, at its initial belief; several modes interact.
/// @throws InputError as requireRunnable()
[[nodiscard]] std::unique_ptr<estimation::StateFilter> makeFilter(const TwinDefinition& twin);

/// @throws InputError naming a model type that is part of the format but can't be run yet
void requireRunnable(const TwinDefinition& twin);

}  // namespace mw::twin
