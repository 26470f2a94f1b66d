// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>

#include "core/events/compile/compiler.h"

namespace mw::events {
void Compiler::collectFlows() {
  const std::size_t n = factory_.elements().size();
  flows_out_.resize(n);
  rework_flow_.assign(n, kNone);
  scrap_flow_.assign(n, kNone);
  for (std::size_t i = 0; i < factory_.flows().size(); ++i) {
    const factory::Flow& flow = factory_.flows()[i];
    model_.flows.push_back(
        {static_cast<Index>(flow.from), static_cast<Index>(flow.to), flow.fields.value("priority", 0.0), 0, kNone});
    flow_part_.push_back(flow.fields.contains("part") ? partIndex(flow.fields["part"].get<std::string>()) : kNone);
    flows_out_[flow.from].push_back(static_cast<Index>(i));
    if (flow.from == flow.to) {
      report(fmt::format("/flows/{}", i),
             fmt::format("a flow leads from \"{}\" to itself", model_.element_ids[flow.to]),
             "use yield with rework_to, or remove it");
    }
  }
  for (Index i = 0; i < n; ++i) {
    rework_flow_[i] = addYieldFlow(i, "rework_to");
    scrap_flow_[i] = addYieldFlow(i, "scrap_to");
  }
  for (Index i = 0; i < n; ++i) {
    if (factory_.elements()[i].value("routing") != "priority") continue;
    std::stable_sort(flows_out_[i].begin(), flows_out_[i].end(),
                     [&](Index a, Index b) { return model_.flows[a].priority > model_.flows[b].priority; });
  }
}

Index Compiler::addYieldFlow(Index from, const char* key) {
  const factory::Element& element = factory_.elements()[from];
  if (!element.has("yield") || !element.fields["yield"].contains(key)) return kNone;
  const factory::Element* target = factory_.findElement(element.fields["yield"][key].get<std::string>());
  if (target->type == "source") {
    report(pointerOf(from, "yield/") + key, fmt::format("nothing enters source \"{}\"", target->id),
           "name another element");
  }
  model_.flows.push_back({from, static_cast<Index>(target - factory_.elements().data()), 0, 0, kNone});
  return static_cast<Index>(model_.flows.size() - 1);
}

std::vector<Index> Compiler::flowsFor(Index element, std::uint16_t part_type) const {
  std::vector<Index> own;
  std::vector<Index> all;
  for (const Index flow : flows_out_[element]) {
    if (flow_part_[flow] == part_type) own.push_back(flow);
    if (flow_part_[flow] == part_type || flow_part_[flow] == kNone) all.push_back(flow);
  }
  return factory_.elements()[element].value("routing") == "by-part" && !own.empty() ? own : all;
}

void Compiler::findReach() {
  reach_.assign(model_.elements.size(), std::vector<bool>(model_.part_types, false));
  leaves_ = reach_;
  std::vector<std::pair<Index, std::uint16_t>> open;
  for (Index i = 0; i < model_.elements.size(); ++i) {
    if (model_.elements[i].kind != ElementKind::Source) continue;
    const std::size_t before = open.size();
    const SourceModel& source = model_.sources[model_.elements[i].detail];
    for (const ScheduledArrival& each : source.schedule) {
      if (each.part_type != kNone) open.emplace_back(i, static_cast<std::uint16_t>(each.part_type));
    }
    if (!source.schedule.empty() && open.size() == before + source.schedule.size()) continue;
    for (const std::uint16_t part : source.part_types) open.emplace_back(i, part);
  }
  while (!open.empty()) {
    const auto [element, part] = open.back();
    open.pop_back();
    if (reach_[element][part]) continue;
    reach_[element][part] = true;
    for (const std::uint16_t after : partsAfter(element, part)) {
      leaves_[element][after] = true;
      for (const Index flow : flowsFor(element, after)) open.emplace_back(model_.flows[flow].to, after);
      for (const Index flow : {rework_flow_[element], scrap_flow_[element]}) {
        if (flow != kNone) open.emplace_back(model_.flows[flow].to, after);
      }
    }
  }
}

/// What such a part is when it leaves.
std::vector<std::uint16_t> Compiler::partsAfter(Index index, std::uint16_t part_type) const {
  const ElementModel& element = model_.elements[index];
  if (element.kind != ElementKind::Workstation) return {part_type};
  const WorkstationModel& station = model_.workstations[element.detail];
  if (station.job == Job::Assembly) {
    if (station.required[part_type] == 0) return {};
    return {station.product};
  }
  if (station.job != Job::Disassembly) return {part_type};
  std::vector<std::uint16_t> parts;
  for (std::uint16_t part = 0; part < model_.part_types; ++part) {
    if (station.yields[part] > 0) parts.push_back(part);
  }
  return parts;
}

/// That all it needs comes, and nothing else.
void Compiler::checkAssembly(Index index) {
  const ElementModel& element = model_.elements[index];
  if (element.kind != ElementKind::Workstation) return;
  const WorkstationModel& station = model_.workstations[element.detail];
  if (station.job != Job::Assembly) return;
  for (std::uint16_t part = 0; part < model_.part_types; ++part) {
    const bool is_required = station.required[part] > 0;
    if (is_required == reach_[index][part]) continue;
    const std::string& id = factory_.parts()[part].id;
    const std::string& name = model_.element_ids[index];
    if (is_required) {
      report(pointerOf(index, "requires"), fmt::format("no flow brings \"{}\" to \"{}\"", id, name),
             "add a flow, or a source that creates it");
    } else {
      report(pointerOf(index, "requires"), fmt::format("\"{}\" comes to \"{}\", which does not take it", id, name),
             "give the flow a \"part\", or add it to requires");
    }
  }
}

void Compiler::compileFlowsIn(Index index) {
  std::vector<Index> in;
  for (Index i = 0; i < model_.flows.size(); ++i) {
    if (model_.flows[i].to == index) in.push_back(i);
  }
  std::stable_sort(in.begin(), in.end(),
                   [&](Index a, Index b) { return model_.flows[a].priority > model_.flows[b].priority; });
  ElementModel& element = model_.elements[index];
  element.flows_in.begin = static_cast<Index>(model_.flows_in.size());
  model_.flows_in.insert(model_.flows_in.end(), in.begin(), in.end());
  element.flows_in.end = static_cast<Index>(model_.flows_in.size());
  if (factory_.elements()[index].type != "buffer" || factory_.elements()[index].value("order") != "priority") return;
  Index level = 0;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (i > 0 && model_.flows[in[i]].priority < model_.flows[in[i - 1]].priority) ++level;
    model_.flows[in[i]].level = level;
  }
  element.levels = level + 1;
}

void Compiler::addRoute(const std::vector<Index>& flows) {
  const auto begin = static_cast<Index>(model_.route_flows.size());
  model_.route_flows.insert(model_.route_flows.end(), flows.begin(), flows.end());
  model_.routes.push_back({begin, static_cast<Index>(model_.route_flows.size())});
}

void Compiler::compileRoutes(Index index) {
  ElementModel& element = model_.elements[index];
  const Json routing = factory_.elements()[index].value("routing");
  element.first_route = static_cast<Index>(model_.routes.size());
  for (std::uint16_t part = 0; part < model_.part_types; ++part) {
    if (element.kind != ElementKind::Sink && leaves_[index][part] && flowsFor(index, part).empty()) {
      report(
          pointerOf(index),
          fmt::format("no flow takes part \"{}\" out of \"{}\"", factory_.parts()[part].id, model_.element_ids[index]),
          "add a flow for it");
    }
  }
  const bool has_filters =
      is_gated_by_part_[index] || std::any_of(flows_out_[index].begin(), flows_out_[index].end(),
                                              [&](Index flow) { return flow_part_[flow] != kNone; });
  element.feeds_selective = std::any_of(flows_out_[index].begin(), flows_out_[index].end(), [&](Index flow) {
    return model_.elements[model_.flows[flow].to].is_selective;
  });
  if (routing == "round-robin") element.routing = RoutingRule::RoundRobin;
  if (routing == "shortest-queue") element.routing = RoutingRule::ShortestQueue;
  if (routing == "probability" && flows_out_[index].size() > 1) {
    compileDrawnRoutes(index);
  } else if (has_filters || element.feeds_selective) {
    element.choice = RouteChoice::ByPart;
    for (std::uint16_t part = 0; part < model_.part_types; ++part) addRoute(flowsFor(index, part));
  } else {
    addRoute(flows_out_[index]);
  }
  addYieldRoutes(index);
  element.classes = static_cast<Index>(model_.routes.size()) - element.first_route;
  if (element.kind != ElementKind::Station && element.kind != ElementKind::Conveyor &&
      element.kind != ElementKind::Sink) {
    element.lanes_begin = model_.lane_count;
    model_.lane_count += element.classes * element.levels;
  }
}

/// Classes of their own for what is to be reworked, scrapped or was refused.
void Compiler::addYieldRoutes(Index index) {
  ElementModel& element = model_.elements[index];
  const auto add = [&](Index flow) {
    if (flow == kNone) return kNone;
    if (model_.elements[model_.flows[flow].to].is_selective) {
      report(pointerOf(index, "yield"), "rework and scrap cannot go into an assembly", "put a buffer in between");
    }
    const Index route_class = static_cast<Index>(model_.routes.size()) - element.first_route;
    addRoute({flow});
    return route_class;
  };
  const bool is_workstation = element.kind == ElementKind::Workstation;
  if (element.kind != ElementKind::Station && !is_workstation) return;
  const Index index_of_base = is_workstation ? model_.workstations[element.detail].station : element.detail;
  StationModel& station = model_.stations[index_of_base];
  station.rework_class = add(rework_flow_[index]);
  station.scrap_class = add(scrap_flow_[index]);
  if (!is_workstation) return;
  WorkstationModel& workstation = model_.workstations[element.detail];
  workstation.refused_class = workstation.refused_is_rework ? station.rework_class : station.scrap_class;
}

void Compiler::compileDrawnRoutes(Index index) {
  ElementModel& element = model_.elements[index];
  element.choice = element.feeds_selective ? RouteChoice::DrawnByPart : RouteChoice::Drawn;
  element.route_stream = addStream(index, "route");
  element.drawn.begin = static_cast<Index>(model_.drawn.size());
  const std::vector<Index>& flows = flows_out_[index];
  const std::uint16_t blocks = element.feeds_selective ? model_.part_types : std::uint16_t{1};
  for (std::uint16_t block = 0; block < blocks; ++block) {
    for (const Index flow : flows) addRoute({flow});
  }
  for (std::uint16_t part = 0; part < model_.part_types; ++part) {
    const std::vector<Index> allowed = flowsFor(index, part);
    double sum = 0;
    std::vector<double> cumulative;
    for (const Index flow : flows) {
      const bool is_allowed = std::find(allowed.begin(), allowed.end(), flow) != allowed.end();
      if (is_allowed) sum += factory_.flows()[flow].fields.value("probability", 0.0);
      cumulative.push_back(sum);
    }
    if (!(sum > 0) && reach_[index][part] && !allowed.empty()) {
      report(pointerOf(index),
             fmt::format("flows out of \"{}\" that take part \"{}\" have probability 0", model_.element_ids[index],
                         factory_.parts()[part].id),
             "give one of them a probability above 0");
    }
    for (double& each : cumulative) model_.drawn.push_back(sum > 0 ? each / sum : 1);
  }
  element.drawn.end = static_cast<Index>(model_.drawn.size());
}

}  // namespace mw::events
