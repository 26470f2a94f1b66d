// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/twin/log_blocks.h"

using namespace mw;
using namespace mw::twin;

/// What comes out of the blocks against the whole log put in order at once.
class TestLogBlocks : public QObject {
  Q_OBJECT
 private slots:
  void joinToTheWholeInOrder_data();
  void joinToTheWholeInOrder();
  void holdNoMoreThanTheWindow();
  void aThrowingSinkIsPassedOn();
};

namespace {

constexpr std::int64_t kNsPerS = 1'000'000'000;
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

struct Arrival {
  std::int64_t stamp_ns;
  std::vector<double> values;
};

Log headOfTwo() {
  Log head;
  head.name = "mill";
  head.series = {{"a", "V", {}}, {"b", "", {}}};
  return head;
}

/// Rows 0.1 s apart on average, late by less than the window, stamps of 10 ms so that some meet, a fifth missing.
std::vector<Arrival> arrivals(std::size_t count, std::int64_t start_ns, double window_s) {
  RandomStream random(7, streamId("arrivals", "test"), 0);
  std::vector<Arrival> rows;
  std::int64_t newest_ns = start_ns;
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t ahead_ns = start_ns + static_cast<std::int64_t>(row) * 100'000'000;
    const auto late_ns = static_cast<std::int64_t>(random.uniform() * window_s * 99) * 10'000'000;
    const std::int64_t stamp_ns = window_s > 0 ? std::max(ahead_ns - late_ns, newest_ns - late_ns) : ahead_ns;
    newest_ns = std::max(newest_ns, stamp_ns);
    const auto value = [&] { return random.uniform() < 0.2 ? kMissing : random.uniform(); };
    rows.push_back({stamp_ns, {value(), value()}});
  }
  return rows;
}

void compare(const Column& got, const Column& want) {
  QCOMPARE(got.size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    QVERIFY((std::isnan(got[i]) && std::isnan(want[i])) ||
            std::bit_cast<std::uint64_t>(got[i]) == std::bit_cast<std::uint64_t>(want[i]));
  }
}

/// All rows at once, by stamps since the whole second of the smallest.
Log wholeInOrder(const std::vector<Arrival>& rows, std::int64_t origin_ns, LateRows& late) {
  Log log = headOfTwo();
  for (const Arrival& row : rows) {
    log.t_s.push_back(static_cast<double>(row.stamp_ns - origin_ns) / 1e9);
    for (std::size_t i = 0; i < 2; ++i) log.series[i].values.push_back(row.values[i]);
  }
  return inOrder(log, std::numeric_limits<double>::infinity(), late);
}

}  // namespace

void TestLogBlocks::joinToTheWholeInOrder_data() {
  QTest::addColumn<int>("rows");
  QTest::addColumn<double>("window_s");
  QTest::addColumn<qint64>("start_ns");
  const double inf = std::numeric_limits<double>::infinity();
  const qint64 today_ns = 1'750'000'000'050'000'000;
  QTest::newRow("in order") << 200'000 << 0.0 << today_ns;
  QTest::newRow("elapsed, late") << 200'000 << 5.0 << qint64{0};
  QTest::newRow("absolute, the first row late") << 200'000 << 5.0 << today_ns;
  QTest::newRow("before 1970") << 70'000 << 5.0 << qint64{-86'400'500'000'000};
  QTest::newRow("window of many blocks") << 300'000 << 12'000.0 << today_ns;
  QTest::newRow("one block") << 100 << 5.0 << today_ns;
  QTest::newRow("all") << 150'000 << inf << today_ns;
}

void TestLogBlocks::joinToTheWholeInOrder() {
  QFETCH(int, rows);
  QFETCH(double, window_s);
  QFETCH(qint64, start_ns);
  const bool has_epoch = start_ns != 0;
  const std::vector<Arrival> arrived =
      arrivals(static_cast<std::size_t>(rows), start_ns, std::isfinite(window_s) ? std::min(window_s, 30.0) : 30.0);
  std::vector<Arrival> sent = arrived;
  if (window_s == 0) {
    std::sort(sent.begin(), sent.end(), [](const auto& a, const auto& b) { return a.stamp_ns < b.stamp_ns; });
    sent.erase(
        std::unique(sent.begin(), sent.end(), [](const auto& a, const auto& b) { return a.stamp_ns == b.stamp_ns; }),
        sent.end());
  }
  Log got;
  const LogBlockSink sink = joinInto(got);
  LogBlocks blocks(headOfTwo(), has_epoch, window_s, sink);
  for (const Arrival& row : sent) blocks.add(row.stamp_ns, row.values);
  blocks.finish();

  const std::int64_t first_ns = std::min_element(sent.begin(), sent.end(), [](const auto& a, const auto& b) {
                                  return a.stamp_ns < b.stamp_ns;
                                })->stamp_ns;
  const double origin_s = has_epoch ? std::floor(static_cast<double>(first_ns / 1'000'000) / 1e3) : 0;
  LateRows late;
  const Log want = wholeInOrder(sent, static_cast<std::int64_t>(origin_s) * kNsPerS, late);
  QCOMPARE(got.epoch_s, has_epoch ? std::optional(origin_s) : std::nullopt);
  compare(got.t_s, want.t_s);
  for (std::size_t i = 0; i < 2; ++i) {
    compare(got.series[i].values, want.series[i].values);
    QCOMPARE(blocks.readings()[i],
             static_cast<std::size_t>(std::count_if(want.series[i].values.begin(), want.series[i].values.end(),
                                                    [](double value) { return !std::isnan(value); })));
  }
  QCOMPARE(blocks.late().ordered, late.ordered);
  QCOMPARE(blocks.late().merged, late.merged);
  QCOMPARE(blocks.late().repeated, late.repeated);
  QCOMPARE(blocks.wasInOrder(), window_s == 0);
  QCOMPARE(blocks.rowCount(), want.rowCount());
  QCOMPARE(blocks.duration_s(), want.t_s.back() - want.t_s.front());
  QVERIFY(window_s == 0 || (late.ordered > 0 && late.merged > 0 && late.repeated > 0));
}

void TestLogBlocks::holdNoMoreThanTheWindow() {
  std::size_t largest = 0;
  std::size_t handed_on = 0;
  const LogBlockSink sink = [&](Log&& block) {
    largest = std::max(largest, block.rowCount());
    handed_on += block.rowCount();
  };
  LogBlocks blocks(headOfTwo(), true, 5, sink);
  std::size_t added = 0;
  for (const Arrival& row : arrivals(400'000, kNsPerS, 5)) {
    blocks.add(row.stamp_ns, row.values);
    ++added;
    QVERIFY(added - handed_on < 100'000 + 20'000);  // a block, those of 5 s, and rows that were merged into others
  }
  QVERIFY(largest > 0 && largest < 100'000);
}

void TestLogBlocks::aThrowingSinkIsPassedOn() {
  const LogBlockSink sink = [](Log&&) { throw OutputError("p.mill", "the disk is full", "free some space"); };
  LogBlocks blocks(headOfTwo(), false, 0, sink);
  const double values[] = {1, 2};
  blocks.add(0, values);
  QVERIFY_THROWS_EXCEPTION(OutputError, blocks.finish());
}

QTEST_APPLESS_MAIN(TestLogBlocks)
#include "tst_log_blocks.moc"
