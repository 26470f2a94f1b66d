// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/viewport.h"

#include <QFileInfo>
#include <algorithm>
#include <chrono>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/arm_looks.h"
#include "ui/panels/viewport/canvas.h"
#include "ui/panels/viewport/file_drop.h"
#include "ui/panels/viewport/hall_labels.h"
#include "ui/panels/viewport/hall_marks.h"
#include "ui/panels/viewport/mouse_tool.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/section_chip.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/view_chips.h"
#include "ui/panels/viewport/view_cube.h"
#include "ui/scene/footprint.h"

namespace mw::panels {
namespace {

constexpr std::chrono::milliseconds kSettleAfter{300};
constexpr std::chrono::milliseconds kFrame{16};
/// A settled picture that takes longer than this is not drawn again: the window would stop for it.
constexpr double kLongestFine_ms = 200;
constexpr double kFineCost = 8;  ///< of a settled frame, in moving ones; where none was drawn yet
/// Where smoothed frames take longer, they are drawn bare while something moves.
constexpr double kSmoothFrame_ms = 50;
constexpr int kChipMargin = 12;
/// Room for a first line.
constexpr double kEmptyHall_m = 28;

/// Elements that are no more cannot be selected.
void forgetRemoved(models::Selection& selection, const ShownHall& hall) {
  std::vector<std::string> ids = selection.ids();
  if (std::erase_if(ids, [&hall](const std::string& id) { return !hall.indexOf(id); }) > 0) selection.set(ids);
}

}  // namespace

Viewport::Viewport(models::Document& document, models::Selection& selection, ThemeService& themes, StatusBoard& status,
                   QWidget* parent)
    : QWidget(parent), document_(document), selection_(selection), themes_(themes), status_(status) {
  setObjectName(QStringLiteral("viewport"));
  setAccessibleName(tr("Hall"));
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(200, 120);
  canvas_ = makeCanvas(this);
  canvas_->widget()->setObjectName(QStringLiteral("viewport.canvas"));
  canvas_->widget()->setAttribute(Qt::WA_TransparentForMouseEvents);
  canvas_->on_frame = [this] {
    if (!has_shown_) QMetaObject::invokeMethod(this, &Viewport::firstFrameShown, Qt::QueuedConnection);
    has_shown_ = true;
  };
  overlay_ = new LabelOverlay(themes_, this);
  snap_ = new SnapGrid(this);
  new ElementDrop(*this);
  new FileDrop(*this);
  legend_ = new HallLegend(themes_, this);
  presets_ = new ViewPresets(*this);
  cube_ = new ViewCube(*this, themes_);
  section_ = new SectionChip(this);
  connect(section_, &SectionChip::heightChanged, this, [this](std::optional<double> height_m) {
    hall_.setSection(height_m);
    canvas_->setSection(height_m);
    stir();
  });
  frame_.setObjectName(QStringLiteral("viewport.frame"));
  settle_.setObjectName(QStringLiteral("viewport.settle"));
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
  hall_.setFolder(QFileInfo(document_.fileName()).path().toStdString());
  hall_.setFactory(factory);
  canvas_->setPartTypes(scenePartTypes(factory));
  canvas_->setLayout(hall_.visibleElements(), sceneFlows(factory));
  canvas_->setRoads(scene::sceneRoads(factory));
  if (states_.size() != hall_.elements().size()) states_.clear();
  forgetRemoved(selection_, hall_);
  // Only another factory altogether moves the camera, and only until the first one was framed for the user.
  const bool is_another = change.kind == models::FactoryChange::Kind::Replaced && change.ids.empty();
  if (is_another) is_framed_ = hall_.elements().empty();
  if (is_another && is_framed_) camera_.distance_m = kEmptyHall_m;
  if (!is_framed_ && !hall_.elements().empty() && isVisible()) {
    showCamera(allOf(camera_, 0.9));
    is_framed_ = true;
    is_untouched_ = true;
  }
  updateLabels();
  stir();
  emit elementsMoved();
}

Viewport::Preparation Viewport::preparation() const {
  return [shapes = canvas_->shapes(), looks = hall_.armLooks()](const factory::Factory& factory,
                                                                const std::filesystem::path& folder) {
    std::vector<scene::SceneElement> elements = sceneElements(factory);
    looks->makeAll(factory, folder, elements);
    if (shapes) shapes->prepare(elements);
  };
}

std::shared_ptr<scene::BodyShapes> Viewport::shapes() const {
  return canvas_->shapes();
}

void Viewport::setDresser(ShownHall::Dresser dresser) {
  hall_.setDresser(std::move(dresser));
  refresh();
}

void Viewport::refresh() {
  showFactory({models::FactoryChange::Kind::OtherChanged, {}});
}

void Viewport::setUnderlays(std::span<const scene::SceneUnderlay> underlays) {
  canvas_->setUnderlays(underlays);
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
  section_->move(width() - section_->width() - kChipMargin, cube_->geometry().bottom() + kChipMargin / 2);
  // In a narrow hall the view buttons matter more.
  legend_->setVisible(legend_->geometry().right() + kChipMargin < presets_->x());
  // Until the user looks elsewhere, everything stays in view.
  if ((!is_framed_ || is_untouched_) && !hall_.elements().empty()) {
    camera_ = allOf(camera_, 0.9);
    is_framed_ = true;
  }
  showCamera(camera_);
}

void Viewport::setFineness(Fineness fineness) {
  fineness_ = fineness;
  stir();
}

void Viewport::stir() {
  const bool is_slow = canvas_->frameTime_ms(scene::Quality::Moving) > kSmoothFrame_ms;
  const scene::Quality moving = is_slow ? scene::Quality::Fast : scene::Quality::Moving;
  canvas_->setQuality(fineness_ == Fineness::Fine ? scene::Quality::Settled : moving);
  settle_.start();
}

void Viewport::settle() {
  if (!gesture_ && is_framed_) {
    history_.rest(camera_);
    emit viewHistoryChanged();
  }
  if (fineness_ == Fineness::Plain) return canvas_->setQuality(scene::Quality::Moving);
  const double measured_ms = canvas_->frameTime_ms(scene::Quality::Settled);
  const double expected_ms = measured_ms > 0 ? measured_ms : kFineCost * canvas_->frameTime_ms(scene::Quality::Moving);
  const bool is_affordable = fineness_ == Fineness::Fine || expected_ms <= kLongestFine_ms;
  canvas_->setQuality(is_affordable ? scene::Quality::Settled : scene::Quality::Moving);
}

void Viewport::setElementStates(std::span<const factory::ElementState> states) {
  std::vector<scene::ElementStateChange> changes;
  for (std::size_t i = 0; i < std::min(states.size(), hall_.elements().size()); ++i) {
    if (i < states_.size() && states_[i] == states[i]) continue;
    changes.push_back({hall_.elements()[i].id, sceneState(states[i])});
  }
  const bool goes_to_rest = states.empty() && !states_.empty();
  if (goes_to_rest) {
    for (const scene::SceneElement& element : hall_.elements())
      changes.push_back({element.id, scene::ElementState::Idle});
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

void Viewport::setArms(PosedArms::Who who, std::span<const motion::ArmPosture> arms) {
  arms_.set(who, arms);
  std::vector<scene::ScenePosture> postures;
  for (const motion::ArmPosture& arm : arms_.shown()) {
    if (arm.element < hall_.elements().size()) postures.push_back({hall_.elements()[arm.element].id, arm.q_rad});
  }
  canvas_->setPostures(postures);
  stir();
}

void Viewport::setMoving(std::span<const motion::DoorState> doors, std::span<const motion::TransferState> transfers,
                         std::span<const motion::StopState> stops) {
  std::vector<scene::SceneMoving> shown;
  const auto add = [&](std::uint32_t element, double at) {
    if (element >= hall_.elements().size()) return;
    const std::string& id = hall_.elements()[element].id;
    if (shown.empty() || shown.back().id != id) shown.push_back({id, {}});
    shown.back().at.push_back(at);
  };
  for (const motion::DoorState& door : doors) add(door.element, door.open);
  for (const motion::StopState& stop : stops) add(stop.element, stop.down);
  for (const motion::TransferState& transfer : transfers) {
    if (transfer.element >= hall_.elements().size()) continue;
    const scene::SceneElement& element = hall_.elements()[transfer.element];
    const bool turns = element.type == scene::BodyType::Turntable;
    shown.push_back({element.id, {turns ? transfer.stand - element.yaw_rad : transfer.stand}});
  }
  canvas_->setMoving(shown);
  stir();
}

void Viewport::setVehicles(std::span<const scene::VehiclePose> vehicles) {
  canvas_->setVehicles(vehicles);
  stir();
}

void Viewport::setLabels(std::vector<SceneLabel> labels) {
  labels_ = std::move(labels);
  updateLabels();
}

void Viewport::setFloor(std::span<const scene::FloorShape> shapes, std::vector<SceneLabel> labels) {
  canvas_->setFloorShapes(shapes);
  floor_labels_ = std::move(labels);
  updateLabels();
  stir();
}

void Viewport::setProblemMarks(std::vector<ProblemMark> marks) {
  problem_marks_ = std::move(marks);
  showSketches();
}

void Viewport::setProblemMarksVisible(bool are_visible) {
  has_problem_marks_ = are_visible;
  showSketches();
}

void Viewport::setLabelsVisible(bool is_visible) {
  overlay_->setVisible(is_visible);
}

std::vector<QRectF> Viewport::coveredPlaces() const {
  std::vector<QRectF> places;
  for (const QWidget* child : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
    const bool is_whole = child == overlay_ || child == canvas_->widget();
    if (!is_whole && child->isVisible()) places.emplace_back(child->geometry());
  }
  return places;
}

void Viewport::updateLabels() {
  std::vector<SceneLabel> labels = floor_labels_;
  labels.insert(labels.end(), labels_.begin(), labels_.end());
  overlay_->setLabels(placedLabels(*this, labels, states_, hovered_), coveredPlaces());
  showSketches();
}

void Viewport::preview(std::span<const layout::Body> moved) {
  canvas_->moveElements(hall_.preview(moved));
  updateLabels();
  stir();
  emit elementsMoved();
}

void Viewport::setHandlesVisible(bool are_visible) {
  has_handles_ = are_visible;
  showSketches();
}

void Viewport::showSketches() {
  overlay_->setSketch(SketchLayer::Marks, marksOf(*this, document_.factory()));
  overlay_->setSketch(SketchLayer::Problems, has_problem_marks_ ? problemSketch(*this, problem_marks_) : Sketch());
  const auto origin = activeTool() != nullptr || !has_handles_ ? std::nullopt : gizmoOrigin();
  gizmo_ = origin ? scene::gizmoParts(camera_, viewSize(), *origin) : std::vector<scene::GizmoPart>();
  overlay_->setSketch(SketchLayer::Gizmo, gizmoSketch(gizmo_, hot_));
  showToolSketch();
}

void Viewport::showToolSketch() {
  const MouseTool* tool = activeTool();
  if (tool != nullptr) {
    overlay_->setSketch(SketchLayer::Tool, tool->sketch(*this));
  } else if (!had_tool_) {
    return;  // what is dragged in from the library draws there
  } else {
    overlay_->setSketch(SketchLayer::Tool, {});
  }
  had_tool_ = tool != nullptr;
}

void Viewport::showHint() {
  const MouseTool* tool = activeTool();
  const QString hint = tool == nullptr ? QString() : tool->hint();
  if (hint == hint_) return;
  hint_ = hint;
  emit hintChanged(hint_);
}

QImage Viewport::picture() {
  return canvas_->picture();
}

double Viewport::frameTime_ms() const {
  const double fast_ms = canvas_->frameTime_ms(scene::Quality::Fast);
  return fast_ms > 0 ? fast_ms : canvas_->frameTime_ms(scene::Quality::Moving);
}

}  // namespace mw::panels
