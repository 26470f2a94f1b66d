// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/sim_time.h"
#include "core/base/text.h"
#include "core/experiment/constraint.h"
#include "core/experiment/design_reading.h"
#include "core/experiment/training_rows.h"

namespace mw::experiment {
namespace {

/// A text that is no level of a factor with labels would be taken for a setting.
void checkLabel(const Json& point, const Json& factor, const std::string& pointer, factory::ParameterCheck& check) {
  if (!factor.contains("levels")) return;
  const Json& value = point[factor["name"].get<std::string>()];
  const Json& levels = factor["levels"];
  const auto isLabelled = [](const Json& level) { return levelName(level) != level; };
  if (!value.is_string() || std::none_of(levels.begin(), levels.end(), isLabelled)) return;
  std::vector<std::string> names;
  for (const Json& level : levels) names.push_back(levelText(levelName(level)));
  if (std::ranges::find(names, value.get<std::string>()) != names.end()) return;
  const auto near = nearestWord(value.get<std::string>(), names);
  check.report(pointer + "/" + factor["name"].get<std::string>(),
               fmt::format("\"{}\" is no level of this factor", value.get<std::string>()),
               near ? fmt::format("did you mean \"{}\"?", *near) : "give one of its levels");
}

void checkAddedPoints(const Json& points, const Json& factors, factory::ParameterCheck& check) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::string pointer = fmt::format("/added_points/{}", i);
    bool is_whole = points[i].is_object() && points[i].size() == factors.size();
    for (const Json& factor : factors) is_whole = is_whole && points[i].contains(factor["name"].get<std::string>());
    if (!is_whole) {
      check.report(pointer, "an added point has a value for each factor and nothing else", "mend it");
      continue;
    }
    for (const Json& factor : factors) checkLabel(points[i], factor, pointer, check);
  }
}

void checkConstraints(const Json& json, factory::ParameterCheck& check) {
  if (!json.contains("constraints")) return;
  std::vector<Factor> factors;
  for (const Json& factor : json["factors"]) factors.push_back(factorOf(factor));
  Findings findings;
  (void)Constraints::compile(json["constraints"].get<std::vector<std::string>>(), factors, findings);
  for (Finding& finding : findings) {
    check.report(finding.place.pointer, std::move(finding.cause), std::move(finding.cure));
  }
}

void checkStudy(const Json& json, factory::ParameterCheck& check) {
  check.checkObject(json, studyDeclarations(), "", "the study");
  if (!check.foundNothing()) return;
  checkFactors(json["factors"], check);
  checkDesign(json["design"], json["factors"], check);
  if (json.contains("replications")) checkReplications(json["replications"], check);
  if (check.foundNothing()) checkConstraints(json, check);
  if (json.contains("added_points")) checkAddedPoints(json["added_points"], json["factors"], check);
  if (SimTime::fromSeconds(json["horizon_s"].get<double>()) == SimTime::never()) {
    check.report("/horizon_s", "the clock ends after 290 years", "give a shorter horizon");
  }
  if (json.value("warmup_s", 0.0) >= json["horizon_s"].get<double>()) {
    check.report("/warmup_s", "the warm-up is not shorter than the horizon", "give warmup_s < horizon_s");
  }
}

}  // namespace

const api::ParameterDeclarations& studyDeclarations() {
  static const api::ParameterDeclarations declarations = [] {
    api::ParameterDeclarations list;
    list.push_back(api::choice("format", {kStudyFormat}).required());
    list.push_back(api::text("name").required().help("What the project calls the study."));
    list.push_back(api::number("horizon_s").unit("s").above(0).required().help("Simulated time of each run."));
    list.push_back(api::number("warmup_s").unit("s").atLeast(0).byDefault(0).help("Not measured at the start."));
    list.push_back(replicationsDeclaration());
    list.push_back(api::integer("seed").atLeast(0).byDefault(1).help("The same seed gives the same results."));
    list.push_back(api::boolean("common_random_numbers").byDefault(true).help("Points meet the same random numbers."));
    list.push_back(api::list("factors", factorDeclaration()).required());
    list.push_back(std::move(designDeclaration()).required());
    list.push_back(api::list("constraints", api::text("")).help("What points keep to: \"a + b <= 40\", each."));
    list.push_back(
        api::list("added_points", api::freeForm("")).help("Points beside the design: {FACTOR: value}, each."));
    list.push_back(api::list("responses", api::text("")).help("KPIs to keep; absent = all of the whole factory."));
    return list;
  }();
  return declarations;
}

Study Study::fromDocument(const JsonDocument& document) {
  const auto source = std::make_shared<const JsonDocument>(document);
  Study study;
  try {
    study = fromJson(document.root());
  } catch (const InputError& error) {
    Findings findings = error.findings();
    document.locate(findings);
    throw InputError(std::move(findings));
  }
  study.source = source;
  if (study.design.file.is_relative() && !study.design.file.empty()) {
    study.design.file = std::filesystem::path(document.fileName()).parent_path() / study.design.file;
  }
  return study;
}

Study Study::fromJson(const Json& json) {
  const factory::ReferenceTargets no_targets;
  factory::ParameterCheck check(no_targets);
  checkStudy(json, check);
  if (Findings findings = check.takeFindings(); !findings.empty()) throw InputError(std::move(findings));
  Study study;
  study.name = json["name"].get<std::string>();
  study.horizon_s = json["horizon_s"].get<double>();
  study.warmup_s = json.value("warmup_s", 0.0);
  study.precision = replicationRuleOf(json);
  study.replications = study.precision ? study.precision->at_most : json.value("replications", study.replications);
  study.seed = json.value("seed", study.seed);
  study.common_random_numbers = json.value("common_random_numbers", true);
  for (const Json& factor : json["factors"]) study.factors.push_back(factorOf(factor));
  study.design = designOf(json["design"], study.factors.size());
  if (json.contains("added_points")) {
    study.added_points.assign(json["added_points"].begin(), json["added_points"].end());
  }
  if (json.contains("constraints")) study.constraints = json["constraints"].get<std::vector<std::string>>();
  if (json.contains("responses")) study.responses = json["responses"].get<std::vector<std::string>>();
  study.json = json;
  return study;
}

Study Study::read(const std::filesystem::path& file) {
  return fromDocument(JsonDocument::read(file));
}

void Study::refuse(Findings findings) const {
  if (source) source->locate(findings);
  throw InputError(std::move(findings));
}

}  // namespace mw::experiment
