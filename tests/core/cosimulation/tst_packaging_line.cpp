// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>

#include "core/cosimulation/agreement.h"
#include "core/factory/factory_check.h"
#include "core/layout/layout_check.h"

using namespace mw;
using namespace mw::cosimulation;

namespace {

factory::Factory packagingLine(double times_as_fast) {
  const auto shipped = factory::Factory::read(std::string(MW_SOURCE_DIR) + "/resources/examples/packaging-line.json");
  Json json = shipped.json();
  for (Json& element : json["elements"]) {
    if (element["type"] == "conveyor") element["speed_mps"] = times_as_fast * element["speed_mps"].get<double>();
  }
  return factory::Factory::fromJson(json);
}

MotionResult motionOf(const factory::Factory& factory, double duration_s) {
  MotionSettings settings;
  settings.duration_s = duration_s;
  return runMotion(factory, settings);
}

}  // namespace

/// What the example promises: whether it jams depends on how fast its belts run.
class TestPackagingLine : public QObject {
  Q_OBJECT
 private slots:
  void isSound();
  void runsTenMinutesWithoutAJam();
  void jamsAtDoubleSpeed();
};

void TestPackagingLine::isSound() {
  const factory::Factory line = packagingLine(1);
  for (const Finding& finding : factory::checkFactory(line)) QVERIFY2(false, finding.text().c_str());
  for (const Finding& finding : layout::checkLayout(line)) QVERIFY2(false, finding.text().c_str());
}

void TestPackagingLine::runsTenMinutesWithoutAJam() {
  const factory::Factory line = packagingLine(1);
  const MotionResult result = motionOf(line, 600);
  QVERIFY2(result.warnings.empty(), result.warnings.empty() ? "" : result.warnings.front().c_str());
  // Boxes every 4 s and every 10 s, half a minute on the way: those of 560 s are through.
  QVERIFY2(result.delivered > 560 / 4 + 560 / 10 - 8, qPrintable(QString::number(result.delivered)));
  // The belts let through what comes, in motion as in the events.
  const Agreement agreement = compareWithEvents(line, result);
  QVERIFY2(agreement.agrees(), agreementText(agreement).c_str());
}

/// Friction holds a box in a turn up to v^2 / r = friction g: on the rollers of the bend up to 1.57 m/s, on the
/// sorter's plate up to 1.4 m/s. Belts of 1.6 m/s throw it against the rails.
void TestPackagingLine::jamsAtDoubleSpeed() {
  const factory::Factory line = packagingLine(2);
  const MotionResult result = motionOf(line, 120);
  const auto jam = std::find_if(result.mishaps.begin(), result.mishaps.end(),
                                [](const motion::Mishap& mishap) { return mishap.kind == motion::MishapKind::Jammed; });
  QVERIFY(jam != result.mishaps.end());
  QVERIFY2(result.delivered < 10, qPrintable(QString::number(result.delivered)));
  // It is told who blocks whom.
  QVERIFY(jam->blocking_part || jam->blocker != jam->element);
  const bool is_told = std::any_of(result.warnings.begin(), result.warnings.end(), [](const std::string& warning) {
    return warning.find("jams on conveyor") != std::string::npos &&
           warning.find("stands in its way") != std::string::npos;
  });
  QVERIFY(is_told);
  // The events alone know nothing of it.
  QVERIFY(!compareWithEvents(line, result).agrees());
}

QTEST_APPLESS_MAIN(TestPackagingLine)
#include "tst_packaging_line.moc"
