// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType station() {
  using namespace api;
  ParameterDeclarations parameters = {
      integer("capacity").atLeast(1).byDefault(1).help("Parallel places, one part each."),
      time("process").required().help("Process time, for all part types or by part."),
      object("batch_mode", {integer("size").range(1, kMostPartsAtOnce).required().help("Full load."),
                            number("timeout_s").unit("s").above(0).help("Starts a part load after this wait.")})
          .help("Starts on a full load, as an oven or a booth does."),
  };
  parameters.push_back(choice("body", {"mill", "lathe", "press", "oven", "paint-booth", "washer", "filler", "capper",
                                       "labeller", "gantry", "measuring", "manual"})
                           .help("What it looks like; mill where absent, oven with batch_mode."));
  parameters.push_back(enclosure());
  for (ParameterDeclaration& shared : processingParameters()) parameters.push_back(std::move(shared));
  return {"station",
          "Station",
          "Processes parts, one in each parallel place.",
          R"({"id": "mill", "type": "station", "capacity": 1, "process": {"dist": "lognormal", "mean_s": 45, "cv": 0.2},
 "failures": [{"id": "spindle", "basis": "operating", "time_to_failure": {"dist": "exponential", "mean_s": 14400},
               "time_to_repair": {"dist": "exponential", "mean_s": 720}}]})",
          {2.2, 1.9, 2.0},
          std::move(parameters)};
}

}  // namespace mw::factory::types
