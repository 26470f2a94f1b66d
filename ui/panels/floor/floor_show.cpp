// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/floor_show.h"

#include <algorithm>

#include "ui/models/document.h"
#include "ui/models/figure_format.h"
#include "ui/models/floor/bottleneck_words.h"
#include "ui/models/floor/element_now.h"
#include "ui/models/playback.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/scene/bottleneck_mark.h"
#include "ui/scene/floor_heat.h"
#include "ui/scene/floor_rings.h"
#include "ui/scene/flow_ribbons.h"

namespace mw::panels {
namespace {

constexpr double kTrackWidth_m = 0.18;
constexpr double kTrackOpacity = 0.9;
/// The line around an element that the part was in.
const std::vector<scene::RingStop> kVisited = {{0.10, 0}, {0.11, kTrackOpacity}, {0.18, kTrackOpacity}, {0.19, 0}};

scene::Rgb sceneColor(const QColor& color) {
  return {color.redF(), color.greenF(), color.blueF()};
}

QString percentText(double share) {
  return FloorShow::tr("%1 %").arg(100 * share, 0, 'f', 1);
}

}  // namespace

FloorShow::FloorShow(const PanelServices& services, models::SimulationModel& simulation, models::PartTraceModel& part,
                     QObject* parent)
    : QObject(parent), services_(services), simulation_(simulation), part_(part) {
  using Model = models::SimulationModel;
  connect(&simulation_, &Model::runChanged, this, [this] {
    countFlows();
    show();
  });
  connect(&simulation_, &Model::replicatedChanged, this, [this] {
    counted_.reset();  // the warm-up may be another now
    countFlows();
    readHeat();
    show();
  });
  connect(&services_.document, &models::Document::changed, this, &FloorShow::show);
  connect(&services_.themes, &ThemeService::changed, this, &FloorShow::show);
  connect(&part_, &models::PartTraceModel::traceChanged, this, &FloorShow::show);
  services_.viewport.setTeller([this](const std::string& id) { return tell(id); });
  readHeat();
  show();
}

void FloorShow::setExtent(Extent extent) {
  if (extent == extent_) return;
  extent_ = extent;
  show();
}

void FloorShow::setHeat(models::HeatQuantity quantity) {
  quantity_ = quantity;
  readHeat();
  show();
}

void FloorShow::setFlowsShown(bool are_shown) {
  are_flows_shown_ = are_shown;
  countFlows();
  show();
}

void FloorShow::setLimitsMarked(bool are_marked) {
  are_limits_marked_ = are_marked;
  show();
}

double FloorShow::strongest_per_h() const {
  const auto strongest = std::ranges::max_element(flows_, {}, &kpi::FlowRate::per_h);
  return strongest == flows_.end() ? 0 : strongest->per_h;
}

void FloorShow::readHeat() {
  const auto runs = simulation_.replicated();
  heat_ = runs ? models::heatMapOf(runs->result, *runs->factory, quantity_) : models::HeatMap{quantity_, {}, 0, 0};
}

void FloorShow::countFlows() {
  const auto run = simulation_.run();
  if (!are_flows_shown_ || !run) {
    flows_.clear();
    counted_.reset();
    return;
  }
  if (run == counted_) return;
  counted_ = run;
  if (job_) job_->cancel();
  const auto runs = simulation_.replicated();
  const double from_s = std::min(runs ? runs->result.plan.warmup_s : 0, run->recording->end().seconds());
  const auto work = [run, from_s](const std::stop_token& stop, const ProgressSink&) {
    return kpi::flowRatesOf(*run->recording, from_s, stop);
  };
  job_ = services_.jobs.start(tr("Counting flows"), this, work, [this, run](std::vector<kpi::FlowRate> rates) {
    if (run != counted_) return;
    flows_ = std::move(rates);
    show();
  });
}

const scene::SceneElement* FloorShow::shown(std::uint32_t element) const {
  const auto run = simulation_.run();
  if (!run || element >= run->factory->elements().size()) return nullptr;
  return services_.viewport.shownElement(run->factory->elements()[element].id);
}

void FloorShow::show() {
  shapes_.clear();
  labels_.clear();
  if (extent_ != Extent::Nothing && are_limits_marked_) addLimits();
  if (extent_ == Extent::All) {
    addHeat();
    addFlows();
    addPath();
  }
  // Painted in order of their height, whatever order they were made in.
  std::ranges::stable_sort(shapes_, {}, [](const scene::FloorShape& shape) {
    return shape.vertices.empty() ? 0.0 : shape.vertices.front().point_m.z;
  });
  services_.viewport.setFloor(shapes_, labels_);
  emit changed();
}

void FloorShow::addLimits() {
  const auto runs = simulation_.replicated();
  if (!runs) return;
  const scene::Rgb color = sceneColor(services_.themes.color(Token::Warning));
  for (const models::LimitMark& mark : models::limitMarks(runs->result.bottleneck)) {
    const scene::SceneElement* element = services_.viewport.shownElement(mark.element);
    if (element == nullptr) continue;
    shapes_.push_back(scene::bottleneckMark(*element, color, mark.is_sure));
    SceneLabel label{mark.element, mark.text, {}, SceneLabel::Frame::MayLimit};
    if (mark.is_sure) label.frame = SceneLabel::Frame::Limits;
    labels_.push_back(std::move(label));
  }
}

void FloorShow::addHeat() {
  for (const models::HeatMap::Spot& spot : heat_.spots) {
    const scene::SceneElement* element = services_.viewport.shownElement(spot.element);
    if (element == nullptr) continue;
    shapes_.push_back(scene::heatPlate(*element, sceneColor(Theme::valueColor(heat_.place(spot.share)))));
    const auto is_same = [&spot](const SceneLabel& label) { return label.element == spot.element; };
    if (std::ranges::none_of(labels_, is_same)) labels_.push_back({spot.element, percentText(spot.share), {}});
  }
}

void FloorShow::addFlows() {
  const double strongest = strongest_per_h();
  const scene::Rgb color = sceneColor(services_.themes.color(Token::Accent));
  for (const kpi::FlowRate& flow : flows_) {
    const scene::SceneElement* from = shown(flow.from);
    const scene::SceneElement* to = shown(flow.to);
    if (from == nullptr || to == nullptr) continue;
    shapes_.push_back(scene::flowRibbon(*from, *to, scene::kWidestRibbon_m * flow.per_h / strongest, color));
  }
  // What comes in goes on under the body, so that the eye can follow it from source to sink.
  for (const auto& [element, per_h] : throughputs()) {
    const scene::SceneElement* here = shown(element);
    if (here == nullptr) continue;
    const double width_m = scene::kWidestRibbon_m * per_h / strongest;
    shapes_.push_back(scene::throughRibbon(*here, width_m, color));
  }
}

std::map<std::uint32_t, double> FloorShow::throughputs() const {
  std::map<std::uint32_t, double> in;
  std::map<std::uint32_t, double> out;
  for (const kpi::FlowRate& flow : flows_) {
    in[flow.to] += flow.per_h;
    out[flow.from] += flow.per_h;
  }
  std::map<std::uint32_t, double> through;
  for (const auto& [element, per_h] : in) {
    if (const auto leaving = out.find(element); leaving != out.end()) {
      through[element] = std::max(per_h, leaving->second);
    }
  }
  return through;
}

void FloorShow::addPath() {
  const auto& trace = part_.trace();
  if (!trace) return;
  const scene::Rgb color = sceneColor(services_.themes.color(Token::Accent));
  const scene::SceneElement* before = nullptr;
  for (const models::PartStay& stay : trace->stays) {
    const scene::SceneElement* here = shown(stay.element);
    if (here != nullptr) shapes_.push_back(scene::floorRings(*here, kVisited, false, color, scene::kTrackLift_m));
    if (before != nullptr && here != nullptr && before != here) {
      const std::vector<scene::Vec3> line = scene::ribbonLine(*before, *here);
      shapes_.push_back(scene::floorRibbon(line, kTrackWidth_m, color, kTrackOpacity, scene::kTrackLift_m));
    }
    before = here;
  }
}

QString FloorShow::tell(const std::string& id) const {
  const auto run = simulation_.run();
  const factory::Element* element = run ? run->factory->findElement(id) : nullptr;
  if (element == nullptr || extent_ != Extent::All) return {};
  const auto index = static_cast<std::uint32_t>(element - run->factory->elements().data());
  const double t_s = services_.playback.time_s();
  QString text = models::textOf(models::elementNow(*run->recording, index, t_s), *run->factory, t_s);
  for (const models::HeatMap::Spot& spot : heat_.spots) {
    if (spot.element == id) {
      text += tr("\n%1: %2 of the time").arg(models::titleOf(heat_.quantity), percentText(spot.share));
    }
  }
  double in_per_h = 0;
  double out_per_h = 0;
  for (const kpi::FlowRate& flow : flows_) {
    if (flow.to == index) in_per_h += flow.per_h;
    if (flow.from == index) out_per_h += flow.per_h;
  }
  if (in_per_h > 0 || out_per_h > 0) {
    text += tr("\nin %1, out %2 parts/h").arg(models::figure(in_per_h), models::figure(out_per_h));
  }
  return text;
}

}  // namespace mw::panels
