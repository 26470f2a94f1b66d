// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/discovery/case_ends.h"
#include "core/discovery/overlaps.h"
#include "core/discovery/part_kinds.h"
#include "core/discovery/work_hours.h"
#include "core/numerics/distribution.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::discovery;

class TestWaits : public QObject {
  Q_OBJECT
 private slots:
  void productLimit();
  void valuesKeepTheMean();
  void censoredLaw();
  void silentCases();
  void atOnce();
  void pieces_data();
  void pieces();
  void workedTime();
};

/// By hand: 1, 2+, 3, 4+ (+ censored): S(1) = 3/4, S(3) = 3/4 * 1/2.
void TestWaits::productLimit() {
  Survival survival({{1, 1, true}, {2, 1, false}, {3, 1, true}, {4, 1, false}});
  QVERIFY(std::abs(survival.longerThan(1) - 0.75) < 1e-12);
  QVERIFY(std::abs(survival.longerThan(3) - 0.375) < 1e-12);
  QVERIFY(std::abs(survival.mean_s() - (0.25 + 3 * 0.375 + 4 * 0.375)) < 1e-12);
  survival.moveTail(10);
  QVERIFY(std::abs(survival.mean_s() - (0.25 + 3 * 0.375 + 10 * 0.375)) < 1e-12);
}

void TestWaits::valuesKeepTheMean() {
  const Survival survival({{1, 2, true}, {5, 1, true}, {100, 0.5, true}});
  for (const std::size_t count : {1U, 7U, 60U}) {
    const std::vector<double> values = survival.values(count);
    double sum = 0;
    for (const double value : values) sum += value;
    QCOMPARE(values.size(), count);
    QVERIFY(std::abs(sum / static_cast<double>(count) - survival.mean_s()) < 1e-9);
    QVERIFY(std::is_sorted(values.begin(), values.end()));
  }
}

/// Lognormal waits, half of them censored at their own random time: mu and sigma within four standard errors, which are
/// at most those of the uncensored half, sigma/sqrt(n/2).
void TestWaits::censoredLaw() {
  RandomStream random(3, streamId("waits", "test"), 0);
  const double mean = std::exp(9 + 0.5 * 1.5 * 1.5);
  const auto waits = numerics::Distribution::lognormal(mean, std::sqrt(std::exp(1.5 * 1.5) - 1));
  std::vector<Lasting> times;
  for (int i = 0; i < 2000; ++i) {
    const double wait_s = waits.sample(random);
    const double limit_s = waits.sample(random);
    times.push_back({std::min(wait_s, limit_s), 1, wait_s <= limit_s});
  }
  WaitLaw law;
  for (int round = 0; round < 200; ++round) law = improved(law, times, {}, 0);
  const double tolerance = 4 * 1.5 / std::sqrt(1000.0);
  QVERIFY2(std::abs(law.mu - 9) < tolerance, qPrintable(QString::number(law.mu)));
  QVERIFY2(std::abs(law.sigma - 1.5) < tolerance, qPrintable(QString::number(law.sigma)));
}

/// Cases visit 0, then 1, waiting exponentially with mean 10 h in between, and come all the time until the log is cut.
/// Of those that are silent after 0 none has ended; after 1 all have.
void TestWaits::silentCases() {
  RandomStream random(5, streamId("ends", "test"), 0);
  const auto wait = numerics::Distribution::exponential(36000);
  constexpr double kCut_s = 30 * 86400.0;
  std::vector<Journey> journeys;
  for (double at_s = 0; at_s < kCut_s; at_s += 7200) {
    Journey journey;
    Visit visit;
    visit.start_s = at_s;
    visit.complete_s = at_s + 60;
    journey.visits.push_back(visit);
    visit.station = 1;
    visit.start_s = at_s + 60 + wait.sample(random);
    visit.complete_s = visit.start_s + 60;
    if (visit.start_s < kCut_s) journey.visits.push_back(visit);
    journeys.push_back(journey);
  }
  const CaseEnds ends = findEnds(journeys, 2, kCut_s);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < journeys.size(); ++i) {
    const bool has_ended = journeys[i].visits.size() == 2;
    if ((ends.ended[i] > 0.5) != has_ended) ++wrong;
  }
  // The last wait may just have been too short to tell; the sparse prior takes one silence of the rest for a wait.
  QVERIFY2(wrong <= 1, qPrintable(QString::number(wrong)));
}

void TestWaits::atOnce() {
  // One from 0 to 10, another from 5 to 20: two at once for 5 of 20.
  const std::vector<Stretch> work{{0, 10}, {5, 20}};
  QVERIFY(std::abs(sharesAtOnce(work)[1] - 0.25) < 1e-12);
  QCOMPARE(usualAtOnce(work, 0.7), std::size_t{1});
  QCOMPARE(usualAtOnce(work, 0.95), std::size_t{2});
  QCOMPARE(usualAtOnce({{0, 10}, {10, 20}}, 1), std::size_t{1});
}

void TestWaits::pieces_data() {
  QTest::addColumn<double>("batch_s");
  QTest::addColumn<double>("piece_s");
  QTest::addColumn<QString>("best");
  QTest::newRow("by visit") << 3600.0 << 0.0 << "per-visit";
  QTest::newRow("by piece") << 0.0 << 60.0 << "per-piece";
  QTest::newRow("both") << 3600.0 << 60.0 << "batch-set-up-plus-pieces";
}

/// 400 visits of 1 to 200 pieces, their work with a lognormal error of 20 %: 5 % is four to five standard errors.
void TestWaits::pieces() {
  QFETCH(double, batch_s);
  QFETCH(double, piece_s);
  QFETCH(QString, best);
  RandomStream random(11, streamId("pieces", "test"), 0);
  const auto error = numerics::Distribution::lognormal(1, 0.2);
  std::vector<Journey> journeys;
  for (int i = 0; i < 400; ++i) {
    Journey journey;
    journey.order_quantity = std::ceil(200 * random.uniform());
    Visit visit;
    visit.work_s = (batch_s + piece_s * journey.order_quantity) * error.sample(random);
    journey.visits.push_back(visit);
    journeys.push_back(journey);
  }
  const WorkModel model = findWorkModels(journeys, 1).front();
  QCOMPARE(QString(nameOf(model.best)), best);
  const double expected_s = batch_s + piece_s * 100;
  QVERIFY(std::abs(model.expected_s(100) - expected_s) < 0.05 * expected_s);
}

/// Mon-Fri 06:00-22:00; a job from Friday 21:00 to Monday 07:00 is two hours of work, one begun on Saturday overtime.
void TestWaits::workedTime() {
  std::bitset<WorkHours::kSlots> open;
  for (std::size_t slot = 0; slot < open.size(); ++slot) {
    open[slot] = slot / 96 < 5 && slot % 96 >= 24 && slot % 96 < 88;
  }
  const WorkHours hours(open, 0);
  const double day_s = 86400;
  QCOMPARE(hours.inWords(), std::string("Mon-Fri 06:00-22:00"));
  QVERIFY(std::abs(hours.workedTime_s(4 * day_s + 21 * 3600, 7 * day_s + 7 * 3600) - 7200) < 1e-6);
  QVERIFY(std::abs(hours.workedTime_s(5 * day_s, 5 * day_s + 3600) - 3600) < 1e-6);
  QVERIFY(std::abs(hours.openTime_s(0, 7 * day_s) - 80 * 3600.0) < 1e-6);
}

QTEST_GUILESS_MAIN(TestWaits)
#include "tst_waits.moc"
