// SPDX-License-Identifier: Apache-2.0
#include "tests/core/events/parameter_values.h"

#include <cmath>
#include <map>

namespace mw::test {
namespace {

using api::ParameterDeclaration;
using api::ParameterKind;

/// By path: "type/key" before "key".
const Json* writtenDown(const std::string& type, const std::string& path) {
  static const std::map<std::string, Json> kValues = {
      {"yield", Json::parse(R"({"good": 0.9, "rework": 0.06, "scrap": 0.04, "rework_to": "redo", "scrap_to": "bin"})")},
      {"inspection/yield", Json::parse(R"({"rework_to": "redo"})")},
      {"setup/matrix", Json::parse(R"({"housing>gear": 7, "gear>housing": 3})")},
      {"enclosure", Json::parse(R"({"wall_m": 0.05, "doors": [{"id": "hatch", "side": "front", "at_m": 0.1,
          "width_m": 0.6, "height_m": 0.5, "sill_m": 0.75, "opens_s": 2, "kind": "lifting"}]})")},
      {"path", Json::parse("[[0, 0, 0], [4, 0, 0], [4, 3, 0]]")},
      {"part/item", 1.0},
      {"schedule/file", "arrivals.csv"},
      {"skill", "weld"}};
  const std::string key = path.substr(path.rfind('/') + 1);
  for (const std::string& each : {type + "/" + path, path, key}) {
    const auto found = kValues.find(each);
    if (found != kValues.end()) return &found->second;
  }
  return nullptr;
}

std::string targetOf(const std::string& collection) {
  static const std::map<std::string, std::string> kTargets = {
      {"parts", "gear"}, {"elements", "bin"}, {"pools", "crew"}, {"calendars", "day"}, {"states", "busy"}};
  return kTargets.at(collection);
}

/// Inside the range, not the default, whole where it has a middle that is not; small where the range only keeps counts
/// from wrapping.
double numberOf(const ParameterDeclaration& parameter) {
  constexpr double kWidest = 1e4;
  const bool is_bounded = std::isfinite(parameter.min) && parameter.max - parameter.min < kWidest;
  if (is_bounded) return parameter.min + (parameter.max - parameter.min) * 0.75;
  return std::isfinite(parameter.min) ? parameter.min + 2 : 2;
}

Json wrongSecond(std::size_t size) {
  Json values = std::vector<double>(size, 1);
  values[1] = "wide";
  return values;
}

class ValueMaker {
 public:
  explicit ValueMaker(const std::string& type) : type_(type) {}

  [[nodiscard]] std::vector<Json> valid(const ParameterDeclaration& parameter, const std::string& path) const {
    std::vector<Json> values = ofKind(parameter, path);
    if (parameter.is_nullable) values.push_back(nullptr);
    return values;
  }

  [[nodiscard]] std::vector<WrongValue> wrong(const ParameterDeclaration& parameter, const std::string& path) const {
    switch (parameter.kind) {
      case ParameterKind::Text:
        return {{"", 5}};
      case ParameterKind::Id:
        return {{"", 5}, {"", "9 lives"}};
      case ParameterKind::Reference:
        return {{"", 5}, {"", "nobody"}};
      case ParameterKind::Choice:
        return {{"", 5}, {"", "no-such-choice"}};
      case ParameterKind::Boolean:
        return {{"", 5}, {"", "yes"}};
      case ParameterKind::Integer:
      case ParameterKind::Number:
        return wrongNumbers(parameter);
      case ParameterKind::Time:
        return wrongTimes();
      case ParameterKind::Vector:
        return {{"", 5}, {"", Json::array({1})}, {"/1", wrongSecond(parameter.size)}};
      case ParameterKind::Object:
        return wrongObjects(parameter, path);
      case ParameterKind::List:
      case ParameterKind::Map:
        return wrongItems(parameter, path);
      case ParameterKind::OneOf:
        return {{"", true}};
      case ParameterKind::Free:
        break;
    }
    return {};
  }

 private:
  [[nodiscard]] std::vector<Json> ofKind(const ParameterDeclaration& parameter, const std::string& path) const {
    const Json* const written = writtenDown(type_, path);
    if (written != nullptr && parameter.kind != ParameterKind::OneOf) return {*written};
    switch (parameter.kind) {
      case ParameterKind::Text:
        if (const Json* file = writtenDown(type_, path + "/file")) return {*file};
        return {"some text"};
      case ParameterKind::Id:
        return {"other"};
      case ParameterKind::Reference:
        return {targetOf(parameter.refers_to)};
      case ParameterKind::Boolean:
        return {true, false};
      case ParameterKind::Integer:
        return {static_cast<std::int64_t>(numberOf(parameter))};
      case ParameterKind::Number:
        return {numberOf(parameter)};
      case ParameterKind::Choice:
        return {parameter.choices.begin(), parameter.choices.end()};
      case ParameterKind::Time:
        return {7.5, Json::parse(R"({"dist": "uniform", "min_s": 2, "max_s": 9})"),
                Json::parse(R"({"by_part": {"gear": 4, "*": {"dist": "exponential", "mean_s": 5}}})")};
      case ParameterKind::Vector:
        return {Json(std::vector<double>(parameter.size, numberOf(parameter)))};
      case ParameterKind::Object:
        return {objectOf(parameter, path)};
      case ParameterKind::List:
        return {Json(valid(parameter.nested[0], path + "/item"))};
      case ParameterKind::Map: {
        const std::string key = parameter.refers_to.empty() ? "key" : targetOf(parameter.refers_to);
        return {Json{{key, valid(parameter.nested[0], path + "/item").front()}}};
      }
      case ParameterKind::OneOf: {
        std::vector<Json> all;
        for (const ParameterDeclaration& each : parameter.nested) {
          for (Json& value : valid(each, path)) all.push_back(std::move(value));
        }
        return all;
      }
      case ParameterKind::Free:
        break;
    }
    return {Json::parse(R"({"anything": [1, 2]})")};
  }

  [[nodiscard]] Json objectOf(const ParameterDeclaration& parameter, const std::string& path) const {
    Json object = Json::object();
    for (const ParameterDeclaration& field : parameter.nested) {
      object[field.key] = valid(field, path.empty() ? field.key : path + "/" + field.key).front();
    }
    return object;
  }

  [[nodiscard]] static std::vector<WrongValue> wrongNumbers(const ParameterDeclaration& parameter) {
    std::vector<WrongValue> wrong{{"", "many"}, {"", std::nan("")}};
    if (std::isfinite(parameter.min)) wrong.push_back({"", parameter.min - (parameter.is_min_excluded ? 0 : 1)});
    if (std::isfinite(parameter.max)) wrong.push_back({"", parameter.max + 1});
    if (parameter.kind == ParameterKind::Integer) wrong.push_back({"", numberOf(parameter) + 0.5});
    if (!parameter.is_nullable) wrong.push_back({"", nullptr});
    return wrong;
  }

  [[nodiscard]] static std::vector<WrongValue> wrongTimes() {
    return {{"", -1},
            {"", std::nan("")},
            {"", "long"},
            {"/mean_s", Json::parse(R"({"dist": "exponential", "mean_s": -2})")},
            {"/dist", Json::parse(R"({"dist": "poisson", "mean_s": 2})")},
            {"/mean", Json::parse(R"({"dist": "exponential", "mean_s": 2, "mean": 2})")},
            {"/max_s", Json::parse(R"({"dist": "uniform", "min_s": 9, "max_s": 2})")},
            {"/by_part/nobody", Json::parse(R"({"by_part": {"nobody": 1}})")}};
  }

  /// Each field in turn, the others as they should be.
  [[nodiscard]] std::vector<WrongValue> wrongObjects(const ParameterDeclaration& parameter,
                                                     const std::string& path) const {
    const Json right = valid(parameter, path).front();
    std::vector<WrongValue> all{{"", 5}, {"/no_such_key", right}};
    all.back().value["no_such_key"] = 1;
    for (const ParameterDeclaration& field : parameter.nested) {
      for (const WrongValue& wrong_field : wrong(field, path.empty() ? field.key : path + "/" + field.key)) {
        all.push_back({"/" + field.key + wrong_field.pointer, right});
        all.back().value[field.key] = wrong_field.value;
      }
      if (!field.is_required || !right.contains(field.key)) continue;
      all.push_back({"", right});
      all.back().value.erase(field.key);
    }
    return all;
  }

  [[nodiscard]] std::vector<WrongValue> wrongItems(const ParameterDeclaration& parameter,
                                                   const std::string& path) const {
    const bool is_list = parameter.kind == ParameterKind::List;
    const Json right = valid(parameter, path).front();
    std::vector<WrongValue> all{{"", 5}};
    for (const WrongValue& wrong_item : wrong(parameter.nested[0], path + "/item")) {
      if (is_list) {
        all.push_back({"/0" + wrong_item.pointer, right});
        all.back().value[0] = wrong_item.value;
      } else {
        const std::string key = right.items().begin().key();
        all.push_back({"/" + pointerToken(key) + wrong_item.pointer, right});
        all.back().value[key] = wrong_item.value;
      }
    }
    if (!is_list && !parameter.refers_to.empty()) {
      all.push_back({"/nobody", right});
      all.back().value["nobody"] = right.items().begin().value();
    }
    return all;
  }

  const std::string& type_;
};

}  // namespace

std::vector<Json> validValues(const std::string& type, const ParameterDeclaration& parameter) {
  return ValueMaker(type).valid(parameter, parameter.key);
}

std::vector<WrongValue> wrongValues(const std::string& type, const ParameterDeclaration& parameter) {
  return ValueMaker(type).wrong(parameter, parameter.key);
}

}  // namespace mw::test
