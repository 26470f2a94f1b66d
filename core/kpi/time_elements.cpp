// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/time_elements.h"

namespace mw::kpi {

TimeElements& TimeElements::operator+=(const TimeElements& other) {
  apt_s += other.apt_s;
  asut_s += other.asut_s;
  adet_s += other.adet_s;
  adot_s += other.adot_s;
  planned_down_s += other.planned_down_s;
  return *this;
}

TimeElements timeElements(const events::ElementStatistics& element) {
  using factory::ElementState;
  const auto spent = [&element](ElementState state) {
    return element.state_s[static_cast<std::size_t>(state)] * static_cast<double>(element.places);
  };
  TimeElements times;
  times.apt_s = spent(ElementState::Busy);
  times.asut_s = spent(ElementState::Setup);
  times.adet_s = spent(ElementState::Down) + spent(ElementState::Blocked) + spent(ElementState::Waiting);
  times.adot_s = spent(ElementState::Idle);
  times.planned_down_s = spent(ElementState::Off);
  return times;
}

}  // namespace mw::kpi
