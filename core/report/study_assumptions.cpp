// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_assumptions.h"

#include <fmt/format.h>

#include "core/report/csv_table.h"
#include "core/report/shell_word.h"
#include "core/report/ticks.h"

namespace mw::report {
namespace {

std::string designText(const Json& definition) {
  const Json design = definition.value("design", Json::object());
  const std::string type = design.value("type", std::string());
  if (type == "grid") return "a full factorial: every combination of the levels";
  if (type == "lhs") {
    return "a Latin hypercube, the maximin one of several (McKay, Beckman, Conover 1979; Johnson, Moore, Ylvisaker "
           "1990): each factor is covered evenly, combinations are a sample";
  }
  if (type == "sobol") return "a scrambled Sobol sequence (Sobol 1967; Owen 1995): combinations are a sample";
  if (type == "table") return "a table of points that were chosen by hand";
  if (type == "fractional") {
    return "a regular fraction of two levels each (Box, Hunter 1961): some effects cannot be told apart, which the "
           "check "
           "of the study lists";
  }
  if (type == "sequential") {
    return "a Latin hypercube, then points where a Gaussian process of the response was least sure (MacKay 1992): they "
           "are denser where it is hard to learn, and no even sample";
  }
  if (type == "morris") {
    return "Morris's trajectories (Morris 1991), chosen for their spread (Campolongo, Cariboni, Saltelli 2007): from "
           "one "
           "point to the next a single factor changes";
  }
  return fmt::format("of the type \"{}\"", type);
}

std::string randomText(const Json& definition) {
  const auto seed = definition.value("seed", Json(1)).dump();
  if (definition.value("common_random_numbers", true)) {
    return fmt::format(
        "Common random numbers: replication r of every point meets the same random numbers, made from "
        "seed {}, so that differences between points are not those of their luck.",
        seed);
  }
  return fmt::format("Every point has random numbers of its own, made from seed {} and its number.", seed);
}

/// "runs 5 times", or until when.
std::string repetitionText(const store::StoredStudy& study) {
  if (!study.precision) return fmt::format("runs {} times", study.replications);
  std::string goals;
  for (const experiment::PrecisionGoal& goal : study.precision->until) {
    goals += (goals.empty() ? "" : " and ") + goal.kpi + " to ± " +
             (goal.is_relative ? fmt::format("{:.3g} %", 100 * goal.wanted) : fmt::format("{:.4g}", goal.wanted));
  }
  return fmt::format("runs {} to {} times, until it is known well enough ({}),", study.precision->at_least,
                     study.precision->at_most, goals);
}

/// What the intervals are, and what they do not say.
std::string intervalText(const store::StoredStudy& study) {
  if (study.replications < 2) {
    return "With one replication a point has no interval: no figure of this study says how sure it is.";
  }
  std::string text =
      "Intervals are Student's t at 95 % over the replications of a point, each for itself. Nothing is said of values "
      "of the factors between or outside the points.";
  if (study.precision) {
    text +=
        " Replications were added in batches until the half widths were small enough (Chow, Robbins 1965): a rule "
        "that stops by looking is a little too often too narrow.";
  }
  return text;
}

}  // namespace

std::vector<std::string> studyAssumptions(const store::StoredStudy& study) {
  const Json& definition = study.definition;
  const double warmup_s = definition.value("warmup_s", 0.0);
  std::vector<std::string> text;
  text.push_back(fmt::format("Study \"{}\": the design is {}{}.", study.name, designText(definition),
                             definition.contains("added_points") ? ", with points added by hand" : ""));
  text.push_back(fmt::format("Each of its {} points {} over {}; {}. {}", study.points.size(), repetitionText(study),
                             durationText(definition.value("horizon_s", 0.0)),
                             warmup_s > 0
                                 ? "the first " + durationText(warmup_s) + " of each run are deleted as warm-up"
                                 : std::string("nothing is deleted as warm-up, so the empty hall at the start counts"),
                             randomText(definition)));
  text.push_back(intervalText(study));
  return text;
}

std::string sweepCommand(const store::StoredStudy& study, const std::string& file) {
  const std::string name = plainFileName(study.name) + ".study.json";
  std::string lines;
  const Json design = study.definition.value("design", Json::object());
  if (design.value("type", std::string()) == "table" && !study.points.empty()) {
    std::string rows;
    for (const auto& [factor, value] : study.points.front().items())
      rows += (rows.empty() ? "" : ",") + csvText(factor);
    const std::size_t added = study.definition.value("added_points", Json::array()).size();
    for (std::size_t p = 0; p + added < study.points.size(); ++p) {
      std::string row;
      for (const auto& [factor, value] : study.points[p].items()) {
        row += (row.empty() ? "" : ",") + (value.is_string() ? csvText(value.get<std::string>()) : value.dump());
      }
      rows += "\n" + row;
    }
    lines +=
        fmt::format("cat > {} <<'END'\n{}\nEND\n", shellWord(design.value("file", std::string("table.csv"))), rows);
  }
  return lines + fmt::format("cat > {0} <<'END'\n{1}\nEND\nmillwright-cli sweep {2} --study {0}", shellWord(name),
                             study.definition.dump(), shellWord(file));
}

}  // namespace mw::report
