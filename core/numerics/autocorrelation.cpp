// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/autocorrelation.h"

#include <algorithm>
#include <cstddef>

namespace mw::numerics {
namespace {

double laggedProducts(const std::vector<std::vector<double>>& runs, std::size_t lag) {
  double sum = 0;
  for (const std::vector<double>& run : runs) {
    for (std::size_t k = lag; k < run.size(); ++k) sum += run[k] * run[k - lag];
  }
  return sum;
}

}  // namespace

double integratedAutocorrelation(const std::vector<std::vector<double>>& runs) {
  std::size_t longest = 0;
  for (const std::vector<double>& run : runs) longest = std::max(longest, run.size());
  const double squares = laggedProducts(runs, 0);
  double tau = 1;
  for (std::size_t lag = 1; lag < longest / 2 && squares > 0; ++lag) {
    const double rho = laggedProducts(runs, lag) / squares;
    if (rho <= 0) break;
    tau += 2 * rho;
  }
  return tau;
}

}  // namespace mw::numerics
