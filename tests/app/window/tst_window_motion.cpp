// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/app/window/visit.h"
#include "tests/support/program.h"

using namespace mw;
using mw::test::Answer;
using mw::test::poorControls;
using mw::test::Visit;

namespace {

/// The shipped oven cell, its robot changed.
Json ovenCell(const char* field, const Json& value) {
  Json root = JsonDocument::read(MW_SOURCE_DIR "/resources/examples/oven-cell.json").root();
  for (Json& element : root["elements"])
    if (element["id"] == "arm") element[field] = value;
  return root;
}

int widthOf(const Visit& visit, const QString& tree, const char* name) {
  for (const Json& widget : visit.widgets(tree))
    if (widget["name"] == name) return widget["rect"][2].get<int>();
  return -1;
}

}  // namespace

/// Motion in the real window: why it cannot run, and what went wrong while it ran.
class TestWindowMotion : public QObject {
  Q_OBJECT
 private slots:
  void saysWhyItCannotRun();
  void listsWhatWentWrong();
};

void TestWindowMotion::saysWhyItCannotRun() {
  const Visit visit{QString()};
  // Three metres from its belt.
  writeTextFile(visit.path("far.json").toStdString(), ovenCell("pose", {{"x_m", 5.0}, {"y_m", 6.0}}).dump());
  QCOMPARE(visit.cli({"new", "p.mill", "--factory", "far.json"}).exit_code, 0);
  const Answer answer = visit.play("motion-refused");
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string wrong = poorControls(visit.widgets("refused.json"));
  QVERIFY2(wrong.empty(), wrong.c_str());
  // A long message does not widen the window, and what cannot run does not look as if it ran.
  QCOMPARE(widthOf(visit, "refused.json", "mainWindow"), 1280);
  QCOMPARE(visit.text("refused.json", "clock.time"), std::string("0:00:00"));
  const std::string said = visit.text("refused.json", "notice.motion-problem.text");
  QVERIFY2(said.find("\"arm\"") != std::string::npos && said.find("/elements/") == std::string::npos, said.c_str());
  QCOMPARE(visit.text("events.json", "notice.motion-problem.text"), std::string("(not there)"));
  QCOMPARE(visit.text("events.json", "motion.counts"), std::string("(not there)"));
}

void TestWindowMotion::listsWhatWentWrong() {
  const Visit visit{QString()};
  // At full speed the gripper of this cell loses parts.
  writeTextFile(visit.path("fast.json").toStdString(), ovenCell("speed", 1).dump());
  QCOMPARE(visit.cli({"new", "p.mill", "--factory", "fast.json"}).exit_code, 0);
  const Answer answer = visit.play("motion-mishaps", QStringLiteral("dark"));
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::string wrong = poorControls(visit.widgets("told.json"));
  QVERIFY2(wrong.empty(), wrong.c_str());
  QCOMPARE(visit.text("events.json", "motion.counts"), std::string("(not there)"));
}

QTEST_MAIN(TestWindowMotion)
#include "tst_window_motion.moc"
