// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/viewport.h"

#include <QDragEnterEvent>
#include <QHelpEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/canvas.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/panels/viewport/navigation_tools.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/view_chips.h"
#include "ui/panels/viewport/view_cube.h"
#include "ui/scene/footprint.h"

namespace mw::panels {
namespace {

constexpr double kGrid_m = 0.5;
constexpr std::chrono::milliseconds kSettleAfter{300};
constexpr std::chrono::milliseconds kFrame{16};
/// A settled picture that takes longer than this is not drawn again: the window would stop for it.
constexpr double kLongestFine_ms = 1500;
/// Where smoothed frames take longer, they are drawn bare while something moves.
constexpr double kSmoothFrame_ms = 50;
constexpr int kChipMargin = 12;

QString whatIsIt(const factory::Element& element, std::optional<factory::ElementState> state) {
  QString text =
      QString::fromStdString(element.name) + QStringLiteral(" · ") + QString::fromStdString(element.declaration->title);
  if (state) {
    const std::string_view name = factory::nameOf(*state);
    text += QStringLiteral(" · ") + QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
  }
  return text;
}

}  // namespace

Viewport::Viewport(models::Document& document, models::Selection& selection, ThemeService& themes, StatusBoard& status,
                   QWidget* parent)
    : QWidget(parent), document_(document), selection_(selection), themes_(themes), status_(status) {
  setObjectName(QStringLiteral("viewport"));
  setAccessibleName(tr("Hall"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAcceptDrops(true);
  setMinimumSize(200, 120);
  canvas_ = makeCanvas(this);
  canvas_->widget()->setObjectName(QStringLiteral("viewport.canvas"));
  canvas_->widget()->setAttribute(Qt::WA_TransparentForMouseEvents);
  canvas_->on_frame = [this] {
    if (!has_shown_) QMetaObject::invokeMethod(this, &Viewport::firstFrameShown, Qt::QueuedConnection);
    has_shown_ = true;
  };
  overlay_ = new LabelOverlay(themes_, this);
  legend_ = new HallLegend(themes_, this);
  presets_ = new ViewPresets(*this);
  cube_ = new ViewCube(*this, themes_);
  frame_.setInterval(kFrame);
  settle_.setSingleShot(true);
  settle_.setInterval(kSettleAfter);
  connect(&frame_, &QTimer::timeout, this, &Viewport::step);
  connect(&settle_, &QTimer::timeout, this, &Viewport::settle);
  connect(&document_, &models::Document::changed, this, &Viewport::showFactory);
  connect(&selection_, &models::Selection::changed, this, &Viewport::showSelection);
  connect(&themes_, &ThemeService::changed, this, &Viewport::showTheme);
  showTheme();
  showFactory({});
}

Viewport::~Viewport() = default;

void Viewport::showFactory(const models::FactoryChange& change) {
  const factory::Factory& factory = document_.factory();
  elements_ = sceneElements(factory);
  picker_.setElements(elements_);
  canvas_->setPartTypes(scenePartTypes(factory));
  canvas_->setLayout(elements_, sceneFlows(factory));
  if (states_.size() != elements_.size()) states_.clear();
  // Only another factory altogether moves the camera, and only until the first one was framed for the user.
  if (change.kind == models::FactoryChange::Kind::Replaced && change.ids.empty()) is_framed_ = false;
  if (!is_framed_ && !elements_.empty() && isVisible()) {
    showCamera(scene::framed(camera_, viewSize(), cornersOf({}), 0.9));
    is_framed_ = true;
    is_untouched_ = true;
  }
  updateLabels();
  stir();
}

void Viewport::showSelection() {
  canvas_->setSelection(selection_.ids());
  updateLabels();
  stir();
}

void Viewport::showTheme() {
  canvas_->setTheme(themes_.theme());
  overlay_->update();
  stir();
}

void Viewport::resizeEvent(QResizeEvent*) {
  canvas_->widget()->setGeometry(rect());
  overlay_->setGeometry(rect());
  legend_->adjustSize();
  presets_->adjustSize();
  legend_->move(kChipMargin, kChipMargin);
  presets_->move(width() - presets_->width() - kChipMargin, kChipMargin);
  cube_->move(width() - cube_->width() - kChipMargin, presets_->geometry().bottom() + kChipMargin / 2);
  cube_->setVisible(height() > 2 * cube_->height());
  // In a narrow hall the view buttons matter more.
  legend_->setVisible(legend_->geometry().right() + kChipMargin < presets_->x());
  // Until the user looks elsewhere, everything stays in view.
  if ((!is_framed_ || is_untouched_) && !elements_.empty()) {
    camera_ = scene::framed(camera_, viewSize(), cornersOf({}), 0.9);
    is_framed_ = true;
  }
  showCamera(camera_);
}

void Viewport::setCamera(const scene::CameraPose& pose) {
  is_untouched_ = false;
  showCamera(pose);
}

void Viewport::showCamera(const scene::CameraPose& pose) {
  frame_.stop();
  camera_ = pose;
  canvas_->setCamera(camera_);
  updateLabels();
  stir();
  emit cameraChanged();
}

void Viewport::flyTo(const scene::CameraPose& pose) {
  is_untouched_ = false;
  from_ = camera_;
  to_ = pose;
  flight_.start();
  frame_.start();
  step();
}

void Viewport::step() {
  const double t = static_cast<double>(flight_.elapsed()) / 1000 / scene::kTransition_s;
  camera_ = scene::lerp(from_, to_, t);
  if (t >= 1) frame_.stop();
  canvas_->setCamera(camera_);
  updateLabels();
  stir();
  emit cameraChanged();
}

void Viewport::goBack() {
  flyTo(history_.back());
  emit viewHistoryChanged();
}

void Viewport::goForward() {
  flyTo(history_.forward());
  emit viewHistoryChanged();
}

void Viewport::setParallel(bool is_parallel) {
  if (camera_.is_parallel == is_parallel) return;
  frame_.stop();
  scene::CameraPose pose = camera_;
  pose.is_parallel = is_parallel;
  setCamera(pose);
}

void Viewport::setPlan(bool is_plan) {
  if (is_plan == isPlan()) return;
  if (!is_plan) {
    setCamera(*std::exchange(before_plan_, std::nullopt));
    return;
  }
  before_plan_ = camera_;
  scene::CameraPose plan = scene::turnedTo(camera_, scene::ViewPreset::Top);
  plan.is_parallel = true;
  setCamera(elements_.empty() ? plan : scene::framed(plan, viewSize(), cornersOf({}), 0.9));
}

void Viewport::stir() {
  const bool is_slow = canvas_->frameTime_ms(scene::Quality::Moving) > kSmoothFrame_ms;
  canvas_->setQuality(is_slow ? scene::Quality::Fast : scene::Quality::Moving);
  settle_.start();
}

void Viewport::settle() {
  if (!tool_ && is_framed_) {
    history_.rest(camera_);
    emit viewHistoryChanged();
  }
  if (canvas_->frameTime_ms(scene::Quality::Settled) > kLongestFine_ms) return;
  canvas_->setQuality(scene::Quality::Settled);
}

std::vector<scene::Vec3> Viewport::cornersOf(std::span<const std::string> ids) const {
  std::vector<scene::Vec3> corners;
  for (const scene::SceneElement& element : elements_) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), element.id) == ids.end()) continue;
    const scene::LocalBox box = scene::localBoxOf(element);
    for (const double x : {box.low.x, box.high.x}) {
      for (const double y : {box.low.y, box.high.y}) {
        for (const double z : {box.low.z, box.high.z}) corners.push_back(scene::toWorld(element, {x, y, z}));
      }
    }
  }
  return corners;
}

void Viewport::lookFrom(scene::ViewPreset view) {
  scene::CameraPose pose = scene::turnedTo(camera_, view);
  if (!elements_.empty()) pose = scene::framed(pose, viewSize(), cornersOf({}), 0.86);
  flyTo(pose);
}

void Viewport::frameAll() {
  flyTo(scene::framed(camera_, viewSize(), cornersOf({}), 0.9));
  is_untouched_ = true;
}

void Viewport::frameSelection() {
  flyTo(scene::framed(camera_, viewSize(), cornersOf(selection_.ids()), selection_.ids().empty() ? 0.9 : 0.55));
}

void Viewport::setElementStates(std::span<const factory::ElementState> states) {
  std::vector<scene::ElementStateChange> changes;
  for (std::size_t i = 0; i < std::min(states.size(), elements_.size()); ++i) {
    if (i < states_.size() && states_[i] == states[i]) continue;
    changes.push_back({elements_[i].id, sceneState(states[i])});
  }
  const bool goes_to_rest = states.empty() && !states_.empty();
  if (goes_to_rest) {
    for (const scene::SceneElement& element : elements_) changes.push_back({element.id, scene::ElementState::Idle});
  }
  states_.assign(states.begin(), states.end());
  if (changes.empty()) return;
  canvas_->setStates(changes);
  updateLabels();
  stir();
  emit elementStatesChanged();
}

void Viewport::setParts(std::span<const scene::PartPose> parts) {
  canvas_->setParts(parts);
  stir();
}

void Viewport::setLabels(std::vector<SceneLabel> labels) {
  labels_ = std::move(labels);
  updateLabels();
}

void Viewport::setLabelsVisible(bool is_visible) {
  overlay_->setVisible(is_visible);
}

void Viewport::updateLabels() {
  std::vector<PlacedLabel> placed;
  const scene::CameraAxes axes = scene::axesOf(camera_);
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    const scene::SceneElement& element = elements_[i];
    const auto given = std::find_if(labels_.begin(), labels_.end(),
                                    [&element](const SceneLabel& label) { return label.element == element.id; });
    const bool is_pointed = selection_.contains(element.id) || element.id == hovered_;
    if (given == labels_.end() && !is_pointed) continue;
    const scene::LocalBox box = scene::localBoxOf(element);
    const auto top = scene::worldToDisplay(camera_, viewSize(), scene::toWorld(element, {0, 0, box.high.z}));
    if (!top) continue;
    PlacedLabel label;
    if (given != labels_.end()) label.label = *given;
    label.label.element = element.id;
    if (given == labels_.end() && i < states_.size()) label.label.state = states_[i];
    label.name = QString::fromStdString(element.name.empty() ? element.id : element.name);
    label.anchor = {top->at.x, top->at.y};
    const double nearness = dot(axes.back, element.position_m) * 1e-3;
    label.urgency = (is_pointed ? 100 : 0) + (label.label.state == factory::ElementState::Down ? 10 : 0) + nearness;
    placed.push_back(std::move(label));
  }
  overlay_->setLabels(std::move(placed));
}

std::string Viewport::elementAt(QPointF at) const {
  const auto hit = picker_.pick(scene::rayThrough(camera_, viewSize(), {at.x(), at.y()}));
  return hit ? hit->id : std::string();
}

std::optional<scene::Vec3> Viewport::floorAt(QPointF at) const {
  return scene::displayToFloor(camera_, viewSize(), {at.x(), at.y()});
}

scene::Vec3 Viewport::grabPoint(QPointF at) const {
  const scene::Ray ray = scene::rayThrough(camera_, viewSize(), {at.x(), at.y()});
  if (const auto hit = picker_.pick(ray)) return hit->point_m;
  const auto floor = floorAt(at);
  const double farthest_m = 4 * camera_.distance_m;
  if (floor && norm(*floor - scene::eyeOf(camera_)) < farthest_m) return *floor;
  return scene::eyeOf(camera_) + ray.direction * camera_.distance_m;
}

std::optional<QPoint> Viewport::worldToWidget(double x_m, double y_m, double z_m) const {
  const auto seen = scene::worldToDisplay(camera_, viewSize(), {x_m, y_m, z_m});
  if (!seen) return std::nullopt;
  return QPoint(static_cast<int>(std::lround(seen->at.x)), static_cast<int>(std::lround(seen->at.y)));
}

const scene::SceneElement* Viewport::shownElement(const std::string& id) const {
  const auto found = std::find_if(elements_.begin(), elements_.end(),
                                  [&id](const scene::SceneElement& element) { return element.id == id; });
  return found == elements_.end() ? nullptr : &*found;
}

std::optional<QPoint> Viewport::elementToWidget(const std::string& id) const {
  const scene::SceneElement* element = shownElement(id);
  if (element == nullptr) return std::nullopt;
  const scene::LocalBox box = scene::localBoxOf(*element);
  const scene::Vec3 middle = scene::toWorld(*element, (box.low + box.high) * 0.5);
  return worldToWidget(middle.x, middle.y, middle.z);
}

scene::Vec3 Viewport::snapped(const scene::Vec3& point_m, Qt::KeyboardModifiers modifiers) {
  if (modifiers.testFlag(Qt::ControlModifier)) return point_m;
  const auto snap = [](double value) { return std::round(value / kGrid_m) * kGrid_m; };
  return {snap(point_m.x), snap(point_m.y), point_m.z};
}

PointerEvent Viewport::pointer(const QMouseEvent& event) const {
  return {event.position(), event.button(), event.modifiers(), elementAt(event.position())};
}

std::unique_ptr<MouseTool> Viewport::toolFor(const PointerEvent& event) const {
  const bool is_on_element = !event.element.empty();
  if (const auto move = navigation_.table.moveFor(event.button, event.modifiers, is_on_element)) {
    return toolOf(*move, !isPlan());
  }
  if (event.button != Qt::LeftButton || !is_on_element) return std::make_unique<ClickTool>();
  if (event.modifiers.testFlag(Qt::AltModifier)) return std::make_unique<DrawFlowTool>();
  return std::make_unique<MoveElementsTool>();
}

void Viewport::mousePressEvent(QMouseEvent* event) {
  if (tool_) return;
  const PointerEvent here = pointer(*event);
  tool_ = toolFor(here);
  tool_->press(*this, here);
}

void Viewport::mouseMoveEvent(QMouseEvent* event) {
  if (tool_) {
    tool_->move(*this, pointer(*event));
  } else {
    hover(event->position());
  }
}

void Viewport::mouseReleaseEvent(QMouseEvent* event) {
  if (!tool_) return;
  const std::unique_ptr<MouseTool> tool = std::move(tool_);
  tool->release(*this, pointer(*event));
}

void Viewport::mouseDoubleClickEvent(QMouseEvent* event) {
  if (!elementAt(event->position()).empty()) frameSelection();
}

void Viewport::leaveEvent(QEvent*) {
  hover({-1e6, -1e6});
}

void Viewport::hover(QPointF at) {
  const std::string id = rect().contains(at.toPoint()) ? elementAt(at) : std::string();
  if (id == hovered_) return;
  hovered_ = id;
  canvas_->setHovered(id.empty() ? std::nullopt : std::optional(id));
  updateLabels();
  stir();
  emit hovered(QString::fromStdString(id));
}

void Viewport::zoomAt(QPointF at, double factor) {
  setCamera(scene::zoomed(camera_, grabPoint(at), factor));
}

void Viewport::wheelEvent(QWheelEvent* event) {
  event->accept();
  // A wheel clicks; fingers come in pixels, or in phases.
  const bool is_fingers = !event->pixelDelta().isNull() || event->phase() != Qt::NoScrollPhase;
  if (is_fingers && navigation_.table.scroll == models::FingerScroll::Pan &&
      !event->modifiers().testFlag(Qt::ControlModifier)) {
    scrollByFingers(*event);
    return;
  }
  constexpr double kClick = 120;  // Qt's eighths of a degree
  zoomAt(event->position(), std::pow(navigation_.wheel_factor, event->angleDelta().y() / kClick));
}

void Viewport::scrollByFingers(const QWheelEvent& event) {
  const QPointF step = event.pixelDelta().isNull() ? QPointF(event.angleDelta()) / 4 : QPointF(event.pixelDelta());
  setCamera(scene::panned(camera_, viewSize(), grabPoint(event.position()), step.x(), step.y()));
}

bool Viewport::event(QEvent* event) {
  if (event->type() == QEvent::NativeGesture) {
    const auto* gesture = static_cast<QNativeGestureEvent*>(event);
    if (gesture->gestureType() != Qt::ZoomNativeGesture) return QWidget::event(event);
    zoomAt(gesture->position(), 1 / std::max(0.1, 1 + gesture->value()));
    return true;
  }
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const factory::Element* element = document_.factory().findElement(elementAt(help->pos()));
    if (element == nullptr) {
      QToolTip::hideText();
    } else {
      const auto index = static_cast<std::size_t>(element - document_.factory().elements().data());
      const auto state = index < states_.size() ? std::optional(states_[index]) : std::nullopt;
      QToolTip::showText(help->globalPos(), whatIsIt(*element, state), this);
    }
    return true;
  }
  return QWidget::event(event);
}

void Viewport::dragEnterEvent(QDragEnterEvent* event) {
  if (!event->mimeData()->hasFormat(kElementMime)) return;
  drop_type_ = event->mimeData()->data(kElementMime).toStdString();
  if (document_.factory().types()->find(drop_type_) != nullptr) event->acceptProposedAction();
}

void Viewport::dragMoveEvent(QDragMoveEvent* event) {
  const auto floor = floorAt(event->position());
  event->setAccepted(floor.has_value());
  if (!floor) return;
  scene::SceneElement ghost;
  ghost.type = scene::bodyTypeOf(drop_type_);
  ghost.position_m = snapped(*floor, event->modifiers());
  const scene::LocalBox box = scene::localBoxOf(ghost);
  QPolygonF outline;
  for (const auto& [x, y] : {std::pair{box.low.x, box.low.y}, std::pair{box.high.x, box.low.y},
                             std::pair{box.high.x, box.high.y}, std::pair{box.low.x, box.high.y}}) {
    const scene::Vec3 corner = scene::toWorld(ghost, {x, y, 0});
    if (const auto at = worldToWidget(corner.x, corner.y, corner.z)) outline << *at;
  }
  overlay_->setGhost(outline);
  overlay_->setHint(tr("x %1 m   y %2 m").arg(ghost.position_m.x, 0, 'f', 2).arg(ghost.position_m.y, 0, 'f', 2),
                    event->position());
}

void Viewport::dragLeaveEvent(QDragLeaveEvent*) {
  overlay_->setGhost({});
  overlay_->setHint({}, {});
}

void Viewport::dropEvent(QDropEvent* event) {
  overlay_->setGhost({});
  overlay_->setHint({}, {});
  const auto floor = floorAt(event->position());
  if (!floor || !event->mimeData()->hasFormat(kElementMime)) return;
  const scene::Vec3 place = snapped(*floor, event->modifiers());
  const std::string type = event->mimeData()->data(kElementMime).toStdString();
  try {
    selection_.select(addNewElement(document_, type, place.x, place.y));
    event->acceptProposedAction();
    setFocus();
  } catch (const Error& error) {
    status_.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
}

QImage Viewport::picture() {
  return canvas_->picture();
}

double Viewport::frameTime_ms() const {
  const double fast_ms = canvas_->frameTime_ms(scene::Quality::Fast);
  return fast_ms > 0 ? fast_ms : canvas_->frameTime_ms(scene::Quality::Moving);
}

}  // namespace mw::panels
