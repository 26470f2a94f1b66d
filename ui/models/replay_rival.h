// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

#include "core/twin/log.h"
#include "core/twin/replay_comparison.h"
#include "ui/jobs/job_service.h"

namespace mw::models {

/// The other replay of a log that the shown one is compared with: another twin, filter or values. GUI thread.
class ReplayRival : public QObject {
  Q_OBJECT
 public:
  explicit ReplayRival(jobs::JobService& jobs, QObject* parent = nullptr) : QObject(parent), jobs_(jobs) {}

  /// The shown replay, which it is compared with; null while there is none.
  struct Own {
    QString name;
    Json definition;  ///< millwright-twin/1
    std::shared_ptr<const twin::Log> log;
    std::shared_ptr<const twin::ReplayResult> result;
  };
  void setOwn(Own own);
  /// Replays the log with this twin too. @param definition  millwright-twin/1
  void choose(const QString& name, const Json& definition);
  void clear();

  [[nodiscard]] const QString& name() const { return name_; }
  [[nodiscard]] const Json& definition() const { return definition_; }
  /// Null while there is none, or until it is replayed.
  [[nodiscard]] std::shared_ptr<const twin::ReplayResult> result() const { return result_; }
  [[nodiscard]] const std::optional<twin::ReplayComparison>& comparison() const { return comparison_; }
  /// What differs, then what may be said of it.
  [[nodiscard]] const QStringList& words() const { return words_; }
  [[nodiscard]] const QString& problem() const { return problem_; }

 signals:
  void changed();

 private:
  void start();

  jobs::JobService& jobs_;
  Own own_;
  QString name_;
  Json definition_;
  std::shared_ptr<const twin::ReplayResult> result_;
  std::optional<twin::ReplayComparison> comparison_;
  QStringList words_;
  QString problem_;
  std::uint64_t generation_ = 0;
};

}  // namespace mw::models
