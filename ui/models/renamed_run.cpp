// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/renamed_run.h"

#include <algorithm>

#include "core/factory/references.h"

namespace mw::models {
namespace {

/// Null where the element cannot be renamed in this factory.
std::shared_ptr<const factory::Factory> renamed(const factory::Factory& factory, const Rename& rename) {
  if (factory.findElement(rename.from) == nullptr || factory.findElement(rename.to) != nullptr) return nullptr;
  return std::make_shared<const factory::Factory>(factory::withRenamed(factory, rename.from, rename.to));
}

/// Rows know id and name of the element that they are of.
template <class Rows>
void takeNames(Rows& rows, const factory::Factory& factory) {
  for (auto& row : rows) {
    row.id = factory.elements()[row.element].id;
    row.name = factory.elements()[row.element].name;
  }
}

}  // namespace

std::optional<Rename> renameOf(const FactoryChange& change, const factory::Factory& now) {
  if (change.kind != FactoryChange::Kind::Replaced || change.ids.size() != 2) return std::nullopt;
  const bool has_first = now.findElement(change.ids[0]) != nullptr;
  const bool has_second = now.findElement(change.ids[1]) != nullptr;
  if (has_first == has_second) return std::nullopt;
  return has_second ? Rename{change.ids[0], change.ids[1]} : Rename{change.ids[1], change.ids[0]};
}

std::shared_ptr<const RecordedRun> renamed(std::shared_ptr<const RecordedRun> run, const Rename& rename) {
  const auto factory = run ? renamed(*run->factory, rename) : nullptr;
  if (!factory) return run;
  auto copy = std::make_shared<RecordedRun>(*run);
  copy->factory = factory;
  takeNames(copy->gantt.rows, *factory);
  return copy;
}

std::shared_ptr<const ReplicatedRuns> renamed(std::shared_ptr<const ReplicatedRuns> runs, const Rename& rename) {
  const auto factory = runs ? renamed(*runs->factory, rename) : nullptr;
  if (!factory) return runs;
  auto copy = std::make_shared<ReplicatedRuns>(*runs);
  copy->factory = factory;
  std::ranges::replace(copy->result.element_ids, rename.from, rename.to);
  for (kpi::Limit& limit : copy->result.bottleneck.limits) {
    if (limit.element && limit.id == rename.from) limit.id = rename.to;
  }
  takeNames(copy->kpis.uses, *factory);
  return copy;
}

}  // namespace mw::models
