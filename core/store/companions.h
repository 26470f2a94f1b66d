// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "core/store/project_file.h"

namespace mw::store {

/// Puts into a project what lies beside a factory file NAME.json, so that an example opens with something to look at:
///
///   NAME.study.json, NAME.runs.csv  a study with runs of it that were made before: columns point, replication, events,
///                                   then one per KPI; `tools/make-example-runs` writes it
///   NAME.csv, NAME.map.json         a log; without a map it is guessed how to read it
///   NAME.twin.json                  the twin that watches it
///
/// Any may be missing; a study without runs is left out, for it would
/// show nothing. What the project has already of these names stays.
/// @throws InputError with the place in the file that is wrong; what came before it is in the project
void addCompanions(const std::shared_ptr<ProjectFile>& project, const std::filesystem::path& factory_file,
                   const std::stop_token& stop = {});

}  // namespace mw::store
