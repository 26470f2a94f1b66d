// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/view_history.h"

namespace mw::scene {

void ViewHistory::rest(const CameraPose& pose) {
  if (at_ > 0 && poses_[at_ - 1] == pose) return;
  poses_.resize(at_);
  if (poses_.size() == kMost) poses_.erase(poses_.begin());
  poses_.push_back(pose);
  at_ = poses_.size();
}

CameraPose ViewHistory::back() {
  if (canGoBack()) --at_;
  return poses_.empty() ? CameraPose() : poses_[at_ - 1];
}

CameraPose ViewHistory::forward() {
  if (canGoForward()) ++at_;
  return poses_.empty() ? CameraPose() : poses_[at_ - 1];
}

}  // namespace mw::scene
