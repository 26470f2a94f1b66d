// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/factory/factory_edit.h"
#include "core/factory/references.h"

using namespace mw;
using namespace mw::factory;

namespace {

Factory hall() {
  return Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "mill"}],
    "elements": [
      {"id": "s", "type": "source", "part": "mill", "interarrival": 5},
      {"id": "mill", "type": "station", "process": {"by_part": {"mill": 3}}, "yield": {"good": 0.9, "rework_to": "mill"}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "mill"}, {"from": "mill", "to": "out", "by": "vehicle"}],
    "vehicles": [{"id": "agv", "network": "roads", "home": "mill"}],
    "networks": [{"id": "roads", "nodes": [{"id": "mill", "x_m": 0, "y_m": 0}, {"id": "n2", "x_m": 1, "y_m": 0, "element": "out"}],
      "edges": [{"from": "mill", "to": "n2"}]}],
    "control": [{"type": "conwip", "limit": 3, "from": "mill"}],
    "layout": {"groups": [{"id": "g", "members": ["s", "mill"]}], "locked": ["mill"], "hidden": ["out"],
      "notes": [{"id": "n", "text": "mill", "at": {"x_m": 0, "y_m": 0, "element": "mill"}}],
      "dimensions": [{"id": "d", "from": {"x_m": 0, "y_m": 0, "element": "s"}, "to": {"x_m": 1, "y_m": 0}}]}})"));
}

}  // namespace

class TestReferences : public QObject {
  Q_OBJECT
 private slots:
  void renameFindsEveryMention();
  void renameRefuses();
  void removalForgetsMarks();
  void layoutIsChecked_data();
  void layoutIsChecked();
};

void TestReferences::renameFindsEveryMention() {
  const Json root = withRenamed(hall(), "mill", "press").json();
  QVERIFY(root["elements"][1]["id"] == "press");
  QVERIFY(root["elements"][1]["yield"]["rework_to"] == "press");
  QVERIFY(root["elements"][1]["process"]["by_part"].contains("mill"));  // a part type of that name
  QVERIFY(root["elements"][0]["part"] == "mill");
  QVERIFY(root["flows"][0]["to"] == "press");
  QVERIFY(root["control"][0]["from"] == "press");
  QVERIFY(root["layout"].dump().find("\"mill\"") != std::string::npos);  // the note's text
  QVERIFY(root["layout"]["groups"][0]["members"][1] == "press");
  QVERIFY(root["layout"]["locked"][0] == "press");
  QVERIFY(root["layout"]["notes"][0]["at"]["element"] == "press");
  // The node keeps its name, which edges and vehicles use, and goes on serving the element.
  QVERIFY(root["networks"][0]["nodes"][0]["id"] == "mill");
  QVERIFY(root["networks"][0]["nodes"][0]["element"] == "press");
  QVERIFY(root["vehicles"][0]["home"] == "mill");
}

void TestReferences::renameRefuses() {
  QVERIFY_EXCEPTION_THROWN((void)withRenamed(hall(), "nobody", "x"), InputError);
  QVERIFY_EXCEPTION_THROWN((void)withRenamed(hall(), "mill", "out"), InputError);
  QVERIFY_EXCEPTION_THROWN((void)withRenamed(hall(), "mill", "1 2"), InputError);
}

void TestReferences::removalForgetsMarks() {
  const std::vector<std::string> both = {"mill", "out"};
  Json start = hall().json();
  start.erase("control");  // what a rule counts at is not taken away with a click
  const Json root = withoutElements(Factory::fromJson(start), both).json();
  QVERIFY(!root["layout"].contains("groups"));
  QVERIFY(!root["layout"].contains("locked"));
  QVERIFY(!root["layout"].contains("notes"));
  QCOMPARE(root["layout"]["dimensions"].size(), std::size_t{1});
  QVERIFY(!withoutElement(Factory::fromJson(root), "s").json().contains("layout"));
}

void TestReferences::layoutIsChecked_data() {
  QTest::addColumn<QString>("layout");
  QTest::addColumn<QString>("says");
  QTest::newRow("unknown member") << R"({"groups": [{"id": "g", "members": ["mull"]}]})"
                                  << "mull";
  QTest::newRow("unknown key") << R"({"loked": []})"
                               << "loked";
  QTest::newRow("note without place") << R"({"notes": [{"id": "n", "text": "x"}]})"
                                      << "at";
}

void TestReferences::layoutIsChecked() {
  QFETCH(QString, layout);
  QFETCH(QString, says);
  Json root = hall().json();
  root["layout"] = Json::parse(layout.toStdString());
  try {
    (void)Factory::fromJson(root);
    QFAIL("was accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

QTEST_APPLESS_MAIN(TestReferences)
#include "tst_references.moc"
