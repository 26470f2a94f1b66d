// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_schema.h"

#include <cmath>

#include "core/factory/distribution_families.h"
#include "core/factory/factory_declarations.h"

namespace mw::factory {
namespace {

using api::ParameterDeclaration;
using api::ParameterDeclarations;
using api::ParameterKind;

Json schemaOf(const ParameterDeclaration& declaration);

Json objectSchema(const ParameterDeclarations& fields) {
  Json schema{{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
  Json required = Json::array();
  for (const ParameterDeclaration& field : fields) {
    schema["properties"][field.key] = schemaOf(field);
    if (field.is_required) required.push_back(field.key);
  }
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

Json numberSchema(const ParameterDeclaration& declaration) {
  const char* type = declaration.kind == ParameterKind::Integer ? "integer" : "number";
  Json schema{{"type", declaration.is_nullable ? Json{type, "null"} : Json(type)}};
  if (std::isfinite(declaration.min)) {
    schema[declaration.is_min_excluded ? "exclusiveMinimum" : "minimum"] = declaration.min;
  }
  if (std::isfinite(declaration.max)) schema["maximum"] = declaration.max;
  return schema;
}

Json shapeOf(const ParameterDeclaration& declaration) {
  switch (declaration.kind) {
    case ParameterKind::Text:
    case ParameterKind::Reference:
      return {{"type", "string"}};
    case ParameterKind::Id:
      return {{"type", "string"}, {"pattern", "^[A-Za-z][A-Za-z0-9_-]*$"}};
    case ParameterKind::Boolean:
      return {{"type", "boolean"}};
    case ParameterKind::Integer:
    case ParameterKind::Number:
      return numberSchema(declaration);
    case ParameterKind::Choice:
      return {{"enum", declaration.choices}};
    case ParameterKind::Time:
      return {{"$ref", "#/$defs/time"}};
    case ParameterKind::Vector:
      return {{"type", "array"},
              {"items", {{"type", "number"}}},
              {"minItems", declaration.size},
              {"maxItems", declaration.size}};
    case ParameterKind::Object:
      return objectSchema(declaration.nested);
    case ParameterKind::List:
      return {{"type", "array"}, {"items", schemaOf(declaration.nested[0])}};
    case ParameterKind::Map:
      return {{"type", "object"}, {"additionalProperties", schemaOf(declaration.nested[0])}};
    case ParameterKind::OneOf: {
      Json schema{{"anyOf", Json::array()}};
      for (const ParameterDeclaration& alternative : declaration.nested)
        schema["anyOf"].push_back(schemaOf(alternative));
      return schema;
    }
    case ParameterKind::Free:
      break;
  }
  return Json::object();
}

Json schemaOf(const ParameterDeclaration& declaration) {
  Json schema = shapeOf(declaration);
  std::string description = declaration.help_text;
  if (!declaration.unit_text.empty() && declaration.kind != ParameterKind::Time) {
    description += (description.empty() ? "" : " ") + ("Unit: " + declaration.unit_text + ".");
  }
  if (!description.empty()) schema["description"] = description;
  if (declaration.default_value) schema["default"] = *declaration.default_value;
  return schema;
}

Json distributionSchema() {
  Json any = Json::array({{{"type", "number"}, {"minimum", 0}, {"description", "A constant, in seconds."}}});
  for (const DistributionFamily& family : distributionFamilies()) {
    Json schema = objectSchema(family.parameters);
    schema["properties"]["dist"] = {{"const", family.name}};
    if (!schema.contains("required")) schema["required"] = Json::array();
    schema["required"].push_back("dist");
    schema["description"] = family.help;
    any.push_back(std::move(schema));
  }
  return {{"anyOf", std::move(any)}};
}

Json elementSchema(const ElementTypeRegistry& types) {
  Json schema{{"type", "object"}, {"required", {"id", "type"}}, {"oneOf", Json::array()}};
  for (const api::ElementType& type : types.types()) {
    ParameterDeclarations fields = commonElementParameters();
    fields.insert(fields.end(), type.parameters.begin(), type.parameters.end());
    Json each = objectSchema(fields);
    each["title"] = type.title;
    each["description"] = type.help;
    each["properties"]["type"] = {{"const", type.type}};
    schema["oneOf"].push_back(std::move(each));
  }
  return schema;
}

}  // namespace

Json factorySchema(const ElementTypeRegistry& types) {
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", kFactoryFormat}};
  schema.update(objectSchema(factoryDeclarations()));
  schema["properties"]["elements"]["items"] = elementSchema(types);
  const Json by_part{
      {"type", "object"},
      {"properties", {{"by_part", {{"type", "object"}, {"additionalProperties", {{"$ref", "#/$defs/distribution"}}}}}}},
      {"required", {"by_part"}},
      {"additionalProperties", false}};
  schema["$defs"] = {{"distribution", distributionSchema()},
                     {"time", {{"anyOf", Json::array({Json{{"$ref", "#/$defs/distribution"}}, by_part})}}}};
  return schema;
}

}  // namespace mw::factory
