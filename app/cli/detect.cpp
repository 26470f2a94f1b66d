// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/detect_options.h"
#include "app/cli/verbs.h"
#include "core/twin/detect/detections_json.h"
#include "core/twin/detect/normal_model_json.h"

namespace mw::cli {
namespace {

struct DetectFiles {
  std::string out;
  std::string model_out;
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

int detect(const DetectOptions& options, const DetectFiles& files, Console& console) {
  if (!files.model_out.empty() && options.files.size() > 1)
    throw UsageError("--save-model takes one log to learn from");
  const twin::DetectRequest request = options.read(twin::DetectMethod::Normal, console);
  const std::vector<twin::Log> logs = options.readLogs(console);
  const std::vector<twin::LogDetections> found = twin::detect(logs, request);
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
               "a log departs from it, by which evidence and which signal.",
               "pump.csv --train 400 --out detections.json"});
  options->addTo(*verb);
  verb->add_option("--out", files->out, "Write the detections, a JSON file");
  verb->add_option("--save-model", files->model_out, "Write the normal-operation model, a JSON file");
  verb->final_callback([options, files, &action] {
    action = [options, files](Console& console) { return detect(*options, *files, console); };
  });
}

}  // namespace mw::cli
