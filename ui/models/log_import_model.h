// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <optional>
#include <vector>

#include "core/twin/import_report.h"
#include "ui/jobs/job_service.h"
#include "ui/models/log_arrival.h"
#include "ui/models/log_mapping.h"
#include "ui/models/replay_model.h"

namespace mw::models {

/// A file on its way to becoming a log: what was guessed about it, what somebody overruled, how it looks that way, and
/// a trial reading of the whole file with all that is wrong. How a file was read is remembered by its columns, so that
/// the next one of that shape needs no choice. GUI thread.
class LogImportModel : public QObject {
  Q_OBJECT
 public:
  enum class State { Empty, Opening, Trying, Ready, Importing };
  using Column = LogMapping::Column;

  LogImportModel(ReplayModel& replay, jobs::JobService& jobs, QObject* parent = nullptr);

  /// opened() follows, or changed() with a problem.
  void open(const QString& file);
  [[nodiscard]] const QString& file() const { return file_; }
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const twin::LogSample& sample() const { return mapping_.sample(); }

  [[nodiscard]] const twin::MapWishes& wishes() const { return mapping_.wishes(); }
  /// Guesses again around them.
  void setWishes(const twin::MapWishes& wishes);
  /// What would be read without any wish, but for problems.
  [[nodiscard]] const twin::LogMap& unaided() const { return mapping_.unaided(); }
  /// How the file will be read.
  [[nodiscard]] const twin::LogMap& map() const { return mapping_.map(); }
  [[nodiscard]] const twin::LogPreview& preview() const { return mapping_.preview(); }
  /// All but those of the time.
  [[nodiscard]] std::vector<Column> columns() const { return mapping_.columns(); }
  void setUsed(const std::string& column, bool is_used);
  void setSignal(const std::string& column, const std::string& name);
  void setUnit(const std::string& column, const std::string& unit);

  /// What becomes of rows whose clock goes back.
  [[nodiscard]] const twin::BackwardsChoice& backwards() const { return mapping_.backwards(); }
  /// Reads the file again.
  void setBackwards(const twin::BackwardsChoice& choice);
  /// What that makes of this file, in a sentence or two; empty until it has been read.
  [[nodiscard]] QString backwardsStory() const;

  [[nodiscard]] const QString& name() const { return name_; }
  void setName(const QString& name);
  /// Of the whole file, without its values; nothing while it is being read.
  [[nodiscard]] const std::optional<twin::ImportReport>& report() const { return report_; }
  /// Report, guesses and problems in sentences, each a line.
  [[nodiscard]] QStringList findings() const;
  /// Why it cannot be imported now; empty when it can.
  [[nodiscard]] QString obstacle() const;
  /// Name of the remembered way to read such files that was taken; empty = guessed.
  [[nodiscard]] const QString& knownAs() const { return known_as_; }

  /// Reads the whole file once, to know what is in it.
  void tryOut();
  /// Reads the file, keeps the log and opens it in the replay; imported() or changed() with a problem follows.
  void import();
  void cancel();

 signals:
  void changed();
  /// @param is_known  files of these columns were read before; nothing needs to be asked
  void opened(bool is_known);
  void progressed(double done, double total);
  void imported(const QString& log);

 private:
  void lookAgain();
  void takeSample(twin::LogSample sample, const std::vector<std::pair<std::string, Json>>& known);
  template <class Work, class Deliver>
  void start(const QString& what, Work work, Deliver deliver);
  void begin(State state);
  [[nodiscard]] std::vector<std::string> needed() const;
  [[nodiscard]] LogOrder order() const { return {file_.toStdString(), mapping_.map(), mapping_.backwards()}; }
  void takeArrived(ArrivedLog arrived);
  void fail(const QString& problem);
  [[nodiscard]] QString freeName() const;
  [[nodiscard]] QString nameObstacle() const;
  [[nodiscard]] QString signalObstacle() const;

  ReplayModel& replay_;
  jobs::JobService& jobs_;
  QString file_;
  QString name_;
  QString known_as_;
  State state_ = State::Empty;
  LogMapping mapping_;
  std::optional<twin::ImportReport> report_;
  QString problem_;
  QPointer<jobs::Job> job_;
  std::uint64_t generation_ = 0;
};

}  // namespace mw::models
