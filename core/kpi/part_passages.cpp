// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/part_passages.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/error.h"

namespace mw::kpi {
namespace {

using events::PartMove;

constexpr double kTick_s = 1e-9;

/// Follows the moves of a run in their order.
class Follower {
 public:
  Follower(const events::Recording& recording, const factory::Factory& factory) : made_at_(factory.elements().size()) {
    all_.end_s = recording.end().seconds();
    all_.kinds.resize(factory.parts().size());
    for (const factory::Element& element : factory.elements()) {
      is_source_.push_back(element.type == "source");
      is_sink_.push_back(element.type == "sink");
    }
    noteLoaded(recording);
  }

  void follow(const PartMove& move) {
    if (move.is_packing || move.from == move.to) return;
    if (move.from == PartMove::kNowhere) {
      if (!isSource(move.to)) beMade(move);
    } else if (isSource(move.from)) {
      comeIn(move);
    } else if (move.to == PartMove::kNowhere) {
      is_sink_[static_cast<std::size_t>(move.from)] ? finish(move) : beConsumed(move);
    }
  }

  PartPassages take() {
    for (KindPassages& kind : all_.kinds) {
      std::ranges::sort(kind.entered_s);
      std::ranges::sort(kind.left_s);
    }
    return std::move(all_);
  }

 private:
  /// What an element makes of what it took in: as old as the oldest of that.
  struct Made {
    SimTime oldest;
    bool is_over = true;  ///< the next part that is consumed begins a new one
  };

  /// A part that a vehicle fetches from a source is in from then on; its move is noted at the other end.
  void noteLoaded(const events::Recording& recording) {
    for (const auto& vehicle : recording.vehicleMoves()) {
      for (const events::VehicleMove& move : vehicle) {
        if (move.part == events::VehicleMove::kNone || move.taken_from < 0 || !isSource(move.taken_from)) continue;
        if (!born_.emplace(move.part, move.loaded_at).second) continue;
        all_.kinds[move.part_type].entered_s.push_back(move.loaded_at.seconds());
      }
    }
  }

  [[nodiscard]] bool isSource(std::int32_t element) const { return is_source_[static_cast<std::size_t>(element)]; }
  KindPassages& kindOf(const PartMove& move) { return all_.kinds[move.part_type]; }

  void comeIn(const PartMove& move) {
    if (!born_.emplace(move.part, move.at).second) return;  // by vehicle
    kindOf(move).entered_s.push_back(move.at.seconds());
  }

  void beMade(const PartMove& move) {
    Made& made = made_at_[static_cast<std::size_t>(move.to)];
    made.is_over = true;
    born_[move.part] = made.oldest;
    kindOf(move).entered_s.push_back(move.at.seconds());
  }

  void beConsumed(const PartMove& move) {
    Made& made = made_at_[static_cast<std::size_t>(move.from)];
    const SimTime born = takeBirth(move);
    made.oldest = made.is_over ? born : std::min(made.oldest, born);
    made.is_over = false;
    kindOf(move).left_s.push_back(move.at.seconds());
  }

  void finish(const PartMove& move) {
    const std::int64_t ticks = move.at.ticks() - takeBirth(move).ticks();
    kindOf(move).left_s.push_back(move.at.seconds());
    kindOf(move).finished.push_back({move.at.seconds(), static_cast<double>(ticks) * kTick_s});
  }

  SimTime takeBirth(const PartMove& move) {
    const auto found = born_.find(move.part);
    if (found == born_.end()) return move.at;
    const SimTime born = found->second;
    born_.erase(found);
    return born;
  }

  PartPassages all_;
  std::vector<bool> is_source_;
  std::vector<bool> is_sink_;
  std::vector<Made> made_at_;                        // per element
  std::unordered_map<std::uint32_t, SimTime> born_;  // of the parts inside, by their numbers
};

}  // namespace

PartPassages passagesOf(const events::Recording& recording, const factory::Factory& factory,
                        const std::stop_token& stop) {
  Follower follower(recording, factory);
  std::size_t n_seen = 0;
  for (const PartMove& move : recording.moves()) {
    if ((++n_seen & 0xFFFFU) == 0 && stop.stop_requested()) throw Cancelled();
    follower.follow(move);
  }
  return follower.take();
}

}  // namespace mw::kpi
