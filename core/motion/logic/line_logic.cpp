// SPDX-License-Identifier: Apache-2.0
#include "core/motion/logic/line_logic.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "core/motion/logic/mean_time.h"

namespace mw::motion {
namespace {

/// Parts outside a source that are known by name; more than these come when some have gone.
constexpr std::size_t kOutside = 1000;

InputError unsupported(std::size_t element, const std::string& field, const std::string& what,
                       const std::string& cure) {
  const std::string pointer = fmt::format("/elements/{}{}{}", element, field.empty() ? "" : "/", field);
  return InputError(Place{"", pointer, 0, 0}, what, cure);
}

}  // namespace

LineLogic::LineLogic(const factory::Factory& factory, std::uint64_t seed) : factory_(factory) {
  for (const factory::Part& part : factory.parts()) part_ids_.push_back(part.id);
  if (part_ids_.empty()) part_ids_.emplace_back();
  Findings findings;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    try {
      nodes_.push_back(nodeOf(i, seed));
      noteIgnored(i);
    } catch (const InputError& error) {
      findings.insert(findings.end(), error.findings().begin(), error.findings().end());
    }
  }
  if (!findings.empty()) throw InputError(std::move(findings));
}

LineLogic::Node LineLogic::nodeOf(std::size_t i, std::uint64_t seed) {
  const factory::Element& element = factory_.elements()[i];
  Node node;
  node.route.emplace(factory_, i, seed);
  if (element.type == "source") {
    node.kind = Kind::Source;
    node.is_fifo = true;
    node.arrivals.emplace(factory_, i, seed);
  } else if (element.type == "sink") {
    node.kind = Kind::Sink;
  } else if (element.type == "conveyor") {
    node.kind = Kind::Conveyor;
  } else if (element.type == "station") {
    if (element.has("batch_mode")) {
      throw unsupported(i, "batch_mode", fmt::format("motion can't run \"{}\" on full loads yet", element.id),
                        "remove batch_mode");
    }
    node.capacity = element.value("capacity").get<std::size_t>();
    node.stay_s = stays_s(i, "process");
  } else if (element.type == "buffer") {
    if (element.value("order") != "fifo") {
      throw unsupported(i, "order", fmt::format("motion lets parts out of \"{}\" first in, first out only", element.id),
                        "use \"fifo\"");
    }
    node.is_fifo = true;
    if (const Json capacity = element.value("capacity"); !capacity.is_null())
      node.capacity = capacity.get<std::size_t>();
    node.stay_s = stays_s(i, "min_stay");
  } else {
    throw unsupported(i, "type", fmt::format("motion can't move parts through {} \"{}\" yet", element.type, element.id),
                      "use sources, buffers, stations, conveyors and sinks");
  }
  return node;
}

std::vector<double> LineLogic::stays_s(std::size_t i, const char* key) const {
  const factory::Element& element = factory_.elements()[i];
  std::vector<double> stays;
  for (const std::string& part : part_ids_) {
    stays.push_back(meanTime_s(element.value(key), part, fmt::format("/elements/{}/{}", i, key)));
  }
  return stays;
}

void LineLogic::noteIgnored(std::size_t i) {
  const factory::Element& element = factory_.elements()[i];
  for (const char* key : {"failures", "setup", "yield", "needs", "calendar"}) {
    if (element.has(key))
      notes_.push_back(
          fmt::format("{} \"{}\": {} left out, motion runs the line at its mean times "
                      "as if nothing stopped it",
                      element.type, element.id, key));
  }
}

void LineLogic::advance(double time_s, Belts& belts) {
  arrive(time_s);
  // A ring of elements without stay could pass parts round forever: as many rounds as elements reach any end.
  for (std::size_t round = 0; round <= nodes_.size(); ++round) {
    bool has_moved = false;
    for (const WaitingPart& waiting : readyParts(time_s, belts)) has_moved |= moveOn(waiting, time_s, belts);
    if (!has_moved) break;
    arrive(time_s);
  }
  loseWaiting();
}

void LineLogic::arrive(double time_s) {
  for (Node& node : nodes_) {
    if (node.kind != Kind::Source) continue;
    if (node.arrivals->isUnlimited() && !node.held.empty()) continue;
    while (node.held.size() < kOutside) {
      const auto type = node.arrivals->next(time_s);
      if (!type) break;
      node.held.push_back({{n_created_++, *type}, time_s});
      if (node.arrivals->isUnlimited()) break;
    }
  }
}

std::vector<WaitingPart> LineLogic::readyParts(double time_s, const Belts& belts) const {
  std::vector<WaitingPart> ready = belts.waitingParts();
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    for (const Held& held : nodes_[i].held) {
      if (held.ready_s <= time_s) ready.push_back({i, held.part, held.ready_s});
      if (nodes_[i].is_fifo) break;
    }
  }
  std::sort(ready.begin(), ready.end(), [](const WaitingPart& a, const WaitingPart& b) {
    return std::tie(a.since_s, a.element, a.part.number) < std::tie(b.since_s, b.element, b.part.number);
  });
  return ready;
}

bool LineLogic::moveOn(const WaitingPart& waiting, double time_s, Belts& belts) {
  Route& route = *nodes_[waiting.element].route;
  for (const std::size_t to : route.targets(part_ids_[waiting.part.type])) {
    if (!hasRoom(to, waiting.part, belts)) continue;
    route.moved(to);
    leave(waiting, time_s, belts);
    enter(to, waiting.part, time_s, belts);
    return true;
  }
  return false;
}

bool LineLogic::hasRoom(std::size_t element, const LinePart& part, const Belts& belts) const {
  const Node& node = nodes_[element];
  switch (node.kind) {
    case Kind::Source:
      return false;
    case Kind::Sink:
      return true;
    case Kind::Conveyor:
      return belts.hasRoom(element, part);
    case Kind::Hold:
      break;
  }
  return !node.capacity || node.held.size() < *node.capacity;
}

void LineLogic::leave(const WaitingPart& waiting, double time_s, Belts& belts) {
  Node& node = nodes_[waiting.element];
  if (node.kind == Kind::Conveyor) {
    belts.take(waiting, time_s);
    return;
  }
  std::erase_if(node.held, [&](const Held& held) { return held.part.number == waiting.part.number; });
}

void LineLogic::enter(std::size_t element, const LinePart& part, double time_s, Belts& belts) {
  Node& node = nodes_[element];
  if (node.kind == Kind::Sink) ++delivered_;
  if (node.kind == Kind::Conveyor) belts.put(element, part, time_s);
  if (node.kind == Kind::Hold) node.held.push_back({part, time_s + node.stay_s[part.type]});
}

void LineLogic::loseWaiting() {
  for (Node& node : nodes_) {
    if (node.arrivals && node.arrivals->losesParts() && !node.arrivals->isUnlimited()) node.held.clear();
  }
}

}  // namespace mw::motion
