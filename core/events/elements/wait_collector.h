// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "core/events/collect/part_reach.h"
#include "core/events/collect/wait_graph.h"
#include "core/events/elements/simulator.h"

namespace mw::events {

/// Gathers who waits for what at one instant: parts that are ready, by what they wait for (the same route with the same
/// cards), and jobs that are gathered and start only when they are full, which wait for parts to come.
///
/// What may bring a job its next part: parts that wait, if they get on; sources, if their parts may go in; and all that
/// is at work or on its way, which settles by itself. Once nothing of the last kind is left, a job that is not full may
/// wait for parts that wait for room or cards that its own parts hold. A job to which nothing can come any more, as the
/// sources are exhausted, is left over and holds nobody up.
class Simulator::WaitCollector {
 public:
  explicit WaitCollector(const Simulator& run);
  WaitGraph collect();

 private:
  using Groups = std::map<std::vector<Index>, WaitGraph::Group>;
  /// A part that a job lacks.
  struct Want {
    Index element = 0;
    Index part_type = kNone;  ///< kNone: any
    Index resource = 0;
    const WaitGraph::Group* job = nullptr;
  };
  /// Parts that a source still has or makes.
  struct Supply {
    WaitGraph::Group* group = nullptr;
    Index element = 0;
    std::vector<Index> part_types;  ///< that come in once this group may
  };

  // deadlock.cpp
  [[nodiscard]] std::int64_t content(Index element) const { return run_.elements_[element].content; }
  [[nodiscard]] std::int64_t unitsOf(Index element) const;
  [[nodiscard]] bool getsRoom(Index element) const;
  [[nodiscard]] bool getsRoomOnBelt(Index element) const;
  void addElement(Index element);
  void addLanes(Index element);
  void addOnBelt(Index element);
  WaitGraph::Group& groupOf(Index element, Index part);
  void addOption(WaitGraph::Group& group, Index flow, Index part_type, Index part) const;
  void addPart(WaitGraph::Group& group, Index part, Ticks since);
  [[nodiscard]] Index addResource(WaitGraph::Resource kind, std::int64_t units);

  // waiting_jobs.cpp
  void addJobs(Index element);
  void addSupply(Index element);
  void addBringers(PartReach& reach, const Want& want);
  [[nodiscard]] bool mayCome(const PartReach& reach, Index part) const;
  [[nodiscard]] bool mayCome(const PartReach& reach, Index element, Index part_type) const;

  const Simulator& run_;
  Index elements_;
  Groups groups_;
  std::vector<std::int64_t> units_;  ///< per resource: elements, loops, then what jobs want and hold
  std::vector<WaitGraph::Resource> kinds_;
  std::vector<WaitGraph::Group*> group_of_part_;
  std::vector<Want> wants_;
  std::map<std::pair<Index, Index>, Index> full_;  ///< element and part type that its job has enough of: room for it
  std::vector<Supply> supplies_;
};

}  // namespace mw::events
