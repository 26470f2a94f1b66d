// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_section.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/experiment/study_precision_text.h"
#include "core/experiment/study_summary.h"
#include "core/report/main_effects.h"
#include "core/report/recommendation.h"

namespace mw::report {
namespace {

Cell valueCell(const Json& value) {
  if (value.is_number()) return exactCell(value.get<double>());
  if (value.is_null()) return {};
  return textCell(value.is_string() ? value.get<std::string>() : value.dump());
}

/// A value that a design chose: as many figures as one reads.
Cell designCell(const Json& value) {
  return value.is_number_float() ? figureCell(value.get<double>()) : valueCell(value);
}

/// A name of letters, digits and dashes: of a file, a sheet and a place in a page.
std::string plainId(const std::string& name) {
  std::string id = "study-";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    id += std::isalnum(byte) != 0 || c == '-' || c == '_' ? c : '-';
  }
  return id;
}

/// The columns of the factors: those of all points, in order.
std::vector<std::string> factorNames(const store::StoredStudy& study) {
  std::vector<std::string> names;
  if (study.points.empty()) return names;
  for (const auto& [name, value] : study.points.front().items()) names.push_back(name);
  return names;
}

Table factorTable(const store::StoredStudy& study) {
  Table table{plainId(study.name) + "-factors",
              "What was varied",
              {{"Factor", ""}, {"Path", ""}, {"From", ""}, {"To", ""}, {"Levels", ""}},
              {},
              ""};
  for (const Json& factor : study.definition.value("factors", Json::array())) {
    const auto field = [&factor](const char* key) { return valueCell(factor.value(key, Json())); };
    table.rows.push_back({field("name"), field("path"), field("min"), field("max"), field("levels")});
  }
  return table;
}

/// How far each point is; empty with a fixed number of replications.
std::vector<experiment::PointPrecision> pointPrecisions(const store::StoredStudy& study,
                                                        const std::vector<experiment::StudyRun>& runs) {
  if (!study.precision) return {};
  return experiment::precisionOf(*study.precision, study.kpis, runs, study.points.size());
}

std::string withPlusMinus(std::string text) {
  for (std::size_t at = text.find("+-"); at != std::string::npos; at = text.find("+-", at)) text.replace(at, 2, "± ");
  return text;
}

/// Whether it was reached, and if not, how far from it the point is.
Cell precisionCell(const experiment::PointPrecision& point) {
  std::string text = experiment::statusText(point.status);
  if (point.status == experiment::PointPrecision::Status::NotReached) text += ": " + experiment::missedText(point);
  return textCell(withPlusMinus(std::move(text)));
}

/// A picture a response, all factors in it; factors that do not vary say nothing.
void addEffects(Section& section, const StudyResults& results) {
  for (const StudyResults::Response& response : results.responses()) {
    std::vector<FactorEffect> effects;
    for (const std::string& factor : results.factors()) {
      FactorEffect effect = effectOf(results, factor, response.kpi);
      if (effect.groups.size() > 1) effects.push_back(std::move(effect));
    }
    if (effects.empty()) continue;
    section.figures.push_back(
        {mainEffectsSvg(effects, response.declaration),
         {},
         fmt::format("{} over each factor, the others averaged over: {} Bars are 95 % intervals over replications of "
                     "the mean of those points.",
                     response.declaration.name, response.declaration.help)});
  }
}

}  // namespace

Table studyTable(const store::StoredStudy& study, const std::vector<experiment::StudyRun>& runs,
                 std::size_t most_rows) {
  Table table{plainId(study.name), "Points of the study", {{"point", ""}}, {}, ""};
  const std::vector<std::string> factors = factorNames(study);
  for (const std::string& factor : factors) table.columns.push_back({factor, ""});
  for (const std::string& kpi : study.kpis) {
    table.columns.push_back({kpi, ""});
    table.columns.push_back({kpi + " ±", ""});
  }
  table.columns.push_back({"runs", ""});
  if (study.precision) table.columns.push_back({"precision", ""});
  table.keys = 1 + factors.size();
  const auto estimates = experiment::summarise(runs, study.points.size(), study.kpis.size());
  std::vector<std::size_t> counts(study.points.size(), 0);
  for (const experiment::StudyRun& run : runs) ++counts.at(run.key.point);
  const auto precision = pointPrecisions(study, runs);
  const std::size_t shown = std::min(most_rows, study.points.size());
  for (std::size_t point = 0; point < shown; ++point) {
    std::vector<Cell> row = {figureCell(static_cast<double>(point))};
    for (const std::string& factor : factors) row.push_back(designCell(study.points[point].value(factor, Json())));
    for (const numerics::Estimate& estimate : estimates[point]) appendEstimate(row, estimate);
    row.push_back(figureCell(static_cast<double>(counts[point])));
    if (study.precision) row.push_back(precisionCell(precision[point]));
    table.rows.push_back(std::move(row));
  }
  if (shown < study.points.size()) {
    table.note = fmt::format("The first {} of {} points; all are in the exported tables.", shown, study.points.size());
  }
  return table;
}

Section studySection(const store::StoredStudy& study, const std::vector<experiment::StudyRun>& runs) {
  Section section{fmt::format("Study \"{}\"", study.name), {}, {}, {}};
  const auto text = [&study](const char* key) {
    const Json value = study.definition.value(key, Json());
    return value.is_number() ? figureCell(value.get<double>()).text : value.dump();
  };
  section.paragraphs.push_back(
      fmt::format("{} points of {}, {} done; horizon {} s, warm-up {} s, seed {}, begun {}.", study.points.size(),
                  experiment::replicationsText(study.replications, study.precision), study.runsText(),
                  text("horizon_s"), text("warmup_s"), text("seed"), study.created));
  if (study.precision) {
    std::string summary = experiment::precisionSummary(*study.precision, pointPrecisions(study, runs));
    summary.front() = 'P';
    section.paragraphs.push_back(withPlusMinus(std::move(summary)) + ".");
  }
  if (!study.isComplete()) section.paragraphs.push_back("The study is not complete: sweep --resume goes on with it.");
  const StudyResults results(study, runs);
  for (std::string& sentence : recommendation(results)) section.paragraphs.push_back(std::move(sentence));
  addEffects(section, results);
  section.tables.push_back(factorTable(study));
  Table best = bestPointsTable(results, plainId(study.name) + "-best");
  if (best.rows.size() > 1) section.tables.push_back(std::move(best));
  section.tables.push_back(studyTable(study, runs, kMostStudyRows));
  return section;
}

}  // namespace mw::report
