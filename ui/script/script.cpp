// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/script.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/text.h"

namespace mw::script {

std::vector<Step> readScript(const std::filesystem::path& file) {
  static const std::vector<std::string> known = {"click",
                                                 "double-click",
                                                 "press",
                                                 "move",
                                                 "release",
                                                 "drag",
                                                 "wheel",
                                                 "key",
                                                 "type",
                                                 "drop",
                                                 "action",
                                                 "set",
                                                 "wait",
                                                 "wait-for",
                                                 "expect",
                                                 "resize",
                                                 "shot",
                                                 "tree",
                                                 "expect-responsive"};
  const JsonDocument document = JsonDocument::read(file);
  const Json& root = document.root();
  if (!root.is_object() || !root.contains("steps") || !root["steps"].is_array()) {
    throw InputError(document.placeOf(""), "a UI script is {\"steps\": [...]}", "add the steps");
  }
  std::vector<Step> steps;
  for (std::size_t i = 0; i < root["steps"].size(); ++i) {
    const Json& step = root["steps"][i];
    const Place place = document.placeOf(fmt::format("/steps/{}", i));
    if (!step.is_object() || !step.contains("do") || !step["do"].is_string()) {
      throw InputError(place, "a step needs \"do\"", "for example {\"do\": \"click\", \"target\": \"play\"}");
    }
    const auto what = step["do"].get<std::string>();
    if (std::find(known.begin(), known.end(), what) == known.end()) {
      const auto nearest = nearestWord(what, known);
      throw InputError(place, fmt::format("no step \"{}\"", what),
                       nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "see the documentation of UI scripts");
    }
    steps.push_back({what, step, place});
  }
  return steps;
}

}  // namespace mw::script
