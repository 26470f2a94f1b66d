// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/base/json_number.h"
#include "core/experiment/selection.h"

namespace mw::experiment {
namespace {

/// "buffer 8, cycle 40".
std::string valuesText(const Json& values) {
  std::string text;
  for (const auto& [name, value] : values.items()) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name,
                        value.is_string() ? value.get<std::string>() : value.dump());
  }
  return text;
}

std::string withUnit(double value, const std::string& unit) {
  return unit.empty() ? fmt::format("{:.4g}", value) : fmt::format("{:.4g} {}", value, unit);
}

}  // namespace

std::string selectionText(const Selection& selection, const SelectionField& field, const SelectionOptions& options,
                          const std::string& unit) {
  const std::string best = fmt::format("point {} ({})", selection.best, valuesText(field.points[selection.best]));
  if (selection.points.size() == 1) return best + " is the only one";
  if (selection.status == Selection::Status::BudgetSpent) {
    return fmt::format(
        "not decided: {} of {} points are still in after {} replications; {} leads, which is no promise. Allow more "
        "replications or a wider indifference zone",
        selection.survivors(), selection.points.size(), selection.replications, best);
  }
  const std::size_t left = selection.after_first_stage;
  const std::string end = left > 1 ? fmt::format(", one after {}", selection.replications) : "";
  return fmt::format(
      "{} is the best, or within {} of the best, with {:g} % probability (KN, Kim and Nelson 2001); {} of {} points {} "
      "still in after {} replications{}",
      best, withUnit(options.goal.indifference, unit), 100 * options.goal.level, left, selection.points.size(),
      left > 1 ? "were" : "was", options.goal.first_stage, end);
}

std::string selectionBasis(const Selection& selection, const SelectionField& field, const SelectionOptions& options) {
  return fmt::format(
      "{}, c = 1, first stage {}, eta {:.4g}; {}. It assumes means over a run that are close to normal and independent "
      "from replication to replication; variances may differ. The probability is proved for a best that is {:.4g} or "
      "more "
      "ahead of all others; that a point within this of the best is selected otherwise is what experiments show",
      kKimNelsonText, options.goal.first_stage, selection.eta,
      field.study.common_random_numbers ? "common random numbers, which it allows" : "independent random numbers",
      options.goal.indifference);
}

Json toJson(const Selection& selection, const SelectionField& field, const SelectionOptions& options) {
  Json points = Json::array();
  for (const SelectedPoint& point : selection.points) {
    points.push_back({{"point", point.point},
                      {"factors", field.points[point.point]},
                      {"mean", numberOrNull(point.mean)},
                      {"replications", point.replications},
                      {"dropped_after", point.dropped ? Json(*point.dropped) : Json(nullptr)}});
  }
  return {{"status", selection.status == Selection::Status::Selected ? "selected" : "budget-spent"},
          {"kpi", field.kpis[options.kpi]},
          {"goal", options.is_least ? "min" : "max"},
          {"indifference", options.goal.indifference},
          {"level", options.goal.level},
          {"best", selection.best},
          {"factors", field.points[selection.best]},
          {"replications", selection.replications},
          {"after_first_stage", selection.after_first_stage},
          {"survivors", selection.survivors()},
          {"points", std::move(points)},
          {"runs_reused", selection.reused},
          {"runs_made", selection.made},
          {"procedure",
           {{"name", "KN"},
            {"source", kKimNelsonText},
            {"first_stage", options.goal.first_stage},
            {"c", 1},
            {"eta", selection.eta},
            {"common_random_numbers", field.study.common_random_numbers}}},
          {"basis", selectionBasis(selection, field, options)}};
}

}  // namespace mw::experiment
