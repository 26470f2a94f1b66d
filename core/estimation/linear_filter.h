// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/estimation/gaussian_belief.h"
#include "core/estimation/linear_model.h"
#include "core/estimation/state_filter.h"

namespace mw::estimation {

/// A linear Kalman filter that goes through a log row after row without heap allocation: matrices of fixed size for
/// up to 6 states and 3 signals, of dynamic size beyond. Same formulas and same numbers as predict() and correct().
/// Many steps go one by one up to 16, by doubling beyond. Looks at the inputs of a step alone.
/// @throws InputError when shapes disagree, naming the matrix and both shapes
[[nodiscard]] std::unique_ptr<StateFilter> makeLinearFilter(const LinearModel& model, const GaussianBelief& initial);

}  // namespace mw::estimation
