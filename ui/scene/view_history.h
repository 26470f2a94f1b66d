// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "ui/scene/camera.h"

namespace mw::scene {

/// Where the camera has rested, to go back and forth: apart from the undo of edits. A value.
class ViewHistory {
 public:
  static constexpr std::size_t kMost = 100;

  /// The camera rests here now; what was ahead is forgotten. The same place twice counts once.
  void rest(const CameraPose& pose);
  [[nodiscard]] bool canGoBack() const { return at_ > 1; }
  [[nodiscard]] bool canGoForward() const { return at_ < poses_.size(); }
  /// The pose before, or after; the newest where there is none.
  [[nodiscard]] CameraPose back();
  [[nodiscard]] CameraPose forward();

 private:
  std::vector<CameraPose> poses_;
  std::size_t at_ = 0;  ///< one past the present one
};

}  // namespace mw::scene
