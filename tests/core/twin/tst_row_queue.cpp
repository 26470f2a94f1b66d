// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/twin/log_reader.h"
#include "core/twin/replay.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

constexpr std::size_t kRows = 400;
constexpr double kWindow_s = 5;
const double kMissing = std::nan("");

/// Irregular stamps, a moving input, a reading in two rows of three.
Log sortedLog() {
  std::vector<double> t_s;
  RandomStream random(4, 1, 0);
  for (std::size_t row = 0; row < kRows; ++row) {
    t_s.push_back(static_cast<double>(row) + 0.4 * random.uniform());
  }
  Log log = test::plateLog(t_s);
  for (std::size_t row = 0; row < kRows; ++row) {
    log.series[0].values[row] = row % 3 == 1 ? kMissing : 3 + random.uniform();
    log.series[1].values[row] = random.uniform();
  }
  return log;
}

Log picked(const Log& log, const std::vector<std::size_t>& order) {
  Log result = log;
  for (std::size_t k = 0; k < order.size(); ++k) {
    result.t_s[k] = log.t_s[order[k]];
    for (std::size_t i = 0; i < log.series.size(); ++i) result.series[i].values[k] = log.series[i].values[order[k]];
  }
  return result;
}

/// Each row is held up by less than the window on its way.
Log shuffled(const Log& log) {
  std::vector<std::size_t> order(log.rowCount());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> arrival_s;
  RandomStream random(5, 1, 0);
  for (const double t_s : log.t_s) arrival_s.push_back(t_s + 0.99 * kWindow_s * random.uniform());
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return arrival_s[a] < arrival_s[b]; });
  return picked(log, order);
}

ReplayResult streamed(const Log& log, double window_s) {
  Replayer replayer(test::twinOf(test::plateTwin()), {.keeps_covariance = true, .late_window_s = window_s});
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    const double reading = log.series[0].values[row];
    const double input = log.series[1].values[row];
    replayer.addRow(log.t_s[row], {&input, 1}, {&reading, 1});
  }
  return replayer.finish();
}

void compareBits(const ReplayResult& got, const ReplayResult& want) {
  QCOMPARE(got.t_s, want.t_s);
  QCOMPARE(got.x, want.x);
  QCOMPARE(got.P, want.P);
  QVERIFY(test::allDiffer(got.nis, want.nis, 0.0).isEmpty());
  QCOMPARE(got.log_likelihood, want.log_likelihood);
  QCOMPARE(got.alerts.size(), want.alerts.size());
}

std::string rowText(const Log& log, std::size_t row) {
  std::string line = std::to_string(log.t_s[row]);
  for (const Signal& signal : log.series) {
    line += "," + (std::isnan(signal.values[row]) ? std::string() : std::to_string(signal.values[row]));
  }
  return line + "\n";
}

ImportReport written(const Log& log, double window_s) {
  QTemporaryDir folder;
  const std::string file = folder.filePath("log.csv").toStdString();
  std::ofstream stream(file);
  stream << "t,surface,load\n";
  for (std::size_t row = 0; row < log.rowCount(); ++row) stream << rowText(log, row);
  stream.close();
  LogMap map;
  map.time_column = "t";
  map.columns = {{"surface", "surface", ""}, {"load", "load", ""}};
  return readLog(file, map, {.late_window_s = window_s});
}

}  // namespace

class TestRowQueue : public QObject {
  Q_OBJECT
 private slots:
  void lateRowsGiveTheSameBits();
  void fileReadsTheSameBits();
  void beyondTheWindowIsSaid();
  void sensorsOfOneStampAreOneRow();
  void firstOfTwoValuesIsKept();
  void rowsWaitUntilTheyAreSettled();
  void withoutAWindowOldRowsAreCounted();
};

void TestRowQueue::lateRowsGiveTheSameBits() {
  const Log sorted = sortedLog();
  const Log late = shuffled(sorted);
  QVERIFY(!std::is_sorted(late.t_s.begin(), late.t_s.end()));
  const ReplayResult want = replay(test::twinOf(test::plateTwin()), sorted, {.keeps_covariance = true});
  for (const ReplayResult& got :
       {streamed(late, kWindow_s),
        replay(test::twinOf(test::plateTwin()), late, {.keeps_covariance = true, .late_window_s = kWindow_s})}) {
    compareBits(got, want);
    QVERIFY(got.late.ordered > kRows / 4);
    QCOMPARE(got.late.dropped, std::size_t{0});
    QVERIFY(toJson(got, 1, false)["late_rows"]["ordered"] == got.late.ordered);
    QVERIFY(std::any_of(got.warnings.begin(), got.warnings.end(), [](const std::string& warning) {
      return warning.find("rows came late and were put in their place") != std::string::npos;
    }));
  }
  QVERIFY(!toJson(want, 1, false).contains("late_rows"));
}

void TestRowQueue::fileReadsTheSameBits() {
  const Log sorted = sortedLog();
  const ImportReport want = written(sorted, 0);
  const ImportReport got = written(shuffled(sorted), kWindow_s);
  QCOMPARE(got.log.t_s, want.log.t_s);
  for (std::size_t i = 0; i < 2; ++i) {
    QVERIFY(test::allDiffer(got.log.series[i].values, want.log.series[i].values, 0.0).isEmpty());
  }
  QCOMPARE(got.missing_values, want.missing_values);
  QCOMPARE(got.defectTotal(), std::size_t{0});
  QVERIFY(got.late.ordered > 0);
  QVERIFY(toJson(got)["late_rows"]["ordered"] == got.late.ordered);
  // Without a window the reader leaves late rows out, as ever.
  QVERIFY(written(shuffled(sorted), 0).count(Defect::ClockBackwards) > 0);
}

void TestRowQueue::beyondTheWindowIsSaid() {
  Log log = sortedLog();
  std::vector<std::size_t> order(kRows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::rotate(order.begin() + 10, order.begin() + 11, order.begin() + 31);  // row 10 comes after row 30
  const Log late = picked(log, order);
  const ReplayResult result = streamed(late, kWindow_s);
  QCOMPARE(result.late.dropped, std::size_t{1});
  QCOMPARE(result.late.ordered, std::size_t{0});
  QCOMPARE(result.rows, kRows - 1);
  QCOMPARE(result.late.first_dropped_s, log.t_s[10]);
  QVERIFY2(result.warnings.back().find("1 rows came more than 5 s late and were left out") == 0,
           result.warnings.back().c_str());
  QCOMPARE(written(late, kWindow_s).late.dropped, std::size_t{1});
  QCOMPARE(streamed(late, 25).late.dropped, std::size_t{0});
}

void TestRowQueue::sensorsOfOneStampAreOneRow() {
  // Two loggers, each with its own rows: the values of one stamp meet in one step.
  const Log sorted = sortedLog();
  Log twice = sorted;
  twice.t_s.clear();
  for (Signal& signal : twice.series) signal.values.clear();
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t part = 0; part < 2; ++part) {
      twice.t_s.push_back(sorted.t_s[row]);
      for (std::size_t i = 0; i < 2; ++i) {
        twice.series[i].values.push_back(i == part ? sorted.series[i].values[row] : kMissing);
      }
    }
  }
  const ReplayResult result = streamed(shuffled(twice), kWindow_s);
  compareBits(result, streamed(sorted, 0));
  QCOMPARE(result.late.merged, kRows);
  QCOMPARE(result.late.repeated, std::size_t{0});
}

void TestRowQueue::firstOfTwoValuesIsKept() {
  RowQueue queue(10);
  const double first[] = {1, kMissing};
  const double second[] = {7, 2};
  queue.add(3, first);
  queue.add(4, first);
  queue.add(3, second);
  queue.close();
  const auto row = queue.next();
  QVERIFY(row.has_value());
  QCOMPARE(row->t_s, 3.0);
  QCOMPARE(row->values, (std::vector<double>{1, 2}));
  QCOMPARE(queue.late().merged, std::size_t{1});
  QCOMPARE(queue.late().repeated, std::size_t{1});
  QCOMPARE(queue.next()->t_s, 4.0);
  QVERIFY(!queue.next());
}

void TestRowQueue::rowsWaitUntilTheyAreSettled() {
  RowQueue queue(2);
  const double value[] = {1};
  queue.add(0, value);
  queue.add(2, value);
  QVERIFY(!queue.next());  // a row stamped 0 may still come
  queue.add(2.5, value);
  QCOMPARE(queue.next()->t_s, 0.0);
  QVERIFY(!queue.next());
  queue.add(std::numeric_limits<double>::quiet_NaN(), value);
  QCOMPARE(queue.late().dropped, std::size_t{1});
}

void TestRowQueue::withoutAWindowOldRowsAreCounted() {
  const Log sorted = sortedLog();
  std::vector<std::size_t> order(kRows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::swap(order[5], order[6]);
  const ReplayResult result = streamed(picked(sorted, order), 0);
  QCOMPARE(result.rows, kRows - 1);
  QCOMPARE(result.late.dropped, std::size_t{1});
  QVERIFY_EXCEPTION_THROWN((void)replay(test::twinOf(test::plateTwin()), picked(sorted, order)), InputError);
}

QTEST_APPLESS_MAIN(TestRowQueue)
#include "tst_row_queue.moc"
