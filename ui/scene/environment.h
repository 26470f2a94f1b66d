// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vtkSmartPointer.h>

class vtkTexture;

namespace mw::scene {

/// The light of the hall as an image around it: soft bright sky, darker floor, rows of ceiling lights.
///
/// Equirectangular, 256 x 128 floats, linear; up is z.
/// @param level  brightness, 1 for the light theme
[[nodiscard]] vtkSmartPointer<vtkTexture> makeEnvironment(double level);

}  // namespace mw::scene
