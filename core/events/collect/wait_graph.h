// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/events/collect/deadlock.h"
#include "core/events/model.h"

namespace mw::events {

/// Who holds what and who waits for what at one instant; finds who waits for ever.
///
/// A resource (room in an element, the cards of a loop, the next part of a job that is gathered) can come free while a
/// unit of it is free or held by a part that may still move. A waiting part may still move while one of its options has
/// only such resources. The parts that are left when this is spread to a fixed point are stuck, whatever happens next:
/// each waits for others of them alone. Exact for parts that are ready and have drawn their route. Source: Holt (1972),
/// reduction of resource graphs with reusable units; every stuck part has an edge to a stuck one, so following edges
/// ends in a cycle.
class WaitGraph {
 public:
  enum class Resource : std::uint8_t { Room, Cards, Parts };
  /// Parts of one element that wait for the same.
  struct Group {
    Index element = 0;
    Ticks since = 0;                                   ///< when the last of them began to wait
    std::int64_t parts = 0;                            ///< units of `element` that they hold
    std::vector<std::pair<Index, std::int64_t>> held;  ///< units of other resources that they hold
    std::vector<std::vector<Index>> options;           ///< one of these, all resources of it
  };

  /// @param units  per resource, elements first: units that are free or held by anybody
  /// @param kinds  of the resources; empty: room in elements
  explicit WaitGraph(std::vector<std::int64_t> units, std::vector<Resource> kinds = {})
      : loose_(std::move(units)), kinds_(std::move(kinds)) {}

  /// One that has no option is left out: nobody knows what it waits for.
  void add(Group group) {
    if (!group.options.empty()) groups_.push_back(std::move(group));
  }

  /// The deadlock that began first; call once, after the last add. O(groups x options x length of a chain of waiting).
  [[nodiscard]] std::optional<Deadlock> findDeadlock();

 private:
  [[nodiscard]] bool mayMove(const Group& group) const;
  void changeLoose(const Group& group, std::int64_t sign);
  void keepStuck();
  [[nodiscard]] Index blocked(const std::vector<Index>& option) const;
  [[nodiscard]] bool isBy(Resource kind, const std::vector<Index>& cycle) const;
  [[nodiscard]] Index nextGroup(Index group) const;
  [[nodiscard]] std::vector<Index> cycleFrom(Index group) const;
  [[nodiscard]] Ticks since(const std::vector<Index>& cycle) const;

  std::vector<std::int64_t> loose_;  ///< per resource: units that are free or may come free
  std::vector<Resource> kinds_;
  std::vector<Group> groups_;
  std::vector<std::vector<Index>> holders_;  ///< per resource: stuck groups
};

}  // namespace mw::events
