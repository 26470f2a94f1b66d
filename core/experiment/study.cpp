// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study.h"

#include <cmath>
#include <fmt/format.h>
#include <set>

#include "core/base/sim_time.h"
#include "core/factory/parameter_check.h"

namespace mw::experiment {
namespace {

constexpr double kMostReplications = 16'777'215;  // 24 bits of the random streams
constexpr double kMostPoints = 1'000'000;
constexpr std::size_t kMostSobolFactors = 3667;  // dimensions of the direction numbers

api::ParameterDeclaration factorDeclaration() {
  return api::object("", {api::id("name").required().help("What results and what-ifs call it."),
                          api::text("path").required().help("What it varies: elements/mill/process/mean_s."),
                          api::number("min").help("Lower end of its range, in the parameter's unit."),
                          api::number("max").help("Upper end of its range."),
                          api::boolean("integer").byDefault(false).help("Whole numbers only."),
                          api::list("levels", api::freeForm("")).help("The values it takes, instead of a range.")});
}

api::ParameterDeclaration designDeclaration() {
  return api::object("design", {api::choice("type", {"grid", "lhs", "sobol", "table"}).required(),
                                api::integer("steps").range(1, 10'000).help("Values per range, for a grid."),
                                api::integer("points").range(1, kMostPoints).help("Points, for lhs and sobol."),
                                api::text("file").help("CSV with a column per factor, for a table.")});
}

void checkFactor(const Json& factor, const std::string& pointer, factory::ParameterCheck& check) {
  const bool has_range = factor.contains("min") || factor.contains("max");
  if (factor.contains("levels") == has_range) {
    check.report(pointer, "a factor has either a range or levels", "give min and max, or levels");
    return;
  }
  if (!has_range) {
    if (factor["levels"].empty()) check.report(pointer + "/levels", "no level is given", "give at least one value");
    if (factor.contains("integer")) {
      check.report(pointer + "/integer", "levels are taken as they are", "remove \"integer\"");
    }
    return;
  }
  if (!factor.contains("min") || !factor.contains("max")) {
    check.report(pointer, "a range needs both ends", "give min and max");
  } else if (!(factor["min"].get<double>() < factor["max"].get<double>())) {
    check.report(pointer + "/max", "max is not above min", "give min < max");
  } else if (factor.value("integer", false) &&
             std::ceil(factor["min"].get<double>()) > std::floor(factor["max"].get<double>())) {
    check.report(pointer + "/max", "no whole number lies in the range", "widen it");
  }
}

void checkFactors(const Json& factors, factory::ParameterCheck& check) {
  if (factors.empty()) check.report("/factors", "no factor is given", "name at least one parameter to vary");
  std::set<std::string> names;
  std::set<std::string> paths;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const std::string pointer = fmt::format("/factors/{}", i);
    checkFactor(factors[i], pointer, check);
    const auto name = factors[i]["name"].get<std::string>();
    const auto path = factors[i]["path"].get<std::string>();
    if (!names.insert(name).second) {
      check.report(pointer + "/name", fmt::format("factor \"{}\" is there twice", name), "rename one of the two");
    }
    if (!paths.insert(path).second) {
      check.report(pointer + "/path", fmt::format("\"{}\" is varied by another factor", path), "remove one of the two");
    }
    if (path.empty() || path.front() == '/' || path.back() == '/' || path.find("//") != std::string::npos) {
      check.report(pointer + "/path", fmt::format("\"{}\" is no path", path), "write elements/mill/process/mean_s");
    }
  }
}

void checkDesign(const Json& design, const Json& factors, factory::ParameterCheck& check) {
  const auto type = design["type"].get<std::string>();
  bool has_ranges = false;
  for (const Json& factor : factors) has_ranges = has_ranges || !factor.contains("levels");
  const std::map<std::string, std::string> own = {
      {"grid", "steps"}, {"lhs", "points"}, {"sobol", "points"}, {"table", "file"}};
  const std::string& key = own.at(type);
  const bool needs_key = type != "grid" || has_ranges;
  if (needs_key && !design.contains(key)) {
    check.report("/design", fmt::format("a design of type \"{}\" needs \"{}\"", type, key), "add it");
  }
  if (type == "sobol" && factors.size() > kMostSobolFactors) {
    check.report("/factors", fmt::format("a Sobol sequence has at most {} factors", kMostSobolFactors),
                 "take a Latin hypercube");
  }
  for (const char* other_key : {"steps", "points", "file"}) {
    if (other_key != key && design.contains(other_key)) {
      check.report(std::string("/design/") + other_key,
                   fmt::format("a design of type \"{}\" has no \"{}\"", type, other_key), "remove it");
    }
  }
}

void checkAddedPoints(const Json& points, const Json& factors, factory::ParameterCheck& check) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::string pointer = fmt::format("/added_points/{}", i);
    bool is_whole = points[i].is_object() && points[i].size() == factors.size();
    for (const Json& factor : factors) is_whole = is_whole && points[i].contains(factor["name"].get<std::string>());
    if (!is_whole) check.report(pointer, "an added point has a value for each factor and nothing else", "mend it");
  }
}

void checkStudy(const Json& json, factory::ParameterCheck& check) {
  check.checkObject(json, studyDeclarations(), "", "the study");
  if (!check.foundNothing()) return;
  checkFactors(json["factors"], check);
  checkDesign(json["design"], json["factors"], check);
  if (json.contains("added_points")) checkAddedPoints(json["added_points"], json["factors"], check);
  if (SimTime::fromSeconds(json["horizon_s"].get<double>()) == SimTime::never()) {
    check.report("/horizon_s", "the clock ends after 290 years", "give a shorter horizon");
  }
  if (json.value("warmup_s", 0.0) >= json["horizon_s"].get<double>()) {
    check.report("/warmup_s", "the warm-up is not shorter than the horizon", "give warmup_s < horizon_s");
  }
}

Factor factorOf(const Json& json) {
  Factor factor;
  factor.name = json["name"].get<std::string>();
  factor.path = factory::FactoryPath(json["path"].get<std::string>());
  factor.is_integer = json.value("integer", false);
  if (json.contains("levels")) {
    factor.levels.assign(json["levels"].begin(), json["levels"].end());
  } else {
    factor.min = json["min"].get<double>();
    factor.max = json["max"].get<double>();
  }
  return factor;
}

Design designOf(const Json& json) {
  Design design;
  const auto type = json["type"].get<std::string>();
  design.type = type == "grid"    ? Design::Type::Grid
                : type == "lhs"   ? Design::Type::LatinHypercube
                : type == "sobol" ? Design::Type::Sobol
                                  : Design::Type::Table;
  design.steps = json.value("steps", design.steps);
  design.points = json.value("points", design.points);
  design.file = json.value("file", std::string());
  return design;
}

}  // namespace

const api::ParameterDeclarations& studyDeclarations() {
  static const api::ParameterDeclarations declarations = [] {
    api::ParameterDeclarations list;
    list.push_back(api::choice("format", {kStudyFormat}).required());
    list.push_back(api::text("name").required().help("What the project calls the study."));
    list.push_back(api::number("horizon_s").unit("s").above(0).required().help("Simulated time of each run."));
    list.push_back(api::number("warmup_s").unit("s").atLeast(0).byDefault(0).help("Not measured at the start."));
    list.push_back(api::integer("replications").range(1, kMostReplications).byDefault(1).help("Runs per point."));
    list.push_back(api::integer("seed").atLeast(0).byDefault(1).help("The same seed gives the same results."));
    list.push_back(api::boolean("common_random_numbers").byDefault(true).help("Points meet the same random numbers."));
    list.push_back(api::list("factors", factorDeclaration()).required());
    list.push_back(std::move(designDeclaration()).required());
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
  study.replications = json.value("replications", study.replications);
  study.seed = json.value("seed", study.seed);
  study.common_random_numbers = json.value("common_random_numbers", true);
  for (const Json& factor : json["factors"]) study.factors.push_back(factorOf(factor));
  study.design = designOf(json["design"]);
  if (json.contains("added_points")) {
    study.added_points.assign(json["added_points"].begin(), json["added_points"].end());
  }
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
