// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <numbers>

#include "core/motion/arm/arm_kinematics.h"
#include "tests/support/near.h"
#include "tests/support/patience.h"
#include "ui/commands/edits.h"
#include "ui/models/teach/programme_edits.h"
#include "ui/models/teach/teach_model.h"

using namespace mw;
using namespace mw::models;
using Kind = motion::ProgrammeStep::Kind;

namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kWritten_rad = 1e-8;  // a millionth of a degree, as the file has angles

factory::Factory cell() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "box"}],
    "elements": [{"id": "src", "type": "source", "part": "box", "interarrival": 20},
      {"id": "r1", "type": "robot", "cycle": 5, "arm": "agile-6kg", "pose": {"x_m": 4, "y_m": 1}},
      {"id": "r2", "type": "robot", "cycle": 5},
      {"id": "out", "type": "sink", "pose": {"x_m": 9, "y_m": 0}}],
    "flows": [{"from": "src", "to": "r1"}, {"from": "r1", "to": "r2"}, {"from": "r2", "to": "out"}]})"));
}

}  // namespace

/// Teaching the robots of the open factory.
class TestTeachModel : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void followsTheSelection();
  void jointsStopAtTheirLimits();
  void jogsTheTool();
  void recordsAndGoesThere();
  void renamesAndRemoves();
  void buildsAProgramme();
  void everyEditIsUndone();
  void playsRoundAndRound();
  void saysWhatCannotBeDone();
  void anotherArmForgetsThePosture();
  void poseNamesAreFree();

 private:
  void record(const char* name) {
    teach_->edit("Record", [&](const motion::RobotProgramme& programme) {
      return withPose(programme, name, teach_->posture_rad());
    });
  }
  void add(Kind kind, const char* to = "", double wait_s = 0) {
    teach_->edit("Add", [&](const motion::RobotProgramme& programme) {
      return withStep(programme, programme.steps.size(), {kind, to, 1, wait_s});
    });
  }
  /// Down and up in a corner of the reach, part in hand.
  void teachPickAndPlace();

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Selection> selection_;
  std::unique_ptr<TeachModel> teach_;
};

void TestTeachModel::init() {
  teach_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  selection_ = std::make_unique<Selection>();
  teach_ = std::make_unique<TeachModel>(
      *document_, *selection_, *jobs_,
      [this](const std::string& robot, const motion::RobotProgramme& after, const QString& step) {
        commands::setValue(*document_, factory::FactoryPath("elements/" + robot + "/programme"),
                           motion::writeProgramme(after), {}, step);
      });
  document_->replace(cell(), "cell", {});
  selection_->select("r1");
  teach_->setActive(true);
}

void TestTeachModel::teachPickAndPlace() {
  record("above");
  teach_->jog({motion::ToolJog::Frame::Base, {0, 0, -0.05}, {0, 0, 0}});
  record("at");
  add(Kind::MoveJoints, "above");
  add(Kind::MoveLine, "at");
  add(Kind::Grip);
  add(Kind::MoveLine, "above");
  add(Kind::Release);
  add(Kind::Wait, "", 0.2);
}

void TestTeachModel::followsTheSelection() {
  QVERIFY(teach_->arm() != nullptr);
  QCOMPARE(teach_->robot(), std::string("r1"));
  QVERIFY(teach_->reach().farthest_m > 0.9);
  // What is beside it is looked at without leaving the robot.
  selection_->select("src");
  QCOMPARE(teach_->robot(), std::string("r1"));
  selection_->select("r2");
  QVERIFY(teach_->arm() == nullptr && teach_->lacksArm());
  QVERIFY2(teach_->problem().startsWith("r2 has no arm yet"), qPrintable(teach_->problem()));
  commands::setValue(*document_, factory::FactoryPath("elements/r2/arm"), "cobot-5kg");
  QVERIFY(teach_->arm() != nullptr && !teach_->lacksArm());
  QCOMPARE(teach_->robot(), std::string("r2"));
  teach_->setActive(false);
  QVERIFY(teach_->arm() == nullptr);
}

void TestTeachModel::jointsStopAtTheirLimits() {
  teach_->setJoint(1, -30 * kDegree);
  MW_NEAR(teach_->posture_rad()[1], -30 * kDegree, 0, 1e-15);
  QVERIFY(teach_->refusal().isEmpty());
  QCOMPARE(teach_->joint(), 1);
  teach_->setJoint(1, 60 * kDegree);
  MW_NEAR(teach_->posture_rad()[1], 45 * kDegree, 0, 1e-15);
  QCOMPARE(teach_->refusal(), QString::fromUtf8("Axis 2 ends at 45.0°: that is 15.0° less than asked."));
  teach_->setJoint(1, 45 * kDegree);
  QVERIFY(teach_->refusal().isEmpty());
}

void TestTeachModel::jogsTheTool() {
  const Eigen::Isometry3d before = teach_->tip();
  teach_->jog({motion::ToolJog::Frame::Base, {0, 0, 0.01}, {0, 0, 0}});
  QVERIFY2(teach_->refusal().isEmpty(), qPrintable(teach_->refusal()));
  MW_NEAR(teach_->tip().translation().z(), before.translation().z() + 0.01, 1e-7, 0);
  const motion::JointVector stands = teach_->posture_rad();
  teach_->jog({motion::ToolJog::Frame::Base, {0, 0, 3}, {0, 0, 0}});
  QVERIFY2(teach_->refusal().startsWith("Out of reach: the nearest posture is "), qPrintable(teach_->refusal()));
  QVERIFY(teach_->posture_rad() == stands);
}

void TestTeachModel::recordsAndGoesThere() {
  teach_->setJoint(0, 40 * kDegree);
  record("home");
  QCOMPARE(teach_->programme().poses.size(), std::size_t(1));
  const Json written = document_->factory().findElement("r1")->fields["programme"]["poses"]["home"]["q_deg"];
  QCOMPARE(written[0].get<double>(), 40.0);
  teach_->setJoint(0, -100 * kDegree);
  teach_->goTo("home");
  // A joint move starts and ends at rest: after half of its time it is half way, at the end it is there.
  for (int i = 0; i < 100; ++i) teach_->advance(0.05);
  MW_NEAR(teach_->posture_rad()[0], 40 * kDegree, kWritten_rad, 0);
  QVERIFY(!teach_->isPlaying());
}

void TestTeachModel::renamesAndRemoves() {
  record("home");
  record("other");
  add(Kind::MoveJoints, "home");
  teach_->edit("Rename",
               [](const motion::RobotProgramme& programme) { return withPoseRenamed(programme, "home", "rest"); });
  QCOMPARE(teach_->programme().steps[0].to, std::string("rest"));
  teach_->edit("Rename",
               [](const motion::RobotProgramme& programme) { return withPoseRenamed(programme, "rest", "other"); });
  QVERIFY(teach_->refusal().contains("There is a pose \"other\" already"));
  teach_->edit("Remove", [](const motion::RobotProgramme& programme) { return withoutPose(programme, "rest"); });
  QVERIFY2(teach_->refusal().contains("Step 1 goes to \"rest\""), qPrintable(teach_->refusal()));
  QCOMPARE(teach_->programme().poses.size(), std::size_t(2));
  teach_->edit("Remove", [](const motion::RobotProgramme& programme) { return withoutPose(programme, "other"); });
  QVERIFY(teach_->refusal().isEmpty());
  QCOMPARE(teach_->programme().poses.size(), std::size_t(1));
}

void TestTeachModel::buildsAProgramme() {
  teachPickAndPlace();
  QTRY_VERIFY_WITH_TIMEOUT(teach_->plan() != nullptr, test::kPatience_ms);
  QCOMPARE(teach_->plan()->steps.size(), std::size_t(6));
  double sum_s = 0;
  for (std::size_t i = 0; i < 6; ++i) sum_s += teach_->stepTime_s(i).value();
  MW_NEAR(sum_s, teach_->plan()->duration_s, 1e-12, 0);
  MW_NEAR(teach_->stepTime_s(5).value(), 0.2, 1e-15, 0);
  QCOMPARE(teach_->finding(), QString());
  teach_->edit("Remove", [](const motion::RobotProgramme& programme) { return withoutStep(programme, 4); });
  QTRY_VERIFY_WITH_TIMEOUT(teach_->plan() != nullptr, test::kPatience_ms);
  QCOMPARE(teach_->finding(), QString("Not a pick and place yet: the part is never released."));
}

void TestTeachModel::everyEditIsUndone() {
  const Json before = document_->factory().json();
  teachPickAndPlace();
  QUndoStack& stack = document_->undoStack();
  const Json after = document_->factory().json();
  QCOMPARE(stack.count(), 8);
  for (int i = 0; i < 8; ++i) stack.undo();
  QVERIFY(document_->factory().json() == before);
  QVERIFY(teach_->programme().poses.empty());
  for (int i = 0; i < 8; ++i) stack.redo();
  QVERIFY(document_->factory().json() == after);
  QCOMPARE(teach_->programme().steps.size(), std::size_t(6));
}

void TestTeachModel::playsRoundAndRound() {
  teachPickAndPlace();
  QTRY_VERIFY_WITH_TIMEOUT(teach_->plan() != nullptr, test::kPatience_ms);
  QSignalSpy playing(teach_.get(), &TeachModel::playingChanged);
  teach_->setPlaying(true);
  QVERIFY(teach_->isPlaying());
  const double cycle_s = teach_->plan()->duration_s;
  const double first_s = teach_->stepTime_s(0).value();
  // Within the line to the part.
  teach_->advance(first_s + teach_->stepTime_s(1).value() / 2);
  QCOMPARE(teach_->playStep(), 1);
  const double z_m = teach_->tip().translation().z();
  const auto above_m = flangePose(teach_->arm()->mounted, teach_->programme().poses[0].q_rad).translation().z();
  // Half the time of a symmetrical profile is half the way.
  MW_NEAR(z_m, above_m - 0.025, 1e-6, 0);
  const motion::JointVector then = teach_->posture_rad();
  teach_->advance(cycle_s);
  QVERIFY((teach_->posture_rad() - then).cwiseAbs().maxCoeff() < 1e-9);
  teach_->setJoint(0, 0);
  QVERIFY(!teach_->isPlaying());
  QCOMPARE(playing.count(), 2);
}

void TestTeachModel::saysWhatCannotBeDone() {
  record("home");
  motion::JointVector beyond = teach_->posture_rad();
  beyond[0] = 175 * kDegree;
  teach_->edit("Record", [&](const motion::RobotProgramme& programme) { return withPose(programme, "far", beyond); });
  add(Kind::MoveJoints, "home");
  add(Kind::MoveJoints, "far");
  QTRY_VERIFY_WITH_TIMEOUT(teach_->plan() != nullptr, test::kPatience_ms);
  QCOMPARE(teach_->plan()->failed_step, 1);
  QCOMPARE(teach_->finding(), QString("Step 2, to \"far\": axis 1 stands 5.0° beyond its range."));
  teach_->setPlaying(true);
  QVERIFY(!teach_->isPlaying());
  teach_->goTo("far");
  QVERIFY2(teach_->refusal().contains("beyond the range of a joint"), qPrintable(teach_->refusal()));
}

void TestTeachModel::anotherArmForgetsThePosture() {
  teach_->setJoint(0, 100 * kDegree);
  commands::setValue(*document_, factory::FactoryPath("elements/r1/arm"), "cobot-5kg");
  QCOMPARE(teach_->arm()->bare.name, std::string("cobot-5kg"));
  QVERIFY(teach_->posture_rad() == teach_->arm()->rest_rad);
  // Where the robot stands changes nothing of how its arm does.
  teach_->setJoint(0, 100 * kDegree);
  commands::place(*document_, {{"r1", 5, 5, 0}});
  MW_NEAR(teach_->posture_rad()[0], 100 * kDegree, 1e-15, 0);
  commands::setValue(*document_, factory::FactoryPath("elements/r1/arm"), "strong-999kg");
  QVERIFY(teach_->arm() == nullptr);
  QVERIFY2(teach_->problem().contains("no arm is called \"strong-999kg\""), qPrintable(teach_->problem()));
}

void TestTeachModel::poseNamesAreFree() {
  motion::RobotProgramme programme;
  QCOMPARE(freePoseName(programme), std::string("pose 1"));
  programme.poses = {{"pose 2", motion::JointVector::Zero()}};
  QCOMPARE(freePoseName(programme), std::string("pose 3"));
}

QTEST_GUILESS_MAIN(TestTeachModel)
#include "tst_teach_model.moc"
