// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ui/models/factory_change.h"
#include "ui/models/simulation_model.h"

namespace mw::models {

/// An element's id before and after.
struct Rename {
  std::string from;
  std::string to;
};

/// The rename that a change is, done or undone; nothing for any other change. A rename is told as two ids, of which the
/// factory now has one.
[[nodiscard]] std::optional<Rename> renameOf(const FactoryChange& change, const factory::Factory& now);

/// The same run, told of the factory with the element's new id: names say nothing about what happened. The run itself
/// where its factory has no such element, or another one of the new id.
[[nodiscard]] std::shared_ptr<const RecordedRun> renamed(std::shared_ptr<const RecordedRun> run, const Rename& rename);
[[nodiscard]] std::shared_ptr<const ReplicatedRuns> renamed(std::shared_ptr<const ReplicatedRuns> runs,
                                                            const Rename& rename);

}  // namespace mw::models
