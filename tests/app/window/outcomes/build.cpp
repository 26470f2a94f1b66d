// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "tests/app/window/outcomes/outcome.h"

namespace mw::test {
namespace {

double distance_m(const factory::Pose& a, const factory::Pose& b) {
  return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m);
}

std::string builtIsKept(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  const factory::Element& station = elementOf(factory, "station");
  if (station.pose.x_m != 10 || station.pose.y_m != 9) return "the station is not where it was dropped";
  const Json mean_s = elementOf(factory, "mill-1").fields.at("process").at("mean_s");
  if (mean_s != 90) return "1.5 min became " + mean_s.dump() + " s";
  if (const std::string poor = poorControls(visit.widgets("build-tree.json")); !poor.empty()) return poor;
  const Answer info = visit.cli({"info", "p.mill", "--json"});
  if (Json::parse(info.out)["factory"]["elements"] != 23) return info.out;
  // A station that no flow reaches is told, as the window's problem list does.
  const Answer check = visit.cli({"check", "p.mill"});
  return check.exit_code == 1 && check.err.find("\"station\" has no flow out") != std::string::npos ? "" : check.err;
}

/// Five elements and four flows, all taken back and made again.
std::string lineIsBuiltAndRebuilt(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  if (factory.elements().size() != 5 || factory.flows().size() != 4) return factory.json().dump();
  const factory::Pose& sink = elementOf(factory, "sink").pose;
  const Json process = elementOf(factory, "station").fields.at("process");
  if (process.at("dist") != "lognormal") return "the station's process is " + process.dump();
  if (visit.text("run.json", "clock.time") == "0:00:00") return "the line did not run";
  if (sink.x_m != 7 || sink.y_m != 5.5) return "the sink is at " + factory.json()["elements"][4]["pose"].dump();
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid";
}

std::string draggedOnTheFloor(const Visit& visit) {
  const auto place = [&visit](const QString& tree) {
    return visit.text(tree, "properties.pose.x_m") + " " + visit.text(tree, "properties.pose.y_m");
  };
  if (place("before.json") != "13.5 14") return "began at " + place("before.json");
  if (place("dragged.json") == place("before.json")) return "the drag moved nothing";
  if (place("undone.json") != place("before.json")) return "one undo leaves it at " + place("undone.json");
  if (place("redone.json") != place("dragged.json")) return "redo puts it at " + place("redone.json");
  const factory::Factory factory = visit.factory();
  const factory::Pose& pose = elementOf(factory, "test").pose;
  if (std::fmod(pose.x_m, 0.5) != 0 || std::fmod(pose.y_m, 0.5) != 0) return "not on the grid of 0.5 m";
  if (pose.z_m != 0) return "left the floor";
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// The same two places of the picture before (1, 2) and after (3, 4) turning the wheel at the first.
std::string zoomedToTheCursor(const Visit& visit) {
  constexpr double kRounding_m = 1e-6;  // of 1e5 m far coordinates in double precision, generously
  const factory::Factory factory = visit.factory();
  const auto pose = [&factory](const char* id) { return elementOf(factory, id).pose; };
  if (distance_m(pose("sink"), pose("sink-3")) > kRounding_m) return "the floor under the cursor slid away";
  const double before_m = distance_m(pose("sink"), pose("sink-2"));
  const double after_m = distance_m(pose("sink-3"), pose("sink-4"));
  return after_m < 0.8 * before_m ? "" : "five clicks of the wheel hardly zoom";
}

/// Keys typed after a card over the window went away are for the hall, not for a field that got the focus by chance.
std::string foundAndChangedNothing(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  static_cast<void>(elementOf(factory, "rack-saw"));
  static_cast<void>(elementOf(factory, "saw"));
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// A robot is dragged away from its belt and back: each time the list says what it does not reach, and by how much.
std::string draggedOutOfReach(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  if (std::abs(elementOf(factory, "packer").pose.x_m) > 0.3) return factory.json()["elements"][2]["pose"].dump();
  const Answer check = visit.cli({"check", "p.mill"});
  if (check.err.find("the arm of \"packer\" hits \"guard\": ") == std::string::npos) return check.err;
  return poorControls(visit.widgets("reach-tree.json"));
}

}  // namespace

std::vector<Outcome> buildOutcomes() {
  return {{"build", builtIsKept},           {"line", lineIsBuiltAndRebuilt, "empty.mill"},
          {"drag", draggedOnTheFloor},      {"zoom", zoomedToTheCursor},
          {"find", foundAndChangedNothing}, {"reach", draggedOutOfReach, "reach.mill"}};
}

}  // namespace mw::test
