// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/first_window.h"

#include <QFileInfo>
#include <QLineEdit>
#include <QScrollArea>
#include <QStyle>
#include <QTimer>
#include <QUndoStack>
#include <chrono>

#include "app/window/tour_guide.h"
#include "ui/models/habits/example_catalog.h"

namespace mw::app {
namespace {

constexpr double kSpeed = 60;  // times real time
constexpr int kRoomBelow_px = 60;
constexpr std::chrono::milliseconds kUntilLaidOut{300};  ///< the panels have their sizes then

/// The one field to begin with stands out until the properties are built anew.
void hintAtCycleTime(panels::MainWindow& window) {
  auto* field = window.findChild<QLineEdit*>(QStringLiteral("properties.process.mean_s"));
  if (field == nullptr) return;
  field->setProperty("look", "hinted");
  field->setToolTip(panels::MainWindow::tr("2.4 s now: try 1.8 s"));
  field->style()->unpolish(field);
  field->style()->polish(field);
  for (QWidget* above = field->parentWidget(); above != nullptr; above = above->parentWidget()) {
    if (auto* area = qobject_cast<QScrollArea*>(above)) area->ensureWidgetVisible(field, 0, kRoomBelow_px);
  }
}

std::filesystem::path lineFile() {
  return models::exampleFolder() / "bottling-line.json";
}

}  // namespace

bool FirstWindow::isWanted(const QString& window_file, const models::RecentFiles& recent) {
  return !QFileInfo::exists(window_file) && recent.files().empty() && std::filesystem::exists(lineFile());
}

void FirstWindow::open(TourGuide& tour) {
  models_.session.openAsDraft(lineFile(), [here = *this, &tour] { here.show(tour); });
}

void FirstWindow::show(TourGuide& tour) const {
  models_.recent.forget(models_.session.file());
  window_.showWorkspace(panels::Workspace::Run);
  models_.selection.select("filler");
  tour.begin();
  const auto play = [playback = &models_.playback] {
    playback->setWantedSpeed(kSpeed);
    playback->play();
  };
  QObject::connect(&models_.simulation, &models::SimulationModel::runChanged, &window_, play, Qt::SingleShotConnection);
  models_.simulation.runNow();
  const auto note = [models = models_] { models.recent.note(models.session.file()); };
  QObject::connect(&models_.document.undoStack(), &QUndoStack::indexChanged, &window_, note, Qt::SingleShotConnection);
  QTimer::singleShot(kUntilLaidOut, &window_, [window = &window_] { hintAtCycleTime(*window); });
  window_.services().status.say(
      panels::MainWindow::tr("The filler limits this line: change its mean time at the "
                             "right from 2.4 s to 1.8 s"));
}

}  // namespace mw::app
