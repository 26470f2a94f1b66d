// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/motion_session.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>

#include "core/base/digest.h"
#include "core/cosimulation/arms_and_vehicles.h"
#include "core/cosimulation/moved_arms.h"
#include "core/cosimulation/moved_belts.h"
#include "core/cosimulation/moved_doors.h"
#include "core/cosimulation/moved_transfers.h"
#include "core/cosimulation/moved_vehicles.h"
#include "core/cosimulation/step_text.h"
#include "core/factory/factory_check.h"
#include "core/factory/measured_cycle.h"
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
    if (element.type == "conveyor" || (element.type == "robot" && element.has("arm"))) return;
  }
  if (std::any_of(factory.flows().begin(), factory.flows().end(), factory::isByVehicle)) return;
  throw InputError(Place{"", "/elements", 0, 0},
                   "there is no conveyor, no robot with an arm and no vehicle, so nothing moves", "add a conveyor");
}

std::vector<factory::Part> partTypes(const factory::Factory& factory) {
  std::vector<factory::Part> parts(factory.parts().begin(), factory.parts().end());
  if (parts.empty()) parts.emplace_back();
  return parts;
}

/// The cycle of a robot that is moved plays no part; the events want a time all the same.
factory::Factory withCycleTimes(const factory::Factory& factory, const std::function<double(std::size_t)>& cycle_s) {
  Json json;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    if (element.type != "robot" || !element.has("arm") || !element.has("cycle")) continue;
    if (element.fields["cycle"] != "motion" || !factory::cycleOfEvents(element).is_null()) continue;
    if (json.is_null()) json = factory.json();
    json["elements"][i]["cycle"] = cycle_s(i);
  }
  return json.is_null() ? factory : factory::Factory::fromJson(std::move(json), factory.types());
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
        transfers_(factory_, partTypes(factory_), belts_, *bodies_),
        vehicles_(factory_, partTypes(factory_), *bodies_),
        doors_(factory_, belts_.elements(), *bodies_),
        arms_({factory_, partTypes(factory_), settings.folder}, belts_, doors_, vehicles_, *bodies_),
        arms_and_vehicles_(arms_, vehicles_, partTypes(factory_)),
        door_mover_(doors_, arms_, belts_, partTypes(factory_)),
        carrier_(transfers_),
        workers_(arms_, carrier_, factory_),
        mover_(belts_, arms_, carrier_),
        driver_(vehicles_, arms_),
        conveyors_(belts_.elements()),
        events_(events::compile(withCycleTimes(factory_, [this](std::size_t i) { return cycleOf(i); })),
                runSettings(settings),
                {conveyors_, &mover_, movedRobots(), &workers_, &driver_, door_mover_.enclosures(), &door_mover_},
                &present_),
        notes_(arms_.notes()),
        known_notes_of_arms_(notes_.size()) {
    for (const Finding& finding : motion::checkMotion(factory_, partTypes(factory_), step_s_)) {
      notes_.push_back(fmt::format("{}; {}", finding.cause, finding.cure));
    }
    notes_.insert(notes_.end(), belts_.notes().begin(), belts_.notes().end());
    collect();
  }

  void step() {
    belts_.drive(step_s_);
    transfers_.drive(step_s_);
    vehicles_.drive(step_s_);
    arms_.drive(step_s_);
    door_mover_.drive(step_s_, time_s());
    bodies_->step(step_s_);
    ++n_steps_;
    motion::checkEnergy(*bodies_, belts_, transfers_, factory_, time_s());
    belts_.observe(time_s());
    transfers_.observe(time_s());
    vehicles_.observe(time_s());
    arms_.observe(time_s());
    arms_and_vehicles_.observe(time_s());
    events_.advance(SimTime::fromSeconds(time_s()));
    mover_.tell(events_);
    driver_.tell(events_);
    door_mover_.tell(events_);
    arms_.tell(events_, time_s());
    carrier_.tell(events_, time_s());
    collect();
  }

  [[nodiscard]] std::uint64_t hash() const {
    if (vehicles_.isEmpty() && arms_.robots().empty() && transfers_.elements().empty() && doors_.states().empty()) {
      return belts_.hash();
    }
    Digest digest;
    digest.addInteger(belts_.hash());
    if (!vehicles_.isEmpty()) vehicles_.addTo(digest);
    if (!arms_.robots().empty()) digest.addInteger(arms_.hash());
    if (!transfers_.elements().empty()) digest.addInteger(transfers_.hash());
    for (const motion::DoorState& door : doors_.states()) digest.addNumbers({&door.open, 1});
    return digest.low64();
  }

  [[nodiscard]] double time_s() const { return static_cast<double>(n_steps_) * step_s_; }
  [[nodiscard]] const events::Present& present() const { return present_; }
  [[nodiscard]] events::RunStatistics statistics() const { return events_.statistics(); }
  [[nodiscard]] const motion::BeltLine& belts() const { return belts_; }
  [[nodiscard]] const motion::TransferLine& transfers() const { return transfers_; }
  [[nodiscard]] const motion::VehicleLine& vehicles() const { return vehicles_; }
  [[nodiscard]] const std::vector<motion::Mishap>& mishaps() const { return mishaps_; }
  [[nodiscard]] const std::vector<motion::NearMiss>& nearMisses() const { return near_misses_; }
  [[nodiscard]] const motion::RigidWorld& bodies() const { return *bodies_; }
  [[nodiscard]] const MovedArms& arms() const { return arms_; }
  [[nodiscard]] const motion::DoorLine& doors() const { return doors_; }
  [[nodiscard]] const std::vector<motion::PartPose>& poses() const { return poses_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  static events::RunSettings runSettings(const MotionSettings& settings) {
    events::RunSettings run;
    run.seed = settings.seed;
    run.warmup = SimTime::fromSeconds(settings.warmup_s);
    return run;
  }

  /// Everything that a WorkMover moves: arms and transfer devices.
  [[nodiscard]] const std::vector<events::Index>& movedRobots() {
    robots_ = arms_.robots();
    for (const std::uint32_t device : transfers_.elements()) robots_.push_back(device);
    std::sort(robots_.begin(), robots_.end());
    return robots_;
  }

  [[nodiscard]] double cycleOf(std::size_t robot) const {
    const std::vector<events::Index>& moved = arms_.robots();
    const bool is_moved = std::binary_search(moved.begin(), moved.end(), static_cast<events::Index>(robot));
    // The events divide by the speed.
    const double speed = factory_.elements()[robot].value("speed").get<double>();
    if (is_moved) return arms_.plannedCycle_s(static_cast<events::Index>(robot)) * speed;
    throw InputError(
        Place{"", fmt::format("/elements/{}/cycle", robot), 0, 0},
        fmt::format("the arm of \"{}\" can't be moved, so its cycle is not known", factory_.elements()[robot].id),
        "give a time, or measure it: millwright-cli motion FILE --measure " + factory_.elements()[robot].id +
            " --write");
  }

  /// Of all that moves: parts by rising number, mishaps since the last step.
  void collect() {
    poses_ = belts_.poses();
    const std::size_t n_on_belts = poses_.size();
    const std::vector<motion::PartPose> loads = vehicles_.poses();
    poses_.insert(poses_.end(), loads.begin(), loads.end());
    arms_.addPoses(poses_);
    transfers_.addPoses(poses_);
    if (poses_.size() > n_on_belts) sortPoses();
    near_misses_ = vehicles_.nearMisses();
    near_misses_.insert(near_misses_.end(), arms_.nearMisses().begin(), arms_.nearMisses().end());
    near_misses_.insert(near_misses_.end(), arms_and_vehicles_.nearMisses().begin(),
                        arms_and_vehicles_.nearMisses().end());
    const std::vector<std::string>& notes = arms_.notes();
    notes_.insert(notes_.end(), notes.begin() + static_cast<std::ptrdiff_t>(known_notes_of_arms_), notes.end());
    known_notes_of_arms_ = notes.size();
    gather(belts_.mishaps(), known_of_belts_);
    gather(vehicles_.mishaps(), known_of_vehicles_);
    gather(arms_.mishaps(), known_of_arms_);
    gather(transfers_.mishaps(), known_of_transfers_);
    gather(door_mover_.mishaps(), known_of_doors_);
  }

  void sortPoses() {
    std::stable_sort(poses_.begin(), poses_.end(),
                     [](const motion::PartPose& a, const motion::PartPose& b) { return a.part < b.part; });
    // What has just been gripped is on its belt until the next step.
    const auto is_same = [](const motion::PartPose& a, const motion::PartPose& b) { return a.part == b.part; };
    poses_.erase(std::unique(poses_.begin(), poses_.end(), is_same), poses_.end());
  }

  void gather(const std::vector<motion::Mishap>& mishaps, std::size_t& n_known) {
    mishaps_.insert(mishaps_.end(), mishaps.begin() + static_cast<std::ptrdiff_t>(n_known), mishaps.end());
    n_known = mishaps.size();
  }

  factory::Factory factory_;
  double step_s_;
  std::int64_t n_steps_ = 0;
  events::Present present_;
  std::unique_ptr<motion::RigidWorld> bodies_;
  motion::BeltLine belts_;
  motion::TransferLine transfers_;
  motion::VehicleLine vehicles_;
  motion::DoorLine doors_;
  MovedArms arms_;
  ArmsAndVehicles arms_and_vehicles_;
  MovedDoors door_mover_;
  MovedTransfers carrier_;
  MovedWorkers workers_;
  std::vector<events::Index> robots_;
  MovedBelts mover_;
  MovedVehicles driver_;
  std::vector<events::Index> conveyors_;
  events::CoSimulation events_;
  std::vector<motion::PartPose> poses_;
  std::vector<motion::Mishap> mishaps_;
  std::vector<motion::NearMiss> near_misses_;
  std::size_t known_of_belts_ = 0;
  std::size_t known_of_vehicles_ = 0;
  std::size_t known_of_arms_ = 0;
  std::size_t known_of_transfers_ = 0;
  std::size_t known_of_doors_ = 0;
  std::vector<std::string> notes_;
  std::size_t known_notes_of_arms_ = 0;
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

std::vector<motion::ArmPosture> MotionSession::arms() const {
  return world_->arms().postures();
}

std::span<const motion::DoorState> MotionSession::doors() const {
  return world_->doors().states();
}

std::span<const motion::StopState> MotionSession::stops() const {
  return world_->belts().stops();
}

std::span<const ArmCycle> MotionSession::armCycles() const {
  return world_->arms().cycles();
}

std::vector<ArmReport> MotionSession::armReports() const {
  return world_->arms().reports();
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
  return world_->nearMisses();
}

std::span<const motion::Standstill> MotionSession::standstills() const {
  return world_->vehicles().standstills();
}

std::vector<motion::VehicleState> MotionSession::vehicles() const {
  return world_->vehicles().vehicles();
}

std::vector<motion::TransferState> MotionSession::transfers() const {
  return world_->transfers().states();
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
