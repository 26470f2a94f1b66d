// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <random>

#include "core/base/error.h"
#include "core/cad/mesh_builder.h"
#include "core/cad/mesh_reader.h"
#include "core/cad/relative_name.h"
#include "tests/core/cad/mesh_files.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cad;
using namespace mw::test;

namespace {

QString refusalOf(const std::string& content, const std::string& name) {
  try {
    (void)readMesh(content, name);
  } catch (const InputError& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

/// COLLADA whose scene shows one geometry 100 x 100 times, and that holds whatever is given beside its faces.
std::string daeRepeating(const std::string& beside) {
  std::string text = daeBox(1, 2, 3, "Z_UP", "1");
  const auto replace = [&text](const std::string& what, const std::string& by) {
    text.replace(text.find(what), what.size(), by);
  };
  const auto hundred = [](const std::string& what) {
    std::string all;
    for (int i = 0; i < 100; ++i) all += what;
    return all;
  };
  replace("</mesh>", beside + "</mesh>");
  replace("<node>", "<node>" + hundred(R"(<instance_node url="#many"/>)"));
  replace("<library_visual_scenes>", R"(<library_nodes><node id="many">)" +
                                         hundred(R"(<instance_geometry url="#box"/>)") +
                                         "</node></library_nodes><library_visual_scenes>");
  return text;
}

/// A GLB box with its description changed.
std::string changed(const std::function<void(Json&)>& change) {
  Json description = gltfDescription();
  change(description);
  return glb(description, gltfBuffer(1, 1, 1));
}

}  // namespace

class TestMeshReader : public QObject {
  Q_OBJECT
 private slots:
  void readsABox_data();
  void readsABox();
  void coloursAndPlacesOfNodes();
  void refuses_data();
  void refuses();
  void damagedFilesAreRefusedOrRead();
  void aCutFileIsRefused();
  void nodesOfCollada();
  void guesses_data();
  void guesses();
  void standsUp_data();
  void standsUp();
  void takesBuffersFromBesideAlone();
  void staysInsideTheFolder_data();
  void staysInsideTheFolder();
  void repetitionIsBounded_data();
  void repetitionIsBounded();
  void stopsBeforeATriangle();
  void stopsWhenAsked();
  void refusesBySizeBeforeReading();
};

void TestMeshReader::readsABox_data() {
  QTest::addColumn<std::string>("content");
  QTest::addColumn<QString>("name");
  QTest::newRow("binary STL") << binaryStlBox(2, 3, 4) << "box.stl";
  QTest::newRow("text STL") << textStlBox(2, 3, 4) << "box.STL";
  QTest::newRow("OBJ") << objBox(2, 3, 4) << "box.obj";
  QTest::newRow("GLB") << glbBox(2, 3, 4) << "box.glb";
  QTest::newRow("COLLADA in metres, z up") << daeBox(2, 3, 4, "Z_UP", "1") << "box.dae";
  QTest::newRow("COLLADA in centimetres, y up") << daeBox(200, 400, 300, "Y_UP", "0.01") << "box.DAE";
  QTest::newRow("COLLADA in millimetres, x up") << daeBox(4000, 2000, 3000, "X_UP", "0.001") << "box.dae";
  QTest::newRow("COLLADA of faces of four") << daeOfFaces(2, 3, 4) << "box.dae";
  QTest::newRow("COLLADA of polygons") << daeOfSingleFaces(2, 3, 4, "polygons") << "box.dae";
  QTest::newRow("COLLADA of fans") << daeOfSingleFaces(2, 3, 4, "trifans") << "box.dae";
  QTest::newRow("COLLADA of strips") << daeOfSingleFaces(2, 3, 4, "tristrips") << "box.dae";
  QTest::newRow("glTF") << gltfBox(dataUri(gltfBuffer(2, 3, 4))) << "box.gltf";
}

void TestMeshReader::readsABox() {
  QFETCH(std::string, content);
  QFETCH(QString, name);
  const TriangleMesh mesh = readMesh(content, name.toStdString());
  QCOMPARE(mesh.triangles.size(), std::size_t{12});
  QCOMPARE(mesh.points.size(), std::size_t{8});
  const Extents box = extentsOf(mesh);
  for (std::size_t axis = 0; axis < 3; ++axis) QCOMPARE(box.length(axis), 2.0 + static_cast<double>(axis));
  if (!mesh.colors.empty()) QCOMPARE(mesh.colors.size(), mesh.points.size());
  // Closed and counter-clockwise from outside: the divergence theorem gives the volume, 2 x 3 x 4.
  double volume = 0;
  for (const auto& t : mesh.triangles) {
    const auto &a = mesh.points[t[0]], &b = mesh.points[t[1]], &c = mesh.points[t[2]];
    volume +=
        (a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])) /
        6.0;
  }
  MW_NEAR(volume, 24, 1e-9, 0);
}

void TestMeshReader::coloursAndPlacesOfNodes() {
  const TriangleMesh mesh = readMesh(glbBox(1, 1, 1), "box.glb");
  QCOMPARE(extentsOf(mesh).low[1], 1.0);  // the node above moves it
  QCOMPARE(mesh.colors.size(), mesh.points.size());
  // sRGB of linear 0.2 is 124 (IEC 61966-2-1).
  QVERIFY((mesh.colors[3] == TriangleMesh::Color{255, 124, 0}));
}

void TestMeshReader::refuses_data() {
  QTest::addColumn<std::string>("content");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("words");
  const auto row = [](const char* what, const std::string& content, const char* name, const char* words) {
    QTest::newRow(what) << content << name << words;
  };
  row("another kind", "solid", "press.step", "is no mesh that is read here; choose a file ending in .dae, .glb");
  row("empty STL", "", "a.stl", "is no STL mesh");
  row("a picture called STL", std::string("\x89PNG\r\n\x1a\n", 8) + std::string(200, 'x'), "a.stl", "is no STL mesh");
  row("cut STL", binaryStlBox(1, 1, 1).substr(0, 400), "a.stl", "12 triangles take 684 bytes, it has 400");
  std::string many = binaryStlBox(1, 1, 1);
  many.replace(80, 4, std::string("\xff\xff\xff\xff", 4));
  row("STL of 4 billion triangles", many, "a.stl", "is no STL mesh");
  row("STL that ends in a facet", "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\n", "a.stl",
      "ends within a facet");
  row("STL without facets", "solid a\nendsolid a\n", "a.stl", "has no triangles");
  std::string nan = binaryStlBox(1, 1, 1);
  nan.replace(96, 4, std::string("\x00\x00\xc0\x7f", 4));
  row("NaN", nan, "a.stl", "a coordinate is not a finite number");
  row("huge", "v 1e8 0 0\n", "a.obj", "a.obj:1:1: a coordinate of 1e+08 is beyond 1e+07");
  row("inf in words", "v 0 inf 0\n", "a.obj", "\"inf\" is no coordinate");
  row("decimal comma", "v 0 1,5 0\n", "a.obj", "\"1,5\" is no coordinate");
  row("OBJ corner that is not there", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4\n", "a.obj",
      "a.obj:4:1: face corner \"4\" is none of the 3 points above");
  row("OBJ corner before the first", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 -4\n", "a.obj", "none of the 3 points");
  row("OBJ of points", "v 0 0 0\n", "a.obj", "has no triangles");
  row("binary OBJ", std::string("v\0", 2), "a.obj", "is not text");
  row("not GLB", std::string(64, 'x'), "a.glb", "is no GLB mesh");
  row("cut GLB", glbBox(1, 1, 1).substr(0, 300), "a.glb", "it has 300");
  row("not JSON", "{", "a.gltf", "it is not JSON");
  row("another JSON", R"({"format": "x"})", "a.gltf", "it has no \"asset\"");
  row("nested JSON", std::string(100'000, '['), "a.gltf", "is nested deeper than 64");
  row("many things", "[" + std::string(2'000'000, ','), "a.gltf", "more than 1000000 things");
  row("way out", gltfBox("../../etc/passwd"), "a.gltf",
      "\"../../etc/passwd\" leads out of the folder: it is not opened");
  row("way out, escaped", gltfBox("%2e%2e/%2e%2e/etc/passwd"), "a.gltf", "leads out of the folder");
  row("absolute", gltfBox("/etc/passwd"), "a.gltf", "is an absolute path");
  row("file address", gltfBox("file:///etc/passwd"), "a.gltf", "is an address");
  row("web address", gltfBox("http://example.com/a.bin"), "a.gltf", "is an address, not a file: it is not opened");
  row("beside, where nothing is", gltfBox("a.bin"), "a.gltf", "needs \"a.bin\", which is not inside it");
  row("bad base64", gltfBox("data:;base64,@@@@"), "a.gltf", "no base64");
  row("short buffer", gltfBox(dataUri("123")), "a.gltf", "has 3 bytes of 168");
  row("draco", changed([](Json& g) { g["extensionsRequired"] = {"KHR_draco_mesh_compression"}; }), "a.glb",
      "needs KHR_draco_mesh_compression; export it without compression");
  row("node within itself", changed([](Json& g) { g["nodes"][1]["children"] = {0}; }), "a.glb", "contains itself");
  row("node not there", changed([](Json& g) { g["nodes"][0]["children"] = {9}; }), "a.glb", "/nodes/9: is not there");
  row("index beyond the points", changed([](Json& g) { g["accessors"][0]["count"] = 7; }), "a.glb",
      "uses point 7 of 7");
  row("view beyond the buffer", changed([](Json& g) { g["bufferViews"][1]["byteOffset"] = 97; }), "a.glb",
      "reaches beyond its buffer");
  row("offset that wraps", changed([](Json& g) { g["bufferViews"][1]["byteOffset"] = 0xFFFFFFFFFFFFFFFFULL; }), "a.glb",
      "reaches beyond its buffer");
  row("count that wraps", changed([](Json& g) { g["accessors"][1]["count"] = 0x8000000000000001ULL; }), "a.glb",
      "has fewer than");
  row("four billion points", changed([](Json& g) { g["accessors"][0]["count"] = 4'000'000'000U; }), "a.glb",
      "has fewer than 4000000000 entries");
  row("negative count", changed([](Json& g) { g["accessors"][1]["count"] = -3; }), "a.glb", "\"count\" is no count");
  row("points of bytes", changed([](Json& g) { g["accessors"][0]["componentType"] = 5121; }), "a.glb",
      "not three floats each");
  const auto dae = [](const std::string& what, const std::string& by) {
    std::string text = daeBox(1, 2, 3, "Z_UP", "1");
    return text.replace(text.find(what), what.size(), by);
  };
  row("no COLLADA", "<robot/>", "a.dae", "a.dae:1:1: is no COLLADA file; export it again");
  row("not XML", "solid", "a.dae", "a.dae:1:1: this is no XML");
  row("a tag too many", dae("</library_geometries>", "</x></library_geometries>"), "a.dae", "</x> closes nothing");
  row("entities", dae("<COLLADA", "<!DOCTYPE x [<!ENTITY a \"b\">]><COLLADA"), "a.dae", "declares a document type");
  row("nested XML", std::string(300'000, '<'), "a.dae", "the file ends within a tag");
  std::string deep = "<COLLADA>";
  for (int i = 0; i < 250'000; ++i) deep += "<a>";
  row("many elements", deep, "a.dae", "it has too many elements");
  row("another file", dae("url=\"#box\"", "url=\"../other.dae#box\""), "a.dae",
      "refers to \"../other.dae#box\", which is not in this file: it is not opened; export everything into one file");
  row("geometry not there", dae("url=\"#box\"", "url=\"#bux\""), "a.dae", "refers to \"#bux\", which is not there");
  row("fewer numbers than said", dae("<float_array id=\"xyz\" count=\"24\">", "<float_array id=\"xyz\" count=\"27\">"),
      "a.dae", "has 24 of its numbers: it is cut off or damaged");
  row("more points than numbers", dae("count=\"8\"", "count=\"2000000000\""), "a.dae",
      "2000000000 points are not in an array of 24 numbers");
  row("points that wrap around", dae("count=\"8\"", "count=\"9223372036854775807\""), "a.dae",
      "points are not in an array of 24 numbers");
  row("corner not there", dae("<p>0", "<p>900000000"), "a.dae", "corner 900000000 is none of 8 points");
  row("negative corner", dae("<p>0", "<p>-1"), "a.dae", "\"-1\" in <p> is no index");
  row("fewer faces than said", dae("<triangles count=\"12\"", "<triangles count=\"4000000000\""), "a.dae",
      "has 12 of 4000000000 faces");
  row("NaN in COLLADA", dae("count=\"24\">0", "count=\"24\">nan"), "a.dae", "\"nan\" in <float_array> is no number");
  row("no unit", dae("meter=\"1\"", "meter=\"-1\""), "a.dae", "\"-1\" is no length of a unit");
  row("no axis", dae("Z_UP", "W_UP"), "a.dae", "\"W_UP\" is no axis that points up");
  row("a node within itself", dae("<node>", "<node id=\"n\"><instance_node url=\"#n\"/>"), "a.dae",
      "nodes more than 200 deep");
  row("a projection", dae("<node>", "<node><matrix>1 0 0 0 0 1 0 0 0 0 1 0 0 0 1 1</matrix>"), "a.dae",
      "its last row is not 0 0 0 1");
  row("no corners of faces", dae("<p>", "<extra>0</extra></triangles><triangles count=\"0\"><p>"), "a.dae",
      "<triangles> has none of its faces: it is cut off or damaged");
  row("elements among numbers", dae("<p>0", "<p>0 7<b/> 0"), "a.dae", "<p> holds other elements");
  row("a word in two", dae("<p>0", "<p>9<!-- 0 -->0"), "a.dae", "corner 90 is none of 8 points");
  row("COLLADA without faces", dae("<triangles count=\"12\"", "<lines count=\"12\""), "a.dae", "</triangles> closes");
  row("a bomb of nodes", changed([](Json& g) {
        // Each of 20 levels names the next twice: a million boxes from a kilobyte.
        for (int i = 1; i <= 20; ++i) g["nodes"][i] = Json{{"children", {i + 1, i + 1}}};
        g["nodes"][21] = Json{{"mesh", 0}};
      }),
      "a.glb", "more than 100000 nodes");
}

void TestMeshReader::refuses() {
  QFETCH(std::string, content);
  QFETCH(QString, name);
  QFETCH(QString, words);
  const QString said = refusalOf(content, name.toStdString());
  QVERIFY2(said.contains(words), qPrintable("says: " + said));
}

void TestMeshReader::damagedFilesAreRefusedOrRead() {
  // Whatever a flipped byte makes of a file: a refusal or a mesh whose every corner is there, never anything else.
  std::mt19937 random(4711);
  const std::vector<std::pair<std::string, std::string>> files = {
      {binaryStlBox(1, 2, 3), "a.stl"}, {textStlBox(1, 2, 3), "a.stl"},          {objBox(1, 2, 3), "a.obj"},
      {glbBox(1, 2, 3), "a.glb"},       {daeBox(1, 2, 3, "Z_UP", "1"), "a.dae"}, {daeOfFaces(1, 2, 3), "a.dae"}};
  int read = 0;
  int refused = 0;
  for (int i = 0; i < 12000; ++i) {
    auto [content, name] = files[static_cast<std::size_t>(i) % files.size()];
    const int flips = 1 + i % 3;
    for (int k = 0; k < flips; ++k) content[random() % content.size()] = static_cast<char>(random());
    try {
      const TriangleMesh mesh = readMesh(content, name);
      for (const auto& triangle : mesh.triangles) {
        for (const auto corner : triangle) QVERIFY(corner < mesh.points.size());
      }
      ++read;
    } catch (const InputError&) {
      ++refused;
    }
  }
  QVERIFY2(read > 500 && refused > 500, qPrintable(QString("%1 read, %2 refused").arg(read).arg(refused)));
}

void TestMeshReader::aCutFileIsRefused() {
  const std::string whole = daeBox(1, 2, 3, "Z_UP", "1");
  const std::size_t end = whole.rfind("</COLLADA>");
  for (std::size_t length = 0; length <= end; ++length)
    QVERIFY2(!refusalOf(whole.substr(0, length), "a.dae").isEmpty(), qPrintable(QString::number(length)));
}

void TestMeshReader::nodesOfCollada() {
  // Two boxes of one geometry: one turned a quarter about z, then 10 m along x; the other mirrored and coloured.
  std::string text = daeBox(1, 2, 3, "Z_UP", "1");
  const std::string plain = "<node>";
  text.replace(text.find(plain), plain.size(),
               "<node><translate>10 0 0</translate><rotate>0 0 1 90</rotate><scale>1 1 2</scale>");
  const TriangleMesh turned = readMesh(text, "a.dae");
  const Extents box = extentsOf(turned);
  MW_NEAR(box.low[0], 8, 0, 1e-6);
  MW_NEAR(box.high[0], 10, 0, 1e-6);
  MW_NEAR(box.high[1], 1, 0, 1e-6);
  MW_NEAR(box.high[2], 6, 0, 1e-6);
  QVERIFY((turned.colors[0] == TriangleMesh::Color{255, 128, 0}));
  text = daeBox(1, 2, 3, "Z_UP", "1");
  text.replace(text.find(plain), plain.size(), "<node><matrix>-1 0 0 0  0 1 0 0  0 0 1 5  0 0 0 1</matrix>");
  const TriangleMesh mirrored = readMesh(text, "a.dae");
  const auto& t = mirrored.triangles[0];
  const auto &a = mirrored.points[t[0]], &b = mirrored.points[t[1]], &c = mirrored.points[t[2]];
  // The bottom of the box still faces down.
  QVERIFY((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) < 0);
  MW_NEAR(extentsOf(mirrored).low[2], 5, 0, 1e-6);
  MW_NEAR(extentsOf(mirrored).low[0], -1, 0, 1e-6);
}

void TestMeshReader::guesses_data() {
  QTest::addColumn<std::string>("content");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("unit");
  QTest::addColumn<QString>("up");
  QTest::newRow("STL in millimetres") << binaryStlBox(2400, 1200, 1900) << "a.stl"
                                      << "mm"
                                      << "z";
  QTest::newRow("STL in metres") << binaryStlBox(2.4F, 1.2F, 1.9F) << "a.stl"
                                 << "m"
                                 << "z";
  QTest::newRow("OBJ in centimetres") << objBox(180, 120, 90) << "a.obj"
                                      << "cm"
                                      << "y";
  QTest::newRow("glTF is in metres") << glbBox(150, 10, 10) << "a.glb"
                                     << "m"
                                     << "y";
  QTest::newRow("glTF that cannot be") << glbBox(2400, 1200, 1900) << "a.glb"
                                       << "mm"
                                       << "y";
}

void TestMeshReader::guesses() {
  QFETCH(std::string, content);
  QFETCH(QString, name);
  QFETCH(QString, unit);
  QFETCH(QString, up);
  const std::string file = name.toStdString();
  const MeshGuess guess = guessOf(readMesh(content, file), meshFormatOf(file));
  QCOMPARE(QString::fromUtf8(guess.unit->name.data()), unit);
  QCOMPARE(QString::fromUtf8(nameOf(guess.up).data()), up);
}

void TestMeshReader::standsUp_data() {
  QTest::addColumn<QString>("up");
  QTest::addColumn<QVector<double>>("size_m");
  QTest::newRow("x") << "x" << QVector<double>{0.004, 0.003, 0.002};
  QTest::newRow("y") << "y" << QVector<double>{0.002, 0.004, 0.003};
  QTest::newRow("z") << "z" << QVector<double>{0.002, 0.003, 0.004};
}

void TestMeshReader::standsUp() {
  QFETCH(QString, up);
  QFETCH(QVector<double>, size_m);
  TriangleMesh mesh = readMesh(binaryStlBox(2, 3, 4), "a.stl");
  const auto promised = standingSize_m(extentsOf(mesh), upAxisOf(up.toStdString()), 0.001);
  standUp(mesh, upAxisOf(up.toStdString()), 0.001);
  const Extents box = extentsOf(mesh);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    MW_NEAR(box.length(axis), size_m[static_cast<int>(axis)], 1e-6, 0);
    MW_NEAR(promised[axis], size_m[static_cast<int>(axis)], 1e-12, 0);
  }
  MW_NEAR(box.low[0], -box.high[0], 0, 1e-9);
  MW_NEAR(box.low[1], -box.high[1], 0, 1e-9);
  QCOMPARE(box.low[2], 0.0);
}

void TestMeshReader::takesBuffersFromBesideAlone() {
  QTemporaryDir folder;
  const std::filesystem::path root = folder.path().toStdString();
  writeTextFile(root / "press a.bin", gltfBuffer(1, 2, 3));
  const BesideReader beside = [&](const std::string& name) { return readInside(root, name, kMaxMeshBytes); };
  const std::string inside = withBuffersInside(gltfBox("press%20a.bin"), "a.gltf", beside);
  QCOMPARE(extentsOf(readMesh(inside, "a.gltf")).length(2), 3.0);
  // What lies inside already stays byte for byte.
  QCOMPARE(withBuffersInside(glbBox(1, 1, 1), "a.glb", beside), glbBox(1, 1, 1));
  QVERIFY_EXCEPTION_THROWN((void)withBuffersInside(gltfBox("../a.bin"), "a.gltf", beside), InputError);
  QVERIFY_EXCEPTION_THROWN((void)withBuffersInside(gltfBox("b.bin"), "a.gltf", beside), InputError);
}

void TestMeshReader::staysInsideTheFolder_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("words");
  QTest::newRow("up") << "../secret.stl"
                      << "leads out of the folder";
  QTest::newRow("up in the middle") << "sub/../../secret.stl"
                                    << "leads out of the folder";
  QTest::newRow("absolute") << "/etc/passwd"
                            << "is an absolute path";
  QTest::newRow("home") << "~/secret.stl"
                        << "is an absolute path";
  QTest::newRow("drive") << "C:/secret.stl"
                         << "is not a relative name";
  QTest::newRow("backslash") << "..\\secret.stl"
                             << "is not a relative name";
  QTest::newRow("address") << "https://example.com/a.stl"
                           << "is an address";
  QTest::newRow("link out") << "link.stl"
                            << "is a link that leads out of the folder";
  QTest::newRow("link to a folder out") << "away/secret.stl"
                                        << "is a link that leads out of the folder";
  QTest::newRow("folder") << "sub"
                          << "is not a regular file";
  QTest::newRow("missing") << "none.stl"
                           << "no such file";
  QTest::newRow("empty") << ""
                         << "is not a file's name";
  QTest::newRow("control letters") << "a\nb.stl"
                                   << "has control characters";
}

void TestMeshReader::staysInsideTheFolder() {
  QFETCH(QString, name);
  QFETCH(QString, words);
  QTemporaryDir above;
  const std::filesystem::path root = above.path().toStdString() + "/own";
  std::filesystem::create_directories(root / "sub");
  writeTextFile(root.parent_path() / "secret.stl", "secret");
  std::filesystem::create_symlink("../secret.stl", root / "link.stl");
  std::filesystem::create_symlink("..", root / "away");
  writeTextFile(root / "sub/own.stl", "own");
  QCOMPARE(readInside(root, "sub/own.stl", 100), std::string("own"));
  try {
    (void)readInside(root, name.toStdString(), 100);
    QFAIL("was opened");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(words), error.what());
  }
}

void TestMeshReader::repetitionIsBounded_data() {
  QTest::addColumn<std::string>("content");
  QTest::addColumn<int>("triangles");
  // Nothing of it makes a triangle, so that no count of them ends it.
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "<lines/>";
  const std::string input = R"(<input semantic="VERTEX" source="#corners" offset="0"/>)";
  const std::string blanks(200'000, ' ');
  QTest::newRow("a plain box") << daeRepeating("") << 12 * 10'001;
  QTest::newRow("elements") << daeRepeating(many) << 0;
  QTest::newRow("numbers") << daeRepeating("<polylist count=\"0\">" + input + "<vcount>" + blanks +
                                           "</vcount></polylist>")
                           << 0;
  QTest::newRow("attributes") << daeRepeating("<triangles count=\"0\"" + blanks + ">" + input + "</triangles>") << 0;
}

void TestMeshReader::repetitionIsBounded() {
  QFETCH(std::string, content);
  QFETCH(int, triangles);
  if (triangles > 0) {
    QCOMPARE(static_cast<int>(readMesh(content, "a.dae").triangles.size()), triangles);
  } else {
    const QString said = refusalOf(content, "a.dae");
    QVERIFY2(said.contains("it repeats itself too often"), qPrintable("says: " + said));
  }
}

void TestMeshReader::stopsBeforeATriangle() {
  // Much of a COLLADA file makes no triangle: a stop is noticed on the way there.
  std::stop_source stop;
  stop.request_stop();
  MeshReading reading;
  reading.stop = stop.get_token();
  QVERIFY_EXCEPTION_THROWN((void)readMesh(daeBox(1, 2, 3, "Z_UP", "1"), "a.dae", reading), Cancelled);
}

void TestMeshReader::stopsWhenAsked() {
  std::stop_source stop;
  MeshReading reading;
  reading.stop = stop.get_token();
  MeshBuilder builder("a.stl", reading);
  (void)builder.addPoint(0, 0, 0);
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN(for (int i = 0; i < 100'000; ++i) builder.addTriangle(0, 0, 0), Cancelled);
}

void TestMeshReader::refusesBySizeBeforeReading() {
  QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath("big.stl").toStdString();
  writeTextFile(file, "solid");
  std::filesystem::resize_file(file, std::uintmax_t{2} << 30U);  // two sparse gigabytes
  try {
    requireSize(file, kMaxMeshBytes);
    QFAIL("was taken");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("has 2147 MB, at most 268 MB are read"), error.what());
  }
}

QTEST_APPLESS_MAIN(TestMeshReader)
#include "tst_mesh_reader.moc"
