// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/part_representation.h"

#include <algorithm>
#include <vtkActor.h>
#include <vtkMapper.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkShaderProperty.h>

#include "ui/scene/solids.h"

namespace mw::scene {
namespace {

/// A part's shape, its middle at the origin.
vtkSmartPointer<vtkPolyData> shapeOf(const ScenePartType& type) {
  SolidBuilder draw;
  const Vec3& size = type.size_m;
  const double half = size.z / 2;
  const double radius = std::min(size.x, size.y) / 2;
  switch (type.shape) {
    case PartShape::Cylinder:
      draw.cylinder({0, 0, -half}, {0, 0, half}, radius, Material::Carton, 20);
      break;
    case PartShape::Bottle:
      draw.cylinder({0, 0, -half}, {0, 0, 0.16 * half}, radius, Material::Carton, 14);
      draw.cone({0, 0, 0.14 * half}, 0.96 * radius, {0, 0, 0.58 * half}, 0.40 * radius, Material::Carton, 14);
      draw.cylinder({0, 0, 0.56 * half}, {0, 0, half}, 0.38 * radius, Material::Carton, 10);
      break;
    case PartShape::Box:
      draw.box({0, 0, 0}, size, std::min({0.09 * size.x, 0.09 * size.y, 0.09 * size.z, 0.03}), Material::Carton);
      break;
  }
  vtkSmartPointer<vtkPolyData> shape = toPolyData(draw.take());
  shape->GetPointData()->SetScalars(nullptr);
  shape->GetPointData()->SetTCoords(nullptr);
  return shape;
}

void writeColor(std::uint32_t hex, unsigned char* to) {
  to[0] = static_cast<unsigned char>(hex >> 16 & 255U);
  to[1] = static_cast<unsigned char>(hex >> 8 & 255U);
  to[2] = static_cast<unsigned char>(hex & 255U);
}

}  // namespace

PartRepresentation::PartRepresentation(vtkRenderer& renderer) : renderer_(renderer) {}

PartRepresentation::~PartRepresentation() {
  removeAll();
}

void PartRepresentation::removeAll() {
  for (const Kind& kind : kinds_) renderer_.RemoveActor(kind.cloud->actor());
  kinds_.clear();
}

void PartRepresentation::setSection(const SectionPlane& section) {
  section_.setHeight(section.height_m());
  for (const Kind& kind : kinds_) section_.applyTo(*kind.cloud->actor()->GetMapper());
}

void PartRepresentation::setTypes(std::span<const ScenePartType> types) {
  const auto same = [](const Kind& kind, const ScenePartType& type) { return kind.type == type; };
  if (std::equal(kinds_.begin(), kinds_.end(), types.begin(), types.end(), same)) return;
  removeAll();
  for (const ScenePartType& type : types) {
    Kind& kind = kinds_.emplace_back();
    kind.type = type;
    kind.cloud = std::make_unique<GlyphCloud>(shapeOf(type));
    vtkActor* actor = kind.cloud->actor();
    actor->GetProperty()->SetInterpolationToPBR();
    actor->GetProperty()->SetRoughness(0.5);
    actor->GetProperty()->SetMetallic(0);
    actor->GetProperty()->BackfaceCullingOn();
    // Colours arrive as they stand on screen; the lighting wants them linear.
    actor->GetShaderProperty()->AddFragmentShaderReplacement(
        "//VTK::Color::Impl", true, "//VTK::Color::Impl\n  diffuseColor = pow(diffuseColor, vec3(2.2));", false);
    section_.applyTo(*actor->GetMapper());
    actor->VisibilityOff();
    renderer_.AddActor(actor);
  }
}

void PartRepresentation::setParts(std::span<const PartPose> parts) {
  for (Kind& kind : kinds_) kind.count = 0;
  for (const PartPose& part : parts) {
    if (part.type < kinds_.size()) ++kinds_[part.type].count;
  }
  for (Kind& kind : kinds_) kind.next = kind.cloud->begin(kind.count);
  for (const PartPose& part : parts) {
    if (part.type >= kinds_.size()) continue;
    Kind& kind = kinds_[part.type];
    std::copy_n(part.center_m.begin(), 3, kind.next.position);
    std::copy_n(part.orientation.begin(), 4, kind.next.orientation);
    writeColor(part.color.value_or(kind.type.color), kind.next.color);
    kind.next.position += 3, kind.next.orientation += 4, kind.next.color += 3;
  }
  for (Kind& kind : kinds_) kind.cloud->end();
}

int PartRepresentation::partCount() const {
  int count = 0;
  for (const Kind& kind : kinds_) count += kind.cloud->count();
  return count;
}

}  // namespace mw::scene
