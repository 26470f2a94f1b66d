// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/surrogate/answers.h"
#include "tests/core/surrogate/samples.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::surrogate;

namespace {

GaussianProcess someModel() {
  GpHyperparameters hyperparameters;
  hyperparameters.length_scales = Eigen::Vector2d(1, 1);
  hyperparameters.noise_variance = 0.01;
  return GaussianProcess::withHyperparameters(test::smoothSample(20, 2, 0.1, 4), hyperparameters);
}

std::vector<std::string> keysOf(const Json& json) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

}  // namespace

class TestAnswers : public QObject {
  Q_OBJECT
 private slots:
  void fitHasItsLayout();
  void whatIfHasItsLayout();
  void theIntervalIsNormal();
  void noiseWidensTheAnswerButNotTheImprovement();
  void theIncumbentIsTheBestRow();
  void onePointAnswersAsMany();
  void columnsAreTakenByName();
  void refusesColumnsNamedTwice_data();
  void refusesColumnsNamedTwice();
};

void TestAnswers::fitHasItsLayout() {
  const Json json = fitAnswer(someModel(), 0.25);
  QCOMPARE(keysOf(json), (std::vector<std::string>{"kind", "hyperparameters", "log_marginal_likelihood",
                                                   "leave_one_out", "rows", "seconds", "warnings"}));
  QCOMPARE(keysOf(json["hyperparameters"]),
           (std::vector<std::string>{"signal_variance", "length_scales", "noise_variance"}));
  QCOMPARE(keysOf(json["leave_one_out"]), (std::vector<std::string>{"rmse", "coverage_95"}));
  QCOMPARE(json["kind"].get<std::string>(), std::string("gp"));
  QCOMPARE(json["rows"].get<int>(), 20);
  QCOMPARE(json["seconds"].get<double>(), 0.25);
  TrainingSet constant = test::smoothSample(20, 2, 0.1, 4);
  constant.output.setConstant(3);
  const Json certain = fitAnswer(GaussianProcess::fit(constant, {}), 0);
  QVERIFY(certain["log_marginal_likelihood"].is_null());
  QCOMPARE(certain["warnings"].size(), std::size_t{1});
}

void TestAnswers::whatIfHasItsLayout() {
  const Eigen::MatrixXd points = (Eigen::MatrixXd(3, 2) << 0.5, 0.5, 9, 9, 0.5, 1.02).finished();
  const std::vector<std::string> columns{"mean", "sd", "low", "high", "domain"};
  const Json without = whatIfAnswer(whatIf(someModel(), points, {}));
  QCOMPARE(keysOf(without), columns);
  for (const auto& [key, column] : without.items()) QCOMPARE(column.size(), std::size_t{3});
  QCOMPARE(without["domain"].dump(), std::string("[\"in\",\"out\",\"edge\"]"));
  const Json with = whatIfAnswer(whatIf(someModel(), points, {false, Goal::Maximise, 0.01}));
  QCOMPARE(with["expected_improvement"].size(), std::size_t{3});
}

void TestAnswers::theIntervalIsNormal() {
  const WhatIf answers = whatIf(someModel(), Eigen::MatrixXd::Constant(1, 2, 0.5), {});
  MW_NEAR(answers.high(0) - answers.mean(0), 1.959963984540054 * answers.sd(0), 1e-12, 0);  // any normal table
  MW_NEAR(answers.mean(0) - answers.low(0), 1.959963984540054 * answers.sd(0), 1e-12, 0);
}

void TestAnswers::noiseWidensTheAnswerButNotTheImprovement() {
  const GaussianProcess model = someModel();
  const Eigen::MatrixXd points = test::latinHypercube(5, 2, 1);
  const WhatIf latent = whatIf(model, points, {false, Goal::Maximise, 0.01});
  const WhatIf noisy = whatIf(model, points, {true, Goal::Maximise, 0.01});
  for (Eigen::Index i = 0; i < 5; ++i) {
    MW_NEAR(noisy.sd(i) * noisy.sd(i), latent.sd(i) * latent.sd(i) + model.noiseVariance(), 1e-12, 0);
    MW_NEAR(noisy.high(i) - noisy.mean(i), 1.959963984540054 * noisy.sd(i), 1e-11, 0);
  }
  QVERIFY(noisy.expected_improvement == latent.expected_improvement);
}

void TestAnswers::theIncumbentIsTheBestRow() {
  const GaussianProcess model = someModel();
  const Eigen::MatrixXd point = Eigen::MatrixXd::Constant(1, 2, 0.3);
  const Eigen::VectorXd& y = model.trainingSet().output;
  const WhatIf most = whatIf(model, point, {false, Goal::Maximise, 0.2});
  MW_NEAR(most.expected_improvement(0),
          expectedImprovement(most.mean(0), most.sd(0), y.maxCoeff(), 0.2, Goal::Maximise), 1e-15, 0);
  const WhatIf least = whatIf(model, point, {false, Goal::Minimise, 0.2});
  MW_NEAR(least.expected_improvement(0),
          expectedImprovement(least.mean(0), least.sd(0), y.minCoeff(), 0.2, Goal::Minimise), 1e-15, 0);
}

void TestAnswers::onePointAnswersAsMany() {
  const GaussianProcess model = someModel();
  const Eigen::RowVector2d point(0.4, 1.03);
  for (const bool with_noise : {false, true}) {
    const WhatIf many = whatIf(model, point, {with_noise, {}, 0.01});
    const PointAnswer one = whatIfPoint(model, point, with_noise);
    MW_NEAR(one.mean, many.mean(0), 1e-12, 0);  // another order of summation
    MW_NEAR(one.sd, many.sd(0), 1e-11, 0);
    MW_NEAR(one.low, many.low(0), 1e-11, 0);
    MW_NEAR(one.high, many.high(0), 1e-11, 0);
    QCOMPARE(one.domain.domain, Domain::Edge);
  }
}

void TestAnswers::columnsAreTakenByName() {
  const auto table = DataTable::parse("b,y,a\n1,2,3\n4,5,6\n7,,9\n", "t.csv");
  const TrainingSet training = trainingSetFrom(table, {"a", "b"}, "y");
  QVERIFY(training.inputs.row(1) == Eigen::RowVector2d(6, 4));
  QVERIFY(training.output(1) == 5 && std::isnan(training.output(2)));
  QCOMPARE(training.input_names, (std::vector<std::string>{"a", "b"}));
  QCOMPARE(training.output_name, std::string("y"));
}

void TestAnswers::refusesColumnsNamedTwice_data() {
  QTest::addColumn<QString>("second");
  QTest::addColumn<QString>("message");
  QTest::newRow("input twice") << "a"
                               << "t.csv: input \"a\" is named twice; name each column once";
  QTest::newRow("output as input") << "y"
                                   << "t.csv: \"y\" is named as input and as output; name each column once";
  QTest::newRow("unknown") << "c"
                           << "t.csv:1:1: there is no column \"c\"";
}

void TestAnswers::refusesColumnsNamedTwice() {
  QFETCH(QString, second);
  QFETCH(QString, message);
  const auto table = DataTable::parse("a,y\n1,2\n4,5\n7,8\n", "t.csv");
  try {
    (void)trainingSetFrom(table, {"a", second.toStdString()}, "y");
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).startsWith(message), error.what());
  }
}

QTEST_APPLESS_MAIN(TestAnswers)
#include "tst_answers.moc"
