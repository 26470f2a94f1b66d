// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>

#include "ui/jobs/job_service.h"
#include "ui/models/run_passages.h"
#include "ui/models/run_pin.h"
#include "ui/models/simulation_model.h"

namespace mw::models {

/// A pinned figure over a run, ready to be drawn; all values as kpi::KpiDeclaration has them.
struct RunCurves {
  CourseGrid grid;
  Series moving;                   ///< of the run that is played
  BandSeries so_far;               ///< since the warm-up, over replications; empty until they are done
  std::uint32_t replications = 0;  ///< that so_far is of: the first of them all
  bool is_whole = true;            ///< false: the recording ends before the run does
};

/// The figures that the user pinned, and their course over the run that is played. Courses are made in jobs, once per
/// run and pin; showing a time only looks them up. Pins follow their element when its id changes, and stay when it is
/// deleted, as undo may bring it back. GUI thread.
class RunCharts : public QObject {
  Q_OBJECT
 public:
  RunCharts(SimulationModel& simulation, Document& document, jobs::JobService& jobs, QObject* parent = nullptr);

  [[nodiscard]] const std::vector<RunPin>& pins() const { return pins_; }
  [[nodiscard]] bool isPinned(const RunPin& pin) const;
  /// Before the one at an index, or last; one that is pinned already goes there.
  void pin(const RunPin& pin, std::size_t before = static_cast<std::size_t>(-1));
  void unpin(const RunPin& pin);
  void toggle(const RunPin& pin) { isPinned(pin) ? unpin(pin) : this->pin(pin); }
  /// As they were kept: not an edit.
  void setPins(std::vector<RunPin> pins);

  /// Parts on their way through the run that is played.
  [[nodiscard]] RunPassages& passages() { return passages_; }

  /// How a pin stands.
  enum class Standing {
    Empty,     ///< nothing was run yet
    Gone,      ///< the factory has no such element or figure any more
    Counting,  ///< its course is being made
    Drawn,
    NoCourse,  ///< a figure of whole runs alone
  };
  [[nodiscard]] Standing standing(const RunPin& pin) const;
  /// Null unless Standing::Drawn.
  [[nodiscard]] std::shared_ptr<const RunCurves> curves(const RunPin& pin) const;

  [[nodiscard]] QString title(const RunPin& pin) const { return pinTitle(pin, document_.factory()); }
  /// What the line and the band are, and over what they are taken.
  [[nodiscard]] QString explanation(const RunPin& pin) const;
  /// What a person reads at a time of the run: until then over all replications, and at its end the run's KPI.
  struct Reading {
    QString value;
    QString rest;  ///< unit and interval
    bool is_trusted = true;
  };
  [[nodiscard]] Reading readingAt(const RunPin& pin, double time_s) const;

  /// What a job delivers; null for a pin that the run does not tell of.
  using Made = std::vector<std::pair<RunPin, std::shared_ptr<const RunCurves>>>;

 signals:
  void pinsChanged();
  /// By a hand: worth keeping.
  void edited();
  void curvesChanged();

 private:
  using CurvesOf = std::map<std::pair<std::string, std::string>, std::shared_ptr<const RunCurves>>;
  [[nodiscard]] static std::pair<std::string, std::string> keyOf(const RunPin& pin) {
    return {pin.element, pin.figure};
  }
  void follow(const FactoryChange& change);
  void changePins();
  void makeAll();
  void makeMissing();
  void make(std::vector<RunPin> pins);
  void take(Made made);

  SimulationModel& simulation_;
  Document& document_;
  jobs::JobService& jobs_;
  RunPassages passages_;
  std::vector<RunPin> pins_;
  CurvesOf curves_;
  std::uint64_t generation_ = 0;  ///< counts runs; what is made for an older one is dropped
};

}  // namespace mw::models
