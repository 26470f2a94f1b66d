// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <vector>

namespace mw::models {

/// First steps with the program. Each ticks itself when the project shows that it was done, in whatever order and way;
/// what was done once stays done. GUI thread.
class Tour : public QObject {
  Q_OBJECT
 public:
  struct Step {
    QString id;    ///< "change": its script is change.json
    QString text;  ///< "Change a cycle time"
    QString help;
    std::function<bool()> is_done;
  };
  explicit Tour(std::vector<Step> steps, QObject* parent = nullptr);

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  [[nodiscard]] bool isDone(std::size_t step) const { return done_[step]; }
  /// The first that is not done; the number of steps when all are.
  [[nodiscard]] std::size_t next() const;
  [[nodiscard]] bool isActive() const { return is_active_; }
  /// From the beginning.
  void start();
  void stop();

 public slots:
  /// Looks at the project again; call it when anything changes.
  void check();

 signals:
  void changed();

 private:
  std::vector<Step> steps_;
  std::vector<bool> done_;
  bool is_active_ = false;
};

}  // namespace mw::models
