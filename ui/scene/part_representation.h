// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "ui/scene/glyph_cloud.h"
#include "ui/scene/scene_element.h"
#include "ui/scene/section_plane.h"

class vtkRenderer;

namespace mw::scene {

/// All parts in the hall: one cloud of rounded boxes per part type.
class PartRepresentation {
 public:
  explicit PartRepresentation(vtkRenderer& renderer);
  ~PartRepresentation();
  PartRepresentation(const PartRepresentation&) = delete;
  PartRepresentation& operator=(const PartRepresentation&) = delete;

  void setTypes(std::span<const ScenePartType> types);
  /// Shows exactly these parts. Poses whose type is not known are left out.
  void setParts(std::span<const PartPose> parts);
  /// Cuts them, those of types to come too, as the plane is set now.
  void setSection(const SectionPlane& section);
  [[nodiscard]] int partCount() const;

 private:
  struct Kind {
    ScenePartType type;
    std::unique_ptr<GlyphCloud> cloud;
    GlyphCloud::Slots next;
    int count = 0;
  };
  void removeAll();

  vtkRenderer& renderer_;
  SectionPlane section_;
  std::vector<Kind> kinds_;
};

}  // namespace mw::scene
