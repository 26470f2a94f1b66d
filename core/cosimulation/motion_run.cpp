// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/motion_run.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/cosimulation/mishap_text.h"
#include "core/cosimulation/vehicle_text.h"
#include "core/numerics/statistics.h"

namespace mw::cosimulation {
namespace {

TransportStatistics statisticsOf(const motion::ConveyorState& conveyor, const factory::Factory& factory,
                                 std::span<const motion::Transport> transports, double from_s) {
  TransportStatistics of;
  of.conveyor = factory.elements()[conveyor.element].id;
  of.expected_s = conveyor.free_transport_s;
  of.on_belt = conveyor.n_parts;
  of.waited_s = conveyor.waited_s;
  double square_sum = 0;  // Welford
  for (const motion::Transport& transport : transports) {
    if (transport.element != conveyor.element || transport.left_s <= from_s) continue;
    const double time_s = transport.left_s - transport.entered_s;
    of.min_s = of.n == 0 ? time_s : std::min(of.min_s, time_s);
    of.max_s = std::max(of.max_s, time_s);
    ++of.n;
    const double before_s = time_s - of.mean_s;
    of.mean_s += before_s / static_cast<double>(of.n);
    square_sum += before_s * (time_s - of.mean_s);
  }
  if (of.n > 1) of.sd_s = std::sqrt(square_sum / static_cast<double>(of.n - 1));
  return of;
}

NearMissOfRun named(const motion::NearMiss& miss, const factory::Factory& factory) {
  const auto id = [&factory](std::uint32_t element) { return factory.elements()[element].id; };
  if (miss.is_arms) return {id(miss.vehicle), id(miss.other), false, miss.time_s, miss.gap_m, miss.n, true};
  const std::string other = miss.is_element ? factory.elements()[miss.other].id : vehicleName(miss.other, factory);
  return {vehicleName(miss.vehicle, factory), other, miss.is_element, miss.time_s, miss.gap_m, miss.n};
}

StandstillOfRun named(const motion::Standstill& standstill, const factory::Factory& factory) {
  return {vehicleName(standstill.vehicle, factory), vehicleName(standstill.blocker, factory),
          nodeName(standstill.vehicle, standstill.node, factory), standstill.time_s, standstill.longest_s};
}

Json toJson(const StandstillOfRun& standstill) {
  return {{"vehicle", standstill.vehicle},
          {"other_vehicle", standstill.blocker},
          {"node", standstill.node},
          {"time_s", standstill.time_s},
          {"longest_s", standstill.longest_s}};
}

Json toJson(const NearMissOfRun& miss) {
  const char* const other = miss.is_arms ? "other_robot" : miss.is_element ? "element" : "other_vehicle";
  return {{miss.is_arms ? "robot" : "vehicle", miss.vehicle},
          {other, miss.other},
          {"time_s", miss.time_s},
          {"gap_m", miss.gap_m},
          {"n", miss.n}};
}

std::int64_t countOf(const MotionSession& session, std::uint32_t element, motion::MishapKind kind, double from_s) {
  const auto is_meant = [&](const motion::Mishap& mishap) {
    return mishap.element == element && mishap.kind == kind && mishap.time_s > from_s;
  };
  return std::count_if(session.mishaps().begin(), session.mishaps().end(), is_meant);
}

/// @param before_j  what the drives had worked when the warm-up ended
ArmStatistics statisticsOf(const ArmReport& arm, double before_j, const MotionSession& session,
                           const factory::Factory& factory, double from_s) {
  constexpr double kJoulesPerKwh = 3.6e6;
  ArmStatistics of;
  of.robot = factory.elements()[arm.element].id;
  of.dropped = countOf(session, arm.element, motion::MishapKind::Slipped, from_s);
  of.not_gripped = countOf(session, arm.element, motion::MishapKind::NotGripped, from_s);
  of.energy_kwh = (arm.work_j - before_j) / kJoulesPerKwh;
  std::vector<double> cycles_s;
  for (const ArmCycle& cycle : session.armCycles()) {
    if (cycle.element == arm.element && cycle.end_s > from_s) cycles_s.push_back(cycle.cycle_s);
  }
  of.n = static_cast<std::int64_t>(cycles_s.size());
  if (cycles_s.empty()) return of;
  const auto [min, max] = std::minmax_element(cycles_s.begin(), cycles_s.end());
  of.min_s = *min;
  of.max_s = *max;
  of.mean_s = numerics::mean(cycles_s);
  if (cycles_s.size() > 1) of.sd_s = numerics::sampleSd(cycles_s);
  return of;
}

std::int64_t count(std::span<const motion::Mishap> mishaps, motion::MishapKind kind) {
  return std::count_if(mishaps.begin(), mishaps.end(),
                       [kind](const motion::Mishap& mishap) { return mishap.kind == kind; });
}

double highest_m(const MotionSession& session) {
  double highest = 0;
  for (const motion::PartPose& part : session.parts()) highest = std::max(highest, std::abs(part.position_m[2]));
  return highest;
}

struct AtWarmup {
  std::int64_t delivered = 0;
  std::vector<double> waited_s;  ///< by conveyors
  std::vector<double> work_j;    ///< by arms
};

AtWarmup presentOf(const MotionSession& session) {
  AtWarmup present{session.delivered(), {}, {}};
  for (const motion::ConveyorState& conveyor : session.conveyors()) present.waited_s.push_back(conveyor.waited_s);
  for (const ArmReport& arm : session.armReports()) present.work_j.push_back(arm.work_j);
  return present;
}

/// Steps until the duration is full, noting a hash after each full second.
/// @returns what the warm-up made, to be left out
AtWarmup runThrough(MotionSession& session, MotionResult& result, const std::stop_token& stop,
                    const ProgressSink& progress) {
  const MotionSettings& settings = result.settings;
  const auto n_steps = std::max<std::int64_t>(1, std::llround(settings.duration_s / settings.step_s));
  AtWarmup at_warmup = presentOf(session);
  double next_hash_s = 1;
  for (std::int64_t i = 0; i < n_steps; ++i) {
    if (stop.stop_requested()) throw Cancelled(fmt::format("stopped at {:.1f} s", session.time_s()));
    session.step();
    if (session.time_s() <= settings.warmup_s) at_warmup = presentOf(session);
    result.max_abs_z_m = std::max(result.max_abs_z_m, highest_m(session));
    if (session.time_s() < next_hash_s - settings.step_s / 2) continue;
    result.state_hashes.push_back(session.stateHash());
    next_hash_s += 1;
    if (progress) progress({session.time_s(), settings.duration_s, "simulated seconds"});
  }
  return at_warmup;
}

}  // namespace

MotionResult runMotion(const factory::Factory& factory, const MotionSettings& settings, const std::stop_token& stop,
                       const ProgressSink& progress) {
  MotionSession session(factory, settings);
  MotionResult result;
  result.settings = settings;
  result.factory = factory.digest();
  const AtWarmup before = runThrough(session, result, stop, progress);
  for (std::size_t i = 0; i < session.conveyors().size(); ++i) {
    result.conveyors.push_back(statisticsOf(session.conveyors()[i], factory, session.transports(), settings.warmup_s));
    result.conveyors.back().waited_s -= before.waited_s[i];
  }
  const std::vector<ArmReport> arms = session.armReports();
  for (std::size_t i = 0; i < arms.size(); ++i) {
    result.arms.push_back(statisticsOf(arms[i], before.work_j[i], session, factory, settings.warmup_s));
  }
  result.photo_eyes = eyeStatistics(session.photoEyes(), factory, settings.warmup_s, session.time_s());
  result.delivered = session.delivered() - before.delivered;
  result.statistics = session.statistics();
  result.throughput_per_h = static_cast<double>(result.delivered) / (settings.duration_s - settings.warmup_s) * 3600;
  result.mishaps.assign(session.mishaps().begin(), session.mishaps().end());
  for (const motion::Mishap& mishap : result.mishaps) result.warnings.push_back(mishapText(mishap, factory));
  for (const motion::NearMiss& miss : session.nearMisses()) {
    result.near_misses.push_back(named(miss, factory));
    result.warnings.push_back(nearMissText(miss, factory));
  }
  for (const motion::Standstill& standstill : session.standstills()) {
    result.standstills.push_back(named(standstill, factory));
    result.warnings.push_back(standstillText(standstill, factory));
  }
  result.warnings.insert(result.warnings.end(), session.notes().begin(), session.notes().end());
  for (const ArmReport& arm : arms) {
    if (!arm.is_too_weak) continue;
    result.warnings.push_back(
        fmt::format("robot \"{}\" did not come to rest where its gripper had to work: its drives "
                    "are too weak for what it carries; lower its speed",
                    factory.elements()[arm.element].id));
  }
  return result;
}

Json toJson(const MotionResult& result) {
  Json conveyors = Json::object();
  for (const TransportStatistics& of : result.conveyors) {
    conveyors[of.conveyor] = {
        {"n", of.n},         {"mean_s", of.mean_s},         {"sd_s", of.sd_s},       {"min_s", of.min_s},
        {"max_s", of.max_s}, {"expected_s", of.expected_s}, {"on_belt", of.on_belt}, {"waited_s", of.waited_s}};
  }
  Json arms = Json::object();
  for (const ArmStatistics& of : result.arms) {
    arms[of.robot] = {{"n", of.n},
                      {"mean_s", of.mean_s},
                      {"sd_s", of.sd_s},
                      {"min_s", of.min_s},
                      {"max_s", of.max_s},
                      {"dropped", of.dropped},
                      {"not_gripped", of.not_gripped},
                      {"energy_kwh", of.energy_kwh}};
  }
  Json hashes = Json::array();
  for (const std::uint64_t hash : result.state_hashes) hashes.push_back(fmt::format("{:016x}", hash));
  Json near_misses = Json::array();
  for (const NearMissOfRun& miss : result.near_misses) near_misses.push_back(toJson(miss));
  Json standstills = Json::array();
  for (const StandstillOfRun& standstill : result.standstills) standstills.push_back(toJson(standstill));
  const Json mishaps = {{"tipped", count(result.mishaps, motion::MishapKind::Tipped)},
                        {"fell", count(result.mishaps, motion::MishapKind::Fell)},
                        {"lost", count(result.mishaps, motion::MishapKind::Lost)},
                        {"strayed", count(result.mishaps, motion::MishapKind::Strayed)},
                        {"jammed", count(result.mishaps, motion::MishapKind::Jammed)},
                        {"slipped", count(result.mishaps, motion::MishapKind::Slipped)},
                        {"not_gripped", count(result.mishaps, motion::MishapKind::NotGripped)}};
  return {{"format", "millwright-motion/1"},
          {"factory", result.factory},
          {"duration_s", result.settings.duration_s},
          {"step_s", result.settings.step_s},
          {"seed", result.settings.seed},
          {"warmup_s", result.settings.warmup_s},
          {"conveyors", std::move(conveyors)},
          {"arms", std::move(arms)},
          {"photo_eyes", toJson(result.photo_eyes)},
          {"delivered", result.delivered},
          {"throughput_per_h", result.throughput_per_h},
          {"state_hashes", std::move(hashes)},
          {"max_abs_z_m", result.max_abs_z_m},
          {"mishaps", mishaps},
          {"near_misses", std::move(near_misses)},
          {"standstills", std::move(standstills)},
          {"warnings", result.warnings}};
}

}  // namespace mw::cosimulation
