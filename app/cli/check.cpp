// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/load_factory.h"
#include "app/cli/model_plugins.h"
#include "app/cli/verbs.h"
#include "core/cad/attached_files.h"
#include "core/events/simulation.h"
#include "core/experiment/event_engine.h"
#include "core/experiment/fractional_design.h"
#include "core/experiment/study_plan.h"
#include "core/experiment/study_responses.h"
#include "core/layout/layout_check.h"
#include "core/motion/clearance/reach_check.h"
#include "core/store/attachments.h"
#include "core/store/file_probe.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_study.h"
#include "core/store/stored_surrogate.h"
#include "core/store/stored_twin.h"
#include "core/twin/log.h"
#include "core/twin/twin_definition.h"

namespace mw::cli {
namespace {

struct CheckOptions {
  std::string file;
  std::string factory;  ///< of a study; empty: check the study alone
  std::vector<std::string> plugins;
};

Json jsonOf(const Finding& finding) {
  return {{"severity", finding.severity == Severity::Error ? "error" : "warning"},
          {"file", finding.place.file},
          {"pointer", finding.place.pointer},
          {"line", finding.place.line},
          {"column", finding.place.column},
          {"cause", finding.cause},
          {"cure", finding.cure}};
}

void append(Findings& findings, Findings more) {
  findings.insert(findings.end(), more.begin(), more.end());
}

/// All that `run` would find before the first event, what stands in something else, and what robots cannot do.
/// @param folder  where names of URDF files begin
Findings findingsOf(const factory::Factory& factory, const std::filesystem::path& folder, const std::stop_token& stop) {
  Findings findings = events::checkRun(factory);
  append(findings, layout::checkLayout(factory));
  append(findings, layout::findingsOf(motion::reachFindings(factory, folder, {}, stop)));
  return findings;
}

/// With the files beside it that it names.
Findings factoryFindings(const JsonDocument& document, const std::stop_token& stop) {
  const factory::Factory factory = factory::Factory::fromFile(document);
  const std::filesystem::path folder = std::filesystem::path(document.fileName()).parent_path();
  Findings findings = findingsOf(factory, folder, stop);
  append(findings, cad::checkAttached(
                       factory, [&](const std::string& name) { return cad::readAttached(folder, name); }, stop));
  document.locate(findings);
  return findings;
}

/// What is to be said of a study's design.
struct DesignTold {
  std::vector<std::string> notes;
  Json json;  ///< null where the file is no study
};

DesignTold toldOf(const experiment::Study& study) {
  const experiment::DesignedPoints design = experiment::designed(study);
  DesignTold told{design.notes, {{"points", design.points.size()}, {"left_out", design.left_out}}};
  if (study.design.type != experiment::Design::Type::Fractional) return told;
  std::vector<std::string> names;
  for (const experiment::Factor& factor : study.factors) names.push_back(factor.name);
  Findings none;
  if (const auto fraction = experiment::fractionOf(study.design, names, none)) {
    told.json["fraction"] = experiment::toJson(*fraction, names);
  }
  return told;
}

/// What can be told of a study without its factory, and with it: whether its paths, points and responses fit.
Findings studyFindings(const JsonDocument& document, const std::string& factory_file, DesignTold& told) {
  experiment::Study study = experiment::Study::fromDocument(document);
  told = toldOf(study);
  if (factory_file.empty()) return {};
  factory::Factory factory = loadFactory(factory_file).factory;
  std::vector<std::string> kpis = experiment::chosenKpis(study, factory);
  (void)experiment::StudyPlan(std::move(study), std::move(factory), std::move(kpis));
  return {};
}

Findings twinFindings(const JsonDocument& document, const std::vector<std::string>& plugins) {
  return twin::readTwin(document, modelsWith(plugins)).warnings;
}

Findings documentFindings(const JsonDocument& document, const CheckOptions& options, const std::stop_token& stop,
                          DesignTold& told) {
  const Json& root = document.root();
  const std::string format = root.is_object() && root.contains("format") && root["format"].is_string()
                                 ? root["format"].get<std::string>()
                                 : std::string();
  const bool is_study = format.starts_with("millwright-study/");
  if (!options.factory.empty() && !is_study)
    throw UsageError("--factory is for studies: " + document.fileName() + " is none");
  if (is_study) return studyFindings(document, options.factory, told);
  if (format.starts_with("millwright-twin/")) return twinFindings(document, options.plugins);
  return factoryFindings(document, stop);
}

/// A file that can be read and says something wrong is a finding; one that cannot be read is an error.
Findings fileFindings(const CheckOptions& options, const std::stop_token& stop, DesignTold& told) {
  const std::string text = readTextFile(options.file);
  try {
    return documentFindings(JsonDocument::parse(text, options.file), options, stop, told);
  } catch (const InputError& error) {
    return error.findings();
  }
}

/// Reads everything that is stored, each entry against its digest, and checks the factory.
Findings projectFindings(const std::string& file, const std::stop_token& stop) {
  const auto project = store::ProjectFile::open(file, store::Access::ReadOnly, {.stop = stop});
  try {
    const factory::Factory factory = project->factory();
    Findings findings = findingsOf(factory, std::filesystem::path(file).parent_path(), stop);
    append(findings, cad::checkAttached(
                         factory, [&](const std::string& name) { return store::attachment(*project, name); }, stop));
    for (Finding& finding : findings) finding.place.file = file + " (factory)";
    for (const auto& point : project->restorePoints()) (void)project->restorePoint(point.name);
    for (const auto& study : store::studies(*project)) (void)store::runs(*project, study.name);
    for (const auto& log : store::logs(*project)) (void)store::loadLog(*project, log.name);
    for (const auto& replay : store::replays(*project)) (void)store::loadReplay(*project, replay.twin, replay.log);
    (void)store::twins(*project);
    (void)store::surrogates(*project);
    for (const auto& kept : store::attachments(*project)) (void)store::attachment(*project, kept.name);
    return findings;
  } catch (const InputError& error) {
    return error.findings();
  }
}

Findings findingsOf(const CheckOptions& options, const std::stop_token& stop, DesignTold& told) {
  if (!store::looksLikeDatabase(options.file)) return fileFindings(options, stop, told);
  if (!options.factory.empty()) throw UsageError("--factory is for studies: " + options.file + " is a project");
  return projectFindings(options.file, stop);
}

int check(const CheckOptions& options, Console& console) {
  const std::string& file = options.file;
  DesignTold told;
  const Findings findings = findingsOf(options, console.stop(), told);
  console.warn(findings);
  if (console.is_json) {
    Json list = Json::array();
    for (const Finding& finding : findings) list.push_back(jsonOf(finding));
    Json json = {{"file", file}, {"valid", !hasErrors(findings)}, {"findings", std::move(list)}};
    if (!told.json.is_null()) json["design"] = told.json;
    console.printJson(json);
  }
  if (hasErrors(findings)) return kNegativeFinding;
  console.print(fmt::format("{}: valid", file));
  for (const std::string& note : told.notes) console.print(note);
  return kDone;
}

}  // namespace

void addCheck(CLI::App& program, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* verb =
      addVerb(program, "check",
              {"Validates a factory, study, twin or project file: all that a run would find before its "
               "first event, what stands in something else, and what robots do not reach, lift or get past.",
               "line.mill"});
  verb->add_option("file", options->file, "The file")->required();
  verb->add_option("--factory", options->factory,
                   "Factory or project that a study is for: checks its paths, points and responses too");
  addPluginOption(*verb, options->plugins);
  verb->footer(verb->get_footer() + "\nElement types and their fields: millwright-cli schema --elements");
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return check(*options, console); }; });
}

}  // namespace mw::cli
