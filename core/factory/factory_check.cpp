// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_check.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

#include "core/factory/calendar_reader.h"
#include "core/factory/control_check.h"
#include "core/factory/conveyor_check.h"
#include "core/factory/empirical_files.h"
#include "core/factory/enclosure.h"
#include "core/factory/schedule_files.h"
#include "core/factory/transfer_check.h"
#include "core/factory/transport_check.h"

namespace mw::factory {
namespace {

class Checker {
 public:
  explicit Checker(const Factory& factory)
      : factory_(factory),
        flows_out_(factory.elements().size()),
        flows_in_(factory.elements().size()),
        leads_to_inspection_(leadToInspection(factory)) {
    for (std::size_t i = 0; i < factory.flows().size(); ++i) {
      flows_out_[factory.flows()[i].from].push_back(i);
      flows_in_[factory.flows()[i].to].push_back(i);
    }
  }

  Findings run() {
    findings_ = checkCalendars(factory_);
    if (factory_.elements().empty()) {
      report(Severity::Error, "/elements", "the hall is empty", "add a source, a station and a sink");
      return std::move(findings_);
    }
    for (std::size_t i = 0; i < factory_.elements().size(); ++i) {
      checkConnections(i);
      checkRouting(i);
      if (factory_.elements()[i].type == "source") checkSource(i);
      checkYield(i);
    }
    checkReach();
    for (const Findings& found : {checkConveyors(factory_), checkTransfers(factory_), checkControl(factory_),
                                  checkTransport(factory_), checkEnclosures(factory_)}) {
      findings_.insert(findings_.end(), found.begin(), found.end());
    }
    for (Finding& finding : unreadEmpiricalFiles(factory_.json())) findings_.push_back(std::move(finding));
    for (Finding& finding : unreadScheduleFiles(factory_.json())) findings_.push_back(std::move(finding));
    return std::move(findings_);
  }

 private:
  void report(Severity severity, std::string pointer, std::string cause, std::string cure) {
    findings_.push_back({severity, Place{"", std::move(pointer), 0, 0}, std::move(cause), std::move(cure)});
  }
  [[nodiscard]] static std::string pointerOf(std::size_t i) { return fmt::format("/elements/{}", i); }

  [[nodiscard]] bool isYieldTarget(const std::string& id) const {
    for (const Element& element : factory_.elements()) {
      if (!element.has("yield")) continue;
      for (const char* key : {"rework_to", "scrap_to"}) {
        if (element.fields["yield"].contains(key) && element.fields["yield"][key] == id) return true;
      }
    }
    return false;
  }

  void checkConnections(std::size_t i) {
    const Element& element = factory_.elements()[i];
    if (element.type == "sink") {
      if (!flows_out_[i].empty()) {
        report(Severity::Error, fmt::format("/flows/{}/from", flows_out_[i][0]),
               fmt::format("nothing leaves sink \"{}\"", element.id), "remove this flow");
      }
    } else if (flows_out_[i].empty()) {
      report(Severity::Error, pointerOf(i), fmt::format("\"{}\" has no flow out", element.id),
             fmt::format("connect it: {{\"from\": \"{}\", \"to\": ...}}", element.id));
    }
    if (element.type == "source") {
      if (!flows_in_[i].empty()) {
        report(Severity::Error, fmt::format("/flows/{}/to", flows_in_[i][0]),
               fmt::format("nothing enters source \"{}\"", element.id), "remove this flow");
      }
    } else if (flows_in_[i].empty() && !isYieldTarget(element.id)) {
      report(Severity::Warning, pointerOf(i), fmt::format("\"{}\" has no flow in: it stays idle", element.id),
             fmt::format("connect it: {{\"from\": ..., \"to\": \"{}\"}}", element.id));
    }
  }

  void checkRouting(std::size_t i) {
    const Element& element = factory_.elements()[i];
    if (element.value("routing") != "probability" || flows_out_[i].empty()) return;
    double sum = 0;
    for (const std::size_t flow : flows_out_[i]) {
      const Json& fields = factory_.flows()[flow].fields;
      if (!fields.contains("probability")) {
        report(Severity::Error, fmt::format("/flows/{}", flow),
               fmt::format("\"{}\" routes by probability, this flow has none", element.id), "add \"probability\"");
        return;
      }
      sum += fields["probability"].get<double>();
    }
    if (std::abs(sum - 1) > 1e-9) {
      report(Severity::Error, pointerOf(i) + "/routing",
             fmt::format("probabilities out of \"{}\" sum to {:.6g}", element.id, sum), "make them sum to 1");
    }
  }

  void checkSource(std::size_t i) {
    const Element& source = factory_.elements()[i];
    const int ways = int{source.has("interarrival")} + int{source.has("supply")} + int{source.has("schedule")};
    if (ways != 1) {
      report(Severity::Error, pointerOf(i),
             fmt::format("source \"{}\" has {}", source.id,
                         ways == 0 ? "no way to create parts" : "several ways to create parts"),
             "give exactly one of interarrival, supply, schedule");
    }
    if (source.has("interarrival") && source.fields["interarrival"].is_number() &&
        source.fields["interarrival"].get<double>() == 0) {
      report(Severity::Error, pointerOf(i) + "/interarrival",
             "interarrival is 0: parts would arrive without end at once",
             "give a time above 0 s, or \"supply\": \"unlimited\"");
    }
    checkSchedule(i);
    if (source.has("part") && source.fields["part"].is_object()) {
      double sum = 0;
      for (const auto& share : source.fields["part"].items()) sum += share.value().get<double>();
      if (std::abs(sum - 1) > 1e-9) {
        report(Severity::Error, pointerOf(i) + "/part", fmt::format("shares of parts sum to {:.6g}", sum),
               "make them sum to 1");
      }
    } else if (!source.has("part") && factory_.parts().size() > 1 && !schedulesParts(source)) {
      report(Severity::Error, pointerOf(i), fmt::format("source \"{}\" does not say which part it creates", source.id),
             "add \"part\"");
    }
  }

  /// Whether each arrival of its schedule says which part comes.
  static bool schedulesParts(const Element& source) {
    if (!source.has("schedule") || !source.fields["schedule"].is_array()) return false;
    const Json& schedule = source.fields["schedule"];
    return std::all_of(schedule.begin(), schedule.end(), [](const Json& each) { return each.contains("part"); });
  }

  void checkSchedule(std::size_t i) {
    const Element& source = factory_.elements()[i];
    if (!source.has("schedule")) return;
    if (source.has("first_at_s")) {
      report(Severity::Error, pointerOf(i) + "/first_at_s", "the schedule says when the first part arrives",
             "remove first_at_s");
    }
    if (!source.fields["schedule"].is_array()) return;
    const Json& schedule = source.fields["schedule"];
    if (schedule.empty()) report(Severity::Error, pointerOf(i) + "/schedule", "it has no arrival", "add {\"t_s\": 0}");
    for (std::size_t k = 1; k < schedule.size(); ++k) {
      const double before_s = schedule[k - 1]["t_s"].get<double>();
      const double t_s = schedule[k]["t_s"].get<double>();
      if (t_s >= before_s) continue;
      report(Severity::Error, fmt::format("{}/schedule/{}/t_s", pointerOf(i), k),
             fmt::format("{:.6g} s is before the arrival above, {:.6g} s", t_s, before_s), "sort the arrivals by time");
      return;
    }
  }

  void checkYield(std::size_t i) {
    const Element& element = factory_.elements()[i];
    if (!element.has("yield") || element.type == "inspection") return;
    const Json& yield = element.fields["yield"];
    const bool names_both = yield.contains("rework") || yield.contains("scrap");
    const double bad = yield.value("rework", 0.0) + yield.value("scrap", 0.0);
    const double good = yield.value("good", std::max(0.0, 1 - bad));
    const double sum = good + bad;
    if (names_both && std::abs(sum - 1) > 1e-9) {
      report(Severity::Error, pointerOf(i) + "/yield", fmt::format("good, rework and scrap sum to {:.6g}", sum),
             "make them sum to 1");
    }
    const bool is_unsaid = yield.contains("rework_to") == yield.contains("scrap_to");
    const bool is_inspected = !yield.contains("rework_to") && leads_to_inspection_[i];
    if (!names_both && good < 1 && is_unsaid && !is_inspected) {
      report(Severity::Error, pointerOf(i) + "/yield", "it is not said where parts that are not good go",
             "give rework_to or scrap_to, or the shares rework and scrap of both; or put an inspection after it");
    }
  }

  void checkReach() {
    std::vector<bool> reached(factory_.elements().size(), false);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (factory_.elements()[i].type == "source") open.push_back(i);
    }
    if (open.empty()) report(Severity::Error, "/elements", "no source: no part ever enters", "add a source");
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      if (reached[i]) continue;
      reached[i] = true;
      for (const std::size_t flow : flows_out_[i]) open.push_back(factory_.flows()[flow].to);
      for (const char* key : {"rework_to", "scrap_to"}) {
        const Json& fields = factory_.elements()[i].fields;
        if (!fields.contains("yield") || !fields["yield"].contains(key)) continue;
        const Element* target = factory_.findElement(fields["yield"][key].get<std::string>());
        open.push_back(static_cast<std::size_t>(target - factory_.elements().data()));
      }
    }
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (!reached[i] && !flows_in_[i].empty()) {
        report(Severity::Warning, pointerOf(i), fmt::format("no part can reach \"{}\"", factory_.elements()[i].id),
               "connect it to a source");
      }
    }
    if (!hasErrors(findings_)) checkWaysOut(reached);
  }

  /// Shares of zero lead nowhere.
  [[nodiscard]] std::vector<std::size_t> waysOutOf(std::size_t i) const {
    const Element& element = factory_.elements()[i];
    const Json yield = element.has("yield") ? element.fields["yield"] : Json::object();
    const bool names_both = yield.contains("rework") || yield.contains("scrap");
    const double good = yield.value("good", 1 - yield.value("rework", 0.0) - yield.value("scrap", 0.0));
    const bool is_drawn = element.value("routing") == "probability";
    std::vector<std::size_t> ways;
    for (const std::size_t flow : flows_out_[i]) {
      const bool is_possible = !is_drawn || factory_.flows()[flow].fields.value("probability", 0.0) > 0;
      if (is_possible && good > 0) ways.push_back(factory_.flows()[flow].to);
    }
    for (const auto& [key, share] : {std::pair{"rework_to", "rework"}, std::pair{"scrap_to", "scrap"}}) {
      if (!yield.contains(key)) continue;
      const bool is_possible = names_both ? yield.value(share, 0.0) > 0 : good < 1 || element.type == "inspection";
      const Element* target = factory_.findElement(yield[key].get<std::string>());
      if (is_possible) ways.push_back(static_cast<std::size_t>(target - factory_.elements().data()));
    }
    return ways;
  }

  /// From everywhere that parts come to, there should be a way out of the factory.
  void checkWaysOut(const std::vector<bool>& reached) {
    std::vector<std::vector<std::size_t>> before(reached.size());
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      for (const std::size_t to : waysOutOf(i)) before[to].push_back(i);
      if (factory_.elements()[i].type == "sink") open.push_back(i);
    }
    std::vector<bool> leads_out(reached.size(), false);
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      if (leads_out[i]) continue;
      leads_out[i] = true;
      open.insert(open.end(), before[i].begin(), before[i].end());
    }
    for (std::size_t i = 0; i < reached.size(); ++i) {
      const bool is_said = flows_out_[i].empty();  // "has no flow out"
      if (!reached[i] || leads_out[i] || is_said || factory_.elements()[i].type == "sink") continue;
      report(Severity::Warning, pointerOf(i),
             fmt::format("no part in \"{}\" can come to a sink", factory_.elements()[i].id),
             "connect it, or what follows it, to a sink");
      return;  // of those on the way there one is enough
    }
  }

  const Factory& factory_;
  std::vector<std::vector<std::size_t>> flows_out_;
  std::vector<std::vector<std::size_t>> flows_in_;
  std::vector<bool> leads_to_inspection_;  ///< per element
  Findings findings_;
};

}  // namespace

Findings checkFactory(const Factory& factory) {
  return Checker(factory).run();
}

std::vector<bool> leadToInspection(const Factory& factory) {
  std::vector<std::vector<std::size_t>> before(factory.elements().size());
  for (const Flow& flow : factory.flows()) before[flow.to].push_back(flow.from);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (factory.elements()[i].type == "inspection") open.push_back(i);
  }
  std::vector<bool> leads(before.size(), false);
  while (!open.empty()) {
    const std::size_t to = open.back();
    open.pop_back();
    for (const std::size_t from : before[to]) {
      if (leads[from]) continue;
      leads[from] = true;
      open.push_back(from);
    }
  }
  return leads;
}

}  // namespace mw::factory
