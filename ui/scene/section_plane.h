// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vtkNew.h>
#include <vtkPlane.h>

class vtkAbstractMapper;

namespace mw::scene {

/// A level cut through the hall: what lies above it is left out, so that one sees into ovens and cabins.
class SectionPlane {
 public:
  SectionPlane();
  /// @param height_m  above the floor; none = nothing is cut
  void setHeight(std::optional<double> height_m);
  [[nodiscard]] const std::optional<double>& height_m() const { return height_m_; }
  /// Cuts what a mapper draws, or draws it whole, as it is set now.
  void applyTo(vtkAbstractMapper& mapper) const;

 private:
  vtkNew<vtkPlane> plane_;
  std::optional<double> height_m_;
};

}  // namespace mw::scene
