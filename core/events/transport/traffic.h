// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/events/transport/transport_model.h"

namespace mw::events {

/// Who is on which track and who waits for it, first come first served.
///
/// A vehicle on a track never waits there: at its end it drives onto the node, where any number of vehicles fit, and
/// only then asks for its next track. So no vehicle holds one track while it waits for another, and traffic cannot lock
/// itself up.
class Traffic {
 public:
  Traffic(const std::vector<TrackModel>& tracks, std::size_t vehicles)
      : model_(tracks), tracks_(tracks.size()), next_(vehicles, kNone) {}

  /// True when the vehicle is on the track now; else it waits, and a later leave() returns it.
  bool enter(Index track, Index vehicle) {
    TrackRun& run = tracks_[track];
    if (run.inside < model_[track].capacity) {  // then nobody waits either
      ++run.inside;
      return true;
    }
    next_[vehicle] = kNone;
    (run.head == kNone ? run.head : next_[run.tail]) = vehicle;
    run.tail = vehicle;
    return false;
  }

  /// Puts a vehicle on the track that is still on the one before it; it never waits for that. @returns whether it is on
  bool enterAhead(Index track) {
    TrackRun& run = tracks_[track];
    if (run.inside == model_[track].capacity) return false;
    ++run.inside;
    return true;
  }

  /// A vehicle goes off the track. @returns the one that is on it in its stead, kNone when nobody waits
  Index leave(Index track) {
    TrackRun& run = tracks_[track];
    const Index vehicle = run.head;
    if (vehicle == kNone) {
      --run.inside;
    } else {
      run.head = next_[vehicle];
    }
    return vehicle;
  }

  /// A vehicle that waits for the track wants to go elsewhere.
  void forget(Index track, Index vehicle) {
    TrackRun& run = tracks_[track];
    Index before = kNone;
    for (Index at = run.head; at != vehicle; at = next_[at]) before = at;
    (before == kNone ? run.head : next_[before]) = next_[vehicle];
    if (run.tail == vehicle) run.tail = before;
  }

 private:
  struct TrackRun {
    std::uint32_t inside = 0;
    Index head = kNone;
    Index tail = kNone;
  };
  const std::vector<TrackModel>& model_;
  std::vector<TrackRun> tracks_;
  std::vector<Index> next_;  ///< per vehicle, in the line it waits in
};

}  // namespace mw::events
