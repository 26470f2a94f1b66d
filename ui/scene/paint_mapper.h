// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vtkSmartPointer.h>

class vtkPolyDataMapper;

namespace mw::scene {

/// A mapper that blends without writing depth, so that overlapping paint adds up instead of fighting. For actors that
/// are drawn among the solid things (ForceOpaqueOn), after what they lie over.
[[nodiscard]] vtkSmartPointer<vtkPolyDataMapper> makePaintMapper();

}  // namespace mw::scene
