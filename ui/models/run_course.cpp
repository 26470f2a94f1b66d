// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_course.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "core/base/error.h"
#include "core/kpi/machine.h"

namespace mw::models {
namespace {

using Kind = CourseQuantity::Kind;

constexpr std::size_t kSteps = 480;  // about the pixels of a chart
constexpr double kSecondsPerHour = 3600;

/// F of Course at instants: told the changes of what is counted, or of the level, in the order of time.
class Cumulative {
 public:
  explicit Cumulative(std::vector<SimTime> instants) : instants_(std::move(instants)) {}

  /// Parts are counted at once, a level adds up from now on.
  void count(SimTime at) {
    moveTo(at);
    sum_ += 1;
  }
  void change(SimTime at, double by) {
    moveTo(at);
    level_ += by;
  }
  [[nodiscard]] std::vector<double> finish() {
    moveTo(SimTime::never());
    return std::move(values_);
  }

 private:
  /// What happens at an instant counts for it, as in the engine's statistics at the horizon.
  void moveTo(SimTime at) {
    while (values_.size() < instants_.size() && instants_[values_.size()] < at) {
      values_.push_back(sum_ + level_ * (instants_[values_.size()] - since_).seconds());
    }
    if (at == SimTime::never()) return;
    sum_ += level_ * (at - since_).seconds();
    since_ = at;
  }

  std::vector<SimTime> instants_;  ///< ascending
  std::vector<double> values_;
  double sum_ = 0;
  double level_ = 0;
  SimTime since_;
};

void checkStop(std::size_t i, const std::stop_token& stop) {
  if ((i & 0xFFFFU) == 0xFFFFU && stop.stop_requested()) throw Cancelled();
}

void addStates(Cumulative& sum, const events::Recording& recording, const CourseQuantity& quantity,
               const std::stop_token& stop) {
  // Idle until their first change.
  const std::vector<events::StateChange> changes = recording.statesOf(quantity.element);
  std::vector<factory::ElementState> places = recording.momentAt(SimTime()).elements[quantity.element].places;
  const double share = 1.0 / static_cast<double>(places.size());
  std::ranges::fill(places, factory::ElementState::Idle);
  if (quantity.state == factory::ElementState::Idle) sum.change(SimTime(), 1);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    checkStop(i, stop);
    factory::ElementState& place = places[changes[i].place];
    if (place == changes[i].state) continue;
    if (place == quantity.state) sum.change(changes[i].at, -share);
    if (changes[i].state == quantity.state) sum.change(changes[i].at, share);
    place = changes[i].state;
  }
}

/// What such a job uses up goes nowhere, and what it makes (a sink: unpacks) comes from there, without going out or
/// coming in.
bool makesPartsAnew(const factory::Element& element) {
  static constexpr std::array<std::string_view, 5> kJobs = {"assembly", "disassembly", "batch", "unbatch", "sink"};
  return std::ranges::find(kJobs, element.type) != kJobs.end();
}

void addMoves(Cumulative& sum, const events::Recording& recording, const factory::Factory& factory,
              const CourseQuantity& quantity, const std::stop_token& stop) {
  std::vector<bool> is_good;
  std::vector<bool> is_source;
  for (const factory::Element& element : factory.elements()) {
    is_good.push_back(kpi::isGoodSink(element));
    is_source.push_back(element.type == "source");
  }
  const auto has = [](const std::vector<bool>& elements, std::int32_t at) {
    return at >= 0 && elements[static_cast<std::size_t>(at)];
  };
  const auto is_inside = [&](std::int32_t at) { return at >= 0 && !has(is_source, at); };
  const auto element = static_cast<std::int32_t>(quantity.element);
  const bool is_made_anew = makesPartsAnew(factory.elements()[quantity.element]);
  const auto moves = recording.moves();
  for (std::size_t i = 0; i < moves.size(); ++i) {
    checkStop(i, stop);
    const events::PartMove& move = moves[i];
    switch (quantity.kind) {
      case Kind::Out:
        if (move.from == element && (!is_made_anew || move.to >= 0)) sum.count(move.at);
        break;
      case Kind::In:
        if (move.to == element && (!is_made_anew || move.from >= 0)) sum.count(move.at);
        break;
      case Kind::Good:
        if (has(is_good, move.to)) sum.count(move.at);
        break;
      case Kind::Content:
        if (move.from != move.to && move.from == element) sum.change(move.at, -1);
        if (move.from != move.to && move.to == element) sum.change(move.at, 1);
        break;
      case Kind::Wip:
        if (!move.is_packing && is_inside(move.from) != is_inside(move.to))
          sum.change(move.at, is_inside(move.to) ? 1 : -1);
        break;
      case Kind::State:
        break;
    }
  }
}

/// Of the grid's instants, and last the one just before the warm-up ends.
std::vector<double> cumulativeOf(const events::Recording& recording, const factory::Factory& factory,
                                 const CourseQuantity& quantity, const CourseGrid& grid, const std::stop_token& stop) {
  const SimTime before_measured = SimTime::fromTicks(SimTime::fromSeconds(grid.warmup_s).ticks() - 1);
  std::vector<SimTime> instants;
  for (std::size_t i = 0; i <= grid.steps; ++i) instants.push_back(SimTime::fromSeconds(grid.at(i)));
  const auto at = std::ranges::upper_bound(instants, before_measured);
  const auto i_warmup = at - instants.begin();
  instants.insert(at, before_measured);
  Cumulative sum(std::move(instants));
  if (quantity.kind == Kind::State) {
    addStates(sum, recording, quantity, stop);
  } else {
    addMoves(sum, recording, factory, quantity, stop);
  }
  std::vector<double> values = sum.finish();
  std::rotate(values.begin() + i_warmup, values.begin() + i_warmup + 1, values.end());
  return values;
}

}  // namespace

double CourseGrid::at(std::size_t step) const {
  return end_s * static_cast<double>(step) / static_cast<double>(steps);
}

CourseGrid courseGrid(double end_s, double warmup_s, double window_s) {
  MW_REQUIRE(end_s > 0 && warmup_s >= 0 && window_s > 0);
  CourseGrid grid{end_s, std::min(warmup_s, end_s), kSteps, 1};
  const double wanted = std::round(window_s / end_s * static_cast<double>(kSteps));
  grid.window_steps = static_cast<std::size_t>(std::clamp(wanted, 1.0, static_cast<double>(kSteps)));
  return grid;
}

std::optional<Course> courseOf(const events::Recording& recording, const factory::Factory& factory,
                               const CourseQuantity& quantity, const CourseGrid& grid, const std::stop_token& stop) {
  MW_REQUIRE(quantity.element < factory.elements().size() || quantity.kind == Kind::Good || quantity.kind == Kind::Wip);
  if (quantity.kind == Kind::State && recording.momentAt(SimTime()).elements[quantity.element].places.empty()) {
    return std::nullopt;
  }
  const std::vector<double> sum = cumulativeOf(recording, factory, quantity, grid, stop);
  const double scale = quantity.isRate() ? kSecondsPerHour : 1;
  const double at_warmup = sum.back();
  Course course;
  for (std::size_t i = 1; i <= grid.steps; ++i) {
    const double t_s = grid.at(i);
    if (i >= grid.window_steps) {
      course.moving.t_s.push_back(t_s);
      course.moving.value.push_back(scale * (sum[i] - sum[i - grid.window_steps]) / grid.window_s());
    }
    if (t_s > grid.warmup_s) {
      course.so_far.t_s.push_back(t_s);
      course.so_far.value.push_back(scale * (sum[i] - at_warmup) / (t_s - grid.warmup_s));
    }
  }
  return course;
}

double valueAt(const std::vector<double>& t_s, const std::vector<double>& values, double time_s) {
  if (t_s.empty() || time_s < t_s.front() || time_s > t_s.back()) return std::numeric_limits<double>::quiet_NaN();
  const auto after = std::ranges::lower_bound(t_s, time_s);
  const auto i = static_cast<std::size_t>(after - t_s.begin());
  if (*after == time_s) return values[i];
  const double share = (time_s - t_s[i - 1]) / (t_s[i] - t_s[i - 1]);
  return values[i - 1] + share * (values[i] - values[i - 1]);
}

}  // namespace mw::models
