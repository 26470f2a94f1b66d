// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>

#include "core/events/compile/compiler.h"

// What would never come to an end: parts that go round in no time, a supply that fills what has no bound.

namespace mw::events {
namespace {

bool mayBeZero(const TimeModel& time) {
  return std::any_of(time.choices.begin(), time.choices.end(), [](const auto& each) { return !(each.mean() > 0); });
}

}  // namespace

/// Whether parts may pass through it in no time at all.
bool Compiler::takesNoTime(Index element) const {
  const ElementModel& model = model_.elements[element];
  if (model.kind == ElementKind::TimedBuffer) return mayBeZero(model_.buffers[model.detail].min_stay);
  if (model.kind != ElementKind::Storage) return model.kind == ElementKind::Buffer;
  const StorageModel& storage = model_.storages[model.detail];
  return mayBeZero(storage.store) && mayBeZero(storage.retrieve);
}

/// Whether it takes parts in without delay while it has room.
bool Compiler::takesInAtOnce(Index element) const {
  const ElementModel& model = model_.elements[element];
  if (model.kind == ElementKind::Storage) return mayBeZero(model_.storages[model.detail].store);
  return model.kind == ElementKind::Buffer || model.kind == ElementKind::TimedBuffer;
}

void Compiler::refuseZeroTimeLoops() {
  enum class Mark : unsigned char { New, Open, Done };
  std::vector<Mark> marks(model_.elements.size(), Mark::New);
  std::vector<Index> trail;
  const std::function<void(Index)> visit = [&](Index element) {
    marks[element] = Mark::Open;
    trail.push_back(element);
    for (const Index flow : flows_out_[element]) {
      const Index next = model_.flows[flow].to;
      if (!takesNoTime(next) || model_.flows[flow].ride != kNone) continue;
      if (marks[next] == Mark::New) visit(next);
      if (marks[next] != Mark::Open || next == element) continue;
      std::vector<std::string> names;
      for (auto at = std::find(trail.begin(), trail.end(), next); at != trail.end(); ++at) {
        names.push_back(model_.element_ids[*at]);
      }
      report(fmt::format("/flows/{}", flow),
             fmt::format("parts can go round {} without end, as none takes time", fmt::join(names, ", ")),
             "put a station or conveyor on the loop, or remove this flow");
    }
    trail.pop_back();
    marks[element] = Mark::Done;
  };
  for (Index i = 0; i < model_.elements.size(); ++i) {
    if (marks[i] == Mark::New && takesNoTime(i)) visit(i);
  }
}

void Compiler::refuseEndlessSupply() {
  for (Index i = 0; i < model_.elements.size(); ++i) {
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
        const bool is_buffer = takesInAtOnce(next.first);
        const bool is_endless =
            element.kind == ElementKind::Sink ||
            (is_buffer && element.capacity == std::numeric_limits<std::uint64_t>::max() && next.second.empty());
        if (is_endless) {
          report(pointerOf(i, "supply"),
                 fmt::format("\"{}\" would fill \"{}\" with parts without end", model_.element_ids[i],
                             model_.element_ids[next.first]),
                 "give the source an interarrival time or a limit, or the buffer a capacity");
          open.clear();
          break;
        }
        if (is_buffer && seen.insert(next).second) open.push_back(std::move(next));
      }
    }
  }
}

}  // namespace mw::events
