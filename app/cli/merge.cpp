// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>

#include "app/cli/study_words.h"
#include "app/cli/verbs.h"
#include "core/store/stored_study.h"
#include "core/store/study_merge.h"

namespace mw::cli {
namespace {

struct MergeRequest {
  std::string project;
  std::vector<std::string> shards;
  std::string study;
};

int merge(const MergeRequest& request, Console& console) {
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadWrite, {.stop = console.stop()});
  const auto only = request.study.empty() ? std::nullopt : std::optional(request.study);
  Json files = Json::array();
  std::map<std::string, std::size_t> missing;  // by study, as the newest file leaves it
  for (const std::string& shard : request.shards) {
    const auto other = store::ProjectFile::open(shard, store::Access::ReadOnly, {.stop = console.stop()});
    Json studies = Json::array();
    for (const store::MergedStudy& merged : store::mergeStudies(*project, *other, only, console.stop())) {
      studies.push_back(
          {{"study", merged.name}, {"added", merged.added}, {"known", merged.known}, {"missing", merged.missing}});
      missing[merged.name] = merged.missing;
      console.print(fmt::format("{}: study {}, {} runs added, {} were there, {}{} still missing", shard, merged.name,
                                merged.added, merged.known, merged.is_bound && merged.missing > 0 ? "at most " : "",
                                merged.missing));
    }
    files.push_back({{"file", shard}, {"studies", std::move(studies)}});
  }
  for (const auto& [name, runs] : missing) {
    const store::StoredStudy study = store::study(*project, name);
    if (study.precision) (void)tellPrecision(*study.precision, store::precisionOf(*project, study), console);
  }
  const bool is_complete = std::ranges::all_of(missing, [](const auto& study) { return study.second == 0; });
  if (console.is_json) console.printJson({{"files", std::move(files)}, {"complete", is_complete}});
  return kDone;
}

}  // namespace

void addMerge(CLI::App& program, Action& action) {
  auto request = std::make_shared<MergeRequest>();
  CLI::App* verb = addVerb(program, "merge",
                           {"Brings the runs of shards into a project; twice does no harm.",
                            "line.mill line.buffers.1-of-2.mill line.buffers.2-of-2.mill"});
  verb->add_option("project", request->project, "The project that gets the runs")->required();
  verb->add_option("shards", request->shards, "Files that sweep --shard has written")->required();
  verb->add_option("--study", request->study, "Only this study of theirs");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return merge(*request, console); }; });
}

}  // namespace mw::cli
