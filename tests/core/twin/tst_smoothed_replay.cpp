// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/random_stream.h"
#include "core/twin/smoothed_replay.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

/// What the rows so far say and what the whole log says, from one pass: the same bits as from two.
class TestSmoothedReplay : public QObject {
  Q_OBJECT
 private slots:
  void bothAreAsFromTwoReplays_data();
  void bothAreAsFromTwoReplays();
  void aFilterThatCannotSmoothSaysSo();
};

namespace {

Log wavingLog() {
  std::vector<double> t_s;
  RandomStream random(11, streamId("waves", "test"), 0);
  for (int row = 0; row < 300; ++row) t_s.push_back(row + 0.3 * random.uniform());
  Log log = test::plateLog(t_s);
  for (std::size_t row = 0; row < t_s.size(); ++row) {
    log.series[0].values[row] = row % 7 == 3 ? std::nan("") : 3 + random.uniform();
    log.series[1].values[row] = row % 50 < 25 ? 0 : 1;
  }
  return log;
}

TwinDefinition twinBy(const std::string& filter) {
  Json twin = test::plateTwin();
  twin["filter"] = filter;
  return test::twinOf(twin);
}

void compare(const ReplayResult& got, const ReplayResult& want) {
  QCOMPARE(got.is_smoothed, want.is_smoothed);
  QCOMPARE(got.x, want.x);
  QCOMPARE(got.P_diag, want.P_diag);
  QCOMPARE(got.P, want.P);
  QVERIFY(test::allDiffer(got.nis, want.nis, 0.0).isEmpty());
  QVERIFY(test::allDiffer(got.health, want.health, 0.0).isEmpty());
  QCOMPARE(got.alerts.size(), want.alerts.size());
  QCOMPARE(got.warnings, want.warnings);
  QCOMPARE(got.log_likelihood, want.log_likelihood);
}

}  // namespace

void TestSmoothedReplay::bothAreAsFromTwoReplays_data() {
  QTest::addColumn<QString>("filter");
  for (const char* filter : {"kalman", "unscented", "particle"}) QTest::newRow(filter) << QString(filter);
}

void TestSmoothedReplay::bothAreAsFromTwoReplays() {
  QFETCH(QString, filter);
  const TwinDefinition twin = twinBy(filter.toStdString());
  const Log log = wavingLog();
  const SmoothedReplay both = replayAndSmooth(twin, log, {.keeps_covariance = true});
  compare(both.filtered, replay(twin, log, {.keeps_covariance = true}));
  compare(both.smoothed, replay(twin, log, {.keeps_covariance = true, .is_smoothed = true}));
  QVERIFY(both.filtered.x != both.smoothed.x);
}

void TestSmoothedReplay::aFilterThatCannotSmoothSaysSo() {
  Json twin = test::plateTwin();
  twin["filter"] = "particle";
  twin["model"]["Q"] = Json::parse("[[0.01, 0], [0, 0]]");
  QVERIFY_THROWS_EXCEPTION(InputError, (void)replayAndSmooth(test::twinOf(twin), wavingLog()));
}

QTEST_APPLESS_MAIN(TestSmoothedReplay)
#include "tst_smoothed_replay.moc"
