// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/plan_edits.h"

#include <algorithm>

#include "ui/commands/push_edit.h"

namespace mw::commands {

void applyPlan(models::Document& document, const factory::Factory& with, const std::vector<std::string>& changed,
               const QString& text) {
  using Kind = models::FactoryChange::Kind;
  const bool is_of_elements =
      std::ranges::all_of(changed, [&](const std::string& id) { return with.findElement(id) != nullptr; });
  models::FactoryChange change{Kind::OtherChanged, {}};
  if (is_of_elements) change = {Kind::ElementsChanged, changed};
  pushEdit(document, text, with, std::move(change));
}

}  // namespace mw::commands
