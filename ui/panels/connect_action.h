// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include "core/base/error.h"
#include "ui/panels/action_table.h"
#include "ui/panels/status_board.h"

namespace mw::panels {

/// Says what an action of the table does, as long as `owner` lives.
template <class Run>
void connectAction(const ActionTable& actions, const char* id, QObject* owner, Run run) {
  QObject::connect(actions.action(QLatin1String(id)), &QAction::triggered, owner, [run] { run(); });
}

/// Does what a user asked for, and says in the status line why when it cannot be done.
template <class Work>
void attempt(StatusBoard& status, Work work) {
  try {
    work();
  } catch (const Error& error) {
    status.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
}

}  // namespace mw::panels
