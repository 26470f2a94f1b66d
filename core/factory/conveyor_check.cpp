// SPDX-License-Identifier: Apache-2.0
#include "core/factory/conveyor_check.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "core/factory/conveyor_path.h"
#include "core/factory/conveyor_stops.h"

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

bool isInBend(const Element& conveyor, double at_m) {
  double from_m = 0;
  for (const ConveyorPiece& piece : conveyorPieces(conveyor)) {
    if (piece.isBend() && at_m > from_m && at_m < from_m + piece.length_m) return true;
    from_m += piece.length_m;
  }
  return false;
}

/// Half the length of the longest and of the shortest part.
std::pair<double, double> halfLengths_m(const Factory& factory) {
  double longest_m = Part{}.size_m[0];
  double shortest_m = longest_m;
  for (std::size_t i = 0; i < factory.parts().size(); ++i) {
    const double length_m = factory.parts()[i].size_m[0];
    longest_m = i == 0 ? length_m : std::max(longest_m, length_m);
    shortest_m = i == 0 ? length_m : std::min(shortest_m, length_m);
  }
  return {longest_m / 2, shortest_m / 2};
}

/// Each of the sections between the entry, the stops and the end must hold a part.
void checkPlaceOfStop(const Factory& factory, const Element& conveyor, const std::vector<ConveyorStop>& stops,
                      std::size_t k, const std::string& place, Findings& findings) {
  const ConveyorStop& stop = stops[k];
  const double pitch_m = conveyor.value("pitch_m").get<double>();
  const double length_m = conveyorLength_m(conveyor);
  const auto [longest_m, shortest_m] = halfLengths_m(factory);
  constexpr double kRounding_m = 1e-9;
  const auto refuse = [&](const std::string& cause, const std::string& cure) {
    findings.push_back(errorAt(place + "/at_m", fmt::format("stop \"{}\" {}", stop.id, cause), cure));
  };
  if (stop.at_m > length_m) {
    return refuse(fmt::format("is at {:.3g} m, the conveyor is {:.3g} m long", stop.at_m, length_m),
                  "put it onto the belt");
  }
  if (isInBend(conveyor, stop.at_m)) return refuse("is in a bend", "put it onto a straight piece");
  if (k == 0 && stop.at_m - longest_m < pitch_m - kRounding_m) {
    refuse(
        fmt::format("is {:.3g} m from the entry: a part that stands there leaves no room for one to enter", stop.at_m),
        fmt::format("put it at {:.3g} m or further on", pitch_m + longest_m));
  }
  if (k > 0 && stop.at_m - stops[k - 1].at_m < pitch_m - kRounding_m) {
    refuse(fmt::format("is {:.3g} m behind \"{}\", a part takes up {:.3g} m", stop.at_m - stops[k - 1].at_m,
                       stops[k - 1].id, pitch_m),
           "move them apart");
  }
  if (k + 1 == stops.size() && length_m + shortest_m - stop.at_m < pitch_m - kRounding_m) {
    refuse(fmt::format("is {:.3g} m from the end: there is no room for a part behind it", length_m - stop.at_m),
           fmt::format("put it at {:.3g} m or before", length_m + shortest_m - pitch_m));
  }
}

void checkStops(const Factory& factory, const Element& conveyor, const std::string& pointer, Findings& findings) {
  const std::vector<ConveyorStop> stops = conveyorStops(conveyor);
  std::set<std::string> ids;
  for (std::size_t k = 0; k < stops.size(); ++k) {
    const ConveyorStop& stop = stops[k];
    const std::string place = fmt::format("{}/stops/{}", pointer, stop.listed);
    if (!ids.insert(stop.id).second) {
      findings.push_back(errorAt(place + "/id", fmt::format("there are two stops \"{}\"", stop.id), "rename one"));
    }
    if (stop.at_most && !conveyor.value("accumulating").get<bool>()) {
      findings.push_back(errorAt(place + "/at_most",
                                 fmt::format("stop \"{}\" waits for room, but its belt stands while it holds", stop.id),
                                 "let the conveyor accumulate, or remove at_most"));
    }
    if (stop.hold.is_null() && stop.interval_s == 0 && !stop.at_most) {
      findings.push_back({Severity::Warning, Place{"", place, 0, 0}, fmt::format("stop \"{}\" holds nothing", stop.id),
                          "give hold, interval_s or at_most"});
    }
    checkPlaceOfStop(factory, conveyor, stops, k, place, findings);
  }
}

void checkConveyor(const Factory& factory, const Element& conveyor, const std::string& pointer, Findings& findings) {
  if (const auto problem = pathProblem(conveyor)) {
    findings.push_back(errorAt(pointer + "/path", problem->cause, problem->cure));
  }
  checkPhotoEyes(conveyor, pointer, findings);
  checkStops(factory, conveyor, pointer, findings);
  if (conveyor.has("length_m") || (conveyor.has("path") && conveyor.fields["path"].size() > 1)) return;
  findings.push_back(errorAt(pointer, fmt::format("conveyor \"{}\" has no length", conveyor.id),
                             "give length_m or a path of at least two points"));
}

}  // namespace

Findings checkConveyors(const Factory& factory) {
  Findings findings;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const Element& element = factory.elements()[i];
    if (element.type == "conveyor") checkConveyor(factory, element, fmt::format("/elements/{}", i), findings);
  }
  return findings;
}

}  // namespace mw::factory
