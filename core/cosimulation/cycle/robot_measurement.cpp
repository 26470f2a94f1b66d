// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/cycle/robot_measurement.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "core/base/text.h"
#include "core/cosimulation/cycle/robot_works.h"
#include "core/cosimulation/cycle/taught_places.h"
#include "core/events/distribution_to_json.h"
#include "core/motion/cell/robot_cell.h"
#include "core/motion/program/taught_plan.h"

namespace mw::cosimulation {
namespace {

constexpr double kTaughtApart_m = 0.05;

void checkSettings(const MeasureSettings& settings) {
  if (settings.cycles < 2 || settings.cycles > kMostCycles) {
    throw InputError({}, fmt::format("{} cycles", settings.cycles), fmt::format("measure 2 to {}", kMostCycles));
  }
  const PickSpread& spread = settings.spread;
  if (!(spread.offset_m >= 0 && spread.offset_m <= 1 && spread.turn_rad >= 0 && spread.turn_rad <= M_PI)) {
    throw InputError({}, fmt::format("a spread of {} m and {} rad", spread.offset_m, spread.turn_rad),
                     "give up to 1 m and up to half a turn");
  }
}

std::size_t indexOfRobot(const factory::Factory& factory, std::string_view id) {
  std::vector<std::string> robots;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    if (element.id == id && element.type == "robot") return i;
    if (element.id == id) {
      throw InputError(Place{"", fmt::format("/elements/{}", i), 0, 0},
                       fmt::format("\"{}\" is a {}, not a robot", id, element.type), "name a robot");
    }
    if (element.type == "robot") robots.push_back(element.id);
  }
  const auto near = nearestWord(std::string(id), robots);
  std::string cure = robots.empty() ? "add one" : fmt::format("there are {}", fmt::join(robots, ", "));
  if (near) cure = fmt::format("did you mean \"{}\"?", *near);
  throw InputError(Place{"", "/elements", 0, 0}, fmt::format("there is no robot \"{}\"", id), cure);
}

std::vector<factory::Part> partTypes(const factory::Factory& factory) {
  std::vector<factory::Part> parts(factory.parts().begin(), factory.parts().end());
  if (parts.empty()) parts.emplace_back();
  return parts;
}

/// The first for what comes from an element, or goes there.
const motion::RobotPort& portAt(const factory::Factory& factory, const std::vector<motion::RobotPort>& ports,
                                std::uint32_t element) {
  const auto found = std::ranges::find_if(ports, [&](const motion::RobotPort& port) {
    const factory::Flow& flow = factory.flows()[port.flow];
    return flow.from == element || flow.to == element;
  });
  MW_REQUIRE(found != ports.end());
  return *found;
}

/// Makes what measureCycles asks for of a robot in its factory.
class Preparation {
 public:
  Preparation(const factory::Factory& factory, std::size_t robot, const MeasureSettings& settings)
      : factory_(factory),
        settings_(settings),
        parts_(partTypes(factory)),
        cell_(motion::robotCell(factory, robot, parts_, settings.folder)),
        taught_(motion::taughtProgramme(factory.elements()[robot], fmt::format("/elements/{}/programme", robot))) {
    requireRoads(robot);
    if (!isTaught()) return;
    const std::string gap = motion::pickPlaceGap(taught_);
    if (gap.empty()) return;
    throw InputError(Place{"", fmt::format("/elements/{}/programme", robot), 0, 0},
                     fmt::format("the programme of \"{}\" carries no part: {}", factory.elements()[robot].id, gap),
                     "teach it to grip a part, to move and to let go; or remove the programme");
  }

  [[nodiscard]] bool isTaught() const { return !taught_.steps.empty(); }
  [[nodiscard]] const motion::RobotCell& cell() const { return cell_; }

  [[nodiscard]] motion::CycleRequest request(const std::vector<RobotWork>& works) {
    motion::CycleRequest request;
    motion::InverseKinematics inverse(cell_.mounted);
    if (isTaught()) {
      request.plan = taughtPlanner();
      request.start_rad = *motion::taughtEnd(taught_);
    } else {
      request.plan = motion::pickPlacePlanner(cell_.mounted, cell_.gripper);
      const motion::InverseResult ready = motion::readyPosture(inverse, programmeFor(works.back()));
      if (ready.reaches()) request.start_rad = ready.q_rad;
    }
    for (std::size_t i = 0; i < works.size(); ++i) {
      const motion::PickPlaceProgramme programme =
          isTaught() ? taughtProgrammeFor(works[i], request) : programmeFor(works[i]);
      request.cycles.push_back(
          motion::variedProgramme(programme, variationAt(works[i].pick), static_cast<int>(i), settings_.seed));
    }
    return request;
  }

  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  [[nodiscard]] const std::string& partId(std::uint16_t part) const { return parts_[part].id; }

 private:
  void requireRoads(std::size_t robot) const {
    if (cell_.strays.empty()) return;
    throw InputError(Place{"", fmt::format("/elements/{}", robot), 0, 0},
                     motion::strayText(factory_, cell_, cell_.strays.front()),
                     "give these vehicles a network with a node beside the robot");
  }

  [[nodiscard]] motion::PickPlaceProgramme programmeFor(const RobotWork& work) const {
    return motion::programmeOf(cell_, portAt(factory_, cell_.picks, work.pick),
                               portAt(factory_, cell_.places, work.place), parts_[work.part]);
  }

  /// Parts lie and shall lie where the gripper was taught to go.
  [[nodiscard]] motion::PickPlaceProgramme taughtProgrammeFor(const RobotWork& work,
                                                              const motion::CycleRequest& request) {
    motion::PickPlaceProgramme programme = programmeFor(work);
    const motion::PickPlacePlan plan = request.plan(programme, request.start_rad);
    const auto places = taughtPlaces(cell_.mounted, plan);
    if (!places) return programme;  // its plan fails in the same way in every cycle
    noteApart(work, (places->pick.top_m - programme.pick.top_m).norm());
    programme.pick = places->pick;
    programme.place = places->place;
    programme.place.top_m.z() -= programme.clearance_m;
    return programme;
  }

  void noteApart(const RobotWork& work, double apart_m) {
    if (apart_m <= kTaughtApart_m) return;
    const std::string note = fmt::format(
        "the programme grips {:.2f} m from where parts of \"{}\" lie: parts are taken "
        "to lie where it grips",
        apart_m, factory_.elements()[work.pick].id);
    if (std::ranges::find(notes_, note) == notes_.end()) notes_.push_back(note);
  }

  [[nodiscard]] motion::CyclePlanner taughtPlanner() const {
    return [inverse = std::make_shared<motion::InverseKinematics>(cell_.mounted), gripper = cell_.gripper,
            programme = taught_,
            speed = cell_.speed](const motion::PickPlaceProgramme& part, const motion::JointVector& start_rad) {
      motion::TaughtWork work;
      work.speed = speed;
      work.part_mass_kg = part.part_mass_kg;
      return motion::planTaught(*inverse, gripper, programme, start_rad, work);
    };
  }

  [[nodiscard]] motion::PickPlaceVariation variationAt(std::uint32_t element) const {
    motion::PickPlaceVariation variation;
    if (portAt(factory_, cell_.picks, element).vehicle) return variation;
    if (factory_.elements()[element].type != "conveyor") return variation;
    variation.pick_along_m = settings_.spread.offset_m;
    variation.pick_across_m = settings_.spread.offset_m;
    variation.pick_yaw_rad = settings_.spread.turn_rad;
    return variation;
  }

  const factory::Factory& factory_;
  const MeasureSettings& settings_;
  std::vector<factory::Part> parts_;
  motion::RobotCell cell_;
  motion::RobotProgramme taught_;
  std::vector<std::string> notes_;
};

std::vector<MeasuredRoute> routesOf(const factory::Factory& factory, const std::vector<RobotWork>& works,
                                    const motion::CycleMeasurement& cycles, const Preparation& preparation) {
  struct Times {
    std::size_t first = 0;
    int n = 0;
    std::vector<double> values_s;
  };
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint16_t>, Times> times;
  for (const RobotWork& work : works) ++times[{work.pick, work.place, work.part}].n;
  for (std::size_t k = 0; k < cycles.cycles.size(); ++k) {
    const RobotWork& work = works[cycles.cycles[k]];
    times[{work.pick, work.place, work.part}].values_s.push_back(cycles.cycles_s[k]);
  }
  std::vector<MeasuredRoute> routes;
  for (const auto& [route, of] : times) {
    const auto& [pick, place, part] = route;
    routes.push_back({factory.elements()[pick].id, factory.elements()[place].id, preparation.partId(part),
                      numerics::confidenceInterval(of.values_s), of.n - static_cast<int>(of.values_s.size())});
  }
  std::ranges::stable_sort(routes, std::greater(), [](const MeasuredRoute& route) {
    return static_cast<std::int64_t>(route.cycle_s.n) + route.n_failed;
  });
  return routes;
}

}  // namespace

RobotMeasurement measureRobot(const factory::Factory& factory, std::string_view robot, const MeasureSettings& settings,
                              const std::stop_token& stop, const ProgressSink& progress) {
  checkSettings(settings);
  const std::size_t index = indexOfRobot(factory, robot);
  Preparation preparation(factory, index, settings);
  const std::vector<RobotWork> works =
      robotWorks(factory, index, static_cast<std::size_t>(settings.cycles), settings.seed, stop);
  motion::CycleRequest request = preparation.request(works);
  request.jobs = settings.jobs;
  request.stop = stop;
  request.progress = progress;

  RobotMeasurement measured;
  measured.robot = robot;
  measured.settings = settings;
  measured.speed = preparation.cell().speed;
  measured.setup = factory::cycleSetup(factory, index);
  measured.is_taught = preparation.isTaught();
  measured.cycles = motion::measureCycles(preparation.cell().mounted, preparation.cell().gripper, request);
  measured.routes = routesOf(factory, works, measured.cycles, preparation);
  measured.fitted = fitCycles(measured.cycles.cycles_s, settings.seed, stop);
  measured.notes = preparation.notes();
  return measured;
}

Json cycleDistribution(const RobotMeasurement& measurement, CycleForm form) {
  MW_REQUIRE(measurement.isUsable());
  const double mean_s = measurement.cycles.cycle_s.mean;
  if (const auto* fit = chosenFit(measurement.fitted, mean_s, form)) {
    const Json json = events::distributionToJson(fit->name, fit->parameters);
    return factory::scaledTimes(json, mean_s / fit->distribution.mean());
  }
  return factory::measuredDistribution(measuredCycleOf(measurement, {}));
}

factory::MeasuredCycle measuredCycleOf(const RobotMeasurement& measurement, const std::string& on) {
  factory::MeasuredCycle measured;
  measured.on = on;
  measured.setup = measurement.setup;
  measured.seed = measurement.settings.seed;
  measured.speed = measurement.speed;
  measured.failed = measurement.cycles.failedCount();
  measured.values_s = measurement.cycles.cycles_s;
  return measured;
}

std::vector<factory::Assignment> measuredValues(const RobotMeasurement& measurement, CycleForm form,
                                                const std::string& on) {
  const std::string element = "elements/" + measurement.robot + "/";
  return {{factory::FactoryPath(element + "cycle"),
           factory::scaledTimes(cycleDistribution(measurement, form), measurement.speed)},
          {factory::FactoryPath(element + "measured"), factory::toJson(measuredCycleOf(measurement, on))}};
}

factory::Factory withMeasured(const factory::Factory& factory, const RobotMeasurement& measurement, CycleForm form,
                              const std::string& on) {
  return factory::withAssignments(factory, measuredValues(measurement, form, on));
}

}  // namespace mw::cosimulation
