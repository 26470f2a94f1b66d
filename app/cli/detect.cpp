// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/detect_options.h"
#include "app/cli/verbs.h"
#include "core/store/stored_detections.h"
#include "core/store/stored_log.h"
#include "core/twin/detect/detections_json.h"
#include "core/twin/detect/normal_model_json.h"

namespace mw::cli {
namespace {

struct DetectFiles {
  std::string out;
  std::string model_out;
  std::vector<std::string> log_names;  ///< of the project
  std::string from;
  std::string forgotten;  ///< digest of settings, or "all"
};

void tell(const twin::LogDetections& found, const twin::Log& log, const Console& console) {
  console.print(fmt::format("{}: {} rows, {} healthy; {} judged", found.log, found.rows, found.healthy_rows,
                            fmt::join(found.judged, ", ")));
  for (const twin::LeftOutSignal& left : found.left_out) {
    console.print(fmt::format("  left out: {} ({})", left.signal, left.why));
  }
  if (found.model) {
    const auto& model = *found.model;
    console.print(fmt::format("  normal operation: {} of {} components, T2 limit {:.4g}, Q limit {:.4g}",
                              model.retained, model.eigenvalues.size(), model.t2_limit, model.q_limit));
  }
  for (const auto& detection : found.detections) console.print("  " + twin::inWords(detection, log));
  if (found.detections.empty()) console.print("  nothing unusual");
}

void save(const std::vector<twin::LogDetections>& found, const std::vector<twin::Log>& logs, const DetectFiles& files) {
  if (!files.out.empty()) writeTextFile(files.out, twin::toJson(found, logs).dump(1) + "\n");
  if (files.model_out.empty()) return;
  if (!found.front().model) throw UsageError("--save-model needs the method normal");
  writeTextFile(files.model_out, twin::toJson(*found.front().model).dump(1) + "\n");
}

std::shared_ptr<store::ProjectFile> openProject(const DetectOptions& options, const Console& console) {
  if (options.files.size() != 1) throw UsageError("--log names a log of one project: detect P.mill --log NAME");
  return store::ProjectFile::open(options.files.front(), store::Access::ReadWrite, {.stop = console.stop()});
}

int forget(const DetectOptions& options, const DetectFiles& files, const Console& console) {
  if (files.log_names.empty()) throw UsageError("--forget needs --log NAME, a log of the project");
  const auto project = openProject(options, console);
  Json list = Json::array();
  for (const std::string& name : files.log_names) {
    (void)store::loadLog(*project, name);  // says which there are
    const std::size_t removed =
        store::removeDetections(*project, name, files.forgotten == "all" ? "" : files.forgotten);
    list.push_back({{"log", name}, {"removed", removed}});
    console.print(fmt::format("{}: {} sets of detections removed", name, removed));
  }
  if (console.is_json) console.printJson({{"logs", std::move(list)}});
  return kDone;
}

int detect(const DetectOptions& options, const DetectFiles& files, Console& console) {
  if (!files.forgotten.empty()) return forget(options, files, console);
  const std::size_t count = files.log_names.empty() ? options.files.size() : files.log_names.size();
  if (!files.model_out.empty() && count > 1) throw UsageError("--save-model takes one log to learn from");
  twin::DetectRequest request = options.read(twin::DetectMethod::Normal, console);
  if (!files.from.empty()) request.healthy.from_s = durationOption("--from", files.from);
  request.progress = console.progress();
  const auto project = files.log_names.empty() ? nullptr : openProject(options, console);
  std::vector<twin::Log> logs;
  if (!project) logs = options.readLogs(console);
  for (const std::string& name : files.log_names) logs.push_back(store::loadLog(*project, name));
  const std::vector<twin::LogDetections> found = twin::detect(logs, request);
  for (std::size_t i = 0; project && i < logs.size(); ++i) {
    store::saveDetections(*project, store::storedDetections(found[i], logs[i], request));
  }
  save(found, logs, files);
  if (console.is_json) console.printJson(twin::toJson(found, logs));
  for (std::size_t i = 0; i < logs.size(); ++i) tell(found[i], logs[i], console);
  return kDone;
}

}  // namespace

void addDetect(CLI::App& program, Action& action) {
  auto options = std::make_shared<DetectOptions>();
  auto files = std::make_shared<DetectFiles>();
  CLI::App* verb =
      addVerb(program, "detect",
              {"Finds what is unusual in logs that nobody has modelled: learns a healthy window, says when "
               "a log departs from it, by which evidence and which signal. With --log the logs are those of a project, "
               "which keeps what was found.",
               "pump.csv --train 400 --out detections.json"});
  options->addTo(*verb);
  verb->add_option("--log", files->log_names, "Logs of a project, with commas; the project stands in place of files")
      ->delimiter(',');
  verb->add_option("--from", files->from,
                   "Where the healthy window begins, as 10min; rows before it are not looked at");
  verb->add_option("--forget", files->forgotten,
                   "Remove what the project keeps: \"all\", or the digest of its settings");
  verb->add_option("--out", files->out, "Write the detections, a JSON file");
  verb->add_option("--save-model", files->model_out, "Write the normal-operation model, a JSON file");
  verb->final_callback([options, files, &action] {
    action = [options, files](Console& console) { return detect(*options, *files, console); };
  });
}

}  // namespace mw::cli
