// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/design_reading.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "core/experiment/fractional_design.h"

namespace mw::experiment {
namespace {

constexpr double kMostPoints = 1'000'000;
constexpr std::size_t kMostSobolFactors = 3667;  // dimensions of the direction numbers
constexpr std::uint32_t kLeastInitial = 4;       // points before a surrogate is asked

struct Keys {
  Design::Type type;
  std::vector<std::string> needed;
  std::vector<std::string> optional;
};

const std::map<std::string, Keys>& types() {
  using enum Design::Type;
  static const std::map<std::string, Keys> kTypes = {
      {"grid", {Grid, {"steps"}, {}}},
      {"lhs", {LatinHypercube, {"points"}, {}}},
      {"sobol", {Sobol, {"points"}, {}}},
      {"table", {Table, {"file"}, {}}},
      {"fractional", {Fractional, {}, {"resolution", "runs", "generators"}}},
      {"sequential", {Sequential, {"points", "response"}, {"initial", "batch", "half_width"}}},
      {"morris", {Morris, {"trajectories"}, {"levels"}}}};
  return kTypes;
}

bool holds(const std::vector<std::string>& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

void checkKeys(const Json& design, bool needs_steps, factory::ParameterCheck& check) {
  const auto type = design["type"].get<std::string>();
  const Keys& keys = types().at(type);
  for (const std::string& key : keys.needed) {
    if (design.contains(key) || (key == "steps" && !needs_steps)) continue;
    check.report("/design", fmt::format("a design of type \"{}\" needs \"{}\"", type, key), "add it");
  }
  for (const auto& [key, value] : design.items()) {
    if (key == "type" || holds(keys.needed, key) || holds(keys.optional, key)) continue;
    check.report("/design/" + key, fmt::format("a design of type \"{}\" has no \"{}\"", type, key), "remove it");
  }
}

void checkFraction(const Json& design, const Json& factors, factory::ParameterCheck& check) {
  const int asked = static_cast<int>(design.contains("resolution")) + static_cast<int>(design.contains("runs")) +
                    static_cast<int>(design.contains("generators"));
  if (asked != 1) {
    check.report("/design", "a fraction is chosen by its resolution, its runs or its generators",
                 R"(give one of the three: {"type": "fractional", "resolution": "IV"})");
  }
  if (design.contains("generators") && design["generators"].empty()) {
    check.report("/design/generators", "no generator is given", R"(give some, as "D=ABC", or a resolution)");
  }
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (!factors[i].contains("levels") || factors[i]["levels"].size() == 2) continue;
    check.report(fmt::format("/factors/{}/levels", i),
                 fmt::format("factor \"{}\" has {} levels, in a fraction each has two",
                             factors[i]["name"].get<std::string>(), factors[i]["levels"].size()),
                 "give the two that differ most, or take another design");
  }
  if (design.contains("runs") && !std::has_single_bit(design["runs"].get<std::uint32_t>())) {
    check.report("/design/runs", "the runs of a fraction are a power of two", "give 4, 8, 16, 32, 64 or 128");
  }
  if (!check.foundNothing()) return;
  std::vector<std::string> names;
  for (const Json& factor : factors) names.push_back(factor["name"].get<std::string>());
  Findings findings;
  (void)fractionOf(designOf(design, factors.size()), names, findings);
  for (Finding& finding : findings) {
    check.report(finding.place.pointer, std::move(finding.cause), std::move(finding.cure));
  }
}

/// Enough to see a curve along each factor. Not of the budget: a study stays the same one when that grows.
std::uint32_t usualInitial(std::size_t factor_count) {
  return static_cast<std::uint32_t>(std::max<std::size_t>(8, 4 * factor_count));
}

void checkSequential(const Json& design, std::size_t factor_count, factory::ParameterCheck& check) {
  if (!check.foundNothing()) return;
  if (!design.contains("initial") && design["points"].get<std::uint32_t>() < usualInitial(factor_count)) {
    check.report("/design/points",
                 fmt::format("with {} factors the start alone has {} points", factor_count, usualInitial(factor_count)),
                 "give more points, or \"initial\" for a smaller start");
  }
  if (design["points"].get<std::uint32_t>() < kLeastInitial) {
    check.report("/design/points", "a surrogate learns nothing from so few points",
                 fmt::format("give at least {}", kLeastInitial));
  }
  if (!design.contains("initial") || design["initial"] <= design["points"]) return;
  check.report("/design/initial", "more points are there at the start than the budget allows",
               "give initial <= points");
}

/// A step from a level to the same one is none.
void checkRepeatedLevels(const Json& levels, const std::string& pointer, factory::ParameterCheck& check) {
  for (std::size_t later = 0; later < levels.size(); ++later) {
    for (std::size_t i = 0; i < later; ++i) {
      if (levelName(levels[i]) != levelName(levels[later])) continue;
      check.report(fmt::format("{}/{}", pointer, later),
                   fmt::format("level {} is there twice", levelName(levels[later]).dump()), "remove one of the two");
      break;
    }
  }
}

void checkMorris(const Json& design, const Json& factors, factory::ParameterCheck& check) {
  if (design.contains("levels") && design["levels"].get<std::uint32_t>() % 2 != 0) {
    check.report("/design/levels", "the levels of a Morris design are an even number",
                 "give 4, 6 or 8: then each is met equally often");
  }
  if (!check.foundNothing()) return;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const Json& factor = factors[i];
    const bool is_single = factor.contains("levels") ? factor["levels"].size() < 2
                           : factor.value("integer", false)
                               ? std::floor(factor["max"].get<double>()) <= std::ceil(factor["min"].get<double>())
                               : factor["max"] <= factor["min"];
    if (factor.contains("levels")) checkRepeatedLevels(factor["levels"], fmt::format("/factors/{}/levels", i), check);
    if (!is_single) continue;
    check.report(fmt::format("/factors/{}", i),
                 fmt::format("factor \"{}\" has one value, and in a Morris design each factor changes",
                             factor["name"].get<std::string>()),
                 "give it another one, or leave the factor out");
  }
  if (!check.foundNothing()) return;
  const double points = design["trajectories"].get<double>() * static_cast<double>(factors.size() + 1);
  if (points > kMostPoints) {
    check.report("/design/trajectories", fmt::format("that comes to {:.0f} points", points),
                 fmt::format("give at most {:.0f} trajectories",
                             std::floor(kMostPoints / static_cast<double>(factors.size() + 1))));
  }
}

std::uint32_t resolutionOf(const std::string& text) {
  return text == "III" ? 3 : text == "IV" ? 4 : 5;
}

}  // namespace

api::ParameterDeclaration designDeclaration() {
  std::vector<std::string> names;
  for (const char* type : {"grid", "lhs", "sobol", "table", "fractional", "sequential", "morris"})
    names.emplace_back(type);
  return api::object(
      "design",
      {api::choice("type", names).required(),
       api::integer("steps").range(1, 10'000).help("Values per range, for a grid."),
       api::integer("points").range(1, kMostPoints).help("Points, for lhs and sobol; for sequential, all at most."),
       api::text("file").help("CSV with a column per factor, for a table."),
       api::choice("resolution", {"III", "IV", "V"}).help("What a fraction must tell apart."),
       api::integer("runs").range(2, kMostPoints).help("Points of a fraction, a power of two."),
       api::list("generators", api::text("")).help("Of a fraction: \"D=ABC\", letters in the order of the factors."),
       api::integer("initial")
           .range(kLeastInitial, kMostPoints)
           .help("Points of a sequential design before the first round."),
       api::integer("batch").range(1, 1000).byDefault(4).help("Points of a sequential design per round."),
       api::text("response").help("KPI that a sequential design learns."),
       api::number("half_width").above(0).help("Sequential: enough when no 95 % band of it is wider, in its unit."),
       api::integer("trajectories").range(2, 10'000).help("Of a Morris design; 10 to 20 are usual."),
       api::integer("levels").range(4, 100).byDefault(4).help("Of a Morris design: values per range, even.")});
}

void checkDesign(const Json& design, const Json& factors, factory::ParameterCheck& check) {
  const auto type = design["type"].get<std::string>();
  bool has_ranges = false;
  for (const Json& factor : factors) has_ranges = has_ranges || !factor.contains("levels");
  checkKeys(design, has_ranges, check);
  if (type == "sobol" && factors.size() > kMostSobolFactors) {
    check.report("/factors", fmt::format("a Sobol sequence has at most {} factors", kMostSobolFactors),
                 "take a Latin hypercube");
  }
  if (type == "fractional") checkFraction(design, factors, check);
  if (type == "sequential") checkSequential(design, factors.size(), check);
  if (type == "morris") checkMorris(design, factors, check);
}

Design designOf(const Json& json, std::size_t factor_count) {
  Design design;
  design.type = types().at(json["type"].get<std::string>()).type;
  design.steps = json.value("steps", design.steps);
  design.points = json.value("points", design.points);
  design.file = json.value("file", std::string());
  if (json.contains("resolution")) design.resolution = resolutionOf(json["resolution"].get<std::string>());
  design.runs = json.value("runs", design.runs);
  if (json.contains("generators")) design.generators = json["generators"].get<std::vector<std::string>>();
  if (design.type == Design::Type::Sequential) {
    design.initial = json.value("initial", usualInitial(factor_count));
  }
  design.batch = json.value("batch", design.batch);
  design.response = json.value("response", std::string());
  design.half_width = json.value("half_width", design.half_width);
  design.trajectories = json.value("trajectories", design.trajectories);
  design.levels = json.value("levels", design.levels);
  return design;
}

}  // namespace mw::experiment
