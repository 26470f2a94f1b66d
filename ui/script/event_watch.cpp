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
  return {{"receiver", handler.receiver},        {"class", handler.of_class},         {"event", handler.event},
          {"wall_ms", rounded(handler.wall_ms)}, {"cpu_ms", rounded(handler.cpu_ms)}, {"excuse", handler.excuse}};
}

Json jsonOf(const std::vector<EventWatch::Handler>& handlers) {
  Json list = Json::array();
  for (const EventWatch::Handler& handler : handlers) list.push_back(jsonOf(handler));
  return list;
}

/// Keeps the first of them, the greatest first.
void keep(std::vector<EventWatch::Handler>& list, const EventWatch::Handler& handler,
          double EventWatch::Handler::*time_ms) {
  const auto place = std::find_if(list.begin(), list.end(),
                                  [&](const EventWatch::Handler& kept) { return handler.*time_ms > kept.*time_ms; });
  if (place == list.end() && list.size() == kKept) return;
  list.insert(place, handler);
  if (list.size() > kKept) list.pop_back();
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

void EventWatch::excuse(const std::string& why) {
  if (open_ != nullptr) open_->excuse = why;
}

void EventWatch::reset() {
  handlers_ = 0;
  longs_ = 0;
  worst_.clear();
  busy_.clear();
  excused_.clear();
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
  keep(worst_, handler, &Handler::wall_ms);
  if (handler.excuse.empty()) {
    keep(busy_, handler, &Handler::cpu_ms);
  } else {
    excused_.push_back(std::move(handler));
  }
}

Json EventWatch::json() const {
  return {{"handlers", handlers_}, {"over_100_ms", longs_},       {"busiest", jsonOf(busiest())},
          {"busy", jsonOf(busy_)}, {"excused", jsonOf(excused_)}, {"worst", jsonOf(worst_)}};
}

std::string text(const EventWatch::Handler& handler) {
  return fmt::format("{:.0f} ms ({:.0f} ms of CPU): {} of {} \"{}\"{}{}", handler.wall_ms, handler.cpu_ms,
                     handler.event, handler.of_class, handler.receiver, handler.excuse.empty() ? "" : ", ",
                     handler.excuse);
}

}  // namespace mw::script
