// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace mw::api {

enum class ParameterKind {
  Text,
  Id,         ///< letters, digits, - and _, starting with a letter
  Reference,  ///< the id of something in the collection named by refers_to
  Boolean,
  Integer,
  Number,
  Choice,
  Time,    ///< a distribution of times: a number of seconds, {"dist": ...} or {"by_part": {...}}
  Vector,  ///< a fixed count of numbers
  Object,  ///< fields
  List,    ///< items, all of one declaration
  Map,     ///< free keys (or references, when refers_to is set), values of one declaration
  OneOf,   ///< the first alternative that fits
  Free,    ///< any JSON, checked by its owner
};

/// One parameter, declared once: reader, validator, JSON Schema, property editor and help all derive from it.
///
///   number("speed_mps").unit("m/s").above(0).byDefault(0.5).help("Belt speed.")
struct ParameterDeclaration {
  std::string key;
  ParameterKind kind = ParameterKind::Text;
  std::string unit_text;  ///< as shown to people: "s", "m/s", "kW"; empty for pure numbers
  std::string help_text;  ///< one line
  bool is_required = false;
  bool is_nullable = false;
  bool is_min_excluded = false;
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  std::optional<Json> default_value;         ///< what holds when the key is absent; none = the feature is absent
  std::vector<std::string> choices;          ///< of a Choice
  std::string refers_to;                     ///< "parts", "elements", "pools", "calendars", "networks"
  std::size_t size = 0;                      ///< of a Vector
  std::vector<ParameterDeclaration> nested;  ///< fields of an Object, the item of a List or Map, alternatives of OneOf

  ParameterDeclaration&& unit(std::string text) && {
    unit_text = std::move(text);
    return std::move(*this);
  }
  ParameterDeclaration&& help(std::string text) && {
    help_text = std::move(text);
    return std::move(*this);
  }
  ParameterDeclaration&& required() && {
    is_required = true;
    return std::move(*this);
  }
  ParameterDeclaration&& nullable() && {
    is_nullable = true;
    return std::move(*this);
  }
  ParameterDeclaration&& atLeast(double low) && {
    min = low;
    return std::move(*this);
  }
  ParameterDeclaration&& above(double low) && {
    min = low;
    is_min_excluded = true;
    return std::move(*this);
  }
  ParameterDeclaration&& range(double low, double high) && {
    min = low;
    max = high;
    return std::move(*this);
  }
  ParameterDeclaration&& byDefault(Json value) && {
    default_value = std::move(value);
    return std::move(*this);
  }
  ParameterDeclaration&& to(std::string collection) && {
    refers_to = std::move(collection);
    return std::move(*this);
  }
};

using ParameterDeclarations = std::vector<ParameterDeclaration>;

[[nodiscard]] ParameterDeclaration text(std::string key);
[[nodiscard]] ParameterDeclaration id(std::string key);
[[nodiscard]] ParameterDeclaration reference(std::string key, std::string collection);
[[nodiscard]] ParameterDeclaration boolean(std::string key);
[[nodiscard]] ParameterDeclaration integer(std::string key);
[[nodiscard]] ParameterDeclaration number(std::string key);
[[nodiscard]] ParameterDeclaration choice(std::string key, std::vector<std::string> choices);
[[nodiscard]] ParameterDeclaration time(std::string key);
[[nodiscard]] ParameterDeclaration vector(std::string key, std::size_t size);
[[nodiscard]] ParameterDeclaration object(std::string key, ParameterDeclarations fields);
[[nodiscard]] ParameterDeclaration list(std::string key, ParameterDeclaration item);
[[nodiscard]] ParameterDeclaration map(std::string key, ParameterDeclaration item);
[[nodiscard]] ParameterDeclaration oneOf(std::string key, ParameterDeclarations alternatives);
[[nodiscard]] ParameterDeclaration freeForm(std::string key);

}  // namespace mw::api
