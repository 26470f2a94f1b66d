// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/base/error.h"
#include "core/base/json.h"
#include "plugins/api/parameter.h"

namespace mw::factory {

/// What references may point to: collection ("parts", "elements", ...) to ids.
using ReferenceTargets = std::map<std::string, std::set<std::string>>;

/// Checks JSON values against their declarations and collects every finding, each with its JSON pointer.
class ParameterCheck {
 public:
  explicit ParameterCheck(const ReferenceTargets& targets) : targets_(targets) {}

  /// @param owner  how messages call the object, e.g. "a source"
  void checkObject(const Json& value, const api::ParameterDeclarations& fields, const std::string& pointer,
                   const std::string& owner) {
    checkObject(value, fields, {}, pointer, owner);
  }
  /// The same for an object whose fields are declared in two places.
  void checkObject(const Json& value, const api::ParameterDeclarations& fields, const api::ParameterDeclarations& more,
                   const std::string& pointer, const std::string& owner);
  void checkValue(const Json& value, const api::ParameterDeclaration& declaration, const std::string& pointer);
  /// A distribution as such, without by_part.
  void checkDistribution(const Json& value, const std::string& pointer);

  [[nodiscard]] Findings takeFindings() { return std::move(findings_); }
  [[nodiscard]] bool foundNothing() const { return findings_.empty(); }
  void report(const std::string& pointer, std::string cause, std::string cure);

 private:
  void checkNumber(const Json& value, const api::ParameterDeclaration& declaration, const std::string& pointer);
  void checkText(const Json& value, const api::ParameterDeclaration& declaration, const std::string& pointer);
  void checkReference(const std::string& id, const std::string& collection, const std::string& pointer);
  void checkTime(const Json& value, const std::string& pointer);
  void checkLimits(const Json& value, const std::string& family, const std::string& pointer);
  void checkMixture(const Json& value, const std::string& pointer);
  void checkOneOf(const Json& value, const api::ParameterDeclaration& declaration, const std::string& pointer);
  void checkNested(const Json& value, const api::ParameterDeclaration& declaration, const std::string& pointer);

  const ReferenceTargets& targets_;
  Findings findings_;
};

/// "a number of at least 0 s", "one of fifo, lifo": what a declaration accepts, in words.
[[nodiscard]] std::string expectation(const api::ParameterDeclaration& declaration);

}  // namespace mw::factory
