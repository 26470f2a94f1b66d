// SPDX-License-Identifier: Apache-2.0
#include <boost/random/sobol.hpp>

#include "core/base/random_stream.h"
#include "core/experiment/allowed_region.h"
#include "core/experiment/factor_place.h"

namespace mw::experiment {
namespace {

using SobolEngine = boost::random::sobol_engine<std::uint32_t, 32>;

std::uint32_t reversed(std::uint32_t bits) {
  bits = (bits << 16U) | (bits >> 16U);
  bits = ((bits & 0x00FF00FFU) << 8U) | ((bits & 0xFF00FF00U) >> 8U);
  bits = ((bits & 0x0F0F0F0FU) << 4U) | ((bits & 0xF0F0F0F0U) >> 4U);
  bits = ((bits & 0x33333333U) << 2U) | ((bits & 0xCCCCCCCCU) >> 2U);
  return ((bits & 0x55555555U) << 1U) | ((bits & 0xAAAAAAAAU) >> 1U);
}

/// Each bit is turned round or not by a hash of all bits above it: points that shared an interval still do.
/// Source: Burley (2020), "Practical hash-based Owen scrambling"; the hash of Vegdahl (2021)
std::uint32_t owenScrambled(std::uint32_t bits, std::uint32_t seed) {
  bits = reversed(bits);
  bits ^= bits * 0x3D20ADEAU;
  bits += seed;
  bits *= (seed >> 16U) | 1U;
  bits ^= bits * 0x05526C56U;
  bits ^= bits * 0x53A22864U;
  return reversed(bits);
}

}  // namespace

std::vector<DesignPoint> sobolPoints(const Study& study, std::uint64_t seed, std::size_t count, std::size_t tries,
                                     AllowedRegion& region) {
  std::vector<std::uint32_t> seeds;
  for (const Factor& factor : study.factors) {
    RandomStream random(seed, streamId(factor.name, "sobol"), 0);
    seeds.push_back(static_cast<std::uint32_t>(random.next() >> 32U));
  }
  SobolEngine engine(study.factors.size());
  std::vector<DesignPoint> points;
  points.reserve(count);
  // The sequence begins with the origin, which this engine leaves out: with it, 2^k points are a net.
  for (std::size_t i = 0; i < tries && points.size() < count; ++i) {
    DesignPoint point;
    for (std::size_t factor = 0; factor < seeds.size(); ++factor) {
      const std::uint32_t bits = owenScrambled(i == 0 ? 0 : engine(), seeds[factor]);
      // In the middle of its 2^-32, so never at an end.
      point.push_back(valueAt(study.factors[factor], (static_cast<double>(bits) + 0.5) * 0x1p-32));
    }
    if (region.admits(point)) points.push_back(std::move(point));
  }
  return points;
}

}  // namespace mw::experiment
