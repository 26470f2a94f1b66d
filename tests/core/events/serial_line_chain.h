// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace mw::test {

/// A serial line as a continuous-time Markov chain: an inexhaustible supply, exponential stations with buffers between
/// them, blocking after service, exponential failures and repairs.
struct LineStation {
  double service_rate;       ///< 1/s
  double failure_rate = 0;   ///< 1/s
  double repair_rate = 0;    ///< 1/s
  bool on_calendar = false;  ///< fails whatever it does; else only while busy
  int buffer_before = 0;     ///< places in front of it; not for the first
};

struct LineFigures {
  double throughput_per_s = 0;
  double content = 0;  ///< parts in the line, those being worked on included
  std::vector<double> busy, idle, blocked, down, buffer_content;
};

/// Long-run figures from the balance equations pi Q = 0, sum pi = 1 over all states that can be reached from the empty
/// line. What is finished may leave a station that is down; a station that is down takes nothing in.
[[nodiscard]] LineFigures exactFigures(const std::vector<LineStation>& line);

}  // namespace mw::test
