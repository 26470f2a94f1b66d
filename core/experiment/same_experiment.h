// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/experiment/study.h"
#include "core/factory/factory.h"

namespace mw::experiment {

/// Fingerprint of what a study's answers depend on: the factory as its points run it. Two factories of the same
/// fingerprint give the same results at every point. Left out are the values of the factors themselves, which each
/// point sets anyway, and what is only noted or drawn: the member "layout" (groups, locks, notes), names, and meshes.
/// @param point  {FACTOR: value}, any point of the study
/// @throws InputError when the factory cannot take the point, a factor's element having gone for one
[[nodiscard]] std::string behaviourDigest(const Study& study, const factory::Factory& factory, const Json& point);

/// Whether results and surrogates of the study still speak of the factory as it is now.
/// @param studied  the factory that the study was run with
[[nodiscard]] bool isSameExperiment(const Study& study, const factory::Factory& studied, const factory::Factory& now,
                                    const Json& point);

}  // namespace mw::experiment
