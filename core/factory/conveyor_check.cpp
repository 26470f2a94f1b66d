// SPDX-License-Identifier: Apache-2.0
#include "core/factory/conveyor_check.h"

#include <fmt/format.h>
#include <set>

#include "core/factory/conveyor_path.h"

namespace mw::factory {
namespace {

Finding errorAt(std::string pointer, std::string cause, std::string cure) {
  return {Severity::Error, Place{"", std::move(pointer), 0, 0}, std::move(cause), std::move(cure)};
}

void checkPhotoEyes(const Element& conveyor, const std::string& pointer, Findings& findings) {
  if (!conveyor.has("photo_eyes")) return;
  const Json& eyes = conveyor.fields["photo_eyes"];
  const double length_m = conveyorLength_m(conveyor);
  std::set<std::string> ids;
  for (std::size_t k = 0; k < eyes.size(); ++k) {
    const std::string place = fmt::format("{}/photo_eyes/{}", pointer, k);
    const auto id = eyes[k]["id"].get<std::string>();
    const double at_m = eyes[k]["at_m"].get<double>();
    if (!ids.insert(id).second) {
      findings.push_back(errorAt(place + "/id", fmt::format("there is a photo eye \"{}\" before", id), "rename one"));
    }
    if (at_m <= length_m) continue;
    findings.push_back(
        errorAt(place + "/at_m",
                fmt::format("photo eye \"{}\" is at {:.3g} m, the conveyor is {:.3g} m long", id, at_m, length_m),
                "put it onto the belt"));
  }
}

void checkConveyor(const Element& conveyor, const std::string& pointer, Findings& findings) {
  if (const auto problem = pathProblem(conveyor)) {
    findings.push_back(errorAt(pointer + "/path", problem->cause, problem->cure));
  }
  checkPhotoEyes(conveyor, pointer, findings);
  if (conveyor.has("length_m") || (conveyor.has("path") && conveyor.fields["path"].size() > 1)) return;
  findings.push_back(errorAt(pointer, fmt::format("conveyor \"{}\" has no length", conveyor.id),
                             "give length_m or a path of at least two points"));
}

}  // namespace

Findings checkConveyors(const Factory& factory) {
  Findings findings;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const Element& element = factory.elements()[i];
    if (element.type == "conveyor") checkConveyor(element, fmt::format("/elements/{}", i), findings);
  }
  return findings;
}

}  // namespace mw::factory
