// SPDX-License-Identifier: Apache-2.0
#include "app/cli/sweep_parts.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

#include "app/cli/study_words.h"
#include "core/cluster/shard_run.h"
#include "core/cluster/slurm_sweep.h"
#include "core/experiment/event_engine.h"

namespace mw::cli {
namespace {

constexpr double kLongestWait_s = 365 * 86400.0;

/// Where the nodes find this program. After an upgrade its old file is gone, and the new one has its name.
std::filesystem::path programFile() {
  constexpr std::string_view kGone = " (deleted)";
  std::string file = std::filesystem::read_symlink("/proc/self/exe").string();
  if (file.ends_with(kGone) && !std::filesystem::exists(file)) file.resize(file.size() - kGone.size());
  return file;
}

cluster::SlurmOptions slurmOptions(const SweepRequest& request, const Console& console) {
  cluster::SlurmOptions options;
  options.shards = request.shards;
  options.cpus_per_shard = request.cpus_per_shard;
  options.partition = request.partition;
  options.time_limit = request.time_limit;
  options.extra = request.slurm_options;
  options.program = programFile();
  options.sweep_options = {"--max-parts", std::to_string(request.max_parts), "--disk-wait", request.disk_wait};
  if (request.isolation.is_isolated) {
    const std::string memory = std::to_string(request.isolation.memory_mb);
    for (const std::string& word : {std::string("--isolated"), std::string("--run-limit"), request.isolation.run_limit,
                                    std::string("--run-memory"), memory}) {
      options.sweep_options.push_back(word);
    }
  }
  options.is_resume = request.is_resume;
  options.is_detached = request.is_detached;
  options.stop = console.stop();
  options.progress = console.progress();
  if (!console.is_quiet) options.say = [&console](const std::string& what) { console.warn(what); };
  return options;
}

Json toJson(const experiment::StudyPlan& plan, const cluster::SlurmOutcome& outcome) {
  Json left = Json::array();
  for (const cluster::LeftShard& shard : outcome.left) {
    left.push_back({{"shard", shard.index}, {"missing", shard.missing}, {"last_words", shard.last_words}});
  }
  return {{"study", plan.study().name},
          {"points", plan.points().size()},
          {"replications", plan.study().replications},
          {"job", outcome.job},
          {"folder", outcome.folder.string()},
          {"running", outcome.is_running},
          {"runs", outcome.before + outcome.added},
          {"runs_before", outcome.before},
          {"runs_added", outcome.added},
          {"runs_missing", outcome.missing},
          {"left", std::move(left)}};
}

/// @param points  of a study to precision; empty while its job runs
int sayOutcome(const experiment::StudyPlan& plan, const cluster::SlurmOutcome& outcome,
               const std::vector<experiment::PointPrecision>& points, Console& console) {
  if (console.is_json) {
    Json json = toJson(plan, outcome);
    if (!points.empty()) json["precision"] = experiment::toJson(*plan.study().precision, points);
    console.printJson(json);
  }
  if (outcome.is_running) {
    console.print(
        fmt::format("{}: job {} works in {}; the same command with --resume waits for it and brings the "
                    "results home",
                    plan.study().name, outcome.job, outcome.folder.string()));
    return kDone;
  }
  console.print(fmt::format("{}: {} points x {}, {} runs from job {}, {} were there, {}{} missing", plan.study().name,
                            plan.points().size(),
                            experiment::replicationsText(plan.study().replications, plan.study().precision),
                            outcome.added, outcome.job.empty() ? "none" : outcome.job, outcome.before,
                            plan.study().precision && outcome.missing > 0 ? "at most " : "", outcome.missing));
  for (const cluster::LeftShard& shard : outcome.left) {
    console.warn(fmt::format("shard {} left {}{} runs undone; its log in {} ends with:\n{}", shard.index,
                             plan.study().precision ? "at most " : "", shard.missing, outcome.folder.string(),
                             shard.last_words));
  }
  if (outcome.missing > 0) console.warn("what is done is kept; the same command with --resume runs the rest");
  const int found = points.empty() ? kDone : tellPrecision(*plan.study().precision, points, console);
  return outcome.missing > 0 ? kNegativeFinding : found;
}

}  // namespace

store::StudyWriterOptions writerOptions(const SweepRequest& request, const Console& console) {
  store::StudyWriterOptions options;
  const double wait_s = std::min(durationOption("--disk-wait", request.disk_wait), kLongestWait_s);
  options.disk_wait = std::chrono::milliseconds(static_cast<std::int64_t>(wait_s * 1000));
  options.stop = console.stop();
  options.on_pause = [&console](const store::DiskPause& pause) { console.warn(pause.text()); };
  return options;
}

std::size_t withEngine(
    const SweepRequest& request, Console& console,
    const std::function<void(const experiment::Engine&, std::function<void(const experiment::FailedRun&)>)>& run) {
  std::size_t failed = 0;
  if (!request.isolation.is_isolated) {
    run(experiment::eventEngine(request.max_parts), {});
    return failed;
  }
  cluster::WorkerPool pool = workerPool(request.isolation, request.max_parts);
  run(pool.engine(), [&](const experiment::FailedRun& each) {
    ++failed;
    console.warn(fmt::format("replication {} of point {} came to nothing: {}", each.key.replication, each.key.point,
                             each.reason));
  });
  if (failed > 0)
    console.warn(fmt::format("{} runs came to nothing; all others are kept, --resume tries them again", failed));
  return failed;
}

std::function<void(const experiment::StudyRun&)> runsFile(const SweepRequest& request) {
  if (request.runs_to.empty()) return {};
  const int descriptor = open(request.runs_to.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    throw OutputError(request.runs_to, fmt::format("cannot be written ({})", std::strerror(errno)),
                      "check the folder and its permissions");
  }
  const auto file = std::shared_ptr<void>(nullptr, [descriptor](void*) { close(descriptor); });
  return [file, descriptor](const experiment::StudyRun& run) {
    const std::string line = fmt::format("{},{},{}\n", run.key.point, run.key.replication, run.digest());
    // Where it can't be written only its reader knows less; the run itself is kept.
    (void)!write(descriptor, line.data(), line.size());
  };
}

void addPartOptions(CLI::App& verb, SweepRequest& request) {
  verb.add_option("--shard", request.shard,
                  "Only part I of N, into a file of its own for merge: every N-th point, e.g. 3/8");
  verb.add_option("--out", request.out, "That file; PROJECT.STUDY.I-of-N.mill beside the project where not given");
  verb.add_option("--progress-to", request.progress_to, "Keeps how far a shard is in a small JSON file");
  verb.add_option("--engine", request.engine, "Where it runs: here, or as an array of Slurm jobs")
      ->check(CLI::IsMember({"local", "slurm"}))
      ->capture_default_str();
  verb.add_option("--shards", request.shards, "slurm: tasks of the array")
      ->check(CLI::Range(1U, experiment::kMaxShards))
      ->capture_default_str();
  verb.add_option("--cpus-per-shard", request.cpus_per_shard, "slurm: processors of a task")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  verb.add_option("--partition", request.partition, "slurm: its queue");
  verb.add_option("--time", request.time_limit, "slurm: longest time of a task, as Slurm writes it: 02:00:00");
  verb.add_option("--slurm-option", request.slurm_options,
                  "slurm: another option of sbatch, e.g. --slurm-option=--mem=2G");
  verb.add_flag("--detach", request.is_detached, "slurm: submits and ends; --resume waits and merges");
}

int sweepShard(const SweepRequest& request, Console& console) {
  const auto shard = experiment::StudyShard::parse(request.shard);
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
  const experiment::StudyPlan plan = planOf(request, *project, console);
  const std::filesystem::path file = request.out.empty() ? cluster::shardFile(request.project, plan.study().name, shard)
                                                         : std::filesystem::path(request.out);
  experiment::StudyRunOptions options{
      .jobs = request.jobs, .stop = console.stop(), .progress = console.progress(), .shard = shard};
  if (!request.progress_to.empty()) options.progress = cluster::progressFile(request.progress_to, options.progress);
  store::StudyWriterOptions keeping = writerOptions(request, console);
  keeping.shard = shard;
  cluster::ShardRun done;
  const std::size_t failed = withEngine(request, console, [&](const experiment::Engine& engine, auto on_failed) {
    options.on_failed = std::move(on_failed);
    done = cluster::runShard(*project, plan, engine, file, {options, keeping, runsFile(request)});
  });
  if (console.is_json) {
    console.printJson({{"study", plan.study().name},
                       {"shard", shard.text()},
                       {"file", file.string()},
                       {"runs", done.before + done.made},
                       {"runs_before", done.before},
                       {"digest", done.digest}});
  }
  console.print(fmt::format("{}: shard {}, {} runs made, {} were there, in {}", plan.study().name, shard.text(),
                            done.made, done.before, file.string()));
  return failed > 0 ? kNegativeFinding : kDone;
}

int sweepOnSlurm(const SweepRequest& request, Console& console) {
  const experiment::StudyPlan plan = [&] {
    const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
    return planOf(request, *project, console);
  }();
  const cluster::SlurmOutcome outcome = cluster::runOnSlurm(request.project, plan, slurmOptions(request, console));
  if (outcome.is_running || !plan.study().precision) return sayOutcome(plan, outcome, {}, console);
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
  return sayOutcome(plan, outcome, store::precisionOf(*project, store::study(*project, plan.study().name)), console);
}

}  // namespace mw::cli
