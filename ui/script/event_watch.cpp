// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/event_watch.h"

#include <QAbstractEventDispatcher>
#include <QMetaEnum>
#include <algorithm>
#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <utility>

namespace mw::script {
namespace {

constexpr std::size_t kKept = 10;

std::string nameOf(const QObject* object) {
  for (; object != nullptr; object = object->parent()) {
    if (!object->objectName().isEmpty()) return object->objectName().toStdString();
  }
  return {};
}

std::string nameOf(QEvent::Type type) {
  const char* key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
  return key == nullptr ? fmt::format("{}", static_cast<int>(type)) : key;
}

double rounded(double time_ms) {
  return std::round(10 * time_ms) / 10;
}

Json jsonOf(const EventWatch::Handler& handler) {
  return {{"receiver", handler.receiver},
          {"class", handler.of_class},
          {"event", handler.event},
          {"wall_ms", rounded(handler.wall_ms)},
          {"cpu_ms", rounded(handler.cpu_ms)}};
}

}  // namespace

EventWatch::Span::Span(EventWatch& watch, const QObject* receiver, const QEvent& event)
    : watch_(watch), is_of_loop_(watch.depth_ == watch.base_) {
  ++watch_.depth_;
  if (is_of_loop_) {
    around_ = std::exchange(watch_.open_, &handler_);
    handler_.event = nameOf(event.type());
  }
  // Told now: the receiver may be gone after its event.
  if (receiver != nullptr && (is_of_loop_ || watch_.is_window_)) {
    watch_.open_->receiver = nameOf(receiver);
    watch_.open_->of_class = receiver->metaObject()->className();
    watch_.is_window_ = is_of_loop_ && receiver->isWindowType();
  }
  if (!is_of_loop_) return;
  watch_.since_ = now();
}

EventWatch::Span::~Span() {
  --watch_.depth_;
  // Loops that were opened further in have ended.
  watch_.base_ = std::min(watch_.base_, watch_.depth_);
  if (!is_of_loop_) return;
  watch_.open_ = around_;
  watch_.is_window_ = false;
  watch_.close(std::move(handler_));
}

void EventWatch::start() {
  const QAbstractEventDispatcher* loop = QAbstractEventDispatcher::instance();
  MW_REQUIRE(loop != nullptr);
  connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, &EventWatch::turn);
  connect(loop, &QAbstractEventDispatcher::awake, this, &EventWatch::turn);
  forgive();
}

EventWatch::Clocks EventWatch::now() {
  timespec cpu{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
  return {std::chrono::steady_clock::now(),
          1e3 * static_cast<double>(cpu.tv_sec) + 1e-6 * static_cast<double>(cpu.tv_nsec)};
}

void EventWatch::forgive() {
  since_ = now();
}

void EventWatch::reset() {
  handlers_ = 0;
  longs_ = 0;
  worst_.clear();
  busiest_ = {};
  forgive();
}

void EventWatch::turn() {
  if (depth_ > base_ && open_ != nullptr) close(*open_);
  base_ = depth_;
  since_ = now();
}

void EventWatch::close(Handler handler) {
  const Clocks end = now();
  handler.wall_ms = std::chrono::duration<double, std::milli>(end.wall - since_.wall).count();
  handler.cpu_ms = end.cpu_ms - since_.cpu_ms;
  since_ = end;
  ++handlers_;
  if (handler.wall_ms > kLong_ms) ++longs_;
  if (handler.cpu_ms > busiest_.cpu_ms) busiest_ = handler;
  const auto place = std::find_if(worst_.begin(), worst_.end(),
                                  [&handler](const Handler& kept) { return handler.wall_ms > kept.wall_ms; });
  if (place == worst_.end() && worst_.size() == kKept) return;
  worst_.insert(place, std::move(handler));
  if (worst_.size() > kKept) worst_.pop_back();
}

Json EventWatch::json() const {
  Json worst = Json::array();
  for (const Handler& handler : worst_) worst.push_back(jsonOf(handler));
  return {{"handlers", handlers_}, {"over_100_ms", longs_}, {"busiest", jsonOf(busiest_)}, {"worst", std::move(worst)}};
}

std::string text(const EventWatch::Handler& handler) {
  return fmt::format("{:.0f} ms ({:.0f} ms of CPU): {} of {} \"{}\"", handler.wall_ms, handler.cpu_ms, handler.event,
                     handler.of_class, handler.receiver);
}

}  // namespace mw::script
