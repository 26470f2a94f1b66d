// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <map>
#include <tuple>

#include "core/base/random_stream.h"
#include "core/events/kernel/event_calendar.h"

using namespace mw;
using namespace mw::events;

class TestEventCalendar : public QObject {
  Q_OBJECT
 private slots:
  void ordersByTimePrioritySequence();
  void cancelsAndMoves();
  void agreesWithAMap_data();
  void agreesWithAMap();
};

void TestEventCalendar::ordersByTimePrioritySequence() {
  EventCalendar calendar(5);
  const SimTime t = SimTime::fromSeconds(1);
  calendar.schedule(4, t, 1);
  calendar.schedule(2, t, 0);
  calendar.schedule(0, t + t, 0);
  calendar.schedule(3, t, 0);
  calendar.schedule(1, t, 1);
  for (const std::uint32_t want : {2U, 3U, 4U, 1U, 0U}) QCOMPARE(calendar.popNext().slot, want);
  QVERIFY(calendar.nextTime() == SimTime::never());
}

void TestEventCalendar::cancelsAndMoves() {
  EventCalendar calendar(3);
  calendar.schedule(0, SimTime::fromSeconds(1), 0);
  calendar.schedule(1, SimTime::fromSeconds(2), 0);
  calendar.schedule(2, SimTime::fromSeconds(3), 0);
  calendar.cancel(0);
  QVERIFY(!calendar.isPending(0));
  calendar.schedule(2, SimTime::fromSeconds(1.5), 0);
  QCOMPARE(calendar.popNext().slot, 2U);
  QVERIFY(!calendar.isPending(2));
  calendar.cancel(2);
  QCOMPARE(calendar.popNext().slot, 1U);
  QVERIFY(calendar.nextTime() == SimTime::never());
}

void TestEventCalendar::agreesWithAMap_data() {
  QTest::addColumn<int>("slot_count");
  for (const int count : {1, 2, 3, 17, 1000}) QTest::addRow("%d slots", count) << count;
}

void TestEventCalendar::agreesWithAMap() {
  QFETCH(int, slot_count);
  const auto n = static_cast<std::uint32_t>(slot_count);
  RandomStream random(7, streamId("calendar", "test"), 0);
  EventCalendar calendar(n);
  using Order = std::tuple<std::int64_t, unsigned, std::uint64_t>;
  std::map<Order, std::uint32_t> reference;
  std::map<std::uint32_t, Order> pending;
  const auto forget = [&](std::uint32_t slot) {
    if (const auto found = pending.find(slot); found != pending.end()) {
      reference.erase(found->second);
      pending.erase(found);
    }
  };
  std::int64_t now = 0;
  for (std::uint64_t step = 0; step < 20000; ++step) {
    const auto slot = static_cast<std::uint32_t>(random.next() % n);
    const std::uint64_t action = random.next() % 4;
    if (action < 2) {
      forget(slot);
      const auto at = now + static_cast<std::int64_t>(random.next() % 50);
      const auto priority = static_cast<unsigned>(random.next() % 3);
      calendar.schedule(slot, SimTime::fromTicks(at), priority);
      pending[slot] = {at, priority, step};
      reference[pending[slot]] = slot;
    } else if (action == 2) {
      forget(slot);
      calendar.cancel(slot);
    } else if (!reference.empty()) {
      const auto [order, want] = *reference.begin();
      forget(want);
      QCOMPARE(calendar.nextTime().ticks(), std::get<0>(order));
      QCOMPARE(calendar.popNext().slot, want);
      now = std::get<0>(order);
    }
    QCOMPARE(calendar.isPending(slot), pending.contains(slot));
  }
}

QTEST_APPLESS_MAIN(TestEventCalendar)
#include "tst_event_calendar.moc"
