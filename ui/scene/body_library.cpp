// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/body_library.h"

#include <algorithm>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>

#include "ui/scene/imported_body.h"
#include "ui/scene/paint_mapper.h"

namespace mw::scene {
namespace {

constexpr double kRim_m = 0.08;  ///< above the floor, of the outline of a body that is cut

vtkSmartPointer<vtkPolyDataMapper> surfaceMapper(vtkPolyData* surface) {
  auto mapper = vtkSmartPointer<vtkPolyDataMapper>::New();
  mapper->SetInputData(surface);
  mapper->SetColorModeToDirectScalars();
  return mapper;
}

vtkSmartPointer<vtkPolyDataMapper> outlineMapper(vtkPolyData* outline) {
  auto mapper = vtkSmartPointer<vtkPolyDataMapper>::New();
  mapper->SetInputData(outline);
  mapper->ScalarVisibilityOff();
  return mapper;
}

std::shared_ptr<const Body> makeBody(const ImportedBody& imported) {
  auto body = std::make_shared<Body>();
  body->caster = slabCaster(imported.size_m);
  body->surface = surfaceMapper(imported.surface);
  body->outline = outlineMapper(imported.outline);
  return body;
}

std::shared_ptr<const Body> makeBody(BodyShape shape) {
  auto body = std::make_shared<Body>();
  body->caster = std::move(shape.caster);
  body->surface = surfaceMapper(shape.surface);
  body->outline = outlineMapper(shape.outline);
  for (const ArmBodyShape& part : shape.arm)
    body->arm.push_back({surfaceMapper(part.surface), outlineMapper(part.outline)});
  for (const ArmBodyShape& part : shape.moving)
    body->moving.push_back({surfaceMapper(part.surface), outlineMapper(part.outline)});
  if (shape.panes) {
    body->panes = makePaintMapper();
    body->panes->SetInputData(shape.panes);
    body->panes->SetColorModeToDirectScalars();
  }
  return body;
}

/// One looks into a body that is cut, and would see its far outline from within, a bright wall: only the rim around its
/// foot is left of that.
SectionPlane outlineSection(const Body& body, const SectionPlane& section) {
  SectionPlane rim;
  if (!section.height_m()) return rim;
  const bool is_cut = body.surface->GetBounds()[5] > *section.height_m();
  rim.setHeight(is_cut ? std::min(*section.height_m(), kRim_m) : *section.height_m());
  return rim;
}

}  // namespace

std::shared_ptr<const Body> BodyLibrary::bodyFor(const SceneElement& element) {
  std::erase_if(bodies_, [](const auto& entry) { return entry.second.expired(); });
  const std::string key = bodyKey(element);
  std::weak_ptr<const Body>& slot = bodies_[key];
  std::shared_ptr<const Body> body = slot.lock();
  std::optional<BodyShape> ready = shapes_->take(key);
  if (!body) {
    slot = body =
        element.imported ? makeBody(*element.imported) : makeBody(ready ? std::move(*ready) : makeShape(element));
    cut(*body);
  }
  return body;
}

void BodyLibrary::setSection(std::optional<double> height_m) {
  section_.setHeight(height_m);
  for (const auto& entry : bodies_) {
    if (const std::shared_ptr<const Body> body = entry.second.lock()) cut(*body);
  }
}

void BodyLibrary::cut(const Body& body) const {
  section_.applyTo(*body.surface);
  outlineSection(body, section_).applyTo(*body.outline);
  if (body.panes) section_.applyTo(*body.panes);
  for (const ArmBody& part : body.moving) {
    section_.applyTo(*part.surface);
    outlineSection(body, section_).applyTo(*part.outline);
  }
  for (const ArmBody& part : body.arm) {
    section_.applyTo(*part.surface);
    outlineSection(body, section_).applyTo(*part.outline);
  }
}

int BodyLibrary::bodyCount() const {
  int count = 0;
  for (const auto& entry : bodies_) count += entry.second.expired() ? 0 : 1;
  return count;
}

}  // namespace mw::scene
