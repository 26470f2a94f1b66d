// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/twin/replay.h"
#include "core/twin/replay_stream.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

constexpr double kRounding = 1e-12;

/// Noise, a stretch without readings, a bias that begins at row 120, stamps that don't follow a step.
Log unevenLog(std::size_t rows) {
  RandomStream random(5, 1, 0);
  std::vector<double> t_s;
  for (std::size_t row = 0; row < rows; ++row) t_s.push_back(static_cast<double>(row) + 0.3 * random.uniform());
  Log log = test::plateLog(t_s);
  for (std::size_t row = 0; row < rows; ++row) {
    const bool is_missing = row >= 60 && row < 75;
    log.series[0].values[row] = is_missing ? std::nan("") : 8 * random.uniform() + (row >= 120 ? 40 : 0);
    if (row % 7 == 3) log.series[1].values[row] = std::nan("");
  }
  return log;
}

Log rowsOf(const Log& log, std::size_t first, std::size_t last) {
  Log block;
  block.name = log.name;
  const auto cut = [&](const Column& column) {
    return std::vector<double>(column.begin() + static_cast<std::ptrdiff_t>(first),
                               column.begin() + static_cast<std::ptrdiff_t>(last));
  };
  block.t_s = cut(log.t_s);
  for (const Signal& signal : log.series) block.series.push_back({signal.name, signal.unit, cut(signal.values)});
  return block;
}

}  // namespace

/// Logs that come in blocks.
class TestReplayStream : public QObject {
  Q_OBJECT
 private slots:
  void equalsTheWholeLog_data();
  void equalsTheWholeLog();
  void tellsWhatWasDoneBeforeAnError();
  void stampsGrowFromBlockToBlock();
  void spreadOfInnovations();
};

void TestReplayStream::equalsTheWholeLog_data() {
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("block_rows");
  QTest::addColumn<bool>("is_row_by_row");
  QTest::newRow("one by one") << 300 << 1 << true;
  QTest::newRow("blocks, row by row") << 300 << 64 << true;
  QTest::newRow("blocks") << 300 << 7 << false;
  QTest::newRow("more than are handed on at once") << 9000 << 5000 << false;
  QTest::newRow("a single row") << 1 << 1 << false;
}

void TestReplayStream::equalsTheWholeLog() {
  QFETCH(int, rows);
  QFETCH(int, block_rows);
  QFETCH(bool, is_row_by_row);
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  const Log log = unevenLog(static_cast<std::size_t>(rows));
  Json want = toJson(replay(twin, log, {.keeps_covariance = true}), 1, true);
  std::size_t most_rows = 0;
  Json steps = Json::array();
  ReplayStream stream(twin, {.keeps_covariance = true, .is_row_by_row = is_row_by_row}, [&](const ReplayResult& part) {
    most_rows = std::max(most_rows, part.t_s.size());
    for (std::size_t row = part.firstRow(); row < part.rows; ++row) steps.push_back(stepJson(part, row, true));
  });
  const auto count = log.rowCount();
  for (std::size_t first = 0; first < count; first += static_cast<std::size_t>(block_rows)) {
    stream.add(rowsOf(log, first, std::min(count, first + static_cast<std::size_t>(block_rows))));
  }
  const ReplayResult sums = stream.finish();
  Json got = headJson(sums);
  got["steps"] = std::move(steps);
  got.update(sumsJson(sums));
  got["seconds"] = want["seconds"];
  QVERIFY(got == want);
  QVERIFY(rows == 1 || !want["alerts"].empty());
  QVERIFY(sums.t_s.empty() && most_rows <= (is_row_by_row ? 1U : 8192U));
  const ReplayResult whole = replay(twin, log);
  QCOMPARE(sums.anomalyCount(), whole.anomalyCount());
  QCOMPARE(sums.lastHealth(), whole.lastHealth());
}

void TestReplayStream::tellsWhatWasDoneBeforeAnError() {
  Json json = test::plateTwin();
  json["model"]["F"] = {{1e80, 0}, {0, 1}};
  json["model"]["H"] = {{0, 1}};
  const TwinDefinition twin = test::twinOf(json);
  std::size_t told = 0;
  ReplayStream stream(twin, {}, [&](const ReplayResult& part) {
    for (const double mean : part.x) QVERIFY(std::isfinite(mean));
    told += part.t_s.size();
  });
  QVERIFY_EXCEPTION_THROWN(stream.add(test::plateLog({0, 1, 2, 3, 4})), NumericalError);
  const ReplayResult sums = stream.finish();
  QVERIFY(told > 0 && told < 5 && sums.rows == told);
}

void TestReplayStream::stampsGrowFromBlockToBlock() {
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  ReplayStream stream(twin, {}, [](const ReplayResult&) {});
  stream.add(test::plateLog({0, 1, 2}));
  QVERIFY_EXCEPTION_THROWN(stream.add(test::plateLog({2, 3})), InputError);
}

/// The variance of an innovation, given the readings before: NIS = e^2 / S for a lone signal.
void TestReplayStream::spreadOfInnovations() {
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  const Log log = unevenLog(100);
  const ReplayResult result = replay(twin, log);
  for (std::size_t row = 0; row < result.rows; ++row) {
    QCOMPARE(std::isnan(result.S_diag[row]), std::isnan(log.series[0].values[row]));
    if (std::isnan(result.S_diag[row])) continue;
    const double e = result.innovation[row];
    MW_NEAR(e * e / result.S_diag[row], result.nis[row], kRounding, 0.0);
  }
  const Json json = toJson(result, 1, false);
  MW_NEAR(json["steps"][0]["innovation_sd"][0].get<double>(), std::sqrt(result.S_diag[0]), kRounding, 0.0);
  QVERIFY(json["steps"][60]["innovation_sd"][0].is_null());
}

QTEST_APPLESS_MAIN(TestReplayStream)
#include "tst_replay_stream.moc"
