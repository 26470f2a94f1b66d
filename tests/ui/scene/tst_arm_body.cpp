// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <vtkDataArray.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>

#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/arm_presets.h"
#include "tests/core/motion/arm/preset_rows.h"
#include "tests/support/near.h"
#include "ui/scene/bodies/arm.h"
#include "ui/scene/bodies/arm_skin.h"
#include "ui/scene/bodies/body.h"
#include "ui/scene/body_shapes.h"
#include "ui/scene/footprint.h"

using namespace mw;
using namespace mw::scene;

namespace {

constexpr double kRounding = 1e-12;

SceneArm armOf(const QString& name) {
  SceneArm arm{motion::presetArm(name.toStdString()), 0.12, motion::JointVector::Zero()};
  arm.rest_rad << 0.2, -0.9, 1.1, 0.3, 0.8, -0.4;
  return arm;
}

/// Distance from a point to the nearest point of a body.
double distance_m(const Mesh& body, const Eigen::Vector3d& to) {
  double nearest_m = INFINITY;
  for (const Vec3& p : body.points) nearest_m = std::min(nearest_m, norm(p - Vec3{to.x(), to.y(), to.z()}));
  return nearest_m;
}

}  // namespace

/// Arms as they are drawn.
class TestArmBody : public QObject {
  Q_OBJECT
 private slots:
  void bodiesMeetAtTheJoints_data() { mw::test::presetRows(); }
  void bodiesMeetAtTheJoints();
  void bodiesMoveAsTheChain_data() { mw::test::presetRows(); }
  void bodiesMoveAsTheChain();
  void fingersEndAtTheTip();
  void robotTakesTheLookOfItsArm();
  void shapesHoldEveryBody();
  void skinsStandWhereTheBodiesDo();
  void shapesAddedAreThereToTake();
};

void TestArmBody::bodiesMeetAtTheJoints() {
  QFETCH(QString, name);
  const SceneArm arm = armOf(name);
  const auto bodies = buildArm(arm);
  const auto frames = motion::framesAt(arm.arm, arm.rest_rad);
  // Housings are no thicker than this share of the arm's length; the first joints lie inside the foot.
  const double thickest_m = 0.12 * motion::stretchedLength_m(arm.arm);
  for (std::size_t i = 1; i < frames.size(); ++i) {
    const Eigen::Vector3d joint = frames[i].translation();
    QVERIFY2(distance_m(bodies[i], joint) < thickest_m, qPrintable(QString::number(i)));
    if (i + 1 < frames.size()) QVERIFY(distance_m(bodies[i + 1], joint) < thickest_m);
  }
  for (const Mesh& body : bodies) {
    QVERIFY(!body.triangles.empty());
    for (const Vec3& p : body.points) QVERIFY(std::isfinite(p.x + p.y + p.z));
  }
}

void TestArmBody::bodiesMoveAsTheChain() {
  QFETCH(QString, name);
  const SceneArm arm = armOf(name);
  for (const Eigen::Isometry3d& move : armMoves(arm, arm.rest_rad))
    QVERIFY(move.isApprox(Eigen::Isometry3d::Identity(), kRounding));
  motion::JointVector q = arm.rest_rad;
  q[3] += 0.7;
  const auto moves = armMoves(arm, q);
  // What the fourth joint does not carry stays; what it carries moves with the flange.
  for (std::size_t i = 0; i <= 3; ++i) QVERIFY(moves[i].isApprox(Eigen::Isometry3d::Identity(), kRounding));
  const Eigen::Isometry3d flange = moves[6] * motion::flangePose(arm.arm, arm.rest_rad);
  QVERIFY(flange.isApprox(motion::flangePose(arm.arm, q), kRounding));
  QVERIFY(!moves[4].isApprox(Eigen::Isometry3d::Identity(), 1e-3));
}

void TestArmBody::fingersEndAtTheTip() {
  const SceneArm arm = armOf("cobot-5kg");
  const Eigen::Isometry3d flange = motion::flangePose(arm.arm, arm.rest_rad);
  const auto bodies = buildArm(arm);
  double farthest_m = 0;
  for (const Vec3& p : bodies.back().points)
    farthest_m = std::max(farthest_m, (flange.inverse() * Eigen::Vector3d(p.x, p.y, p.z)).z());
  MW_NEAR(farthest_m, arm.gripper_length_m, 1e-9, 0);
}

void TestArmBody::robotTakesTheLookOfItsArm() {
  SceneElement robot;
  robot.id = "r1";
  robot.type = BodyType::Robot;
  const std::string plain = bodyKey(robot);
  const std::size_t plain_points = buildBody(robot).points.size();
  robot.arm = std::make_shared<SceneArm>(armOf("agile-6kg"));
  QVERIFY(bodyKey(robot) != plain);
  QVERIFY(buildBody(robot).points.size() != plain_points);
  // As high as it stands at rest, whatever a robot's usual height is; a size of its own goes before.
  MW_NEAR(sizeOf(robot).z, armHeight_m(*robot.arm), 0, 0);
  robot.size_m = Vec3{1, 1, 2};
  MW_NEAR(sizeOf(robot).z, 2, 0, 0);
  // Never stretched: the arm has the lengths that it has.
  const Mesh small = buildBody(robot);
  robot.size_m = Vec3{1, 1, 4};
  QCOMPARE(buildBody(robot).points.size(), small.points.size());
  const auto top = [](const Mesh& mesh) {
    double top_m = 0;
    for (const Vec3& p : mesh.points) top_m = std::max(top_m, p.z);
    return top_m;
  };
  MW_NEAR(top(buildBody(robot)), top(small), 0, 0);
}

void TestArmBody::shapesHoldEveryBody() {
  SceneElement robot;
  robot.id = "r1";
  robot.type = BodyType::Robot;
  QVERIFY(makeShape(robot).arm.empty());
  robot.arm = std::make_shared<SceneArm>(armOf("compact-3kg"));
  const BodyShape shape = makeShape(robot);
  QCOMPARE(shape.arm.size(), kArmBodies);
  for (const ArmBodyShape& part : shape.arm) QVERIFY(part.surface && part.outline);
}

void TestArmBody::skinsStandWhereTheBodiesDo() {
  SceneArm arm = armOf("agile-6kg");
  auto skin = std::make_shared<ArmSkin>();
  cad::TriangleMesh tip;  // one triangle in the frame of the fourth joint, one at the base
  tip.points = {{0.1F, 0, 0}, {0.2F, 0, 0}, {0.1F, 0.1F, 0}};
  tip.triangles = {{0, 1, 2}};
  addToSkin(*skin, 4, tip, cad::TriangleMesh::Color{255, 0, 0});
  addToSkin(*skin, 0, tip, std::nullopt);
  arm.skin = skin;
  const auto bodies = buildSkinnedArm(arm);
  const auto own = buildArm(arm);
  QCOMPARE(bodies[4].size(), std::size_t(1));
  QCOMPARE(bodies[4][0].mesh.triangles.size(), std::size_t(1));
  QVERIFY((bodies[4][0].color == cad::TriangleMesh::Color{255, 0, 0}));
  const Eigen::Vector3d wanted = motion::framesAt(arm.arm, arm.rest_rad)[3] * Eigen::Vector3d(0.1, 0, 0);
  constexpr double kFloat_m = 1e-6;  // points of meshes are floats
  QVERIFY(distance_m(bodies[4][0].mesh, wanted) < kFloat_m);
  QVERIFY(distance_m(bodies[0][0].mesh, {0.1, 0, 0}) < kFloat_m);
  // Bodies without a mesh are drawn by their joints.
  QCOMPARE(bodies[2][0].mesh.triangles.size(), own[2].triangles.size());
  SceneElement element;
  element.type = BodyType::Robot;
  element.arm = std::make_shared<SceneArm>(arm);
  const BodyShape shape = makeShape(element);
  QCOMPARE(shape.arm.size(), kArmBodies);
  QCOMPARE(shape.arm[4].surface->GetNumberOfPolys(), vtkIdType(1));
  vtkIdType all = 0;
  for (const ArmBodyShape& body : shape.arm) all += body.surface->GetNumberOfPolys();
  QCOMPARE(shape.surface->GetNumberOfPolys(), all);
  // In the colour of its mesh: no green in it.
  vtkDataArray* shades = shape.arm[4].surface->GetPointData()->GetScalars();
  QVERIFY(shades != nullptr && shades->GetComponent(0, 0) > 0);
  QVERIFY(shades->GetComponent(0, 1) == 0);
}

void TestArmBody::shapesAddedAreThereToTake() {
  const auto elementOf = [](const QString& name) {
    SceneElement element;
    element.type = BodyType::Robot;
    element.arm = std::make_shared<SceneArm>(armOf(name));
    return element;
  };
  const std::array<SceneElement, 1> first = {elementOf("agile-6kg")};
  const std::array<SceneElement, 1> second = {elementOf("compact-3kg")};
  BodyShapes shapes;
  shapes.prepare(first);
  shapes.add(second);
  QVERIFY(shapes.take(bodyKey(first[0])).has_value());
  QVERIFY(shapes.take(bodyKey(second[0])).has_value());
  QVERIFY(!shapes.take(bodyKey(second[0])).has_value());
}

QTEST_APPLESS_MAIN(TestArmBody)
#include "tst_arm_body.moc"
