// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/experiment/shadow_price.h"
#include "ui/models/analysis/analysis_job.h"
#include "ui/models/simulation_model.h"

namespace mw::models {

/// What faster machines would give, and of which runs.
struct FoundPrices {
  std::shared_ptr<const ReplicatedRuns> runs;
  experiment::ShadowPrices prices;
};

/// Asks what throughput a shorter process gives at each element that may limit, with the random numbers of the present
/// replications, as `bottleneck --shadow-price` does. GUI thread.
class ShadowPriceModel : public AnalysisJob {
  Q_OBJECT
 public:
  ShadowPriceModel(SimulationModel& simulation, jobs::JobService& jobs, QObject* parent = nullptr);

  /// Why it cannot be asked now, and what to do; empty when it can.
  [[nodiscard]] QString refusal() const;
  void start(const experiment::SpeedStep& step);
  /// "12 of 80 runs".
  [[nodiscard]] QString progressText() const override;

  /// The newest; null before there is one.
  [[nodiscard]] std::shared_ptr<const FoundPrices> answer() const { return answer_; }
  /// It is of other runs than those that are shown.
  [[nodiscard]] bool isOfOlderRuns() const;

 private:
  SimulationModel& simulation_;
  std::shared_ptr<const FoundPrices> answer_;
};

}  // namespace mw::models
