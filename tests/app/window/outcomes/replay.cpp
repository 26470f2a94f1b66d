// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_file.h"
#include "tests/app/window/outcomes/outcome.h"

namespace mw::test {
namespace {

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

}  // namespace

std::vector<Outcome> replayOutcomes() {
  return {{"replay", replayedAndLeftAlone},
          {"anomalies", foundAnomaliesAndCompared},
          {"import-log", importedAndWatched},
          {"discover", foundInAnEventLog}};
}

}  // namespace mw::test
