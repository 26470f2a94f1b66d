// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vtkSmartPointer.h>

#include "ui/scene/ground_shadow.h"
#include "ui/scene/scene_element.h"

class vtkPolyDataMapper;

namespace mw::scene {

/// A body as the graphics card knows it, shared by all elements that look the same.
struct Body {
  vtkSmartPointer<vtkPolyDataMapper> surface;
  vtkSmartPointer<vtkPolyDataMapper> outline;
  vtkSmartPointer<vtkPolyDataMapper> panes;  ///< null where nothing of it is clear glass
  ShadowCaster caster;
};

/// Makes bodies once per look and forgets those that nothing uses any more.
class BodyLibrary {
 public:
  [[nodiscard]] std::shared_ptr<const Body> bodyFor(const SceneElement& element);
  /// Bodies in use.
  [[nodiscard]] int bodyCount() const;

 private:
  std::unordered_map<std::string, std::weak_ptr<const Body>> bodies_;
};

}  // namespace mw::scene
