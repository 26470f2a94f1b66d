// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "core/events/elements/simulator.h"

namespace mw::events {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double seconds(Ticks ticks) {
  return static_cast<double>(ticks) * 1e-9;
}

double ratio(double sum, std::int64_t count) {
  return count > 0 ? sum / static_cast<double>(count) : kNaN;
}

}  // namespace

/// Adds the part-seconds spent so far by the parts that are present, to content_mean and wip_mean (as integrals).
void Simulator::addPresent(std::vector<ElementStatistics>& elements, RunStatistics& run) const {
  std::vector<TickSum> content(elements.size());
  std::vector<TickSum> inside(part_types_.size());
  std::vector<TickSum> outside(part_types_.size());
  for (const PartRun& part : parts_) {
    if (part.born == PartRun::kFree) continue;
    if (part.element != kNone) content[part.element] += now_ - part.arrived;
    if (part.born == PartRun::kCarrier) continue;
    if (part.born == PartRun::kOutside) {
      outside[part.part_type] += now_ - part.arrived;
    } else {
      inside[part.part_type] += now_ - part.born;
      ++run.part_types[part.part_type].inside_end;
    }
  }
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i].content_mean += content[i].seconds();
  for (std::size_t i = 0; i < part_types_.size(); ++i) {
    run.part_types[i].wip_mean += inside[i].seconds();
    run.part_types[i].outside_mean += outside[i].seconds();
  }
}

/// Part-seconds from how many were there at both ends and when parts came and went, in exact ticks.
double Simulator::area(TickSum clock, std::int64_t at_start, std::int64_t at_end) const {
  clock.addProduct(now_, at_end);
  clock.addProduct(-measured_from_, at_start);
  return clock.seconds();
}

void Simulator::beginMeasuring() {
  measured_from_ = now_;
  at_warmup_.elements.assign(elements_.size(), {});
  at_warmup_.part_types.assign(part_types_.size(), {});
  addPresent(at_warmup_.elements, at_warmup_);
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    ElementRun& run = elements_[i];
    at_warmup_.elements[i].content_start = run.content;
    run.content_max = run.content;
    run.in = run.out = 0;
    run.stay = run.stay_of_consumed = run.clock = {};
  }
  for (Index i = 0; i < places_.size(); ++i) {
    PlaceRun& place = places_[i];
    const bool is_working = place.state == State::Busy || place.state == State::Setup;
    const Ticks worked = workedTicks(i) + (is_working ? now_ - place.since : 0);
    if (place.last_failure != kNeverTicks) place.last_failure -= worked;  // the interval goes on over the warm-up
    place.since = now_;
  }
  for (StateTicks& ticks : state_ticks_) ticks.fill(0);
  for (StationRun& station : stations_) station = {};
  for (PartTypeRun& part_type : part_types_) part_type = {};
  for (PoolRun& pool : pools_) {
    pool.since = now_;
    pool.busy = pool.open = pool.waited = {};
    pool.grants = 0;
  }
  lead_times_.clear();
  if (active_periods_) active_periods_->beginMeasuring(now_);
  if (transport_) transport_->beginMeasuring();
}

/// @param is_by_jobs  planned times were summed job by job, of which each may hold several parts
void Simulator::addStation(ElementStatistics& out, Index index, bool is_by_jobs) const {
  const StationRun& station = stations_[index];
  const StationModel& compiled = model_.stations[index];
  out.processed = station.processed;
  out.processed_good = station.processed_good;
  out.reworked = station.reworked;
  const bool has_yield = compiled.yield_stream != kNone;
  out.first_passes = has_yield ? station.first_passes : station.processed;
  out.first_pass_good = has_yield ? station.first_pass_good : station.processed;
  out.planned_run_s = compiled.process.choice_of_part.empty() && !is_by_jobs
                          ? static_cast<double>(station.processed) * compiled.process.choices.front().mean()
                          : station.planned_run_s;
  out.failures = station.failures;
  out.intervals = station.intervals;
  out.mtbf_s = ratio(station.between_failures.seconds(), station.intervals);
  out.mttr_s = ratio(station.down.seconds(), station.repairs);
}

RunStatistics Simulator::statistics() const {
  RunStatistics run;
  run.measured_s = seconds(now_ - measured_from_);
  run.measured_from_s = seconds(measured_from_);
  run.events = events_;
  run.elements.resize(elements_.size());
  run.part_types.resize(part_types_.size());
  addPresent(run.elements, run);
  const bool has_warmup = !at_warmup_.elements.empty();
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    ElementStatistics& out = run.elements[i];
    const ElementModel& model = model_.elements[i];
    const ElementRun& element = elements_[i];
    out.parts_in = element.in;
    out.parts_out = element.out;
    out.content_max = element.content_max;
    out.content_end = element.content;
    out.wait_mean_s = ratio(element.stay.seconds(), element.out);
    out.stay.spent_at_end = out.content_mean;
    out.stay.stays = element.stay.seconds() + element.stay_of_consumed.seconds();
    double integral = out.content_mean + out.stay.stays;
    if (has_warmup) {
      integral -= at_warmup_.elements[i].content_mean;
      out.stay.spent_at_start = at_warmup_.elements[i].content_mean;
      out.content_start = at_warmup_.elements[i].content_start;
    }
    out.stay.area = area(element.clock, out.content_start, out.content_end);
    out.content_mean = run.measured_s > 0 ? integral / run.measured_s : kNaN;
    out.places = std::max<std::int64_t>(model.places.size(), 1);
    for (Index place = model.places.begin; place < model.places.end; ++place) {
      StateTicks ticks = state_ticks_[place];
      ticks[static_cast<std::size_t>(places_[place].state)] += now_ - places_[place].since;
      for (std::size_t s = 0; s < ticks.size(); ++s) out.state_s[s] += seconds(ticks[s]) / model.places.size();
    }
    out.mtbf_s = out.mttr_s = kNaN;
    if (model.kind == ElementKind::Station) addStation(out, model.detail, false);
    if (model.kind == ElementKind::Workstation) addStation(out, model_.workstations[model.detail].station, true);
  }
  for (std::size_t i = 0; i < part_types_.size(); ++i) {
    PartTypeStatistics& out = run.part_types[i];
    const PartTypeRun& part_type = part_types_[i];
    double inside = out.wip_mean + part_type.inside.seconds();
    double outside = out.outside_mean + part_type.outside.seconds();
    out.lead.spent_at_end = out.wip_mean;
    out.lead.stays = part_type.inside.seconds();
    if (has_warmup) {
      out.lead.spent_at_start = at_warmup_.part_types[i].wip_mean;
      out.inside_start = at_warmup_.part_types[i].inside_end;
      inside -= at_warmup_.part_types[i].wip_mean;
      outside -= at_warmup_.part_types[i].outside_mean;
    }
    out.lead.area = area(part_type.clock, out.inside_start, out.inside_end);
    out.entered = part_type.entered;
    out.left = part_type.left;
    out.good_first_pass = part_type.good_first_pass;
    out.good = part_type.good;
    out.scrapped = part_type.scrapped;
    out.lost = part_type.lost;
    out.wip_mean = run.measured_s > 0 ? inside / run.measured_s : kNaN;
    out.outside_mean = run.measured_s > 0 ? outside / run.measured_s : kNaN;
    run.good += out.good;
    run.scrapped += out.scrapped;
    run.lost += out.lost;
    run.entered += out.entered;
    run.left += out.left;
    run.good_first_pass += out.good_first_pass;
    run.wip_mean += out.wip_mean;
    run.outside_mean += out.outside_mean;
  }
  for (std::size_t i = 0; i < pools_.size(); ++i) {
    const PoolModel& model = model_.pools[i];
    PoolRun pool = pools_[i];
    pool.busy += (now_ - pool.since) * pool.in_use;
    if (pool.is_open) pool.open += (now_ - pool.since) * model.count;
    run.pools.push_back(
        {model.id, pool.busy.seconds(), pool.open.seconds(), pool.grants, ratio(pool.waited.seconds(), pool.grants)});
  }
  if (transport_) transport_->addStatistics(run, run.measured_s);
  run.elements.resize(model_.element_ids.size());
  run.intervals = intervals_.averages();
  if (active_periods_) run.active = active_periods_->timesAt(now_);
  if (active_periods_ && settings_.bottleneck_windows > 0) run.bottleneck_times = active_periods_->windowsAt(now_);
  run.lead_time_mean_s = lead_times_.mean_s();
  run.lead_time_p50_s = lead_times_.quantile_s(0.5);
  run.lead_time_p95_s = lead_times_.quantile_s(0.95);
  return run;
}

}  // namespace mw::events
