// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>
#include <vtkSmartPointer.h>

#include "ui/scene/bodies/arm.h"
#include "ui/scene/ground_shadow.h"
#include "ui/scene/scene_element.h"

class vtkPolyData;

namespace mw::scene {

/// One of the bodies that an arm is made of, as it stands at rest.
struct ArmBodyShape {
  vtkSmartPointer<vtkPolyData> surface;
  vtkSmartPointer<vtkPolyData> outline;
};

/// A body as data, before the graphics card knows it. Made on any thread.
struct BodyShape {
  vtkSmartPointer<vtkPolyData> surface;
  vtkSmartPointer<vtkPolyData> outline;
  vtkSmartPointer<vtkPolyData> panes;  ///< null where nothing of it is clear glass
  ShadowCaster caster;
  std::vector<ArmBodyShape> arm;                ///< what moves apart, where it is a jointed arm: kArmBodies of them
  std::shared_ptr<const SceneArm> of_arm = {};  ///< kept, for the look goes by its address
  std::vector<ArmBodyShape> moving = {};        ///< what moves apart from it, as buildMoving() draws it
};

/// Everything a body depends on, to the millimetre: elements that agree in it look the same.
[[nodiscard]] std::string bodyKey(const SceneElement& element);

/// The shape of an element's body, from our own drawings. @note some milliseconds
[[nodiscard]] BodyShape makeShape(const SceneElement& element);

/// Shapes made ahead, in the job that reads a factory, for the hall that will show it. Any thread.
class BodyShapes {
 public:
  /// Makes the shapes of these elements, those with a mesh of their own left out. What an earlier call made and nobody
  /// took is forgotten.
  void prepare(std::span<const SceneElement> elements);
  /// Makes more of them.
  void add(std::span<const SceneElement> elements);
  /// Hands over the shape of a look; empty when it was not made ahead.
  [[nodiscard]] std::optional<BodyShape> take(const std::string& key);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, BodyShape> shapes_;
};

}  // namespace mw::scene
