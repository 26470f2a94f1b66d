// SPDX-License-Identifier: Apache-2.0
#include "core/motion/logic/route.h"

#include <array>
#include <fmt/format.h>

namespace mw::motion {

Route::Route(const factory::Factory& factory, std::size_t element, std::uint64_t seed)
    : stream_(seed, streamId(factory.elements()[element].id, "motion-route"), 0) {
  const factory::Element& from = factory.elements()[element];
  rule_ = from.value("routing").get<std::string>();
  for (std::size_t i = 0; i < factory.flows().size(); ++i) {
    const factory::Flow& flow = factory.flows()[i];
    if (flow.from != element) continue;
    if (flow.fields.value("by", "direct") != "direct") {
      throw InputError(Place{"", fmt::format("/flows/{}/by", i), 0, 0},
                       fmt::format("motion can't drive vehicles yet (flow out of \"{}\")", from.id), "use \"direct\"");
    }
    ways_.push_back({flow.to, flow.fields.value("part", ""), flow.fields.value("probability", 0.0)});
  }
  constexpr std::array kDoable = {"first-available", "by-part", "round-robin", "probability"};
  const bool is_doable = std::find(kDoable.begin(), kDoable.end(), rule_) != kDoable.end();
  if (ways_.size() > 1 && !is_doable) {
    throw InputError(Place{"", fmt::format("/elements/{}/routing", element), 0, 0},
                     fmt::format("motion can't route \"{}\" by {} yet", from.id, rule_),
                     "use first-available, by-part, round-robin or probability");
  }
}

std::vector<std::size_t> Route::targets(std::string_view part_type) {
  std::vector<std::size_t> targets;
  if (rule_ == "probability") {
    if (draw_ < 0) draw_ = stream_.uniform();
    double sum = 0;
    for (const Way& way : ways_) {
      sum += way.probability;
      if (draw_ < sum || &way == &ways_.back()) return {way.to};
    }
  }
  const std::size_t start = rule_ == "round-robin" ? first_ : 0;
  for (std::size_t i = 0; i < ways_.size(); ++i) {
    const Way& way = ways_[(start + i) % ways_.size()];
    if (way.part.empty() || way.part == part_type) targets.push_back(way.to);
  }
  return targets;
}

void Route::moved(std::size_t target) {
  draw_ = -1;
  for (std::size_t i = 0; i < ways_.size(); ++i) {
    if (ways_[i].to == target) first_ = (i + 1) % ways_.size();
  }
}

}  // namespace mw::motion
