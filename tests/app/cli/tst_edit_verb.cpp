// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// edit as a user runs it: on a factory file and on a project.
class TestEditVerb : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void setsValues();
  void appliesAPatch();
  void goesBackToARestorePoint();
  void removesWithItsFlows();
  void takesNoMeshThatIsNone();
  void refuses_data();
  void refuses();

 private:
  Answer cli(const QStringList& arguments) const { return test::runProgram(MW_CLI, arguments, folder_->path()); }
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  [[nodiscard]] std::string content() const { return readTextFile(path("f.json")); }

  std::unique_ptr<QTemporaryDir> folder_;
};

void TestEditVerb::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  writeTextFile(path("f.json"), R"({"format": "millwright-factory/1", "parts": [{"id": "a"}],
    "elements": [{"id": "s", "type": "source", "part": "a", "interarrival": 5},
      {"id": "m", "type": "station", "capacity": 2, "process": {"dist": "exponential", "mean_s": 3}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "m"}, {"from": "m", "to": "out"}]})");
  QCOMPARE(cli({"new", "p.mill", "--factory", "f.json"}).exit_code, 0);
}

void TestEditVerb::setsValues() {
  const Answer said = cli({"edit", "f.json", "--set", "elements/m/process/mean_s=4.5", "--set",
                           "elements/m/name=Mill 1", "--reset", "elements/m/capacity"});
  QVERIFY2(said.exit_code == 0, said.err.c_str());
  QVERIFY2(said.out.find("replace /elements/1/process/mean_s\n") != std::string::npos, said.out.c_str());
  QVERIFY2(said.out.find("f.json: 3 changes\n") != std::string::npos, said.out.c_str());
  const Json mill = Json::parse(content())["elements"][1];
  QVERIFY(mill["process"]["mean_s"] == 4.5);
  QVERIFY(mill["name"] == "Mill 1");
  QVERIFY(!mill.contains("capacity"));
}

void TestEditVerb::appliesAPatch() {
  writeTextFile(path("p.json"), R"([{"op": "test", "path": "/elements/1/id", "value": "m"},
    {"op": "replace", "path": "/elements/1/capacity", "value": 7}])");
  const Answer said = cli({"edit", "p.mill", "--patch", "p.json", "--json"});
  QVERIFY2(said.exit_code == 0, said.err.c_str());
  const Json json = Json::parse(said.out);
  QVERIFY(json["changes"] == 1);
  QVERIFY(json["patch"][1]["value"] == 7);
  QCOMPARE(cli({"edit", "p.mill", "--patch", "p.json"}).out, std::string("p.mill: 0 changes\n"));
}

void TestEditVerb::goesBackToARestorePoint() {
  QCOMPARE(cli({"edit", "p.mill", "--keep", "first"}).exit_code, 0);
  const Answer faster = cli({"edit", "p.mill", "--set", "elements/m/process/mean_s=1", "--json"});
  QVERIFY(Json::parse(faster.out)["changes"] == 1);
  const Answer back = cli({"edit", "p.mill", "--restore", "first", "--json"});
  QVERIFY2(back.exit_code == 0, back.err.c_str());
  QVERIFY(Json::parse(back.out)["patch"][1] ==
          Json({{"op", "replace"}, {"path", "/elements/1/process/mean_s"}, {"value", 3}}));
}

void TestEditVerb::removesWithItsFlows() {
  QCOMPARE(cli({"edit", "f.json", "--remove", "m"}).exit_code, 0);
  const Json factory = Json::parse(content());
  QCOMPARE(factory["elements"].size(), std::size_t{2});
  QVERIFY(factory["flows"].empty());
}

void TestEditVerb::takesNoMeshThatIsNone() {
  const std::string before = cli({"info", "p.mill", "--json"}).out;
  writeTextFile(path("body.stl"), "this is no mesh");
  writeTextFile(path("p.json"), R"([{"op": "add", "path": "/elements/1/mesh", "value": "body.stl"}])");
  const Answer said = cli({"edit", "p.mill", "--patch", "p.json"});
  QVERIFY2(said.exit_code == 3, said.err.c_str());
  QVERIFY2(said.err.find("body.stl") != std::string::npos, said.err.c_str());
  QCOMPARE(cli({"info", "p.mill", "--json"}).out, before);
}

void TestEditVerb::refuses_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  const auto row = [](const char* name, const QStringList& options, int exit_code, const char* says) {
    QTest::newRow(name) << options << exit_code << says;
  };
  row("no value", {"--set", "elements/m/capacity"}, 2, "write PATH=VALUE");
  row("nowhere", {"--set", "elements/m/capacty=2"}, 3, "did you mean \"capacity\"?");
  row("out of range", {"--set", "elements/m/capacity=-1"}, 3, "capacity");
  row("one right, one wrong", {"--set", "elements/m/capacity=1", "--set", "elements/x/capacity=1"}, 3, "no \"x\"");
  row("no such element", {"--remove", "mill"}, 3, "there is no element \"mill\"");
  row("no such patch", {"--patch", "none.json"}, 3, "none.json");
  row("patch that does not fit", {"--patch", "bad.json"}, 3, "bad.json:2:");
  row("no restore points in a file", {"--restore", "first"}, 2, "need a project");
}

void TestEditVerb::refuses() {
  QFETCH(QStringList, options);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  writeTextFile(path("bad.json"), "[\n  {\"op\": \"remove\", \"path\": \"/elements/9\"}\n]");
  const std::string before = content();
  const Answer said = cli(QStringList{"edit", "f.json"} + options);
  QVERIFY2(said.exit_code == exit_code, said.err.c_str());
  QVERIFY2(said.err.find(says.toStdString()) != std::string::npos, said.err.c_str());
  QCOMPARE(content(), before);
}

QTEST_GUILESS_MAIN(TestEditVerb)
#include "tst_edit_verb.moc"
