// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/motion/arm/arm_visuals.h"
#include "tests/core/cad/mesh_files.h"
#include "ui/panels/viewport/arm_looks.h"
#include "ui/panels/viewport/posed_arms.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/scene/bodies/arm.h"

using namespace mw;
using namespace mw::panels;

namespace {

factory::Factory robotAt(double x_m, const Json& arm = "compact-3kg") {
  return factory::Factory::fromJson(
      {{"format", "millwright-factory/1"},
       {"elements",
        {{{"id", "r1"}, {"type", "robot"}, {"cycle", 5}, {"arm", arm}, {"pose", {{"x_m", x_m}, {"y_m", 0}}}}}}});
}

/// An arm of six joints that a mesh draws the foot of.
Json armWithMesh(const std::string& mesh) {
  Json joints = Json::array();
  const std::array<std::array<int, 3>, 6> axes = {{{0, 0, 1}, {0, 1, 0}, {0, 1, 0}, {1, 0, 0}, {0, 1, 0}, {1, 0, 0}}};
  const std::array<std::array<double, 3>, 6> origins_m = {
      {{0, 0, 0.35}, {0.05, 0, 0}, {0, 0, 0.4}, {0.1, 0, 0.03}, {0.3, 0, 0}, {0.08, 0, 0}}};
  for (std::size_t i = 0; i < 6; ++i)
    joints.push_back({{"origin_m", origins_m[i]},
                      {"axis", axes[i]},
                      {"range_deg", {-120, 120}},
                      {"speed_degps", 90},
                      {"mass_kg", 2}});
  return {{"joints", joints},
          {"flange_rpy_deg", {0, 90, 0}},
          {"payload_kg", 5},
          {"visuals", {{{"body", 0}, {"mesh", mesh}}}}};
}

ArmLooks::Look lookOf(ArmLooks& looks, const factory::Factory& factory) {
  std::vector<scene::SceneElement> elements = sceneElements(factory);
  looks.dress(factory, {}, elements);
  return elements[0].arm;
}

}  // namespace

/// Arms in the hall: how they look, and who says how they stand.
class TestArmLooks : public QObject {
  Q_OBJECT
 private slots:
  void whatWasMadeAheadIsTaken();
  void robotsKeepTheirLookUntilTheNextIsMade();
  void meshesAreReadWhereTheyAreAskedFor();
  void badMeshesAreToldAndLeaveTheJoints_data();
  void badMeshesAreToldAndLeaveTheJoints();
  void theHandGoesBeforeTheRun();
};

void TestArmLooks::whatWasMadeAheadIsTaken() {
  ArmLooks looks;
  int asked = 0;
  looks.setMaker([&asked](const std::vector<std::size_t>&) { ++asked; });
  const factory::Factory factory = robotAt(1);
  std::vector<scene::SceneElement> ahead = sceneElements(factory);
  looks.makeAll(factory, {}, ahead);
  QVERIFY(ahead[0].arm != nullptr);
  // One that is still shown does not take it away.
  (void)lookOf(looks, robotAt(2));
  QCOMPARE(asked, 1);
  QVERIFY(lookOf(looks, factory) == ahead[0].arm);
  QVERIFY(lookOf(looks, factory) == ahead[0].arm);
  QCOMPARE(asked, 1);
}

void TestArmLooks::robotsKeepTheirLookUntilTheNextIsMade() {
  ArmLooks looks;
  const factory::Factory before = robotAt(1);
  const factory::Factory after = robotAt(1, "agile-6kg");
  const ArmLooks::Look first = lookOf(looks, before);
  QVERIFY(first != nullptr);
  int asked = 0;
  looks.setMaker([&asked](const std::vector<std::size_t>& robots) { asked += static_cast<int>(robots.size()); });
  QVERIFY(lookOf(looks, after) == first);
  QVERIFY(lookOf(looks, after) == first);
  QCOMPARE(asked, 1);  // once for all
  std::vector<scene::SceneElement> elements = sceneElements(after);
  const std::array<std::size_t, 1> robots = {0};
  QVERIFY(looks.make(after, {}, robots, elements).empty());
  const ArmLooks::Look second = lookOf(looks, after);
  QVERIFY(second != nullptr && second != first);
  QCOMPARE(asked, 1);
}

void TestArmLooks::meshesAreReadWhereTheyAreAskedFor() {
  ArmLooks looks;
  int asked = 0;
  looks.setMaker([&asked](const std::vector<std::size_t>&) { ++asked; });
  const factory::Factory factory = robotAt(1, armWithMesh("foot.stl"));
  std::vector<scene::SceneElement> elements = sceneElements(factory);
  looks.makeAll(factory, {}, elements);
  // Drawn by its joints at first; the meshes are asked for.
  const ArmLooks::Look bare = lookOf(looks, factory);
  QVERIFY(bare != nullptr && bare->skin == nullptr);
  QCOMPARE(asked, 1);
  const ArmLooks::Files files{{}, [](const std::string&) { return test::binaryStlBox(0.3F, 0.3F, 0.1F); }};
  const std::array<std::size_t, 1> robots = {0};
  QVERIFY(looks.make(factory, files, robots, elements).empty());
  const ArmLooks::Look whole = lookOf(looks, factory);
  QVERIFY(whole != nullptr && whole->skin != nullptr);
  QCOMPARE(asked, 1);
  QVERIFY(looks.forgetMeshes());
  QVERIFY(!looks.forgetMeshes());
  (void)lookOf(looks, factory);
  QCOMPARE(asked, 2);
}

void TestArmLooks::badMeshesAreToldAndLeaveTheJoints_data() {
  QTest::addColumn<QString>("mesh");
  QTest::addColumn<QString>("said");
  QTest::newRow("no mesh") << "foot.stl"
                           << "is no STL mesh";
  QTest::newRow("out of the folder") << "../foot.stl"
                                     << "leads out of the folder: it is not opened; import the arm again";
  QTest::newRow("in the net") << "http://a/foot.stl"
                              << "is an address, not a file: it is not opened";
}

void TestArmLooks::badMeshesAreToldAndLeaveTheJoints() {
  QFETCH(QString, mesh);
  QFETCH(QString, said);
  ArmLooks looks;
  const factory::Factory factory = robotAt(1, armWithMesh(mesh.toStdString()));
  std::vector<scene::SceneElement> elements = sceneElements(factory);
  const ArmLooks::Files files{{}, [](const std::string&) { return std::string("nothing"); }};
  const std::array<std::size_t, 1> robots = {0};
  const Findings findings = looks.make(factory, files, robots, elements);
  QCOMPARE(findings.size(), std::size_t(1));
  const QString text = QString::fromStdString(findings[0].text());
  QVERIFY2(text.contains(said) && text.contains("foot.stl"), qPrintable(text));
  QVERIFY(elements[0].arm != nullptr && elements[0].arm->skin == nullptr);
}

void TestArmLooks::theHandGoesBeforeTheRun() {
  using Who = PosedArms::Who;
  const auto at = [](std::uint32_t element, double q_rad) {
    return motion::ArmPosture{element, motion::JointVector::Constant(q_rad)};
  };
  PosedArms arms;
  QVERIFY(arms.shown().empty());
  const std::array<motion::ArmPosture, 2> run = {at(3, 0.1), at(5, 0.2)};
  const std::array<motion::ArmPosture, 1> taught = {at(5, 0.7)};
  arms.set(Who::Run, run);
  arms.set(Who::Teaching, taught);
  const auto of = [&arms](std::uint32_t element) {
    const auto shown = arms.shown();
    const auto found = std::ranges::find(shown, element, &motion::ArmPosture::element);
    return found == shown.end() ? -1.0 : found->q_rad[0];
  };
  QCOMPARE(arms.shown().size(), std::size_t(2));
  QCOMPARE(of(3), 0.1);
  QCOMPARE(of(5), 0.7);
  arms.set(Who::Teaching, {});
  QCOMPARE(of(5), 0.2);
  arms.set(Who::Run, {});
  QVERIFY(arms.shown().empty());
}

QTEST_APPLESS_MAIN(TestArmLooks)
#include "tst_arm_looks.moc"
