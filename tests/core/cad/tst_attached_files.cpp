// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "core/base/error.h"
#include "core/cad/attached_files.h"
#include "core/cad/picture.h"
#include "tests/core/cad/dxf_files.h"
#include "tests/core/cad/mesh_files.h"

using namespace mw;
using namespace mw::test;

namespace {

Json hall() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "elements": [{"id": "press", "type": "station", "process": 5, "mesh": "press.stl"},
                 {"id": "saw", "type": "station", "process": 5, "mesh": "press.stl", "size_m": [2, 1, 2]}],
    "underlays": [{"id": "plan", "file": "hall.dxf", "opacity": 0.4}]})");
}

QString said(const Findings& findings) {
  QString text;
  for (const Finding& finding : findings) text += QString::fromStdString(finding.text()) + "\n";
  return text;
}

QString refusalOfSvg(const std::string& content) {
  try {
    cad::requireHarmlessSvg(content, "a.svg");
  } catch (const InputError& error) {
    return QString::fromUtf8(error.what());
  }
  return {};
}

}  // namespace

class TestAttachedFiles : public QObject {
  Q_OBJECT
 private slots:
  void listsWhatAFactoryNames();
  void listsTheMeshesOfArms();
  void tellsOfMissingAndBadFiles();
  void warnsOfASizeThatNobodyKnows();
  void neverReadsOutsideTheFolder();
  void svg_data();
  void svg();
  void pngSizes();
};

void TestAttachedFiles::listsWhatAFactoryNames() {
  const auto names = cad::attachedNames(factory::Factory::fromJson(hall()));
  QCOMPARE(names.size(), std::size_t{3});
  QCOMPARE(names[1].pointer, std::string("/elements/1/mesh"));
  QCOMPARE(names[2].name, std::string("hall.dxf"));
  QVERIFY(!names[2].is_mesh);
}

void TestAttachedFiles::listsTheMeshesOfArms() {
  Json json = hall();
  const std::size_t robot = json["elements"].size();
  json["elements"].push_back(
      {{"id", "arm"},
       {"type", "robot"},
       {"cycle", 5},
       {"arm", {{"joints", Json::array()}, {"visuals", {{{"body", 0}, {"mesh", "base.stl"}}, {{"body", 1}}, 7}}}}});
  const auto factory = factory::Factory::fromJson(json);
  const auto names = cad::attachedNames(factory);
  const std::string pointer = "/elements/" + std::to_string(robot) + "/arm/visuals/0/mesh";
  const auto found = std::ranges::find(names, pointer, &cad::AttachedName::pointer);
  QVERIFY(found != names.end() && found->is_of_arm && found->is_mesh);
  QCOMPARE(found->name, std::string("base.stl"));
  // An arm has no size that others keep clear of.
  const Findings findings = cad::checkAttached(factory, [](const std::string& name) {
    return name == "base.stl" ? binaryStlBox(0.4F, 0.4F, 0.2F) : std::string();
  });
  QVERIFY2(!said(findings).contains("base.stl"), qPrintable(said(findings)));
}

void TestAttachedFiles::tellsOfMissingAndBadFiles() {
  QTemporaryDir folder;
  const std::filesystem::path root = folder.path().toStdString();
  writeTextFile(root / "press.stl", "this is no mesh");
  const auto factory = factory::Factory::fromJson(hall());
  const Findings findings =
      cad::checkAttached(factory, [&](const std::string& name) { return cad::readAttached(root, name); });
  QVERIFY(hasErrors(findings));
  const QString text = said(findings);
  QVERIFY2(text.contains("/elements/0/mesh: press.stl: is no STL mesh"), qPrintable(text));
  QVERIFY2(text.contains("/elements/1/mesh"), qPrintable(text));
  QVERIFY2(text.contains("/underlays/0/file") && text.contains("no such file"), qPrintable(text));
}

void TestAttachedFiles::warnsOfASizeThatNobodyKnows() {
  QTemporaryDir folder;
  const std::filesystem::path root = folder.path().toStdString();
  writeTextFile(root / "press.stl", binaryStlBox(2400, 1200, 1900));
  writeTextFile(root / "hall.dxf", dxf(4, dxfLine(0, 0, 60000, 0)));
  const Findings findings = cad::checkAttached(factory::Factory::fromJson(hall()),
                                               [&](const std::string& name) { return cad::readAttached(root, name); });
  QVERIFY(!hasErrors(findings));
  QCOMPARE(findings.size(), std::size_t{1});  // the saw says its size
  QVERIFY2(said(findings).contains("looks like millimetres, 2.40 x 1.20 x 1.90 m"), qPrintable(said(findings)));
  QVERIFY2(said(findings).contains("add \"size_m\": [2.4, 1.2, 1.9]"), qPrintable(said(findings)));
}

void TestAttachedFiles::neverReadsOutsideTheFolder() {
  Json json = hall();
  json["elements"][0]["mesh"] = "../../etc/passwd";
  json["underlays"][0]["file"] = "http://example.com/hall.dxf";
  int reads = 0;
  const Findings findings = cad::checkAttached(factory::Factory::fromJson(json), [&](const std::string& name) {
    if (name != "press.stl") ++reads;
    return binaryStlBox(1, 1, 1);
  });
  QCOMPARE(reads, 0);
  QVERIFY(said(findings).contains("leads out of the folder: it is not opened"));
  QVERIFY(said(findings).contains("is an address"));
}

void TestAttachedFiles::svg_data() {
  QTest::addColumn<std::string>("content");
  QTest::addColumn<QString>("words");
  const auto row = [](const char* what, const std::string& inside, const char* words) {
    QTest::newRow(what) << "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">" +
                               inside + "</svg>"
                        << words;
  };
  row("a plan", "<g id=\"walls\"><path d=\"M0 0H60V24\" stroke='#000' fill=\"url(#grad)\"/></g>", "");
  row("use of a symbol", "<defs><g id=\"door\"><path d=\"M0 0\"/></g></defs><use xlink:href=\"#door\"/>", "");
  row("picture inside", "<image href=\"data:image/png;base64,AAAA\"/>", "");
  row("picture beside", "<image xlink:href=\"plan.png\"/>", "refers to \"plan.png\": it is not opened");
  row("password file", "<image href='file:///etc/passwd'/>", "refers to \"file:///etc/passwd\"");
  row("web address in a style", "<rect style=\"fill: url( http://example.com/x )\"/>", "it is not opened");
  row("imported style", "<style>@import 'http://example.com/x.css';</style>", "imports a style sheet");
  row("style in CDATA", "<style><![CDATA[ rect { fill: url('a.svg#b') } ]]></style>", "it is not opened");
  row("script", "<script>alert(1)</script>", "holds a \"script\"");
  row("uses of uses", "<g id=\"a\"><use href=\"#b\"/><use href=\"#b\"/></g><g id=\"b\"><path/></g><use href=\"#a\"/>",
      "\"a\" uses what uses others");
  row("use of itself", "<g id=\"a\"><use href=\"#a\"/></g>", "uses what uses others");
  row("cut", "<path d=\"M0 0", "is cut off");
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<g>";
  row("deep", deep, "nested deeper than 128");
  QTest::newRow("entities") << std::string("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg>&a;</svg>")
                            << "declares entities of its own";
  QTest::newRow("no drawing") << std::string("<html></html>") << "is no SVG drawing";
}

void TestAttachedFiles::svg() {
  QFETCH(std::string, content);
  QFETCH(QString, words);
  const QString refusal = refusalOfSvg(content);
  if (words.isEmpty()) {
    QVERIFY2(refusal.isEmpty(), qPrintable(refusal));
  } else {
    QVERIFY2(refusal.contains(words), qPrintable("says: " + refusal));
  }
}

void TestAttachedFiles::pngSizes() {
  const auto head = [](std::uint8_t high) {
    std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0", 24);
    bytes[16] = static_cast<char>(high);
    return bytes + std::string(20, '\0');
  };
  QCOMPARE(cad::pngSize(head(0), "a.png").width, 1024U);
  QVERIFY_EXCEPTION_THROWN((void)cad::pngSize(head(0x7f), "a.png"), InputError);
  QVERIFY_EXCEPTION_THROWN((void)cad::pngSize("GIF89a", "a.png"), InputError);
}

QTEST_APPLESS_MAIN(TestAttachedFiles)
#include "tst_attached_files.moc"
