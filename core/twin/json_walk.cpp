// SPDX-License-Identifier: Apache-2.0
#include "core/twin/json_walk.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/text.h"

namespace mw::twin {

std::string jsonKind(const Json& value) {
  if (value.is_string()) return "text";
  if (value.is_null()) return "null";
  return value.type_name();
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
  const auto nearest = nearestWord(word, known);
  return nearest ? fmt::format(" (did you mean \"{}\"?)", *nearest) : "";
}

JsonWalk::JsonWalk(const Json& object, std::string pointer, std::vector<std::string> known, Findings& findings)
    : object_(object), pointer_(std::move(pointer)), findings_(findings), is_object_(object.is_object()) {
  if (!is_object_) {
    error(pointer_, fmt::format("wants an object, is {}", jsonKind(object)), "write it as {\"key\": value, ...}");
    return;
  }
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    error(pointerTo(key), fmt::format("unknown key \"{}\"{}", key, suggestion(key, known)),
          fmt::format("keys here are {}", fmt::join(known, ", ")));
  }
}

bool JsonWalk::has(const std::string& key) const {
  return is_object_ && object_.contains(key);
}

const Json* JsonWalk::member(const std::string& key, bool is_required) {
  if (has(key)) return &object_.at(key);
  if (is_required && is_object_) error(pointer_, fmt::format("\"{}\" is missing", key), "add it");
  return nullptr;
}

std::optional<std::string> JsonWalk::text(const std::string& key, bool is_required) {
  const Json* value = member(key, is_required);
  if (value == nullptr) return std::nullopt;
  if (value->is_string() && (!is_required || !value->get_ref<const std::string&>().empty())) {
    return value->get<std::string>();
  }
  error(pointerTo(key), fmt::format("wants text, is {}", value->is_string() ? "empty" : jsonKind(*value)),
        "write it in quotes");
  return std::nullopt;
}

std::optional<double> JsonWalk::number(const std::string& key, bool is_required, double low, double high) {
  const Json* value = member(key, is_required);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) {
    error(pointerTo(key), fmt::format("wants a number, is {}", jsonKind(*value)), "write a number without quotes");
    return std::nullopt;
  }
  const double number = value->get<double>();
  if (std::isfinite(number) && number >= low && number <= high) return number;
  error(pointerTo(key), fmt::format("{} is out of range", numberText(number)),
        fmt::format("between {} and {}", numberText(low), numberText(high)));
  return std::nullopt;
}

std::optional<bool> JsonWalk::boolean(const std::string& key) {
  const Json* value = member(key, false);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  error(pointerTo(key), fmt::format("wants true or false, is {}", jsonKind(*value)), "write true or false");
  return std::nullopt;
}

const Json* JsonWalk::array(const std::string& key, bool is_required) {
  const Json* value = member(key, is_required);
  if (value == nullptr || value->is_array()) return value;
  error(pointerTo(key), fmt::format("wants a list, is {}", jsonKind(*value)), "write it as [ ... ]");
  return nullptr;
}

void JsonWalk::error(const std::string& pointer, std::string cause, std::string cure) {
  findings_.push_back({Severity::Error, Place{"", pointer, 0, 0}, std::move(cause), std::move(cure)});
}

std::vector<std::pair<std::string, std::string>> readNames(JsonWalk& walk, const Json& list,
                                                           const std::string& pointer) {
  std::vector<std::pair<std::string, std::string>> names;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string at = fmt::format("{}/{}", pointer, i);
    if (list[i].is_string() && !list[i].get_ref<const std::string&>().empty()) {
      names.emplace_back(list[i].get<std::string>(), at);
    } else {
      walk.error(at, fmt::format("wants a name, is {}", list[i].is_string() ? "empty" : jsonKind(list[i])),
                 "write a name in quotes");
    }
  }
  return names;
}

}  // namespace mw::twin
