// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/factory/factory_edit.h"
#include "core/factory/factory_patch.h"

using namespace mw;
using namespace mw::factory;

using Change = std::function<void(Json&)>;
Q_DECLARE_METATYPE(Change)

namespace {

Factory cell() {
  return Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a"}, {"id": "b"}],
    "elements": [{"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": 5},
      {"id": "m", "type": "station", "capacity": 2, "process": 3, "pose": {"x_m": 1, "y_m": 2}},
      {"id": "n", "type": "station", "process": {"dist": "gamma", "mean_s": 4, "cv": 1}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "m"}, {"from": "m", "to": "n"}, {"from": "n", "to": "out"}]})"));
}

Factory changed(const Change& change) {
  Json root = cell().json();
  change(root);
  return Factory::fromJson(std::move(root));
}

Factory patchedBy(const Factory& factory, const Json& patch) {
  return patched(factory, JsonDocument::parse(patch.dump(), "p.json"));
}

}  // namespace

class TestFactoryPatch : public QObject {
  Q_OBJECT
 private slots:
  void leadsThere_data();
  void leadsThere();
  void saysValuesAsValues_data();
  void saysValuesAsValues();
  void removedMachineIsOneOperation();
  void refusesAnotherFactory();
  void refuses_data();
  void refuses();
};

void TestFactoryPatch::leadsThere_data() {
  QTest::addColumn<Change>("change");
  const auto row = [](const char* name, Change change) { QTest::newRow(name) << std::move(change); };
  row("nothing", [](Json&) {});
  row("value", [](Json& f) { f["elements"][1]["capacity"] = 3; });
  row("whole number becomes a real one", [](Json& f) { f["elements"][1]["capacity"] = 2.0; });
  row("new key", [](Json& f) { f["elements"][1]["name"] = "Mill"; });
  row("key away", [](Json& f) { f["elements"][1].erase("pose"); });
  row("keys in another order", [](Json& f) {
    f["elements"][1] = Json::parse(R"({"type": "station", "id": "m", "capacity": 2, "process": 3})");
  });
  row("first element away", [](Json& f) {
    f["elements"].erase(0);
    f["flows"].erase(0);
  });
  row("element in the middle", [](Json& f) {
    f["elements"].insert(f["elements"].begin() + 1, Json{{"id", "b1"}, {"type", "buffer"}});
    f["flows"][0]["to"] = "b1";
    f["flows"].insert(f["flows"].begin() + 1, Json{{"from", "b1"}, {"to", "m"}});
  });
  row("renamed", [](Json& f) {
    f["elements"][1]["id"] = "mill";
    f["flows"][0]["to"] = "mill";
    f["flows"][1]["from"] = "mill";
  });
  row("elements change places", [](Json& f) { std::swap(f["elements"][1], f["elements"][2]); });
  row("one away, one changed, one new", [](Json& f) {
    f["elements"][2]["process"] = 7;
    f["elements"].erase(1);
    f["elements"].push_back({{"id", "z"}, {"type", "sink"}});
    f["flows"] = Json::parse(R"([{"from": "s", "to": "n"}, {"from": "n", "to": "z"}])");
  });
  row("odd keys", [](Json& f) { f["elements"][1]["process"] = Json::parse(R"({"by_part": {"a": 1, "*": 2}})"); });
  row("all elements away", [](Json& f) {
    f["elements"] = Json::array();
    f["flows"] = Json::array();
  });
}

void TestFactoryPatch::leadsThere() {
  QFETCH(Change, change);
  const Factory before = cell();
  const Factory after = changed(change);
  const Json patch = patchBetween(before, after);
  QCOMPARE(patch.empty(), before.json().dump() == after.json().dump());
  QCOMPARE(patchedBy(before, patch).json().dump(), after.json().dump());
  QCOMPARE(patchedBy(after, patchBetween(after, before)).json().dump(), before.json().dump());
}

void TestFactoryPatch::saysValuesAsValues_data() {
  QTest::addColumn<Change>("change");
  QTest::addColumn<QString>("said");
  const auto row = [](const char* name, const char* said, Change change) {
    QTest::newRow(name) << std::move(change) << said;
  };
  row("nothing", "", [](Json&) {});
  row("value of a distribution", "elements/n/process/mean_s=9 ",
      [](Json& f) { f["elements"][2]["process"]["mean_s"] = 9; });
  row("new key", "elements/out/name=\"Exit\" ", [](Json& f) { f["elements"][3]["name"] = "Exit"; });
  row("flow by its number", "flows/1/priority=2 ", [](Json& f) { f["flows"][1]["priority"] = 2; });
  row("moved", "elements/m/pose/x_m=4.5 elements/m/pose/y_m=6 ", [](Json& f) {
    f["elements"][1]["pose"] = {{"x_m", 4.5}, {"y_m", 6}};
  });
  row("a removed element is no value", "(patch)", [](Json& f) { f["elements"].erase(3), f["flows"].erase(2); });
  row("a new distribution is no value", "(patch)", [](Json& f) {
    f["elements"][1]["process"] = {{"dist", "exponential"}, {"mean_s", 4}};
  });
}

void TestFactoryPatch::saysValuesAsValues() {
  QFETCH(Change, change);
  QFETCH(QString, said);
  const auto edits = valueEditsBetween(cell(), changed(change));
  std::string text = edits ? "" : "(patch)";
  if (edits) {
    for (const ValueEdit& edit : *edits) text += edit.path.text() + "=" + edit.value.dump() + " ";
  }
  QCOMPARE(QString::fromStdString(text), said);
}

void TestFactoryPatch::removedMachineIsOneOperation() {
  const Factory before = cell();
  const Json patch = patchBetween(before, withoutElement(before, "m"));
  std::map<std::string, int> operations;
  for (const Json& operation : patch) ++operations[operation["op"].get<std::string>()];
  QCOMPARE(operations["add"], 0);
  QVERIFY(patch[0] == Json({{"op", "test"}, {"path", "/elements/1/id"}, {"value", "m"}}));
  QVERIFY(patch[1] == Json({{"op", "remove"}, {"path", "/elements/1"}}));
}

void TestFactoryPatch::refusesAnotherFactory() {
  const Json patch = patchBetween(cell(), changed([](Json& f) { f["elements"][2]["process"]["mean_s"] = 9; }));
  const Factory other = withoutElement(cell(), "m");
  QVERIFY_EXCEPTION_THROWN(static_cast<void>(patchedBy(other, patch)), InputError);
}

void TestFactoryPatch::refuses_data() {
  QTest::addColumn<QString>("patch");
  QTest::addColumn<QString>("pointer");
  QTest::newRow("no list") << R"({"op": "remove"})"
                           << "";
  QTest::newRow("no operation") << R"([{"path": "/name"}])"
                                << "/0";
  QTest::newRow("unknown operation") << R"([{"op": "test", "path": "/format", "value": "millwright-factory/1"},
      {"op": "burn", "path": "/elements"}])"
                                     << "/1";
  QTest::newRow("nowhere") << R"([{"op": "replace", "path": "/elements/9/capacity", "value": 2}])"
                           << "/0";
  QTest::newRow("no pointer") << R"([{"op": "replace", "path": "elements", "value": 2}])"
                              << "/0";
  QTest::newRow("not a number of the list") << R"([{"op": "remove", "path": "/elements/m"}])"
                                            << "/0";
}

void TestFactoryPatch::refuses() {
  QFETCH(QString, patch);
  QFETCH(QString, pointer);
  try {
    static_cast<void>(patched(cell(), JsonDocument::parse(patch.toStdString(), "p.json")));
    QFAIL("taken");
  } catch (const InputError& error) {
    QCOMPARE(QString::fromStdString(error.findings().at(0).place.pointer), pointer);
    QCOMPARE(error.findings().at(0).place.file, std::string("p.json"));
    QVERIFY(error.findings().at(0).place.line > 0);
    QVERIFY(!error.findings().at(0).cure.empty());
  }
}

QTEST_GUILESS_MAIN(TestFactoryPatch)
#include "tst_factory_patch.moc"
