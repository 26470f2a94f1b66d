// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/run_warnings.h"

#include <fmt/format.h>

#include "core/experiment/growth.h"
#include "core/kpi/littles_law.h"

namespace mw::experiment {
namespace {

using Runs = std::span<const events::RunStatistics>;

template <class Value>
double meanOver(Runs runs, Value value) {
  double sum = 0;
  for (const events::RunStatistics& run : runs) sum += static_cast<double>(value(run));
  return sum / static_cast<double>(runs.size());
}

struct GrowingContents {
  std::vector<std::string> warnings;
  bool is_inside = false;  ///< some of them are
};

std::string growthWarning(const factory::Element& element, double per_h) {
  if (element.type == "source") {
    return fmt::format(
        "queue outside \"{}\" grows by {:.3g} parts/h: arrivals exceed what the line can do; its means "
        "depend on the horizon",
        element.id, per_h);
  }
  return fmt::format(
      "content of \"{}\" grows by {:.3g} parts/h: more comes in than what follows can do; its means "
      "depend on the horizon",
      element.id, per_h);
}

GrowingContents growingContents(const factory::Factory& factory, const RunPlan& plan, Runs runs,
                                const events::IntervalAverages& averages) {
  std::vector<double> came;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    came.push_back(meanOver(runs, [i](const events::RunStatistics& run) { return run.elements[i].parts_in; }));
  }
  GrowingContents found;
  for (const Growth& growth : findGrowth(averages, plan.warmup_s, came)) {
    const factory::Element& element = factory.elements()[growth.element];
    found.is_inside = found.is_inside || element.type != "source";
    found.warnings.push_back(growthWarning(element, growth.per_h));
  }
  return found;
}

/// Empty where it is long enough. Only for a warm-up that was given: one that was found is not judged by other random
/// numbers again.
std::string warmupWarning(const RunPlan& plan, const events::IntervalAverages& averages, std::size_t runs) {
  if (plan.found_warmup || plan.warmup_s <= 0) return {};
  if (!leavesBias(averages, plan.warmup_s)) return {};
  const WarmupEstimate estimate = estimateWarmup(averages, static_cast<std::uint32_t>(runs));
  if (estimate.status == WarmupEstimate::Status::NotConverged) {
    return "MSER-5 sees no end of the warm-up in the first half of the horizon; give a longer horizon";
  }
  return fmt::format("the warm-up of {:.6g} s is shorter than the {:.6g} s of MSER-5; give --warmup auto or more",
                     plan.warmup_s, estimate.warmup_s);
}

/// Empty where the windows are long enough, or too short to tell.
std::string littlesLaw(Runs runs) {
  double error = 0;
  for (const events::RunStatistics& run : runs) {
    if (static_cast<double>(run.left) < kpi::kLittlesLawParts) return {};
    error += kpi::littlesLawError(kpi::partSecondsInside(run)).number / static_cast<double>(runs.size());
  }
  if (!(error > kpi::kLittlesLawLimit)) return {};
  return fmt::format(
      "Little's law is off by {:.2g} %: too many parts were under way at the beginning or the end of "
      "the measured time; give a longer horizon or a warm-up",
      100 * error);
}

std::string accountingBug(const factory::Factory& factory, Runs runs) {
  for (const events::RunStatistics& run : runs) {
    for (std::size_t i = 0; i < run.elements.size(); ++i) {
      const double error = events::accountingError(run.elements[i].stay);
      if (error <= events::kAccountingTolerance) continue;
      return fmt::format(
          "internal error: the part-seconds in \"{}\" do not add up, by {:.2g} of them; do not trust "
          "these results, and report the factory",
          factory.elements()[i].id, error);
    }
    const double error = events::accountingError(kpi::partSecondsInside(run));
    if (error <= events::kAccountingTolerance) continue;
    return fmt::format(
        "internal error: the part-seconds inside the factory do not add up, by {:.2g} of them; do not "
        "trust these results, and report the factory",
        error);
  }
  return {};
}

std::vector<std::string> emptyBatteries(const factory::Factory& factory, Runs runs) {
  std::vector<std::string> warnings;
  for (std::size_t fleet = 0; fleet < runs.front().fleets.size(); ++fleet) {
    const double empties =
        meanOver(runs, [fleet](const events::RunStatistics& run) { return run.fleets[fleet].ran_empty; });
    if (empties == 0) continue;
    warnings.push_back(
        fmt::format("batteries of vehicles \"{}\" ran empty {:.3g} times per run while waiting in traffic; "
                    "raise battery low, or capacity on the roads",
                    factory.json()["vehicles"][fleet]["id"].get<std::string>(), empties));
  }
  return warnings;
}

}  // namespace

std::vector<std::string> runWarnings(const factory::Factory& factory, const RunPlan& plan, Runs runs,
                                     const events::IntervalAverages& averages) {
  std::vector<std::string> warnings;
  const auto add = [&warnings](std::string warning) {
    if (!warning.empty()) warnings.push_back(std::move(warning));
  };
  add(accountingBug(factory, runs));
  const GrowingContents growing = growingContents(factory, plan, runs, averages);
  warnings.insert(warnings.end(), growing.warnings.begin(), growing.warnings.end());
  for (std::string& warning : emptyBatteries(factory, runs)) add(std::move(warning));
  add(warmupWarning(plan, averages, runs.size()));
  if (!growing.is_inside) add(littlesLaw(runs));  // no horizon is long enough for a queue that grows
  if (meanOver(runs, [](const events::RunStatistics& run) { return run.good + run.scrapped; }) == 0) {
    warnings.push_back("no part reached a sink in the measured time; give a longer horizon");
  }
  return warnings;
}

}  // namespace mw::experiment
