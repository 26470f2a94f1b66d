// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/same_experiment.h"

#include "core/base/digest.h"
#include "core/experiment/study_plan.h"

namespace mw::experiment {

std::string behaviourDigest(const Study& study, const factory::Factory& factory, const Json& point) {
  Json json = pointFactory(study, factory, point).json();
  for (const char* drawn : {"layout", "underlays", "name"}) json.erase(drawn);
  for (Json& element : json["elements"]) {
    for (const char* drawn : {"name", "mesh"}) element.erase(drawn);
  }
  Digest digest;
  digest.addText(json.dump());
  return digest.hex();
}

bool isSameExperiment(const Study& study, const factory::Factory& studied, const factory::Factory& now,
                      const Json& point) {
  if (studied == now) return true;
  try {
    return behaviourDigest(study, studied, point) == behaviourDigest(study, now, point);
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace mw::experiment
