// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/environment.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vtkImageData.h>
#include <vtkTexture.h>

#include "ui/scene/vec3.h"

namespace mw::scene {
namespace {

constexpr int kWidth = 256;
constexpr int kHeight = 128;
constexpr double kPi = std::numbers::pi;
constexpr double kLampSpacing = 0.55;  ///< between rows, in ceiling heights
constexpr double kLampHalfWidth = 0.06;
constexpr double kLampGain = 1.9;

double smooth(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

/// Strength of the ceiling lights in a direction: rows along x on a ceiling one unit above.
double lamps(const Vec3& d) {
  if (d.z < 0.18) return 0;
  const double x = d.x / d.z;
  const double y = d.y / d.z;
  const double row = std::abs(y / kLampSpacing - std::round(y / kLampSpacing)) * kLampSpacing;
  const double along = std::abs(x / 0.9 - std::round(x / 0.9)) * 0.9;
  const double reach = 1 - smooth(2.0, 3.4, std::hypot(x, y));
  return (1 - smooth(kLampHalfWidth * 0.6, kLampHalfWidth * 1.6, row)) * (1 - smooth(0.30, 0.36, along)) * reach;
}

Vec3 radiance(const Vec3& d) {
  const Vec3 floor{0.34, 0.35, 0.37};
  const Vec3 wall{0.62, 0.66, 0.72};
  const Vec3 ceiling{0.84, 0.86, 0.90};
  Vec3 sky =
      d.z < 0 ? wall + (floor - wall) * smooth(0.0, 0.35, -d.z) : wall + (ceiling - wall) * smooth(0.0, 0.8, d.z);
  // One long side is brighter, as from a row of windows: gives the bodies a light and a shaded flank.
  const double window = smooth(0.2, 1.0, -d.y * 0.75 + d.x * 0.45) * (1 - smooth(0.25, 0.9, std::abs(d.z - 0.15)));
  sky += Vec3{0.50, 0.50, 0.48} * window;
  sky += Vec3{1.0, 0.99, 0.96} * (kLampGain * lamps(d));
  return sky;
}

}  // namespace

vtkSmartPointer<vtkTexture> makeEnvironment(double level) {
  vtkNew<vtkImageData> image;
  image->SetDimensions(kWidth, kHeight, 1);
  image->AllocateScalars(VTK_FLOAT, 3);
  for (int row = 0; row < kHeight; ++row) {
    const double latitude = ((row + 0.5) / kHeight - 0.5) * kPi;
    for (int column = 0; column < kWidth; ++column) {
      const double longitude = ((column + 0.5) / kWidth - 0.5) * 2 * kPi;
      const Vec3 d{std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
                   std::sin(latitude)};
      const Vec3 light = radiance(d) * level;
      auto* pixel = static_cast<float*>(image->GetScalarPointer(column, row, 0));
      pixel[0] = static_cast<float>(light.x);
      pixel[1] = static_cast<float>(light.y);
      pixel[2] = static_cast<float>(light.z);
    }
  }
  auto texture = vtkSmartPointer<vtkTexture>::New();
  texture->SetInputData(image);
  texture->SetColorModeToDirectScalars();
  texture->MipmapOn();
  texture->InterpolateOn();
  return texture;
}

}  // namespace mw::scene
