// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vtkActor.h>
#include <vtkSmartPointer.h>

#include "ui/scene/scene_underlay.h"
#include "ui/scene/theme.h"

class vtkRenderer;

namespace mw::scene {

/// All drawings on the floor: one actor each, rebuilt only when another drawing takes its place.
class UnderlayRepresentation {
 public:
  explicit UnderlayRepresentation(vtkRenderer& renderer) : renderer_(renderer) {}
  ~UnderlayRepresentation();
  UnderlayRepresentation(const UnderlayRepresentation&) = delete;
  UnderlayRepresentation& operator=(const UnderlayRepresentation&) = delete;

  void setUnderlays(std::span<const SceneUnderlay> underlays);
  void setTheme(const SceneTheme& theme);
  [[nodiscard]] int count() const { return static_cast<int>(shown_.size()); }

 private:
  struct Shown {
    SceneUnderlay underlay;
    vtkSmartPointer<vtkActor> actor;
  };
  void place(Shown& shown) const;

  vtkRenderer& renderer_;
  Rgb ink_;
  std::map<std::string, Shown> shown_;
};

}  // namespace mw::scene
