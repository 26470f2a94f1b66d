// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <array>
#include <optional>

#include "ui/models/design_preview.h"
#include "ui/models/replication_advice.h"
#include "ui/models/study_model.h"
#include "ui/models/study_pilot.h"

namespace mw::models {

/// What a study is made for.
enum class Question {
  Effects,      ///< what changes matter
  Search,       ///< where the best is
  Alternatives  ///< which of a few is better
};

/// What is simulated: from an empty start to an end that is given, or a line that runs on.
enum class Ending { Terminating, SteadyState };

/// What is asked, in this order.
/// Source: Law, Kelton (2000) Simulation Modeling and Analysis, chapters 9 to 12
enum class GuideStep { Question, Factors, Ending, Warmup, Replications, Comparison };
inline constexpr std::array kGuideSteps = {GuideStep::Question, GuideStep::Factors,      GuideStep::Ending,
                                           GuideStep::Warmup,   GuideStep::Replications, GuideStep::Comparison};

/// How the points of a study are chosen, as its question asks for it.
struct DesignAdvice {
  experiment::Design::Type type = experiment::Design::Type::LatinHypercube;
  std::uint32_t steps = 2;
  std::uint32_t points = 20;
  QString reason;
};
[[nodiscard]] DesignAdvice designAdvice(Question question, std::size_t factor_count);

/// A study that is asked for step by step, in a draft of its own, and is then handed over to be the open one. What was
/// not chosen by hand follows what was: the design from the question, the replications from pilot runs, the point of
/// today's factory from the factors. GUI thread.
class GuidedStudy : public QObject {
  Q_OBJECT
 public:
  GuidedStudy(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent = nullptr);

  /// Where the draft is written; it has no runs and is not kept.
  [[nodiscard]] StudyModel& writing() { return writing_; }
  [[nodiscard]] const StudyDraft& draft() const { return writing_.draft(); }
  [[nodiscard]] StudyPilot& pilot() { return pilot_; }
  [[nodiscard]] const StudyPilot& pilot() const { return pilot_; }
  [[nodiscard]] DesignPreview& preview() { return preview_; }
  [[nodiscard]] Document& document() { return document_; }

  void setName(const QString& name);
  [[nodiscard]] std::optional<Question> question() const { return question_; }
  void setQuestion(Question question);
  /// The KPI that it is judged by; kept first among all of the factory as a whole.
  [[nodiscard]] const std::string& response() const { return response_; }
  void setResponse(const std::string& response);

  [[nodiscard]] std::optional<Ending> ending() const { return ending_; }
  void setEnding(Ending ending);
  void setHorizon(double horizon_s);

  /// None while it is to be found or given; 0 for a terminating study.
  [[nodiscard]] std::optional<double> warmup_s() const;
  void setWarmup(double warmup_s);
  void findWarmup();
  /// What was found for the present horizon, in words; empty while nothing was.
  [[nodiscard]] QString warmupWords() const;

  /// Half width that is wanted, as a share of the mean.
  [[nodiscard]] double wantedShare() const { return wanted_share_; }
  void setWantedShare(double share);
  void estimate();
  /// None before pilot runs were made with the present horizon and warm-up.
  [[nodiscard]] std::optional<ReplicationAdvice> advice() const;
  [[nodiscard]] QString adviceWords() const;
  void setReplications(std::uint32_t replications);
  void setCommonRandomNumbers(bool are_common);

  void setDesign(experiment::Design::Type type);
  /// Points, or steps of a grid.
  void setPoints(std::uint32_t points);
  /// What the question suggests for the present factors.
  [[nodiscard]] DesignAdvice suggestion() const;
  [[nodiscard]] bool hasToday() const { return has_today_; }
  void setToday(bool is_included);
  /// The values that the factors have now.
  [[nodiscard]] Json todaysPoint() const;
  /// The design has a point of these values by itself.
  [[nodiscard]] bool isTodayDesigned() const { return is_today_designed_; }
  /// Of all runs, by the clock on the wall; NaN while no run was made to tell.
  [[nodiscard]] double totalTime_s() const;

  /// Why a step is not done; empty when it is.
  [[nodiscard]] QString refusal(GuideStep step) const;
  /// Why the study cannot be handed over now, all steps being done.
  [[nodiscard]] QString obstacle() const;
  /// Makes it the open study.
  void make();

 signals:
  void changed();
  /// Another factory was opened: nothing of this is about it.
  void outdated();

 private:
  void followFactory(const FactoryChange& change);
  template <class Change>
  void alter(Change change);
  /// Brings what follows from other choices up to date.
  void settle();
  void settleDesign(StudyDraft& draft) const;
  void settleToday(StudyDraft& draft);
  [[nodiscard]] QString factorsRefusal() const;
  [[nodiscard]] QString warmupRefusal() const;
  [[nodiscard]] const PilotWarmup* foundWarmup() const;
  [[nodiscard]] const PilotRuns* pilotRuns() const;
  [[nodiscard]] experiment::RunPlan planOfRun() const;

  Document& document_;
  StudyModel& study_;
  StudyModel writing_;
  DesignPreview preview_;
  StudyPilot pilot_;
  std::optional<Question> question_;
  std::string response_;
  std::optional<Ending> ending_;
  std::optional<double> given_horizon_s_;
  std::optional<double> given_warmup_s_;
  double wanted_share_ = 0.02;
  std::optional<std::uint32_t> given_replications_;
  bool is_design_given_ = false;
  bool has_today_ = true;
  bool is_today_designed_ = false;
};

/// Why a study cannot set a factor as it says, its values tried in the factory one by one; empty when it can.
[[nodiscard]] QString factorProblem(const factory::Factory& factory, const StudyDraft::Factor& factor);

}  // namespace mw::models
