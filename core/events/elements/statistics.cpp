// SPDX-License-Identifier: Apache-2.0
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
    content[part.element] += now_ - part.arrived;
    if (part.born == PartRun::kOutside) {
      outside[part.part_type] += now_ - part.arrived;
    } else {
      inside[part.part_type] += now_ - part.born;
    }
  }
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i].content_mean += content[i].seconds();
  for (std::size_t i = 0; i < part_types_.size(); ++i) {
    run.part_types[i].wip_mean += inside[i].seconds();
    run.part_types[i].outside_mean += outside[i].seconds();
  }
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
    run.stay = {};
  }
  for (PlaceRun& place : places_) place.since = now_;
  for (StateTicks& ticks : state_ticks_) ticks.fill(0);
  for (StationRun& station : stations_) station = {};
  for (PartTypeRun& part_type : part_types_) part_type = {};
  lead_times_.clear();
  if (transport_) transport_->beginMeasuring();
}

RunStatistics Simulator::statistics() const {
  RunStatistics run;
  run.measured_s = seconds(now_ - measured_from_);
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
    double integral = out.content_mean + element.stay.seconds();
    if (has_warmup) {
      integral -= at_warmup_.elements[i].content_mean;
      out.content_start = at_warmup_.elements[i].content_start;
    }
    out.content_mean = run.measured_s > 0 ? integral / run.measured_s : kNaN;
    for (Index place = model.places.begin; place < model.places.end; ++place) {
      StateTicks ticks = state_ticks_[place];
      ticks[static_cast<std::size_t>(places_[place].state)] += now_ - places_[place].since;
      for (std::size_t s = 0; s < ticks.size(); ++s) out.state_s[s] += seconds(ticks[s]) / model.places.size();
    }
    out.mtbf_s = out.mttr_s = kNaN;
    if (model.kind != ElementKind::Station) continue;
    const StationRun& station = stations_[model.detail];
    const StationModel& compiled = model_.stations[model.detail];
    out.processed = station.processed;
    out.processed_good = station.processed_good;
    out.planned_run_s = compiled.process.choice_of_part.empty()
                            ? static_cast<double>(station.processed) * compiled.process.choices.front().mean()
                            : station.planned_run_s;
    out.failures = station.failures;
    out.mtbf_s = ratio(station.between_failures.seconds(), station.intervals);
    out.mttr_s = ratio(station.down.seconds(), station.repairs);
  }
  for (std::size_t i = 0; i < part_types_.size(); ++i) {
    PartTypeStatistics& out = run.part_types[i];
    const PartTypeRun& part_type = part_types_[i];
    double inside = out.wip_mean + part_type.inside.seconds();
    double outside = out.outside_mean + part_type.outside.seconds();
    if (has_warmup) {
      inside -= at_warmup_.part_types[i].wip_mean;
      outside -= at_warmup_.part_types[i].outside_mean;
    }
    out.good = part_type.good;
    out.scrapped = part_type.scrapped;
    out.lost = part_type.lost;
    out.wip_mean = run.measured_s > 0 ? inside / run.measured_s : kNaN;
    out.outside_mean = run.measured_s > 0 ? outside / run.measured_s : kNaN;
    run.good += out.good;
    run.scrapped += out.scrapped;
    run.lost += out.lost;
    run.wip_mean += out.wip_mean;
    run.outside_mean += out.outside_mean;
  }
  if (transport_) transport_->addStatistics(run, run.measured_s);
  run.elements.resize(model_.element_ids.size());
  run.lead_time_mean_s = lead_times_.mean_s();
  run.lead_time_p50_s = lead_times_.quantile_s(0.5);
  run.lead_time_p95_s = lead_times_.quantile_s(0.95);
  return run;
}

}  // namespace mw::events
