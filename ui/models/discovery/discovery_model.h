// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <memory>
#include <optional>

#include "core/discovery/discovery.h"
#include "core/report/report.h"
#include "ui/jobs/job_service.h"
#include "ui/models/discovery/event_mapping.h"

namespace mw::models {

/// An event log on its way to becoming a factory: how the file is read, what is wrong in it, where its first part ends,
/// the search in the background, and what came of it. GUI thread.
class DiscoveryModel : public QObject {
  Q_OBJECT
 public:
  enum class State { Empty, Opening, Reading, Ready, Discovering, Found };

  /// The whole file as it is read now.
  struct Reading {
    discovery::ReadReport report;
    std::shared_ptr<const discovery::EventLog> log;
    std::vector<double> starts_s;  ///< of the cases, in order
  };
  struct Result {
    discovery::Discovery discovery;
    report::Report report;  ///< as the command line writes it
    std::shared_ptr<const factory::Factory> factory;
  };

  explicit DiscoveryModel(jobs::JobService& jobs, QObject* parent = nullptr);

  void open(const QString& file);
  [[nodiscard]] const QString& file() const { return file_; }
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool isWorking() const;

  [[nodiscard]] const EventMapping& mapping() const { return mapping_; }
  /// Guesses around them and reads the file again.
  void setWishes(const discovery::EventMapWishes& wishes);
  /// Nothing while the file is read, or when it can't be.
  [[nodiscard]] const std::optional<Reading>& reading() const { return reading_; }

  [[nodiscard]] const discovery::DiscoveryOptions& options() const { return options_; }
  /// Stop and progress of them are not looked at.
  void setOptions(const discovery::DiscoveryOptions& options);
  /// Share of the cases that start before an instant of the log, in hundredths, from 0.01 to 0.99.
  [[nodiscard]] double shareBefore(double at_s) const;
  /// Where the first part ends; nothing where the date is none of the log.
  [[nodiscard]] std::optional<double> split_s() const;
  /// What builds the factory and what judges it, in a sentence; or what is wrong with the split.
  [[nodiscard]] QString splitStory() const;

  /// What is in the file, what is wrong in it with its first places, and what was guessed, each a line.
  [[nodiscard]] QStringList findings() const;
  /// Why no factory can be looked for now; empty when it can.
  [[nodiscard]] QString obstacle() const;

  /// Searches in the background: found(), or changed() with a problem.
  void discover();
  /// Stops what is going on; what was chosen stays.
  void cancel();
  /// From a result to the choices that led to it.
  void goBack();
  /// Nothing before found().
  [[nodiscard]] const std::shared_ptr<const Result>& result() const { return result_; }
  /// A line for a shell that finds the same.
  [[nodiscard]] QString command() const;

 signals:
  void changed();
  void progressed(double done, double total, const QString& what);
  void found();

 private:
  template <class Work, class Deliver>
  void start(const QString& what, Work work, Deliver deliver);
  void begin(State state);
  void look();
  void read();
  void fail(const QString& problem);
  [[nodiscard]] QString splitProblem() const;
  /// The name of the file in place of its path.
  [[nodiscard]] QString shortened(QString text) const;

  jobs::JobService& jobs_;
  QString file_;
  State state_ = State::Empty;
  EventMapping mapping_;
  std::optional<Reading> reading_;
  discovery::DiscoveryOptions options_;
  std::shared_ptr<const Result> result_;
  QString problem_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;
};

}  // namespace mw::models
