// SPDX-License-Identifier: Apache-2.0
#include "app/cli/worker.h"

#include <algorithm>
#include <csignal>

#include "core/cluster/run_server.h"
#include "core/experiment/event_engine.h"

namespace mw::cli {
namespace {

constexpr double kLongestRun_s = 365 * 86400.0;

struct WorkerRequest {
  std::uint32_t max_parts = events::kDefaultMaxParts;
  std::uint32_t memory_mb = 0;
};

int serve(const WorkerRequest& request) {
  // Ctrl-C goes to all processes of a terminal; the sweep decides what becomes of its workers.
  std::signal(SIGINT, SIG_IGN);
  cluster::boundMemory(std::uint64_t{request.memory_mb} << 20U);
  cluster::serveRuns(cluster::kWorkerSocket, experiment::eventEngine(request.max_parts));
  return kDone;
}

}  // namespace

void addIsolationOptions(CLI::App& verb, IsolationRequest& request) {
  verb.add_flag("--isolated", request.is_isolated,
                "Makes each run in a process apart: one that crashes or hangs costs only itself");
  verb.add_option("--run-limit", request.run_limit, "isolated: longest time of a run, e.g. 30s")->capture_default_str();
  verb.add_option("--run-memory", request.memory_mb, "isolated: most memory of a process, MiB; 0 is no limit")
      ->capture_default_str();
}

cluster::WorkerPool workerPool(const IsolationRequest& request, std::uint32_t max_parts) {
  const double limit_s = std::min(durationOption("--run-limit", request.run_limit), kLongestRun_s);
  return cluster::WorkerPool(
      // This very program, also when an upgrade has put another in its place meanwhile.
      {.command = {"/proc/self/exe", "worker", "--max-parts", std::to_string(max_parts), "--run-memory",
                   std::to_string(request.memory_mb)},
       .run_limit = std::chrono::milliseconds(static_cast<std::int64_t>(limit_s * 1000))});
}

void addWorker(CLI::App& program, Action& action) {
  auto request = std::make_shared<WorkerRequest>();
  CLI::App* verb = addVerb(program, "worker", {"Makes runs for a sweep that has started it.", ""});
  verb->group("");  // not shown
  verb->add_option("--max-parts", request->max_parts);
  verb->add_option("--run-memory", request->memory_mb);
  verb->final_callback([request, &action] { action = [request](Console&) { return serve(*request); }; });
}

}  // namespace mw::cli
