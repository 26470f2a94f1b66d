// SPDX-License-Identifier: Apache-2.0
#include "core/factory/parameter_check.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/text.h"
#include "core/factory/distribution_families.h"

namespace mw::factory {
namespace {

using api::ParameterDeclaration;
using api::ParameterDeclarations;
using api::ParameterKind;

constexpr double kMostWeight = 1e9;  // so that sums stay finite

std::vector<std::string> keysOf(const ParameterDeclarations& fields, const ParameterDeclarations& more) {
  std::vector<std::string> keys;
  for (const auto* list : {&fields, &more}) {
    for (const ParameterDeclaration& field : *list) keys.push_back(field.key);
  }
  return keys;
}

const ParameterDeclaration* findField(const std::string& key, const ParameterDeclarations& fields,
                                      const ParameterDeclarations& more) {
  for (const auto* list : {&fields, &more}) {
    for (const ParameterDeclaration& field : *list) {
      if (field.key == key) return &field;
    }
  }
  return nullptr;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  if (const auto nearest = nearestWord(word, known)) return fmt::format("did you mean \"{}\"?", *nearest);
  return fmt::format("known are {}", fmt::join(known, ", "));
}

std::string shown(const Json& value) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

bool isId(const std::string& text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (text.empty() || !is_letter(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

}  // namespace

std::string expectation(const ParameterDeclaration& declaration) {
  const std::string unit = declaration.unit_text.empty() ? "" : " " + declaration.unit_text;
  std::string limits;
  if (std::isfinite(declaration.min) && std::isfinite(declaration.max)) {
    limits = fmt::format(" from {} to {}{}", declaration.min, declaration.max, unit);
  } else if (std::isfinite(declaration.min)) {
    limits = fmt::format(" {} {}{}", declaration.is_min_excluded ? "above" : "of at least", declaration.min, unit);
  }
  const std::string or_null = declaration.is_nullable ? " or null" : "";
  switch (declaration.kind) {
    case ParameterKind::Text:
      return "a text" + or_null;
    case ParameterKind::Id:
      return "an id (letters, digits, - and _, starting with a letter)";
    case ParameterKind::Reference:
      return "the id of one of the " + declaration.refers_to;
    case ParameterKind::Boolean:
      return "true or false";
    case ParameterKind::Integer:
      return "a whole number" + limits + or_null;
    case ParameterKind::Number:
      return "a number" + limits + or_null;
    case ParameterKind::Choice:
      return fmt::format("one of {}", fmt::join(declaration.choices, ", "));
    case ParameterKind::Time:
      return "a distribution of times (a number of seconds or {\"dist\": ...})";
    case ParameterKind::Vector:
      return fmt::format("a list of {} numbers", declaration.size);
    case ParameterKind::Object:
      return "an object";
    case ParameterKind::List:
      return "a list";
    case ParameterKind::Map:
      return "an object";
    case ParameterKind::OneOf: {
      std::vector<std::string> each;
      for (const ParameterDeclaration& alternative : declaration.nested) each.push_back(expectation(alternative));
      return fmt::format("{}", fmt::join(each, ", or "));
    }
    case ParameterKind::Free:
      break;
  }
  return "a value";
}

void ParameterCheck::report(const std::string& pointer, std::string cause, std::string cure) {
  findings_.push_back({Severity::Error, Place{"", pointer, 0, 0}, std::move(cause), std::move(cure)});
}

void ParameterCheck::checkObject(const Json& value, const ParameterDeclarations& fields,
                                 const ParameterDeclarations& more, const std::string& pointer,
                                 const std::string& owner) {
  if (!value.is_object()) {
    report(pointer, fmt::format("{} is {}", owner, shown(value)), "give an object {...}");
    return;
  }
  for (const auto& [key, member] : value.items()) {
    const ParameterDeclaration* field = findField(key, fields, more);
    const std::string child = pointer + "/" + pointerToken(key);
    if (field == nullptr) {
      report(child, fmt::format("unknown key \"{}\" of {}", key, owner), suggestion(key, keysOf(fields, more)));
    } else {
      checkValue(member, *field, child);
    }
  }
  for (const auto* list : {&fields, &more}) {
    for (const ParameterDeclaration& field : *list) {
      if (!field.is_required || value.contains(field.key)) continue;
      report(pointer, fmt::format("{} has no \"{}\"", owner, field.key),
             fmt::format("add \"{}\": {}", field.key, expectation(field)));
    }
  }
}

void ParameterCheck::checkValue(const Json& value, const ParameterDeclaration& declaration,
                                const std::string& pointer) {
  if (value.is_null() && declaration.is_nullable) return;
  switch (declaration.kind) {
    case ParameterKind::Text:
    case ParameterKind::Id:
    case ParameterKind::Reference:
    case ParameterKind::Choice:
      checkText(value, declaration, pointer);
      return;
    case ParameterKind::Boolean:
      if (!value.is_boolean()) report(pointer, "is " + shown(value), "give " + expectation(declaration));
      return;
    case ParameterKind::Integer:
    case ParameterKind::Number:
      checkNumber(value, declaration, pointer);
      return;
    case ParameterKind::Time:
      checkTime(value, pointer);
      return;
    case ParameterKind::OneOf:
      checkOneOf(value, declaration, pointer);
      return;
    case ParameterKind::Vector:
    case ParameterKind::Object:
    case ParameterKind::List:
    case ParameterKind::Map:
      checkNested(value, declaration, pointer);
      return;
    case ParameterKind::Free:
      return;
  }
}

void ParameterCheck::checkNumber(const Json& value, const ParameterDeclaration& declaration,
                                 const std::string& pointer) {
  bool is_right = value.is_number();
  if (is_right) {
    const double number = value.get<double>();
    is_right = std::isfinite(number) && number <= declaration.max &&
               (declaration.is_min_excluded ? number > declaration.min : number >= declaration.min);
    if (declaration.kind == ParameterKind::Integer) {
      is_right = is_right && number == std::floor(number) && std::abs(number) < 9e15;
    }
  }
  if (!is_right) {
    const std::string name = declaration.key.empty() ? "value" : declaration.key;
    report(pointer, fmt::format("{} is {}", name, shown(value)), "give " + expectation(declaration));
  }
}

void ParameterCheck::checkText(const Json& value, const ParameterDeclaration& declaration, const std::string& pointer) {
  if (!value.is_string()) {
    report(pointer, "is " + shown(value), "give " + expectation(declaration));
    return;
  }
  const auto& text = value.get_ref<const std::string&>();
  if (declaration.kind == ParameterKind::Id && !isId(text)) {
    report(pointer, fmt::format("\"{}\" is not an id", text), "use letters, digits, - and _, starting with a letter");
  } else if (declaration.kind == ParameterKind::Reference) {
    checkReference(text, declaration.refers_to, pointer);
  } else if (declaration.kind == ParameterKind::Choice &&
             std::find(declaration.choices.begin(), declaration.choices.end(), text) == declaration.choices.end()) {
    report(pointer, fmt::format("\"{}\" is not known here", text), suggestion(text, declaration.choices));
  }
}

void ParameterCheck::checkReference(const std::string& id, const std::string& collection, const std::string& pointer) {
  const auto targets = targets_.find(collection);
  if (targets != targets_.end() && targets->second.contains(id)) return;
  std::vector<std::string> known;
  if (targets != targets_.end()) known.assign(targets->second.begin(), targets->second.end());
  const std::string singular = collection.substr(0, collection.size() - 1);
  report(pointer, fmt::format("no {} \"{}\"", singular, id),
         known.empty() ? fmt::format("the factory has no {} yet: add it", collection) : suggestion(id, known));
}

void ParameterCheck::checkTime(const Json& value, const std::string& pointer) {
  if (!value.is_object() || !value.contains("by_part")) {
    checkDistribution(value, pointer);
    return;
  }
  for (const auto& [key, member] : value.items()) {
    if (key != "by_part")
      report(pointer + "/" + pointerToken(key), fmt::format("unknown key \"{}\" beside by_part", key), "remove it");
  }
  const Json& by_part = value["by_part"];
  if (!by_part.is_object() || by_part.empty()) {
    report(pointer + "/by_part", "is " + shown(by_part), "give {\"part\": distribution, \"*\": distribution}");
    return;
  }
  for (const auto& [part, member] : by_part.items()) {
    const std::string child = pointer + "/by_part/" + pointerToken(part);
    if (part != "*") checkReference(part, "parts", child);
    checkDistribution(member, child);
  }
}

void ParameterCheck::checkDistribution(const Json& value, const std::string& pointer) {
  if (value.is_number()) {
    if (!(value.get<double>() >= 0) || !std::isfinite(value.get<double>())) {
      report(pointer, "time is " + shown(value), "give a number of at least 0 s");
    }
    return;
  }
  if (!value.is_object() || !value.contains("dist") || !value["dist"].is_string()) {
    report(pointer, "is " + shown(value), "give a number of seconds or {\"dist\": ...}");
    return;
  }
  const auto name = value["dist"].get<std::string>();
  const DistributionFamily* family = findDistributionFamily(name);
  if (family == nullptr) {
    std::vector<std::string> known;
    for (const DistributionFamily& each : distributionFamilies()) known.push_back(each.name);
    report(pointer + "/dist", fmt::format("no distribution \"{}\"", name), suggestion(name, known));
    return;
  }
  const std::size_t before = findings_.size();
  static const ParameterDeclarations kFamily = {api::text("dist")};
  checkObject(value, family->parameters, kFamily, pointer, fmt::format("a distribution \"{}\"", name));
  if (findings_.size() == before) checkLimits(value, name, pointer);
}

void ParameterCheck::checkLimits(const Json& value, const std::string& family, const std::string& pointer) {
  const auto ordered = [&](const char* low, const char* high) {
    if (value.contains(low) && value.contains(high) && value[low].get<double>() > value[high].get<double>()) {
      report(pointer + "/" + high, fmt::format("{} is below {}", high, low), fmt::format("give {} <= {}", low, high));
    }
  };
  if (family == "uniform") ordered("min_s", "max_s");
  if (family == "triangular" || family == "pert") {
    ordered("min_s", "mode_s");
    ordered("mode_s", "max_s");
  }
  if (family == "empirical") {
    const bool has_values = value.contains("values_s") && !value["values_s"].empty();
    if (has_values == value.contains("file")) {
      report(pointer, "an empirical distribution needs values", "give either values_s: [...] or file and column");
    } else if (value.contains("file") != value.contains("column")) {
      report(pointer, "file and column go together", "give both: the CSV file and the name of its column of seconds");
    }
  }
  if (family == "normal" && value["mean_s"].get<double>() <= 0 && value["sd_s"].get<double>() <= 0) {
    report(pointer, "mean and standard deviation are both zero", "give a mean above 0 s");
  }
  if (family == "mixture") checkMixture(value, pointer);
}

void ParameterCheck::checkMixture(const Json& value, const std::string& pointer) {
  if (!value.contains("components") || !value["components"].is_array() || value["components"].empty()) {
    report(pointer, "a mixture needs components", "give \"components\": [{\"weight\": 0.5, \"dist\": ...}, ...]");
    return;
  }
  for (std::size_t i = 0; i < value["components"].size(); ++i) {
    Json component = value["components"][i];
    const std::string child = pointer + "/components/" + std::to_string(i);
    if (!component.is_object() || !component.contains("weight") || !component["weight"].is_number() ||
        !(component["weight"].get<double>() > 0 && component["weight"].get<double>() <= kMostWeight)) {
      report(child, "component has no positive weight", "add \"weight\": a number above 0, up to 1e9");
      continue;
    }
    component.erase("weight");
    checkDistribution(component, child);
  }
}

void ParameterCheck::checkOneOf(const Json& value, const ParameterDeclaration& declaration,
                                const std::string& pointer) {
  Findings nearest;
  for (const ParameterDeclaration& alternative : declaration.nested) {
    ParameterCheck attempt(targets_);
    attempt.checkValue(value, alternative, pointer);
    if (attempt.foundNothing()) return;
    Findings findings = attempt.takeFindings();
    // The alternative that got inside the value is the one its author meant.
    const bool got_inside = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.place.pointer.size() > pointer.size();
    });
    const bool is_reference = alternative.kind == ParameterKind::Reference && value.is_string();
    if (got_inside || is_reference) nearest = std::move(findings);
  }
  if (nearest.empty()) {
    report(pointer, "is " + shown(value), "give " + expectation(declaration));
  } else {
    findings_.insert(findings_.end(), nearest.begin(), nearest.end());
  }
}

void ParameterCheck::checkNested(const Json& value, const ParameterDeclaration& declaration,
                                 const std::string& pointer) {
  const bool wants_list = declaration.kind == ParameterKind::List || declaration.kind == ParameterKind::Vector;
  const bool has_size = declaration.kind != ParameterKind::Vector || value.size() == declaration.size;
  if ((wants_list ? !value.is_array() : !value.is_object()) || !has_size) {
    report(pointer, "is " + shown(value), "give " + expectation(declaration));
    return;
  }
  if (declaration.kind == ParameterKind::Object) {
    checkObject(value, declaration.nested, pointer,
                declaration.key.empty() ? "this entry" : "\"" + declaration.key + "\"");
  } else if (declaration.kind == ParameterKind::List) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      checkValue(value[i], declaration.nested[0], pointer + "/" + std::to_string(i));
    }
  } else if (declaration.kind == ParameterKind::Vector) {
    ParameterDeclaration component = declaration;
    component.kind = ParameterKind::Number;
    for (std::size_t i = 0; i < value.size(); ++i) checkNumber(value[i], component, pointer + "/" + std::to_string(i));
  } else {
    for (const auto& [key, member] : value.items()) {
      const std::string child = pointer + "/" + pointerToken(key);
      if (!declaration.refers_to.empty()) checkReference(key, declaration.refers_to, child);
      checkValue(member, declaration.nested[0], child);
    }
  }
}

}  // namespace mw::factory
