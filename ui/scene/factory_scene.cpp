// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/factory_scene.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>
#include <vtkActor.h>
#include <vtkCallbackCommand.h>
#include <vtkOpenGLRenderer.h>
#include <vtkRenderer.h>

#include "ui/scene/footprint.h"
#include "ui/scene/ground_paint.h"

namespace mw::scene {
namespace {

constexpr double kOcclusionRadius_m = 0.42;
constexpr double kOcclusionBias_m = 0.05;
constexpr unsigned int kOcclusionKernel = 48;
constexpr double kAreaStep_m = 1.0;  ///< the walkway moves in steps, so that it rests while something is dragged

void beforeFrame(vtkObject* caller, unsigned long, void* hall, void*) {
  auto* renderer = static_cast<vtkRenderer*>(caller);
  static_cast<Hall*>(hall)->setViewport(renderer->GetOrigin()[1], renderer->GetSize()[1]);
}

}  // namespace

FactoryScene::FactoryScene() : theme_(lightSceneTheme()), renderer_(vtkSmartPointer<vtkOpenGLRenderer>::New()) {
  palette_ = makePalette();
  hall_ = std::make_unique<Hall>(*renderer_);
  underlays_ = std::make_unique<UnderlayRepresentation>(*renderer_);
  roads_ = std::make_unique<RoadRepresentation>(*renderer_);
  shadows_ = std::make_unique<ElementShadows>(*renderer_);
  marks_ = std::make_unique<BlockMesh>(markTopology().vertex_count, markTopology().triangles);
  renderer_->AddActor(marks_->actor());
  flows_ = std::make_unique<ShownFlows>(*renderer_, [this](const std::string& id) { return element(id); });
  floor_paint_ = std::make_unique<FloorPaint>(*renderer_);
  beacons_ = std::make_unique<BeaconRepresentation>(*renderer_);
  parts_ = std::make_unique<PartRepresentation>(*renderer_);
  vehicles_ = std::make_unique<VehicleRepresentation>(*renderer_, palette_, library_);
  renderer_->SetSSAORadius(kOcclusionRadius_m);
  renderer_->SetSSAOBias(kOcclusionBias_m);
  renderer_->SetSSAOKernelSize(kOcclusionKernel);
  renderer_->SSAOBlurOn();
  renderer_->UseFXAAOn();
  before_frame_ = vtkSmartPointer<vtkCallbackCommand>::New();
  before_frame_->SetCallback(beforeFrame);
  before_frame_->SetClientData(hall_.get());
  renderer_->AddObserver(vtkCommand::StartEvent, before_frame_);
  setTheme(theme_);
  setCamera({});
}

FactoryScene::~FactoryScene() {
  renderer_->RemoveObserver(before_frame_);
  renderer_->RemoveActor(marks_->actor());
}

vtkRenderer* FactoryScene::renderer() const {
  return renderer_;
}

LayoutChange FactoryScene::setLayout(const std::vector<SceneElement>& elements, const std::vector<SceneFlow>& flows) {
  LayoutChange change;
  removeMissing(elements, change);
  std::vector<std::string> moved;
  std::unordered_set<std::string> seen;
  order_.clear();
  for (const SceneElement& element : elements) {
    if (!seen.insert(element.id).second) continue;
    order_.push_back(element.id);
    std::unique_ptr<ElementRepresentation>& slot = elements_[element.id];
    const bool is_new = slot == nullptr;
    if (!is_new && slot->element() == element) {
      // What was slid about has gathered rounding.
      if (moved_.contains(element.id)) {
        showShadow(*slot);
        updateHighlight(*slot);
        moved.push_back(element.id);
      }
      continue;
    }
    if (is_new) slot = std::make_unique<ElementRepresentation>(*renderer_, palette_);
    ++(is_new ? change.added : change.changed);
    slot->setElement(element, library_);
    showShadow(*slot);
    updateHighlight(*slot);
    moved.push_back(element.id);
  }
  change.flows_touched = flows_->show(flows, moved);
  if (moved.empty() && change.removed == 0) return change;
  moved_.clear();
  std::vector<SceneElement> shown;
  for (const std::string& id : order_) shown.push_back(elements_.at(id)->element());
  picker_.setElements(shown);
  updateArea();
  updateLamps();
  if (change.added > 0) raisePanes();
  return change;
}

void FactoryScene::removeMissing(const std::vector<SceneElement>& wanted, LayoutChange& change) {
  std::unordered_set<std::string> ids;
  for (const SceneElement& element : wanted) ids.insert(element.id);
  change.removed = static_cast<int>(std::erase_if(elements_, [&](const auto& entry) {
    if (ids.contains(entry.first)) return false;
    shadows_->remove(entry.first);
    marks_->remove(entry.first);
    return true;
  }));
  std::erase_if(selection_, [&](const std::string& id) { return !ids.contains(id); });
  if (hovered_ && !ids.contains(*hovered_)) hovered_.reset();
}

void FactoryScene::showShadow(const ElementRepresentation& shown) {
  shadows_->set(shown.element(), shown.body(), theme_.shadow_opacity);
}

void FactoryScene::setPartTypes(std::span<const ScenePartType> types) {
  parts_->setTypes(types);
  raisePanes();
}

void FactoryScene::raisePanes() {
  for (const auto& entry : elements_) entry.second->raisePanes();
}

void FactoryScene::moveElements(std::span<const SceneElement> moved) {
  std::unordered_map<std::string_view, Vec3> slid_m;
  std::vector<std::string> ids;
  for (const SceneElement& element : moved) {
    const auto found = elements_.find(element.id);
    if (found == elements_.end()) continue;
    if (const auto by_m = moveElement(*found->second, element)) slid_m.emplace(found->first, *by_m);
    moved_.insert(element.id);
    ids.push_back(element.id);
  }
  flows_->follow(ids, slid_m);
  updateLamps();
}

std::optional<Vec3> FactoryScene::moveElement(ElementRepresentation& shown, const SceneElement& element) {
  const Vec3 by_m = element.position_m - shown.element().position_m;
  const bool is_turned = element.yaw_rad != shown.element().yaw_rad;
  shown.moveTo(element.position_m, element.yaw_rad);
  if (is_turned) {
    showShadow(shown);
    updateHighlight(shown);
    return std::nullopt;
  }
  shadows_->shift(element, {by_m.x, by_m.y, 0});
  marks_->shift(element.id, {by_m.x, by_m.y, 0});
  return by_m;
}

void FactoryScene::updateArea() {
  const std::vector<Vec3> points = corners();
  if (points.empty()) return hall_->setArea({}, false);
  FloorArea area{points.front(), points.front()};
  for (const Vec3& p : points) {
    area.low = {std::min(area.low.x, p.x), std::min(area.low.y, p.y), 0};
    area.high = {std::max(area.high.x, p.x), std::max(area.high.y, p.y), 0};
  }
  const auto down = [](double v) { return std::floor(v / kAreaStep_m) * kAreaStep_m; };
  const auto up = [](double v) { return std::ceil(v / kAreaStep_m) * kAreaStep_m; };
  area.low = {down(area.low.x - 0.3), down(area.low.y - 0.3), 0};
  area.high = {up(area.high.x + 0.3), up(area.high.y + 0.3), 0};
  hall_->setArea(area, true);
}

void FactoryScene::updateLamps() {
  std::vector<BeaconRepresentation::Lamp> lamps;
  lamps.reserve(order_.size());
  const auto is_cut = [section_m = library_.section().height_m()](const Vec3& foot_m) {
    return section_m && foot_m.z > *section_m;
  };
  for (const std::string& id : order_) {
    const ElementRepresentation& e = *elements_.at(id);
    if (is_cut(e.beacon_m())) continue;
    lamps.push_back({e.beacon_m(), stateColor(theme_, e.state())});
  }
  beacons_->setLamps(lamps);
}

void FactoryScene::setStates(std::span<const ElementStateChange> states) {
  bool has_changed = false;
  for (const ElementStateChange& change : states) {
    const auto found = elements_.find(change.id);
    if (found == elements_.end() || found->second->state() == change.state) continue;
    found->second->setState(change.state);
    has_changed = true;
  }
  if (has_changed) updateLamps();
}

template <typename Item, typename Show, typename Rest>
void FactoryScene::showAlone(std::span<const Item> items, std::unordered_set<std::string>& shown, Show&& show,
                             Rest&& rest) {
  std::unordered_set<std::string> at_rest = std::exchange(shown, {});
  for (const Item& item : items) {
    const auto found = elements_.find(item.id);
    if (found == elements_.end()) continue;
    show(*found->second, item);
    shown.insert(item.id);
    at_rest.erase(item.id);
  }
  for (const std::string& id : at_rest) {
    if (const auto found = elements_.find(id); found != elements_.end()) rest(*found->second);
  }
}

void FactoryScene::setPostures(std::span<const ScenePosture> postures) {
  showAlone(
      postures, posed_, [](ElementRepresentation& shown, const ScenePosture& now) { shown.setPosture(now.q_rad); },
      [](ElementRepresentation& shown) { shown.setPosture(std::nullopt); });
}

void FactoryScene::setMoving(std::span<const SceneMoving> moving) {
  showAlone(
      moving, in_motion_, [](ElementRepresentation& shown, const SceneMoving& now) { shown.setMoving(now.at); },
      [](ElementRepresentation& shown) { shown.setMoving({}); });
}

bool FactoryScene::isSelected(const std::string& id) const {
  return selection_.contains(id);
}

void FactoryScene::updateHighlight(ElementRepresentation& representation) {
  const std::string& id = representation.element().id;
  const bool is_selected = isSelected(id);
  representation.setHighlight(is_selected      ? Highlight::Selected
                              : hovered_ == id ? Highlight::Hovered
                                               : Highlight::None,
                              theme_);
  // A frame around a bent belt would take in what lies between its legs: there the outline alone says it.
  const bool has_mark = is_selected && representation.element().path.size() < 2;
  has_mark ? marks_->set(id, markAround(representation.element(), 0.9)) : marks_->remove(id);
}

void FactoryScene::setSelection(std::span<const std::string> ids) {
  selection_ = {ids.begin(), ids.end()};
  for (auto& entry : elements_) updateHighlight(*entry.second);
}

void FactoryScene::setHovered(const std::optional<std::string>& id) {
  if (id == hovered_) return;
  const std::optional<std::string> before = std::exchange(hovered_, id);
  for (const std::optional<std::string>& touched : {before, hovered_}) {
    if (!touched) continue;
    const auto found = elements_.find(*touched);
    if (found != elements_.end()) updateHighlight(*found->second);
  }
}

void FactoryScene::setTheme(const SceneTheme& theme) {
  theme_ = theme;
  hall_->setTheme(theme);
  flows_->setTheme(theme);
  underlays_->setTheme(theme);
  roads_->setTheme(theme);
  vehicles_->setTheme(theme);
  marks_->setColor(theme.accent);
  for (auto& entry : elements_) {
    showShadow(*entry.second);
    updateHighlight(*entry.second);
  }
  updateLamps();
}

void FactoryScene::setSection(std::optional<double> height_m) {
  library_.setSection(height_m);
  parts_->setSection(library_.section());
  updateLamps();
  picker_.setSection(height_m);
}

void FactoryScene::setQuality(Quality quality) {
  renderer_->SetUseSSAO(quality == Quality::Settled);
  renderer_->SetUseFXAA(quality != Quality::Fast);
}

void FactoryScene::setCamera(const CameraPose& pose) {
  apply(pose, norm(pose.focus_m) + 2 * hall_->radius_m(), *renderer_->GetActiveCamera());
}

std::optional<Vec3> FactoryScene::labelAnchor(const std::string& id) const {
  const auto found = elements_.find(id);
  if (found == elements_.end()) return std::nullopt;
  return found->second->labelAnchor_m();
}

std::optional<Vec3> FactoryScene::beacon(const std::string& id) const {
  const auto found = elements_.find(id);
  if (found == elements_.end()) return std::nullopt;
  return found->second->beacon_m() + Vec3{0, 0, 0.06};
}

const SceneElement* FactoryScene::element(const std::string& id) const {
  const auto found = elements_.find(id);
  return found == elements_.end() ? nullptr : &found->second->element();
}

ElementState FactoryScene::stateOf(const std::string& id) const {
  const auto found = elements_.find(id);
  return found == elements_.end() ? ElementState::Off : found->second->state();
}

std::vector<Vec3> FactoryScene::corners(std::span<const std::string> ids) const {
  std::vector<Vec3> points;
  const auto add = [&](const SceneElement& element) {
    const LocalBox box = localBoxOf(element);
    for (int i = 0; i < 8; ++i) {
      points.push_back(toWorld(element, {(i & 1) != 0 ? box.high.x : box.low.x, (i & 2) != 0 ? box.high.y : box.low.y,
                                         (i & 4) != 0 ? box.high.z : box.low.z}));
    }
  };
  if (ids.empty()) {
    for (const std::string& id : order_) add(elements_.at(id)->element());
  }
  for (const std::string& id : ids) {
    if (const SceneElement* one = element(id)) add(*one);
  }
  return points;
}

}  // namespace mw::scene
