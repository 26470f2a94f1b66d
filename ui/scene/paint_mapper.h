// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vtkPolyDataMapper.h>
#include <vtkSmartPointer.h>

namespace mw::scene {

/// For paint on the floor: blends without writing depth, so that overlapping paint adds up instead of fighting.
[[nodiscard]] vtkSmartPointer<vtkPolyDataMapper> makePaintMapper();

}  // namespace mw::scene
