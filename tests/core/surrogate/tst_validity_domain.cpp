// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/surrogate/gp/gaussian_process.h"
#include "tests/core/surrogate/samples.h"

using namespace mw;
using namespace mw::surrogate;

namespace {

GaussianProcess modelOf(TrainingSet training, double noise_variance = 1e-4, double length_scale = 1.0) {
  GpHyperparameters hyperparameters;
  hyperparameters.length_scales = Eigen::VectorXd::Constant(training.inputs.cols(), length_scale);
  hyperparameters.noise_variance = noise_variance;
  return GaussianProcess::withHyperparameters(std::move(training), std::move(hyperparameters));
}

void removeRows(TrainingSet& training, const std::vector<Eigen::Index>& kept) {
  training.inputs = training.inputs(kept, Eigen::all).eval();
  training.output = training.output(kept).eval();
}

Domain domainAt(const GaussianProcess& model, const Eigen::RowVectorXd& point) {
  return model.predictPoint(point).verdict.domain;
}

}  // namespace

class TestValidityDomain : public QObject {
  Q_OBJECT
 private slots:
  void everyTrainingRowIsIn_data();
  void everyTrainingRowIsIn();
  void mostOfASpaceFillingDesignIsIn_data();
  void mostOfASpaceFillingDesignIsIn();
  void centresOfAGridAreIn_data();
  void centresOfAGridAreIn();
  void theRangeDecides_data();
  void theRangeDecides();
  void aHoleIsNotIn();
  void replicatedRowsDoNotShrinkTheGap();
  void aConstantInputMustStayWhereItWas();
  void anInputWithoutInfluenceMakesNoHole();
  void shortLengthScalesLeaveTheGapsOpen();
};

void TestValidityDomain::everyTrainingRowIsIn_data() {
  QTest::addColumn<int>("d");
  QTest::addColumn<double>("noise_variance");
  QTest::addColumn<double>("length_scale");
  QTest::newRow("smooth") << 2 << 1e-6 << 1.0;
  QTest::newRow("noise drowns the signal") << 2 << 50.0 << 0.05;
  QTest::newRow("length scales far below the gaps") << 3 << 1e-2 << 0.01;
  QTest::newRow("length scales far above the range") << 1 << 1e-8 << 10.0;
}

void TestValidityDomain::everyTrainingRowIsIn() {
  QFETCH(int, d);
  QFETCH(double, noise_variance);
  QFETCH(double, length_scale);
  TrainingSet training = test::smoothSample(40, d, 0.1, 3);
  training.inputs.row(0).array() += 4.0;  // an outlier, alone
  const GaussianProcess model = modelOf(training, noise_variance, length_scale);
  for (Eigen::Index i = 0; i < training.inputs.rows(); ++i)
    QCOMPARE(domainAt(model, training.inputs.row(i)), Domain::In);
  for (const DomainVerdict& verdict : model.predict(training.inputs).verdicts) QCOMPARE(verdict.domain, Domain::In);
}

void TestValidityDomain::mostOfASpaceFillingDesignIsIn_data() {
  QTest::addColumn<int>("n");
  QTest::addColumn<int>("d");
  QTest::newRow("1 input") << 20 << 1;
  QTest::newRow("2 inputs") << 50 << 2;
  QTest::newRow("3 inputs") << 200 << 3;
  QTest::newRow("6 inputs") << 200 << 6;
}

/// Between the points of a Latin hypercube, 5 % to 95 % of each range, where a user would expect an answer.
void TestValidityDomain::mostOfASpaceFillingDesignIsIn() {
  QFETCH(int, n);
  QFETCH(int, d);
  const GaussianProcess model = modelOf(test::smoothSample(n, d, 0.0, 3));
  const Eigen::MatrixXd points = 0.05 + 0.9 * test::latinHypercube(500, d, 99).array();
  const auto verdicts = model.predict(points).verdicts;
  const auto n_in = std::count_if(verdicts.begin(), verdicts.end(), [](auto& v) { return v.domain == Domain::In; });
  const auto n_out = std::count_if(verdicts.begin(), verdicts.end(), [](auto& v) { return v.domain == Domain::Out; });
  QVERIFY2(n_in >= 400, qPrintable(QString::number(n_in)));
  QVERIFY2(n_out <= 10, qPrintable(QString::number(n_out)));
}

void TestValidityDomain::centresOfAGridAreIn_data() {
  QTest::addColumn<int>("d");
  for (const int d : {1, 2, 3, 5}) QTest::addRow("%d inputs, 3 levels", d) << d;
}

void TestValidityDomain::centresOfAGridAreIn() {
  QFETCH(int, d);
  TrainingSet training = test::smoothSample(static_cast<Eigen::Index>(std::pow(3, d)), d, 0.0, 3);
  for (Eigen::Index i = 0; i < training.inputs.rows(); ++i) {
    Eigen::Index rest = i;
    for (Eigen::Index j = 0; j < d; ++j, rest /= 3) training.inputs(i, j) = static_cast<double>(rest % 3);
  }
  QCOMPARE(domainAt(modelOf(training), Eigen::RowVectorXd::Constant(d, 0.5)), Domain::In);
}

void TestValidityDomain::theRangeDecides_data() {
  QTest::addColumn<double>("x");
  QTest::addColumn<int>("wanted");
  QTest::addColumn<QString>("reason");
  QTest::newRow("largest value") << 10.0 << int(Domain::In) << "";
  QTest::newRow("3 % beyond") << 10.3 << int(Domain::Edge)
                              << "speed lies 3 % of its range outside what was tried (0 to 10)";
  QTest::newRow("3 % below") << -0.3 << int(Domain::Edge) << "speed lies 3 % of";
  QTest::newRow("8 % beyond") << 10.8 << int(Domain::Out) << "speed lies 8 % of";
  QTest::newRow("far away") << 1e6 << int(Domain::Out)
                            << "speed lies 99999 times its range outside what was tried (0 to 10)";
  QTest::newRow("more than its range") << 22.0 << int(Domain::Out) << "speed lies 120 % of its range";
  QTest::newRow("far away below") << -1e300 << int(Domain::Out) << "speed lies 1e+299 times";
}

void TestValidityDomain::theRangeDecides() {
  QFETCH(double, x);
  QFETCH(int, wanted);
  QFETCH(QString, reason);
  TrainingSet training{{"speed"}, "y", Eigen::VectorXd::LinSpaced(11, 0, 10), {}};
  training.output = training.inputs.array().sin();
  const GaussianProcess model = modelOf(training);
  const DomainVerdict verdict = model.predictPoint(Eigen::RowVectorXd::Constant(1, x)).verdict;
  QCOMPARE(int(verdict.domain), wanted);
  const QString got = QString::fromStdString(model.domain().reason(verdict, training.input_names));
  QVERIFY2(reason.isEmpty() ? got.isEmpty() : got.startsWith(reason), qPrintable(got));
}

void TestValidityDomain::aHoleIsNotIn() {
  TrainingSet training = test::smoothSample(150, 2, 0.0, 8);
  const Eigen::RowVector2d centre(0.5, 0.5);
  std::vector<Eigen::Index> kept;
  for (Eigen::Index i = 0; i < 150; ++i) {
    if ((training.inputs.row(i) - centre).norm() > 0.25) kept.push_back(i);
  }
  QCOMPARE(domainAt(modelOf(training), centre), Domain::In);
  removeRows(training, kept);
  for (const double length_scale :
       {0.5, 3.0}) {  // a stiff model believes it can bridge the hole: still not tried there
    const GaussianProcess model = modelOf(training, 1e-4, length_scale);
    const DomainVerdict verdict = model.predictPoint(centre).verdict;
    QVERIFY(verdict.domain != Domain::In);
    QVERIFY(QString::fromStdString(model.domain().reason(verdict, training.input_names)).contains("times farther"));
    QCOMPARE(domainAt(model, Eigen::RowVector2d(0.15, 0.85)), Domain::In);
  }
}

void TestValidityDomain::replicatedRowsDoNotShrinkTheGap() {
  const TrainingSet once = test::smoothSample(30, 2, 0.0, 8);
  TrainingSet twice = once;
  twice.inputs = once.inputs.replicate(2, 1);
  twice.output = once.output.replicate(2, 1);
  const Eigen::MatrixXd points = test::latinHypercube(200, 2, 1);
  const auto wanted = modelOf(once).predict(points).verdicts;
  const auto got = modelOf(twice).predict(points).verdicts;
  for (std::size_t i = 0; i < wanted.size(); ++i) QCOMPARE(got[i].domain, wanted[i].domain);
}

void TestValidityDomain::aConstantInputMustStayWhereItWas() {
  TrainingSet training = test::smoothSample(20, 2, 0.0, 8);
  training.inputs.col(1).setConstant(7.0);
  const GaussianProcess model = modelOf(training);
  QCOMPARE(domainAt(model, Eigen::RowVector2d(0.5, 7.0)), Domain::In);
  const DomainVerdict moved = model.predictPoint(Eigen::RowVector2d(0.5, 7.001)).verdict;
  QCOMPARE(moved.domain, Domain::Out);
  QCOMPARE(model.domain().reason(moved, training.input_names), std::string("x2 was only ever tried at 7"));
}

void TestValidityDomain::anInputWithoutInfluenceMakesNoHole() {
  TrainingSet training = test::smoothSample(60, 2, 0.0, 8);
  for (double& value : training.inputs.col(1)) value = value < 0.5 ? 0.1 * value : 0.95 + 0.1 * (value - 0.5);
  GpHyperparameters hyperparameters;
  hyperparameters.length_scales = Eigen::Vector2d(0.5, 10.0);
  const Eigen::RowVector2d between(0.5, 0.5);
  QCOMPARE(domainAt(GaussianProcess::withHyperparameters(training, hyperparameters), between), Domain::In);
  hyperparameters.length_scales = Eigen::Vector2d(0.5, 0.5);
  QVERIFY(domainAt(GaussianProcess::withHyperparameters(training, hyperparameters), between) != Domain::In);
}

void TestValidityDomain::shortLengthScalesLeaveTheGapsOpen() {
  TrainingSet training{{"x"}, "y", Eigen::VectorXd::LinSpaced(11, 0, 10), test::normals(11, 2)};
  const GaussianProcess model = modelOf(training, 1e-6, 0.02);
  const DomainVerdict verdict = model.predictPoint(Eigen::RowVectorXd::Constant(1, 4.5)).verdict;
  QCOMPARE(verdict.domain, Domain::Edge);
  QCOMPARE(model.domain().reason(verdict, training.input_names),
           std::string("the data leave 100 % of the spread open here"));
}

QTEST_APPLESS_MAIN(TestValidityDomain)
#include "tst_validity_domain.moc"
