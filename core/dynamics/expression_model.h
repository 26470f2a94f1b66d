// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/numerics/expression.h"
#include "core/numerics/ode.h"
#include "plugins/api/process_model.h"

namespace mw::dynamics {

/// What an expression model is written as.
struct ExpressionModelText {
  std::vector<std::string> states;              ///< n names
  std::vector<std::string> inputs;              ///< m names
  std::vector<std::string> process_noises;      ///< names of noises inside `change`
  std::vector<std::string> measurement_noises;  ///< names of noises inside `measurement`
  std::map<std::string, double> parameters;
  std::vector<std::string> change;       ///< n formulas: the next state, or its rate where is_continuous
  std::vector<std::string> measurement;  ///< p formulas
  std::string change_pointer = "/model/f";
  std::string measurement_pointer = "/model/h";
  bool is_continuous = false;
  bool is_linear = false;  ///< the author's word that all formulas are linear in the states
  numerics::OdeOptions integrator;
};

/// A model of formulas, discrete or continuous, with exact derivatives by automatic differentiation (through the
/// integrator where it is continuous).
///
/// Formulas know the states, the inputs, the parameters, `t` and `dt`. In a discrete model `t` is the stamp of the row
/// and `dt` the interval before it; in a continuous one `t` runs from the stamp before to this one, inputs and noises
/// are held over the step. Where the integrator can't reach the end of a step the state is NaN.
/// @returns null with findings (pointer of the formula, character, what would be right) where a formula is wrong
[[nodiscard]] std::unique_ptr<api::ProcessModel> makeExpressionModel(const ExpressionModelText& text,
                                                                     Findings& findings);

}  // namespace mw::dynamics
