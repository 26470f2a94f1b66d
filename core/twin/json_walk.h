// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"

namespace mw::twin {

/// Reads the members of one JSON object and collects what is wrong with them instead of stopping.
/// Keeps references: the object, the document and the list of findings must outlive it.
class JsonWalk {
 public:
  /// @param pointer where the object stands; @param known all keys it may have
  JsonWalk(const Json& object, std::string pointer, std::vector<std::string> known, Findings& findings);

  /// False when the value is no JSON object (a finding says so); every member then counts as absent.
  [[nodiscard]] bool isObject() const { return is_object_; }
  [[nodiscard]] bool has(const std::string& key) const;
  /// The member, or null with a finding where a required one is absent.
  const Json* member(const std::string& key, bool is_required);
  [[nodiscard]] std::string pointerTo(const std::string& key) const { return pointer_ + "/" + pointerToken(key); }

  std::optional<std::string> text(const std::string& key, bool is_required);
  std::optional<double> number(const std::string& key, bool is_required, double low, double high);
  std::optional<bool> boolean(const std::string& key);
  /// An array (null and a finding where it is something else).
  const Json* array(const std::string& key, bool is_required);

  void error(const std::string& pointer, std::string cause, std::string cure);

 private:
  const Json& object_;
  std::string pointer_;
  Findings& findings_;
  bool is_object_;
};

/// The names in a list of texts, each with its pointer; findings for what is no name.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> readNames(JsonWalk& walk, const Json& list,
                                                                         const std::string& pointer);

/// "number", "text", ... as messages name what was found.
[[nodiscard]] std::string jsonKind(const Json& value);

/// ` (did you mean "x"?)` where a known word is near, else nothing.
[[nodiscard]] std::string suggestion(const std::string& word, const std::vector<std::string>& known);

}  // namespace mw::twin
