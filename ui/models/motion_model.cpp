// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/motion_model.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/base/error.h"
#include "core/cosimulation/mishap_text.h"
#include "core/cosimulation/vehicle_text.h"

namespace mw::models {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kFrame_s = 1.0 / 60;    // snapshots per real time at least
constexpr double kMostPerTurn_s = 0.25;  // of real time that is caught up; the rest is given up, so motion slows down
constexpr std::chrono::milliseconds kTurn{8};

double seconds(Clock::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

/// The first few findings, a line each, without the pointers of a file that the window does not show.
std::string wordsOf(const InputError& error) {
  constexpr std::size_t kMostLines = 3;
  std::string words;
  for (std::size_t i = 0; i < std::min(kMostLines, error.findings().size()); ++i) {
    Finding finding = error.findings()[i];
    finding.place = {};
    words += (i == 0 ? "" : "\n") + finding.text();
  }
  const std::size_t more = error.findings().size() - std::min(kMostLines, error.findings().size());
  return more == 0 ? words : words + "\n" + MotionModel::tr("and %1 more").arg(more).toStdString();
}

}  // namespace

/// Owns the thread. Everything shared lies behind one mutex that is held for copies only.
class MotionModel::Worker {
 public:
  Worker(std::shared_ptr<const factory::Factory> factory, double step_s)
      : factory_(std::move(factory)), step_s_(step_s) {
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
  }

  void follow(double speed, bool is_playing) {
    {
      const std::scoped_lock lock(mutex_);
      speed_ = speed;
      is_playing_ = is_playing;
    }
    wake_.notify_all();
  }

  /// Shown one frame behind the newest snapshot, so that there is always one on either side.
  [[nodiscard]] cosimulation::MotionSnapshot now() const {
    const std::scoped_lock lock(mutex_);
    const double span_s = next_.time_s - last_.time_s;
    if (span_s <= 0 || interval_s_ <= 0) return next_;
    const double share = std::clamp(seconds(Clock::now() - published_) / interval_s_, 0.0, 1.0);
    return cosimulation::interpolate(last_, next_, last_.time_s + share * span_s);
  }

  struct Facts {
    double time_s = 0;
    double reached = 0;
    std::int64_t delivered = 0;
    std::string problem;
  };
  [[nodiscard]] Facts facts() const {
    const std::scoped_lock lock(mutex_);
    return facts_;
  }

  /// What went wrong since they were last taken.
  [[nodiscard]] std::vector<MotionEvent> takeEvents() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(events_, {});
  }

 private:
  void work(const std::stop_token& stop) {
    try {
      cosimulation::MotionSettings settings;
      settings.step_s = step_s_;
      cosimulation::MotionSession session(*factory_, settings);
      publish(session, 0);
      while (!stop.stop_requested()) turn(session, stop);
    } catch (const InputError& error) {
      const std::scoped_lock lock(mutex_);
      facts_.problem = wordsOf(error);
    } catch (const std::exception& error) {
      const std::scoped_lock lock(mutex_);
      facts_.problem = error.what();
    }
  }

  /// Catches up with the real time since the last turn.
  void turn(cosimulation::MotionSession& session, const std::stop_token& stop) {
    double speed = 0;
    {
      std::unique_lock lock(mutex_);
      if (!is_playing_) {
        facts_.reached = 0;
        wake_.wait(lock, stop, [this] { return is_playing_; });
        turned_ = window_begin_ = Clock::now();
        window_from_s_ = session.time_s();
        return;
      }
      speed = speed_;
    }
    const auto begin = Clock::now();
    const double goal_s = session.time_s() + std::min(seconds(begin - turned_), kMostPerTurn_s) * speed;
    turned_ = begin;
    while (session.time_s() < goal_s && !stop.stop_requested()) {
      session.step();
      if (seconds(Clock::now() - begin) > kFrame_s) break;
    }
    publish(session, seconds(Clock::now() - window_begin_));
    std::this_thread::sleep_until(begin + kTurn);
  }

  void publish(const cosimulation::MotionSession& session, double window_s) {
    cosimulation::MotionSnapshot snapshot = cosimulation::snapshotOf(session);
    const std::scoped_lock lock(mutex_);
    const auto now = Clock::now();
    last_ = std::exchange(next_, std::move(snapshot));
    interval_s_ = seconds(now - published_);
    published_ = now;
    facts_.time_s = session.time_s();
    facts_.delivered = session.delivered();
    note(session);
    if (window_s < 1) return;
    facts_.reached = (session.time_s() - window_from_s_) / window_s;
    window_begin_ = now;
    window_from_s_ = session.time_s();
  }

  void note(const cosimulation::MotionSession& session) {
    using Kind = MotionEvent::Kind;
    const auto add = [this](Kind kind, double time_s, std::string text, const std::uint32_t* element) {
      if (!text.empty()) text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
      events_.push_back({kind, time_s, QString::fromStdString(text),
                         element == nullptr ? std::string() : factory_->elements()[*element].id});
    };
    for (; n_mishaps_ < session.mishaps().size(); ++n_mishaps_) {
      const motion::Mishap& mishap = session.mishaps()[n_mishaps_];
      add(Kind::Mishap, mishap.time_s, cosimulation::mishapText(mishap, *factory_), &mishap.element);
    }
    // Pairs that came too near for the first time.
    for (; n_near_misses_ < session.nearMisses().size(); ++n_near_misses_) {
      const motion::NearMiss& miss = session.nearMisses()[n_near_misses_];
      const bool is_at_element = miss.is_element || miss.is_arms || miss.is_arm;
      add(Kind::NearMiss, miss.time_s, cosimulation::nearMissText(miss, *factory_),
          is_at_element ? &miss.other : nullptr);
    }
    for (; n_standstills_ < session.standstills().size(); ++n_standstills_) {
      const motion::Standstill& standstill = session.standstills()[n_standstills_];
      add(Kind::Standstill, standstill.time_s, cosimulation::standstillText(standstill, *factory_), nullptr);
    }
  }

  std::shared_ptr<const factory::Factory> factory_;
  double step_s_;
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  double speed_ = 1;
  bool is_playing_ = false;
  cosimulation::MotionSnapshot last_;
  cosimulation::MotionSnapshot next_;
  Clock::time_point published_ = Clock::now();
  double interval_s_ = 0;
  Facts facts_;
  std::vector<MotionEvent> events_;                // not taken yet
  std::size_t n_mishaps_ = 0;                      // of the thread alone
  std::size_t n_near_misses_ = 0;                  // of the thread alone
  std::size_t n_standstills_ = 0;                  // of the thread alone
  Clock::time_point turned_ = Clock::now();        // of the thread alone
  Clock::time_point window_begin_ = Clock::now();  // of the thread alone
  double window_from_s_ = 0;                       // of the thread alone
  std::jthread thread_;                            // last: ends before what it uses
};

MotionModel::MotionModel(Document& document, Playback& playback, QObject* parent)
    : QObject(parent), document_(document), playback_(playback) {
  connect(&playback_, &Playback::playingChanged, this, &MotionModel::follow);
  connect(&playback_, &Playback::speedChanged, this, &MotionModel::follow);
  connect(&document_, &Document::changed, this, [this] {
    if (isActive()) restart();
  });
  poll_.setInterval(200);
  connect(&poll_, &QTimer::timeout, this, &MotionModel::poll);
}

MotionModel::~MotionModel() = default;

void MotionModel::setActive(bool is_active) {
  if (is_active == isActive()) return;
  if (is_active) {
    restart();
  } else {
    worker_.reset();
    poll_.stop();
    forgetProblem();
  }
  emit activeChanged(is_active);
}

void MotionModel::forgetProblem() {
  if (problem_.isEmpty()) return;
  problem_.clear();
  emit problemChanged(problem_);
}

void MotionModel::restart() {
  forgetProblem();
  events_.clear();
  counts_ = {};
  emit eventsChanged();
  worker_ = std::make_unique<Worker>(document_.snapshot(), step_s_);
  poll_.start();
  follow();
}

std::optional<QString> MotionModel::setStep(double step_s) {
  if (!(step_s > 0 && step_s <= cosimulation::kLongestStep_s)) {
    return tr("give one above 0 and up to 1/50 s; 1/240 is usual");
  }
  if (step_s == step_s_) return std::nullopt;
  step_s_ = step_s;
  emit stepChanged(step_s_);
  if (isActive()) restart();
  return std::nullopt;
}

void MotionModel::follow() {
  if (worker_) worker_->follow(playback_.wantedSpeed(), playback_.isPlaying());
}

void MotionModel::poll() {
  const Worker::Facts facts = worker_->facts();
  emit speedChanged(playback_.wantedSpeed(), facts.reached);
  take(worker_->takeEvents());
  const QString problem = QString::fromStdString(facts.problem);
  if (problem == problem_) return;
  problem_ = problem;
  emit problemChanged(problem_);
}

void MotionModel::take(std::vector<MotionEvent> events) {
  if (events.empty()) return;
  for (MotionEvent& event : events) {
    ++counts_[static_cast<std::size_t>(event.kind)];
    events_.push_back(std::move(event));
  }
  if (events_.size() > kKeptEvents)
    events_.erase(events_.begin(), events_.end() - static_cast<std::ptrdiff_t>(kKeptEvents));
  emit mishapSeen(events_.back().text);
  emit eventsChanged();
}

cosimulation::MotionSnapshot MotionModel::now() const {
  return worker_ ? worker_->now() : cosimulation::MotionSnapshot{};
}

double MotionModel::time_s() const {
  return worker_ ? worker_->facts().time_s : 0;
}

std::int64_t MotionModel::delivered() const {
  return worker_ ? worker_->facts().delivered : 0;
}

double MotionModel::wantedSpeed() const {
  return playback_.wantedSpeed();
}

double MotionModel::reachedSpeed() const {
  return worker_ ? worker_->facts().reached : 0;
}

}  // namespace mw::models
