// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/experiment/study_precision_text.h"
#include "core/report/project_report.h"
#include "core/store/project_file.h"
#include "core/store/stored_detections.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_study.h"
#include "core/store/stored_surrogate.h"
#include "core/store/stored_twin.h"
#include "core/twin/detect/detect_settings.h"

namespace mw::cli {
namespace {

Json jsonOf(store::ProjectFile& project, const store::StoredStudy& study) {
  Json json = {{"name", study.name},
               {"created", study.created},
               {"points", study.points.size()},
               {"replications", study.replications},
               {"runs", study.runs_done},
               {"runs_wanted", study.runsTotal()},
               {"kpis", study.kpis}};
  if (study.precision) json["precision"] = experiment::toJson(*study.precision, store::precisionOf(project, study));
  return json;
}

Json jsonOf(const store::StoredLog& log) {
  Json list = Json::array();
  for (const auto& each : log.series) list.push_back({{"name", each.name}, {"unit", each.unit}});
  return {{"name", log.name}, {"created", log.created}, {"rows", log.rows}, {"signals", std::move(list)}};
}

template <class Items, class ToJson>
Json listOf(const Items& items, ToJson to_json) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back(to_json(item));
  return list;
}

Json describe(store::ProjectFile& project) {
  const factory::Factory factory = project.factory();
  const store::ProjectSummary summary = project.summary();
  Json json = {{"file", project.path().string()},
               {"format", store::ProjectFile::kSchemaVersion},
               {"created", summary.created},
               {"bytes", summary.bytes},
               {"digest", report::contentDigest(project)},
               {"factory",
                {{"name", factory.name()},
                 {"digest", factory.digest()},
                 {"elements", factory.elements().size()},
                 {"flows", factory.flows().size()},
                 {"parts", factory.parts().size()}}}};
  json["restore_points"] = listOf(project.restorePoints(), [](const store::RestorePoint& point) {
    return Json{{"name", point.name}, {"created", point.created}};
  });
  json["studies"] = listOf(store::studies(project), [&](const auto& study) { return jsonOf(project, study); });
  json["logs"] = listOf(store::logs(project), [](const auto& log) { return jsonOf(log); });
  json["twins"] = listOf(store::twins(project), [](const store::StoredTwin& twin) {
    return Json{{"name", twin.name}, {"created", twin.created}};
  });
  json["replays"] = listOf(store::replays(project), [](const store::ReplayName& replay) {
    return Json{{"twin", replay.twin}, {"log", replay.log}, {"created", replay.created}, {"steps", replay.steps}};
  });
  json["detections"] = listOf(store::detections(project), [](const store::StoredDetections& set) {
    return Json{{"log", set.log},
                {"created", set.created},
                {"count", set.entries.size()},
                {"settings", set.settings},
                {"settings_digest", set.settings_digest}};
  });
  json["surrogates"] = listOf(store::surrogates(project), [](const store::StoredSurrogate& surrogate) {
    return Json{{"name", surrogate.name},
                {"study", surrogate.study},
                {"response", surrogate.response},
                {"kind", surrogate.kind},
                {"created", surrogate.created}};
  });
  return json;
}

void print(const Json& info, const Console& console) {
  const auto text = [](const Json& json) { return json.is_string() ? json.get<std::string>() : json.dump(); };
  const Json& factory = info["factory"];
  console.print(fmt::format("{}: {}, {} elements, {} flows; made {}, {:.3g} MB", text(info["file"]),
                            text(factory["name"]), text(factory["elements"]), text(factory["flows"]),
                            text(info["created"]), info["bytes"].get<double>() / 1e6));
  for (const Json& point : info["restore_points"]) {
    console.print(fmt::format("  restore point {} of {}", text(point["name"]), text(point["created"])));
  }
  for (const Json& study : info["studies"]) {
    const bool has_bound = study.contains("precision");
    const bool is_open = has_bound && study["precision"]["points_open"] > 0;
    console.print(fmt::format("  study {}: {} points x {}{} replications, {} of {}{} runs done", text(study["name"]),
                              text(study["points"]), has_bound ? text(study["precision"]["at_least"]) + " to " : "",
                              text(study["replications"]), text(study["runs"]), is_open ? "at most " : "",
                              text(study["runs_wanted"])));
  }
  for (const Json& log : info["logs"]) {
    console.print(
        fmt::format("  log {}: {} rows of {} signals", text(log["name"]), text(log["rows"]), log["signals"].size()));
  }
  for (const Json& twin : info["twins"]) console.print(fmt::format("  twin {}", text(twin["name"])));
  for (const Json& replay : info["replays"]) {
    console.print(fmt::format("  replay of {} over {}: {} steps", text(replay["twin"]), text(replay["log"]),
                              text(replay["steps"])));
  }
  for (const Json& set : info["detections"]) {
    console.print(fmt::format("  {} detections in log {} by {}", text(set["count"]), text(set["log"]),
                              twin::settingsInWords(set["settings"])));
  }
  for (const Json& surrogate : info["surrogates"]) {
    console.print(fmt::format("  surrogate {} ({}): {} of study {}", text(surrogate["name"]), text(surrogate["kind"]),
                              text(surrogate["response"]), text(surrogate["study"])));
  }
}

int info(const std::string& file, Console& console) {
  const auto project = store::ProjectFile::open(file, store::Access::ReadOnly, {.stop = console.stop()});
  if (project->isRecoveredCopy()) {
    console.warn(fmt::format("{}: a program was ended while it wrote; shown is what it had saved before", file));
  }
  const Json description = describe(*project);
  console.is_json ? console.printJson(description) : print(description, console);
  return kDone;
}

}  // namespace

void addInfo(CLI::App& program, Action& action) {
  auto file = std::make_shared<std::string>();
  CLI::App* verb = addVerb(program, "info", {"Says what lies in a project.", "line.mill"});
  verb->add_option("project", *file, "The project file")->required();
  verb->final_callback([file, &action] { action = [file](Console& console) { return info(*file, console); }; });
}

}  // namespace mw::cli
