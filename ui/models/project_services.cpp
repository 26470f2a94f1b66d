// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/project_services.h"

#include <fmt/format.h>
#include <set>
#include <sstream>

#include "core/cad/attached_files.h"
#include "core/cluster/slurm_sweep.h"
#include "core/experiment/event_engine.h"
#include "core/store/attachments.h"
#include "core/store/stored_detections.h"
#include "core/store/stored_log.h"
#include "core/store/stored_note.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_study.h"
#include "core/store/stored_surrogate.h"
#include "core/store/stored_twin.h"
#include "core/store/whole_sweep.h"
#include "ui/models/session_studies.h"
#include "ui/models/study_columns.h"

namespace mw::models {
namespace {

constexpr std::chrono::minutes kDiskWait(10);  // for somebody to make room

KeptStudy keptFrom(const store::StoredStudy& stored) {
  return {stored.name, stored.definition, stored.factory, stored.kpis, stored.points, stored.replications, {},
          {},          stored.runs_done};
}

void runStored(const std::shared_ptr<store::ProjectFile>& project, const experiment::StudyPlan& plan,
               const StudyServices::Listener& listener, const std::stop_token& stop, const ProgressSink& progress) {
  const auto on_round = [&](const experiment::StudyPlan&, const experiment::NextPoints& next) {
    if (next.status == experiment::NextPoints::Status::More) listener.on_points(next.points);
  };
  const auto on_pause = [&](const store::DiskPause& pause) { listener.on_word(pause.is_over ? "" : pause.text()); };
  (void)store::sweepWhole(project, plan, experiment::eventEngine(),
                          {.start = store::StudyWriter::Start::Resume,
                           .run = {.stop = stop, .progress = progress},
                           .writer = {.disk_wait = kDiskWait, .stop = stop, .on_pause = on_pause},
                           .on_round = on_round,
                           .on_run = listener.on_run});
}

cluster::SlurmOptions slurmOptions(const ClusterWishes& wishes, const StudyServices::Listener& listener) {
  cluster::SlurmOptions options;
  options.shards = wishes.shards;
  options.cpus_per_shard = wishes.cpus_per_shard;
  options.partition = wishes.partition;
  options.time_limit = wishes.time_limit;
  std::istringstream extra(wishes.extra);
  for (std::string option; extra >> option;) options.extra.push_back(option);
  options.program = wishes.program;
  options.say = listener.on_word;
  return options;
}

/// Shards that ended early, in words; the last words of the first of them.
std::string leftText(const cluster::SlurmOutcome& outcome) {
  std::string text =
      fmt::format("{} of the shards ended with work left; what they finished is kept", outcome.left.size());
  if (!outcome.left.front().last_words.empty()) text += ". The first said: " + outcome.left.front().last_words;
  return text;
}

void runOnSlurm(const std::shared_ptr<store::ProjectFile>& project, const experiment::StudyPlan& plan,
                const ClusterWishes& wishes, const StudyServices::Listener& listener, std::stop_token stop,
                const ProgressSink& progress) {
  std::set<experiment::RunKey> before;
  for (const experiment::StudyRun& run : store::runsOf(*project, plan)) before.insert(run.key);
  const auto tellNew = [&] {
    for (const experiment::StudyRun& run : store::runsOf(*project, plan)) {
      if (!before.contains(run.key)) listener.on_run(run);
    }
  };
  cluster::SlurmOptions options = slurmOptions(wishes, listener);
  options.stop = std::move(stop);
  options.progress = progress;
  try {
    const cluster::SlurmOutcome outcome = cluster::runOnSlurm(project, plan, options);
    tellNew();
    if (!outcome.left.empty()) {
      throw InputError(Place{outcome.folder.string(), "", 0, 0}, leftText(outcome),
                       "look at the logs there, then resume");
    }
  } catch (const Cancelled&) {
    tellNew();
    throw;
  }
}

std::vector<KeptSurrogate> surrogatesOf(store::ProjectFile& project, const std::string& study) {
  std::vector<KeptSurrogate> list;
  for (const store::StoredSurrogate& stored : store::surrogates(project)) {
    if (stored.study != study || stored.kind != "gp") continue;
    list.push_back({stored.name, stored.study, stored.response, stored.created,
                    std::make_shared<const surrogate::SavedModel>(surrogate::modelFromJson(stored.model))});
  }
  return list;
}

}  // namespace

StudyServices projectStudies(std::shared_ptr<store::ProjectFile> project) {
  StudyServices services = sessionStudies();
  services.list = [project] {
    std::vector<KeptStudy> list;
    for (const store::StoredStudy& stored : store::studies(*project)) list.push_back(keptFrom(stored));
    return list;
  };
  services.load = [project](const std::string& name) {
    KeptStudy kept = keptFrom(store::study(*project, name));
    std::vector<std::string> columns;
    for (const std::size_t response : firstColumns(kept.responses, experiment::replicationRuleOf(kept.definition)))
      columns.push_back(kept.responses[response]);
    store::RunTable table = store::runTable(*project, name, columns);
    kept.runs = std::move(table.runs);
    kept.digests = std::move(table.digests);
    return kept;
  };
  services.values = [project](const std::string& study, const std::string& response) {
    return store::runs(*project, study, {response});
  };
  services.run = [project](const experiment::StudyPlan& plan, const StudyServices::Listener& listener,
                           std::stop_token stop,
                           const ProgressSink& progress) { runStored(project, plan, listener, stop, progress); };
  services.runOnCluster = [project](const experiment::StudyPlan& plan, const ClusterWishes& wishes,
                                    const StudyServices::Listener& listener, std::stop_token stop,
                                    const ProgressSink& progress) {
    runOnSlurm(project, plan, wishes, listener, std::move(stop), progress);
  };
  services.dropAdded = [project](const std::string& study, const Json& values) {
    store::dropAddedPoint(*project, study, values);
  };
  services.surrogates = [project](const std::string& study) { return surrogatesOf(*project, study); };
  services.keepSurrogate = [project](const KeptSurrogate& kept) {
    store::saveSurrogate(*project,
                         {kept.name, kept.study, kept.response, "gp", {}, surrogate::modelToJson(*kept.saved)});
  };
  return services;
}

void writeProject(const std::filesystem::path& file, const factory::Factory& factory, AttachmentStore& attachments) {
  const auto made = store::ProjectFile::create(file, factory);
  for (const cad::AttachedName& attached : cad::attachedNames(factory))
    store::keepAttachment(*made, attached.name, attachments.read(attached.name));
}

ReplayServices projectReplays(std::shared_ptr<store::ProjectFile> project) {
  ReplayServices services;
  services.logs = [project] {
    std::vector<std::string> names;
    for (const store::StoredLog& log : store::logs(*project)) names.push_back(log.name);
    return names;
  };
  services.loadLog = [project](const std::string& name) { return store::loadLog(*project, name); };
  services.keepLog = [project](const std::string& name, const store::LogSource& source, std::stop_token stop) {
    store::saveLog(*project, name, source, stop);
  };
  services.twins = [project] {
    std::vector<std::pair<std::string, Json>> twins;
    for (const store::StoredTwin& stored : store::twins(*project)) twins.emplace_back(stored.name, stored.definition);
    return twins;
  };
  services.keepTwin = [project](const std::string& name, const Json& definition) {
    store::saveTwin(*project, name, definition);
  };
  services.keepReplay = [project](const std::string& twin, const twin::Log& log, const twin::ReplayResult& result) {
    store::saveReplay(*project, store::storedReplay(twin, log.name, result));
  };
  services.notes = [project](const std::string& kind) {
    std::vector<std::pair<std::string, Json>> notes;
    for (store::StoredNote& note : store::notes(*project, kind)) notes.emplace_back(note.name, std::move(note.content));
    return notes;
  };
  services.keepNote = [project](const std::string& kind, const std::string& name, const Json& content) {
    store::saveNote(*project, {kind, name, content});
  };
  services.detections = {[project](const std::string& log) { return store::detections(*project, log); },
                         [project](const store::StoredDetections& set) { store::saveDetections(*project, set); },
                         [project](const std::string& log, const std::string& settings_digest) {
                           (void)store::removeDetections(*project, log, settings_digest);
                         }};
  return services;
}

}  // namespace mw::models
