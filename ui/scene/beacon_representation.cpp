// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/beacon_representation.h"

#include <cmath>
#include <vtkActor.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "ui/scene/bodies/body.h"

namespace mw::scene {
namespace {

vtkSmartPointer<vtkPolyData> lampShape() {
  vtkSmartPointer<vtkPolyData> shape = toPolyData(buildBeaconLamp());
  shape->GetPointData()->SetScalars(nullptr);
  shape->GetPointData()->SetTCoords(nullptr);
  return shape;
}

unsigned char byteOf(double value) {
  return static_cast<unsigned char>(std::lround(value * 255));
}

}  // namespace

BeaconRepresentation::BeaconRepresentation(vtkRenderer& renderer) : renderer_(renderer), cloud_(lampShape()) {
  // A lamp shines by itself: mostly its own colour, a little form from the light.
  vtkProperty* property = cloud_.actor()->GetProperty();
  property->SetInterpolationToPhong();
  property->SetAmbient(0.80);
  property->SetDiffuse(0.22);
  cloud_.actor()->VisibilityOff();
  renderer_.AddActor(cloud_.actor());
}

BeaconRepresentation::~BeaconRepresentation() {
  renderer_.RemoveActor(cloud_.actor());
}

void BeaconRepresentation::setLamps(std::span<const Lamp> lamps) {
  GlyphCloud::Slots to = cloud_.begin(static_cast<int>(lamps.size()));
  for (const Lamp& lamp : lamps) {
    to.position[0] = static_cast<float>(lamp.foot_m.x);
    to.position[1] = static_cast<float>(lamp.foot_m.y);
    to.position[2] = static_cast<float>(lamp.foot_m.z);
    to.orientation[0] = 1;
    to.orientation[1] = to.orientation[2] = to.orientation[3] = 0;
    to.color[0] = byteOf(lamp.color.r), to.color[1] = byteOf(lamp.color.g), to.color[2] = byteOf(lamp.color.b);
    to.position += 3, to.orientation += 4, to.color += 3;
  }
  cloud_.end();
}

}  // namespace mw::scene
