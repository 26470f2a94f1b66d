// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/case_ends.h"

#include <algorithm>

namespace mw::discovery {
namespace {

constexpr int kRounds = 60;
constexpr double kPriorWaits = 5;
constexpr double kSparse = 1;

class Ends {
 public:
  Ends(const std::vector<Journey>& journeys, std::size_t station_count, double until_s)
      : journeys_(journeys), until_s_(until_s), waits_(station_count), last_(station_count, 0.0) {
    for (const Journey& journey : journeys) addWaits(journey);
  }

  CaseEnds find() {
    CaseEnds result;
    for (const Journey& journey : journeys_) result.ended.push_back(isUnderWay(journey) ? 0 : 0.5);
    std::vector<WaitLaw> laws(waits_.size());
    for (int round = 0; round < kRounds; ++round) {
      improveLaws(result, laws);
      const std::vector<double> share = endShares(result.ended);
      for (std::size_t i = 0; i < journeys_.size(); ++i) {
        if (isUnderWay(journeys_[i])) continue;
        const Index station = journeys_[i].visits.back().station;
        const double silent = laws[station].longerThan(until_s_ - journeys_[i].end_s());
        const double all = share[station] + (1 - share[station]) * silent;
        result.ended[i] = all > 0 ? share[station] / all : 0;
      }
    }
    return result;
  }

 private:
  [[nodiscard]] static bool isUnderWay(const Journey& journey) {
    return journey.isCut() || journey.visits.back().station == kNone;
  }

  void addWaits(const Journey& journey) {
    double end_s = journey.visits.front().complete_s;
    for (std::size_t i = 1; i < journey.visits.size(); ++i) {
      const Index from = journey.visits[i - 1].station;
      if (from != kNone) waits_[from].push_back({std::max(0.0, journey.visits[i].start_s - end_s), 1, true});
      end_s = std::max(end_s, journey.visits[i].complete_s);
    }
    if (!isUnderWay(journey)) ++last_[journey.visits.back().station];
  }

  void improveLaws(CaseEnds& result, std::vector<WaitLaw>& laws) const {
    std::vector<std::vector<Lasting>> times = waits_;
    for (std::size_t i = 0; i < journeys_.size(); ++i) {
      if (isUnderWay(journeys_[i])) continue;
      times[journeys_[i].visits.back().station].push_back(
          {until_s_ - journeys_[i].end_s(), 1 - result.ended[i], false});
    }
    std::vector<Lasting> all;
    for (const auto& own : times) all.insert(all.end(), own.begin(), own.end());
    result.waits = improved(result.waits, all, {}, 0);
    for (std::size_t s = 0; s < laws.size(); ++s) laws[s] = improved(laws[s], times[s], result.waits, kPriorWaits);
  }

  [[nodiscard]] std::vector<double> endShares(const std::vector<double>& ended) const {
    std::vector<double> ends(waits_.size(), 0.0);
    for (std::size_t i = 0; i < journeys_.size(); ++i) {
      if (!isUnderWay(journeys_[i])) ends[journeys_[i].visits.back().station] += ended[i];
    }
    for (std::size_t s = 0; s < ends.size(); ++s) {
      const double visits = static_cast<double>(waits_[s].size()) + last_[s];
      ends[s] = visits > kSparse ? std::max(0.0, ends[s] - kSparse) / (visits - kSparse) : 0;
    }
    return ends;
  }

  const std::vector<Journey>& journeys_;
  double until_s_;
  std::vector<std::vector<Lasting>> waits_;  ///< that were over, by the station before
  std::vector<double> last_;                 ///< journeys that are silent after it
};

}  // namespace

CaseEnds findEnds(const std::vector<Journey>& journeys, std::size_t station_count, double until_s) {
  return Ends(journeys, station_count, until_s).find();
}

}  // namespace mw::discovery
