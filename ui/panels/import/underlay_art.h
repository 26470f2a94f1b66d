// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "core/base/progress.h"
#include "core/cad/drawing.h"
#include "ui/scene/scene_underlay.h"

namespace mw::panels {

/// What a drawing on the floor is made of; one of the two is there.
struct UnderlayArt {
  std::shared_ptr<const cad::Drawing> lines;
  std::shared_ptr<const scene::UnderlayPicture> picture;
  double unit_m = 0;  ///< as the file says; 0 where it does not
  std::string note;   ///< what was left out, for the user
};

/// Reads a DXF, a PNG or an SVG; pictures come at most 4096 pixels wide and high.
/// @throws InputError, Cancelled
/// @note for jobs: any thread
[[nodiscard]] UnderlayArt readUnderlay(const std::string& content, const std::string& name, const std::stop_token& stop,
                                       const ProgressSink& progress);

}  // namespace mw::panels
