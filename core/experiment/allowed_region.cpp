// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/allowed_region.h"

#include <algorithm>
#include <fmt/format.h>

namespace mw::experiment {
namespace {

Constraints compiled(const Study& study) {
  Findings findings;
  Constraints constraints = Constraints::compile(study.constraints, study.factors, findings);
  if (!findings.empty()) study.refuse(std::move(findings));
  return constraints;
}

}  // namespace

AllowedRegion::AllowedRegion(const Study& study)
    : study_(study), constraints_(compiled(study)), broken_(study.constraints.size()) {}

bool AllowedRegion::admits(const DesignPoint& point) {
  if (isEverything()) return true;
  const bool is_admitted = constraints_.areKeptBy(point, broken_);
  ++(is_admitted ? admitted_ : refused_);
  return is_admitted;
}

std::size_t AllowedRegion::mostTries(std::size_t wanted) {
  constexpr std::size_t kPerPoint = 1000;
  constexpr std::size_t kAtLeast = 100'000;
  constexpr std::size_t kMost = 10 * kMaxPoints;
  return std::clamp(kPerPoint * wanted, kAtLeast, kMost);
}

void AllowedRegion::refuse(std::size_t found, std::size_t wanted) const {
  const auto most = std::ranges::max_element(broken_) - broken_.begin();
  const std::string pointer = fmt::format("/constraints/{}", most);
  const std::string what = found == 0 && wanted == 0 ? "no point of the design keeps the constraints"
                                                     : fmt::format(
                                                           "only {} of {} points could be found that keep the "
                                                           "constraints",
                                                           found, wanted);
  study_.refuse(
      {{Severity::Error,
        {"", pointer, 0, 0},
        fmt::format("{}: of {} tried, {} break '{}'", what, refused_ + admitted_,
                    broken_[static_cast<std::size_t>(most)], study_.constraints[static_cast<std::size_t>(most)]),
        "loosen it, or narrow the ranges of the factors to where it holds"}});
}

}  // namespace mw::experiment
