// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/cycle/robot_works.h"

#include <fmt/format.h>
#include <unordered_map>

#include "core/events/simulation.h"
#include "core/factory/measured_cycle.h"

namespace mw::cosimulation {
namespace {

constexpr double kLongestRun_s = 10 * 86400;
constexpr std::size_t kMostMoves = 2'000'000;

/// Notes the works of one robot until there are enough.
class WorkRecorder final : public events::Recorder {
 public:
  WorkRecorder(std::size_t robot, std::size_t n) : robot_(static_cast<std::int32_t>(robot)), n_(n) {}

  void add(const events::StateChange&) override {}

  void add(const events::PartMove& move) override {
    ++n_moves_;
    if (move.is_packing || move.from == move.to) return;
    if (move.to == robot_ && move.from >= 0) came_from_[move.part] = static_cast<std::uint32_t>(move.from);
    if (move.from != robot_ || move.to < 0) return;
    const auto came = came_from_.find(move.part);
    if (came == came_from_.end()) return;
    works_.push_back({came->second, static_cast<std::uint32_t>(move.to), move.part_type});
    came_from_.erase(came);
  }

  [[nodiscard]] bool isFull() const override { return works_.size() >= n_ || n_moves_ >= kMostMoves; }
  [[nodiscard]] const std::vector<RobotWork>& works() const { return works_; }

 private:
  std::int32_t robot_;
  std::size_t n_;
  std::size_t n_moves_ = 0;
  std::unordered_map<std::uint32_t, std::uint32_t> came_from_;  ///< by part
  std::vector<RobotWork> works_;
};

factory::Factory withProvisionalCycles(const factory::Factory& factory, std::size_t robot) {
  Json root = factory.json();
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    if (element.type != "robot") continue;
    const bool is_open = element.has("cycle") ? factory::cycleOfEvents(element).is_null() : i == robot;
    if (is_open) root["elements"][i]["cycle"] = kProvisionalCycle_s;
  }
  return factory::Factory::fromJson(std::move(root), factory.types());
}

}  // namespace

std::vector<RobotWork> robotWorks(const factory::Factory& factory, std::size_t robot, std::size_t n, std::uint64_t seed,
                                  const std::stop_token& stop) {
  const auto model = events::compile(withProvisionalCycles(factory, robot));
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(kLongestRun_s);
  settings.seed = seed;
  WorkRecorder recorder(robot, 2 * n);
  (void)events::simulate(*model, settings, stop, &recorder);
  std::vector<RobotWork> works = recorder.works();
  if (works.empty()) {
    const std::string& id = factory.elements()[robot].id;
    throw InputError(Place{"", fmt::format("/elements/{}", robot), 0, 0},
                     fmt::format("no part passes robot \"{}\" in ten days", id),
                     "add flows into and out of it, and a source that reaches it");
  }
  if (works.size() > n) works.erase(works.begin(), works.end() - static_cast<std::ptrdiff_t>(n));
  for (std::size_t i = 0; works.size() < n; ++i) works.push_back(works[i]);
  return works;
}

}  // namespace mw::cosimulation
