// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/error.h"
#include "core/surrogate/gp/model_text.h"
#include "tests/core/surrogate/samples.h"

using namespace mw;
using namespace mw::surrogate;

class TestModelText : public QObject {
  Q_OBJECT
 private slots:
  void survivesTheTripBitForBit();
  void secondFormatSurvives();
  void refuses_data();
  void refuses();
};

void TestModelText::survivesTheTripBitForBit() {
  TrainingSet training = test::smoothSample(30, 3, 0.05, 4);
  training.inputs.col(1).setConstant(0.1);
  training.output(4) = std::nan("");
  const SavedModel saved{GaussianProcess::fit(training, {4, 1, {}}), "0123abcd"};
  const SavedModel read = modelFromJson(Json::parse(modelToJson(saved).dump()));
  const Eigen::MatrixXd points = test::latinHypercube(50, 3, 6);
  const auto wanted = saved.model.predict(points);
  const auto got = read.model.predict(points);
  QVERIFY(got.mean == wanted.mean);
  QVERIFY(got.sd == wanted.sd);
  QVERIFY(read.model.logMarginalLikelihood() == saved.model.logMarginalLikelihood());
  QVERIFY(read.model.leaveOneOut().rmse == saved.model.leaveOneOut().rmse);
  QVERIFY(read.model.trainingSet().inputs == saved.model.trainingSet().inputs);
  QCOMPARE(read.model.trainingSet().input_names, training.input_names);
  QCOMPARE(read.model.trainingSet().output_name, training.output_name);
  QCOMPARE(read.model.notes(), saved.model.notes());
  QCOMPARE(read.model.notes().size(), std::size_t{2});
  QCOMPARE(read.study_digest, std::string("0123abcd"));
}

/// Known noise, a choice and several sets of hyperparameters, which only /2 can say.
void TestModelText::secondFormatSurvives() {
  TrainingSet training = test::smoothSample(12, 2, 0.05, 4);
  for (Eigen::Index i = 0; i < 12; ++i) training.inputs(i, 1) = static_cast<double>(i % 3);
  training.levels = {{}, {"fifo", "lifo", "shortest"}};
  training.noise = {Eigen::VectorXd::LinSpaced(12, 0.01, 0.02), Eigen::VectorXd::Constant(12, 3), 0.4};
  const SavedModel saved{GaussianProcess::fit(training, cautiousFit(1, 4)), "0123abcd"};
  QVERIFY(saved.model.believed().size() > 1);
  const Json text = modelToJson(saved);
  QCOMPARE(text["format"].get<std::string>(), std::string(kModelFormat2));
  const SavedModel read = modelFromJson(Json::parse(text.dump()));
  Eigen::MatrixXd points = test::latinHypercube(50, 2, 6);
  points.col(1) = (4 * points.col(1).array()).floor();  // 3 is no level
  const auto wanted = saved.model.predict(points);
  const auto got = read.model.predict(points);
  QVERIFY(got.mean == wanted.mean);
  QVERIFY(got.sd == wanted.sd);
  QVERIFY(read.model.runVariance(points.row(0)) == saved.model.runVariance(points.row(0)));
  QCOMPARE(read.model.trainingSet().levels, training.levels);

  for (const char* spoil : {"/noise/run_variance/3", "/noise/correlation", "/levels/1/2", "/believed/0/weight"}) {
    Json spoilt = text;
    spoilt[Json::json_pointer(spoil)] = -1;
    QVERIFY_EXCEPTION_THROWN((void)modelFromJson(spoilt), InputError);
  }
}

void TestModelText::refuses_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("message");
  QTest::newRow("other format") << "/format"
                                << "\"millwright-study/1\""
                                << "/format: \"millwright-study/1\" is not";
  QTest::newRow("other kind") << "/kind"
                              << "\"mlp\""
                              << "/kind: surrogates of kind \"mlp\" are not known";
  QTest::newRow("short row") << "/rows/2"
                             << "[1, 2]"
                             << "/rows/2: is not a row of 3 numbers; train the surrogate again";
  QTest::newRow("text in a row") << "/rows/1/0"
                                 << "\"a\""
                                 << "/rows/1/0: is not a number";
  QTest::newRow("rows are an object") << "/rows"
                                      << "{}"
                                      << "/rows: \"rows\" has the wrong type";
  QTest::newRow("no inputs") << "/inputs"
                             << "[]"
                             << "/inputs: has no entries";
  QTest::newRow("scale count") << "/hyperparameters/length_scales"
                               << "[1]"
                               << "/hyperparameters/length_scales: 1 length scales, but inputs number 2";
  QTest::newRow("missing scale") << "/hyperparameters/length_scales"
                                 << "[1, null]"
                                 << "/length_scales/1: no length scale for \"x2\"";
}

void TestModelText::refuses() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, message);
  GpHyperparameters hyperparameters;
  hyperparameters.length_scales = Eigen::Vector2d(1, 1);
  const auto training = test::smoothSample(5, 2, 0.0, 4);
  Json json = modelToJson({GaussianProcess::withHyperparameters(training, hyperparameters), ""});
  json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
  try {
    (void)modelFromJson(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
  }
}

QTEST_APPLESS_MAIN(TestModelText)
#include "tst_model_text.moc"
