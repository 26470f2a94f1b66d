// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/run_show.h"

#include <algorithm>
#include <cmath>

#include "ui/models/playback.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

using factory::ElementState;

/// A part on its way from one element to the next is seen for this long, real seconds.
constexpr double kTransit_s = 0.4;
constexpr qint64 kLabels_ms = 200;  ///< words that change faster cannot be read
/// After a leap of the cursor (a seek) the words follow at once.
constexpr double kLeap_s = 600;

bool isWork(ElementState state) {
  return state == ElementState::Busy || state == ElementState::Setup;
}

}  // namespace

QString glanceText(double duration_s) {
  if (duration_s < 60) return RunShow::tr("%1 s").arg(std::floor(duration_s), 0, 'f', 0);
  if (duration_s < 5400) return RunShow::tr("%1 min").arg(std::floor(duration_s / 60), 0, 'f', 0);
  return RunShow::tr("%1 h").arg(duration_s / 3600, 0, 'f', 1);
}

RunShow::RunShow(Viewport& viewport, models::Playback& playback, QObject* parent)
    : QObject(parent), viewport_(viewport), playback_(playback) {
  connect(&playback_, &models::Playback::timeChanged, this, &RunShow::show);
}

void RunShow::setRun(std::shared_ptr<const factory::Factory> factory,
                     std::shared_ptr<const events::Recording> recording) {
  factory_ = std::move(factory);
  recording_ = std::move(recording);
  histories_.clear();
  elements_.clear();
  flow_.reset();
  shown_s_ = -1;
  if (factory_ == nullptr || recording_ == nullptr) {
    viewport_.setElementStates({});
    viewport_.setParts({});
    viewport_.setVehicles({});
    viewport_.setLabels({});
    return;
  }
  elements_ = sceneElements(*factory_);
  flow_.emplace(*factory_, elements_);
  for (std::uint32_t i = 0; i < elements_.size(); ++i) histories_.push_back(historyOf(*recording_, i));
  show();
}

void RunShow::setActive(bool is_active) {
  if (is_active == is_active_) return;
  is_active_ = is_active;
  shown_s_ = -1;
  since_labels_.invalidate();
  if (!is_active_) viewport_.setVehicles({});
  show();
}

RunShow::History RunShow::historyOf(const events::Recording& recording, std::uint32_t element) {
  History history;
  std::vector<ElementState> places;
  for (const events::StateChange& change : recording.statesOf(element)) {
    if (change.place >= places.size()) places.resize(change.place + 1U, ElementState::Idle);
    places[change.place] = change.state;
    const double at_s = change.at.seconds();
    const double before_s = history.at_s.empty() ? 0 : history.at_s.back();
    const int working_before = history.busy_places.empty() ? 0 : history.busy_places.back();
    const double busy_before = history.busy_s.empty() ? 0 : history.busy_s.back();
    history.at_s.push_back(at_s);
    history.busy_s.push_back(busy_before + working_before * (at_s - before_s));
    history.busy_places.push_back(static_cast<int>(std::count_if(places.begin(), places.end(), isWork)));
  }
  history.place_count = std::max<std::size_t>(1, places.size());
  return history;
}

double RunShow::busyShare(const History& history, double t_s) {
  const auto after = std::upper_bound(history.at_s.begin(), history.at_s.end(), t_s);
  if (after == history.at_s.begin() || t_s <= 0) return 0;
  const auto i = static_cast<std::size_t>(after - history.at_s.begin()) - 1;
  const double busy_s = history.busy_s[i] + history.busy_places[i] * (t_s - history.at_s[i]);
  return busy_s / t_s / static_cast<double>(history.place_count);
}

double RunShow::sinceChange_s(const History& history, double t_s) {
  const auto after = std::upper_bound(history.at_s.begin(), history.at_s.end(), t_s);
  return after == history.at_s.begin() ? t_s : t_s - *(after - 1);
}

void RunShow::show() {
  // The run belongs to an older layout until the new one is there.
  if (recording_ == nullptr || !is_active_) return;
  const double t_s = playback_.time_s();
  const events::Moment moment = recording_->momentAt(SimTime::fromSeconds(t_s));
  const double transit_s = kTransit_s * playback_.wantedSpeed();
  const scene::FlowFrame frame = flow_->frameAt(*recording_, moment, transit_s);
  viewport_.setElementStates(frame.states);
  viewport_.setParts(frame.parts);
  viewport_.setVehicles(frame.vehicles);
  const bool is_leap = shown_s_ < 0 || t_s < shown_s_ || t_s - shown_s_ > kLeap_s;
  shown_s_ = t_s;
  if (since_labels_.isValid() && since_labels_.elapsed() < kLabels_ms && !is_leap) return;
  since_labels_.start();
  showLabels(moment);
}

void RunShow::showLabels(const events::Moment& moment) {
  std::vector<SceneLabel> labels;
  const double t_s = moment.at.seconds();
  for (std::size_t i = 0; i < std::min(moment.elements.size(), elements_.size()); ++i) {
    const auto& here = moment.elements[i];
    const bool has_work = !histories_[i].busy_s.empty() && histories_[i].busy_s.back() > 0;
    SceneLabel label;
    label.element = elements_[i].id;
    label.state = here.summary;
    if (here.summary == ElementState::Down || here.summary == ElementState::Setup) {
      const std::string_view name = factory::nameOf(here.summary);
      label.text = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())) + QLatin1Char(' ') +
                   glanceText(sinceChange_s(histories_[i], t_s));
    } else if (elements_[i].type == scene::BodyType::Buffer || elements_[i].type == scene::BodyType::Storage) {
      label.text = elements_[i].capacity > 0 ? tr("%1 of %2").arg(here.parts.size()).arg(elements_[i].capacity)
                                             : QString::number(here.parts.size());
      label.is_quiet = here.parts.empty();
    } else if (t_s > 0 && has_work && elements_[i].type != scene::BodyType::Conveyor &&
               elements_[i].type != scene::BodyType::Source) {
      label.text = tr("%1 %").arg(std::round(100 * busyShare(histories_[i], t_s)), 0, 'f', 0);
    } else {
      continue;
    }
    labels.push_back(std::move(label));
  }
  viewport_.setLabels(std::move(labels));
}

}  // namespace mw::panels
