// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <Qt>
#include <optional>
#include <string>

#include "core/layout/body.h"
#include "core/layout/clash.h"
#include "core/layout/port_snap.h"
#include "ui/panels/viewport/sketch.h"

namespace mw::panels {

class Viewport;

/// An element that is about to be placed: follows the pointer on the grid, clicks on to the ends of others, and is
/// in the warning colour where something stands already; there it is not placed.
class ElementGhost {
 public:
  ElementGhost(Viewport& view, std::string type);

  /// @returns whether there is floor under the pointer
  bool moveTo(QPointF at, Qt::KeyboardModifiers modifiers);
  [[nodiscard]] bool isAllowed() const { return clashes_.empty(); }
  [[nodiscard]] Sketch sketch() const;
  /// Adds and selects it, with a flow where it clicked on; says why where it may not stand there.
  /// @returns whether it was placed
  bool place();
  /// Takes the words beside the pointer away.
  void leave();

 private:
  Viewport& view_;
  std::string type_;
  std::optional<layout::Body> body_;
  std::optional<layout::PortSnap> snap_;
  std::string snapped_to_;
  std::vector<layout::Clash> clashes_;
};

}  // namespace mw::panels
