// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/lever.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "core/events/distribution_from_json.h"

namespace mw::experiment {
namespace {

using Kind = Lever::Kind;

/// The share that many things are made faster by at once, where the step is in seconds.
SpeedStep shareOf(const SpeedStep& step) {
  return step.is_seconds ? SpeedStep{} : step;
}

const char* processKeyOf(const factory::Element& element) {
  for (const char* key : {"process", "cycle"}) {
    if (element.has(key) && (element.fields[key].is_number() || element.fields[key].is_object())) return key;
  }
  return nullptr;
}

class LeverMaker {
 public:
  LeverMaker(const factory::Factory& factory, std::span<const events::RunStatistics> base, const SpeedStep& step)
      : factory_(factory), base_(base), step_(step), together_(factory.json()) {}

  void addSingles(const kpi::BottleneckFinding& finding) {
    const bool names_several = finding.verdict == kpi::BottleneckFinding::Verdict::NotSeparable;
    for (const kpi::Limit& limit : finding.limits) {
      const double share = limit.share.hasInterval() ? limit.share.high() : limit.share.mean;
      if (!limit.is_candidate && share <= kpi::kLeastLead) continue;
      if (made_.levers.size() + made_.none.size() >= kMostSingleLevers) break;
      Json root = factory_.json();
      std::optional<Lever> lever = limit.element ? ofElement(root, *limit.element) : ofPool(root, limit.id);
      if (!lever || !take(*lever, std::move(root))) continue;
      if (names_several && !limit.is_candidate) continue;
      // The same change once more, beside those of the others.
      limit.element ? ofElement(together_, *limit.element) : ofPool(together_, limit.id);
      has_joint_pool_ = has_joint_pool_ || !limit.element;
      joint_.insert(joint_.end(), lever->ids.begin(), lever->ids.end());
    }
  }

  void addTogether() {
    if (joint_.size() < 2) return;
    Lever lever{Kind::Together, joint_, fmt::format("each {} faster", step_.text()), std::nan(""), {}};
    if (has_joint_pool_) lever.change += ", pools one more";
    take(lever, std::move(together_));
  }

  void addSupply() {
    Json root = factory_.json();
    Lever lever{Kind::Supply, {}, shareOf(step_).text() + " faster", std::nan(""), {}};
    for (Json& element : root["elements"]) {
      if (element["type"] != "source" || !element.contains("interarrival")) continue;
      element["interarrival"] = scaled(element["interarrival"], shareOf(step_));
      lever.ids.push_back(element["id"].get<std::string>());
    }
    if (!lever.ids.empty()) take(lever, std::move(root));
  }

  void addTransport() {
    Json root = factory_.json();
    const SpeedStep step = shareOf(step_);
    Lever lever{Kind::Transport, {}, step.text() + " faster", std::nan(""), {}};
    for (std::size_t i = 0; i < factory_.elements().size(); ++i) {
      const factory::Element& element = factory_.elements()[i];
      Json& fields = root["elements"][i];
      if (element.type != "conveyor" && element.type != "storage") continue;
      if (element.type == "conveyor") {
        fields["speed_mps"] = element.value("speed_mps").get<double>() / step.factorOf(1);
      }
      for (const char* key : {"store", "retrieve"}) {
        if (element.type == "storage" && fields.contains(key)) fields[key] = scaled(fields[key], step);
      }
      lever.ids.push_back(element.id);
    }
    if (root.contains("vehicles") && !root["vehicles"].empty()) {
      const std::string more = "one more vehicle in each fleet";
      lever.change = lever.ids.empty() ? more : lever.change + ", " + more;
      for (Json& fleet : root["vehicles"]) {
        fleet["count"] = fleet.value("count", 1) + 1;
        lever.ids.push_back(fleet["id"].get<std::string>());
      }
    }
    if (!lever.ids.empty()) take(lever, std::move(root));
  }

  [[nodiscard]] Levers made() { return std::move(made_); }

 private:
  /// @returns whether there is such a factory
  bool take(Lever& lever, Json root) {
    try {
      lever.factory = factory::Factory::fromJson(std::move(root), factory_.types());
    } catch (const InputError& error) {
      made_.none.push_back({lever.ids.front(), error.findings().front().cause});
      return false;
    }
    made_.levers.push_back(lever);
    return true;
  }

  std::optional<Lever> ofElement(Json& root, std::size_t index) {
    const factory::Element& element = factory_.elements()[index];
    const auto without = [&](std::string why) {
      made_.none.push_back({element.id, std::move(why)});
      return std::nullopt;
    };
    const char* key = processKeyOf(element);
    if (key == nullptr) return without("has no process time");
    const Json& time = element.fields[key];
    const double speed = element.has("speed") ? element.value("speed").get<double>() : 1.0;
    const double mean_s = meanOf(time, index, speed) / speed;
    if (!(mean_s > 0)) return without("takes no time");
    const SpeedStep step{step_.is_seconds ? step_.amount * speed : step_.amount, step_.is_seconds};
    if (step.factorOf(shortestOf(time)) <= 0) {
      return without(
          fmt::format("its process takes {:.4g} s: {} cannot be saved", shortestOf(time) / speed, step_.text()));
    }
    root["elements"][index][key] = scaled(time, step);
    const double saved_s = step_.is_seconds ? step_.amount : step_.amount * mean_s;
    std::string change = step_.is_seconds ? fmt::format("{:.4g} s faster", saved_s)
                                          : fmt::format("{:.4g} s ({}) faster", saved_s, step_.text());
    return Lever{Kind::Element, {element.id}, std::move(change), saved_s, {}};
  }

  static std::optional<Lever> ofPool(Json& root, const std::string& id) {
    for (Json& pool : root["pools"]) {
      if (pool["id"] == id) pool["count"] = pool.value("count", 1) + 1;
    }
    return Lever{Kind::Pool, {id}, "one more", std::nan(""), {}};
  }

  static double meanOfOne(const Json& distribution) { return events::distributionFromJson(distribution, "").mean(); }

  /// Of one process at full speed; where it differs by part, of those that the element met at its own speed.
  [[nodiscard]] double meanOf(const Json& time, std::size_t index, double speed) const {
    if (!time.is_object() || !time.contains("by_part")) return meanOfOne(time);
    double sum_s = 0;
    double processed = 0;
    for (const events::RunStatistics& run : base_) {
      sum_s += run.elements[index].planned_run_s;
      processed += static_cast<double>(run.elements[index].processed);
    }
    return processed > 0 ? sum_s * speed / processed : 0;
  }

  /// Mean of the part type that takes least; those that take no time are left alone.
  static double shortestOf(const Json& time) {
    if (!time.is_object() || !time.contains("by_part")) return meanOfOne(time);
    double shortest_s = std::numeric_limits<double>::infinity();
    for (const Json& each : time["by_part"]) {
      if (const double mean_s = meanOfOne(each); mean_s > 0) shortest_s = std::min(shortest_s, mean_s);
    }
    return shortest_s;
  }

  static Json scaled(const Json& time, const SpeedStep& step) {
    if (!time.is_object() || !time.contains("by_part")) return scaledDistribution(time, step.factorOf(meanOfOne(time)));
    Json all = time;
    for (Json& each : all["by_part"]) {
      if (const double mean_s = meanOfOne(each); mean_s > 0) each = scaledDistribution(each, step.factorOf(mean_s));
    }
    return all;
  }

  const factory::Factory& factory_;
  std::span<const events::RunStatistics> base_;
  SpeedStep step_;
  Levers made_;
  Json together_;
  std::vector<std::string> joint_;
  bool has_joint_pool_ = false;
};

}  // namespace

Levers leversOf(const factory::Factory& factory, const kpi::BottleneckFinding& finding,
                std::span<const events::RunStatistics> base, const SpeedStep& step) {
  LeverMaker maker(factory, base, step);
  maker.addSingles(finding);
  maker.addTogether();
  maker.addSupply();
  maker.addTransport();
  return maker.made();
}

}  // namespace mw::experiment
