// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest>
#include <fmt/format.h>
#include <numbers>

#include "core/base/json.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/arm/arm_visuals.h"
#include "core/motion/arm/urdf_visuals.h"
#include "tests/support/made_meshes.h"
#include "tests/support/made_urdf.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kRounding = 1e-12;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}

template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing was refused";
}

}  // namespace

/// The meshes that arms are drawn by.
class TestArmVisuals : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void urdfNamesItsMeshes();
  void packagesAreFoundInTheFolder_data();
  void packagesAreFoundInTheFolder();
  void fixedLinksGoWithTheirBody();
  void isRefused_data();
  void isRefused();
  void fieldsAreRefused_data();
  void fieldsAreRefused();
  void whatIsWrittenIsRead();
  void linksInACircleAreNoArm();

 private:
  [[nodiscard]] std::filesystem::path root() const { return folder_.path().toStdString() + "/chosen"; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((root() / name).parent_path());
    writeTextFile(root() / name, text);
    return root() / name;
  }
  [[nodiscard]] std::vector<ArmVisual> visualsOf(const std::string& urdf) const {
    return urdfVisuals(write("maker/urdf/arm.urdf", urdf), root(), {});
  }

  QTemporaryDir folder_;
};

void TestArmVisuals::initTestCase() {
  test::writeMadeMeshes(root() / "maker/urdf");
  write("maker/shared/link1.stl", test::barStl({0, 0, 1}, 0.1));
  writeTextFile(folder_.filePath("outside.stl").toStdString(), test::barStl({0, 0, 1}, 0.1));
  std::filesystem::create_symlink(folder_.filePath("outside.stl").toStdString(), root() / "maker/urdf/way-out.stl");
}

void TestArmVisuals::urdfNamesItsMeshes() {
  std::string text = test::madeUrdf();
  text = replaced(text, R"(<visual><geometry><mesh filename="meshes/link1.stl"/></geometry></visual>)",
                  R"(<visual><origin xyz="0.1 0.2 0.3" rpy="0 0 1.5707963267948966"/><geometry>
                     <mesh filename="meshes/link1.stl" scale="0.001 0.001 -0.001"/></geometry>
                     <material name="own"><color rgba="1 0.5 0 1"/></material></visual>)");
  text = replaced(text, "<link name=\"base\"/>",
                  R"(<material name="grey"><color rgba="0.2 0.2 0.2 1"/></material><link name="base"><visual>
                     <geometry><mesh filename="../shared/link1.stl"/></geometry><material name="grey"/></visual></link>)");
  const std::vector<ArmVisual> visuals = visualsOf(text);
  QCOMPARE(visuals.size(), std::size_t(7));
  QCOMPARE(visuals[0].body, std::size_t(0));
  QCOMPARE(visuals[0].mesh, std::string("maker/shared/link1.stl"));
  QCOMPARE(visuals[0].color, std::string("#333333"));
  QCOMPARE(visuals[1].body, std::size_t(1));
  QCOMPARE(visuals[1].mesh, std::string("maker/urdf/meshes/link1.stl"));
  QCOMPARE(visuals[1].color, std::string("#ff8000"));
  QVERIFY((visuals[1].X_BM * Eigen::Vector3d(1, 0, 0)).isApprox(Eigen::Vector3d(0.1, 1.2, 0.3), kRounding));
  QVERIFY(visuals[1].scale_m == Eigen::Vector3d(0.001, 0.001, -0.001));
  for (std::size_t i = 2; i < visuals.size(); ++i) {
    QCOMPARE(visuals[i].body, i);
    QVERIFY(visuals[i].X_BM.isApprox(Eigen::Isometry3d::Identity(), kRounding));
    QVERIFY(visuals[i].color.empty());
  }
}

void TestArmVisuals::packagesAreFoundInTheFolder_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("found");
  QTest::newRow("beside the file") << "meshes/link2.stl"
                                   << "maker/urdf/meshes/link2.stl";
  QTest::newRow("beside the chosen folder") << "maker/shared/link1.stl"
                                            << "maker/shared/link1.stl";
  QTest::newRow("package by its folder") << "package://maker/shared/link1.stl"
                                         << "maker/shared/link1.stl";
  QTest::newRow("model by its folder") << "model://maker/shared/link1.stl"
                                       << "maker/shared/link1.stl";
  QTest::newRow("package of another name") << "package://maker_description/shared/link1.stl"
                                           << "maker/shared/link1.stl";
}

void TestArmVisuals::packagesAreFoundInTheFolder() {
  QFETCH(QString, name);
  QFETCH(QString, found);
  const std::vector<ArmVisual> visuals = visualsOf(replaced(test::madeUrdf(), "meshes/link1.stl", name.toStdString()));
  QCOMPARE(QString::fromStdString(visuals.front().mesh), found);
}

void TestArmVisuals::fixedLinksGoWithTheirBody() {
  const std::string more = R"(<link name="cover"><visual><origin xyz="0 0 0.01"/><geometry>
      <mesh filename="meshes/link3.stl"/></geometry></visual></link>
    <joint name="bolts" type="fixed"><origin xyz="0 0 0.1"/><parent link="link3"/><child link="cover"/></joint>
    <link name="finger"><visual><geometry><mesh filename="meshes/link4.stl"/></geometry></visual></link>
    <joint name="grips" type="prismatic"><parent link="link6"/><child link="finger"/></joint></robot>)";
  const auto file = write("maker/urdf/arm.urdf", replaced(test::madeUrdf(), "</robot>", more));
  const std::vector<ArmVisual> visuals = urdfVisuals(file, root(), {"base", "tool0"});
  QCOMPARE(visuals.size(), std::size_t(7));  // fingers move on their own: not a part of the arm
  QCOMPARE(visuals[3].body, std::size_t(3));
  QVERIFY(visuals[3].X_BM.translation().isApprox(Eigen::Vector3d(0, 0, 0.11), kRounding));
}

void TestArmVisuals::isRefused_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("said");
  const auto row = [](const char* what, const QString& name, const char* said) {
    QTest::newRow(what) << name << QString(said);
  };
  row("not there", "meshes/link9.stl",
      "link \"link1\": \"meshes/link9.stl\" is not in the chosen folder; copy it there");
  row("out by dots", "../../../outside.stl", "\"../../../outside.stl\" leads out of the chosen folder");
  row("out by a link", "way-out.stl", "\"way-out.stl\" leads out of the chosen folder: it is not opened");
  row("out by a package", "package://maker/../../outside.stl", "leads out of the chosen folder");
  row("absolute", "/etc/passwd", "\"/etc/passwd\" is an address or an absolute path: it is not opened");
  row("absolute address", "file:///etc/passwd", "is an address or an absolute path");
  row("in the net", "https://example.com/a.stl", "is an address or an absolute path");
  row("home", "~/a.stl", "is an address or an absolute path");
  row("no name", "", "a mesh has no file name");
  row("package alone", "package://", "is not in the chosen folder");
  row("a folder", "meshes", "is not in the chosen folder");
  row("very long", QString(5000, 'a'), "...\" is not in the chosen folder");
  row("scale of words", "meshes/link1.stl\" scale=\"big", "scale=\"big\" is not three numbers");
  row("scale of two", "meshes/link1.stl\" scale=\"1 1", "scale=\"1 1\" is not three numbers");
  row("endless scale", "meshes/link1.stl\" scale=\"1 1 inf", "is not three numbers");
}

void TestArmVisuals::isRefused() {
  QFETCH(QString, name);
  QFETCH(QString, said);
  const std::string text = replaced(test::madeUrdf(), "meshes/link1.stl", name.toStdString());
  const std::string got = refusal([&] { (void)visualsOf(text); });
  QVERIFY2(QString::fromStdString(got).contains(said), got.c_str());
  QVERIFY2(got.find("link1") != std::string::npos, got.c_str());
}

void TestArmVisuals::fieldsAreRefused_data() {
  QTest::addColumn<QString>("visuals");
  QTest::addColumn<QString>("said");
  const auto row = [](const char* what, const char* visuals, const char* said) {
    QTest::newRow(what) << QString(visuals) << QString(said);
  };
  row("no list", R"({"body": 1, "mesh": "a.stl"})", "/arm/visuals");
  row("no mesh", R"([{"body": 1}])", "mesh");
  row("no such body", R"([{"body": 7, "mesh": "a.stl"}])", "body");
  row("unknown field", R"([{"body": 1, "mesh": "a.stl", "origin": [0, 0, 0]}])", "origin_m");
  row("no scale", R"([{"body": 1, "mesh": "a.stl", "scale_m": [1, 0, 1]}])", "mesh a.stl has a scale of 0 to 1");
  row("vast", R"([{"body": 1, "mesh": "a.stl", "scale_m": [1, 1, 1e9]}])", "mesh a.stl has a scale of 1 to 1e+09");
  row("far away", R"([{"body": 1, "mesh": "a.stl", "origin_m": [1e6, 0, 0]}])", "lies over 100 m from its joint");
}

void TestArmVisuals::fieldsAreRefused() {
  QFETCH(QString, visuals);
  QFETCH(QString, said);
  const auto file = write("maker/urdf/arm.urdf", test::madeUrdf());
  Json arm = {{"joints", Json::array()}};
  const Json joint = {{"origin_m", {0, 0, 0.1}}, {"range_deg", {-90, 90}}, {"speed_degps", 90}, {"mass_kg", 1}};
  for (int i = 0; i < 6; ++i) arm["joints"].push_back(joint);
  (void)readArm(arm, "/arm", root());
  arm["visuals"] = Json::parse(visuals.toStdString());
  const std::string got = refusal([&] {
    (void)readArm(arm, "/arm", root());
    (void)armVisuals(arm, "/arm", root());
  });
  QVERIFY2(QString::fromStdString(got).contains(said), got.c_str());
}

void TestArmVisuals::whatIsWrittenIsRead() {
  ArmVisual visual{
      4, "made-link4.stl", Eigen::Isometry3d(Eigen::Translation3d(0.1, -0.2, 0.3)), {0.001, 0.002, -1}, "#102030"};
  visual.X_BM.linear() = rotationOf({0.3, -0.4, 2.9});
  const std::array<ArmVisual, 2> given = {
      visual, ArmVisual{0, "base.obj", Eigen::Isometry3d::Identity(), Eigen::Vector3d::Ones(), ""}};
  const Json arm = {{"joints", Json::array()}, {"visuals", writeVisuals(given)}};
  const std::vector<ArmVisual> read = armVisuals(arm, "/arm", {});
  QCOMPARE(read.size(), given.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    QCOMPARE(read[i].body, given[i].body);
    QCOMPARE(read[i].mesh, given[i].mesh);
    QCOMPARE(read[i].color, given[i].color);
    QVERIFY(read[i].X_BM.isApprox(given[i].X_BM, kRounding));
    QVERIFY(read[i].scale_m == given[i].scale_m);
  }
}

void TestArmVisuals::linksInACircleAreNoArm() {
  const std::string round = R"(<link name="round"/>
    <joint name="there" type="fixed"><parent link="base"/><child link="round"/></joint>
    <joint name="back" type="fixed"><parent link="round"/><child link="base"/></joint></robot>)";
  const auto file = write("maker/urdf/round.urdf", replaced(test::madeUrdf(), "</robot>", round));
  QCOMPARE(urdfVisuals(file, root(), {"base", "tool0"}).size(), std::size_t(6));
  const std::string got = refusal([&] { (void)urdfVisuals(file, root(), {}); });
  QVERIFY2(got.find("round.urdf") != std::string::npos, got.c_str());
}

QTEST_APPLESS_MAIN(TestArmVisuals)
#include "tst_arm_visuals.moc"
