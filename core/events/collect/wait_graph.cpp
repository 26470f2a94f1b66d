// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/wait_graph.h"

#include <algorithm>

namespace mw::events {

bool WaitGraph::mayMove(const Group& group) const {
  const auto may_come_free = [&](Index resource) { return loose_[resource] > 0; };
  return std::any_of(group.options.begin(), group.options.end(), [&](const std::vector<Index>& option) {
    return std::all_of(option.begin(), option.end(), may_come_free);
  });
}

void WaitGraph::changeLoose(const Group& group, std::int64_t sign) {
  loose_[group.element] += sign * group.parts;
  for (const auto& [resource, units] : group.held) loose_[resource] += sign * units;
}

/// Every waiting part is stuck until it may move; what nobody waiting holds may come free.
void WaitGraph::keepStuck() {
  std::vector<bool> is_held(loose_.size(), false);
  for (const Group& group : groups_) {
    changeLoose(group, -1);
    is_held[group.element] = true;
    for (const auto& [resource, units] : group.held) is_held[resource] = true;
  }
  for (std::size_t i = 0; i < loose_.size(); ++i) loose_[i] = std::max<std::int64_t>(loose_[i], is_held[i] ? 0 : 1);
  std::vector<bool> is_stuck(groups_.size(), true);
  bool has_changed = true;
  while (has_changed) {
    has_changed = false;
    for (std::size_t i = groups_.size(); i-- > 0;) {  // downstream elements are mostly listed later
      if (!is_stuck[i] || !mayMove(groups_[i])) continue;
      is_stuck[i] = false;
      has_changed = true;
      changeLoose(groups_[i], 1);
    }
  }
  std::vector<Group> stuck;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (is_stuck[i]) stuck.push_back(std::move(groups_[i]));
  }
  groups_ = std::move(stuck);
  holders_.assign(loose_.size(), {});
  for (Index i = 0; i < groups_.size(); ++i) {
    holders_[groups_[i].element].push_back(i);
    for (const auto& [resource, units] : groups_[i].held) holders_[resource].push_back(i);
  }
}

/// The first resource of an option that never comes free.
Index WaitGraph::blocked(const std::vector<Index>& option) const {
  return *std::find_if(option.begin(), option.end(), [&](Index resource) { return loose_[resource] <= 0; });
}

/// A group that this one waits for. Of those that may bring a part the last: it is mostly listed next before.
Index WaitGraph::nextGroup(Index group) const {
  const Index resource = blocked(groups_[group].options.front());
  const bool is_for_parts = !kinds_.empty() && kinds_[resource] == Resource::Parts;
  return is_for_parts ? holders_[resource].back() : holders_[resource].front();
}

std::vector<Index> WaitGraph::cycleFrom(Index group) const {
  std::vector<Index> trail;
  auto at = trail.end();
  while (at == trail.end()) {
    trail.push_back(group);
    group = nextGroup(group);
    at = std::find(trail.begin(), trail.end(), group);
  }
  trail.erase(trail.begin(), at);
  std::rotate(trail.begin(),
              std::min_element(trail.begin(), trail.end(),
                               [&](Index a, Index b) { return groups_[a].element < groups_[b].element; }),
              trail.end());
  return trail;
}

/// Whether one of the cycle waits for such a resource.
bool WaitGraph::isBy(Resource kind, const std::vector<Index>& cycle) const {
  return !kinds_.empty() && std::any_of(cycle.begin(), cycle.end(), [&](Index group) {
    return kinds_[blocked(groups_[group].options.front())] == kind;
  });
}

/// When the last of those began to wait that a cycle depends on: it, and all that its parts could turn to instead.
Ticks WaitGraph::since(const std::vector<Index>& cycle) const {
  std::vector<bool> is_seen(groups_.size(), false);
  std::vector<Index> open = cycle;
  Ticks last = 0;
  while (!open.empty()) {
    const Index group = open.back();
    open.pop_back();
    if (is_seen[group]) continue;
    is_seen[group] = true;
    last = std::max(last, groups_[group].since);
    for (const std::vector<Index>& option : groups_[group].options) {
      const std::vector<Index>& holders = holders_[blocked(option)];
      open.insert(open.end(), holders.begin(), holders.end());
    }
  }
  return last;
}

std::optional<Deadlock> WaitGraph::findDeadlock() {
  keepStuck();
  if (groups_.empty()) return std::nullopt;
  std::optional<Deadlock> first;
  std::vector<bool> is_known(groups_.size(), false);
  for (Index i = 0; i < groups_.size(); ++i) {
    const std::vector<Index> cycle = cycleFrom(i);
    if (is_known[cycle.front()]) continue;
    for (const Index group : cycle) is_known[group] = true;
    const SimTime began = SimTime::fromTicks(since(cycle));
    if (first && first->since <= began) continue;
    first = Deadlock{began, {}, isBy(Resource::Cards, cycle), isBy(Resource::Parts, cycle), 0};
    for (const Index group : cycle) first->elements.push_back(groups_[group].element);
  }
  for (const Group& group : groups_) first->parts += group.parts;
  return first;
}

}  // namespace mw::events
