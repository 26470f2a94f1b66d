// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/api/process_model_type.h"

namespace mw::twin {

/// The models that come with the program, through the door that plugins use:
///
/// linear         matrices F, B, H (contract)
/// nonlinear      formulas f, h of states, inputs, parameters, t, dt
/// continuous     formulas dxdt, h, integrated over each interval
/// motor-thermal  a network of heat capacities and conductances
/// cstr           a cooled stirred tank with one exothermic reaction
/// trend          level, slope and season of each signal, for logs that nobody has modelled
[[nodiscard]] const api::ProcessModelRegistry& builtinModels();

[[nodiscard]] api::ProcessModelType linearModelType();
[[nodiscard]] api::ProcessModelType nonlinearModelType();
[[nodiscard]] api::ProcessModelType continuousModelType();

/// Heat flows between nodes; each flow leaves one node and enters the other, so that heat is kept:
///
///   C_i dT_i/dt = sum over links (i, j) of g_ij (T_j - T_i) + q_i
///
/// "nodes": {"winding": "C_w", ...} capacities, J/K; "links": [["winding", "case", "g_wc"], ["case", "ambient",
/// "g_ca"]] conductances, W/K; "heat": {"winding": "r * current^2"} powers, W. All are formulas of parameters and
/// inputs (heat of states too). An end of a link that is no node is a parameter or an input. Without these keys: a
/// winding that a current (the first input) heats through a resistance that grows with its temperature, a case and the
/// ambient: parameters C_winding, C_case, g_winding_case, g_case_ambient, R_ohm, alpha_per_K, T_ref, ambient. Source:
/// Mellor, Roberts, Turner (1991), Lumped parameter thermal model for electrical machines, IEE Proc. B 138(5)
[[nodiscard]] api::ProcessModelType motorThermalModelType();

/// A stirred tank with the reaction A -> B of first order, cooled by a jacket:
///
///   dCa/dt = q/V (Caf - Ca) - r,   r = k0 exp(-EoR / T) Ca
///   dT/dt  = q/V (Tf - T) + mdH/(rho Cp) r + rhoc Cpc/(rho Cp V) qc (1 - exp(-hA/(qc rhoc Cpc))) (Tcf - T)
///
/// Inputs: feed rate q and coolant flow qc; one input alone is qc, none leaves both to the parameters. Units are the
/// log's: with the defaults litres, minutes, moles, kelvin.
/// Source: Seborg, Edgar, Mellichamp (2011), section 2.4; jacket and defaults: Morningred et al. (1992), Chem. Eng.
/// Sci.
[[nodiscard]] api::ProcessModelType stirredTankModelType();

/// Local linear trend with seasons, one block per signal:
///
///   level' = level + slope dt + w,   slope' = slope + w,   (a_k, b_k)' = rotation by 2 pi k dt / period + w
///   y = level + sum a_k + v
///
/// "level_variance", "slope_variance" (absent = no slope), "season": {"period_s", "harmonics", "variance"}, R. States
/// are called SIGNAL.level, SIGNAL.slope, SIGNAL.season1, ...; they start with the variance "initial_variance" (1e6).
/// Source: Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, sections 2.3.2, 2.3.4
[[nodiscard]] api::ProcessModelType trendModelType();

}  // namespace mw::twin
