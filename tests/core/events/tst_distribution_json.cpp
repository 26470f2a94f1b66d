// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/events/distribution_from_json.h"
#include "core/events/distribution_to_json.h"
#include "core/factory/parameter_check.h"
#include "core/numerics/fitting/maximum_likelihood.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;

/// Distributions of the factory format, there and back.
class TestDistributionJson : public QObject {
  Q_OBJECT

 private slots:
  void thereAndBack_data();
  void thereAndBack();
  void eightDigits();
  void refusesFilesNotTakenIn();
};

void TestDistributionJson::thereAndBack_data() {
  QTest::addColumn<QString>("family");
  for (const auto& family : numerics::fittedFamilies()) {
    QTest::addRow("%s", family.name.data()) << QString(family.name.data());
  }
}

void TestDistributionJson::thereAndBack() {
  QFETCH(QString, family);
  const numerics::FittedFamily& fitted = *numerics::findFittedFamily(family.toStdString());
  const std::vector<double> all = {2.5, 3, 7};
  const std::span<const double> parameters(all.data(), fitted.parameter_count);
  const Json json = distributionToJson(family.toStdString(), parameters);
  const factory::ReferenceTargets targets;
  factory::ParameterCheck check(targets);
  check.checkDistribution(json, "");
  QVERIFY2(check.foundNothing(), json.dump().c_str());
  const numerics::Distribution back = distributionFromJson(json, "");
  const numerics::Distribution made = fitted.make(parameters);
  QVERIFY(back.family() == made.family());
  for (const double x : {0.5, 2.5, 2.7, 4.0, 9.0}) MW_NEAR(back.cdf(x), made.cdf(x), 0, 0);
}

void TestDistributionJson::eightDigits() {
  const std::vector<double> parameters = {1.0 / 3, 12};
  QCOMPARE(distributionToJson("erlang", parameters).dump(),
           std::string(R"({"dist":"erlang","mean_s":0.33333333,"k":12})"));
}

void TestDistributionJson::refusesFilesNotTakenIn() {
  const Json json = {{"dist", "empirical"}, {"file", "repair.csv"}, {"column", "repair_s"}};
  try {
    (void)distributionFromJson(json, "/elements/1/process");
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings()[0].place.pointer, std::string("/elements/1/process/file"));
    QCOMPARE(error.findings()[0].cause, std::string("the values of \"repair.csv\" have not been read in"));
  }
}

QTEST_APPLESS_MAIN(TestDistributionJson)
#include "tst_distribution_json.moc"
