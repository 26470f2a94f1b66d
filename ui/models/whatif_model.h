// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <memory>
#include <optional>

#include "core/surrogate/answers.h"
#include "ui/models/response_curves.h"
#include "ui/models/study_model.h"

namespace mw::models {

/// What an answer rests on.
struct WhatIfGrounds {
  std::size_t points = 0;  ///< rows that were learned
  std::size_t runs = 0;    ///< replications behind them
  double error = 0;        ///< leave-one-out, root mean square, in the response's unit
  double coverage = 0;     ///< share of the points inside the 95 % interval that the others give
  QDateTime trained;       ///< UTC
  QString version;         ///< kind and format of the model
};

/// What a next run is for.
enum class NextRun {
  MostUncertain,  ///< to know more: the largest uncertainty
  Highest,        ///< to find more of the response: the largest expected improvement
  Lowest          ///< to find less of it
};

/// A point that the surrogate recommends to simulate.
struct WhatIfSuggestion {
  NextRun aim = NextRun::MostUncertain;
  std::vector<double> values;  ///< one per factor
  double improvement = 0;      ///< expected over the best known mean, in the response's unit; not of MostUncertain
  double sd = 0;               ///< of the true mean there, in the response's unit
};

/// A Gaussian process over the open study: trained in the background, kept in the project, asked while sliders move. It
/// learns from the means of the points that have runs. GUI thread; an answer takes well under a millisecond.
class WhatIfModel : public QObject {
  Q_OBJECT
 public:
  enum class State { Untrained, Training, Ready, Failed };

  WhatIfModel(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent = nullptr);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// There is a study with enough results.
  [[nodiscard]] bool canTrain() const;
  /// Learns the chosen response anew. Done by itself when a study is complete.
  void train();

  [[nodiscard]] const std::string& response() const { return response_; }
  void setResponse(const std::string& response);
  [[nodiscard]] const QString& unit() const { return unit_; }
  [[nodiscard]] const std::vector<WhatIfFactor>& factors() const { return factors_; }
  void setValue(std::size_t factor, double value);
  /// Null until trained.
  [[nodiscard]] std::shared_ptr<const surrogate::GaussianProcess> surrogate() const { return gp_; }

  [[nodiscard]] const surrogate::PointAnswer& answer() const { return answer_; }
  /// Why the answer is not inside the data, in a sentence; empty when it is.
  [[nodiscard]] QString reason() const;
  /// Verdicts along one slider in n equal steps from slider_low to slider_high, the others as they stand; of a choice
  /// one per level.
  [[nodiscard]] std::vector<surrogate::Domain> domainAlong(std::size_t factor, std::size_t n) const;
  /// Of a choice, one x per level.
  [[nodiscard]] ResponseCurve curve(std::size_t factor, std::size_t n) const;
  [[nodiscard]] const StudyResults& results() const { return trained_on_; }
  [[nodiscard]] std::size_t responseIndex() const { return response_index_; }
  /// @param n  nodes along either side
  [[nodiscard]] ResponseSlice slice(std::size_t x_factor, std::size_t y_factor, std::size_t n) const;
  [[nodiscard]] WhatIfGrounds grounds() const;
  /// The factory has changed since the study was run, in something that its results depend on.
  [[nodiscard]] bool isOfOlderLayout() const { return gp_ && study_.isOfOlderLayout(); }
  /// Why the surrogate could not be kept in the project; empty when it is.
  [[nodiscard]] const QString& keepProblem() const { return keep_problem_; }

  /// Simulates the point of the sliders, as a point of the study from now on, and learns from it.
  void simulatePoint();
  /// Why not; empty when it can be.
  [[nodiscard]] QString whyNotSimulate() const;
  [[nodiscard]] bool isSimulating() const { return is_simulating_; }
  /// Of the present point, when the study has it.
  [[nodiscard]] std::optional<numerics::Estimate> simulated() const;
  /// The point of the sliders as a study writes it: {FACTOR: value}.
  [[nodiscard]] Json pointValues() const { return pointJson(factors_); }

  /// Looks for the run that serves the aim best, inside what was tried. suggestionChanged() follows.
  void suggest(NextRun aim);
  /// Until another question, training or study makes it old.
  [[nodiscard]] const std::optional<WhatIfSuggestion>& suggestion() const { return suggestion_; }
  /// Moves the sliders to the suggestion.
  void goToSuggestion();
  [[nodiscard]] StudyModel& study() { return study_; }
  [[nodiscard]] Document& document() { return document_; }

 signals:
  void stateChanged();
  void answerChanged();
  void simulatedChanged();
  void suggestionChanged();

 private:
  void followStudy();
  void forget();
  void remember();
  void openKept();
  void chooseResponse(const std::string& response);
  void trainOnArrivals();
  void takeTrained(std::shared_ptr<const surrogate::GaussianProcess> gp, const StudyResults& results,
                   const QDateTime& trained);
  void keep(const std::shared_ptr<const surrogate::GaussianProcess>& gp, const std::string& study_digest);
  void ask();
  [[nodiscard]] ResponseView view() const { return {*gp_, factors_}; }
  void setState(State state, const QString& problem = {});

  Document& document_;
  StudyModel& study_;
  jobs::JobService& jobs_;
  State state_ = State::Untrained;
  QString problem_;
  std::string response_;
  std::size_t response_index_ = 0;
  QString unit_;
  std::vector<WhatIfFactor> factors_;
  std::shared_ptr<const surrogate::GaussianProcess> gp_;
  std::shared_ptr<const factory::Factory> factory_;
  StudyDraft draft_;  ///< of the study that was learned
  StudyResults trained_on_;
  surrogate::PointAnswer answer_;
  std::optional<WhatIfSuggestion> suggestion_;
  QPointer<jobs::Job> training_job_;
  QDateTime trained_;
  QString keep_problem_;
  QTimer layout_check_;  ///< an edit may be one of many, while something is dragged
  bool is_simulating_ = false;
  bool waits_for_values_ = false;  ///< of the response, to train on
  std::uint64_t generation_ = 0;
};

}  // namespace mw::models
