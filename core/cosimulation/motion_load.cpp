// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/motion_load.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <limits>
#include <vector>

#include "core/events/distribution_from_json.h"
#include "core/motion/bullet/bullet_world.h"

namespace mw::cosimulation {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();

/// Parts per second that a source sends at most.
double rateOf(const factory::Element& source, std::size_t index) {
  if (!source.has("interarrival") || source.has("schedule")) return kEndless;
  const Json& time = source.fields["interarrival"];
  if (time.is_object() && time.contains("by_part")) return kEndless;
  const double mean_s = events::distributionFromJson(time, fmt::format("/elements/{}/interarrival", index)).mean();
  return mean_s > 0 ? source.value("batch").get<double>() / mean_s : kEndless;
}

double rateOf(const factory::Factory& factory) {
  double rate_per_s = 0;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (factory.elements()[i].type == "source") rate_per_s += rateOf(factory.elements()[i], i);
  }
  return rate_per_s;
}

double lengthOf(const factory::Element& conveyor) {
  if (!conveyor.has("path")) return conveyor.has("length_m") ? conveyor.fields["length_m"].get<double>() : 0;
  double length_m = 0;
  const Json& path = conveyor.fields["path"];
  for (std::size_t k = 1; k < path.size(); ++k) {
    double square = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double way_m = path[k][axis].get<double>() - path[k - 1][axis].get<double>();
      square += way_m * way_m;
    }
    length_m += std::sqrt(square);
  }
  return length_m;
}

double numberOf(const factory::Element& element, const char* key) {
  const Json value = element.value(key);
  return value.is_number() ? value.get<double>() : 0;
}

double shortestPart_m(const factory::Factory& factory) {
  double shortest_m = factory.parts().empty() ? factory::Part().size_m[0] : kEndless;
  for (const factory::Part& part : factory.parts()) shortest_m = std::min(shortest_m, part.size_m[0]);
  return shortest_m;
}

/// CPU time of this thread.
double cpuNow_s() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

constexpr int kProbeParts = static_cast<int>(kPartsWithoutSaying);
constexpr int kProbeRow = 20;  // parts beside each other
constexpr int kStepsToSettle = 20;
constexpr int kStepsMeasured = 41;

motion::Box probePart(int i) {
  motion::Box box;
  box.size_m = {0.4, 0.3, 0.2};
  box.position_m = {0.6 * (i / kProbeRow), 0.5 * (i % kProbeRow), 0.1};
  box.friction = 0.5;
  return box;
}

/// The median step of parts that ride on a belt.
double probeStep_s(double step_s, const std::stop_token& stop) {
  const auto world = motion::makeBulletWorld();
  motion::Box belt;
  belt.size_m = {1000, 100, 0.2};
  belt.position_m = {0, 0, -0.1};
  belt.friction = 1;
  world->setBeltVelocity(world->addBelt(belt), {0.5, 0, 0});
  for (int i = 0; i < kProbeParts; ++i) world->addMoving(probePart(i), 4, {0.5, 0, 0});
  std::vector<double> times_s;
  for (int i = 0; i < kStepsToSettle + kStepsMeasured; ++i) {
    if (stop.stop_requested()) throw Cancelled("stopped while it measured this computer");
    const double started_s = cpuNow_s();
    world->step(step_s);
    if (i >= kStepsToSettle) times_s.push_back(cpuNow_s() - started_s);
  }
  std::nth_element(times_s.begin(), times_s.begin() + kStepsMeasured / 2, times_s.end());
  return times_s[kStepsMeasured / 2];
}

/// 2,400
std::string inThousands(double count) {
  std::string text = fmt::format("{:.0f}", std::round(count / 100) * 100);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

}  // namespace

double partsInMotion(const factory::Factory& factory) {
  const double rate_per_s = rateOf(factory);
  const double part_m = shortestPart_m(factory);
  double parts = 0;
  for (const factory::Element& element : factory.elements()) {
    if (element.type != "conveyor") continue;
    const double length_m = lengthOf(element);
    const double speed_mps = numberOf(element, "speed_mps");
    if (!(length_m > 0 && speed_mps > 0)) continue;
    parts += std::min(length_m / std::max(numberOf(element, "pitch_m"), part_m), rate_per_s * length_m / speed_mps);
  }
  return parts;
}

std::optional<MotionPace> expectedPace(const factory::Factory& factory, double step_s, const std::stop_token& stop) {
  if (!(step_s > 0)) return std::nullopt;  // refused when the run begins
  MotionPace pace;
  pace.parts = partsInMotion(factory);
  if (!(pace.parts > kPartsWithoutSaying)) return std::nullopt;
  pace.step_cpu_s = probeStep_s(step_s, stop) / kProbeParts * pace.parts;
  pace.slower = pace.step_cpu_s / step_s;
  return pace;
}

std::string paceText(const MotionPace& pace) {
  const std::string parts = fmt::format("About {} parts will move at once", inThousands(pace.parts));
  if (pace.slower <= 1) return fmt::format("{}: motion will be about as fast as real time on this computer", parts);
  return fmt::format("{}: motion will be about {:.1f} times slower than real time on this computer", parts,
                     pace.slower);
}

}  // namespace mw::cosimulation
