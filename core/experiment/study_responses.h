// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/experiment/study.h"
#include "core/factory/factory.h"

namespace mw::experiment {

/// What each run of a study stores: the KPIs of the factory as a whole where the study names no responses, else what
/// it names, in its order. A response is a KPI ("throughput_per_h"), a metric of an element ("elements/mill-2/busy"),
/// or several by a star for a whole segment ("elements/*/busy", "elements/mill-2/*").
/// @throws InputError for responses that the event engine does not measure, each with its place in the study
[[nodiscard]] std::vector<std::string> chosenKpis(const Study& study, const factory::Factory& factory);

}  // namespace mw::experiment
