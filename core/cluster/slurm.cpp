// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/slurm.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/cluster/command.h"

namespace mw::cluster {
namespace {

std::string lastWords(const CommandResult& result) {
  std::string words = result.err.empty() ? result.out : result.err;
  while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) words.pop_back();
  return words;
}

}  // namespace

std::string Slurm::submit(const SlurmArray& array) const {
  const std::filesystem::path script = array.folder / "job.sh";
  writeTextFile(script, array.script);
  std::vector<std::string> command{"sbatch",
                                   "--parsable",
                                   "--requeue",
                                   "--open-mode=append",
                                   "--job-name=" + array.name,
                                   "--chdir=" + array.folder.string(),
                                   "--output=" + (array.folder / "shard-%a.log").string(),
                                   "--array=" + arrayText(array.indices),
                                   fmt::format("--cpus-per-task={}", array.cpus_per_task)};
  if (!array.partition.empty()) command.push_back("--partition=" + array.partition);
  if (!array.time_limit.empty()) command.push_back("--time=" + array.time_limit);
  command.insert(command.end(), array.extra.begin(), array.extra.end());
  command.push_back(script.string());
  const CommandResult result = runCommand(command);
  // "4711" or, with several clusters, "4711;cluster".
  const std::string job = result.out.substr(0, result.out.find_first_of(";\n"));
  if (result.exit_code != 0 || job.empty() || job.find_first_not_of("0123456789") != std::string::npos) {
    throw InputError(Place{"sbatch", "", 0, 0}, "refused: " + lastWords(result),
                     "check partition, time and the other options given to Slurm");
  }
  return job;
}

SlurmQueue Slurm::queue(const std::string& job) const {
  const CommandResult result = runCommand({"squeue", "--noheader", "--array", "--jobs=" + job, "--format=%T|%r"});
  if (result.exit_code == 0) return parseQueue(result.out);
  if (result.err.find("Invalid job id") != std::string::npos) return {};
  throw OutputError("squeue", "did not answer: " + lastWords(result),
                    "the job goes on without; ask again later by --resume");
}

void Slurm::cancel(const std::string& job) const {
  const CommandResult result = runCommand({"scancel", "--quiet", job});
  if (result.exit_code != 0 && result.err.find("Invalid job id") == std::string::npos) {
    throw OutputError("scancel", "did not stop job " + job + ": " + lastWords(result),
                      "stop it by hand: scancel " + job);
  }
}

std::string arrayText(const std::set<std::uint32_t>& indices) {
  std::vector<std::string> spans;
  for (auto first = indices.begin(); first != indices.end();) {
    auto last = first;
    auto next = std::next(first);
    while (next != indices.end() && *next == *last + 1) last = next++;
    spans.push_back(*first == *last ? std::to_string(*first) : fmt::format("{}-{}", *first, *last));
    first = next;
  }
  return fmt::format("{}", fmt::join(spans, ","));
}

SlurmQueue parseQueue(const std::string& text) {
  SlurmQueue queue;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto bar = line.find('|');
    const std::string state = line.substr(0, bar);
    if (state.empty()) continue;
    // Whatever else it may be called (RUNNING, COMPLETING, SUSPENDED), the task has begun and is not over.
    const bool waits = state == "PENDING" || state == "REQUEUED" || state == "REQUEUE_HOLD" || state == "CONFIGURING";
    ++(waits ? queue.waiting : queue.running);
    if (waits && queue.reason.empty() && bar != std::string::npos) queue.reason = line.substr(bar + 1);
  }
  return queue;
}

}  // namespace mw::cluster
