// SPDX-License-Identifier: Apache-2.0
#include "app/cli/replay_open_loop.h"

#include <fmt/format.h>

namespace mw::cli {

int replayOpenLoop(const JsonDocument& twin, const twin::Log& log, const twin::OpenLoopOptions& options,
                   std::size_t every, Console& console) {
  const twin::OpenLoopPrediction prediction = twin::predictOpenLoop(twin, log, options);
  if (console.is_json) console.printJson(twin::toJson(prediction, every));
  console.print(fmt::format("{} rows predicted open loop", prediction.rows() - prediction.first_row));
  for (const std::string& sentence : twin::inWords(twin::accuracyOf(prediction))) console.print(sentence);
  return kDone;
}

}  // namespace mw::cli
