// SPDX-License-Identifier: Apache-2.0
#include "core/factory/control_check.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <string_view>

namespace mw::factory {
namespace {

struct ControlKeys {
  std::string_view type;
  std::vector<std::string_view> required;
  std::vector<std::string_view> optional;
};

const std::array<ControlKeys, 3>& controlKeys() {
  static const std::array<ControlKeys, 3> keys = {{{"conwip", {"limit"}, {"from", "to", "part"}},
                                                   {"kanban", {"stages"}, {"part"}},
                                                   {"drum-buffer-rope", {"limit", "drum"}, {"from", "part"}}}};
  return keys;
}

class ControlChecker {
 public:
  explicit ControlChecker(const Factory& factory) : factory_(factory) {}

  Findings run() {
    if (!factory_.json().contains("control")) return {};
    const Json& controls = factory_.json()["control"];
    for (std::size_t i = 0; i < controls.size(); ++i) {
      const std::string pointer = fmt::format("/control/{}", i);
      checkKeys(controls[i], pointer);
      checkEnds(controls[i], pointer);
      if (controls[i].contains("stages")) checkStages(controls[i]["stages"], pointer + "/stages");
    }
    return std::move(findings_);
  }

 private:
  void report(const std::string& pointer, std::string cause, std::string cure) {
    findings_.push_back({Severity::Error, Place{"", pointer, 0, 0}, std::move(cause), std::move(cure)});
  }

  void checkKeys(const Json& control, const std::string& pointer) {
    const auto type = control["type"].get<std::string>();
    const auto& known = controlKeys();
    const ControlKeys& keys = *std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.type == type; });
    for (const std::string_view key : keys.required) {
      if (!control.contains(std::string(key))) {
        report(pointer, fmt::format("{} without \"{}\"", type, key), fmt::format("add \"{}\"", key));
      }
    }
    for (const auto& [key, value] : control.items()) {
      const auto has = [&key = key](const auto& list) {
        return std::find(list.begin(), list.end(), key) != list.end();
      };
      if (key == "type" || has(keys.required) || has(keys.optional)) continue;
      report(pointer + "/" + key, fmt::format("{} knows no \"{}\"", type, key), "remove it");
    }
  }

  void checkEnds(const Json& control, const std::string& pointer) {
    if (control.contains("from")) refuseTypes(control["from"], {"sink"}, "nothing leaves", pointer + "/from");
    if (control.contains("to")) refuseTypes(control["to"], {"source"}, "nothing enters", pointer + "/to");
    if (control.contains("drum")) {
      refuseTypes(control["drum"], {"source", "buffer", "storage", "sink"}, "nothing is processed in",
                  pointer + "/drum");
    }
    if (control.contains("from") && control.contains("to") && control["from"] == control["to"]) {
      report(pointer + "/to", fmt::format("from and to are both \"{}\"", control["to"].get<std::string>()),
             "name two elements");
    }
  }

  void refuseTypes(const Json& id, std::initializer_list<std::string_view> types, std::string_view why,
                   const std::string& pointer) {
    const Element& element = *factory_.findElement(id.get<std::string>());
    if (std::find(types.begin(), types.end(), element.type) == types.end()) return;
    report(pointer, fmt::format("{} {} \"{}\"", why, element.type, element.id), "name another element");
  }

  void checkStages(const Json& stages, const std::string& pointer) {
    if (stages.empty()) report(pointer, "kanban without a stage", R"(add {"elements": [...], "limit": ...})");
    std::map<std::string, std::size_t> stage_of;
    for (std::size_t s = 0; s < stages.size(); ++s) {
      const Json& elements = stages[s]["elements"];
      const std::string child = fmt::format("{}/{}/elements", pointer, s);
      if (elements.empty()) report(child, "the stage is empty", "name its elements");
      for (std::size_t e = 0; e < elements.size(); ++e) {
        const std::string own = fmt::format("{}/{}", child, e);
        refuseTypes(elements[e], {"source", "sink"}, "no part stays in", own);
        const auto id = elements[e].get<std::string>();
        if (const auto [at, is_new] = stage_of.try_emplace(id, s); !is_new) {
          report(own, fmt::format("\"{}\" is in stage {} already", id, at->second), "an element has one stage");
        }
      }
    }
  }

  const Factory& factory_;
  Findings findings_;
};

}  // namespace

Findings checkControl(const Factory& factory) {
  return ControlChecker(factory).run();
}

}  // namespace mw::factory
