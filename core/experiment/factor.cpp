// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/factor.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace mw::experiment {
namespace {

bool isLabelled(const Json& written) {
  return written.is_object() && written.contains("label");
}

void checkLevels(const Json& levels, const std::string& pointer, factory::ParameterCheck& check) {
  if (levels.empty()) check.report(pointer, "no level is given", "give at least one value");
  const bool has_labels = std::ranges::any_of(levels, isLabelled);
  std::set<std::string> names;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::string at = fmt::format("{}/{}", pointer, i);
    if (isLabelled(levels[i])) {
      const bool is_text = levels[i]["label"].is_string() && !levels[i]["label"].get_ref<const std::string&>().empty();
      if (!is_text) {
        check.report(at + "/label", "a label is a text", "write what people call the level");
        continue;
      }
      if (levels[i].size() != 2 || !levels[i].contains("value")) {
        check.report(at, "a level with a label has a value and nothing else",
                     R"(write {"label": "two small mills", "value": ...})");
      }
    }
    // Tables and constraints tell levels by their text: 5 and "5" are the same there.
    const Json& name = levelName(levels[i]);
    const std::string text = name.is_string() ? name.get<std::string>() : name.dump();
    if (has_labels && !names.insert(text).second) {
      check.report(at, fmt::format("level {} is there twice", name.dump()), "remove one of the two");
    }
  }
}

void checkRange(const Json& factor, const std::string& pointer, factory::ParameterCheck& check) {
  if (!factor.contains("min") || !factor.contains("max")) {
    check.report(pointer, "a range needs both ends", "give min and max");
  } else if (!(factor["min"].get<double>() < factor["max"].get<double>())) {
    check.report(pointer + "/max", "max is not above min", "give min < max");
  } else if (factor.value("integer", false) &&
             std::ceil(factor["min"].get<double>()) > std::floor(factor["max"].get<double>())) {
    check.report(pointer + "/max", "no whole number lies in the range", "widen it");
  }
}

void checkFactor(const Json& factor, const std::string& pointer, factory::ParameterCheck& check) {
  const bool has_range = factor.contains("min") || factor.contains("max");
  if (factor.contains("levels") == has_range) {
    check.report(pointer, "a factor has either a range or levels", "give min and max, or levels");
    return;
  }
  if (has_range) {
    checkRange(factor, pointer, check);
    return;
  }
  checkLevels(factor["levels"], pointer + "/levels", check);
  if (factor.contains("integer")) {
    check.report(pointer + "/integer", "levels are taken as they are", "remove \"integer\"");
  }
}

/// A factor that replaces the whole of what an earlier one has changed would undo it.
void checkOrder(const Json& factors, std::size_t later, factory::ParameterCheck& check) {
  const auto path = factors[later]["path"].get<std::string>() + "/";
  for (std::size_t i = 0; i < later; ++i) {
    if (!factors[i]["path"].get<std::string>().starts_with(path)) continue;
    check.report(fmt::format("/factors/{}/path", later),
                 fmt::format("\"{}\" replaces what factor \"{}\" sets", factors[later]["path"].get<std::string>(),
                             factors[i]["name"].get<std::string>()),
                 "put it before that factor");
  }
}

}  // namespace

bool Factor::isNumber() const {
  return std::ranges::all_of(levels, [](const Json& level) { return level.is_number() || level.is_boolean(); });
}

const Json& Factor::settingOf(const Json& value) const {
  if (settings.empty()) return value;
  const auto level = std::ranges::find(levels, value);
  return level == levels.end() ? value : settings[static_cast<std::size_t>(level - levels.begin())];
}

std::vector<Json> Factor::writtenLevels() const {
  std::vector<Json> written = levels;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (settings[i] != levels[i]) written[i] = {{"label", levels[i]}, {"value", settings[i]}};
  }
  return written;
}

const Json& levelName(const Json& written) {
  return isLabelled(written) ? written["label"] : written;
}

api::ParameterDeclaration factorDeclaration() {
  return api::object(
      "", {api::id("name").required().help("What results and what-ifs call it."),
           api::text("path").required().help("What it varies: elements/mill/process/mean_s, elements/mill."),
           api::number("min").help("Lower end of its range, in the parameter's unit."),
           api::number("max").help("Upper end of its range."),
           api::boolean("integer").byDefault(false).help("Whole numbers only."),
           api::list("levels", api::freeForm("")).help("Instead of a range: values, or {\"label\", \"value\"} each.")});
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
    checkOrder(factors, i, check);
  }
}

Factor factorOf(const Json& json) {
  Factor factor;
  factor.name = json["name"].get<std::string>();
  factor.path = factory::FactoryPath(json["path"].get<std::string>());
  factor.is_integer = json.value("integer", false);
  if (!json.contains("levels")) {
    factor.min = json["min"].get<double>();
    factor.max = json["max"].get<double>();
    return factor;
  }
  bool has_labels = false;
  for (const Json& written : json["levels"]) {
    factor.levels.push_back(levelName(written));
    factor.settings.push_back(isLabelled(written) ? written["value"] : written);
    has_labels = has_labels || isLabelled(written);
  }
  if (!has_labels) factor.settings.clear();
  return factor;
}

}  // namespace mw::experiment
