// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panel_table.h"

#include <QCoreApplication>

#include "ui/panels/import/underlay_panel.h"
#include "ui/panels/library/library_panel.h"
#include "ui/panels/outline/outline_panel.h"
#include "ui/panels/problems/problems_panel.h"
#include "ui/panels/properties/property_panel.h"

namespace mw::panels {
namespace {

template <class P>
Panel* make(const PanelServices& services, QWidget* parent) {
  return new P(services, parent);
}

}  // namespace

std::vector<PanelEntry> panelTable() {
  const auto tr = [](const char* text) { return QCoreApplication::translate("panelTable", text); };
  const Workspaces designing = Workspaces(Workspace::Build) | Workspace::Run;
  return {
      {"library", tr("Library"), PanelArea::Left, designing, 344, true, make<LibraryPanel>},
      {"outline", tr("Outline"), PanelArea::Left, kEveryWorkspace, 0, true, make<OutlinePanel>},
      {"properties", tr("Properties"), PanelArea::Right, designing, 0, true, make<PropertyPanel>},
      {"underlays", tr("Floor plan"), PanelArea::Right, {}, 0, true, make<UnderlayPanel>},
      {"problems", tr("Problems"), PanelArea::Bottom, Workspace::Build, 0, true, make<ProblemsPanel>},
  };
}

}  // namespace mw::panels
