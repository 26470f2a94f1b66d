// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/surrogate/answers.h"
#include "core/surrogate/noise/replication_noise.h"
#include "tests/core/surrogate/samples.h"

using namespace mw;
using namespace mw::surrogate;

class TestHonestInterval : public QObject {
  Q_OBJECT
 private slots:
  void coversTheTrueMean_data();
  void coversTheTrueMean();
  void coversTheNextRun();
  void fewPointsLeaveTheGapsOpen_data();
  void fewPointsLeaveTheGapsOpen();
  void isNoNarrowerThanTheRunsThemselves();
};

namespace {

constexpr double kLeastLoad = 0.3;
constexpr double kLargestLoad = 0.8;

double exponential(RandomStream& stream) {
  return -std::log(stream.uniform());
}

/// Mean wait of n customers of an M/M/1 queue with service rate 1 that is stationary from the start, so that its
/// expectation is load / (1 - load) for every n.
double meanWait(double load, int n, std::uint64_t seed) {
  RandomStream arrivals(seed, streamId("test", "arrivals"), 0);
  RandomStream services(seed, streamId("test", "services"), 0);
  double wait = services.uniform() < load ? exponential(services) / (1 - load) : 0;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += wait;
    wait = std::max(0.0, wait + exponential(services) - exponential(arrivals) / load);
  }
  return sum / n;
}

TrainingSet queueStudy(int n_points, int n_runs, int n_customers, bool is_common, std::uint64_t seed) {
  TrainingSet study{{"load"},
                    "wait",
                    Eigen::VectorXd::LinSpaced(n_points, kLeastLoad, kLargestLoad),
                    Eigen::VectorXd::Zero(n_points)};
  std::vector<Replications> replications;
  for (int i = 0; i < n_points; ++i) {
    Replications runs;
    for (int k = 0; k < n_runs; ++k) {
      const auto run = seed * 1000 + static_cast<std::uint64_t>(k) + (is_common ? 0U : 50U * static_cast<unsigned>(i));
      runs.push_back(meanWait(study.inputs(i, 0), n_customers, run));
    }
    study.output(i) = Eigen::Map<const Eigen::VectorXd>(runs.data(), n_runs).mean();
    replications.push_back(std::move(runs));
  }
  study.noise = replicationNoise(study.inputs, replications, is_common);
  return study;
}

Eigen::VectorXd probes() {
  return Eigen::VectorXd::LinSpaced(9, kLeastLoad + 0.02, kLargestLoad - 0.02);
}

}  // namespace

void TestHonestInterval::coversTheTrueMean_data() {
  QTest::addColumn<int>("n_points");
  QTest::addColumn<int>("n_runs");
  QTest::addColumn<int>("n_customers");
  QTest::addColumn<bool>("is_common");
  QTest::newRow("3 points, 5 runs") << 3 << 5 << 8000 << false;
  QTest::newRow("6 points, 3 runs") << 6 << 3 << 8000 << false;
  QTest::newRow("12 points, 2 runs") << 12 << 2 << 8000 << false;
  QTest::newRow("12 points, 5 runs") << 12 << 5 << 8000 << false;
  QTest::newRow("4 points, 5 common runs") << 4 << 5 << 8000 << true;
  QTest::newRow("6 points, 3 common runs") << 6 << 3 << 8000 << true;
  QTest::newRow("12 points, 5 common runs") << 12 << 5 << 8000 << true;
}

/// The share of 95 % intervals that hold the known mean, at loads between those tried, over 150 studies.
void TestHonestInterval::coversTheTrueMean() {
  QFETCH(int, n_points);
  QFETCH(int, n_runs);
  QFETCH(int, n_customers);
  QFETCH(bool, is_common);
  constexpr int kStudies = 150;
  double covered = 0;
  double width = 0;
  for (int study = 1; study <= kStudies; ++study) {
    const auto model = GaussianProcess::fit(
        queueStudy(n_points, n_runs, n_customers, is_common, static_cast<std::uint64_t>(study)), cautiousFit(1, 4));
    const Eigen::VectorXd loads = probes();
    const WhatIf answers = whatIf(model, loads, {});
    for (Eigen::Index i = 0; i < loads.size(); ++i) {
      const double truth = loads(i) / (1 - loads(i));
      covered += answers.low(i) <= truth && truth <= answers.high(i) ? 1 : 0;
      width += (answers.high(i) - answers.low(i)) / truth;
    }
  }
  const double n = kStudies * 9;
  qInfo("covered %.3f, mean relative width %.3f", covered / n, width / n);
  // Wanted by the product: 90 to 99 %. 1350 answers of 150 independent studies tell the share to about 2 %.
  QVERIFY2(covered / n >= 0.90, qPrintable(QString::number(covered / n)));
  QVERIFY2(covered / n <= 0.995, qPrintable(QString::number(covered / n)));
}

void TestHonestInterval::coversTheNextRun() {
  constexpr int kStudies = 150;
  double covered = 0;
  for (int study = 1; study <= kStudies; ++study) {
    const auto seed = static_cast<std::uint64_t>(study);
    const auto model = GaussianProcess::fit(queueStudy(8, 4, 2000, true, seed), cautiousFit(1, 4));
    const double load = 0.35 + 0.4 * study / kStudies;
    const PointAnswer answer = whatIfPoint(model, Eigen::RowVectorXd::Constant(1, load));
    const double next = meanWait(load, 2000, seed * 1000 + 999);
    covered += answer.run_low <= next && next <= answer.run_high ? 1 : 0;
  }
  qInfo("covered %.3f", covered / kStudies);
  QVERIFY2(covered / kStudies >= 0.88, qPrintable(QString::number(covered / kStudies)));  // 0.95 less 4 s.e.
}

void TestHonestInterval::fewPointsLeaveTheGapsOpen_data() {
  QTest::addColumn<int>("n_points");
  for (const int n : {3, 4, 5, 6}) QTest::addRow("%d points", n) << n;
}

/// Noiseless curves of every kind that the points can see, up to a quarter of a wave per gap: the band holds them,
/// where one best set of hyperparameters takes three points in line for a line.
void TestHonestInterval::fewPointsLeaveTheGapsOpen() {
  QFETCH(int, n_points);
  constexpr int kCurves = 150;
  RandomStream stream(7, streamId("test", "curves"), 0);
  double covered = 0;
  for (int i = 0; i < kCurves; ++i) {
    const double wave = 1 + (std::numbers::pi / 2 * (n_points - 1) - 1) * stream.uniform();
    const double phase = 6.28 * stream.uniform();
    const double slope = 4 * stream.uniform() - 2;
    const double bend = 4 * stream.uniform() - 2;
    const auto curve = [&](double x) { return std::sin(wave * x + phase) + slope * x + bend * x * x; };
    TrainingSet set{{"x"}, "y", Eigen::VectorXd::LinSpaced(n_points, 0, 1), Eigen::VectorXd(n_points)};
    for (Eigen::Index k = 0; k < n_points; ++k) set.output(k) = curve(set.inputs(k, 0));
    set.noise.run_variance = Eigen::VectorXd::Zero(n_points);
    set.noise.runs = Eigen::VectorXd::Ones(n_points);
    const auto model = GaussianProcess::fit(set, cautiousFit(1, 4));
    for (int k = 0; k < 20; ++k) {
      const double x = (k + 0.5) / 20;
      const PointAnswer answer = whatIfPoint(model, Eigen::RowVectorXd::Constant(1, x));
      covered += answer.low <= curve(x) && curve(x) <= answer.high ? 1.0 / (20 * kCurves) : 0;
    }
  }
  qInfo("covered %.3f", covered);
  QVERIFY2(covered >= 0.90, qPrintable(QString::number(covered)));
}

/// At a point of the study, other points may help; but no half width shrinks to a thousandth of what the runs leave.
void TestHonestInterval::isNoNarrowerThanTheRunsThemselves() {
  TrainingSet set{{"x"}, "y", Eigen::Vector4d(80, 90, 100, 110), Eigen::Vector4d(235.2, 235.9, 236.3, 236.9)};
  set.noise = replicationNoise(
      set.inputs, {{234.4, 235.3, 235.9}, {235.2, 235.8, 236.7}, {235.6, 236.2, 237.1}, {236.3, 236.7, 237.7}}, true);
  const auto model = GaussianProcess::fit(set, cautiousFit());
  const PointAnswer answer = whatIfPoint(model, Eigen::RowVectorXd::Constant(1, 90));
  // Three runs of sd 0.75: their own t interval is 1.9 wide to either side, a known sd would give 0.85.
  QVERIFY2(answer.high - answer.low > 1.2, qPrintable(QString::number(answer.high - answer.low)));
  QVERIFY2(answer.high - answer.low < 5, qPrintable(QString::number(answer.high - answer.low)));
}

QTEST_APPLESS_MAIN(TestHonestInterval)
#include "tst_honest_interval.moc"
