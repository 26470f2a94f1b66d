// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "ui/scene/block_mesh.h"
#include "ui/scene/scene_element.h"

class vtkRenderer;

namespace mw::scene {

/// The quiet arrows on the floor that say where parts can go next.
class FlowRepresentation {
 public:
  explicit FlowRepresentation(vtkRenderer& renderer);
  ~FlowRepresentation();
  FlowRepresentation(const FlowRepresentation&) = delete;
  FlowRepresentation& operator=(const FlowRepresentation&) = delete;

  /// Draws or moves the arrow of one flow. Neighbours that touch need none and get none.
  void set(const SceneElement& from, const SceneElement& to);
  /// Moves the arrow of a flow whose ends moved alike, as it is.
  void shift(const SceneFlow& flow, const Vec3& by_m);
  void remove(const SceneFlow& flow);
  void setTheme(const SceneTheme& theme);
  void setVisible(bool is_visible);
  [[nodiscard]] int arrowCount() const { return mesh_.blockCount(); }

 private:
  vtkRenderer& renderer_;
  BlockMesh mesh_;
};

/// The line of a flow on the floor: leaves the outlet straight, arrives at the inlet straight. World frame, metres.
/// Empty where outlet and inlet are closer than 0.5 m.
[[nodiscard]] std::vector<Vec3> flowLine(const SceneElement& from, const SceneElement& to, int points);

}  // namespace mw::scene
