// SPDX-License-Identifier: Apache-2.0
#include "core/twin/backwards_policy.h"

#include <algorithm>
#include <cmath>

namespace mw::twin {

const std::vector<std::string>& backwardsPolicyNames() {
  static const std::vector<std::string> kNames{"drop", "sort", "segment"};
  return kNames;
}

const std::string& backwardsPolicyName(BackwardsPolicy policy) {
  return backwardsPolicyNames()[static_cast<std::size_t>(policy)];
}

std::optional<BackwardsPolicy> backwardsPolicyOf(const std::string& name) {
  const auto& names = backwardsPolicyNames();
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<BackwardsPolicy>(found - names.begin()));
}

void BackwardsChoice::applyTo(ImportOptions& options) const {
  options.late_window_s = policy == BackwardsPolicy::Sort ? window_s : 0;
  options.cuts_segments = policy == BackwardsPolicy::Segment;
}

Json toJson(const BackwardsChoice& choice) {
  Json json{{"policy", backwardsPolicyName(choice.policy)}};
  if (choice.policy == BackwardsPolicy::Sort && std::isfinite(choice.window_s)) json["window_s"] = choice.window_s;
  return json;
}

BackwardsChoice backwardsChoiceFrom(const Json& json) {
  BackwardsChoice choice;
  if (!json.is_object()) return choice;
  const auto policy = json.find("policy");
  if (policy != json.end() && policy->is_string()) {
    choice.policy = backwardsPolicyOf(policy->get<std::string>()).value_or(BackwardsPolicy::Drop);
  }
  const auto window = json.find("window_s");
  if (window != json.end() && window->is_number() && window->get<double>() > 0) choice.window_s = window->get<double>();
  return choice;
}

}  // namespace mw::twin
