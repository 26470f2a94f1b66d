// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
#include <vtkSmartPointer.h>

#include "ui/scene/body_shapes.h"
#include "ui/scene/section_plane.h"

class vtkPolyDataMapper;

namespace mw::scene {

/// One of the bodies of an arm, as the graphics card knows it.
struct ArmBody {
  vtkSmartPointer<vtkPolyDataMapper> surface;
  vtkSmartPointer<vtkPolyDataMapper> outline;
};

/// A body as the graphics card knows it, shared by all elements that look the same.
struct Body {
  vtkSmartPointer<vtkPolyDataMapper> surface;
  vtkSmartPointer<vtkPolyDataMapper> outline;
  vtkSmartPointer<vtkPolyDataMapper> panes;  ///< null where nothing of it is clear glass
  ShadowCaster caster;
  std::vector<ArmBody> arm;     ///< kArmBodies of them where it is a jointed arm
  std::vector<ArmBody> moving;  ///< what moves apart from it, as buildMoving() draws it
};

/// Makes bodies once per look and forgets those that nothing uses any more.
class BodyLibrary {
 public:
  [[nodiscard]] std::shared_ptr<const Body> bodyFor(const SceneElement& element);
  /// Where shapes that are made ahead are looked for.
  [[nodiscard]] const std::shared_ptr<BodyShapes>& shapes() const { return shapes_; }
  /// Leaves out of all bodies, those to come too, what lies above.
  void setSection(std::optional<double> height_m);
  [[nodiscard]] const SectionPlane& section() const { return section_; }
  /// Bodies in use.
  [[nodiscard]] int bodyCount() const;

 private:
  void cut(const Body& body) const;

  std::unordered_map<std::string, std::weak_ptr<const Body>> bodies_;
  std::shared_ptr<BodyShapes> shapes_ = std::make_shared<BodyShapes>();
  SectionPlane section_;
};

}  // namespace mw::scene
