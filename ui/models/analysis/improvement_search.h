// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/analysis/improvement.h"
#include "ui/models/analysis/analysis_job.h"
#include "ui/models/document.h"
#include "ui/models/simulation_model.h"

namespace mw::models {

/// Changes that were looked for, and of which factory.
struct FoundImprovement {
  std::shared_ptr<const factory::Factory> factory;  ///< as it was
  analysis::ImprovementOptions options;
  analysis::Improvement found;
};

/// Looks for the changes within a budget that improve the open factory most, as `improve` does: the same options find
/// the same plans. GUI thread.
class ImprovementSearch : public AnalysisJob {
  Q_OBJECT
 public:
  ImprovementSearch(Document& document, SimulationModel& simulation, jobs::JobService& jobs, QObject* parent = nullptr);

  /// As the run settings are: their horizon, the warm-up that was given or found, their seed; the replications that
  /// confirm are those of the settings, and no fewer than kLeastConfirming.
  [[nodiscard]] analysis::ImprovementOptions proposed() const;
  static constexpr std::uint32_t kLeastConfirming = 20;
  /// What can be improved: the KPIs of the factory as a whole.
  [[nodiscard]] std::vector<kpi::KpiDeclaration> goals() const;
  /// What can be kept as it is: elements that changes are looked for at, and pools; in order of the factory.
  [[nodiscard]] std::vector<std::string> keepable() const;
  /// Why it cannot be looked for like this, and what to do; empty when it can.
  [[nodiscard]] QString refusal(const analysis::ImprovementOptions& options) const;

  void start(const analysis::ImprovementOptions& options);
  /// "Screening: 35 of about 190 runs".
  [[nodiscard]] QString progressText() const override;

  /// The newest; null before there is one.
  [[nodiscard]] std::shared_ptr<const FoundImprovement> answer() const { return answer_; }
  /// The factory has changed since, so that a plan no longer is what was simulated.
  [[nodiscard]] bool isOfOlderFactory() const;
  [[nodiscard]] const analysis::ImprovedPlan& plan(std::size_t number) const { return answer_->found.plans.at(number); }

 private:
  Document& document_;
  SimulationModel& simulation_;
  std::shared_ptr<const FoundImprovement> answer_;
};

}  // namespace mw::models
