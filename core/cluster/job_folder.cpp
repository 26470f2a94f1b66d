// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/job_folder.h"

#include <fmt/format.h>
#include <sstream>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/cluster/shard_run.h"
#include "core/store/project_file.h"
#include "core/store/stored_study.h"

namespace mw::cluster {
namespace {

constexpr const char* kFormat = "millwright-job/1";

/// The study as the tasks read it: a table's rows come along.
Json portable(const experiment::Study& study) {
  Json json = study.json;
  if (study.design.type == experiment::Design::Type::Table) json["design"]["file"] = "points.csv";
  return json;
}

/// In single quotes for a shell.
std::string quoted(const std::string& text) {
  std::string safe = "'";
  for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe + "'";
}

OutputError cannotMake(const std::filesystem::path& folder, const std::error_code& error) {
  return OutputError(folder.string(), "cannot be made: " + error.message(), "check the folder's permissions and room");
}

}  // namespace

JobFolder::JobFolder(const std::filesystem::path& project, const std::string& study) {
  const std::filesystem::path whole = std::filesystem::absolute(project);
  path_ = whole.parent_path() / fmt::format("{}.{}.job", whole.stem().string(), fileWord(study));
}

bool JobFolder::exists() const {
  return std::filesystem::exists(path_);
}

void JobFolder::create(const experiment::StudyPlan& plan, const std::vector<experiment::StudyRun>& done) const {
  remove();
  std::error_code error;
  std::filesystem::create_directory(path_, error);
  if (error) throw cannotMake(path_, error);
  const experiment::Study& study = plan.study();
  writeTextFile(path_ / "study.json", portable(study).dump(2) + "\n");
  if (study.design.type == experiment::Design::Type::Table) {
    std::filesystem::copy_file(study.design.file, path_ / "points.csv", error);
    if (error) throw cannotMake(path_ / "points.csv", error);
  }
  const auto input = store::ProjectFile::create(path_ / "input.mill", plan.factory());
  store::StudyWriter writer(input, plan, store::StudyWriter::Start::New);
  for (const experiment::StudyRun& run : done) writer.save(run);
  writer.finish();
}

void JobFolder::remove() const {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
  if (error) throw OutputError(path_.string(), "cannot be removed: " + error.message(), "remove it by hand");
}

std::optional<JobFolder::Job> JobFolder::job() const {
  const std::filesystem::path file = path_ / "job.json";
  if (!std::filesystem::exists(file)) return std::nullopt;
  const Json json = JsonDocument::read(file).root();
  if (!json.is_object() || json.value("format", "") != kFormat || !json.contains("job") || !json["job"].is_string() ||
      !json.contains("shards") || !json["shards"].is_number_unsigned()) {
    throw InputError(Place{file.string(), "", 0, 0}, "is not a description of a job",
                     "remove the folder; its shards can be merged by hand before: millwright-cli merge");
  }
  return Job{json["job"].get<std::string>(), json["shards"].get<std::uint32_t>()};
}

void JobFolder::saveJob(const Job& job) const {
  writeTextFile(path_ / "job.json",
                Json{{"format", kFormat}, {"job", job.number}, {"shards", job.shards}}.dump() + "\n");
}

std::filesystem::path JobFolder::shardFile(std::uint32_t index) const {
  return path_ / fmt::format("shard-{}.mill", index);
}

std::filesystem::path JobFolder::progressFile(std::uint32_t index) const {
  return path_ / fmt::format("shard-{}.progress", index);
}

std::vector<std::filesystem::path> JobFolder::shardFiles() const {
  std::vector<std::filesystem::path> files;
  const auto job_here = exists() ? job() : std::nullopt;
  for (std::uint32_t index = 1; job_here && index <= job_here->shards; ++index) {
    if (std::filesystem::exists(shardFile(index))) files.push_back(shardFile(index));
  }
  return files;
}

std::optional<JobFolder::ShardProgress> JobFolder::progress(std::uint32_t index) const {
  if (!std::filesystem::exists(progressFile(index))) return std::nullopt;
  try {
    const Json told = JsonDocument::read(progressFile(index)).root();
    return ShardProgress{told.at("done").get<double>(), told.at("total").get<double>()};
  } catch (const std::exception&) {
    return std::nullopt;  // a shared disk may show half of a file for a moment; the next look sees it whole
  }
}

std::string JobFolder::lastWords(std::uint32_t index) const {
  constexpr std::size_t kMost = 600;
  const std::filesystem::path log = path_ / fmt::format("shard-{}.log", index);
  if (!std::filesystem::exists(log)) return {};
  std::string text = readTextFile(log);
  if (text.size() > kMost) text.erase(0, text.size() - kMost);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string JobFolder::script(const std::filesystem::path& program, std::uint32_t shards,
                              const std::vector<std::string>& options) {
  std::string more;
  for (const std::string& option : options) more += " " + quoted(option);
  return fmt::format(
      "#!/bin/sh\n"
      "# Made by Millwright. A task that is run again goes on where it stopped.\n"
      "i=$SLURM_ARRAY_TASK_ID\n"
      "exec {} sweep input.mill --study study.json --shard \"$i/{}\" --out \"shard-$i.mill\" \\\n"
      "  --progress-to \"shard-$i.progress\" --jobs \"${{SLURM_CPUS_PER_TASK:-1}}\" --quiet{}\n",
      quoted(program.string()), shards, more);
}

}  // namespace mw::cluster
