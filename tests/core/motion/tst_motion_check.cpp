// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/motion/motion_check.h"
#include "tests/core/motion/cell.h"

using namespace mw;
using namespace mw::motion;

/// What is said of bad input before a run.
class TestMotionCheck : public QObject {
  Q_OBJECT
 private slots:
  void says_data();
  void says();
};

void TestMotionCheck::says_data() {
  QTest::addColumn<double>("mass_kg");
  QTest::addColumn<double>("other_kg");
  QTest::addColumn<double>("edge_m");
  QTest::addColumn<double>("speed_mps");
  QTest::addColumn<double>("step_s");
  QTest::addColumn<int>("severity");
  QTest::addColumn<QString>("text");
  const int error = static_cast<int>(Severity::Error);
  const int warning = static_cast<int>(Severity::Warning);
  const int none = -1;
  const double step_s = 1.0 / 240;
  QTest::newRow("usual") << 4.0 << 3.0 << 0.2 << 0.5 << step_s << none << "";
  QTest::newRow("a milligram") << 1e-6 << 1e-6 << 0.2 << 0.5 << step_s << none << "";
  QTest::newRow("a thousand tonnes") << 1e6 << 1e6 << 0.2 << 0.5 << step_s << none << "";
  QTest::newRow("a microgram")
      << 1e-9 << 1e-6 << 0.2 << 0.5 << step_s << error
      << "/parts/0/mass_kg: part \"crate\" of 1e-09 kg can't be moved as a body; give it a mass "
         "from 1e-06 to 1e+06 kg";
  QTest::newRow("a hill") << 1e9 << 1e6 << 0.2 << 0.5 << step_s << error << "part \"crate\" of 1e+09 kg";
  QTest::newRow("a millionth")
      << 4.0 << 4e-6 << 0.2 << 0.5 << step_s << warning
      << "/parts/0/mass_kg: warning: part \"crate\" is 1e+06 times as heavy as \"pea\": where they meet, "
         "they push into each other; check both masses, or keep them on different belts";
  QTest::newRow("within a stop") << 4.0 << 4.0 << 0.2 << 12.0 << step_s << none << "";
  QTest::newRow("through a stop")
      << 4.0 << 4.0 << 0.2 << 30.0 << step_s << warning
      << "/elements/1/speed_mps: warning: conveyor \"belt\" moves 0.125 m in a step: parts may pass "
         "the stop at its end; take a step of 1/600 s or less";
  QTest::newRow("the step that it says") << 4.0 << 4.0 << 0.2 << 30.0 << 1.0 / 600 << none << "";
  QTest::newRow("through each other")
      << 4.0 << 4.0 << 1e-3 << 0.5 << step_s << warning
      << "parts \"crate\" of 0.001 m may pass through each other or tip over; take a step "
         "of 1/1000 s or less";
}

void TestMotionCheck::says() {
  QFETCH(double, mass_kg);
  QFETCH(double, other_kg);
  QFETCH(double, edge_m);
  QFETCH(double, speed_mps);
  QFETCH(double, step_s);
  QFETCH(int, severity);
  QFETCH(QString, text);
  Json cell = test::cellJson(0);
  cell["parts"][0]["mass_kg"] = mass_kg;
  cell["parts"][0]["size_m"][2] = edge_m;
  cell["parts"].push_back({{"id", "pea"}, {"mass_kg", other_kg}, {"size_m", {0.3, 0.3, 0.3}}});
  test::belt(cell)["speed_mps"] = speed_mps;
  const factory::Factory factory = factory::Factory::fromJson(cell);
  const Findings findings = checkMotion(factory, factory.parts(), step_s);
  QCOMPARE(findings.empty(), severity == -1);
  if (findings.empty()) return;
  QCOMPARE(static_cast<int>(findings[0].severity), severity);
  QVERIFY2(QString::fromStdString(findings[0].text()).contains(text), findings[0].text().c_str());
}

QTEST_APPLESS_MAIN(TestMotionCheck)
#include "tst_motion_check.moc"
