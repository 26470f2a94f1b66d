// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/motion/program/robot_programme.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;
using Kind = ProgrammeStep::Kind;

namespace {

constexpr double kDegree = std::numbers::pi / 180;

Json taught() {
  return Json::parse(R"({
    "poses": {"above": {"q_deg": [10, -90, 90.5, 0, 90, -12.345678]}, "at": {"q_deg": [10, -70, 95, 0, 65, 0]}},
    "steps": [{"move": "joint", "to": "above"}, {"move": "line", "to": "at", "speed": 0.5}, {"grip": true},
              {"wait_s": 0.2}, {"move": "line", "to": "above"}, {"release": true}]})");
}

QString refusal(const Json& programme) {
  try {
    (void)readProgramme(programme, "/elements/0/programme");
  } catch (const InputError& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

RobotProgramme ofSteps(std::initializer_list<Kind> kinds) {
  RobotProgramme programme;
  programme.poses = {{"a", JointVector::Zero()}};
  for (const Kind kind : kinds) programme.steps.push_back({kind, "a", 1, 0});
  return programme;
}

}  // namespace

class TestRobotProgramme : public QObject {
  Q_OBJECT
 private slots:
  void readsPosesAndSteps();
  void comesBackAsItWasWritten();
  void nothingTaughtIsEmpty();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void tellsAllFindingsAtOnce();
  void factoryKnowsTheField();
  void saysWhatItLacksToCarry_data();
  void saysWhatItLacksToCarry();
};

void TestRobotProgramme::readsPosesAndSteps() {
  const RobotProgramme programme = readProgramme(taught(), "");
  QCOMPARE(programme.poses.size(), std::size_t(2));
  QCOMPARE(programme.poses[0].name, std::string("above"));
  // Degrees to radians, one rounding.
  MW_NEAR(programme.poses[0].q_rad[1], -90 * kDegree, 0, 1e-15);
  MW_NEAR(programme.poses[0].q_rad[5], -12.345678 * kDegree, 0, 1e-15);
  QCOMPARE(programme.steps.size(), std::size_t(6));
  QVERIFY((programme.steps[1] == ProgrammeStep{Kind::MoveLine, "at", 0.5, 0}));
  QVERIFY((programme.steps[3] == ProgrammeStep{Kind::Wait, "", 1, 0.2}));
  QVERIFY(programme.steps[5].kind == Kind::Release);
  QVERIFY(programme.findPose("at") == &programme.poses[1]);
  QVERIFY(programme.findPose("below") == nullptr);
}

void TestRobotProgramme::comesBackAsItWasWritten() {
  const RobotProgramme programme = readProgramme(taught(), "");
  QVERIFY(writeProgramme(programme) == taught());
  QVERIFY(readProgramme(writeProgramme(programme), "") == programme);
}

void TestRobotProgramme::nothingTaughtIsEmpty() {
  QVERIFY(readProgramme(Json(), "") == RobotProgramme{});
  QVERIFY(readProgramme(Json::object(), "") == RobotProgramme{});
}

void TestRobotProgramme::saysWhatIsWrong_data() {
  QTest::addColumn<QString>("patch");
  QTest::addColumn<QString>("said");
  const auto row = [](const char* name, const char* patch, const char* said) {
    QTest::newRow(name) << QString::fromUtf8(patch) << QString::fromUtf8(said);
  };
  row("unknown pose", R"([{"op": "replace", "path": "/steps/0/to", "value": "abve"}])",
      "/elements/0/programme/steps/0/to: there is no pose \"abve\"; did you mean \"above\"?");
  row("no pose", R"([{"op": "remove", "path": "/steps/0/to"}])",
      "/elements/0/programme/steps/0: a move without a pose; add \"to\": the name of a recorded pose");
  row("two things", R"([{"op": "add", "path": "/steps/0/grip", "value": true}])",
      "/elements/0/programme/steps/0: a step that does more than one thing");
  row("nothing", R"([{"op": "replace", "path": "/steps/2/grip", "value": false}])",
      "/elements/0/programme/steps/2: a step that does nothing");
  row("speed of a wait", R"([{"op": "add", "path": "/steps/3/speed", "value": 0.5}])",
      "/elements/0/programme/steps/3/speed: only a move has this; remove it");
  row("no speed", R"([{"op": "replace", "path": "/steps/1/speed", "value": 0}])",
      "/elements/0/programme/steps/1/speed");
  row("five angles", R"([{"op": "replace", "path": "/poses/at/q_deg", "value": [1, 2, 3, 4, 5]}])",
      "/elements/0/programme/poses/at/q_deg");
  row("no angles", R"([{"op": "remove", "path": "/poses/at/q_deg"}])", "/elements/0/programme/poses/at");
  row("negative wait", R"([{"op": "replace", "path": "/steps/3/wait_s", "value": -1}])",
      "/elements/0/programme/steps/3/wait_s");
  row("unknown key", R"([{"op": "add", "path": "/steps/0/too", "value": "at"}])", "did you mean \"to\"?");
  row("no object", R"([{"op": "replace", "path": "/steps", "value": "above"}])", "/elements/0/programme/steps");
}

void TestRobotProgramme::saysWhatIsWrong() {
  QFETCH(QString, patch);
  QFETCH(QString, said);
  const QString got = refusal(taught().patch(Json::parse(patch.toStdString())));
  QVERIFY2(got.contains(said), qPrintable(got));
}

void TestRobotProgramme::tellsAllFindingsAtOnce() {
  Json programme = taught();
  programme["steps"][0]["to"] = "nowhere";
  programme["steps"][4].erase("to");
  const QString got = refusal(programme);
  QVERIFY(got.contains("/steps/0/to") && got.contains("/steps/4"));
}

void TestRobotProgramme::factoryKnowsTheField() {
  Json robot = {{"id", "r1"}, {"type", "robot"}, {"cycle", 5}, {"arm", "cobot-5kg"}, {"programme", taught()}};
  Json file = factory::Factory().json();
  file["elements"] = Json::array({robot});
  const factory::Factory factory = factory::Factory::fromJson(file);
  QVERIFY(taughtProgramme(factory.elements()[0], "/elements/0") == readProgramme(taught(), ""));
  file["elements"][0].erase("programme");
  QVERIFY(taughtProgramme(factory::Factory::fromJson(file).elements()[0], "/elements/0").steps.empty());
}

void TestRobotProgramme::saysWhatItLacksToCarry_data() {
  QTest::addColumn<RobotProgramme>("programme");
  QTest::addColumn<QString>("gap");
  const auto row = [](const char* name, std::initializer_list<Kind> kinds, const char* gap) {
    QTest::newRow(name) << ofSteps(kinds) << QString::fromUtf8(gap);
  };
  using enum Kind;
  row("whole", {MoveJoints, Grip, MoveLine, Release}, "");
  row("waits", {MoveJoints, Grip, Wait, MoveLine, Release, Wait}, "");
  row("empty", {}, "no step grips a part");
  row("never released", {MoveJoints, Grip, MoveJoints}, "the part is never released");
  row("grips twice", {MoveJoints, Grip, MoveJoints, Grip}, "step 4 grips, but the gripper holds a part already");
  row("holds nothing", {MoveJoints, Release}, "step 2 releases, but the gripper holds nothing");
  row("on the spot", {MoveJoints, Grip, Wait, Release}, "step 4 releases the part where it was gripped");
  row("two parts", {Grip, MoveJoints, Release, Grip, MoveJoints, Release},
      "step 4 grips a second part: give one part per cycle");
}

void TestRobotProgramme::saysWhatItLacksToCarry() {
  QFETCH(RobotProgramme, programme);
  QFETCH(QString, gap);
  QCOMPARE(QString::fromStdString(pickPlaceGap(programme)), gap);
}

QTEST_APPLESS_MAIN(TestRobotProgramme)
#include "tst_robot_programme.moc"
