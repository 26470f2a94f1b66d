// SPDX-License-Identifier: Apache-2.0
#include "core/factory/element_help.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/factory/element_type_registry.h"

namespace mw::factory {
namespace {

using api::ParameterDeclaration;
using api::ParameterDeclarations;
using api::ParameterKind;

const char* nameOf(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::Text:
      return "text";
    case ParameterKind::Id:
      return "id";
    case ParameterKind::Reference:
      return "reference";
    case ParameterKind::Boolean:
      return "boolean";
    case ParameterKind::Integer:
      return "integer";
    case ParameterKind::Number:
      return "number";
    case ParameterKind::Choice:
      return "choice";
    case ParameterKind::Time:
      return "time";
    case ParameterKind::Vector:
      return "vector";
    case ParameterKind::Object:
      return "object";
    case ParameterKind::List:
      return "list";
    case ParameterKind::Map:
      return "map";
    case ParameterKind::OneOf:
      return "one_of";
    case ParameterKind::Free:
      break;
  }
  return "any";
}

std::string rangeOf(const ParameterDeclaration& field) {
  std::string range;
  if (std::isfinite(field.min) && std::isfinite(field.max)) {
    range = fmt::format(" {}{} to {}", field.is_min_excluded ? "above " : "", field.min, field.max);
  } else if (std::isfinite(field.min)) {
    range = fmt::format(" {} {}", field.is_min_excluded ? ">" : ">=", field.min);
  }
  return range + (field.unit_text.empty() ? "" : " " + field.unit_text);
}

/// What it takes, in few words.
std::string shapeOf(const ParameterDeclaration& field) {
  const std::string or_null = field.is_nullable ? ", null" : "";
  switch (field.kind) {
    case ParameterKind::Reference:
      return "one of the " + field.refers_to;
    case ParameterKind::Boolean:
      return "true, false";
    case ParameterKind::Integer:
      return "whole number" + rangeOf(field) + or_null;
    case ParameterKind::Number:
      return "number" + rangeOf(field) + or_null;
    case ParameterKind::Choice:
      return fmt::format("{}", fmt::join(field.choices, ", "));
    case ParameterKind::Vector:
      return fmt::format("[{} numbers]{}", field.size, rangeOf(field));
    case ParameterKind::Object:
      return "{...}";
    case ParameterKind::List:
      return "list of " + shapeOf(field.nested[0]);
    case ParameterKind::Map:
      return fmt::format("{{{}: {}}}", field.refers_to.empty() ? "key" : field.refers_to, shapeOf(field.nested[0]));
    case ParameterKind::OneOf: {
      std::vector<std::string> shapes;
      for (const ParameterDeclaration& each : field.nested) shapes.push_back(shapeOf(each));
      return fmt::format("{}", fmt::join(shapes, " or "));
    }
    default:
      return nameOf(field.kind) + or_null;
  }
}

/// Fields of what a field holds: of an object, or of the objects in a list.
const ParameterDeclarations* fieldsIn(const ParameterDeclaration& field) {
  if (field.kind == ParameterKind::Object) return &field.nested;
  const bool holds_objects = field.kind == ParameterKind::List && field.nested[0].kind == ParameterKind::Object;
  return holds_objects ? &field.nested[0].nested : nullptr;
}

struct Row {
  std::string field, takes, absent, help;
};

void addRows(const ParameterDeclarations& fields, std::size_t depth, std::vector<Row>& rows) {
  for (const ParameterDeclaration& field : fields) {
    const std::string absent = field.is_required ? "required" : field.default_value ? field.default_value->dump() : "-";
    rows.push_back({std::string(2 * depth, ' ') + field.key, shapeOf(field), absent, field.help_text});
    if (const ParameterDeclarations* inside = fieldsIn(field)) addRows(*inside, depth + 1, rows);
  }
}

std::string table(const ParameterDeclarations& fields) {
  std::vector<Row> rows{{"field", "takes", "default", "meaning"}};
  addRows(fields, 0, rows);
  constexpr std::size_t kWidestColumn = 44;
  std::size_t widths[3] = {0, 0, 0};
  for (const Row& row : rows) {
    widths[0] = std::max(widths[0], std::min(row.field.size(), kWidestColumn));
    widths[1] = std::max(widths[1], std::min(row.takes.size(), kWidestColumn));
    widths[2] = std::max(widths[2], std::min(row.absent.size(), kWidestColumn));
  }
  std::string text;
  for (const Row& row : rows) {
    text += fmt::format("  {:<{}}  {:<{}}  {:<{}}  {}\n", row.field, widths[0], row.takes, widths[1], row.absent,
                        widths[2], row.help);
  }
  return text;
}

Json jsonOf(const ParameterDeclarations& fields);

Json jsonOf(const ParameterDeclaration& field) {
  Json json{{"key", field.key}, {"kind", nameOf(field.kind)}, {"takes", shapeOf(field)}, {"help", field.help_text}};
  json["required"] = field.is_required;
  if (!field.unit_text.empty()) json["unit"] = field.unit_text;
  if (std::isfinite(field.min)) json[field.is_min_excluded ? "above" : "min"] = field.min;
  if (std::isfinite(field.max)) json["max"] = field.max;
  if (field.default_value) json["default"] = *field.default_value;
  if (!field.choices.empty()) json["choices"] = field.choices;
  if (!field.refers_to.empty()) json["refers_to"] = field.refers_to;
  if (const ParameterDeclarations* inside = fieldsIn(field)) json["fields"] = jsonOf(*inside);
  return json;
}

Json jsonOf(const ParameterDeclarations& fields) {
  Json list = Json::array();
  for (const ParameterDeclaration& field : fields) list.push_back(jsonOf(field));
  return list;
}

}  // namespace

std::string elementHelp(const api::ElementType& type) {
  return fmt::format(
      "{}: {}\n\nExample\n{}\n\nIts own fields\n{}\nFields of every element\n{}\n"
      "A time is a number of seconds, {{\"dist\": ...}} or {{\"by_part\": {{part: time, \"*\": time}}}}.\n",
      type.type, type.help, type.example, table(type.parameters), table(commonElementParameters()));
}

Json elementHelpJson(const api::ElementType& type) {
  return {{"type", type.type},
          {"title", type.title},
          {"help", type.help},
          {"example", Json::parse(type.example)},
          {"size_m", type.default_size_m},
          {"parameters", jsonOf(type.parameters)},
          {"common", jsonOf(commonElementParameters())}};
}

}  // namespace mw::factory
