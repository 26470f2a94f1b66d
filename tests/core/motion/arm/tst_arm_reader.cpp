// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest>
#include <fmt/format.h>
#include <numbers>

#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/arm/urdf_reader.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kRounding = 1e-12;

/// The agile arm as its maker's drawing has it, in the words of the factory file.
Json agileJoints() {
  return Json::parse(R"([
    {"origin_m": [0, 0, 0.4], "axis": [0, 0, -1], "range_deg": [-170, 170], "speed_degps": 360, "mass_kg": 11},
    {"origin_m": [0.025, 0, 0], "axis": [0, 2, 0], "range_deg": [-190, 45], "speed_degps": 300, "mass_kg": 10},
    {"origin_m": [0.455, 0, 0], "axis": [0, 1, 0], "range_deg": [-120, 156], "speed_degps": 360, "mass_kg": 8},
    {"origin_m": [0, 0, 0.035], "axis": [-1, 0, 0], "range_deg": [-185, 185], "speed_degps": 381, "mass_kg": 4},
    {"origin_m": [0.42, 0, 0], "axis": [0, 1, 0], "range_deg": [-120, 120], "speed_degps": 388, "mass_kg": 3},
    {"name": "wrist", "origin_m": [0.08, 0, 0], "axis": [-1, 0, 0], "range_deg": [-350, 350], "speed_degps": 615,
     "mass_kg": 1, "com_m": [0.01, 0, 0], "inertia_kgm2": [0.002, 0.003, 0.004, 0, 0, 0], "torque_nm": 20,
     "acceleration_degps2": 1000, "jerk_degps3": 50000}])");
}

Json agileArm() {
  return {{"joints", agileJoints()}, {"flange_rpy_deg", {0, 90, 0}}, {"payload_kg", 6}};
}

/// The same as URDF, with a bracket fixed to link 3 and the tool's frame behind a fixed joint.
std::string agileUrdf() {
  std::string text = R"(<?xml version="1.0"?><robot name="agile"><link name="base"/>)";
  const Json joints = agileJoints();
  for (std::size_t i = 0; i < joints.size(); ++i) {
    const Json& joint = joints[i];
    const auto triple = [&joint](const char* key) {
      return fmt::format("{} {} {}", joint[key][0].get<double>(), joint[key][1].get<double>(),
                         joint[key][2].get<double>());
    };
    text += fmt::format(
        R"(<link name="link{0}"><inertial><origin xyz="0.1 0 0" rpy="0 0 1.5707963267948966"/><mass value="{1}"/>
           <inertia ixx="0.02" ixy="0" ixz="0" iyy="0.03" iyz="0" izz="0.04"/></inertial></link>
           <joint name="a{0}" type="revolute"><origin xyz="{2}" rpy="0 0 0"/><parent link="{3}"/>
           <child link="link{0}"/><axis xyz="{4}"/>
           <limit effort="0" lower="{5}" upper="{6}" velocity="{7}"/></joint>)",
        i + 1, joint["mass_kg"].get<double>(), triple("origin_m"), i == 0 ? "base" : fmt::format("link{}", i),
        triple("axis"), joint["range_deg"][0].get<double>() * kDegree, joint["range_deg"][1].get<double>() * kDegree,
        joint["speed_degps"].get<double>() * kDegree);
  }
  return text + R"(<link name="bracket"><inertial><mass value="2"/>
      <inertia ixx="0.01" ixy="0" ixz="0" iyy="0.01" iyz="0" izz="0.01"/></inertial></link>
    <joint name="bolts" type="fixed"><origin xyz="0 0 0.1"/><parent link="link3"/><child link="bracket"/></joint>
    <link name="tool0"/><joint name="flange" type="fixed"><origin xyz="0 0 0" rpy="0 1.5707963267948966 0"/>
      <parent link="link6"/><child link="tool0"/></joint></robot>)";
}

std::string refusal(const std::function<void()>& work) {
  try {
    work();
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing was refused";
}

}  // namespace

class TestArmReader : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void presetByName();
  void jointsGiveTheSameArm();
  void urdfGivesTheSameArm();
  void fixedLinksAreJoined();
  void robotsPayloadGoesFirst();
  void isRefused_data();
  void isRefused();
  void urdfIsRefused_data();
  void urdfIsRefused();

 private:
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = std::filesystem::path(folder_.path().toStdString()) / name;
    writeTextFile(file, text);
    return file;
  }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path().toStdString(); }

  QTemporaryDir folder_;
};

void TestArmReader::initTestCase() {
  QVERIFY(folder_.isValid());
  write("agile.urdf", agileUrdf());
}

void TestArmReader::presetByName() {
  const Arm arm = readArm("compact-3kg", "/elements/0/arm", {});
  QCOMPARE(QString::fromStdString(arm.name), QString("compact-3kg"));
}

void compareToPreset(const Arm& arm) {
  const Arm preset = presetArm("agile-6kg");
  JointVector q;
  q << 0.3, -0.9, 1.1, 0.4, -0.7, 2;
  const PoseDifference off = differenceOf(flangePose(arm, q), flangePose(preset, q));
  QVERIFY(off.position_m < kRounding && off.rotation_rad < kRounding);
  for (std::size_t i = 0; i < arm.joints.size(); ++i) {
    MW_NEAR(arm.joints[i].lower_rad, preset.joints[i].lower_rad, kRounding, 0);
    MW_NEAR(arm.joints[i].upper_rad, preset.joints[i].upper_rad, kRounding, 0);
    MW_NEAR(arm.joints[i].speed_radps, preset.joints[i].speed_radps, kRounding, 0);
  }
}

void TestArmReader::jointsGiveTheSameArm() {
  const Arm arm = readArm(agileArm(), "/elements/0/arm", {});
  compareToPreset(arm);
  MW_NEAR(arm.payload_kg, 6, 0, 0);
  const ArmJoint& first = arm.joints[0];
  MW_NEAR(first.acceleration_radps2, first.speed_radps / 0.25, kRounding, 0);
  MW_NEAR(first.jerk_radps3, first.acceleration_radps2 / 0.1, kRounding, 0);
  QVERIFY(std::isinf(first.torque_nm));
  QCOMPARE(QString::fromStdString(first.name), QString("axis 1"));
  const ArmJoint& last = arm.joints[5];
  QCOMPARE(QString::fromStdString(last.name), QString("wrist"));
  MW_NEAR(last.acceleration_radps2, 1000 * kDegree, kRounding, 0);
  MW_NEAR(last.jerk_radps3, 50000 * kDegree, kRounding, 0);
  MW_NEAR(last.torque_nm, 20, 0, 0);
  MW_NEAR(arm.links[5].com_m.x(), 0.01, 0, 0);
  MW_NEAR(arm.links[5].inertia_kgm2(1, 1), 0.003, 0, 0);
  // A cylinder of 10 kg, 0.455 m long, 0.12 m wide: m r^2/2 about its axis, m (3 r^2 + L^2)/12 across.
  MW_NEAR(arm.links[1].com_m.x(), 0.2275, kRounding, 0);
  MW_NEAR(arm.links[1].inertia_kgm2(0, 0), 10 * 0.0036 / 2, kRounding, 0);
  MW_NEAR(arm.links[1].inertia_kgm2(2, 2), 10 * (3 * 0.0036 + 0.455 * 0.455) / 12, kRounding, 0);
}

void TestArmReader::urdfGivesTheSameArm() {
  const Arm arm = readArm({{"urdf", "agile.urdf"}, {"tip", "tool0"}, {"ramp_s", 0.2}}, "/elements/0/arm", folder());
  compareToPreset(arm);
  MW_NEAR(arm.joints[3].acceleration_radps2, arm.joints[3].speed_radps / 0.2, kRounding, 0);
  // The inertial frame is turned by a right angle about z: x and y change places.
  MW_NEAR(arm.links[0].com_m.x(), 0.1, kRounding, 0);
  MW_NEAR(arm.links[0].inertia_kgm2(0, 0), 0.03, 1e-9, 0);
  MW_NEAR(arm.links[0].inertia_kgm2(1, 1), 0.02, 1e-9, 0);
}

void TestArmReader::fixedLinksAreJoined() {
  const Arm arm = readUrdf(folder() / "agile.urdf", {"base", "tool0"}, {});
  // 8 kg at (0.1, 0, 0) and 2 kg at (0, 0, 0.1): together at (0.08, 0, 0.02), parallel axes by hand.
  MW_NEAR(arm.links[2].mass_kg, 10, kRounding, 0);
  MW_NEAR(arm.links[2].com_m.x(), 0.08, kRounding, 0);
  MW_NEAR(arm.links[2].com_m.z(), 0.02, kRounding, 0);
  const double y_kgm2 = 0.02 + 0.01 + 8 * (0.02 * 0.02 + 0.02 * 0.02) + 2 * (0.08 * 0.08 + 0.08 * 0.08);
  MW_NEAR(arm.links[2].inertia_kgm2(1, 1), y_kgm2, 1e-9, 0);
}

void TestArmReader::robotsPayloadGoesFirst() {
  Json root = factory::Factory().json();
  root["elements"] = {{{"id", "r1"}, {"type", "robot"}, {"cycle", 5}, {"arm", "agile-6kg"}, {"payload_kg", 4}},
                      {{"id", "r2"}, {"type", "robot"}, {"cycle", 5}, {"arm", agileArm()}},
                      {{"id", "r3"}, {"type", "robot"}, {"cycle", 5}}};
  const factory::Factory factory = factory::Factory::fromJson(root);
  MW_NEAR(armOf(factory.elements()[0], "/elements/0", {}).payload_kg, 4, 0, 0);
  const Arm own = armOf(factory.elements()[1], "/elements/1", {});
  MW_NEAR(own.payload_kg, 6, 0, 0);
  QCOMPARE(QString::fromStdString(own.name), QString("r2"));
  const std::string said = refusal([&] { (void)armOf(factory.elements()[2], "/elements/2", {}); });
  QVERIFY2(said.find("robot \"r3\" has no arm") != std::string::npos, said.c_str());
}

void TestArmReader::isRefused_data() {
  QTest::addColumn<QString>("arm");
  QTest::addColumn<QString>("said");
  const auto row = [](const char* name, const Json& arm, const char* said) {
    QTest::newRow(name) << QString::fromStdString(arm.dump()) << QString(said);
  };
  const auto with = [](const char* key, const Json& value) {
    Json arm = agileArm();
    arm["joints"][2][key] = value;
    return arm;
  };
  row("unknown preset", "agile", "/elements/0/arm: no arm is called \"agile\"");
  row("number", 3, "/elements/0/arm");
  row("nothing in it", Json::object(), "either joints or a URDF file");
  Json both = agileArm();
  both["urdf"] = "agile.urdf";
  row("both", both, "either joints or a URDF file");
  Json five = agileArm();
  five["joints"].erase(0);
  row("five joints", five, "the arm has 5 joints; give six");
  row("mistyped key", with("speed_degs", 1), "did you mean \"speed_degps\"?");
  row("range upside down", with("range_deg", {10, -10}), "/joints/2/range_deg: the lowest angle is not below");
  row("no axis", with("axis", {0, 0, 0}), "/joints/2/axis: an axis needs a direction");
  row("no speed", with("speed_degps", 0), "/joints/2/speed_degps");
  row("impossible inertia", with("inertia_kgm2", {1, 1, 3, 0, 0, 0}), "/joints/2/inertia_kgm2: no body has this");
  row("no such file", {{"urdf", "none.urdf"}}, "none.urdf");
  row("absolute path", {{"urdf", "/etc/passwd"}}, "/etc/passwd is not in the chosen folder");
  row("out of the folder", {{"urdf", "../agile.urdf"}}, "../agile.urdf is not in the chosen folder");
  row("a thousand turns", with("range_deg", {-360000, 360000}), "/joints/2/range_deg: the range is over a hundred");
}

void TestArmReader::isRefused() {
  QFETCH(QString, arm);
  QFETCH(QString, said);
  const std::string got = refusal([&] { (void)readArm(Json::parse(arm.toStdString()), "/elements/0/arm", folder()); });
  QVERIFY2(QString::fromStdString(got).contains(said), got.c_str());
}

void TestArmReader::urdfIsRefused_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("tip");
  QTest::addColumn<QString>("said");
  const auto row = [](const char* name, const char* from, const char* to, const char* tip, const char* said) {
    QTest::newRow(name) << QString(from) << QString(to) << QString(tip) << QString(said);
  };
  row("no XML", "</robot>", "", "tool0", "this is no XML");
  row("not a robot", "robot", "house", "tool0", "there is no <robot> in it");
  row("xacro", "<link name=\"base\"/>", "<xacro:include filename=\"x\"/><link name=\"base\"/>", "tool0",
      "work them out first");
  row("two tips", "", "", "", "2 chains end in it; name the last link as \"tip\"");
  row("tip mistyped", "", "", "tool", "did you mean \"tool0\"?");
  row("five joints", "", "", "link5", "5 joints turn between its ends");
  row("a slide", "name=\"a4\" type=\"revolute\"", "name=\"a4\" type=\"prismatic\"", "tool0",
      "joint \"a4\" is prismatic");
  row("no mass", "<mass value=\"3\"/>", "<mass value=\"0\"/>", "tool0", "what joint \"a5\" carries has no mass");
  row("no number", "<mass value=\"3\"/>", "<mass value=\"3 kg\"/>", "tool0", "value of link \"link5\" is \"3 kg\"");
  row("no limit", "<limit", "<stops", "tool0", "joint \"a1\" has no <limit>");
  row("unknown parent", "<parent link=\"link4\"/>", "<parent link=\"link44\"/>", "tool0", "names no link \"link44\"");
  const std::string deep = [] {
    std::string tags;
    for (int i = 0; i < 100000; ++i) tags += "<a>";
    return tags;
  }();
  row("nested without end", "</robot>", deep.c_str(), "tool0", "give the file of one arm alone");
  row("endless axis", "<axis xyz=\"", "<axis xyz=\"1e200 1e200 1e200\" was=\"", "tool0", "has no axis");
  row("impossible inertia", "izz=\"0.04\"", "izz=\"0.4\"", "tool0", "no body has the inertia of link \"link1\"");
}

void TestArmReader::urdfIsRefused() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, tip);
  QFETCH(QString, said);
  QString text = QString::fromStdString(agileUrdf());
  if (!from.isEmpty()) {
    QVERIFY(text.contains(from));
    text.replace(from, to);
  }
  const std::filesystem::path file = write("changed.urdf", text.toStdString());
  const std::string got = refusal([&] { (void)readUrdf(file, {"", tip.toStdString()}, {}); });
  QVERIFY2(QString::fromStdString(got).contains(said), got.c_str());
  QVERIFY2(got.find("changed.urdf") != std::string::npos, got.c_str());
}

QTEST_APPLESS_MAIN(TestArmReader)
#include "tst_arm_reader.moc"
