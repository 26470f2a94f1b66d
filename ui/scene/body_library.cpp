// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/body_library.h"

#include <algorithm>
#include <fmt/format.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>

#include "ui/scene/bodies/body.h"
#include "ui/scene/footprint.h"
#include "ui/scene/imported_body.h"
#include "ui/scene/occlusion_grid.h"
#include "ui/scene/paint_mapper.h"

namespace mw::scene {
namespace {

constexpr double kOutline_m = 0.022;
constexpr double kRim_m = 0.08;  ///< above the floor, of the outline of a body that is cut

/// Everything a body depends on, to the millimetre.
std::string keyOf(const SceneElement& element) {
  // The same mesh at any size is the same body: it is stretched where it is drawn.
  if (element.imported) return fmt::format("imported/{}", fmt::ptr(element.imported.get()));
  const Vec3 s = sizeOf(element);
  std::string key =
      fmt::format("{}/{}/{:.3f}/{:.3f}/{:.3f}", nameOf(element.type), static_cast<int>(element.variant), s.x, s.y, s.z);
  for (const Vec3& p : element.path) key += fmt::format("/{:.3f},{:.3f},{:.3f}", p.x, p.y, p.z);
  return key;
}

std::shared_ptr<const Body> makeBody(const ImportedBody& imported) {
  auto body = std::make_shared<Body>();
  body->caster = slabCaster(imported.size_m);
  body->surface = vtkSmartPointer<vtkPolyDataMapper>::New();
  body->surface->SetInputData(imported.surface);
  body->surface->SetColorModeToDirectScalars();
  body->outline = vtkSmartPointer<vtkPolyDataMapper>::New();
  body->outline->SetInputData(imported.outline);
  body->outline->ScalarVisibilityOff();
  return body;
}

std::shared_ptr<const Body> makeBody(const SceneElement& element) {
  const Mesh mesh = buildBody(element);
  auto body = std::make_shared<Body>();
  body->caster = OcclusionGrid(mesh).caster();
  body->surface = vtkSmartPointer<vtkPolyDataMapper>::New();
  body->surface->SetInputData(toPolyData(mesh));
  body->surface->SetColorModeToDirectScalars();
  body->outline = vtkSmartPointer<vtkPolyDataMapper>::New();
  body->outline->SetInputData(toOutline(mesh, kOutline_m));
  body->outline->ScalarVisibilityOff();
  if (const vtkSmartPointer<vtkPolyData> panes = toPanes(mesh)) {
    body->panes = makePaintMapper();
    body->panes->SetInputData(panes);
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
  std::weak_ptr<const Body>& slot = bodies_[keyOf(element)];
  std::shared_ptr<const Body> body = slot.lock();
  if (!body) {
    slot = body = element.imported ? makeBody(*element.imported) : makeBody(element);
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
}

int BodyLibrary::bodyCount() const {
  int count = 0;
  for (const auto& entry : bodies_) count += entry.second.expired() ? 0 : 1;
  return count;
}

}  // namespace mw::scene
