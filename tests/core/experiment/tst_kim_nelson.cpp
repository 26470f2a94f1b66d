// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/experiment/kim_nelson.h"
#include "core/numerics/distribution.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::experiment;

namespace {

struct Config {
  std::vector<double> means;
  double sd = 1;
  double shared_sd = 0;  ///< of what all systems have in common
  SelectionGoal goal;
};

/// Selects among normal systems whose means are known.
KimNelson decided(const Config& config, std::uint32_t macro) {
  KimNelson procedure(config.means.size(), config.goal);
  std::vector<RandomStream> streams;
  for (std::size_t i = 0; i <= config.means.size(); ++i) streams.emplace_back(7, i, macro);
  while (!procedure.isDecided()) {
    const double shared = config.shared_sd * numerics::fastNormalQuantile(streams.back().uniform());
    std::vector<double> values;
    for (const std::size_t i : procedure.contenders()) {
      values.push_back(config.means[i] + shared + config.sd * numerics::fastNormalQuantile(streams[i].uniform()));
    }
    procedure.add(values);
  }
  return procedure;
}

/// The best at 7, the others delta below it: the hardest case.
std::vector<double> slippage(double delta) {
  std::vector<double> means(10, 0.0);
  means[7] = delta;
  return means;
}

}  // namespace

class TestKimNelson : public QObject {
  Q_OBJECT
 private slots:
  void constantsSolveTheirEquation();
  void followsItsRuleByHand();
  void keepsItsPromise_data();
  void keepsItsPromise();
  void correlationSavesObservations();
  void equalMeansEnd();
  void worseOnesGoFirst();
};

/// eta is the root of (1/2) (1 + 2 eta)^(-(n0 - 1) / 2) = alpha / (k - 1) (Kim, Nelson 2001, equation 3 for c = 1).
void TestKimNelson::constantsSolveTheirEquation() {
  for (const std::size_t k : {2, 10, 1000}) {
    for (const std::uint32_t n0 : {2U, 10U, 50U}) {
      for (const double level : {0.6, 0.95, 0.999}) {
        const double eta = KimNelson(k, {1, level, n0}).eta();
        MW_NEAR(0.5 * std::pow(1 + 2 * eta, -(n0 - 1.0) / 2), (1 - level) / static_cast<double>(k - 1), 0, 1e-9);
      }
    }
  }
}

/// Differences 9, 10 and 10: S2 = 1/2; k = 2, n0 = 2, alpha = 0.05: eta = 49.5, h2 = 99. So W = (49.5 - r) / (2 r):
/// 11.875 at r = 2, above the lead of 9.5; 7.75 at r = 3, below that of 29/3.
void TestKimNelson::followsItsRuleByHand() {
  KimNelson procedure(2, {1, 0.95, 2});
  MW_NEAR(procedure.eta(), 49.5, 0, 1e-12);
  procedure.add(std::vector<double>{10, 1});
  procedure.add(std::vector<double>{12, 2});
  QVERIFY(!procedure.isDecided());
  procedure.add(std::vector<double>{11, 1});
  QVERIFY(procedure.isDecided());
  QCOMPARE(procedure.best(), std::size_t{0});
  QCOMPARE(procedure.droppedAt(1).value_or(0), 3U);
  QVERIFY(!procedure.droppedAt(0));
  MW_NEAR(procedure.meanOf(1), 4.0 / 3, 0, 1e-12);
}

void TestKimNelson::keepsItsPromise_data() {
  QTest::addColumn<double>("level");
  QTest::addColumn<double>("shared_sd");
  QTest::addColumn<unsigned>("first_stage");
  QTest::newRow("95 %, independent") << 0.95 << 0.0 << 10U;
  QTest::newRow("95 %, common random numbers") << 0.95 << 3.0 << 10U;
  QTest::newRow("95 %, short first stage") << 0.95 << 0.0 << 5U;
  QTest::newRow("80 %, independent") << 0.80 << 0.0 << 10U;
}

/// 500 selections in the slippage configuration. Were the probability just the level, fewer than the bound would be
/// correct in 1 of 100 such tests (binomial, normal approximation: 2.33 standard deviations).
void TestKimNelson::keepsItsPromise() {
  QFETCH(double, level);
  QFETCH(double, shared_sd);
  QFETCH(unsigned, first_stage);
  constexpr int kMacro = 500;
  const double bound = kMacro * level - 2.33 * std::sqrt(kMacro * level * (1 - level));
  const Config config{slippage(0.5), 1, shared_sd, {0.5, level, first_stage}};
  int correct = 0;
  for (std::uint32_t macro = 0; macro < kMacro; ++macro) correct += decided(config, macro).best() == 7 ? 1 : 0;
  qInfo("%d of %d correct, %.0f wanted", correct, kMacro, bound);
  QVERIFY(correct >= bound);
  // The procedure is conservative, not absurdly so: a rule that never stops early would be right always.
  QVERIFY(correct < kMacro);
}

/// What all systems have in common costs nothing: S2 of differences does not see it.
void TestKimNelson::correlationSavesObservations() {
  const Config alone{slippage(0.5), 1, 0, {0.5, 0.95, 10}};
  Config together = alone;
  together.shared_sd = 5;
  for (std::uint32_t macro = 0; macro < 20; ++macro) {
    QCOMPARE(decided(together, macro).stage(), decided(alone, macro).stage());
  }
}

void TestKimNelson::equalMeansEnd() {
  const Config equal{std::vector<double>(5, 1.0), 1, 0, {0.5, 0.95, 10}};
  for (std::uint32_t macro = 0; macro < 50; ++macro) QVERIFY(decided(equal, macro).isDecided());
  const Config same{std::vector<double>(5, 1.0), 0, 0, {0.5, 0.95, 10}};
  const KimNelson ties = decided(same, 0);
  QCOMPARE(ties.best(), std::size_t{0});  // of exact ties the first
  QCOMPARE(ties.stage(), 10U);
  QVERIFY(KimNelson(1, {0.5, 0.95, 10}).isDecided());
}

/// Averages over 100 selections: the further below the best, the earlier out.
void TestKimNelson::worseOnesGoFirst() {
  const Config spread{{3, 2.5, 2, 1, 0}, 1, 0, {0.5, 0.95, 10}};
  std::vector<double> stages(5, 0.0);
  for (std::uint32_t macro = 0; macro < 100; ++macro) {
    const KimNelson procedure = decided(spread, macro);
    for (std::size_t i = 0; i < 5; ++i) stages[i] += procedure.droppedAt(i).value_or(procedure.stage());
  }
  for (std::size_t i = 1; i < 5; ++i) QVERIFY2(stages[i] < stages[i - 1], qPrintable(QString::number(i)));
}

QTEST_GUILESS_MAIN(TestKimNelson)
#include "tst_kim_nelson.moc"
