// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/time_axis.h"

#include <algorithm>

namespace mw::models {
namespace {

constexpr double kDeepestZoom = 1e-6;  // of the extent: beyond it stamps of a long log are no longer told apart

}  // namespace

double TimeAxis::shortest_s() const {
  return std::min(extent_s_, std::max(1e-6, kDeepestZoom * extent_s_));
}

void TimeAxis::place(double from_s, double width_s) {
  const double width = std::clamp(width_s, shortest_s(), extent_s_);
  const double wanted = is_following_ ? now_s_ - kNowShare * width : from_s;
  const double from = std::clamp(wanted, 0.0, extent_s_ - width);
  if (from == from_s_ && width == width_s_) return;
  from_s_ = from;
  width_s_ = width;
  emit changed();
}

void TimeAxis::setExtent(double extent_s) {
  const bool showed_all = showsAll();
  extent_s_ = std::max(0.0, extent_s);
  now_s_ = std::min(now_s_, extent_s_);
  place(from_s_, showed_all ? extent_s_ : width_s_);
}

void TimeAxis::setNow(double now_s) {
  now_s_ = std::clamp(now_s, 0.0, extent_s_);
  if (is_following_) place(from_s_, width_s_);
}

void TimeAxis::setFollowing(bool is_following) {
  if (is_following == is_following_) return;
  is_following_ = is_following;
  emit followingChanged(is_following);
  place(from_s_, width_s_);
}

void TimeAxis::zoom(double factor, double anchor_s) {
  if (!(factor > 0)) return;
  const double width = std::clamp(width_s_ * factor, shortest_s(), extent_s_);
  const double share = width_s_ > 0 ? std::clamp((anchor_s - from_s_) / width_s_, 0.0, 1.0) : 0;
  place(from_s_ + share * (width_s_ - width), width);
}

void TimeAxis::pan(double by_s) {
  if (!is_following_) place(from_s_ + by_s, width_s_);
}

void TimeAxis::show(double from_s, double to_s) {
  place(from_s, to_s - from_s);
}

}  // namespace mw::models
