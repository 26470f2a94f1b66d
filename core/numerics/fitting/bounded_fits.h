// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/numerics/fitting/maximum_likelihood.h"

namespace mw::numerics {

/// Maximum likelihood of families with two ends, of values that differ: see maximum_likelihood.h.
[[nodiscard]] FamilyFit fitUniform(const Sample& sample, std::span<const double> near);
[[nodiscard]] FamilyFit fitTriangular(const Sample& sample, std::span<const double> near);
[[nodiscard]] FamilyFit fitPert(const Sample& sample, std::span<const double> near);

}  // namespace mw::numerics
