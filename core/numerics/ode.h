// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "core/numerics/dual.h"

namespace mw::numerics {

enum class OdeMethod { RungeKutta4, DormandPrince };

struct OdeOptions {
  OdeMethod method = OdeMethod::RungeKutta4;
  double step_s = 0;                 ///< longest step; 0 = the whole interval in one (RK4), or as the error allows
  double relative_tolerance = 1e-8;  ///< of Dormand-Prince, per step and state
  double absolute_tolerance = 1e-10;
  double most_steps = 1e7;  ///< in one interval; beyond it integrate() gives up
};

/// Integrates x' = f(t, x) over an interval, in numbers of type T: with duals the derivatives of the result go through
/// the integrator exactly (they are those of the computed solution, not of the differential equation).
///
///   RK4:            the interval in the fewest equal steps of at most step_s
///   Dormand-Prince: order 5 with the embedded order 4 as error, steps by 0.9 err^-1/5 within 0.2 to 5; the error is
///                   judged by values alone, so duals take the same steps as doubles
///
/// Source: Hairer, Norsett, Wanner (1993), Solving Ordinary Differential Equations I, sections II.1, II.4, table 5.2
template <class T>
class OdeSolver {
 public:
  OdeSolver() = default;
  OdeSolver(std::size_t size, const OdeOptions& options) : options_(options), moved_(size) {
    for (std::vector<T>& slope : slopes_) slope.resize(size);
  }

  /// @param f   called as f(t, x, slope) with x and slope of `size` entries
  /// @param x   in: state at t; out: state at t + interval
  /// @returns false where it would take more than most_steps or the error can't be met: x is then not the solution
  template <class Function>
  [[nodiscard]] bool integrate(Function&& f, double t, double interval, std::span<T> x) {
    if (interval <= 0) return true;
    return options_.method == OdeMethod::RungeKutta4 ? rungeKutta(f, t, interval, x) : dormandPrince(f, t, interval, x);
  }

 private:
  template <class Function>
  bool rungeKutta(Function& f, double t, double interval, std::span<T> x) {
    const double wanted = options_.step_s > 0 ? std::ceil(interval / options_.step_s - 1e-9) : 1.0;
    const double steps = std::max(wanted, 1.0);
    if (!(steps <= options_.most_steps)) return false;
    const double h = interval / steps;
    auto& k = slopes_;
    for (double i = 0; i < steps; ++i) {
      const double now = t + i * h;
      f(now, std::span<const T>(x), std::span<T>(k[0]));
      f(now + h / 2, moved(x, h / 2, k[0]), std::span<T>(k[1]));
      f(now + h / 2, moved(x, h / 2, k[1]), std::span<T>(k[2]));
      f(now + h, moved(x, h, k[2]), std::span<T>(k[3]));
      for (std::size_t j = 0; j < x.size(); ++j) {
        x[j] = x[j] + T(h / 6) * (k[0][j] + T(2.0) * (k[1][j] + k[2][j]) + k[3][j]);
      }
    }
    return true;
  }

  std::span<const T> moved(std::span<const T> x, double h, const std::vector<T>& slope) {
    for (std::size_t j = 0; j < x.size(); ++j) moved_[j] = x[j] + T(h) * slope[j];
    return moved_;
  }

  template <class Function>
  bool dormandPrince(Function& f, double t, double interval, std::span<T> x) {
    const double longest = options_.step_s > 0 ? std::min(options_.step_s, interval) : interval;
    double h = longest;
    double done = 0;
    for (double steps = 0; done < interval; ++steps) {
      if (steps > options_.most_steps || !(h > 1e-14 * interval)) return false;
      h = std::min(h, interval - done);
      const double error = tryStep(f, t + done, h, x);
      if (error <= 1.0) {
        done = interval - done - h <= 1e-14 * interval ? interval : done + h;
        for (std::size_t j = 0; j < x.size(); ++j) x[j] = moved_[j];
      }
      const double factor = error > 0 ? 0.9 * std::pow(error, -0.2) : 5.0;
      h = std::min(h * (std::isfinite(factor) ? std::clamp(factor, 0.2, 5.0) : 0.2), longest);
    }
    return true;
  }

  /// Leaves the end of the step in moved_. @returns the error over the tolerance, infinite where it is not finite
  template <class Function>
  double tryStep(Function& f, double t, double h, std::span<const T> x) {
    static constexpr double kNode[7] = {0, 0.2, 0.3, 0.8, 8.0 / 9, 1, 1};
    static constexpr double kA[7][6] = {{},
                                        {1.0 / 5},
                                        {3.0 / 40, 9.0 / 40},
                                        {44.0 / 45, -56.0 / 15, 32.0 / 9},
                                        {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                                        {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
                                        {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}};
    static constexpr double kError[7] = {71.0 / 57600,      0,          -71.0 / 16695, 71.0 / 1920,
                                         -17253.0 / 339200, 22.0 / 525, -1.0 / 40};
    for (std::size_t stage = 0; stage < 7; ++stage) {
      for (std::size_t j = 0; j < x.size(); ++j) {
        T sum(0.0);
        for (std::size_t i = 0; i < stage; ++i) sum = sum + T(kA[stage][i]) * slopes_[i][j];
        moved_[j] = x[j] + T(h) * sum;
      }
      f(t + kNode[stage] * h, std::span<const T>(moved_), std::span<T>(slopes_[stage]));
    }
    double worst = 0;
    for (std::size_t j = 0; j < x.size(); ++j) {
      double error = 0;
      for (std::size_t i = 0; i < 7; ++i) error += kError[i] * valueOf(slopes_[i][j]);
      const double scale =
          options_.absolute_tolerance +
          options_.relative_tolerance * std::max(std::abs(valueOf(x[j])), std::abs(valueOf(moved_[j])));
      const double part = std::abs(h * error) / scale;
      worst = std::isfinite(part) ? std::max(worst, part) : INFINITY;
    }
    return worst;
  }

  OdeOptions options_;
  std::array<std::vector<T>, 7> slopes_;
  std::vector<T> moved_;
};

}  // namespace mw::numerics
