// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_actions.h"

#include "ui/models/document.h"
#include "ui/models/figure_format.h"
#include "ui/models/session/command_line.h"
#include "ui/panels/action_table.h"
#include "ui/panels/replay/anomaly_dialog.h"
#include "ui/panels/replay/replay_dialog.h"
#include "ui/panels/replay/replay_panel.h"
#include "ui/panels/status_board.h"

namespace mw::panels {

ReplayActions::ReplayActions(const PanelServices& services, models::ReplayModel& replay, QObject* parent)
    : QObject(parent), services_(services), replay_(replay) {
  ActionTable& actions = services_.actions;
  actions.add({"replay.next-sample", tr("On to the next sample"), "Ctrl+.", "go-next"}, this,
              [this] { replay_.stepSample(+1); });
  actions.add({"replay.previous-sample", tr("Back to the last sample"), "Ctrl+;", "go-previous"}, this,
              [this] { replay_.stepSample(-1); });
  addDetections();
  actions.add({"replay.setup", tr("Filter, smoothing, comparison..."), "Ctrl+Alt+F", "configure"}, this,
              [this] { showSetup(); });
  QAction* follow = actions.add({"replay.follow-cursor", tr("Follow the cursor"), "", "", true});
  connect(follow, &QAction::triggered, &replay_.axis(), &models::TimeAxis::setFollowing);
  connect(&replay_.axis(), &models::TimeAxis::followingChanged, follow, &QAction::setChecked);
  connect(&services_.playback, &models::Playback::timeChanged, this, &ReplayActions::showAge);
  connect(&replay_, &models::ReplayModel::resultChanged, this, &ReplayActions::showAge);
}

void ReplayActions::serve(ReplayPanel& panel, ActionTable& actions) {
  connect(&panel, &ReplayPanel::findWanted, &actions,
          [&actions] { actions.action(QStringLiteral("replay.find-anomalies"))->trigger(); });
  connect(&panel, &ReplayPanel::setupWanted, &actions,
          [&actions] { actions.action(QStringLiteral("replay.setup"))->trigger(); });
}

void ReplayActions::addDetections() {
  ActionTable& actions = services_.actions;
  actions.add({"replay.find-anomalies", tr("Find anomalies..."), "Ctrl+Alt+A", "edit-find"}, this,
              [this] { findAnomalies(); });
  actions.add({"replay.next-detection", tr("Next detection"), "F8", "go-down"}, this,
              [this] { replay_.stepAlarm(+1); });
  actions.add({"replay.previous-detection", tr("Previous detection"), "Shift+F8", "go-up"}, this,
              [this] { replay_.stepAlarm(-1); });
  actions.add({"replay.acknowledge-all", tr("Mark all detections as seen"), "", "dialog-ok"}, this,
              [this] { replay_.alarms().setAllSeen(); });
  actions.add({"replay.remove-detections", tr("Remove the newest search's detections"), "", "edit-delete"}, this,
              [this] {
                if (!replay_.search().sets().empty())
                  replay_.search().remove(replay_.search().sets().back().settings_digest);
              });
  actions.add({"replay.restore-detections", tr("Undo the removal of detections"), "", "edit-undo"}, this,
              [this] { replay_.search().restore(); });
}

void ReplayActions::findAnomalies() {
  if (!replay_.log()) {
    services_.status.say(tr("Open a log first: anomalies are looked for in it"), StatusBoard::Tone::Warning);
    return;
  }
  if (!search_) {
    search_ = new AnomalyDialog(
        replay_, [this] { return searchCommand(); }, qobject_cast<QWidget*>(parent()));
    search_->setAttribute(Qt::WA_DeleteOnClose);
  }
  search_->show();
  search_->raise();
  search_->activateWindow();
}

void ReplayActions::showSetup() {
  if (!setup_) {
    setup_ = new ReplayDialog(replay_, qobject_cast<QWidget*>(parent()));
    setup_->setAttribute(Qt::WA_DeleteOnClose);
  }
  setup_->show();
  setup_->raise();
  setup_->activateWindow();
}

QString ReplayActions::searchCommand() const {
  const QString file = services_.document.fileName();
  if (file.isEmpty() || !replay_.log()) return {};
  return models::commandLine(
      models::DetectCommand{file, QString::fromStdString(replay_.log()->name), replay_.search().request()});
}

void ReplayActions::showAge() {
  using Tone = StatusBoard::Tone;
  if (services_.playback.isFactoryTime() || !replay_.log()) {
    services_.status.set(StatusBoard::Place::DataAge, {});
    return;
  }
  const models::AgeAt age = models::ageAt(replay_.data(), services_.playback.time_s());
  const QString text = tr("log data %1 old").arg(models::durationText(age.age_s));
  switch (age.level) {
    case models::DataAge::Fresh:
      return services_.status.set(StatusBoard::Place::DataAge, text);
    case models::DataAge::Late:
      return services_.status.set(StatusBoard::Place::DataAge, text, Tone::Warning);
    case models::DataAge::Stale:
      return services_.status.set(StatusBoard::Place::DataAge, tr("%1: alerts paused").arg(text), Tone::Alarm);
  }
}

}  // namespace mw::panels
