// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"
#include "core/layout/hall_finding.h"

namespace mw::layout {

/// What is wrong with where things stand, as warnings:
/// - two elements in the same place, with the depth of their overlap, at the second of the two; of a belt that runs
///   through another body or another belt, that its parts get stuck there
/// - a belt that crosses itself
/// - an element in the way of vehicles: in the band that they sweep on their roads (road_sweep.h), but for elements
/// that
///   they drive up to
///
/// Elements without a pose stand nowhere and are left out.
/// @note 2 ms for 2,000 elements (bench_clash)
[[nodiscard]] std::vector<HallFinding> hallFindings(const factory::Factory& factory);
/// The same without the places.
[[nodiscard]] Findings checkLayout(const factory::Factory& factory);

}  // namespace mw::layout
