// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_actions.h"

#include "ui/models/figure_format.h"
#include "ui/panels/action_table.h"
#include "ui/panels/status_board.h"

namespace mw::panels {

ReplayActions::ReplayActions(const PanelServices& services, models::ReplayModel& replay, QObject* parent)
    : QObject(parent), services_(services), replay_(replay) {
  ActionTable& actions = services_.actions;
  actions.add({"replay.next-sample", tr("On to the next sample"), "Ctrl+.", "go-next"}, this,
              [this] { replay_.stepSample(+1); });
  actions.add({"replay.previous-sample", tr("Back to the last sample"), "Ctrl+;", "go-previous"}, this,
              [this] { replay_.stepSample(-1); });
  actions.add({"replay.next-detection", tr("Next detection"), "F8", "go-down"}, this,
              [this] { replay_.stepAlarm(+1); });
  actions.add({"replay.previous-detection", tr("Previous detection"), "Shift+F8", "go-up"}, this,
              [this] { replay_.stepAlarm(-1); });
  QAction* follow = actions.add({"replay.follow-cursor", tr("Follow the cursor"), "", "", true});
  connect(follow, &QAction::triggered, &replay_.axis(), &models::TimeAxis::setFollowing);
  connect(&replay_.axis(), &models::TimeAxis::followingChanged, follow, &QAction::setChecked);
  connect(&services_.playback, &models::Playback::timeChanged, this, &ReplayActions::showAge);
  connect(&replay_, &models::ReplayModel::resultChanged, this, &ReplayActions::showAge);
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
