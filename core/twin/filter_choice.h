// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/estimation/particle_filter.h"
#include "core/estimation/state_filter.h"
#include "core/estimation/unscented_filter.h"
#include "core/twin/json_walk.h"
#include "core/twin/twin_model.h"

namespace mw::twin {

/// Which filter a twin asks for: "filter": a name, or an object with its options.
///
/// kalman; extended; unscented (alpha, beta, kappa); particle (particles, seed)
struct FilterChoice {
  std::string type;  ///< empty = not given: kalman for linear models, else unscented
  std::string pointer = "/filter";
  estimation::SigmaPointOptions sigma_points;
  estimation::ParticleOptions particles;
};

[[nodiscard]] FilterChoice readFilterChoice(const Json& filter, Findings& findings);

/// Settles a choice that was not given, and finds fault with filters that the model can't have.
void settleFilter(FilterChoice& choice, const TwinModel& model, Findings& findings);

/// The filter at the model's initial belief. The choice is settled, the model has its process.
/// @throws InputError where sigma points have no place to go
[[nodiscard]] std::unique_ptr<estimation::StateFilter> makeFilter(const FilterChoice& choice, const TwinModel& model);

}  // namespace mw::twin
