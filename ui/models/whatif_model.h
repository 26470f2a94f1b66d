// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <memory>
#include <optional>

#include "core/surrogate/answers.h"
#include "ui/models/study_model.h"

namespace mw::models {

/// One input of the surrogate, as a slider shows it.
struct WhatIfFactor {
  std::string name;
  std::string path;
  QString unit;
  double low = 0;  ///< smallest value tried
  double high = 0;
  double slider_low = 0;  ///< how far a question may go: beyond what was tried, within what the factory allows
  double slider_high = 0;
  bool is_integer = false;
  double value = 0;
};

/// The response over one factor, the others as their sliders stand.
struct ResponseCurve {
  std::vector<double> x;
  std::vector<double> mean;
  std::vector<double> low;  ///< 95 %
  std::vector<double> high;
};

/// A Gaussian process over the open study: trained in the background, asked while sliders move. It learns from the
/// means of the points that have runs. GUI thread; an answer takes well under a millisecond.
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
  /// Verdicts along one slider in n equal steps from slider_low to slider_high, the others as they stand.
  [[nodiscard]] std::vector<surrogate::Domain> domainAlong(std::size_t factor, std::size_t n) const;
  [[nodiscard]] ResponseCurve curve(std::size_t factor, std::size_t n) const;
  [[nodiscard]] const StudyResults& results() const { return trained_on_; }
  [[nodiscard]] std::size_t responseIndex() const { return response_index_; }
  /// The layout has changed since the study was run.
  [[nodiscard]] bool isOfOlderLayout() const { return factory_ && !(*factory_ == document_.factory()); }

  /// Simulates the point of the sliders in the layout that was learned.
  void simulatePoint();
  [[nodiscard]] bool isSimulating() const { return simulation_job_ != nullptr; }
  /// Of the present point; empty until simulated.
  [[nodiscard]] const std::optional<numerics::Estimate>& simulated() const { return simulated_; }

 signals:
  void stateChanged();
  void answerChanged();
  void simulatedChanged();

 private:
  void followStudy();
  void takeTrained(std::shared_ptr<const surrogate::GaussianProcess> gp, const StudyResults& results);
  void buildFactors();
  void ask();
  [[nodiscard]] Eigen::RowVectorXd point() const;
  [[nodiscard]] Eigen::MatrixXd pointsAlong(std::size_t factor, std::size_t n) const;
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
  QPointer<jobs::Job> training_job_;
  QPointer<jobs::Job> simulation_job_;
  std::uint64_t generation_ = 0;
  std::optional<numerics::Estimate> simulated_;
};

}  // namespace mw::models
