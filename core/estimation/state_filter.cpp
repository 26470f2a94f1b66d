// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/state_filter.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::estimation {

void StateFilter::predictMany(const api::ProcessStep& step, std::uint64_t steps) {
  constexpr std::uint64_t kMostSteps = 10'000'000;
  if (steps > kMostSteps) {
    throw NumericalError(
        fmt::format("t = {} s: a gap of {} steps is too long to go step by step; write f with dt, so "
                    "that a gap is one step, or cut the log there",
                    step.t_s, steps));
  }
  api::ProcessStep one = step;
  for (; steps > 0; --steps) {
    one.t_s = step.t_s - static_cast<double>(steps - 1) * step.dt_s;
    predict(one);
  }
}

GaussianBelief StateFilter::belief() const {
  const auto n = static_cast<Eigen::Index>(mean().size());
  return {Eigen::Map<const Eigen::VectorXd>(mean().data(), n),
          Eigen::Map<const Eigen::MatrixXd>(covariance().data(), n, n)};
}

}  // namespace mw::estimation
