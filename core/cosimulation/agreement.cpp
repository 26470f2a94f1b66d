// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/agreement.h"

#include <cmath>
#include <fmt/format.h>

#include "core/base/json_number.h"
#include "core/events/simulation.h"

namespace mw::cosimulation {
namespace {

double rate_per_h(const events::RunStatistics& run) {
  return static_cast<double>(run.good) / run.measured_s * 3600;
}

double apart_s(const ElementAgreement& element) {
  return std::abs(element.motion_s - element.events_s);
}

double work_s(const events::ElementStatistics& element) {
  const double busy_s = element.state_s[static_cast<std::size_t>(factory::ElementState::Busy)];
  return element.parts_out > 0 ? busy_s * static_cast<double>(element.places) / static_cast<double>(element.parts_out)
                               : std::nan("");
}

/// In relation to the events; 0 where it is not known.
double workDifference(const ElementAgreement& element) {
  if (!element.is_robot || !(element.events_work_s > 0) || !std::isfinite(element.motion_work_s)) return 0;
  return std::abs(element.motion_work_s / element.events_work_s - 1);
}

std::optional<std::size_t> furthestOf(const std::vector<ElementAgreement>& elements) {
  std::optional<std::size_t> furthest;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!elements[i].worksOtherwise()) continue;
    if (!furthest || workDifference(elements[i]) > workDifference(elements[*furthest])) furthest = i;
  }
  if (furthest) return furthest;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!std::isfinite(apart_s(elements[i]))) continue;
    if (!furthest || apart_s(elements[i]) > apart_s(elements[*furthest])) furthest = i;
  }
  return furthest;
}

}  // namespace

bool ElementAgreement::worksOtherwise() const {
  return workDifference(*this) > kAgreement;
}

double Agreement::difference() const {
  return events_per_h > 0 ? motion_per_h / events_per_h - 1 : std::nan("");
}

namespace {

bool isMovedByArm(const MotionResult& motion, const std::string& id) {
  return std::any_of(motion.arms.begin(), motion.arms.end(), [&](const ArmStatistics& arm) { return arm.robot == id; });
}

}  // namespace

bool Agreement::agrees() const {
  return std::abs(motion_per_h - events_per_h) <= kAgreement * events_per_h;
}

Agreement compareWithEvents(const factory::Factory& factory, const MotionResult& motion, std::stop_token stop) {
  events::RunSettings settings;
  settings.seed = motion.settings.seed;
  settings.horizon = SimTime::fromSeconds(motion.settings.duration_s);
  settings.warmup = SimTime::fromSeconds(motion.settings.warmup_s);
  const events::RunStatistics timed = events::simulate(*events::compile(factory), settings, std::move(stop));
  Agreement agreement;
  agreement.motion_per_h = rate_per_h(motion.statistics);
  agreement.events_per_h = rate_per_h(timed);
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const std::string& type = factory.elements()[i].type;
    if (type == "source" || type == "sink") continue;
    const events::ElementStatistics& moved = motion.statistics.elements[i];
    const events::ElementStatistics& of = timed.elements[i];
    agreement.elements.push_back({factory.elements()[i].id, moved.parts_out, of.parts_out, moved.wait_mean_s,
                                  of.wait_mean_s, isMovedByArm(motion, factory.elements()[i].id), work_s(moved),
                                  work_s(of)});
  }
  agreement.furthest = furthestOf(agreement.elements);
  return agreement;
}

std::string agreementText(const Agreement& agreement) {
  if (!(agreement.events_per_h > 0)) {
    return agreement.motion_per_h > 0 ? "Motion makes parts, the events alone none in this time: run longer."
                                      : "Neither makes a part in this time: run longer.";
  }
  std::string text = fmt::format("Motion makes {:.4g} parts/h, the events alone {:.4g}: {:+.1f} %, {}.",
                                 agreement.motion_per_h, agreement.events_per_h, 100 * agreement.difference(),
                                 agreement.agrees() ? "they agree" : "they do not agree");
  if (!agreement.furthest) return text;
  const ElementAgreement& element = agreement.elements[*agreement.furthest];
  if (element.worksOtherwise()) {
    return text + fmt::format(
                      " Robot {} differs: it works {:.4g} s a part in motion, {:.4g} s in the events. Measure "
                      "its cycle: millwright-cli motion FILE --measure {} --write.",
                      element.element, element.motion_work_s, element.events_work_s, element.element);
  }
  return text + fmt::format(" Furthest apart is {}: a part stays {:.4g} s in motion, {:.4g} s in the events.",
                            element.element, element.motion_s, element.events_s);
}

Json toJson(const Agreement& agreement) {
  Json elements = Json::object();
  for (const ElementAgreement& element : agreement.elements) {
    elements[element.element] = {{"motion_s", numberOrNull(element.motion_s)},
                                 {"events_s", numberOrNull(element.events_s)},
                                 {"n_motion", element.n_motion},
                                 {"n_events", element.n_events}};
    if (!element.is_robot) continue;
    elements[element.element]["motion_work_s"] = numberOrNull(element.motion_work_s);
    elements[element.element]["events_work_s"] = numberOrNull(element.events_work_s);
  }
  return {{"motion_per_h", agreement.motion_per_h},
          {"events_per_h", agreement.events_per_h},
          {"difference", numberOrNull(agreement.difference())},
          {"agrees", agreement.agrees()},
          {"furthest", agreement.furthest ? Json(agreement.elements[*agreement.furthest].element) : Json(nullptr)},
          {"elements", std::move(elements)},
          {"text", agreementText(agreement)}};
}

}  // namespace mw::cosimulation
