// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/error.h"
#include "core/cosimulation/motion_load.h"
#include "tests/core/motion/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;

namespace {

factory::Factory cellWith(const Json& source, const Json& conveyor) {
  Json cell = test::cellJson(0);
  for (const auto& [key, value] : source.items()) cell["elements"][0][key] = value;
  if (source.contains("interarrival")) cell["elements"][0].erase("supply");
  for (const auto& [key, value] : conveyor.items()) test::belt(cell)[key] = value;
  if (conveyor.contains("path")) test::belt(cell).erase("length_m");
  return factory::Factory::fromJson(cell);
}

}  // namespace

/// How slow motion will be, before it starts.
class TestMotionLoad : public QObject {
  Q_OBJECT
 private slots:
  void countsPartsThatMove_data();
  void countsPartsThatMove();
  void saysNothingOfFew();
  void measuresForMany();
  void saysHowMuchSlower_data();
  void saysHowMuchSlower();
  void stops();
};

void TestMotionLoad::countsPartsThatMove_data() {
  QTest::addColumn<QString>("source");
  QTest::addColumn<QString>("conveyor");
  QTest::addColumn<double>("parts");
  QTest::newRow("a pitch apart") << "{}"
                                 << R"({"length_m": 400})" << 500.0;
  QTest::newRow("a part apart") << "{}"
                                << R"({"length_m": 400, "pitch_m": 0.1})" << 1000.0;
  QTest::newRow("as they come") << R"({"interarrival": 4})"
                                << R"({"length_m": 400})" << 200.0;
  QTest::newRow("in batches") << R"({"interarrival": 4, "batch": 2})"
                              << R"({"length_m": 400})" << 400.0;
  QTest::newRow("at random") << R"({"interarrival": {"dist": "exponential", "mean_s": 8}})"
                             << R"({"length_m": 400})" << 100.0;
  QTest::newRow("faster than there is room") << R"({"interarrival": 0.1})"
                                             << R"({"length_m": 400})" << 500.0;
  QTest::newRow("round a corner") << "{}"
                                  << R"({"path": [[0, 0, 0], [40, 0, 0], [40, 40, 0]]})" << 100.0;
}

void TestMotionLoad::countsPartsThatMove() {
  QFETCH(QString, source);
  QFETCH(QString, conveyor);
  QFETCH(double, parts);
  const factory::Factory factory = cellWith(Json::parse(source.toStdString()), Json::parse(conveyor.toStdString()));
  MW_NEAR(partsInMotion(factory), parts, 1e-12, 0);
}

void TestMotionLoad::saysNothingOfFew() {
  QVERIFY(!expectedPace(cellWith(Json::object(), {{"length_m", 800}}), 1.0 / 240));  // a thousand
}

/// The figures are this computer's; what they mean is not.
void TestMotionLoad::measuresForMany() {
  const auto pace = expectedPace(cellWith(Json::object(), {{"length_m", 4000}}), 1.0 / 240);
  QVERIFY(pace.has_value());
  MW_NEAR(pace->parts, 5000, 1e-12, 0);
  QVERIFY(pace->step_cpu_s > 0);
  MW_NEAR(pace->slower, pace->step_cpu_s * 240, 1e-12, 0);
}

void TestMotionLoad::saysHowMuchSlower_data() {
  QTest::addColumn<double>("parts");
  QTest::addColumn<double>("slower");
  QTest::addColumn<QString>("text");
  QTest::newRow("slower")
      << 2437.0 << 3.14159
      << "About 2,400 parts will move at once: motion will be about 3.1 times slower than real time "
         "on this computer";
  QTest::newRow("a million")
      << 1234567.0 << 5000.0
      << "About 1,234,600 parts will move at once: motion will be about 5000.0 times slower than "
         "real time on this computer";
  QTest::newRow("as fast") << 1001.0 << 0.5
                           << "About 1,000 parts will move at once: motion will be about as fast as real time on this "
                              "computer";
}

void TestMotionLoad::saysHowMuchSlower() {
  QFETCH(double, parts);
  QFETCH(double, slower);
  QFETCH(QString, text);
  QCOMPARE(QString::fromStdString(paceText({parts, 0, slower})), text);
}

void TestMotionLoad::stops() {
  std::stop_source stop;
  stop.request_stop();
  const factory::Factory factory = cellWith(Json::object(), {{"length_m", 4000}});
  QVERIFY_EXCEPTION_THROWN((void)expectedPace(factory, 1.0 / 240, stop.get_token()), Cancelled);
}

QTEST_APPLESS_MAIN(TestMotionLoad)
#include "tst_motion_load.moc"
