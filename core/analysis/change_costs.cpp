// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/change_costs.h"

#include "core/factory/parameter_check.h"

namespace mw::analysis {
namespace {

/// Keys with where they go, in the order of the declarations.
constexpr std::pair<const char*, std::optional<double> ChangeCosts::*> kPrices[] = {
    {"buffer_place", &ChangeCosts::buffer_place},
    {"moved_place", &ChangeCosts::moved_place},
    {"faster_percent", &ChangeCosts::faster_percent},
    {"machine", &ChangeCosts::machine},
    {"person", &ChangeCosts::person},
};

Json orNull(const std::optional<double>& price) {
  return price ? Json(*price) : Json(nullptr);
}

}  // namespace

const api::ParameterDeclarations& costDeclarations() {
  static const api::ParameterDeclarations declarations = [] {
    api::ParameterDeclarations list;
    const ChangeCosts defaults;
    const auto price = [&](std::size_t i, const char* help) {
      const auto& [key, member] = kPrices[i];
      list.push_back(api::number(key).atLeast(0).nullable().byDefault(orNull(defaults.*member)).help(help));
    };
    price(0, "One more place in a buffer; null: not to be had.");
    price(1, "One place taken from a buffer and given to another.");
    price(2, "One percent off the process time of one element.");
    price(3, "One more parallel place of an element.");
    price(4, "One more person in a pool.");
    list.push_back(api::list("keep", api::text("")).help("Elements and pools that stay as they are."));
    return list;
  }();
  return declarations;
}

ChangeCosts ChangeCosts::fromDocument(const JsonDocument& document) {
  const Json& json = document.root();
  const factory::ReferenceTargets no_targets;
  factory::ParameterCheck check(no_targets);
  check.checkObject(json, costDeclarations(), "", "the list of costs");
  if (Findings findings = check.takeFindings(); !findings.empty()) {
    document.locate(findings);
    throw InputError(std::move(findings));
  }
  ChangeCosts costs;
  for (const auto& [key, member] : kPrices) {
    if (!json.contains(key)) continue;
    costs.*member = json[key].is_null() ? std::nullopt : std::optional(json[key].get<double>());
  }
  if (json.contains("keep")) costs.keep = json["keep"].get<std::set<std::string>>();
  return costs;
}

Json toJson(const ChangeCosts& costs) {
  Json json = Json::object();
  for (const auto& [key, member] : kPrices) json[key] = orNull(costs.*member);
  json["keep"] = costs.keep;
  return json;
}

}  // namespace mw::analysis
