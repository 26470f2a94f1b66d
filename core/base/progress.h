// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace mw {

/// How far a long piece of work is. Rate and remaining time are the listener's to derive.
struct Progress {
  double done = 0;   ///< finished units
  double total = 0;  ///< all units, 0 = not known
  std::string what;  ///< unit in the plural, e.g. "runs"
};

/// Called from worker threads, one call at a time; must return quickly. May be empty.
using ProgressSink = std::function<void(const Progress&)>;

}  // namespace mw
