// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/analysis/effects.h"
#include "ui/models/analysis/analysis_job.h"
#include "ui/models/study_model.h"

namespace mw::models {

/// Which factors matter, and of which runs.
struct FoundEffects {
  std::string study;
  std::string response;
  analysis::Effects effects;
  std::size_t runs_then = 0;  ///< of the study
};

/// Tells by a surrogate which factors of the open study matter, as `effects` does: the same study gives the same
/// figures. GUI thread.
class EffectsModel : public AnalysisJob {
  Q_OBJECT
 public:
  EffectsModel(StudyModel& study, jobs::JobService& jobs, QObject* parent = nullptr);

  /// Why it cannot be told, and what to do; empty when it can.
  [[nodiscard]] QString refusal() const;
  /// Learns what is not known yet; nothing where it is known, or cannot be.
  void want(const std::string& response);

  /// Of the wanted response; null before it is known.
  [[nodiscard]] std::shared_ptr<const FoundEffects> answer() const { return answer_; }

 private:
  void follow();
  [[nodiscard]] bool isKnown(const std::string& response) const;

  StudyModel& study_;
  std::string asked_study_;
  std::string asked_response_;
  std::size_t asked_runs_ = 0;
  std::shared_ptr<const FoundEffects> answer_;
};

/// One factor as bars show it.
struct EffectRow {
  QString name;
  double alone = 0;  ///< first-order index, 0 to 1
  double total = 0;  ///< total index, 0 to 1
  QString figures;   ///< "81 % alone, 84 % with others"
};
/// Largest total first; empty where the surrogate is too rough for them.
[[nodiscard]] std::vector<EffectRow> effectRows(const FoundEffects& answer);
/// "mill_cycle_s makes 81 % of what it varies by alone ...", or that the surrogate explains too little.
[[nodiscard]] QString effectsTitle(const FoundEffects& answer);
/// How well the surrogate predicts what it was not shown, and what to do where that is too little.
[[nodiscard]] QString effectsQuality(const FoundEffects& answer);
/// What the figures rest on.
[[nodiscard]] QString effectsAssumptions(const FoundEffects& answer);

}  // namespace mw::models
