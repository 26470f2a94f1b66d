// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "ui/scene/glyph_cloud.h"
#include "ui/scene/theme.h"
#include "ui/scene/vec3.h"

class vtkRenderer;

namespace mw::scene {

/// The lamps of all beacons in one cloud.
class BeaconRepresentation {
 public:
  explicit BeaconRepresentation(vtkRenderer& renderer);
  ~BeaconRepresentation();
  BeaconRepresentation(const BeaconRepresentation&) = delete;
  BeaconRepresentation& operator=(const BeaconRepresentation&) = delete;

  /// One lamp: where its foot is and what it shows.
  struct Lamp {
    Vec3 foot_m;
    Rgb color;
  };
  void setLamps(std::span<const Lamp> lamps);

 private:
  vtkRenderer& renderer_;
  GlyphCloud cloud_;
};

}  // namespace mw::scene
