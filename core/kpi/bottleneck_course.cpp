// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/bottleneck_course.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "core/base/error.h"

namespace mw::kpi {
namespace {

/// Shares of a window pile up at 0 and 1, so that few runs agree by chance, without any spread: of equal machines that
/// take turns over several windows three of five analyses would tell a shift with 3 runs, one of 40 with 8.
constexpr std::size_t kLeastRuns = 8;

using events::RunStatistics;
using Runs = std::span<const RunStatistics>;

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
constexpr std::size_t kMostPhasesSaid = 6;

/// Seconds as the bottleneck, by unit: one value per run.
using SecondsByUnit = std::map<std::size_t, std::vector<double>>;

/// Windows with the same leader, one after another.
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::size_t leader = kNobody;
};

class Course {
 public:
  Course(Runs runs, std::uint32_t windows) : runs_(runs), by_window_(windows) {
    for (std::size_t r = 0; r < runs.size(); ++r) {
      for (const events::BottleneckTime& time : runs[r].bottleneck_times) {
        MW_REQUIRE(time.window < windows);
        std::vector<double>& seconds = by_window_[time.window][time.unit];
        seconds.resize(runs.size(), 0);
        seconds[r] = time.seconds;
        ever_[time.unit] = true;
      }
    }
    // As the engine cuts it: rounded up to a tick.
    const auto ticks = static_cast<std::int64_t>(std::llround(runs.front().measured_s * 1e9));
    window_s_ = static_cast<double>((ticks + windows - 1) / windows) / 1e9;
    const double comparisons = windows * std::max<double>(1, static_cast<double>(ever_.size()) - 1);
    single_level_ = 1 - 0.05 / comparisons;
  }

  [[nodiscard]] double window_s() const { return window_s_; }
  [[nodiscard]] double singleLevel() const { return single_level_; }

  [[nodiscard]] std::vector<Stretch> stretches() const {
    std::vector<Stretch> found;
    for (std::uint32_t window = 0; window < by_window_.size(); ++window) {
      append(found, {window, window, leaderOf(by_window_[window], window)});
    }
    return joined(found);
  }

  [[nodiscard]] double begin_s(const Stretch& stretch) const {
    return runs_.front().measured_from_s + stretch.first * window_s_;
  }
  [[nodiscard]] double end_s(const Stretch& stretch) const {
    const double end_s = runs_.front().measured_from_s + runs_.front().measured_s;
    return std::min(end_s, runs_.front().measured_from_s + (stretch.last + 1) * window_s_);
  }

  /// Of its leader; where there is none, the share in which nothing is active.
  [[nodiscard]] numerics::Estimate shareOf(const Stretch& stretch) const {
    const double length_s = end_s(stretch) - begin_s(stretch);
    std::vector<double> samples(runs_.size(), stretch.leader == kNobody ? 1.0 : 0.0);
    for (std::uint32_t window = stretch.first; window <= stretch.last; ++window) {
      for (const auto& [unit, seconds] : by_window_[window]) {
        if (stretch.leader != kNobody && unit != stretch.leader) continue;
        const double sign = stretch.leader == kNobody ? -1 : 1;
        for (std::size_t r = 0; r < samples.size(); ++r) samples[r] += sign * seconds[r] / length_s;
      }
    }
    return numerics::confidenceInterval(samples);
  }

 private:
  static void append(std::vector<Stretch>& found, const Stretch& next) {
    if (!found.empty() && found.back().leader == next.leader) {
      found.back().last = next.last;
    } else {
      found.push_back(next);
    }
  }

  /// What tells nothing between two stretches of one leader is taken for its own.
  static std::vector<Stretch> joined(const std::vector<Stretch>& all) {
    std::vector<Stretch> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
      Stretch stretch = all[i];
      const bool is_between =
          stretch.leader == kNobody && !kept.empty() && i + 1 < all.size() && kept.back().leader == all[i + 1].leader;
      if (is_between) stretch.leader = kept.back().leader;
      append(kept, stretch);
    }
    return kept;
  }

  [[nodiscard]] std::size_t leaderOf(const SecondsByUnit& by_unit, std::uint32_t window) const {
    std::size_t leader = kNobody;
    double most_s = 0;
    for (const auto& [unit, seconds] : by_unit) {
      const double mean_s = numerics::mean(seconds);
      if (mean_s <= most_s) continue;
      leader = unit;
      most_s = mean_s;
    }
    if (leader == kNobody || runs_.size() < 2) return leader;
    if (runs_.size() < kLeastRuns) return kNobody;
    const Stretch alone{window, window, leader};
    const double length_s = end_s(alone) - begin_s(alone);
    const std::vector<double>& best = by_unit.at(leader);
    const auto leads = [&](const std::vector<double>& lead_s) {
      const auto lead = numerics::confidenceInterval(lead_s, single_level_);
      return lead.low() > 0 && lead.mean > kLeastLead * length_s;
    };
    if (!leads(best)) return kNobody;
    for (const auto& [unit, seconds] : by_unit) {
      if (unit == leader) continue;
      std::vector<double> lead_s = best;
      for (std::size_t r = 0; r < lead_s.size(); ++r) lead_s[r] -= seconds[r];
      if (!leads(lead_s)) return kNobody;
    }
    return leader;
  }

  Runs runs_;
  std::vector<SecondsByUnit> by_window_;
  std::map<std::size_t, bool> ever_;
  double window_s_ = 0;
  double single_level_ = 0;
};

std::string hours(double seconds) {
  return fmt::format("{:.4g} h", seconds / 3600);
}

std::string phaseText(const BottleneckPhase& phase) {
  const std::string nobody = phase.share.mean > 0.5 ? "nothing at work" : "not told";
  const std::string name = phase.id.empty() ? nobody : (phase.is_pool ? "pool " : "") + phase.id;
  const std::string share = phase.id.empty() ? "" : fmt::format(" ({:.0f} %)", 100 * phase.share.mean);
  return fmt::format("{} from {} to {}{}", name, hours(phase.from_s), hours(phase.to_s), share);
}

}  // namespace

bool BottleneckCourse::shifts() const {
  const BottleneckPhase* first = nullptr;
  for (const BottleneckPhase& phase : phases) {
    if (phase.id.empty()) continue;
    if (first != nullptr && (first->id != phase.id || first->is_pool != phase.is_pool)) return runs > 1;
    first = &phase;
  }
  return false;
}

BottleneckCourse followBottleneck(const factory::Factory& factory, Runs runs, std::uint32_t windows) {
  MW_REQUIRE(!runs.empty());
  BottleneckCourse course;
  if (windows == 0) return course;
  const Course found(runs, windows);
  course.window_s = found.window_s();
  course.windows = windows;
  course.single_level = found.singleLevel();
  course.runs = runs.size();
  const std::size_t elements = factory.elements().size();
  for (const Stretch& stretch : found.stretches()) {
    BottleneckPhase phase{found.begin_s(stretch), found.end_s(stretch), {}, false, found.shareOf(stretch)};
    if (stretch.leader != kNobody) {
      phase.is_pool = stretch.leader >= elements;
      phase.id =
          phase.is_pool ? runs.front().pools[stretch.leader - elements].id : factory.elements()[stretch.leader].id;
    }
    course.phases.push_back(std::move(phase));
  }
  return course;
}

std::string courseText(const BottleneckCourse& course) {
  if (course.windows == 0) return {};
  if (course.runs < 2) return "one run has no interval: whether the bottleneck shifts is not told";
  if (course.runs < kLeastRuns) {
    return fmt::format("{} runs do not tell whether the bottleneck shifts: make {} or more", course.runs, kLeastRuns);
  }
  std::string text;
  std::size_t said = 0;
  for (const BottleneckPhase& phase : course.phases) {
    if (said++ >= kMostPhasesSaid) continue;
    text += (text.empty() ? "" : ", ") + phaseText(phase);
  }
  if (said > kMostPhasesSaid) text += fmt::format(", and {} more", said - kMostPhasesSaid);
  const std::string exactness = fmt::format("; told to {}", hours(course.window_s));
  if (course.shifts()) return "the bottleneck shifts: " + text + exactness;
  const bool is_one = std::ranges::any_of(course.phases, [](const auto& phase) { return !phase.id.empty(); });
  if (!is_one) return "no shift of the bottleneck is shown" + exactness;
  return course.phases.size() == 1 ? "the bottleneck does not shift"
                                   : "no other bottleneck is shown: " + text + exactness;
}

}  // namespace mw::kpi
