// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session/run_memory.h"

#include <QSettings>
#include <algorithm>

#include "core/store/motion_settings.h"
#include "core/store/stored_note.h"

namespace mw::models {
namespace {

constexpr auto kSettings = "settings";
constexpr auto kFigures = "figures";
constexpr auto kSpeed = "speed";
constexpr auto kLikedKey = "kpi/pinned";

QSettings userSettings() {
  return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("millwright"), QStringLiteral("figures"));
}

/// Figures of whole factories, which mean the same in every project.
std::vector<RunPin> likedPins() {
  std::vector<RunPin> pins;
  for (const QString& name : userSettings().value(QLatin1String(kLikedKey)).toStringList()) {
    pins.push_back({{}, name.toStdString()});
  }
  return pins;
}

void likePins(const std::vector<RunPin>& pins) {
  QStringList names;
  for (const RunPin& pin : pins) {
    if (pin.element.empty()) names << QString::fromStdString(pin.figure);
  }
  userSettings().setValue(QLatin1String(kLikedKey), names);
}

}  // namespace

RunMemory::RunMemory(const Models& models, QObject* parent)
    : QObject(parent),
      models_(models),
      unwritten_(std::make_shared<Unwritten>()),
      kept_speed_(models.playback.wantedSpeed()) {
  models_.charts.setPins(likedPins());
  connect(&models_.session, &ProjectSession::opened, this, &RunMemory::restore);
  connect(&models_.session, &ProjectSession::standingChanged, this, &RunMemory::moveAlong);
  connect(&models_.simulation, &SimulationModel::wishesChanged, this, &RunMemory::keepSettings);
  connect(&models_.charts, &RunCharts::edited, this, &RunMemory::keepPins);
  connect(&models_.motion, &MotionModel::stepChanged, this, &RunMemory::keepMotion);
  connect(&models_.playback, &Playback::speedChanged, this, [this](double wanted) {
    if (isSpeedOfRun() && wanted != kept_speed_) keepSettings();
  });
}

bool RunMemory::isSpeedOfRun() const {
  return keeps_speed_ && models_.playback.isFactoryTime();
}

void RunMemory::begin() {
  project_ = models_.session.project().get();
  file_ = models_.session.file();
  unwritten_ = std::make_shared<Unwritten>();
}

void RunMemory::restore() {
  // Opened once more, it is what is in the window already.
  const bool is_same = project_ == models_.session.project().get() && file_ == models_.session.file();
  if (is_same) return;
  begin();
  const auto& notes = models_.session.runNotes();
  const auto settings = notes.find(kSettings);
  const auto figures = notes.find(kFigures);
  is_restoring_ = true;
  const Json json = settings == notes.end() ? Json::object() : settings->second;
  (void)models_.simulation.setWishes(wishesFromJson(json));
  const double speed =
      json.is_object() && json.contains(kSpeed) && json[kSpeed].is_number() ? json[kSpeed].get<double>() : 0;
  if (speed > 0) models_.playback.setWantedSpeed(speed);
  kept_speed_ = models_.playback.wantedSpeed();
  models_.charts.setPins(figures == notes.end() ? likedPins() : pinsFromJson(figures->second));
  const auto motion = notes.find(store::MotionNote::kName);
  const auto step_s = motion == notes.end() ? std::nullopt : store::motionStep_s(motion->second);
  if (!step_s || models_.motion.setStep(*step_s)) (void)models_.motion.setStep(cosimulation::kUsualStep_s);
  is_restoring_ = false;
}

/// Saved elsewhere, the copy of a project has its notes; one that is made of a factory file has none yet.
void RunMemory::moveAlong() {
  if (models_.session.project().get() == project_ || !models_.session.standing().is_open) return;
  begin();
  keepSettings();
  keepPins();
  keepMotion();
}

void RunMemory::keepSettings() {
  if (is_restoring_) return;
  if (isSpeedOfRun()) kept_speed_ = models_.playback.wantedSpeed();
  Json json = toJson(models_.simulation.wishes());
  json[kSpeed] = kept_speed_;
  keep(kSettings, std::move(json));
}

void RunMemory::keepPins() {
  if (is_restoring_) return;
  likePins(models_.charts.pins());
  keep(kFigures, pinsToJson(models_.charts.pins()));
}

void RunMemory::keepMotion() {
  if (is_restoring_) return;
  keep(store::MotionNote::kName, {{store::MotionNote::kStep, models_.motion.step_s()}});
}

void RunMemory::keep(const std::string& name, Json content) {
  const std::shared_ptr<store::ProjectFile> project = models_.session.project();
  if (!project || project.get() != project_ || models_.session.standing().is_read_only) return;
  {
    const std::lock_guard lock(unwritten_->taking);
    unwritten_->notes[name] = std::move(content);
  }
  const auto work = [project, unwritten = unwritten_](std::stop_token, const ProgressSink&) {
    const std::lock_guard one_at_a_time(unwritten->writing);
    std::map<std::string, Json> notes;
    {
      const std::lock_guard lock(unwritten->taking);
      notes.swap(unwritten->notes);
    }
    for (auto& [note, kept] : notes) store::saveNote(*project, {ProjectSession::kRunNotes, note, std::move(kept)});
    return notes.size();
  };
  jobs::Job* job = models_.jobs.start(tr("Keeping run settings"), this, work, [](std::size_t) {});
  connect(job, &jobs::Job::failed, this, &RunMemory::failed);
}

}  // namespace mw::models
