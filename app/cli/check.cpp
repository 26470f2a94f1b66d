// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/cad/attached_files.h"
#include "core/experiment/study.h"
#include "core/factory/factory_check.h"
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

Json jsonOf(const Finding& finding) {
  return {{"severity", finding.severity == Severity::Error ? "error" : "warning"},
          {"pointer", finding.place.pointer},
          {"line", finding.place.line},
          {"column", finding.place.column},
          {"cause", finding.cause},
          {"cure", finding.cure}};
}

void append(Findings& findings, Findings more) {
  findings.insert(findings.end(), more.begin(), more.end());
}

/// Well-formedness and completeness of a factory, and of the files it names.
Findings factoryFindings(const JsonDocument& document, const std::stop_token& stop) {
  const factory::Factory factory = factory::Factory::fromFile(document);
  Findings findings = factory::checkFactory(factory);
  const std::filesystem::path folder = std::filesystem::path(document.fileName()).parent_path();
  append(findings, cad::checkAttached(
                       factory, [&](const std::string& name) { return cad::readAttached(folder, name); }, stop));
  document.locate(findings);
  return findings;
}

/// What can be told of a study without its factory.
Findings studyFindings(const JsonDocument& document) {
  (void)experiment::Study::fromDocument(document);
  return {};
}

Findings twinFindings(const JsonDocument& document) {
  return twin::readTwin(document).warnings;
}

Findings fileFindings(const std::string& file, const std::stop_token& stop) {
  const JsonDocument document = JsonDocument::read(file);
  const Json& root = document.root();
  const std::string format = root.is_object() && root.contains("format") && root["format"].is_string()
                                 ? root["format"].get<std::string>()
                                 : std::string();
  try {
    if (format.starts_with("millwright-study/")) return studyFindings(document);
    if (format.starts_with("millwright-twin/")) return twinFindings(document);
    return factoryFindings(document, stop);
  } catch (const InputError& error) {
    return error.findings();
  }
}

/// Reads everything that is stored, each entry against its digest, and checks the factory.
Findings projectFindings(const std::string& file, const std::stop_token& stop) {
  const auto project = store::ProjectFile::open(file, store::Access::ReadOnly, {.stop = stop});
  try {
    const factory::Factory factory = project->factory();
    Findings findings = factory::checkFactory(factory);
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

int check(const std::string& file, Console& console) {
  const Findings findings =
      store::looksLikeDatabase(file) ? projectFindings(file, console.stop()) : fileFindings(file, console.stop());
  console.warn(findings);
  if (console.is_json) {
    Json list = Json::array();
    for (const Finding& finding : findings) list.push_back(jsonOf(finding));
    console.printJson({{"file", file}, {"valid", !hasErrors(findings)}, {"findings", std::move(list)}});
  }
  if (hasErrors(findings)) return kNegativeFinding;
  console.print(fmt::format("{}: valid", file));
  return kDone;
}

}  // namespace

void addCheck(CLI::App& program, Action& action) {
  auto file = std::make_shared<std::string>();
  CLI::App* verb = addVerb(program, "check", {"Validates a factory, study, twin or project file.", "line.mill"});
  verb->add_option("file", *file, "The file")->required();
  verb->final_callback([file, &action] { action = [file](Console& console) { return check(*file, console); }; });
}

}  // namespace mw::cli
