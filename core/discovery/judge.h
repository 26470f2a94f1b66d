// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/discovery/simulated_log.h"
#include "core/numerics/statistics.h"

namespace mw::discovery {

/// A figure of the log's later part beside that of the simulated one, both seen through the same window.
struct Compared {
  std::string name;  ///< "lead_time_mean_s"
  std::string unit;
  double log = 0;
  double log_half_width = 0;     ///< 95 %, of a mean over the log's cases; NaN where it has none
  numerics::Estimate simulated;  ///< mean over replications, Student t at 95 %
  double low = 0;                ///< 95 % of single replications lie from low
  double high = 0;               ///< to high (prediction interval)
  [[nodiscard]] bool isWithin() const { return log >= low && log <= high; }
  [[nodiscard]] double difference() const { return simulated.mean / log - 1; }  ///< relative
};

struct ComparedResource {
  std::string name;
  std::size_t capacity = 1;
  Compared utilisation;  ///< worked time over open time and capacity; above 1 with much overtime
  Compared hours;        ///< worked, a week
};

/// How the factory that was built on the first part does on the rest.
struct Judgement {
  double from_s = 0;          ///< the split
  double starts_until_s = 0;  ///< cases that start later are not looked at (the log has none)
  double to_s = 0;
  bool is_cohort = false;  ///< the log's cases stop coming long before its end; so do the simulated ones
  std::uint32_t replications = 0;
  std::size_t cases_started = 0;
  double cases_finished = 0;
  std::vector<Compared> figures;
  std::vector<ComparedResource> resources;    ///< by worked hours in the log, the busiest first
  double rank_correlation = 0;                ///< Spearman's, of worked hours
  std::size_t top = 0;                        ///< so many of the log's busiest are looked for
  std::size_t top_shared = 0;                 ///< and so many are among the simulated busiest
  double without_delays_lead_s = 0;           ///< simulated mean lead time with the delays taken out
  std::vector<std::string> unseen_resources;  ///< that the later part has and the first has not

  [[nodiscard]] const Compared* find(const std::string& name) const;
};

struct JudgeOptions {
  std::uint32_t replications = 30;
  std::uint64_t seed = 1;
  std::stop_token stop = {};
  ProgressSink progress = {};
};

/// Simulates the log's time from its beginning on, the cases that were under way then included, and measures the later
/// part as the log's: lead times of cases that start after the split, as far as the log shows them (both cut at its
/// end), and of cases that end after it; cases ended and steps done a week; worked hours and utilisation by resource.
[[nodiscard]] Judgement judge(const EventLog& log, const Plant& plant, const WriteOptions& write,
                              const JudgeOptions& options);

/// Mean time a case takes per step, from first start to last end, as far as it is seen.
[[nodiscard]] double pace_s(const std::vector<Journey>& journeys);

/// Finds the scale of all delays at which the simulated first part has the pace of the log's, and notes it in the
/// plant: delays are lower bounds, the queues of the model are not those of the log, and cases that are at two stations
/// at once are not so in the model. Only the part that the plant was found from is looked at.
void scaleDelays(const EventLog& log, Plant& plant, const WriteOptions& write, const JudgeOptions& options);

}  // namespace mw::discovery
