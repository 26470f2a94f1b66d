// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/events/transport/transport_model.h"

namespace mw::events {

/// A part that is to be carried: it stays in its place until it is loaded, and its room at the other end is kept free.
struct JobRun {
  Index ride = 0;
  Index part = 0;
  Index from_place = kNone;  ///< of a station
  Index to_place = kNone;    ///< of a station
  Ticks asked_at = 0;
  std::uint64_t number = 0;  ///< in the order of asking
};

/// The jobs that no vehicle has taken yet, per ride first come first served. Entries are reused.
class JobBook {
 public:
  explicit JobBook(const TransportModel& model) : model_(model), rides_(model.rides.size()) {}

  Index add(JobRun job) {
    job.number = ++numbers_;
    ++rides_[job.ride].unloaded;
    if (free_ == kNone) {
      jobs_.push_back({job, kNone});
      return static_cast<Index>(jobs_.size() - 1);
    }
    const Index index = free_;
    free_ = jobs_[index].next;
    jobs_[index] = {job, kNone};
    return index;
  }
  [[nodiscard]] const JobRun& at(Index job) const { return jobs_[job].run; }
  void setLoaded(Index job) { --rides_[at(job).ride].unloaded; }
  void remove(Index job) {
    jobs_[job].next = free_;
    free_ = job;
  }
  /// Jobs of a ride whose part still lies where it was.
  [[nodiscard]] Index unloaded(Index ride) const { return rides_[ride].unloaded; }

  void putInLine(Index job) {
    RideRun& ride = rides_[at(job).ride];
    jobs_[job].next = kNone;
    (ride.head == kNone ? ride.head : jobs_[ride.tail].next) = job;
    ride.tail = job;
  }
  /// The job that a fleet's rule gives to a vehicle at a node, kNone when none waits. Ties as the flows are listed.
  /// @param last_ride  served last, moves on by turns
  [[nodiscard]] Index choose(const FleetModel& fleet, Index node, Index last_ride) const;
  void takeFromLine(Index job) {
    RideRun& ride = rides_[at(job).ride];
    ride.head = jobs_[job].next;
  }

 private:
  struct Entry {
    JobRun run;
    Index next = kNone;
  };
  struct RideRun {
    Index head = kNone;
    Index tail = kNone;
    Index unloaded = 0;
  };
  const TransportModel& model_;
  std::vector<Entry> jobs_;
  std::vector<RideRun> rides_;
  Index free_ = kNone;
  std::uint64_t numbers_ = 0;
};

}  // namespace mw::events
