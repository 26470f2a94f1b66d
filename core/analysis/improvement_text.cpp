// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/improvement_text.h"

#include <cmath>
#include <fmt/format.h>

#include "core/experiment/replications.h"
#include "core/kpi/bottleneck_text.h"

namespace mw::analysis {
namespace {

using Status = Improvement::Status;

const char* nameOf(Status status) {
  switch (status) {
    case Status::Shown:
      return "shown";
    case Status::NotShown:
      return "not-shown";
    case Status::NothingPromising:
      return "nothing-promising";
    case Status::NothingAffordable:
      return "nothing-affordable";
    case Status::NothingToChange:
      break;
  }
  return "nothing-to-change";
}

std::string changesText(const ImprovedPlan& plan) {
  std::string text;
  for (const Change& change : plan.changes) text += (text.empty() ? "" : "; ") + change.text;
  return text;
}

std::string withUnit(const std::string& text, const std::string& unit) {
  return unit.empty() ? text : text + " " + unit;
}

std::string gainText(const Improvement& improvement, const ImprovedPlan& plan) {
  const numerics::Estimate& gain = plan.result.difference;
  return fmt::format("{} {} instead of {}, {:+.3g} (+-{:.2g}): {}", improvement.kpi.name,
                     withUnit(fmt::format("{:.4g}", plan.result.value.mean), improvement.kpi.unit),
                     fmt::format("{:.4g}", plan.result.reference.mean), gain.mean, gain.half_width,
                     experiment::shownText(plan.result.shown));
}

std::string planText(const Improvement& improvement, const ImprovedPlan& plan) {
  return fmt::format("{} (cost {:.4g}): {}", changesText(plan), plan.cost, gainText(improvement, plan));
}

}  // namespace

std::string improvementText(const Improvement& improvement) {
  switch (improvement.status) {
    case Status::Shown:
      return "the best: " + planText(improvement, improvement.plans.front());
    case Status::NotShown:
      return fmt::format(
          "no improvement is shown: {} changes were tried, and the best of them, confirmed with fresh random numbers, "
          "cannot be told from the factory as it is. More replications or a larger budget may show one",
          improvement.tried);
    case Status::NothingPromising:
      return fmt::format(
          "no improvement is found: none of {} changes within the budget of {:.4g} gained more than chance",
          improvement.tried, improvement.budget);
    case Status::NothingAffordable:
      return fmt::format(
          "nothing is affordable: the cheapest change where the bottleneck is costs {:.4g}, the budget is {:.4g}",
          improvement.cheapest, improvement.budget);
    case Status::NothingToChange:
      break;
  }
  return "nothing can be changed where the bottleneck is: no buffer, process time, place or pool that is not to be "
         "kept";
}

std::string improvementTable(const Improvement& improvement) {
  std::string text;
  for (std::size_t i = 0; i < improvement.plans.size(); ++i) {
    text += fmt::format("{}{}. {}", i > 0 ? "\n" : "", i + 1, planText(improvement, improvement.plans[i]));
  }
  return text;
}

std::string improvementBasis(const Improvement& improvement, const ImprovementOptions& options) {
  const std::string screening = fmt::format(
      "{} factories were screened with {} replications each, greedily by gain and by gain per cost, where active "
      "periods "
      "and arrows see the bottleneck",
      improvement.tried, options.screening_replications);
  if (improvement.plans.empty()) return screening;
  return fmt::format(
      "{}; the best {} ran again with {} replications of other random numbers, so that what was best by luck is not "
      "believed (all intervals hold; the mean of the best of several is still a little too high): {}",
      screening, improvement.comparison.points.size(), options.plan.replications,
      experiment::basis(improvement.comparison));
}

Json toJson(const Improvement& improvement, const ImprovementOptions& options) {
  Json plans = Json::array();
  for (const ImprovedPlan& plan : improvement.plans) {
    Json changes = Json::array();
    for (const Change& change : plan.changes) {
      changes.push_back(
          {{"kind", nameOf(change.kind)}, {"ids", change.ids}, {"change", change.text}, {"cost", change.cost}});
    }
    plans.push_back({{"changes", std::move(changes)},
                     {"cost", plan.cost},
                     {"mean", experiment::toJson(plan.result.value)},
                     {"gain", experiment::toJson(plan.result.difference)},
                     {"shown", experiment::shownText(plan.result.shown)},
                     {"text", planText(improvement, plan)}});
  }
  Json not_tried = Json::array();
  for (const experiment::NoLever& none : improvement.not_tried) {
    not_tried.push_back({{"change", none.id}, {"why", none.why}});
  }
  Json json = {{"status", nameOf(improvement.status)},
               {"kpi", improvement.kpi.name},
               {"unit", improvement.kpi.unit},
               {"goal", improvement.is_least ? "min" : "max"},
               {"budget", improvement.budget},
               {"costs", toJson(options.costs)},
               {"seed", options.plan.seed},
               {"horizon_s", options.plan.horizon_s},
               {"warmup_s", options.plan.warmup_s},
               {"base", experiment::toJson(improvement.base)},
               {"bottleneck", kpi::bottleneckText(improvement.bottleneck)},
               {"plans", std::move(plans)},
               {"screening",
                {{"tried", improvement.tried},
                 {"replications", options.screening_replications},
                 {"seed", improvement.screening_seed}}},
               {"confirmation",
                {{"plans", improvement.comparison.points.size()},
                 {"replications", options.plan.replications},
                 {"level", improvement.comparison.level},
                 {"single_level", improvement.comparison.single_level}}},
               {"not_tried", std::move(not_tried)},
               {"text", improvementText(improvement)},
               {"method", improvementBasis(improvement, options)}};
  if (improvement.status == Status::NothingAffordable) json["cheapest"] = improvement.cheapest;
  return json;
}

}  // namespace mw::analysis
