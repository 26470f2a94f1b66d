// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/study_edits.h"

#include "core/factory/factory_path.h"
#include "ui/commands/push_edit.h"

namespace mw::commands {

using factory::Factory;
using factory::FactoryPath;

Factory withPoint(const Factory& factory, const PointValues& values) {
  Factory changed = factory;
  for (const auto& [path, value] : values) changed = factory::withValue(changed, FactoryPath(path), value);
  return changed;
}

void applyPoint(models::Document& document, const std::string& study, std::size_t point, const PointValues& values) {
  using Kind = models::FactoryChange::Kind;
  models::FactoryChange change{Kind::ElementsChanged, {}};
  for (const auto& [path, value] : values) {
    const auto segments = FactoryPath(path).segments();
    if (segments[0] == "elements" && segments.size() > 1) {
      change.ids.push_back(segments[1]);
    } else {
      change.kind = Kind::OtherChanged;
    }
  }
  if (change.kind == Kind::OtherChanged) change.ids.clear();
  pushEdit(document, stepText("Apply point %1 of %2").arg(point).arg(QString::fromStdString(study)),
           withPoint(document.factory(), values), change);
}

}  // namespace mw::commands
