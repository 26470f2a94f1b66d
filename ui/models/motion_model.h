// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "core/cosimulation/motion_snapshot.h"
#include "core/cosimulation/step_text.h"
#include "ui/models/document.h"
#include "ui/models/motion_event.h"
#include "ui/models/playback.h"

namespace mw::models {

/// Parts as rigid bodies, stepped on a thread of their own at the speed that the transport wants, as far as the
/// computer can: the step never grows. The thread publishes snapshots; whoever draws asks for the parts now, between
/// the newest two. GUI thread, but for what it says.
class MotionModel : public QObject {
  Q_OBJECT
 public:
  MotionModel(Document& document, Playback& playback, QObject* parent = nullptr);
  ~MotionModel() override;

  /// The physics instead of the recorded events. Starts the factory as it is now from time zero.
  void setActive(bool is_active);
  [[nodiscard]] bool isActive() const { return worker_ != nullptr; }
  /// From time zero again, with the factory as it is now.
  void restart();
  /// The length of a step, of the project: set anew, motion begins anew. A slow computer never makes it longer.
  /// @returns why it can't be; nothing when it is taken
  [[nodiscard]] std::optional<QString> setStep(double step_s);
  [[nodiscard]] double step_s() const { return step_s_; }

  /// Where all parts are now, interpolated; empty while inactive. Cheap: call it once per frame.
  [[nodiscard]] cosimulation::MotionSnapshot now() const;
  [[nodiscard]] double time_s() const;
  [[nodiscard]] std::int64_t delivered() const;
  [[nodiscard]] double wantedSpeed() const;
  /// Simulated seconds per real second over about the last second; 0 while paused.
  [[nodiscard]] double reachedSpeed() const;
  /// What went wrong since motion began, in the order in which it was told; the last kKeptEvents of it.
  [[nodiscard]] const std::vector<MotionEvent>& events() const { return events_; }
  [[nodiscard]] const MotionEventCounts& eventCounts() const { return counts_; }
  static constexpr std::size_t kKeptEvents = 200;
  /// Why there is no motion; empty when all is well.
  [[nodiscard]] const QString& problem() const { return problem_; }

 signals:
  void activeChanged(bool is_active);
  void speedChanged(double wanted, double reached);
  void problemChanged(const QString& problem);
  void stepChanged(double step_s);
  /// A part fell, tipped or jams, or a vehicle came too near to something: the newest of those since the last time this
  /// was said.
  void mishapSeen(const QString& what);
  /// events() and eventCounts() did.
  void eventsChanged();

 private:
  class Worker;
  void follow();
  void poll();
  void take(std::vector<MotionEvent> events);
  void forgetProblem();

  Document& document_;
  Playback& playback_;
  std::unique_ptr<Worker> worker_;
  double step_s_ = cosimulation::kUsualStep_s;
  QString problem_;
  std::vector<MotionEvent> events_;
  MotionEventCounts counts_{};
  QTimer poll_;
};

}  // namespace mw::models
