// SPDX-License-Identifier: Apache-2.0
#include "core/motion/logic/arrivals.h"

#include <fmt/format.h>

#include "core/motion/logic/mean_time.h"

namespace mw::motion {
namespace {

std::uint16_t typeIndex(const factory::Factory& factory, const std::string& id) {
  for (std::size_t i = 0; i < factory.parts().size(); ++i) {
    if (factory.parts()[i].id == id) return static_cast<std::uint16_t>(i);
  }
  return 0;
}

}  // namespace

Arrivals::Arrivals(const factory::Factory& factory, std::size_t source, std::uint64_t seed)
    : stream_(seed, streamId(factory.elements()[source].id, "motion-part"), 0) {
  const factory::Element& element = factory.elements()[source];
  const std::string pointer = fmt::format("/elements/{}", source);
  if (element.has("schedule")) {
    throw InputError(Place{"", pointer + "/schedule", 0, 0},
                     fmt::format("motion can't read the arrivals of \"{}\" from a file yet", element.id),
                     "give interarrival or \"supply\": \"unlimited\"");
  }
  is_unlimited_ = element.has("supply");
  loses_parts_ = element.value("on_full") == "lose";
  if (element.has("first_at_s")) next_s_ = element.value("first_at_s").get<double>();
  batch_ = left_in_batch_ = element.value("batch").get<std::int64_t>();
  if (const Json limit = element.value("limit"); !limit.is_null()) left_ = limit.get<std::int64_t>();

  Json parts = element.value("part");
  if (parts.is_null()) parts = factory.parts().empty() ? Json("") : Json(factory.parts()[0].id);
  if (parts.is_string()) parts = Json{{parts.get<std::string>(), 1.0}};
  double sum = 0;
  for (const auto& [id, share] : parts.items()) {
    const double interarrival_s =
        is_unlimited_ ? 0 : meanTime_s(element.value("interarrival"), id, pointer + "/interarrival");
    if (!is_unlimited_ && !(interarrival_s > 0)) {
      throw InputError(Place{"", pointer + "/interarrival", 0, 0},
                       fmt::format("parts of \"{}\" would arrive without end at once", element.id),
                       "give a time above 0 s, or \"supply\": \"unlimited\"");
    }
    sum += share.get<double>();
    shares_.push_back({typeIndex(factory, id), interarrival_s, sum});
  }
}

std::uint16_t Arrivals::drawType() {
  const double draw = shares_.size() > 1 ? stream_.uniform() : 0;
  for (const Share& share : shares_) {
    if (draw < share.up_to) return share.type;
  }
  return shares_.back().type;
}

std::optional<std::uint16_t> Arrivals::next(double time_s) {
  if (left_ && *left_ <= 0) return std::nullopt;
  if (time_s < next_s_) return std::nullopt;
  if (left_) --*left_;
  const std::uint16_t type = drawType();
  if (--left_in_batch_ <= 0) {
    left_in_batch_ = batch_;
    for (const Share& share : shares_) {
      if (share.type == type) next_s_ += share.interarrival_s;
    }
  }
  return type;
}

}  // namespace mw::motion
