// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>

#include "core/events/compile/compiler.h"

// Three rules, one mechanism: which flows take a card, and which give it back.
//
//   conwip             on leaving `from` (any source by default), until entering `to` or leaving the factory.
//                      Spearman, Woodruff, Hopp (1990)
//   drum-buffer-rope   the same rope from `from` to the drum: the card is back when the drum starts on the part, so
//                      that `limit` parts at most are on their way to the drum. Goldratt, Fox (1986);
//                      Schragenheim, Ronen (1990)
//   kanban             per stage, on entering any of its elements from outside, until leaving them all: one kanban per
//                      part, detached when the next stage takes the part, which needs a kanban of its own in the same
//                      move (simultaneous transfer). Buzacott, Shanthikumar (1993), chapter 4; Di Mascolo, Frein,
//                      Dallery (1996)
//
// A part that holds the card of a loop never takes a second one, so rework goes round without.

namespace mw::events {

struct Compiler::LoopPlan {
  std::string pointer;
  std::string name;
  CardLoop loop;
  std::vector<Index> entries;   ///< flows that take a card
  std::vector<bool> is_exit;    ///< per flow: gives it back
  std::vector<bool> is_inside;  ///< per element: parts there may hold one
};

void Compiler::compileControl() {
  is_gated_by_part_.assign(model_.elements.size(), false);
  if (!factory_.json().contains("control")) return;
  const Json& controls = factory_.json()["control"];
  std::vector<LoopPlan> plans;
  for (std::size_t i = 0; i < controls.size(); ++i) {
    const std::string pointer = fmt::format("/control/{}", i);
    if (controls[i]["type"] == "kanban") {
      for (std::size_t s = 0; s < controls[i]["stages"].size(); ++s) {
        plans.push_back(planStage(controls[i], s, fmt::format("{}/stages/{}", pointer, s)));
      }
    } else {
      plans.push_back(planSection(controls[i], pointer));
    }
  }
  for (LoopPlan& plan : plans) spreadCards(plan);
  addLoops(plans);
}

/// From leaving some elements until entering another one.
Compiler::LoopPlan Compiler::planSection(const Json& control, const std::string& pointer) {
  const bool is_rope = control["type"] == "drum-buffer-rope";
  const char* const end_key = is_rope ? "drum" : "to";
  const Index end = control.contains(end_key) ? elementIndex(control[end_key].get<std::string>()) : kNone;
  const Index from = control.contains("from") ? elementIndex(control["from"].get<std::string>()) : kNone;
  LoopPlan plan = emptyPlan(control, control["limit"].get<std::int64_t>(), pointer);
  for (Index flow = 0; flow < model_.flows.size(); ++flow) {
    const FlowModel& model = model_.flows[flow];
    const ElementKind kind = model_.elements[model.from].kind;
    const bool is_start = from == kNone ? kind == ElementKind::Source : model.from == from;
    plan.is_exit[flow] = model.to == end;
    if (is_start && model.to != model.from && model.to != end && model_.elements[model.to].kind != ElementKind::Sink) {
      plan.entries.push_back(flow);
    }
  }
  if (end != kNone) requireEnd(plan, end, end_key);
  return plan;
}

void Compiler::requireEnd(LoopPlan& plan, Index end, const char* key) {
  spreadCards(plan);
  const bool is_reached = std::any_of(model_.flows.begin(), model_.flows.end(), [&](const FlowModel& flow) {
    return flow.to == end && plan.is_inside[flow.from];
  });
  if (is_reached || plan.entries.empty()) return;
  report(plan.pointer + "/" + key, fmt::format("no part with a card comes to \"{}\"", model_.element_ids[end]),
         "name an element that parts reach from \"from\" over at least one other");
}

/// While in one of some elements.
Compiler::LoopPlan Compiler::planStage(const Json& control, std::size_t stage, const std::string& pointer) {
  const Json& given = control["stages"][stage];
  std::vector<bool> is_member(model_.elements.size(), false);
  for (const Json& id : given["elements"]) is_member[elementIndex(id.get<std::string>())] = true;
  LoopPlan plan = emptyPlan(control, given["limit"].get<std::int64_t>(), pointer);
  for (Index flow = 0; flow < model_.flows.size(); ++flow) {
    const bool is_from = is_member[model_.flows[flow].from];
    const bool is_to = is_member[model_.flows[flow].to];
    if (is_to && !is_from) plan.entries.push_back(flow);
    plan.is_exit[flow] = is_from && !is_to;
  }
  return plan;
}

Compiler::LoopPlan Compiler::emptyPlan(const Json& control, std::int64_t limit, const std::string& pointer) const {
  LoopPlan plan;
  plan.pointer = pointer;
  plan.name = control["type"].get<std::string>();
  plan.loop.limit = limit;
  if (control.contains("part")) plan.loop.part_type = partIndex(control["part"].get<std::string>());
  plan.is_exit.assign(model_.flows.size(), false);
  return plan;
}

Index Compiler::elementIndex(const std::string& id) const {
  return static_cast<Index>(factory_.findElement(id) - factory_.elements().data());
}

/// Finds where parts with a card can be: from the entries on, over every flow that does not give it back.
void Compiler::spreadCards(LoopPlan& plan) const {
  plan.is_inside.assign(model_.elements.size(), false);
  std::vector<Index> open;
  for (const Index flow : plan.entries) open.push_back(model_.flows[flow].to);
  while (!open.empty()) {
    const Index element = open.back();
    open.pop_back();
    if (plan.is_inside[element]) continue;
    plan.is_inside[element] = true;
    for (Index flow = 0; flow < model_.flows.size(); ++flow) {
      if (model_.flows[flow].from == element && !plan.is_exit[flow]) open.push_back(model_.flows[flow].to);
    }
  }
}

void Compiler::addLoops(const std::vector<LoopPlan>& plans) {
  for (const LoopPlan& plan : plans) {
    if (plan.entries.empty()) {
      report(plan.pointer, fmt::format("no flow takes a card of this {}: it limits nothing", plan.name),
             "name elements that parts pass through, or remove it");
    }
    CardLoop loop = plan.loop;
    loop.entries.begin = static_cast<Index>(model_.entry_flows.size());
    model_.entry_flows.insert(model_.entry_flows.end(), plan.entries.begin(), plan.entries.end());
    loop.entries.end = static_cast<Index>(model_.entry_flows.size());
    model_.card_loops.push_back(loop);
  }
  for (Index flow = 0; flow < model_.flows.size(); ++flow) addFlowControl(flow, plans);
}

void Compiler::addFlowControl(Index flow, const std::vector<LoopPlan>& plans) {
  const Index from = model_.flows[flow].from;
  FlowControl control;
  control.takes.begin = static_cast<Index>(model_.flow_loops.size());
  for (Index loop = 0; loop < plans.size(); ++loop) {
    const std::vector<Index>& entries = plans[loop].entries;
    if (std::find(entries.begin(), entries.end(), flow) == entries.end()) continue;
    model_.flow_loops.push_back(loop);
    const bool is_by_part = plans[loop].loop.part_type != kNone;
    if (is_by_part) is_gated_by_part_[from] = true;
    const bool is_drawn = factory_.elements()[from].value("routing") == "probability" && flows_out_[from].size() > 1;
    if (plans[loop].is_inside[from] || (is_by_part && is_drawn)) control.is_mixed = true;
  }
  control.takes.end = control.returns.begin = static_cast<Index>(model_.flow_loops.size());
  for (Index loop = 0; loop < plans.size(); ++loop) {
    if (plans[loop].is_exit[flow] && plans[loop].is_inside[from]) model_.flow_loops.push_back(loop);
  }
  control.returns.end = static_cast<Index>(model_.flow_loops.size());
  if (control.takes.size() + control.returns.size() == 0) return;
  model_.flows[flow].control = static_cast<Index>(model_.flow_controls.size());
  model_.flow_controls.push_back(control);
}

/// The elements whose parts may have to wait for cards, or for an assembly to need them, ask before they move on; and
/// those that call for vehicles to a storage, which has room while its crane is busy too.
void Compiler::gateRoutes() {
  for (const FlowModel& flow : model_.flows) {
    ElementModel& element = model_.elements[flow.from];
    const ElementModel& to = model_.elements[flow.to];
    const bool takes_cards = flow.control != kNone && model_.flow_controls[flow.control].takes.size() > 0;
    const bool is_into_storage = flow.ride != kNone && to.kind == ElementKind::Storage;
    if (!takes_cards && !to.is_selective && !is_into_storage) continue;
    if (element.routing == RoutingRule::Gated) continue;
    element.gated_routing = element.routing;
    element.routing = RoutingRule::Gated;
  }
}

/// Which flows are taken by booking: room and cards are kept until a vehicle, or the crane of a storage, has brought
/// the part.
void Compiler::keepRooms() {
  const auto storageOf = [&](Index element) -> StorageModel* {
    const ElementModel& model = model_.elements[element];
    return model.kind == ElementKind::Storage ? &model_.storages[model.detail] : nullptr;
  };
  for (const FlowModel& flow : model_.flows) {
    const bool is_asked = flow.ride != kNone || model_.elements[flow.from].routing == RoutingRule::Gated;
    if (StorageModel* from = storageOf(flow.from)) from->keeps_room = from->keeps_room || is_asked;
    if (StorageModel* to = storageOf(flow.to)) to->has_rides_in = to->has_rides_in || flow.ride != kNone;
  }
  for (FlowModel& flow : model_.flows) {
    const StorageModel* from = storageOf(flow.from);
    flow.is_kept = flow.ride != kNone || (from != nullptr && from->keeps_room);
  }
}

/// The cards that parts of this source hold for certain after a flow.
std::set<Index> Compiler::cardsAfter(Index flow, std::set<Index> held, const SourceModel& source) const {
  const Index index = model_.flows[flow].control;
  if (index == kNone) return held;
  const FlowControl& control = model_.flow_controls[index];
  for (Index i = control.returns.begin; i < control.returns.end; ++i) held.erase(model_.flow_loops[i]);
  for (Index i = control.takes.begin; i < control.takes.end; ++i) {
    const Index loop = model_.flow_loops[i];
    const Index only = model_.card_loops[loop].part_type;
    const bool is_for_all = only == kNone || (source.part_types.size() == 1 && source.part_types.front() == only);
    if (is_for_all) held.insert(loop);
  }
  return held;
}

}  // namespace mw::events
