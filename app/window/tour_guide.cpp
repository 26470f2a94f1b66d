// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tour_guide.h"

#include "ui/models/habits/example_catalog.h"
#include "ui/panels/files/tour_bar.h"

namespace mw::app {
namespace {

using factory::Factory;

constexpr double kWatched_s = 30;  // simulated

std::filesystem::path tourFolder() {
  return models::exampleFolder().parent_path() / "tours" / "first";
}

/// An element of the beginning whose process is another one now.
bool hasOtherProcess(const Factory& before, const Factory& now) {
  for (const factory::Element& element : before.elements()) {
    const factory::Element* later = now.findElement(element.id);
    if (later == nullptr || !element.fields.contains("process")) continue;
    if (!later->fields.contains("process") || later->fields["process"] != element.fields["process"]) return true;
  }
  return false;
}

bool hasNewElement(const Factory& before, const Factory& now) {
  for (const factory::Element& element : now.elements()) {
    if (before.findElement(element.id) == nullptr) return true;
  }
  return false;
}

/// The steps of a script, files of the examples by their place.
std::vector<script::Step> readSteps(const std::filesystem::path& file) {
  std::vector<script::Step> steps = script::readScript(file);
  const QString examples = QString::fromStdString(models::exampleFolder().string());
  for (script::Step& step : steps) {
    if (!step.fields.contains("files")) continue;
    for (Json& name : step.fields["files"]) {
      name =
          QString::fromStdString(name.get<std::string>()).replace(QStringLiteral("{examples}"), examples).toStdString();
    }
  }
  return steps;
}

}  // namespace

TourGuide::TourGuide(panels::MainWindow& window, const OpenModels& models)
    : QObject(&window), window_(window), models_(models), tour_(std::make_unique<models::Tour>(steps())) {
  auto* bar = new panels::TourBar(*tour_, window.services().themes);
  window.addBar(bar);
  connect(bar, &panels::TourBar::showWanted, this, &TourGuide::play);
  connect(window.actions().action(QStringLiteral("help.tour")), &QAction::triggered, this, &TourGuide::start);
  watch();
}

std::vector<models::Tour::Step> TourGuide::steps() {
  using models::StudyModel;
  const auto now = [this]() -> const Factory& { return models_.document.factory(); };
  const auto before = [this]() -> const Factory& { return *beginning_.factory; };
  return {
      {"change", tr("Change a cycle time"), tr("Select a machine and type another mean process time at the right"),
       [=] { return hasOtherProcess(before(), now()); }},
      {"run", tr("See it run"), tr("Workspace Run, then Space"),
       [this] { return models_.simulation.run() && models_.playback.time_s() > beginning_.time_s + kWatched_s; }},
      {"compare", tr("Compare with confidence"), tr("Workspace Experiment: run a study to its end"),
       [this] { return models_.study.state() == StudyModel::State::Complete; }},
      {"ask", tr("Ask the surrogate"), tr("Move a slider of What if"),
       [this] {
         return models_.what_if.state() == models::WhatIfModel::State::Ready &&
                models_.what_if.answer().mean != beginning_.answer && beginning_.answer != 0;
       }},
      {"replay", tr("Replay a sensor log"), tr("Drop a log and its twin on the window"),
       [this] { return models_.replay.result() != nullptr; }},
      {"add", tr("Add your own machine"), tr("Drag it from the library into the hall"),
       [=] { return hasNewElement(before(), now()); }},
  };
}

void TourGuide::watch() {
  const auto check = [this] { tour_->check(); };
  connect(&models_.document, &models::Document::changed, this, [this, check](const models::FactoryChange& change) {
    if (change.kind == models::FactoryChange::Kind::Replaced && change.ids.empty()) remember();
    check();
  });
  connect(&models_.playback, &models::Playback::timeChanged, this, check);
  connect(&models_.study, &models::StudyModel::stateChanged, this, check);
  connect(&models_.what_if, &models::WhatIfModel::answerChanged, this, [this, check] {
    // The first answer is what later ones are compared with.
    if (beginning_.answer == 0) beginning_.answer = models_.what_if.answer().mean;
    check();
  });
  connect(&models_.replay, &models::ReplayModel::resultChanged, this, check);
  remember();
}

void TourGuide::remember() {
  beginning_ = {models_.document.snapshot(), models_.playback.time_s(), 0};
}

void TourGuide::start() {
  models_.session.openAsDraft(models::exampleFolder() / "bottling-line.json", [this] { begin(); });
}

void TourGuide::begin() {
  remember();
  tour_->start();
}

void TourGuide::play(const QString& step) {
  try {
    const script::SceneLocator locator{
        [this](double x_m, double y_m, double z_m) { return window_.viewport().worldToWidget(x_m, y_m, z_m); },
        [this](const QString& id) { return window_.viewport().elementToWidget(id.toStdString()); }};
    // The one before may be in the middle of a step.
    if (player_) player_.release()->deleteLater();
    player_ = std::make_unique<script::ScriptPlayer>(window_, locator,
                                                     readSteps(tourFolder() / (step.toStdString() + ".json")));
    connect(player_.get(), &script::ScriptPlayer::failed, this, [this](const QString& message) {
      window_.services().status.say(message, panels::StatusBoard::Tone::Warning);
    });
    player_->start();
  } catch (const Error& error) {
    emit models_.session.failed(QString::fromUtf8(error.what()));
  }
}

}  // namespace mw::app
