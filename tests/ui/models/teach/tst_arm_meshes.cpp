// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "core/base/error.h"
#include "tests/core/cad/mesh_files.h"
#include "ui/models/teach/arm_meshes.h"

using namespace mw;
using namespace mw::models;

namespace {

motion::ArmVisual visual(const std::string& mesh, const Eigen::Vector3d& scale_m = Eigen::Vector3d::Ones()) {
  return {2, mesh, Eigen::Isometry3d(Eigen::Translation3d(0.1, 0, 0)), scale_m, {}};
}

std::string contentOf(const std::string& name) {
  const float infinite = std::numeric_limits<float>::infinity();
  const std::map<std::string, std::function<std::string()>> files = {
      {"metres.stl", [] { return test::binaryStlBox(0.2F, 0.1F, 0.5F); }},
      {"text.stl", [] { return test::textStlBox(0.2F, 0.1F, 0.5F); }},
      {"metres.obj", [] { return test::objBox(0.2F, 0.1F, 0.5F); }},
      {"millimetres.stl", [] { return test::binaryStlBox(200, 100, 500); }},
      {"nan.stl", [] { return test::binaryStlBox(std::nanf(""), 1, 1); }},
      {"infinite.stl", [infinite] { return test::binaryStlBox(infinite, 1, 1); }},
      {"nan.obj", [] { return std::string("v nan 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"); }},
      {"cut.stl", [] { return test::binaryStlBox(1, 1, 1).substr(0, 300); }},
      {"empty.stl", [] { return std::string("solid none\nendsolid none\n"); }},
      {"claims.stl",
       [] {
         std::string bytes(80, ' ');
         test::appendBytes(bytes, std::uint32_t{4'000'000'000U});
         return bytes;
       }},
      {"notes.txt", [] { return std::string("no mesh"); }},
  };
  const auto found = files.find(name);
  if (found == files.end()) throw InputError(Place{name, "", 0, 0}, "no such file", "check the name");
  return found->second();
}

}  // namespace

/// Meshes put where they belong on an arm.
class TestArmMeshes : public QObject {
  Q_OBJECT
 private slots:
  void standsInTheFrameOfItsBody_data();
  void standsInTheFrameOfItsBody();
  void mirroredMeshesKeepTheirOutside();
  void colorsAreTheVisuals();
  void isRefused_data();
  void isRefused();
  void tooManyTrianglesAreRefused();
  void stopsWhenAsked();
};

void TestArmMeshes::standsInTheFrameOfItsBody_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<double>("scale_m");
  QTest::newRow("binary STL") << "metres.stl" << 1.0;
  QTest::newRow("text STL") << "text.stl" << 1.0;
  QTest::newRow("OBJ") << "metres.obj" << 1.0;
  QTest::newRow("millimetres") << "millimetres.stl" << 0.001;
}

void TestArmMeshes::standsInTheFrameOfItsBody() {
  QFETCH(QString, name);
  QFETCH(double, scale_m);
  const std::array<motion::ArmVisual, 1> visuals = {visual(name.toStdString(), Eigen::Vector3d::Constant(scale_m))};
  const std::vector<ArmMesh> meshes = readArmMeshes(visuals, contentOf);
  QCOMPARE(meshes.size(), std::size_t(1));
  QCOMPARE(meshes[0].body, std::size_t(2));
  QCOMPARE(trianglesOf(meshes), std::size_t(12));
  const cad::Extents box = cad::extentsOf(meshes[0].mesh);
  constexpr double kFloat_m = 1e-6;  // points are floats
  const std::array<double, 3> low = {0.1, 0, 0};
  const std::array<double, 3> high = {0.3, 0.1, 0.5};
  for (std::size_t k = 0; k < 3; ++k) {
    QVERIFY(std::abs(box.low[k] - low[k]) < kFloat_m);
    QVERIFY(std::abs(box.high[k] - high[k]) < kFloat_m);
  }
}

void TestArmMeshes::mirroredMeshesKeepTheirOutside() {
  const auto volume = [](const cad::TriangleMesh& mesh) {
    double six_volumes = 0;
    for (const auto& t : mesh.triangles) {
      const auto point = [&](std::size_t k) {
        const auto& p = mesh.points[t[k]];
        return Eigen::Vector3d(p[0], p[1], p[2]);
      };
      six_volumes += point(0).dot(point(1).cross(point(2)));
    }
    return six_volumes / 6;
  };
  const std::array<motion::ArmVisual, 2> visuals = {visual("metres.stl"), visual("metres.stl", {1, -1, 1})};
  const std::vector<ArmMesh> meshes = readArmMeshes(visuals, contentOf);
  // By the divergence theorem; negative where triangles look inwards.
  constexpr double kFloat_m3 = 1e-6;
  for (const ArmMesh& mesh : meshes) QVERIFY(std::abs(volume(mesh.mesh) - 0.2 * 0.1 * 0.5) < kFloat_m3);
}

void TestArmMeshes::colorsAreTheVisuals() {
  std::array<motion::ArmVisual, 2> visuals = {visual("metres.stl"), visual("metres.stl")};
  visuals[1].color = "#ff8001";
  const std::vector<ArmMesh> meshes = readArmMeshes(visuals, contentOf);
  QVERIFY(!meshes[0].color);
  const cad::TriangleMesh::Color orange = {255, 128, 1};
  QVERIFY(meshes[1].color == orange);
}

void TestArmMeshes::isRefused_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("said");
  QTest::newRow("not there") << "gone.stl"
                             << "gone.stl: no such file";
  QTest::newRow("not a number") << "nan.stl"
                                << "nan.stl";
  QTest::newRow("infinite") << "infinite.stl"
                            << "infinite.stl";
  QTest::newRow("not a number in text") << "nan.obj"
                                        << "\"nan\" is no coordinate";
  QTest::newRow("cut off") << "cut.stl"
                           << "get the whole file";
  QTest::newRow("nothing in it") << "empty.stl"
                                 << "empty.stl";
  QTest::newRow("claims more than it has") << "claims.stl"
                                           << "claims.stl";
  QTest::newRow("no mesh") << "notes.txt"
                           << "choose a file ending in";
  QTest::newRow("absurd size") << "millimetres.stl"
                               << "millimetres.stl: is 500 m long as a part of an arm; give the mesh scale=\"0.001";
}

void TestArmMeshes::isRefused() {
  QFETCH(QString, name);
  QFETCH(QString, said);
  const std::array<motion::ArmVisual, 1> visuals = {visual(name.toStdString())};
  try {
    (void)readArmMeshes(visuals, contentOf);
    QFAIL("nothing was refused");
  } catch (const InputError& error) {
    QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
  }
}

void TestArmMeshes::tooManyTrianglesAreRefused() {
  const std::vector<motion::ArmVisual> visuals(kMostArmTriangles / 12 + 1, visual("metres.stl"));
  try {
    (void)readArmMeshes(visuals, contentOf);
    QFAIL("nothing was refused");
  } catch (const InputError& error) {
    QVERIFY2(QString::fromUtf8(error.what()).contains("metres.stl: takes the arm beyond 400000 triangles; simplify"),
             error.what());
  }
}

void TestArmMeshes::stopsWhenAsked() {
  std::stop_source stop;
  stop.request_stop();
  const std::array<motion::ArmVisual, 1> visuals = {visual("metres.stl")};
  QVERIFY_EXCEPTION_THROWN((void)readArmMeshes(visuals, contentOf, stop.get_token()), Cancelled);
}

QTEST_GUILESS_MAIN(TestArmMeshes)
#include "tst_arm_meshes.moc"
