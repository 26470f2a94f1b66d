// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/run_warnings.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/factory/factory_check.h"
#include "core/kpi/littles_law.h"

namespace mw::experiment {
namespace {

using Runs = std::span<const events::RunStatistics>;

/// A queue grows without bound when it gained over 2 % of what came in, and over 20 parts: a stable one at load 0.95
/// holds 20 on average whatever the horizon.
constexpr double kGrowingShare = 0.02;
constexpr double kGrowingParts = 20;

template <class Value>
double meanOver(Runs runs, Value value) {
  double sum = 0;
  for (const events::RunStatistics& run : runs) sum += static_cast<double>(value(run));
  return sum / static_cast<double>(runs.size());
}

struct GrowingQueues {
  std::vector<std::string> warnings;
  bool is_inside = false;  ///< some of them are
};

GrowingQueues growingQueues(const factory::Factory& factory, Runs runs) {
  GrowingQueues found;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    const bool is_source = element.type == "source";
    if (!is_source && !(element.type == "buffer" && element.value("capacity").is_null())) continue;
    const double growth = meanOver(runs, [i](const events::RunStatistics& run) {
      return run.elements[i].content_end - run.elements[i].content_start;
    });
    const double came = meanOver(runs, [i](const events::RunStatistics& run) { return run.elements[i].parts_in; });
    if (growth <= std::max(kGrowingParts, kGrowingShare * came)) continue;
    found.is_inside = found.is_inside || !is_source;
    found.warnings.push_back(
        fmt::format("the queue {} \"{}\" only grows, by {:.3g} parts/h: means over time depend on the "
                    "horizon; lower the arrivals or raise the capacity behind it",
                    is_source ? "outside" : "in", element.id, growth * 3600 / runs.front().measured_s));
  }
  return found;
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

}  // namespace

std::vector<std::string> runWarnings(const factory::Factory& factory, Runs runs) {
  std::vector<std::string> warnings;
  const auto add = [&warnings](std::string warning) {
    if (!warning.empty()) warnings.push_back(std::move(warning));
  };
  add(accountingBug(factory, runs));
  for (const Finding& finding : factory::checkFactory(factory)) {
    if (finding.severity == Severity::Warning) warnings.push_back(finding.text());
  }
  const GrowingQueues growing = growingQueues(factory, runs);
  warnings.insert(warnings.end(), growing.warnings.begin(), growing.warnings.end());
  if (!growing.is_inside) add(littlesLaw(runs));  // no horizon is long enough for a queue that grows
  if (meanOver(runs, [](const events::RunStatistics& run) { return run.good + run.scrapped; }) == 0) {
    warnings.push_back("no part reached a sink in the measured time; give a longer horizon");
  }
  return warnings;
}

}  // namespace mw::experiment
