// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "app/cli/verb.h"
#include "core/experiment/study_precision_text.h"

namespace mw::cli {

/// Says which points of a study reached the precision that it asks for; a warning where some did not.
/// @returns the exit code: a precision that was not reached is a negative finding
int tellPrecision(const experiment::ReplicationRule& rule, std::span<const experiment::PointPrecision> points,
                  Console& console);

}  // namespace mw::cli
