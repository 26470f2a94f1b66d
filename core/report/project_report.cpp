// SPDX-License-Identifier: Apache-2.0
#include "core/report/project_report.h"

#include <fmt/format.h>
#include <map>

#include "core/base/digest.h"
#include "core/report/course_section.h"
#include "core/report/factory_plan.h"
#include "core/report/run_section.h"
#include "core/report/study_assumptions.h"
#include "core/report/study_section.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_study.h"
#include "core/store/stored_surrogate.h"
#include "core/store/stored_twin.h"

namespace mw::report {
namespace {

Section layoutSection(const ReportInput& input) {
  const factory::Factory& factory = *input.factory;
  Section section{"Layout", {}, {}, {}};
  section.paragraphs.push_back(fmt::format("{} elements, {} flows, {} part types.", factory.elements().size(),
                                           factory.flows().size(), factory.parts().size()));
  if (!input.picture_png.empty()) section.figures.push_back({{}, input.picture_png, "The hall as it is seen."});
  section.figures.push_back({factoryPlanSvg(factory), {}, "The hall from above; arrows are flows."});
  std::map<std::string, double> types;
  for (const factory::Element& element : factory.elements()) ++types[element.type];
  Table table{"types", "What stands in the hall", {{"Type", ""}, {"Count", ""}}, {}, ""};
  for (const auto& [type, count] : types) table.rows.push_back({textCell(type), figureCell(count)});
  section.tables.push_back(std::move(table));
  return section;
}

std::string listOf(const std::vector<store::StoredLog::SignalName>& names) {
  std::string text;
  for (const auto& each : names) {
    text += (text.empty() ? "" : ", ") + Column{each.name, each.unit}.title();
  }
  return text;
}

/// Logs, replays and surrogates; nothing where the project holds none.
std::optional<Section> recordSection(store::ProjectFile& project) {
  Section section{"Logs, replays and surrogates", {}, {}, {}};
  Table logs{"logs", "Recorded logs", {{"Log", ""}, {"Rows", ""}, {"Signals", ""}, {"Imported", ""}}, {}, ""};
  for (const store::StoredLog& log : store::logs(project)) {
    logs.rows.push_back({textCell(log.name), figureCell(static_cast<double>(log.rows)), textCell(listOf(log.series)),
                         textCell(log.created)});
  }
  Table replays{"replays", "Replays", {{"Twin", ""}, {"Log", ""}, {"Steps", ""}, {"Made", ""}}, {}, ""};
  for (const store::ReplayName& replay : store::replays(project)) {
    replays.rows.push_back({textCell(replay.twin), textCell(replay.log), figureCell(static_cast<double>(replay.steps)),
                            textCell(replay.created)});
  }
  Table surrogates{
      "surrogates", "Surrogates", {{"Name", ""}, {"Study", ""}, {"Response", ""}, {"Kind", ""}, {"Made", ""}}, {}, ""};
  for (const store::StoredSurrogate& each : store::surrogates(project)) {
    surrogates.rows.push_back({textCell(each.name), textCell(each.study), textCell(each.response), textCell(each.kind),
                               textCell(each.created)});
  }
  for (Table* table : {&logs, &replays, &surrogates}) {
    if (!table->rows.empty()) section.tables.push_back(std::move(*table));
  }
  if (section.tables.empty()) return std::nullopt;
  return section;
}

void addProvenance(Report& report, const ReportInput& input) {
  const auto add = [&report](const char* label, const std::string& text) {
    if (!text.empty()) report.provenance.push_back({label, text});
  };
  add("Program", input.program);
  add("Made", input.made);
  add("File", input.file);
  if (input.project) add("Project digest", contentDigest(*input.project));
  add("Factory digest", input.factory->digest());
  if (input.run) {
    add("Seed", fmt::format("{}", input.run->plan.seed));
    add("Replications", fmt::format("{}", input.run->plan.replications));
    add("Horizon", fmt::format("{} s", figureCell(input.run->plan.horizon_s).text));
    add("Warm-up", fmt::format("{} s", figureCell(input.run->plan.warmup_s).text));
  }
  add("The same again", input.command);
}

/// Its chapter, what it rests on, and how it is made again.
void addStudy(Report& report, Section& assumptions, const ReportInput& input, const store::StoredStudy& study) {
  const std::vector<experiment::StudyRun> runs = store::runs(*input.project, study.name);
  report.sections.push_back(studySection(study, runs));
  for (std::string& sentence : studyAssumptions(study)) assumptions.paragraphs.push_back(std::move(sentence));
  const std::string label = fmt::format("Study \"{}\"", study.name);
  const std::string factory_digest = factory::Factory::fromJson(study.factory).digest();
  const bool is_of_this = factory_digest == input.factory->digest();
  report.provenance.push_back(
      {label, fmt::format("results {}, definition {}, of the factory {}{}", experiment::studyDigest(runs),
                          study.identity, factory_digest, is_of_this ? "" : ", which has changed since")});
  report.provenance.push_back({label + " again", sweepCommand(study, input.file)});
}

}  // namespace

Report projectReport(const ReportInput& input, const std::stop_token& stop, const ProgressSink& progress) {
  Report report;
  report.title = input.factory->name().empty() ? "Factory report" : input.factory->name();
  report.subtitle = fmt::format("Report of {}{}{}", input.file, input.made.empty() ? "" : ", ", input.made);
  report.sections.push_back(layoutSection(input));
  if (input.run) {
    report.sections.push_back(runSection(*input.factory, *input.run));
    report.sections.push_back(courseSection(*input.factory, input.run->plan, stop));
  }
  Section assumptions{"Assumptions and limits", {}, {}, {}};
  if (input.run) assumptions = assumptionsSection(*input.factory, *input.run);
  if (input.project) {
    const std::vector<store::StoredStudy> studies = store::studies(*input.project);
    for (std::size_t i = 0; i < studies.size(); ++i) {
      if (stop.stop_requested()) throw Cancelled();
      if (progress) {
        progress({static_cast<double>(i), static_cast<double>(studies.size()), "studies"});
      }
      addStudy(report, assumptions, input, studies[i]);
    }
    if (auto records = recordSection(*input.project)) report.sections.push_back(std::move(*records));
  }
  report.sections.insert(report.sections.end(), input.extra.begin(), input.extra.end());
  if (!assumptions.paragraphs.empty()) report.sections.push_back(std::move(assumptions));
  addProvenance(report, input);
  return report;
}

std::string contentDigest(store::ProjectFile& project) {
  Digest digest;
  digest.addText(project.factory().digest());
  for (const store::StoredStudy& study : store::studies(project)) {
    digest.addText(study.name);
    digest.addText(study.identity);
    digest.addInteger(study.runs_done);
  }
  for (const store::StoredLog& log : store::logs(project)) {
    digest.addText(log.name);
    digest.addText(log.source_digest);
    digest.addInteger(log.rows);
  }
  for (const store::StoredTwin& twin : store::twins(project)) {
    digest.addText(twin.name);
    digest.addText(twin.definition.dump());
  }
  for (const store::ReplayName& replay : store::replays(project)) {
    digest.addText(replay.twin);
    digest.addText(replay.log);
    digest.addInteger(replay.steps);
  }
  for (const store::StoredSurrogate& each : store::surrogates(project)) {
    digest.addText(each.name);
    digest.addText(each.model.dump());
  }
  return digest.hex();
}

}  // namespace mw::report
