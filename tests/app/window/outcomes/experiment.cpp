// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "tests/app/window/outcomes/outcome.h"

namespace mw::test {
namespace {

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

}  // namespace

std::vector<Outcome> experimentOutcomes() {
  return {{"experiment", askedWhatIf},
          {"vary", variedRunAndAsked},
          {"guide", guidedToResults},
          {"improve", improvedAsTheCommandLine},
          {"shadow-price", pricedAsTheCommandLine},
          {"best-point", selectedAsTheCommandLine}};
}

}  // namespace mw::test
