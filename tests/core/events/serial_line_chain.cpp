// SPDX-License-Identifier: Apache-2.0
#include "tests/core/events/serial_line_chain.h"

#include <Eigen/Sparse>
#include <Eigen/SparseLU>
#include <map>

namespace mw::test {
namespace {

enum Work : int { kEmpty, kWorking, kBlocked };

struct StationState {
  int work = kEmpty;
  bool is_down = false;
  int waiting = 0;  ///< in the buffer before it
  auto operator<=>(const StationState&) const = default;
};
using LineState = std::vector<StationState>;

class Chain {
 public:
  explicit Chain(const std::vector<LineStation>& line) : line_(line) {
    LineState empty(line.size());
    settle(empty);
    (void)indexOf(empty);
    for (std::size_t i = 0; i < states_.size(); ++i) leave(i);
  }

  [[nodiscard]] Eigen::VectorXd longRun() const {
    const auto n = static_cast<Eigen::Index>(states_.size());
    Eigen::SparseMatrix<double> transposed(n, n);
    std::vector<Eigen::Triplet<double>> entries;
    for (const auto& [from, to, rate] : rates_) {
      // The first balance equation follows from the others; the sum of all takes its place.
      if (to != 0) entries.emplace_back(to, from, rate);
      if (from != 0) entries.emplace_back(from, from, -rate);
    }
    for (Eigen::Index i = 0; i < n; ++i) entries.emplace_back(0, i, 1.0);
    transposed.setFromTriplets(entries.begin(), entries.end());
    Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(transposed);
    return solver.solve(Eigen::VectorXd::Unit(n, 0));
  }

  [[nodiscard]] const std::vector<LineState>& states() const { return states_; }

 private:
  struct Rate {
    Eigen::Index from;
    Eigen::Index to;
    double per_s;
  };

  Eigen::Index indexOf(const LineState& state) {
    const auto [at, is_new] = index_.try_emplace(state, static_cast<Eigen::Index>(states_.size()));
    if (is_new) states_.push_back(state);
    return at->second;
  }

  /// Moves parts until none can move: downstream first, so that room is handed upstream.
  void settle(LineState& state) const {
    for (bool has_moved = true; has_moved;) {
      has_moved = false;
      for (std::size_t k = state.size(); k-- > 0;) has_moved |= release(state, k) || fill(state, k);
    }
  }
  bool release(LineState& state, std::size_t k) const {
    if (state[k].work != kBlocked) return false;
    if (k + 1 < state.size()) {
      if (canTake(state, k + 1) && state[k + 1].waiting == 0) {
        state[k + 1].work = kWorking;
      } else if (state[k + 1].waiting < line_[k + 1].buffer_before) {
        ++state[k + 1].waiting;
      } else {
        return false;
      }
    }
    state[k].work = kEmpty;
    return true;
  }
  bool fill(LineState& state, std::size_t k) const {
    if (!canTake(state, k) || (k > 0 && state[k].waiting == 0)) return false;
    if (k > 0) --state[k].waiting;
    state[k].work = kWorking;
    return true;
  }
  static bool canTake(const LineState& state, std::size_t k) { return state[k].work == kEmpty && !state[k].is_down; }

  void leave(std::size_t from) {
    const LineState state = states_[from];
    for (std::size_t k = 0; k < state.size(); ++k) {
      const StationState& station = state[k];
      const auto go = [&](double per_s, auto change) {
        if (per_s <= 0) return;
        LineState next = state;
        change(next[k]);
        settle(next);
        rates_.push_back({static_cast<Eigen::Index>(from), indexOf(next), per_s});
      };
      if (station.is_down) {
        go(line_[k].repair_rate, [](StationState& changed) { changed.is_down = false; });
        continue;
      }
      if (station.work == kWorking) {
        go(line_[k].service_rate, [](StationState& changed) { changed.work = kBlocked; });
      }
      if (station.work == kWorking || line_[k].on_calendar) {
        go(line_[k].failure_rate, [](StationState& changed) { changed.is_down = true; });
      }
    }
  }

  const std::vector<LineStation>& line_;
  std::map<LineState, Eigen::Index> index_;
  std::vector<LineState> states_;
  std::vector<Rate> rates_;
};

}  // namespace

LineFigures exactFigures(const std::vector<LineStation>& line) {
  const Chain chain(line);
  const Eigen::VectorXd share = chain.longRun();
  LineFigures figures;
  for (auto* list : {&figures.busy, &figures.idle, &figures.blocked, &figures.down, &figures.buffer_content}) {
    list->assign(line.size(), 0.0);
  }
  for (std::size_t i = 0; i < chain.states().size(); ++i) {
    const double p = share[static_cast<Eigen::Index>(i)];
    for (std::size_t k = 0; k < line.size(); ++k) {
      const StationState& station = chain.states()[i][k];
      auto& list = station.is_down            ? figures.down
                   : station.work == kWorking ? figures.busy
                   : station.work == kBlocked ? figures.blocked
                                              : figures.idle;
      list[k] += p;
      figures.buffer_content[k] += p * station.waiting;
      figures.content += p * (station.waiting + (station.work != kEmpty));
    }
  }
  figures.throughput_per_s = figures.busy.back() * line.back().service_rate;
  return figures;
}

}  // namespace mw::test
