// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/panels/status_board.h"

namespace mw::panels {

/// Does what a user asked for, and says in the status line why when it cannot be done.
/// @returns whether it was done
template <class Work>
bool attempt(StatusBoard& status, Work work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    status.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
    return false;
  }
}

}  // namespace mw::panels
