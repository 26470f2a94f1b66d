// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/attachments.h"
#include "core/store/motion_settings.h"
#include "core/store/project_file.h"
#include "tests/app/window/outcomes/outcome.h"
#include "tests/app/window/pictures.h"

namespace mw::test {
namespace {

/// How slow motion will be is said and asked before it starts; its step is kept with the project.
std::string toldHowSlowMotionWillBe(const Visit& visit) {
  const std::string text = visit.text("asks.json", "notice.motion-pace.text");
  if (text.find("About 10,000 parts will move at once") != 0) return text;
  const auto project = store::ProjectFile::open(visit.path("p.mill").toStdString(), store::Access::ReadOnly);
  if (store::motionStep_s(*project) != 1.0 / 2400) return "the step is not kept";
  return poorControls(visit.widgets("asks.json"));
}

/// In the same place of the hall, in two states of it; the floor beside it shows that nothing else made the difference.
std::string hasMoved(const Visit& visit, const QString& before, const QString& after) {
  constexpr double kMoved = 0.15;   // of a cut that the moving piece fills by half or more
  constexpr double kStands = 0.02;  // a shadow's edge
  const double moved = changedShare(visit.picture(before + ".png"), visit.picture(after + ".png"));
  const double floor = changedShare(visit.picture(before + "-floor.png"), visit.picture(after + "-floor.png"));
  if (moved > kMoved && floor < kStands) return {};
  return (before + " and " + after).toStdString() + " differ by " + std::to_string(moved) + ", the floor by " +
         std::to_string(floor);
}

constexpr int kLooks = 8;  // while it runs, some seconds of the cell apart

/// In one of several looks at it: how far a slow computer has come by then nobody knows.
std::string hasMovedSometime(const Visit& visit, const QString& before) {
  std::string wrong;
  for (int i = 1; i <= kLooks; ++i) {
    wrong = hasMoved(visit, before, QStringLiteral("look-%1").arg(i));
    if (wrong.empty()) return {};
  }
  return wrong;
}

/// Closed in the layout, open until the oven's job begins, closed while it bakes.
std::string doorsOpenedAndClosed(const Visit& visit) {
  if (const std::string wrong = hasMoved(visit, "layout", "start"); !wrong.empty()) return wrong;
  if (const std::string wrong = hasMovedSometime(visit, "start"); !wrong.empty()) return wrong;
  if (visit.text("ran.json", "clock.time") == "0:00:00") return "the cell did not run";
  return poorControls(visit.widgets("ran.json"));
}

/// The platform of the lift is up, with a crate for the mezzanine.
std::string liftRose(const Visit& visit) {
  if (const std::string wrong = hasMovedSometime(visit, "down"); !wrong.empty()) return wrong;
  if (visit.text("ran.json", "clock.time") == "0:00:00") return "the line did not run";
  return poorControls(visit.widgets("ran.json"));
}

/// A stop is added, moved, taken back and made again; its blade is in the hall.
std::string gaveABeltAStop(const Visit& visit) {
  for (const char* tree : {"added.json", "moved.json"})
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return tree + (": " + poor);
  const factory::Factory factory = visit.factory();
  const Json& stops = elementOf(factory, "infeed-1").fields.at("stops");
  if (stops.size() != 1 || stops[0]["at_m"] != 2.5 || stops[0]["hold"] != 3) return stops.dump();
  if (visit.text("undone.json", "properties.stops.0.at_m") != "(not there)") return "undo leaves the stop";
  if (const std::string wrong = hasMoved(visit, "without", "with"); !wrong.empty()) return wrong;
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// The times are those of the command line; undo and redo went through them.
std::string measuredAsTheCommandLine(const Visit& visit) {
  for (const char* tree : {"ask.json", "found.json", "closed.json"})
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return tree + (": " + poor);
  const std::string now = visit.text("found.json", "cycle.figure.1.1");
  if (now != "not measured yet") return "the present cycle is shown as " + now;
  if (visit.text("undone.json", "properties.measured") != "(not there)") return "undo leaves the record";
  if (!visit.text("closed.json", "properties.measured").starts_with("Measured ")) return "no record is shown";
  if (visit.text("closed.json", "cycle.use") != "(not there)") return "Escape does not close it";
  const factory::Factory factory = visit.factory();
  const Json robot = elementOf(factory, "r1").fields;
  const Answer found = visit.cli({"motion", "p.mill", "--measure", "r1", "--cycles", "40", "--json", "--quiet"});
  if (found.exit_code != 0) return found.err;
  const Json told = Json::parse(found.out);
  if (robot["measured"]["values_s"] != told["empirical"]["values_s"]) return "measured " + robot["measured"].dump();
  if (robot["cycle"] != told["cycle"]) return "the cycle is " + robot["cycle"].dump() + ", not " + told["cycle"].dump();
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// An arm from a chosen folder, another one that comes with the program, poses and a programme: all in the factory.
std::string taughtARobot(const Visit& visit) {
  for (const char* tree : {"import.json", "poses.json", "programme.json", "programme-small.json", "move-small.json"}) {
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return tree + (": " + poor);
  }
  const auto project = store::ProjectFile::open(visit.path("p.mill").toStdString(), store::Access::ReadOnly);
  if (!store::hasAttachment(*project, "made-link6.stl")) return "the meshes of the arm are not kept";
  const factory::Factory factory = project->factory();
  const Json& fields = elementOf(factory, "loader").fields;
  if (fields.at("arm") != "agile-6kg") return "the arm is " + fields.at("arm").dump();
  const Json& programme = fields.at("programme");
  if (programme.at("poses").size() != 3) return programme.dump();
  const Json steps = Json::parse(R"([{"move": "joint", "to": "above"}, {"move": "line", "to": "at the blank"},
    {"grip": true}, {"move": "joint", "to": "at the lathe"}, {"release": true}, {"wait_s": 0.5}])");
  if (programme.at("steps") != steps) return programme.dump();
  if (visit.text("playing.json", "teach.play") != "Stop") return "the programme does not play";
  return visit.cli({"run", "p.mill", "--horizon", "1h", "--quiet"}).exit_code == 0 ? "" : "it does not run";
}

}  // namespace

std::vector<Outcome> motionOutcomes() {
  return {{"motion-pace", toldHowSlowMotionWillBe, "crowd.mill"}, {"motion-doors", doorsOpenedAndClosed, "oven.mill"},
          {"motion-transfers", liftRose, "sorting.mill"},         {"belt-stop", gaveABeltAStop, "sorting.mill"},
          {"measure", measuredAsTheCommandLine, "cell.mill"},     {"teach", taughtARobot, "robots.mill"}};
}

}  // namespace mw::test
