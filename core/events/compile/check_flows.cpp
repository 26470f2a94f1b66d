// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/events/compile/compiler.h"

// What the flows promise and cannot keep: parts that go round at one instant, sources that fill the hall at once, flows
// that no part ever takes.

namespace mw::events {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

bool isZero(const TimeModel& time, std::uint16_t part) {
  const Index choice = time.choice_of_part.empty() ? 0 : time.choice_of_part[part];
  return choice != kNone && choice < time.choices.size() && !(time.choices[choice].mean() > 0);
}

}  // namespace

const StationModel* Compiler::stationOf(Index element) const {
  const ElementModel& model = model_.elements[element];
  if (model.kind == ElementKind::Station) return &model_.stations[model.detail];
  if (model.kind == ElementKind::Workstation) return &model_.stations[model_.workstations[model.detail].station];
  return nullptr;
}

/// Whether such parts pass through it in no time at all.
bool Compiler::takesNoTime(Index element, std::uint16_t part) const {
  const ElementModel& model = model_.elements[element];
  if (const StationModel* station = stationOf(element)) {
    const std::vector<std::uint16_t> made = partsAfter(element, part);  // an assembly's time is that of what it makes
    return !made.empty() && isZero(station->process, model.is_selective ? made.front() : part);
  }
  if (model.kind == ElementKind::TimedBuffer) return isZero(model_.buffers[model.detail].min_stay, part);
  if (model.kind == ElementKind::Conveyor) return model_.conveyors[model.detail].transit == 0;
  if (model.kind != ElementKind::Storage) return model.kind == ElementKind::Buffer;
  const StorageModel& storage = model_.storages[model.detail];
  return isZero(storage.store, part) && isZero(storage.retrieve, part);
}

/// Whether its flows are asked one after the other, the same one first each time.
bool Compiler::asksInOrder(Index element) const {
  const Json routing = factory_.elements()[element].value("routing");
  return routing == "first-available" || routing == "priority" || routing == "by-part";
}

/// Where parts of this type may go from here, and whether a yield sends some of them elsewhere.
Compiler::WaysOut Compiler::waysOut(Index element, std::uint16_t part) const {
  WaysOut ways;
  const bool is_drawn = factory_.elements()[element].value("routing") == "probability";
  const StationModel* station = stationOf(element);
  const bool has_good = station == nullptr || station->good > 0;
  for (const std::uint16_t made : partsAfter(element, part)) {
    for (const Index flow : has_good ? flowsFor(element, made) : std::vector<Index>()) {
      const bool is_possible = !is_drawn || factory_.flows()[flow].fields.value("probability", 0.0) > 0;
      if (is_possible) ways.steps.push_back({flow, made});
    }
    for (const Index flow : {rework_flow_[element], scrap_flow_[element]}) {
      if (flow == kNone || station == nullptr) continue;
      const double rework = station->good_or_rework - station->good;
      const double share = flow == rework_flow_[element] ? rework : 1 - station->good_or_rework;
      const bool is_refused = factory_.elements()[element].type == "inspection";
      if (share > 0 || is_refused) ways.steps.push_back({flow, made});
    }
  }
  ways.has_yield =
      (station != nullptr && station->good < 1) || rework_flow_[element] != kNone || scrap_flow_[element] != kNone;
  return ways;
}

/// Follows parts through elements that take no time. What leads back is a loop, unless it is rework
/// and good parts leave it.
void Compiler::refuseZeroTimeLoops() {
  enum class Mark : unsigned char { New, Open, Done };
  struct Stop {
    Index element;
    std::uint16_t part;
    WaysOut ways;
    std::size_t next = 0;
  };
  const Index parts = model_.part_types;
  std::vector<Mark> marks(model_.element_ids.size() * parts, Mark::New);
  std::vector<Stop> trail;
  const auto visit = [&](Index element, std::uint16_t part) {
    marks[element * parts + part] = Mark::Open;
    trail.push_back({element, part, waysOut(element, part)});
  };
  const auto refuse = [&](std::size_t first, Index flow) {
    const auto isOnLoop = [&](Index element) {
      return std::any_of(trail.begin() + static_cast<std::ptrdiff_t>(first), trail.end(),
                         [element](const Stop& stop) { return stop.element == element; });
    };
    std::vector<std::string> names;
    for (std::size_t i = first; i < trail.size(); ++i) {
      const auto leadsOut = [&](const Step& step) { return !isOnLoop(model_.flows[step.flow].to); };
      if (trail[i].ways.has_yield && std::ranges::any_of(trail[i].ways.steps, leadsOut)) return;
      names.push_back(model_.element_ids[trail[i].element]);
    }
    const Index from = model_.flows[flow].from;
    report(flow < factory_.flows().size() ? fmt::format("/flows/{}", flow) : pointerOf(from, "yield"),
           fmt::format("parts can go round {} without end, as none takes time", fmt::join(names, ", ")),
           "give a station or conveyor on the loop a time, or remove this flow");
  };
  for (Index i = 0; i < model_.element_ids.size(); ++i) {
    for (std::uint16_t part = 0; part < parts; ++part) {
      if (marks[i * parts + part] == Mark::New && reach_[i][part] && takesNoTime(i, part)) visit(i, part);
      while (!trail.empty()) {
        Stop& stop = trail.back();
        if (stop.next == stop.ways.steps.size()) {
          marks[stop.element * parts + stop.part] = Mark::Done;
          trail.pop_back();
          continue;
        }
        const Step step = stop.ways.steps[stop.next++];
        const FlowModel& flow = model_.flows[step.flow];
        const bool is_told = flow.from == flow.to && step.flow < factory_.flows().size();  // by collectFlows()
        if (flow.ride != kNone || is_told || !takesNoTime(flow.to, step.part)) continue;
        const Mark mark = marks[flow.to * parts + step.part];
        if (mark == Mark::New) visit(flow.to, step.part);
        if (mark != Mark::Open) continue;
        const auto first = std::ranges::find_if(
            trail, [&](const Stop& each) { return each.element == flow.to && each.part == step.part; });
        refuse(static_cast<std::size_t>(first - trail.begin()), step.flow);
      }
    }
  }
}

/// Whether an endless supply passes into it without delay: while it has room, or on to what follows.
bool Compiler::takesInAtOnce(Index element, const SourceModel& source) const {
  const ElementModel& model = model_.elements[element];
  const auto isInstant = [&](std::uint16_t part) {
    if (model.kind == ElementKind::Storage) return isZero(model_.storages[model.detail].store, part);
    if (model.kind == ElementKind::TimedBuffer) return true;
    return takesNoTime(element, part);
  };
  if (model.kind == ElementKind::Workstation && model_.workstations[model.detail].job == Job::Assembly) {
    return false;  // waits for its other parts
  }
  const StationModel* station = stationOf(element);
  const bool has_setups = station != nullptr && !station->setup.empty() && source.part_types.size() > 1;
  return !has_setups && std::ranges::any_of(source.part_types, isInstant);
}

void Compiler::refuseEndlessSupply() {
  for (Index i = 0; i < model_.element_ids.size(); ++i) {
    if (model_.elements[i].kind != ElementKind::Source) continue;
    const SourceModel& source = model_.sources[model_.elements[i].detail];
    if (!source.is_unlimited || source.limit != std::numeric_limits<std::int64_t>::max()) continue;
    using Visit = std::pair<Index, std::set<Index>>;  // where, with which cards
    std::set<Visit> seen;
    std::vector<Visit> open{{i, {}}};
    while (!open.empty()) {
      const Visit at = open.back();
      open.pop_back();
      for (const Index flow : flows_out_[at.first]) {
        if (model_.flows[flow].ride != kNone) continue;  // as fast as vehicles come
        Visit next{model_.flows[flow].to, cardsAfter(flow, at.second, source)};
        const ElementModel& element = model_.elements[next.first];
        const bool is_instant = takesInAtOnce(next.first, source);
        const bool is_endless =
            element.kind == ElementKind::Sink || (is_instant && element.capacity == kUnlimited && next.second.empty());
        if (is_endless) {
          report(pointerOf(i, "supply"),
                 fmt::format("\"{}\" would fill \"{}\" with parts without end", model_.element_ids[i],
                             model_.element_ids[next.first]),
                 "give the source an interarrival time or a limit, or the buffer a capacity");
          open.clear();
          break;
        }
        if (is_instant && seen.insert(next).second) open.push_back(std::move(next));
      }
    }
  }
}

/// Whether a part that may go there always can: a sink or a buffer without bounds, at all hours, by hand.
bool Compiler::alwaysTakes(Index flow) const {
  const FlowModel& model = model_.flows[flow];
  const ElementModel& to = model_.elements[model.to];
  const bool is_open =
      to.kind == ElementKind::Sink || to.kind == ElementKind::Buffer || to.kind == ElementKind::TimedBuffer;
  return is_open && to.capacity == kUnlimited && model_.shifts[model.to].slot == kNone && model.ride == kNone &&
         model.control == kNone;
}

/// Why no part ever takes a flow; empty where some may.
std::string Compiler::whyNeverTaken(Index flow) const {
  const Index from = model_.flows[flow].from;
  const std::string& id = model_.element_ids[from];
  std::string why;
  bool is_for_some = false;
  for (std::uint16_t part = 0; part < model_.part_types; ++part) {
    if (!leaves_[from][part]) continue;
    const std::vector<Index> flows = flowsFor(from, part);
    const auto own = std::find(flows.begin(), flows.end(), flow);
    if (own == flows.end()) continue;
    is_for_some = true;
    const auto before = std::find_if(flows.begin(), own, [this](Index each) { return alwaysTakes(each); });
    if (!asksInOrder(from) || before == own) return {};
    why = fmt::format("\"{}\" gives all its parts to \"{}\" before this flow: it is never taken", id,
                      model_.element_ids[model_.flows[*before].to]);
  }
  if (is_for_some) return why;
  if (flow_part_[flow] == kNone)
    return fmt::format("all parts that leave \"{}\" have flows of their own: this one is never taken", id);
  return fmt::format("no part \"{}\" ever leaves \"{}\": this flow is never taken",
                     factory_.parts()[flow_part_[flow]].id, id);
}

void Compiler::noteIdleFlows() {
  const auto note = [this](const std::string& pointer, std::string cause, std::string cure) {
    findings_.push_back({Severity::Warning, {"", pointer, 0, 0}, std::move(cause), std::move(cure)});
  };
  for (Index flow = 0; flow < factory_.flows().size(); ++flow) {
    const Index from = model_.flows[flow].from;
    const std::string& id = model_.element_ids[from];
    const bool is_used = std::ranges::find(leaves_[from], true) != leaves_[from].end();
    if (!is_used) continue;  // checkFactory() says that nothing comes there
    const Json& fields = factory_.flows()[flow].fields;
    const bool is_drawn = factory_.elements()[from].value("routing") == "probability";
    const std::string pointer = fmt::format("/flows/{}", flow);
    if (is_drawn && fields.value("probability", 0.0) <= 0) {
      note(pointer + "/probability", "its probability is 0: this flow is never taken", "give it a share, or remove it");
    } else if (!is_drawn && fields.value("probability", 1.0) < 1) {
      note(pointer + "/probability", fmt::format("\"{}\" does not route by probability: this is not used", id),
           fmt::format("give \"{}\" \"routing\": \"probability\", or remove it", id));
    } else if (std::string why = whyNeverTaken(flow); !why.empty()) {
      note(pointer, std::move(why), "list it first, give the element another routing, or remove it");
    }
  }
}

}  // namespace mw::events
