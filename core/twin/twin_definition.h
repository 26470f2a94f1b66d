// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/estimation/linear_model.h"

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

/// A twin (`millwright-twin/1`): which signals of which asset, the model behind them, and when to raise the voice.
///
/// { "format": "millwright-twin/1", "asset": "mill",
///   "signals": [{"name": "surface", "expected_interval_s": 1.0}], "inputs": ["load"],
///   "model": {"type": "linear", "dt_s": 1, "states": ["surface", "winding"], "F": [[...]], "B": [[...]],
///             "H": [[...]], "Q": [[...]], "R": [[...]], "x0": [...], "P0": [[...]]},
///   "filter": "kalman", "anomaly": {"test": "nis", "sigma": 3}, "health": {"a": 2, "b": -3},
///   "alerts": {"warning": 0.5, "critical": 0.2}, "stale_after_intervals": 5 }
///
/// Matrices are read and checked for linear models. The other types of the format (nonlinear, continuous,
/// motor-thermal, cstr, neural-ode) and filters (extended, unscented, particle) are known by name.
struct TwinDefinition {
  std::string asset;
  std::vector<TwinSignal> measured;  ///< p, in the order of the rows of H
  std::vector<TwinInput> inputs;     ///< m, in the order of the columns of B
  std::string model_type;
  Place model_type_place;
  std::string filter = "kalman";
  Place filter_place;
  std::vector<std::string> states;     ///< n
  double dt_s = 0;                     ///< step of a linear model
  estimation::LinearModel linear;      ///< filled when model_type is "linear"
  estimation::GaussianBelief initial;  ///< x0, P0
  double anomaly_sigma = 3;            ///< standard deviations
  HealthCurve health;
  AlertLevels alerts;
  double stale_after_intervals = 5;
  double spectral_radius = 0;  ///< of F, dimensionless
  Findings warnings;           ///< unstable, unobservable, exact sensors; located
};

/// Reads and checks a twin. B may be absent where there are no inputs; expected_interval_s defaults to dt_s.
/// @throws InputError with all findings (unknown keys, shapes, symmetry, definiteness), each with file, pointer, line
///         and column
[[nodiscard]] TwinDefinition readTwin(const JsonDocument& document);

/// Names of signals and inputs that a log must have for this twin.
[[nodiscard]] std::vector<std::string> neededSignals(const TwinDefinition& twin);

/// @throws InputError naming a model type or filter that is part of the format but can't be run yet
void requireRunnable(const TwinDefinition& twin);

}  // namespace mw::twin
