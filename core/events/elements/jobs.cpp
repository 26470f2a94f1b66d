// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/events/elements/elements.h"

namespace mw::events {

/// What jobs make of the parts they take in.
///
/// Assembly: when the job begins, the parts become one product, as old as the oldest of them. Disassembly: when it
/// ends, the part becomes what it yields. Batch: the parts become a load, which travels as one (of the first one's
/// type) and takes one place; the parts in it stay parts, in WIP and in sinks. Unbatch lets them out.
/// Inspection: refuses a bad part with probability `detects`, a good one with `false_alarm`; parts turn bad at
/// stations whose yield names no place for scrap. Refused for rework, a part counts as good until a yield says else.
///
///   {"id": "join", "type": "assembly", "requires": {"housing": 1, "gear": 2}, "produces": "gearbox", "process": 90}
///   {"id": "split", "type": "disassembly", "yields": {"gear": 2}, "process": 30}
///   {"id": "load", "type": "batch", "size": 12, "timeout_s": 600}  ...  {"id": "unload", "type": "unbatch"}
///   {"id": "check", "type": "inspection", "process": 12, "detects": 0.98, "false_alarm": 0.01,
///    "yield": {"scrap_to": "bin"}}
Index Simulator::makePart(Index element, std::uint16_t part_type, bool is_load) {
  const Index part = allocatePart(element, part_type);
  ElementRun& run = elements_[element];
  run.clock -= now_;
  if (++run.content > run.content_max) run.content_max = run.content;
  parts_[part].arrived = now_;
  parts_[part].born = now_;
  part_types_[part_type].clock -= now_;
  parts_[part].next = kNone;
  if (recording_ != nullptr) noteMove(part, PartMove::kNowhere, static_cast<std::int32_t>(element), is_load);
  return part;
}

/// The part is no more; the time it was inside stays counted.
void Simulator::consume(Index element, Index part) {
  ElementRun& run = elements_[element];
  run.stay_of_consumed += now_ - parts_[part].arrived;
  run.clock += now_;
  --run.content;
  const bool is_load = parts_[part].born == PartRun::kCarrier;
  if (parts_[part].born >= 0) {
    part_types_[parts_[part].part_type].inside += now_ - parts_[part].born;
    part_types_[parts_[part].part_type].clock += now_;
  }
  if (recording_ != nullptr) noteMove(part, static_cast<std::int32_t>(element), PartMove::kNowhere, is_load);
  destroyPart(part);
}

void Simulator::gatherProduct(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  WorkPlaceRun& work = workPlace(element, place);
  Ticks first_born = now_;
  bool is_bad = false;
  for (Index part = work.head; part != kNone;) {
    const Index next = parts_[part].next;
    const Ticks own = extras_[part].first_born;
    if (parts_[part].born >= 0) first_born = std::min(first_born, own >= 0 ? own : parts_[part].born);
    is_bad = is_bad || extras_[part].is_bad;
    if (!loops_.empty()) noteCards(part);
    consume(element, part);
    part = next;
  }
  std::fill_n(gathered_.begin() + station.first_gathered, model_.part_types, 0U);
  const Index product = makePart(element, station.product);
  extras_[product].first_born = first_born;
  extras_[product].place = place;
  extras_[product].is_bad = is_bad;
  if (!loops_.empty()) inheritCards(product);
  work.head = work.tail = product;
  work.parts_in = 1;
}

void Simulator::gatherLoad(Index element, Index place) {
  WorkPlaceRun& work = workPlace(element, place);
  for (Index part = work.head; part != kNone; part = parts_[part].next) {
    elements_[element].stay_of_consumed += now_ - parts_[part].arrived;
    elements_[element].clock += now_;
    --elements_[element].content;
    parts_[part].element = kNone;
    if (recording_ != nullptr) noteMove(part, static_cast<std::int32_t>(element), PartMove::kNowhere, true);
  }
  const Index load = makePart(element, parts_[work.head].part_type, true);
  parts_[load].born = PartRun::kCarrier;  // no part of its own
  part_types_[parts_[load].part_type].clock += now_;
  extras_[load].members = work.head;
  extras_[load].place = place;
  work.head = work.tail = load;
  work.parts_in = 1;
}

void Simulator::splitPart(Index element, Index place) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  WorkPlaceRun& work = workPlace(element, place);
  const Index whole = work.head;
  const Ticks own = extras_[whole].first_born;
  const Ticks first_born = own >= 0 ? own : parts_[whole].born;
  consume(element, whole);
  work.head = work.tail = kNone;
  work.parts_in = 0;
  for (std::uint16_t part_type = 0; part_type < model_.part_types; ++part_type) {
    for (Index i = 0; i < station.yields[part_type]; ++i) {
      const Index part = makePart(element, part_type);
      extras_[part].first_born = first_born;
      extras_[part].place = place;
      (work.head == kNone ? work.head : parts_[work.tail].next) = part;
      work.tail = part;
      ++work.parts_in;
    }
  }
}

void Simulator::unpackLoad(Index element, Index place) {
  WorkPlaceRun& work = workPlace(element, place);
  const Index load = work.head;
  if (parts_[load].born != PartRun::kCarrier) return;
  work.head = extras_[load].members;
  work.parts_in = 0;
  consume(element, load);
  ElementRun& run = elements_[element];
  for (Index part = work.head; part != kNone; part = parts_[part].next) {
    parts_[part].element = element;
    parts_[part].arrived = now_;
    extras_[part].place = place;
    run.clock -= now_;
    ++work.parts_in;
    if (++run.content > run.content_max) run.content_max = run.content;
    if (recording_ != nullptr) noteMove(part, PartMove::kNowhere, static_cast<std::int32_t>(element), true);
  }
}

/// In a sink every part of a load is finished, those of loads in it too.
void Simulator::finishLoad(Index element, Index load) {
  const auto here = static_cast<std::int32_t>(element);
  const Index first = extras_[load].members;
  for (Index part = first; part != kNone;) {
    const Index next = parts_[part].next;
    // The load's own arrival stands for that of its first part.
    if (recording_ != nullptr && part != first) noteMove(part, PartMove::kNowhere, here, true);
    parts_[part].born == PartRun::kCarrier ? finishLoad(element, part) : finishPart(element, part);
    part = next;
  }
  if (recording_ != nullptr) noteMove(load, here, PartMove::kNowhere, true);
  destroyPart(load);
}

Index Simulator::classAfterInspection(Index element, Index part) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  StationRun& counts = stations_[station.station];
  const StationModel& base = model_.stations[station.station];
  ++counts.processed;
  const double u = streams_[base.yield_stream].uniform();
  const bool is_first_pass = !parts_[part].is_reworked;
  counts.first_passes += is_first_pass;
  if (u < (extras_[part].is_bad ? station.detects : station.false_alarm)) {
    if (!station.refused_is_rework) return station.refused_class;
    ++counts.reworked;
    parts_[part].is_reworked = true;
    extras_[part].is_bad = false;
    return station.refused_class;
  }
  counts.first_pass_good += is_first_pass;
  ++counts.processed_good;
  return classOf(element, parts_[part].part_type);
}

Index Simulator::classAfterJob(Index element, Index part) {
  const WorkstationModel& station = model_.workstations[model_.elements[element].detail];
  const StationModel& base = model_.stations[station.station];
  StationRun& counts = stations_[station.station];
  if (station.job == Job::Inspection) return classAfterInspection(element, part);
  ++counts.processed;
  if (base.yield_stream != kNone) {
    const bool is_first_pass = !parts_[part].is_reworked;
    counts.first_passes += is_first_pass;
    const double u = streams_[base.yield_stream].uniform();
    const bool is_scrap = u >= base.good_or_rework;
    if (u >= base.good && !is_scrap) {
      ++counts.reworked;
      parts_[part].is_reworked = true;
      return base.rework_class;
    }
    if (is_scrap && !station.makes_bad) return base.scrap_class;
    if (is_scrap) extras_[part].is_bad = true;
    counts.first_pass_good += is_first_pass;
  }
  ++counts.processed_good;
  return classOf(element, parts_[part].part_type);
}

}  // namespace mw::events
