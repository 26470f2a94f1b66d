// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "ui/scene/body_library.h"
#include "ui/scene/ground_shadow.h"

class vtkRenderer;

namespace mw::scene {

/// The shadows of elements on the floor: one of a body's own shape for each, one of a slab for each leg of a bent belt.
/// The shape of a body's shadow is made once for each yaw.
class ElementShadows {
 public:
  explicit ElementShadows(vtkRenderer& renderer);
  ~ElementShadows();
  ElementShadows(const ElementShadows&) = delete;
  ElementShadows& operator=(const ElementShadows&) = delete;

  /// Adds or rewrites an element's shadow. @param opacity  of what lets no light through
  void set(const SceneElement& element, const std::shared_ptr<const Body>& body, double opacity);
  /// Moves an element's shadow as it is; rounds to floats each time.
  void shift(const SceneElement& element, const Vec3& by_m);
  void remove(const std::string& id);

 private:
  struct Known {
    std::weak_ptr<const Body> body;
    GroundShadow shadow;
  };

  [[nodiscard]] const GroundShadow& under(const std::shared_ptr<const Body>& body, double yaw_rad);

  vtkRenderer& renderer_;
  BlockMesh mesh_;
  std::unordered_map<std::string, Known> known_;  ///< by body and yaw
};

}  // namespace mw::scene
