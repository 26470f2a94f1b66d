// SPDX-License-Identifier: Apache-2.0
#include "tests/core/events/run_laws.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace mw::test {
namespace {

using events::PartMove;

constexpr double kRounding = 1e-9;  // sums of exact ticks, each rounded once

bool differ(double got, double want) {
  return !(std::abs(got - want) <= kRounding * std::max(1.0, std::abs(want)));
}

bool isOfType(const factory::Factory& factory, std::int32_t element, const char* type) {
  return element != PartMove::kNowhere && factory.elements()[static_cast<std::size_t>(element)].type == type;
}

/// Elements that parts leave by vehicle: by the trace a part is there until it is handed over, by the statistics until
/// it is picked up.
std::vector<bool> vehicleStops(const factory::Factory& factory) {
  std::vector<bool> stops(factory.elements().size(), false);
  for (const factory::Flow& flow : factory.flows()) {
    if (flow.fields.value("by", "direct") == "vehicle") stops[flow.from] = true;
  }
  return stops;
}

/// What the trace says of one element over the measured time.
struct ElementLedger {
  std::int64_t content = 0;
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::map<std::uint16_t, std::int64_t> made;  ///< by part type, loads and what comes out of them included
  std::map<std::uint16_t, std::int64_t> used;
  std::int64_t area_ticks = 0;
  std::int64_t since = 0;

  void advance(std::int64_t from, std::int64_t to) {
    area_ticks += content * (std::max(from, to) - std::max(from, since));
    since = to;
  }
};

std::int64_t sum(const std::map<std::uint16_t, std::int64_t>& counts) {
  std::int64_t total = 0;
  for (const auto& [part, count] : counts) total += count;
  return total;
}

class Ledger {
 public:
  Ledger(const factory::Factory& factory, const TracedRun& run)
      : factory_(factory), from_(run.settings.warmup.ticks()), elements_(factory.elements().size()) {
    for (const PartMove& move : run.trace.moves) {
      follow(move);
      book(move);
    }
    for (ElementLedger& each : elements_) each.advance(from_, run.settings.horizon.ticks());
  }

  [[nodiscard]] const ElementLedger& of(std::size_t element) const { return elements_[element]; }
  [[nodiscard]] const std::string& broken() const { return broken_; }

 private:
  void follow(const PartMove& move) {
    const auto [at, is_new] = places_.try_emplace(move.part, PartMove::kNowhere);
    // A load is unpacked in a sink without a word.
    if (broken_.empty() && at->second != move.from && !isOfType(factory_, move.from, "sink")) {
      broken_ = fmt::format("part {} goes from {} to {} at {} s, but was at {}", move.part, move.from, move.to,
                            move.at.seconds(), at->second);
    }
    at->second = move.to;
  }

  void book(const PartMove& move) {
    const bool is_measured = move.at.ticks() >= from_;
    if (move.from != PartMove::kNowhere) {
      ElementLedger& from = elements_[static_cast<std::size_t>(move.from)];
      from.advance(from_, move.at.ticks());
      --from.content;
      if (is_measured) ++(move.to == PartMove::kNowhere ? from.used[move.part_type] : from.out);
    }
    if (move.to == PartMove::kNowhere) return;
    ElementLedger& to = elements_[static_cast<std::size_t>(move.to)];
    to.advance(from_, move.at.ticks());
    ++to.content;
    const bool is_made = move.from == PartMove::kNowhere && !isOfType(factory_, move.to, "source");
    if (is_measured) ++(is_made ? to.made[move.part_type] : to.in);
  }

  const factory::Factory& factory_;
  std::int64_t from_;
  std::vector<ElementLedger> elements_;
  std::map<std::uint32_t, std::int32_t> places_;
  std::string broken_;
};

std::string brokenElement(const factory::Element& element, const events::ElementStatistics& statistics,
                          const ElementLedger& ledger, bool is_vehicle_stop) {
  const std::int64_t came = statistics.content_start + statistics.parts_in + sum(ledger.made);
  const std::int64_t went = statistics.content_end + statistics.parts_out + sum(ledger.used);
  const auto say = [&](const char* what, std::int64_t got, std::int64_t want) {
    return fmt::format("{} \"{}\": {}: {} and {}", element.type, element.id, what, got, want);
  };
  if (element.type == "sink") return statistics.content_end == 0 ? "" : say("content of a sink", 1, 0);
  if (came != went) return say("what came and what went or is there", came, went);
  if (statistics.parts_in != ledger.in) return say("parts_in and moves in", statistics.parts_in, ledger.in);
  if (is_vehicle_stop) return {};
  if (statistics.parts_out != ledger.out) return say("parts_out and moves out", statistics.parts_out, ledger.out);
  if (statistics.content_end != ledger.content) return say("content and moves", statistics.content_end, ledger.content);
  return {};
}

/// What one assembly takes or one disassembly yields, against what it says.
std::string brokenRecipe(const factory::Factory& factory, std::size_t index, const ElementLedger& ledger) {
  const factory::Element& element = factory.elements()[index];
  const bool joins = element.type == "assembly";
  if (!joins && element.type != "disassembly") return {};
  const std::int64_t jobs = sum(joins ? ledger.made : ledger.used);
  for (std::size_t part = 0; part < factory.parts().size(); ++part) {
    const Json& recipe = element.fields[joins ? "requires" : "yields"];
    const std::int64_t count = recipe.value(factory.parts()[part].id, std::int64_t{0});
    const auto& counts = joins ? ledger.used : ledger.made;
    const auto got = counts.find(static_cast<std::uint16_t>(part));
    if ((got == counts.end() ? 0 : got->second) == jobs * count) continue;
    return fmt::format("{} jobs of \"{}\" took or gave {} of \"{}\"", jobs, element.id,
                       got == counts.end() ? 0 : got->second, factory.parts()[part].id);
  }
  return {};
}

std::string brokenPartType(const factory::Factory& factory, const TracedRun& run, const Ledger& ledger,
                           std::size_t part) {
  const events::PartTypeStatistics& of_type = run.statistics.part_types[part];
  std::int64_t came = of_type.entered + of_type.inside_start;
  std::int64_t went = of_type.left + of_type.inside_end;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const std::string& type = factory.elements()[i].type;
    if (type != "assembly" && type != "disassembly") continue;  // loads are no parts
    const auto count = [&](const auto& counts) {
      const auto found = counts.find(static_cast<std::uint16_t>(part));
      return found == counts.end() ? 0 : found->second;
    };
    came += count(ledger.of(i).made);
    went += count(ledger.of(i).used);
  }
  if (came == went && of_type.left == of_type.good + of_type.scrapped) return {};
  return fmt::format("part type {}: {} came, {} went or are inside; {} left, {} good and {} scrapped", part, came, went,
                     of_type.left, of_type.good, of_type.scrapped);
}

}  // namespace

void Trace::add(const events::StateChange& change) {
  states.push_back(change);
  is_state.push_back(true);
}

void Trace::add(const PartMove& move) {
  moves.push_back(move);
  is_state.push_back(false);
}

std::vector<std::string> rowsOf(const factory::Factory& factory, const Trace& trace, char without) {
  const auto id = [&](std::int32_t element) -> const std::string& {
    static const std::string kNowhere;
    return element == PartMove::kNowhere ? kNowhere : factory.elements()[static_cast<std::size_t>(element)].id;
  };
  const auto is_left_out = [&](std::int32_t element) { return without != 0 && id(element).starts_with(without); };
  std::vector<std::string> rows;
  std::map<std::uint32_t, std::size_t> numbers;
  auto state = trace.states.begin();
  auto move = trace.moves.begin();
  for (const bool is_state : trace.is_state) {
    if (is_state) {
      const auto element = static_cast<std::int32_t>(state->element);
      if (!is_left_out(element)) {
        rows.push_back(
            fmt::format("{} {}.{} {}", state->at.ticks(), id(element), state->place, factory::nameOf(state->state)));
      }
      ++state;
    } else {
      if (!is_left_out(move->from) && !is_left_out(move->to)) {
        const std::size_t number = numbers.try_emplace(move->part, numbers.size()).first->second;
        rows.push_back(
            fmt::format("{} {}:{} {}>{}", move->at.ticks(), number, move->part_type, id(move->from), id(move->to)));
      }
      ++move;
    }
  }
  return rows;
}

TracedRun traced(const events::Model& model, const events::RunSettings& settings) {
  TracedRun run;
  run.settings = settings;
  run.statistics = events::simulate(model, settings, {}, &run.trace);
  return run;
}

std::string brokenStates(const factory::Factory& factory, const TracedRun& run) {
  const std::int64_t from = run.settings.warmup.ticks();
  const std::int64_t end = run.settings.horizon.ticks();
  struct Place {
    std::size_t state = static_cast<std::size_t>(factory::ElementState::Idle);
    std::int64_t since = 0;
  };
  for (std::uint32_t i = 0; i < factory.elements().size(); ++i) {
    const events::ElementStatistics& element = run.statistics.elements[i];
    std::vector<Place> places(static_cast<std::size_t>(element.places));
    std::array<double, factory::kElementStateCount> seconds{};
    const auto close = [&](Place& place, std::int64_t at) {
      const std::int64_t ticks = std::max(from, at) - std::max(from, place.since);
      seconds[place.state] += static_cast<double>(ticks) * 1e-9 / static_cast<double>(element.places);
    };
    for (const events::StateChange& change : run.trace.states) {
      if (change.element != i) continue;
      Place& place = places[change.place];
      close(place, change.at.ticks());
      place = {static_cast<std::size_t>(change.state), change.at.ticks()};
    }
    double total_s = 0;
    for (Place& place : places) close(place, end);
    for (std::size_t s = 0; s < seconds.size(); ++s) {
      total_s += element.state_s[s];
      if (!differ(element.state_s[s], seconds[s])) continue;
      return fmt::format("\"{}\" is {} for {} s, by the trace {} s", factory.elements()[i].id,
                         factory::kElementStateNames[s], element.state_s[s], seconds[s]);
    }
    if (!differ(total_s, run.statistics.measured_s)) continue;
    return fmt::format("states of \"{}\" sum to {} s of {} s", factory.elements()[i].id, total_s,
                       run.statistics.measured_s);
  }
  return {};
}

std::string brokenConservation(const factory::Factory& factory, const TracedRun& run) {
  const Ledger ledger(factory, run);
  if (!ledger.broken().empty()) return ledger.broken();
  const std::vector<bool> stops = vehicleStops(factory);
  std::int64_t carried = 0;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const events::ElementStatistics& statistics = run.statistics.elements[i];
    std::string broken = brokenElement(factory.elements()[i], statistics, ledger.of(i), stops[i]);
    if (broken.empty()) broken = brokenRecipe(factory, i, ledger.of(i));
    if (!broken.empty()) return broken;
    if (stops[i]) carried += ledger.of(i).content - statistics.content_end;
  }
  for (const events::FleetStatistics& fleet : run.statistics.fleets) carried -= fleet.carried_end;
  if (carried != 0) return fmt::format("{} parts are on no vehicle and in no element", carried);
  for (std::size_t part = 0; part < run.statistics.part_types.size(); ++part) {
    std::string broken = brokenPartType(factory, run, ledger, part);
    if (!broken.empty()) return broken;
  }
  return {};
}

std::string brokenLittlesLaw(const factory::Factory& factory, const TracedRun& run) {
  const Ledger ledger(factory, run);
  const std::vector<bool> stops = vehicleStops(factory);
  double stops_s = 0;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const events::ElementStatistics& element = run.statistics.elements[i];
    const double area_s = static_cast<double>(ledger.of(i).area_ticks) * 1e-9;
    const double mean_s = element.content_mean * run.statistics.measured_s;
    const auto say = [&](double got, double want) {
      return fmt::format("part-seconds in \"{}\": {} and {}", factory.elements()[i].id, got, want);
    };
    if (events::accountingError(element.stay) > events::kAccountingTolerance) {
      return say(element.stay.area, element.stay.stays + element.stay.spent_at_end - element.stay.spent_at_start);
    }
    if (differ(mean_s, element.stay.area)) return say(mean_s, element.stay.area);
    if (stops[i]) stops_s += area_s - element.stay.area;
    if (!stops[i] && factory.elements()[i].type != "sink" && differ(element.stay.area, area_s)) {
      return say(element.stay.area, area_s);
    }
  }
  for (const events::FleetStatistics& fleet : run.statistics.fleets) {
    stops_s -= fleet.carried_mean * run.statistics.measured_s;
  }
  // A small difference of large numbers.
  if (std::abs(stops_s) > 1e-6) return fmt::format("part-seconds on vehicles are {} s apart", stops_s);
  double inside_s = 0;
  for (const events::PartTypeStatistics& part : run.statistics.part_types) {
    if (events::accountingError(part.lead) > events::kAccountingTolerance) return "part-seconds inside do not add up";
    inside_s += part.lead.area;
  }
  if (differ(run.statistics.wip_mean * run.statistics.measured_s, inside_s))
    return "wip_mean is no mean of parts inside";
  return {};
}

std::string brokenLaws(const factory::Factory& factory, const TracedRun& run) {
  for (const auto& law : {brokenStates, brokenConservation, brokenLittlesLaw}) {
    std::string broken = law(factory, run);
    if (!broken.empty()) return broken;
  }
  return {};
}

std::string bitsOf(const events::RunStatistics& run) {
  std::string bits;
  const auto add = [&bits](const auto& value) {
    static_assert(sizeof(value) % 8 == 0);  // of 64-bit numbers alone: no gaps
    bits.append(reinterpret_cast<const char*>(&value), sizeof(value));
  };
  for (const events::ElementStatistics& element : run.elements) add(element);
  for (const events::PartTypeStatistics& part : run.part_types) add(part);
  for (const events::FleetStatistics& fleet : run.fleets) add(fleet);
  for (const events::PoolStatistics& pool : run.pools) {
    for (const double value : {pool.busy_s, pool.open_s, pool.wait_mean_s}) add(value);
    add(pool.grants);
  }
  for (const double value : {run.wip_mean, run.outside_mean, run.lead_time_mean_s, run.lead_time_p50_s,
                             run.lead_time_p95_s, run.measured_s, run.measured_from_s}) {
    add(value);
  }
  for (const std::int64_t count : {run.good, run.scrapped, run.lost, run.entered, run.left, run.good_first_pass}) {
    add(count);
  }
  add(run.events);
  return bits;
}

}  // namespace mw::test
