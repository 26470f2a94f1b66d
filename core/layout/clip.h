// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/layout/copies.h"

namespace mw::layout {

inline constexpr const char* kClipFormat = "millwright-clip/1";

/// Elements as they travel between places and projects: {"format", "elements", "flows", "parts", "pools", "calendars",
/// "groups"}; flows and groups are those among the elements, the rest is what the elements need.
/// @returns in factory order; unknown ids are left out
[[nodiscard]] Json clipOf(const factory::Factory& factory, std::span<const std::string> ids);

struct Pasted {
  factory::Factory factory;
  std::vector<std::string> ids;  ///< of the new elements, in the order of the clip, place by place
};

/// Puts copies of a clip into a factory, one per place, under new ids, with their flows and groups. Part types, pools
/// and calendars that the factory lacks come along; mentions of elements that are nowhere are dropped.
/// @throws InputError when the text is no clip, or its content does not fit into the factory
[[nodiscard]] Pasted withClip(const factory::Factory& factory, const Json& clip, std::span<const CopyPlace> places);

}  // namespace mw::layout
