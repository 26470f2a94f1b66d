// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/discovery/discovery.h"
#include "tests/support/shared_folder.h"

using namespace mw;
using namespace mw::discovery;

/// A job shop's log of three months. What is asked for holds for any factory that was built on the first part alone; it
/// was not tuned to this one.
class TestRealEventLog : public QObject {
  Q_OBJECT
 private slots:
  void productionLog_data();
  void productionLog();
};

void TestRealEventLog::productionLog_data() {
  QTest::addColumn<QString>("split");
  QTest::newRow("seven cases in ten") << "";
  QTest::newRow("at a date") << "2012-02-06";
}

void TestRealEventLog::productionLog() {
  const auto shared = test::sharedFolder();
  if (!shared) QSKIP("no ../shared");
  QFETCH(QString, split);
  DiscoveryOptions options;
  if (!split.isEmpty()) options.split_date = split.toStdString();
  const Discovery found =
      discover(*shared / "data/production_log/production_log_cases_before_2012-02-15.csv", std::nullopt, options);
  QCOMPARE(found.import.report.rows_read, std::size_t{2941});
  QCOMPARE(found.import.map.order_quantity, std::string("work_order_qty"));
  QVERIFY(!hasErrors(events::checkRun(found.written.factory)));
  QVERIFY(found.judgement.has_value());
  const Judgement& judgement = *found.judgement;
  for (const std::string& line : found.words) qInfo("%s", line.c_str());
  const Compared* lead = judgement.find("lead_time_mean_s");
  // The mean of the log's few dozen later cases is itself known to about a quarter.
  const double reach = std::max(lead->high - lead->simulated.mean, lead->log_half_width);
  QVERIFY(std::abs(lead->log - lead->simulated.mean) < 1.5 * reach);
  QVERIFY(judgement.top_shared >= 3);
  QVERIFY(judgement.rank_correlation > 0.7);
}

QTEST_GUILESS_MAIN(TestRealEventLog)
#include "tst_real_event_log.moc"
