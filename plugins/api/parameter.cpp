// SPDX-License-Identifier: Apache-2.0
#include "plugins/api/parameter.h"

namespace mw::api {
namespace {

ParameterDeclaration declared(std::string key, ParameterKind kind) {
  ParameterDeclaration declaration;
  declaration.key = std::move(key);
  declaration.kind = kind;
  return declaration;
}

ParameterDeclaration nesting(std::string key, ParameterKind kind, ParameterDeclarations nested) {
  ParameterDeclaration declaration = declared(std::move(key), kind);
  declaration.nested = std::move(nested);
  return declaration;
}

}  // namespace

ParameterDeclaration text(std::string key) {
  return declared(std::move(key), ParameterKind::Text);
}
ParameterDeclaration id(std::string key) {
  return declared(std::move(key), ParameterKind::Id);
}
ParameterDeclaration reference(std::string key, std::string collection) {
  return declared(std::move(key), ParameterKind::Reference).to(std::move(collection));
}
ParameterDeclaration boolean(std::string key) {
  return declared(std::move(key), ParameterKind::Boolean);
}
ParameterDeclaration integer(std::string key) {
  return declared(std::move(key), ParameterKind::Integer);
}
ParameterDeclaration number(std::string key) {
  return declared(std::move(key), ParameterKind::Number);
}
ParameterDeclaration choice(std::string key, std::vector<std::string> choices) {
  ParameterDeclaration declaration = declared(std::move(key), ParameterKind::Choice);
  declaration.choices = std::move(choices);
  return declaration;
}
ParameterDeclaration time(std::string key) {
  return declared(std::move(key), ParameterKind::Time).unit("s").atLeast(0);
}
ParameterDeclaration vector(std::string key, std::size_t size) {
  ParameterDeclaration declaration = declared(std::move(key), ParameterKind::Vector);
  declaration.size = size;
  return declaration;
}
ParameterDeclaration object(std::string key, ParameterDeclarations fields) {
  return nesting(std::move(key), ParameterKind::Object, std::move(fields));
}
ParameterDeclaration list(std::string key, ParameterDeclaration item) {
  return nesting(std::move(key), ParameterKind::List, {std::move(item)});
}
ParameterDeclaration map(std::string key, ParameterDeclaration item) {
  return nesting(std::move(key), ParameterKind::Map, {std::move(item)});
}
ParameterDeclaration oneOf(std::string key, ParameterDeclarations alternatives) {
  return nesting(std::move(key), ParameterKind::OneOf, std::move(alternatives));
}
ParameterDeclaration freeForm(std::string key) {
  return declared(std::move(key), ParameterKind::Free);
}

}  // namespace mw::api
