// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session/tour.h"

#include <algorithm>

namespace mw::models {

Tour::Tour(std::vector<Step> steps, QObject* parent)
    : QObject(parent), steps_(std::move(steps)), done_(steps_.size(), false) {}

std::size_t Tour::next() const {
  return static_cast<std::size_t>(std::find(done_.begin(), done_.end(), false) - done_.begin());
}

void Tour::start() {
  std::fill(done_.begin(), done_.end(), false);
  is_active_ = true;
  emit changed();
}

void Tour::stop() {
  is_active_ = false;
  emit changed();
}

void Tour::check() {
  if (!is_active_) return;
  bool has_news = false;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (done_[i] || !steps_[i].is_done()) continue;
    done_[i] = true;
    has_news = true;
  }
  if (has_news) emit changed();
}

}  // namespace mw::models
