// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/study_services.h"

namespace mw::models {

/// Studies that live as long as the program: for a factory that lies in no project yet. Points run in the event engine,
/// on all cores. What a cancelled run has done is kept, and resumed.
[[nodiscard]] StudyServices sessionStudies();

}  // namespace mw::models
