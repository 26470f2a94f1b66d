// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <map>

#include "core/store/attachments.h"
#include "core/store/motion_settings.h"
#include "core/store/project_file.h"
#include "tests/app/window/visit.h"
#include "tests/core/cosimulation/cycle/robot_cell_factory.h"
#include "tests/support/made_event_log.h"
#include "tests/support/made_meshes.h"
#include "tests/support/made_urdf.h"
#include "ui/panels/theme/theme.h"

using namespace mw;
using mw::test::Answer;
using mw::test::poorControls;
using mw::test::Visit;

namespace {

/// An arm between two belts, with a post in its way.
constexpr const char* kCell = R"({"format": "millwright-factory/1", "name": "Packing cell",
  "parts": [{"id": "box", "size_m": [0.2, 0.16, 0.12], "mass_kg": 2, "color": "#a9744f"}],
  "elements": [
    {"id": "boxes", "type": "source", "part": "box", "interarrival": 12, "size_m": [2.4, 1.4, 1.5],
     "pose": {"x_m": -5.4, "y_m": 0.5}},
    {"id": "belt-in", "type": "conveyor", "length_m": 4, "speed_mps": 0.3, "pose": {"x_m": -2, "y_m": 0.5}},
    {"id": "packer", "type": "robot", "arm": "agile-6kg", "cycle": 6, "size_m": [0.25, 0.25, 0.9],
     "pose": {"x_m": 0, "y_m": 0, "z_m": 0.5}},
    {"id": "belt-out", "type": "conveyor", "length_m": 4, "speed_mps": 0.3, "pose": {"x_m": 2, "y_m": -0.5}},
    {"id": "guard", "type": "buffer", "capacity": 1, "size_m": [0.15, 0.15, 1.6], "pose": {"x_m": 0.5, "y_m": 0.1}},
    {"id": "shipped", "type": "sink", "size_m": [2.4, 1.4, 1.5], "pose": {"x_m": 5.4, "y_m": -0.5}}],
  "flows": [{"from": "boxes", "to": "belt-in"}, {"from": "belt-in", "to": "packer"},
            {"from": "packer", "to": "belt-out"}, {"from": "belt-out", "to": "shipped"},
            {"from": "boxes", "to": "guard"}, {"from": "guard", "to": "shipped"}]})";

constexpr const char* kStudy = R"({"format": "millwright-study/1", "name": "rack-and-mill",
  "horizon_s": 7200, "warmup_s": 600, "replications": 2, "seed": 5, "common_random_numbers": true,
  "factors": [
    {"name": "mill_cycle_s", "path": "elements/mill-2/process/mean_s", "min": 50, "max": 95},
    {"name": "rack_places", "path": "elements/rack-mill/capacity", "min": 1, "max": 24, "integer": true}],
  "design": {"type": "lhs", "points": 12}, "responses": ["throughput_per_h", "wip_mean"]})";

/// What is wrong after a script; empty when nothing is.
using Check = std::string (*)(const Visit&);

const factory::Element& elementOf(const factory::Factory& factory, const char* id) {
  const factory::Element* element = factory.findElement(id);
  if (element == nullptr) throw std::runtime_error(std::string("the project has no ") + id);
  return *element;
}

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

/// Heat map, flows, pause at a time, step, a part's way; and nothing of it hard to read or to find.
std::string shownOnTheFloor(const Visit& visit) {
  const Json widgets = visit.widgets("floor-tree.json");
  return poorControls(widgets);
}

/// One press: the clock stands at what was the next row of the list; a double click runs on to a row below.
std::string steppedDownTheList(const Visit& visit) {
  const std::string next = visit.text("before.json", "events.note");  // "next 3:01:02.345"
  const std::string clock = visit.text("after.json", "clock.time");
  if (next.find("next " + clock) != 0) return "after " + next + " the clock shows " + clock;
  if (visit.text("after.json", "events.note") == next) return "the list stays";
  const std::string run_on = visit.text("run-on.json", "events.note");
  if (run_on == visit.text("after.json", "events.note")) return "a double click does not run on";
  return poorControls(visit.widgets("run-on.json"));
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

std::string ranAndPaused(const Visit& visit) {
  const auto clock = [&visit](const QString& tree) { return visit.text(tree, "clock.time"); };
  if (clock("paused.json") != clock("still-paused.json")) return "goes on while paused";
  if (clock("motion-start.json") == clock("motion-paused.json")) return "the physics does not move the clock";
  return {};
}

/// The run of a copied command, as JSON.
Json runOf(const Visit& visit, const std::string& copied) {
  QStringList words = QString::fromStdString(copied).split(QLatin1Char(' '));
  while (!words.empty() && words.front() != QLatin1String("run")) words.removeFirst();
  const Answer answer = visit.cli(words << QStringLiteral("--json"));
  if (answer.exit_code != 0) throw std::runtime_error(copied + ": " + answer.err);
  return Json::parse(answer.out);
}

/// What a figure shows, as far as it is shown: rounded to some quarter of its interval.
bool isShownAs(const std::string& text, double mean, double half_width) {
  return std::abs(std::stod(text) - mean) <= half_width / 4;
}

/// Opened again: settings as they were left, and a command that does the same.
std::string ranAsKept(const Visit& visit) {
  if (const Answer answer = visit.play("run-settings-again"); answer.exit_code != 0) return answer.err;
  const std::string copied = visit.text("again.json", "status.message");
  for (const char* option : {"--horizon 64800", "--warmup auto", "--until-precision "}) {
    if (copied.find(option) == std::string::npos) return copied;
  }
  const Json throughput = runOf(visit, copied)["kpis"]["throughput_per_h"];
  const std::string shown = visit.text("again.json", "kpi.throughput.value");
  if (isShownAs(shown, throughput["mean"], throughput["half_width"])) return {};
  return "shows " + shown + ", and the command gives " + throughput.dump();
}

std::string ranAsWished(const Visit& visit) {
  const std::string found = visit.text("precise.json", "runSettings.warmupFound");
  if (found.find("found by MSER-5 in 10 pilot runs") == std::string::npos) return found;
  const std::string reached = visit.text("precise.json", "runSettings.precisionReached");
  if (reached.find("Throughput per h ±") == std::string::npos) return reached;
  const std::string note = visit.text("precise.json", "figures.note");
  if (note.find("without the first") == std::string::npos) return note;
  if (const std::string poor = poorControls(visit.widgets("precise.json")); !poor.empty()) return poor;
  return ranAsKept(visit);
}

/// Figures dropped onto the panel: charts whose last value is what the command line says, there when opened again.
std::string pinnedAndFollowed(const Visit& visit) {
  constexpr double kHours = 8;
  const char* const kThroughput = "kpi.pinned.mill-2.throughput_per_h.value";
  const char* const kWip = "kpi.pinned.wip_mean.value";
  const char* const kBlocked = "kpi.pinned.mill-2.blocked.value";
  const Json run = runOf(visit, "run p.mill --horizon 8h --replications 10 --seed 1");
  const Json& mill = run["elements"]["mill-2"];
  const Json& parts = mill["parts_out"];
  const Json& blocked = mill["blocked"];
  const std::string throughput = visit.text("end.json", kThroughput);
  if (!isShownAs(throughput, parts["mean"].get<double>() / kHours, parts["half_width"].get<double>() / kHours)) {
    return "throughput ends at " + throughput + ", not " + parts.dump();
  }
  const std::string share = visit.text("end.json", kBlocked);
  if (!isShownAs(share, 100 * blocked["mean"].get<double>(), 100 * blocked["half_width"].get<double>())) {
    return "blocked ends at " + share + ", not " + blocked.dump();
  }
  if (visit.text("middle.json", kWip) == visit.text("end.json", kWip)) return "the figure does not follow the cursor";
  if (const std::string poor = poorControls(visit.widgets("middle.json")); !poor.empty()) return poor;
  if (const Answer again = visit.play("pins-again"); again.exit_code != 0) return again.err;
  if (visit.text("again.json", kBlocked) != "(not there)") return "what was taken off is there again";
  if (visit.text("again.json", kThroughput) != throughput) return "another figure when opened again";
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// Forty times of a machine, about 61 s.
std::string someCycles() {
  std::string text = "part,cycle_s\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(i) + "," + std::to_string(50 + i * 37 % 23) + ".5\n";
  return text;
}

std::string fittedToTheLog(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  const Json& process = elementOf(factory, "mill-2").fields.at("process");
  if (!process.contains("mean_s") && !process.contains("min_s")) return "mill-2 got " + process.dump();
  if (const std::string poor = poorControls(visit.widgets("fit.json")); !poor.empty()) return poor;
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

/// Keys typed after a card over the window went away are for the hall, not for a field that got the focus by chance.
std::string foundAndChangedNothing(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  elementOf(factory, "rack-saw");
  elementOf(factory, "saw");
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

std::string askedWhatIf(const Visit& visit) {
  if (visit.text("asked.json", "whatif.interval") == visit.text("moved.json", "whatif.interval")) {
    return "the answer stays";
  }
  const std::string domain = visit.text("beyond.json", "whatif.domain");
  if (domain != "outside") return "beyond the data: " + domain;
  const std::string reason = visit.text("beyond.json", "whatif.reason");
  if (reason.find("outside what was tried") == std::string::npos) return reason;
  // Typed beyond what the slider allows: the field shows the value that the answer is for.
  if (visit.text("too-far.json", "whatif.value.mill_cycle_s") !=
      visit.text("beyond.json", "whatif.value.mill_cycle_s")) {
    return "the field keeps " + visit.text("too-far.json", "whatif.value.mill_cycle_s");
  }
  if (const std::string poor = poorControls(visit.widgets("simulated.json")); !poor.empty()) return poor;
  const Answer results = visit.cli({"results", "p.mill", "--study", "rack-and-mill", "--json"});
  // The point that was simulated belongs to the study, and the surrogate that learned from it to the project.
  const Json points = Json::parse(results.out)["points"];
  if (points.size() != 13 || points[12]["kpis"]["throughput_per_h"]["n"] != 2) return "the point was not kept";
  const Answer asked = visit.cli({"whatif", "p.mill", "--model", "rack-and-mill.throughput_per_h", "--json", "--set",
                                  "mill_cycle_s=70,rack_places=12"});
  if (asked.exit_code != 0) return asked.err;
  return asked.err.empty() ? "" : "the surrogate is stale: " + asked.err;
}

std::string variedRunAndAsked(const Visit& visit) {
  const Answer results = visit.cli({"results", "p.mill", "--study", "study", "--json"});
  if (results.exit_code != 0) return results.err;
  const Json points = Json::parse(results.out)["points"];
  if (points.size() != 9) return "has " + std::to_string(points.size()) + " points";
  for (const Json& point : points) {
    if (point["kpis"]["throughput_per_h"]["n"] != 120) return "a point is not complete";
    if (!point["factors"].contains("mill_2_mean_s")) return "varies " + point["factors"].dump();
  }
  for (std::size_t i = 0; i < 8; ++i)
    if (points[8]["factors"]["mill_2_mean_s"] <= points[i]["factors"]["mill_2_mean_s"]) return "asked inside";
  for (const char* tree : {"designed.json", "asked.json"})
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return poor;
  return elementOf(visit.factory(), "mill-2").fields.at("process").contains("mean_s") ? "" : "the layout changed";
}

/// Asked for step by step: one machine's time, low, high and as it is today.
std::string guidedToResults(const Visit& visit) {
  const Answer results = visit.cli({"results", "p.mill", "--study", "guided", "--json"});
  if (results.exit_code != 0) return results.err;
  const Json points = Json::parse(results.out)["points"];
  if (points.size() != 3) return "has " + std::to_string(points.size()) + " points";
  for (const Json& point : points) {
    if (point["kpis"]["throughput_per_h"]["n"] != 4) return "a point is not complete";
  }
  const Json today = elementOf(visit.factory(), "mill-2").fields.at("process").at("mean_s");
  if (points[2]["factors"]["mill_2_mean_s"] != today) return "today is not a point: " + points.dump();
  for (const char* tree : {"factors.json", "warmup.json", "replications.json", "comparison.json"})
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return tree + (": " + poor);
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// The plan that was applied is what the command line finds with the same settings; undo and redo went through it.
std::string improvedAsTheCommandLine(const Visit& visit) {
  for (const char* tree : {"ask.json", "plans.json"})
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return tree + (": " + poor);
  if (visit.text("plans.json", "improve.plan.1.verdict") != "better") return "plan 1 is not shown to be better";
  if (visit.text("closed.json", "improve.title") != "(not there)") return "Escape does not close it";
  if (const Answer made = visit.cli({"new", "q.mill", "--example", "gearbox-line"}); made.exit_code != 0)
    return made.err;
  const Answer found = visit.cli({"improve", "q.mill", "--horizon", "8h", "--out", "best.json", "--json", "--quiet"});
  if (found.exit_code != 0) return found.err;
  const auto best = factory::Factory::fromDocument(JsonDocument::read(visit.path("best.json").toStdString()));
  if (best.json()["elements"] != visit.factory().json()["elements"]) {
    return "the command line finds " + Json::parse(found.out)["plans"][0].dump();
  }
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// The gain on screen is the one of the command line; a press on a row selects its element.
std::string pricedAsTheCommandLine(const Visit& visit) {
  if (const std::string poor = poorControls(visit.widgets("prices.json")); !poor.empty()) return poor;
  const Answer found = visit.cli({"bottleneck", "p.mill", "--horizon", "8h", "--replications", "10", "--seed", "1",
                                  "--shadow-price", "--faster", "5s", "--json", "--quiet"});
  if (found.exit_code != 0) return found.err;
  const Json prices = Json::parse(found.out)["shadow_prices"]["prices"];
  std::size_t rows = 0;
  for (const Json& widget : visit.widgets("prices.json")) {
    rows += widget["name"].get<std::string>().starts_with("shadowPrice.row.");
  }
  if (rows != prices.size()) return "shows " + std::to_string(rows) + " rows of " + prices.dump();
  return visit.text("picked.json", "properties.id") == "mill-2" ? "" : "the row selects nothing";
}

/// The winner is the command line's, and the study keeps the runs that it had.
std::string selectedAsTheCommandLine(const Visit& visit) {
  for (const char* tree : {"effects.json", "best.json"})
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return tree + (": " + poor);
  const Answer found = visit.cli({"select", "p.mill", "--study", "rack-and-mill", "--kpi", "throughput_per_h",
                                  "--indifference", "0.5", "--json", "--quiet"});
  if (found.exit_code != 0) return found.err;
  const Json best = Json::parse(found.out);
  const std::string title = visit.text("best.json", "bestPoint.title");
  if (!title.starts_with("Point " + best["best"].dump() + " ")) return title + ", and " + best["text"].dump();
  const Json mean_s = elementOf(visit.factory(), "mill-2").fields.at("process").at("mean_s");
  if (mean_s != best["factors"]["mill_cycle_s"]) return "applied " + mean_s.dump() + ", not " + best["factors"].dump();
  const Json results = Json::parse(visit.cli({"results", "p.mill", "--study", "rack-and-mill", "--json"}).out);
  return results["points"][0]["kpis"]["throughput_per_h"]["n"] == 2 ? "" : "the study has other runs";
}

std::string replayedAndLeftAlone(const Visit& visit) {
  const Json info = Json::parse(visit.cli({"info", "p.mill", "--json"}).out);
  if (info["logs"].size() != 1 || info["replays"].size() != 1) return info.dump();
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// Anomalies found in the log, a jump to one, and the same twin with a noisier sensor beside the first.
std::string foundAnomaliesAndCompared(const Visit& visit) {
  for (const char* tree : {"search-tree.json", "compare-tree.json"}) {
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return poor;
  }
  if (visit.text("next-tree.json", "clock.time") <= "0:00:10") return "no detection was jumped to";
  if (visit.text("search-tree.json", "anomaly.from") == "0:00:00") return "the drag chose no healthy window";
  const std::string words = visit.text("compare-tree.json", "replay.comparison");
  if (words.find("surface: ") == std::string::npos) return words;
  const Json info = Json::parse(visit.cli({"info", "p.mill", "--json"}).out);
  if (info["detections"].size() != 1 || info["detections"][0]["count"] == Json(0)) return info.dump();
  if (info["detections"][0]["settings"]["methods"] != Json({"cusum"})) return info["detections"].dump();
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// From a dropped file to its fault, its gap, and a second file of that shape that asks nothing.
std::string importedAndWatched(const Visit& visit) {
  if (const std::string poor = poorControls(visit.widgets("wizard.json")); !poor.empty()) return poor;
  if (const std::string poor = poorControls(visit.widgets("fault.json")); !poor.empty()) return poor;
  const std::string at = visit.text("fault.json", "clock.time");
  if (at < "0:39:59" || at > "0:40:01") return "the fault is found at " + at;
  const std::string age = visit.text("gap.json", "replay.age");
  if (age.find("data 41 s old") == std::string::npos) return "in the gap: " + age;
  if (visit.text("second.json", "importLog.file") != "(not there)") return "the second file asks";
  const Json info = Json::parse(visit.cli({"info", "p.mill", "--json"}).out);
  if (info["logs"].size() != 3) return info.dump();
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

/// From an event log to a factory that is open, kept and runs; its report is that of the command line.
std::string foundInAnEventLog(const Visit& visit) {
  for (const char* tree : {"choices.json", "judgement.json", "machines.json", "rows.json"}) {
    if (const std::string poor = poorControls(visit.widgets(tree)); !poor.empty()) return tree + (": " + poor);
  }
  const Answer found = visit.cli({"discover", visit.path("orders.csv"), "--out", "cli.json", "--report", "cli.html"});
  if (found.exit_code != 0) return found.err;
  const auto text = [&visit](const char* file) { return readTextFile(visit.path(QLatin1String(file)).toStdString()); };
  if (text("found.html") != text("cli.html")) return "the report is not that of the command line";
  const factory::Factory opened =
      store::ProjectFile::open(visit.path("found.mill").toStdString(), store::Access::ReadOnly)->factory();
  if (opened.json() != factory::Factory::read(visit.path("cli.json").toStdString()).json()) {
    return "the factory is not that of the command line";
  }
  if (visit.text("judgement.json", "discover.figure.stations") != "2") return "not two stations";
  return visit.cli({"run", "found.mill", "--horizon", "7d", "--quiet"}).exit_code == 0 ? "" : "it does not run";
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

/// The cell of a robot with nothing before the robot.
Json openCell() {
  Json cell = test::robotCellJson();
  cell["elements"][0]["pose"] = {{"x_m", -4}, {"y_m", 0.5}};
  cell["elements"][2]["size_m"] = {0.3, 0.3, 1.2};
  cell["elements"][3]["size_m"] = {0.5, 0.5, 0.8};
  cell["elements"][5]["pose"] = {{"x_m", 5}, {"y_m", -0.5}};
  return cell;
}

/// Fifty belts of 100 m, full of parts half a metre apart: ten thousand.
factory::Factory crowd() {
  Json elements = Json::array();
  Json flows = Json::array();
  for (int i = 0; i < 50; ++i) {
    const std::string n = std::to_string(i);
    const double y_m = 2.0 * i;
    elements.push_back({{"id", "src" + n},
                        {"type", "source"},
                        {"part", "box"},
                        {"supply", "unlimited"},
                        {"pose", {{"x_m", -54}, {"y_m", y_m}}}});
    elements.push_back({{"id", "belt" + n},
                        {"type", "conveyor"},
                        {"length_m", 100},
                        {"speed_mps", 0.5},
                        {"pitch_m", 0.5},
                        {"pose", {{"x_m", 0}, {"y_m", y_m}}}});
    elements.push_back({{"id", "out" + n}, {"type", "sink"}, {"pose", {{"x_m", 54}, {"y_m", y_m}}}});
    flows.push_back({{"from", "src" + n}, {"to", "belt" + n}});
    flows.push_back({{"from", "belt" + n}, {"to", "out" + n}});
  }
  Json root = factory::Factory().json();
  root["parts"] = {{{"id", "box"}, {"size_m", {0.4, 0.3, 0.2}}}};
  root["elements"] = std::move(elements);
  root["flows"] = std::move(flows);
  return factory::Factory::fromJson(std::move(root));
}

/// How slow motion will be is said and asked before it starts; its step is kept with the project.
std::string toldHowSlowMotionWillBe(const Visit& visit) {
  const std::string text = visit.text("asks.json", "notice.motion-pace.text");
  if (text.find("About 10,000 parts will move at once") != 0) return text;
  const auto project = store::ProjectFile::open(visit.path("p.mill").toStdString(), store::Access::ReadOnly);
  if (store::motionStep_s(*project) != 1.0 / 2400) return "the step is not kept";
  return poorControls(visit.widgets("asks.json"));
}

/// Share of the pixels that have a colour up to rounding.
double shareOf(const QImage& picture, const QColor& color) {
  qint64 count = 0;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      const QColor pixel = picture.pixelColor(x, y);
      count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                   std::abs(pixel.blue() - color.blue()) <=
               3;
    }
  }
  return static_cast<double>(count) / (static_cast<double>(picture.width()) * picture.height());
}

/// Share of the pixels that look different, by more than smoothing and rounding.
double changedShare(const QImage& a, const QImage& b) {
  constexpr int kSmoothing = 30;
  if (a.isNull() || a.size() != b.size()) throw std::runtime_error("two pictures that cannot be compared");
  qint64 count = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QColor one = a.pixelColor(x, y);
      const QColor other = b.pixelColor(x, y);
      count += std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
                   std::abs(one.blue() - other.blue()) >
               kSmoothing;
    }
  }
  return static_cast<double>(count) / (static_cast<double>(a.width()) * a.height());
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

/// A robot is dragged away from its belt and back: each time the list says what it does not reach, and by how much.
std::string draggedOutOfReach(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  if (std::abs(elementOf(factory, "packer").pose.x_m) > 0.3) return factory.json()["elements"][2]["pose"].dump();
  const Answer check = visit.cli({"check", "p.mill"});
  if (check.err.find("the arm of \"packer\" hits \"guard\": ") == std::string::npos) return check.err;
  return poorControls(visit.widgets("reach-tree.json"));
}

/// Standard deviation of the grey values, 0..255.
double contrastOf(const QImage& picture) {
  const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
  double sum = 0;
  double squares = 0;
  for (int y = 0; y < grey.height(); ++y) {
    for (int x = 0; x < grey.width(); ++x) {
      const double value = grey.constScanLine(y)[x];
      sum += value;
      squares += value * value;
    }
  }
  const double n = static_cast<double>(grey.width()) * grey.height();
  return std::sqrt(squares / n - sum / n * (sum / n));
}

}  // namespace

Q_DECLARE_METATYPE(Check)

/// The real window, driven by mouse and keys, and what it leaves in the project.
class TestWindowScripts : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void plays_data();
  void plays();
  void showsAllWorkspaces_data();
  void showsAllWorkspaces();

 private:
  /// A factory, a study with its runs, a log and its replay.
  Visit base_{QString()};
};

void TestWindowScripts::initTestCase() {
  const QString examples = QStringLiteral(MW_SOURCE_DIR "/resources/examples/");
  writeTextFile(base_.path("s.json").toStdString(), kStudy);
  writeTextFile(base_.path("cell.json").toStdString(), openCell().dump());
  writeTextFile(base_.path("reach.json").toStdString(), kCell);
  const QList<QStringList> verbs = {
      {"new", "empty.mill"},
      {"new", "robots.mill", "--example", "robot-cell"},
      {"new", "cell.mill", "--factory", "cell.json"},
      {"new", "oven.mill", "--example", "oven-cell"},
      {"new", "sorting.mill", "--example", "sorting-line"},
      {"new", "reach.mill", "--factory", "reach.json"},
      {"new", "p.mill", "--example", "gearbox-line"},
      {"sweep", "p.mill", "--study", "s.json", "--quiet"},
      {"import-log", "p.mill", examples + "motor-thermal.csv", "--map", examples + "motor-thermal.map.json"},
      {"replay", "p.mill", "--log", "motor-thermal", "--twin", examples + "motor-thermal.twin.json"}};
  for (const QStringList& verb : verbs) {
    const Answer answer = base_.cli(verb);
    QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  }
  store::ProjectFile::create(base_.path("crowd.mill").toStdString(), crowd()).reset();
}

void TestWindowScripts::plays_data() {
  QTest::addColumn<Check>("check");
  QTest::newRow("build") << Check(builtIsKept);
  QTest::newRow("line") << Check(lineIsBuiltAndRebuilt);
  QTest::newRow("drag") << Check(draggedOnTheFloor);
  QTest::newRow("zoom") << Check(zoomedToTheCursor);
  QTest::newRow("run") << Check(ranAndPaused);
  QTest::newRow("floor") << Check(shownOnTheFloor);
  QTest::newRow("events") << Check(steppedDownTheList);
  QTest::newRow("run-settings") << Check(ranAsWished);
  QTest::newRow("motion-pace") << Check(toldHowSlowMotionWillBe);
  QTest::newRow("motion-doors") << Check(doorsOpenedAndClosed);
  QTest::newRow("motion-transfers") << Check(liftRose);
  QTest::newRow("belt-stop") << Check(gaveABeltAStop);
  QTest::newRow("pins") << Check(pinnedAndFollowed);
  QTest::newRow("fit") << Check(fittedToTheLog);
  QTest::newRow("measure") << Check(measuredAsTheCommandLine);
  QTest::newRow("find") << Check(foundAndChangedNothing);
  QTest::newRow("reach") << Check(draggedOutOfReach);
  QTest::newRow("experiment") << Check(askedWhatIf);
  QTest::newRow("vary") << Check(variedRunAndAsked);
  QTest::newRow("guide") << Check(guidedToResults);
  QTest::newRow("improve") << Check(improvedAsTheCommandLine);
  QTest::newRow("shadow-price") << Check(pricedAsTheCommandLine);
  QTest::newRow("best-point") << Check(selectedAsTheCommandLine);
  QTest::newRow("replay") << Check(replayedAndLeftAlone);
  QTest::newRow("anomalies") << Check(foundAnomaliesAndCompared);
  QTest::newRow("import-log") << Check(importedAndWatched);
  QTest::newRow("discover") << Check(foundInAnEventLog);
  QTest::newRow("teach") << Check(taughtARobot);
}

void TestWindowScripts::plays() {
  QFETCH(Check, check);
  const QByteArray script = QTest::currentDataTag();
  const std::map<QByteArray, const char*> projects = {{"line", "empty.mill"},
                                                      {"measure", "cell.mill"},
                                                      {"reach", "reach.mill"},
                                                      {"teach", "robots.mill"},
                                                      {"motion-pace", "crowd.mill"},
                                                      {"motion-doors", "oven.mill"},
                                                      {"motion-transfers", "sorting.mill"},
                                                      {"belt-stop", "sorting.mill"}};
  const auto own = projects.find(script);
  const Visit visit(base_.path(QLatin1String(own == projects.end() ? "p.mill" : own->second)));
  writeTextFile(visit.path("cycles.csv").toStdString(), someCycles());
  writeTextFile(visit.path("orders.csv").toStdString(), test::madeEventLog());
  QDir(visit.path({})).mkdir("robots");
  for (const char* name : {"robots/made.urdf", "outside.urdf"})
    writeTextFile(visit.path(QLatin1String(name)).toStdString(), test::madeUrdf());
  test::writeMadeMeshes(visit.path("robots").toStdString());
  const QString examples = QStringLiteral(MW_SOURCE_DIR "/resources/examples/");
  for (const char* name : {"motor_fault.csv", "motor_second.csv"}) {
    QFile::copy(examples + "motor-thermal.csv", visit.path(QLatin1String(name)));
  }
  QFile::copy(examples + "motor-thermal.twin.json", visit.path("motor.twin.json"));
  const Answer answer = visit.play(QLatin1String(script));
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string wrong = check(visit);
  QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestWindowScripts::showsAllWorkspaces_data() {
  QTest::addColumn<bool>("is_dark");
  QTest::newRow("light") << false;
  QTest::newRow("dark") << true;
}

void TestWindowScripts::showsAllWorkspaces() {
  QFETCH(bool, is_dark);
  const panels::Theme theme = is_dark ? panels::Theme::dark() : panels::Theme::light();
  const Visit visit(base_.path("p.mill"));
  const Answer answer = visit.play("workspaces", QTest::currentDataTag());
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QImage last;
  for (const QString workspace : {"build", "run", "experiment", "replay"}) {
    const QImage picture = visit.picture(workspace + ".png");
    QCOMPARE(picture.size(), QSize(1600, 1000));
    QVERIFY2(contrastOf(picture) > 10, "the picture is nearly empty");
    // Bars and panels take a seventh of the narrowest arrangement; fields have the window's colour.
    QVERIFY2(shareOf(picture, theme.color(panels::Token::Panel)) > 0.14, "panels are not in the theme's colour");
    QVERIFY2(shareOf(picture, theme.color(panels::Token::Window)) > 0.004, "nothing has the window's colour");
    QVERIFY2(picture != last, "two workspaces look alike");
    last = picture;
    const std::string wrong = poorControls(visit.widgets(workspace + ".json"));
    QVERIFY2(wrong.empty(), wrong.c_str());
  }
}

QTEST_MAIN(TestWindowScripts)
#include "tst_window_scripts.moc"
