// SPDX-License-Identifier: Apache-2.0
#include "core/events/elements/simulation_state.h"

#include <algorithm>

namespace mw::events {

SimulationState::SimulationState(const Model& model, const RunSettings& settings, Recorder* recording)
    : model_(model),
      calendar_(static_cast<std::uint32_t>(model.element_of_slot.size())),
      elements_(model.elements.size()),
      places_(model.element_of_place.size()),
      state_ticks_(model.element_of_place.size(), StateTicks{}),
      free_places_(model.element_of_place.size()),
      stations_(model.stations.size()),
      workstations_(model.workstations.size()),
      work_places_(model.work_place_count),
      transfers_(model.transfers.size()),
      gathered_(model.gathered_count, 0U),
      kept_(model.gathered_count, 0U),
      held_pools_(model.held_count, kNone),
      pools_(model.pools.size()),
      has_extras_(!model.workstations.empty()),
      sources_(model.sources.size()),
      conveyors_(model.conveyors.size()),
      sections_(model.section_count),
      stops_(model.stops.size()),
      lanes_(model.lane_count),
      storages_(model.storages.size()),
      stays_(model.buffers.size()),
      failure_clocks_(model.clock_count),
      settings_(settings),
      part_types_(model.part_types),
      intervals_(settings.horizon, settings.intervals, model.element_ids.size()),
      recording_(recording),
      is_watched_(recording != nullptr || settings.finds_bottlenecks) {
  for (const CardLoop& loop : model.card_loops) loops_.push_back({loop.limit, false});
  returned_.reserve(model.card_loops.size());
  streams_.reserve(model.streams.size());
  for (const std::uint64_t id : model.streams) streams_.emplace_back(settings.seed, id, settings.replication);
  pulls_.reserve(model.elements.size() + 1);
  ready_.resize(model.lane_count);
  if (!model.calendars.empty()) hidden_lanes_.resize(model.lane_count);
  parts_.reserve(std::min<std::size_t>(256, settings.max_parts));
}

}  // namespace mw::events
