// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "ui/panels/panel.h"

namespace mw::panels {

/// Play, pause, faster, slower, to the start, to the end; and the clock that moves the playback on by the time that
/// really went by. The table has the actions already. GUI thread.
class PlaybackActions : public QObject {
  Q_OBJECT
 public:
  PlaybackActions(const PanelServices& services, QObject* parent);

 private:
  void advance();

  models::Playback& playback_;
  QTimer frame_;
  QElapsedTimer since_frame_;
};

}  // namespace mw::panels
