// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/motion_session.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/digest.h"
#include "core/cosimulation/moved_belts.h"
#include "core/cosimulation/moved_vehicles.h"
#include "core/cosimulation/step_text.h"
#include "core/factory/factory_check.h"
#include "core/factory/road_network.h"
#include "core/motion/bullet/bullet_world.h"
#include "core/motion/energy_watch.h"
#include "core/motion/motion_check.h"

namespace mw::cosimulation {
namespace {

void checkSettings(const MotionSettings& settings) {
  if (!(settings.step_s > 0 && settings.step_s <= kLongestStep_s)) {
    throw InputError(Place{}, fmt::format("a step of {} s", settings.step_s),
                     "give one above 0 and up to 1/50 s; 1/240 is usual");
  }
  if (!(settings.duration_s > 0 && std::isfinite(settings.duration_s))) {
    throw InputError(Place{}, fmt::format("a duration of {} s", settings.duration_s), "give one above 0 s");
  }
  if (!(settings.warmup_s >= 0 && settings.warmup_s < settings.duration_s)) {
    throw InputError(Place{}, fmt::format("a warm-up of {} s in {} s", settings.warmup_s, settings.duration_s),
                     "give one below the duration");
  }
}

void requireNoErrors(Findings findings) {
  std::erase_if(findings, [](const Finding& finding) { return finding.severity != Severity::Error; });
  if (!findings.empty()) throw InputError(std::move(findings));
}

void checkComplete(const factory::Factory& factory, double step_s) {
  requireNoErrors(factory::checkFactory(factory));
  requireNoErrors(motion::checkMotion(factory, factory.parts(), step_s));
  for (const factory::Element& element : factory.elements()) {
    if (element.type == "conveyor") return;
  }
  if (std::any_of(factory.flows().begin(), factory.flows().end(), factory::isByVehicle)) return;
  throw InputError(Place{"", "/elements", 0, 0}, "there is no conveyor, so nothing moves", "add a conveyor");
}

std::vector<factory::Part> partTypes(const factory::Factory& factory) {
  std::vector<factory::Part> parts(factory.parts().begin(), factory.parts().end());
  if (parts.empty()) parts.emplace_back();
  return parts;
}

}  // namespace

class MotionSession::World {
 public:
  World(const factory::Factory& factory, const MotionSettings& settings)
      : factory_(factory),
        step_s_(settings.step_s),
        present_(factory_),
        bodies_(motion::makeBulletWorld()),
        belts_(factory_, partTypes(factory_), *bodies_),
        vehicles_(factory_, partTypes(factory_), *bodies_),
        mover_(belts_),
        driver_(vehicles_),
        conveyors_(belts_.elements()),
        events_(events::compile(factory_), runSettings(settings), moved(), &present_) {
    for (const Finding& finding : motion::checkMotion(factory_, partTypes(factory_), step_s_)) {
      notes_.push_back(fmt::format("{}; {}", finding.cause, finding.cure));
    }
    notes_.insert(notes_.end(), belts_.notes().begin(), belts_.notes().end());
    collect();
  }

  void step() {
    belts_.drive(step_s_);
    vehicles_.drive(step_s_);
    bodies_->step(step_s_);
    ++n_steps_;
    motion::checkEnergy(*bodies_, belts_, factory_, time_s());
    belts_.observe(time_s());
    vehicles_.observe(time_s());
    events_.advance(SimTime::fromSeconds(time_s()));
    mover_.tell(events_);
    driver_.tell(events_);
    collect();
  }

  [[nodiscard]] std::uint64_t hash() const {
    if (vehicles_.isEmpty()) return belts_.hash();
    Digest digest;
    digest.addInteger(belts_.hash());
    vehicles_.addTo(digest);
    return digest.low64();
  }

  [[nodiscard]] double time_s() const { return static_cast<double>(n_steps_) * step_s_; }
  [[nodiscard]] const events::Present& present() const { return present_; }
  [[nodiscard]] events::RunStatistics statistics() const { return events_.statistics(); }
  [[nodiscard]] const motion::BeltLine& belts() const { return belts_; }
  [[nodiscard]] const motion::VehicleLine& vehicles() const { return vehicles_; }
  [[nodiscard]] const std::vector<motion::Mishap>& mishaps() const { return mishaps_; }
  [[nodiscard]] const motion::RigidWorld& bodies() const { return *bodies_; }
  [[nodiscard]] const std::vector<motion::PartPose>& poses() const { return poses_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  static events::RunSettings runSettings(const MotionSettings& settings) {
    events::RunSettings run;
    run.seed = settings.seed;
    run.warmup = SimTime::fromSeconds(settings.warmup_s);
    return run;
  }

  events::MovedElements moved() {
    events::MovedElements moved;
    moved.conveyors = conveyors_;
    moved.conveyor_mover = &mover_;
    moved.vehicle_mover = &driver_;
    return moved;
  }

  /// Of all that moves.
  void collect() {
    poses_ = belts_.poses();
    const std::vector<motion::PartPose> loads = vehicles_.poses();
    const auto middle = poses_.insert(poses_.end(), loads.begin(), loads.end());
    std::inplace_merge(poses_.begin(), middle, poses_.end(),
                       [](const motion::PartPose& a, const motion::PartPose& b) { return a.part < b.part; });
    const auto add = [this](const std::vector<motion::Mishap>& from, std::size_t& known) {
      mishaps_.insert(mishaps_.end(), from.begin() + static_cast<std::ptrdiff_t>(known), from.end());
      known = from.size();
    };
    add(belts_.mishaps(), known_of_belts_);
    add(vehicles_.mishaps(), known_of_vehicles_);
  }

  factory::Factory factory_;
  double step_s_;
  std::int64_t n_steps_ = 0;
  events::Present present_;
  std::unique_ptr<motion::RigidWorld> bodies_;
  motion::BeltLine belts_;
  motion::VehicleLine vehicles_;
  MovedBelts mover_;
  MovedVehicles driver_;
  std::vector<events::Index> conveyors_;
  events::CoSimulation events_;
  std::vector<motion::PartPose> poses_;
  std::vector<motion::Mishap> mishaps_;
  std::size_t known_of_belts_ = 0;
  std::size_t known_of_vehicles_ = 0;
  std::vector<std::string> notes_;
};

MotionSession::MotionSession(const factory::Factory& factory, const MotionSettings& settings) {
  checkSettings(settings);
  checkComplete(factory, settings.step_s);
  world_ = std::make_unique<World>(factory, settings);
}

MotionSession::~MotionSession() = default;
MotionSession::MotionSession(MotionSession&&) noexcept = default;
MotionSession& MotionSession::operator=(MotionSession&&) noexcept = default;

void MotionSession::step() {
  world_->step();
}

double MotionSession::time_s() const {
  return world_->time_s();
}

std::span<const motion::PartPose> MotionSession::parts() const {
  return world_->poses();
}

std::uint64_t MotionSession::stateHash() const {
  return world_->hash();
}

std::span<const motion::Transport> MotionSession::transports() const {
  return world_->belts().transports();
}

std::int64_t MotionSession::delivered() const {
  return world_->present().delivered();
}

const events::Present& MotionSession::present() const {
  return world_->present();
}

events::RunStatistics MotionSession::statistics() const {
  return world_->statistics();
}

std::span<const motion::Mishap> MotionSession::mishaps() const {
  return world_->mishaps();
}

std::span<const motion::NearMiss> MotionSession::nearMisses() const {
  return world_->vehicles().nearMisses();
}

std::vector<motion::VehicleState> MotionSession::vehicles() const {
  return world_->vehicles().vehicles();
}

std::span<const std::string> MotionSession::notes() const {
  return world_->notes();
}

std::span<const motion::ConveyorState> MotionSession::conveyors() const {
  return world_->belts().conveyors();
}

std::span<const motion::PhotoEye> MotionSession::photoEyes() const {
  return world_->belts().photoEyes();
}

double MotionSession::deepestOverlap_m() const {
  return world_->bodies().deepestOverlap_m();
}

}  // namespace mw::cosimulation
