// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/surrogate/gp/gaussian_process.h"
#include "core/surrogate/kernel/matern52.h"
#include "tests/core/surrogate/samples.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::surrogate;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

GpHyperparameters someHyperparameters(Eigen::Index d) {
  GpHyperparameters hyperparameters;
  hyperparameters.signal_variance = 1.7;
  hyperparameters.length_scales = Eigen::VectorXd::LinSpaced(d, 0.7, 1.2);
  hyperparameters.noise_variance = 3e-3;
  return hyperparameters;
}

double covariance(const GpHyperparameters& h, const Eigen::RowVectorXd& a, const Eigen::RowVectorXd& b) {
  const double r = ((a - b).transpose().array() / h.length_scales.array()).matrix().norm();
  const double s = std::sqrt(5.0) * r;
  return h.signal_variance * (1 + s + s * s / 3) * std::exp(-s);
}

struct MeanAndVariance {
  double mean = 0, variance = 0;
};

/// The textbook formula with a dense inverse, on data that are already standardised.
MeanAndVariance densePrediction(const Eigen::MatrixXd& X, const Eigen::VectorXd& y, const GpHyperparameters& h,
                                const Eigen::RowVectorXd& point) {
  const Eigen::Index n = X.rows();
  Eigen::MatrixXd K(n, n);
  Eigen::VectorXd k(n);
  for (Eigen::Index p = 0; p < n; ++p) {
    k(p) = covariance(h, X.row(p), point);
    for (Eigen::Index q = 0; q < n; ++q) K(p, q) = covariance(h, X.row(p), X.row(q)) + (p == q ? h.noise_variance : 0);
  }
  const Eigen::MatrixXd K_inverse = K.fullPivLu().inverse();
  return {k.dot(K_inverse * y), h.signal_variance - k.dot(K_inverse * k)};
}

}  // namespace

class TestGaussianProcess : public QObject {
  Q_OBJECT
 private slots:
  void agreesWithTheDenseFormula();
  void onePointIsAnsweredAsMany();
  void leaveOneOutAgreesWithRefits();
  void coversNinetyFivePercent();
  void scalesDoNotMatter_data();
  void scalesDoNotMatter();
  void fitBeatsTheDefault();
  void fitRepeatsBitForBit();
  void constantOutputIsAnsweredWithCertainty();
  void constantInputIsDropped();
  void failedRowsAreLeftOut();
  void duplicatedRowsAreNoObstacle();
  void tooManyRowsAreThinned();
  void refuses_data();
  void refuses();
};

void TestGaussianProcess::agreesWithTheDenseFormula() {
  const TrainingSet training = test::smoothSample(25, 2, 0.05, 4);
  const GpHyperparameters h = someHyperparameters(2);
  const auto model = GaussianProcess::withHyperparameters(training, h);
  const auto mean_of = [](const Eigen::VectorXd& v) { return v.mean(); };
  const auto sd_of = [](const Eigen::VectorXd& v) { return std::sqrt((v.array() - v.mean()).square().mean()); };
  Eigen::MatrixXd X = training.inputs;
  for (Eigen::Index j = 0; j < 2; ++j)
    X.col(j) = (X.col(j).array() - mean_of(training.inputs.col(j))) / sd_of(training.inputs.col(j));
  const Eigen::VectorXd y = (training.output.array() - mean_of(training.output)) / sd_of(training.output);
  const Eigen::MatrixXd points = 1.4 * test::latinHypercube(12, 2, 6).array() - 0.2;
  const auto got = model.predict(points);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    Eigen::RowVectorXd z = points.row(i);
    for (Eigen::Index j = 0; j < 2; ++j)
      z(j) = (z(j) - mean_of(training.inputs.col(j))) / sd_of(training.inputs.col(j));
    const MeanAndVariance wanted = densePrediction(X, y, h, z);
    constexpr double kRounding = 1e-10;  // condition number of K below 1e5
    MW_NEAR(got.mean(i), mean_of(training.output) + sd_of(training.output) * wanted.mean, kRounding, kRounding);
    MW_NEAR(got.sd(i), sd_of(training.output) * std::sqrt(wanted.variance), kRounding, kRounding);
  }
  MW_NEAR(model.noiseVariance(), 3e-3 * std::pow(sd_of(training.output), 2), 1e-12, 0);
}

void TestGaussianProcess::onePointIsAnsweredAsMany() {
  const auto model = GaussianProcess::withHyperparameters(test::smoothSample(40, 3, 0.05, 4), someHyperparameters(3));
  const Eigen::MatrixXd points = 1.4 * test::latinHypercube(300, 3, 6).array() - 0.2;  // more than one block
  const auto many = model.predict(points);
  for (Eigen::Index i = 0; i < points.rows(); ++i) {
    const auto one = model.predictPoint(points.row(i));
    MW_NEAR(one.mean, many.mean(i), 1e-12, 1e-12);  // another order of summation
    MW_NEAR(one.sd, many.sd(i), 1e-10, 1e-12);
    QCOMPARE(one.verdict.domain, many.verdicts[static_cast<std::size_t>(i)].domain);
  }
}

/// Each row is predicted by a dense process on the other rows, at the same hyperparameters and scaling.
void TestGaussianProcess::leaveOneOutAgreesWithRefits() {
  const TrainingSet training = test::smoothSample(18, 2, 0.1, 4);
  const GpHyperparameters h = someHyperparameters(2);
  const auto model = GaussianProcess::withHyperparameters(training, h);
  Notes notes;
  const Standardisation standardisation(training, notes);
  const Eigen::MatrixXd X = standardisation.inputs(training.inputs);
  const Eigen::VectorXd y = standardisation.output(training.output);
  double squares = 0, covered = 0;
  for (Eigen::Index i = 0; i < 18; ++i) {
    std::vector<Eigen::Index> others;
    for (Eigen::Index p = 0; p < 18; ++p) {
      if (p != i) others.push_back(p);
    }
    const MeanAndVariance wanted = densePrediction(X(others, Eigen::all), y(others), h, X.row(i));
    const double mean = standardisation.outputMean() + standardisation.outputSd() * wanted.mean;
    const double sd = standardisation.outputSd() * std::sqrt(wanted.variance + h.noise_variance);
    MW_NEAR(model.leaveOneOut().mean(i), mean, 1e-10, 1e-10);  // condition number of K below 1e4
    MW_NEAR(model.leaveOneOut().sd(i), sd, 1e-10, 0);
    squares += std::pow(training.output(i) - mean, 2);
    covered += std::abs(training.output(i) - mean) <= 1.959963984540054 * sd ? 1 : 0;
  }
  MW_NEAR(model.leaveOneOut().rmse, std::sqrt(squares / 18), 1e-10, 0);
  MW_NEAR(model.leaveOneOut().coverage_95, covered / 18, 1e-12, 0);
}

/// Twenty responses of different roughness, dimension and noise, fitted from scratch: 40 rows each, so 800 intervals.
void TestGaussianProcess::coversNinetyFivePercent() {
  double covered = 0;
  for (std::uint64_t i = 0; i < 20; ++i) {
    const auto d = static_cast<Eigen::Index>(1 + i % 3);
    const auto training = test::smoothSample(40, d, 0.05 * static_cast<double>(1 + i % 4), 100 + 7 * i);
    covered += GaussianProcess::fit(training, {4, 1, {}}).leaveOneOut().coverage_95 / 20;
  }
  QVERIFY2(covered >= 0.90 && covered <= 0.99, qPrintable(QString::number(covered)));
}

void TestGaussianProcess::scalesDoNotMatter_data() {
  QTest::addColumn<double>("input_scale");
  QTest::addColumn<double>("output_scale");
  QTest::addColumn<double>("output_offset");
  QTest::newRow("tiny inputs, huge outputs") << 1e-12 << 1e12 << 0.0;
  QTest::newRow("huge inputs, tiny outputs") << 1e12 << 1e-12 << 0.0;
  QTest::newRow("small spread on a large level") << 1.0 << 1e-3 << 1e3;
}

void TestGaussianProcess::scalesDoNotMatter() {
  QFETCH(double, input_scale);
  QFETCH(double, output_scale);
  QFETCH(double, output_offset);
  const TrainingSet plain = test::smoothSample(30, 2, 0.05, 4);
  TrainingSet scaled = plain;
  scaled.inputs *= input_scale;
  scaled.output = (output_scale * plain.output.array() + output_offset).matrix();
  const Eigen::MatrixXd points = test::latinHypercube(10, 2, 6);
  const auto wanted = GaussianProcess::withHyperparameters(plain, someHyperparameters(2)).predict(points);
  const auto got = GaussianProcess::withHyperparameters(scaled, someHyperparameters(2)).predict(input_scale * points);
  // What standardising a number on a level of 1e6 spreads must lose: 1e6 roundings.
  const double tolerance = output_offset == 0 ? 1e-10 : 1e-8;
  for (Eigen::Index i = 0; i < 10; ++i) {
    MW_NEAR((got.mean(i) - output_offset) / output_scale, wanted.mean(i), tolerance, tolerance);
    MW_NEAR(got.sd(i) / output_scale, wanted.sd(i), tolerance, tolerance);
  }
}

void TestGaussianProcess::fitBeatsTheDefault() {
  const TrainingSet training = test::smoothSample(60, 3, 0.05, 4);
  GpHyperparameters usual;
  usual.length_scales = Eigen::VectorXd::Ones(3);
  const auto before = GaussianProcess::withHyperparameters(training, usual);
  const auto after = GaussianProcess::fit(training, {});
  QVERIFY(after.logMarginalLikelihood() > before.logMarginalLikelihood() + 10);
  const TrainingSet fresh = test::smoothSample(400, 3, 0.0, 77);
  const auto rms = [&](const GaussianProcess& model) {
    return std::sqrt((model.predict(fresh.inputs).mean - fresh.output).squaredNorm() / 400);
  };
  QVERIFY2(rms(after) < 0.08, qPrintable(QString::number(rms(after))));  // signal sd 1.2, noise sd 0.05
}

void TestGaussianProcess::fitRepeatsBitForBit() {
  const TrainingSet training = test::smoothSample(30, 2, 0.1, 4);
  const FitOptions options{5, 42, {}};
  const auto a = GaussianProcess::fit(training, options);
  const auto b = GaussianProcess::fit(training, options);
  QVERIFY(a.logMarginalLikelihood() == b.logMarginalLikelihood());
  QVERIFY(a.predict(training.inputs).mean == b.predict(training.inputs).mean);
}

void TestGaussianProcess::constantOutputIsAnsweredWithCertainty() {
  TrainingSet training = test::smoothSample(10, 2, 0.0, 4);
  training.output.setConstant(0.1);
  const auto model = GaussianProcess::fit(training, {});
  const auto answer = model.predict(test::latinHypercube(5, 2, 6));
  for (Eigen::Index i = 0; i < 5; ++i) {
    MW_NEAR(answer.mean(i), 0.1, 1e-15, 0);
    QCOMPARE(answer.sd(i), 0.0);
  }
  QVERIFY(std::isnan(model.logMarginalLikelihood()));
  QCOMPARE(model.leaveOneOut().rmse, 0.0);
  QCOMPARE(model.notes(), (Notes{"\"y\" is 0.1 in every row: the surrogate answers that, with zero variance"}));
}

void TestGaussianProcess::constantInputIsDropped() {
  const TrainingSet two = test::smoothSample(20, 2, 0.05, 4);
  TrainingSet three{{"x1", "speed", "x2"}, "y", Eigen::MatrixXd::Constant(20, 3, 0.3), two.output};
  three.inputs.col(0) = two.inputs.col(0);
  three.inputs.col(2) = two.inputs.col(1);
  const auto wanted = GaussianProcess::fit(two, {});
  const auto got = GaussianProcess::fit(three, {});
  QVERIFY(got.logMarginalLikelihood() == wanted.logMarginalLikelihood());
  QVERIFY(got.predictPoint(Eigen::RowVector3d(0.4, 0.3, 0.6)).mean ==
          wanted.predictPoint(Eigen::RowVector2d(0.4, 0.6)).mean);
  QVERIFY(std::isnan(got.hyperparameters().length_scales(1)));
  QCOMPARE(got.notes(), (Notes{"input \"speed\" dropped: it is 0.3 in every row"}));
}

void TestGaussianProcess::failedRowsAreLeftOut() {
  const TrainingSet clean = test::smoothSample(20, 2, 0.05, 4);
  TrainingSet dirty = clean;
  dirty.inputs.conservativeResize(22, 2);
  dirty.output.conservativeResize(22);
  dirty.inputs.bottomRows(2) << 0.5, 0.5, kNaN, 0.2;
  dirty.output.tail(2) << kNaN, 3.0;
  const auto got = GaussianProcess::withHyperparameters(dirty, someHyperparameters(2));
  const auto wanted = GaussianProcess::withHyperparameters(clean, someHyperparameters(2));
  QCOMPARE(got.trainingSet().output.size(), Eigen::Index{20});
  QVERIFY(got.logMarginalLikelihood() == wanted.logMarginalLikelihood());
  QCOMPARE(got.notes(), (Notes{"2 of 22 rows left out: an input or \"y\" is missing there"}));
}

void TestGaussianProcess::duplicatedRowsAreNoObstacle() {
  TrainingSet training = test::smoothSample(20, 2, 0.0, 4);
  training.inputs.bottomRows(10) = training.inputs.topRows(10).eval();
  training.output.tail(10) = training.output.head(10).eval();
  GpHyperparameters noiseless = someHyperparameters(2);
  noiseless.noise_variance = 0;
  const auto model = GaussianProcess::withHyperparameters(training, noiseless);
  const auto answer = model.predictPoint(training.inputs.row(3));
  MW_NEAR(answer.mean, training.output(3), 1e-6, 1e-6);  // what jitter of 1e-10 to 1e-8 gives away
  QVERIFY(GaussianProcess::fit(training, {3, 1, {}}).predict(training.inputs).mean.allFinite());
}

void TestGaussianProcess::tooManyRowsAreThinned() {
  Notes notes;
  const TrainingSet all = test::smoothSample(100, 2, 0.0, 4);
  const TrainingSet some = atMostRows(all, 30, 5, notes);
  QCOMPARE(some.output.size(), Eigen::Index{30});
  QCOMPARE(notes, (Notes{"30 of 100 rows used: an exact Gaussian process takes at most 30"}));
  Eigen::Index last = -1;
  for (Eigen::Index i = 0; i < 30; ++i) {  // each is one of the rows, in the old order, none twice
    Eigen::Index from = last + 1;
    while (from < 100 && all.inputs.row(from) != some.inputs.row(i)) ++from;
    QVERIFY(from < 100);
    QVERIFY(some.output(i) == all.output(from));
    last = from;
  }
}

void TestGaussianProcess::refuses_data() {
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("failed");
  QTest::addColumn<bool>("inputs_vary");
  QTest::addColumn<QString>("message");
  QTest::newRow("two rows") << 2 << 0 << true
                            << "2 of 2 rows can be used to learn \"y\"; give at least 3 rows with a number in every "
                               "input and in the output";
  QTest::newRow("two usable rows") << 5 << 3 << true << "2 of 5 rows can be used to learn \"y\"; give at least 3";
  QTest::newRow("no input varies")
      << 5 << 0 << false << "no input varies, so there is nothing to learn from; give rows at different inputs";
}

void TestGaussianProcess::refuses() {
  QFETCH(int, rows);
  QFETCH(int, failed);
  QFETCH(bool, inputs_vary);
  QFETCH(QString, message);
  TrainingSet training = test::smoothSample(rows, 2, 0.0, 4);
  training.output.head(failed).setConstant(kNaN);
  if (!inputs_vary) training.inputs.setConstant(1e-3);
  for (const bool searched : {false, true}) {
    try {
      (void)(searched ? GaussianProcess::fit(training, {})
                      : GaussianProcess::withHyperparameters(training, someHyperparameters(2)));
      QFAIL("accepted");
    } catch (const mw::InputError& error) {
      QVERIFY2(QString(error.what()).startsWith(message), error.what());
    }
  }
}

QTEST_APPLESS_MAIN(TestGaussianProcess)
#include "tst_gaussian_process.moc"
