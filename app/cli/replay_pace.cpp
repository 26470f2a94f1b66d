// SPDX-License-Identifier: Apache-2.0
#include "app/cli/replay_pace.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <thread>

#include "core/base/text.h"

namespace mw::cli {
namespace {

constexpr double kLongWait_s = 10;      // is announced
constexpr double kLongestNap_s = 0.05;  // between two looks at Ctrl-C

}  // namespace

ReplaySpeed ReplaySpeed::parsed(const std::string& text) {
  if (text == "max") return {};
  double factor = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || !std::isfinite(factor) || factor <= 0) {
    throw UsageError(
        fmt::format("--speed {}: wants max, or a number above 0 (1 = as recorded, 10 = ten times as fast)", text));
  }
  return {factor};
}

void ReplayPace::waitFor(double t_s) {
  if (!first_s_) {
    first_s_ = t_s;
    began_ = Clock::now();
  }
  const double due_s = (t_s - *first_s_) / factor_;
  const auto left_s = [&] { return due_s - std::chrono::duration<double>(Clock::now() - began_).count(); };
  if (left_s() > kLongWait_s && !console_.is_quiet) {
    console_.warn(fmt::format("the next row, at {} s of the log, is due in {:.0f} s", numberText(t_s), left_s()));
  }
  for (double left = left_s(); left > 0; left = left_s()) {
    if (console_.stop().stop_requested()) throw Cancelled("replay stopped");
    std::this_thread::sleep_for(std::chrono::duration<double>(std::min(left, kLongestNap_s)));
  }
}

}  // namespace mw::cli
