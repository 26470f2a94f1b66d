// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "tests/app/window/outcomes/outcome.h"

namespace mw::test {
namespace {

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

std::string fittedToTheLog(const Visit& visit) {
  const factory::Factory factory = visit.factory();
  const Json& process = elementOf(factory, "mill-2").fields.at("process");
  if (!process.contains("mean_s") && !process.contains("min_s")) return "mill-2 got " + process.dump();
  if (const std::string poor = poorControls(visit.widgets("fit.json")); !poor.empty()) return poor;
  return visit.cli({"check", "p.mill"}).exit_code == 0 ? "" : "the project is not valid any more";
}

}  // namespace

std::vector<Outcome> runOutcomes() {
  return {{"run", ranAndPaused},         {"floor", shownOnTheFloor},  {"events", steppedDownTheList},
          {"run-settings", ranAsWished}, {"pins", pinnedAndFollowed}, {"fit", fittedToTheLog}};
}

}  // namespace mw::test
