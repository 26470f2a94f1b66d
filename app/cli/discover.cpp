// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fmt/format.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/discovery/discovery.h"
#include "core/report/discovery_report.h"
#include "core/report/html_report.h"
#include "core/store/project_file.h"

namespace mw::cli {
namespace {

struct DiscoverOptions {
  std::string file;
  std::string map;
  std::string out;
  std::string project;
  std::string report;
  std::string split = "0.7";
  std::string arrivals = "fitted";
  discovery::DiscoveryOptions discovery;
};

/// A share, or a date.
void readSplit(DiscoverOptions& options) {
  if (const auto share = parseNumber(options.split)) {
    if (!(*share > 0) || *share > 1) throw UsageError("--split " + options.split + ": a share is above 0 and up to 1");
    options.discovery.split = *share;
  } else {
    options.discovery.split_date = options.split;
  }
}

/// Into a project that is there (with a restore point), or a new one.
void keep(const DiscoverOptions& options, const factory::Factory& factory, Console& console) {
  if (!std::filesystem::exists(options.project)) {
    (void)store::ProjectFile::create(options.project, factory);
    return;
  }
  const auto project = store::ProjectFile::open(options.project, store::Access::ReadWrite, {.stop = console.stop()});
  project->saveFactory(factory);
}

void print(const discovery::Discovery& discovery, Console& console) {
  for (const std::string& line : discovery.import.said) console.print(line);
  if (!discovery.import.said.empty()) console.print("map: " + discovery::toJson(discovery.import.map).dump());
  for (const std::string& line : discovery.words) console.print(line);
  console.print("\nAssumed:");
  for (const std::string& line : discovery.assumptions) console.print("  " + line);
}

int discoverFactory(DiscoverOptions options, Console& console) {
  readSplit(options);
  std::optional<discovery::EventMap> map;
  if (!options.map.empty()) map = discovery::readEventMap(JsonDocument::read(options.map));
  options.discovery.arrivals =
      options.arrivals == "schedule" ? discovery::ArrivalRule::Schedule : discovery::ArrivalRule::Fitted;
  options.discovery.stop = console.stop();
  options.discovery.progress = console.progress();
  const discovery::Discovery found = discovery::discover(options.file, map, options.discovery);
  const factory::Factory& factory = found.written.factory;
  if (!options.out.empty()) factory.write(options.out);
  if (!options.project.empty()) keep(options, factory, console);
  if (!options.report.empty()) {
    const std::string again = report::discoverCommand(
        options.file, options.map.empty() ? std::nullopt : std::optional(options.map), options.discovery);
    writeTextFile(options.report, report::html(report::discoveryReport(found, again)));
  }
  if (console.is_json) {
    Json json{{"file", options.file}};
    json.update(discovery::toJson(found));
    if (options.out.empty() && options.project.empty()) {
      json["factory"] = factory.json();
    } else {
      json["factory_file"] = options.out.empty() ? options.project : options.out;
    }
    console.printJson(json);
    return kDone;
  }
  print(found, console);
  console.print(fmt::format("\n{}: {} elements, {} flows{} ({:.3g} s)", factory.name(), factory.elements().size(),
                            factory.flows().size(),
                            options.out.empty() && options.project.empty()
                                ? "; --out FACTORY.json or --project P.mill keeps it"
                                : ", written to " + (options.out.empty() ? options.project : options.out),
                            found.wall_s));
  return kDone;
}

}  // namespace

void addDiscover(CLI::App& program, Action& action) {
  auto options = std::make_shared<DiscoverOptions>();
  CLI::App* verb = addVerb(program, "discover",
                           {"Builds a factory from an event log, and judges it by the log's later part.",
                            "events.csv --out factory.json --report discovered.html"});
  verb->add_option("events", options->file, "CSV file: a row per piece of work, with case, activity, resource, times")
      ->required();
  verb->add_option("--map", options->map, "Which column is what (M.json); guessed without it, and printed");
  verb->add_option("--out", options->out, "Factory file to write");
  verb->add_option("--project", options->project, "Project to put the factory into; made where there is none");
  verb->add_option("--report", options->report, "HTML report to write");
  verb->add_option("--split", options->split,
                   "Share of the cases that begin in the first part, or the date at which it ends; 1 judges nothing")
      ->capture_default_str();
  verb->add_option("--arrivals", options->arrivals, "Interarrival times, or the log's own starts as a schedule")
      ->check(CLI::IsMember({"fitted", "schedule"}))
      ->capture_default_str();
  verb->add_option("--name", options->discovery.name, "Name of the factory");
  verb->add_option("--replications", options->discovery.replications, "Simulated periods to judge by")
      ->check(CLI::Range(2, 10000))
      ->capture_default_str();
  verb->add_option("--seed", options->discovery.seed, "Seed of fits and simulations")->capture_default_str();
  verb->footer(
      verb->get_footer() +
      "\nThe map: {\"case\": COLUMN, \"activity\": ..., \"resource\": ..., \"start\": ..., \"complete\": ...,\n"
      "\"quantity\", \"rejects\", \"order_quantity\", \"part\", \"worker\": ...,\n"
      "\"kind\": {\"column\": ..., \"setup\": [...], \"breakdown\": [...]},\n"
      "\"filters\": [{\"column\": ..., \"keep\": [...]}], \"time\": {\"kind\": \"iso8601\"}}");
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return discoverFactory(*options, console); }; });
}

}  // namespace mw::cli
