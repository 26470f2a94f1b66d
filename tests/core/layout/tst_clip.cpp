// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/factory/factory_edit.h"
#include "core/layout/clip.h"

using namespace mw;
using namespace mw::layout;

namespace {

factory::Factory shop() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "gear"}, {"id": "shaft"}, {"id": "unused"}],
    "calendars": [{"id": "late", "week": [{"days": ["mon"], "from": "14:00", "to": "22:00"}]}],
    "pools": [{"id": "crew", "count": 2, "calendar": "late"}],
    "elements": [
      {"id": "src", "type": "source", "part": {"gear": 1, "shaft": 2}, "interarrival": 60, "pose": {"x_m": -5}},
      {"id": "mill-1", "type": "station", "process": 45, "yield": {"good": 0.9, "rework_to": "mill-1", "scrap_to": "bin"},
       "pose": {"x_m": 1, "y_m": 2, "yaw_deg": 90}},
      {"id": "bin", "type": "sink"}, {"id": "out", "type": "sink", "pose": {"x_m": 7}}],
    "flows": [{"from": "src", "to": "mill-1"}, {"from": "mill-1", "to": "out"}, {"from": "mill-1", "to": "bin"}],
    "layout": {"groups": [{"id": "cell", "members": ["src", "mill-1"]}, {"id": "all", "members": ["src", "out"]}]}})"));
}

const CopyPlace kBeside{{0, -3}, 0, 0, {}};

}  // namespace

class TestClip : public QObject {
  Q_OBJECT
 private slots:
  void bringsWhatIsNeeded();
  void pastesWhereItCameFrom();
  void pastesIntoAnotherProject();
  void manyPlacesGetTheirOwnIds();
  void refuses_data();
  void refuses();
};

void TestClip::bringsWhatIsNeeded() {
  const std::vector<std::string> ids = {"mill-1", "src", "nobody"};
  const Json clip = clipOf(shop(), ids);
  QCOMPARE(clip["elements"].size(), std::size_t{2});
  QCOMPARE(clip["elements"][0]["id"].get<std::string>(), std::string("src"));
  QCOMPARE(clip["flows"].size(), std::size_t{1});
  QCOMPARE(clip["parts"].size(), std::size_t{2});
  QCOMPARE(clip["groups"].size(), std::size_t{1});
}

void TestClip::pastesWhereItCameFrom() {
  const std::vector<std::string> ids = {"mill-1", "src"};
  const Pasted pasted = withClip(shop(), clipOf(shop(), ids), {&kBeside, 1});
  QCOMPARE(pasted.ids, (std::vector<std::string>{"src-2", "mill-2"}));
  const auto* mill = pasted.factory.findElement("mill-2");
  QVERIFY(mill != nullptr);
  QCOMPARE(mill->pose.y_m, -1.0);
  // Rework stays inside the copy, scrap goes to the bin that is there.
  QCOMPARE(mill->fields["yield"]["rework_to"].get<std::string>(), std::string("mill-2"));
  QCOMPARE(mill->fields["yield"]["scrap_to"].get<std::string>(), std::string("bin"));
  QCOMPARE(pasted.factory.flows().size(), std::size_t{4});
  QCOMPARE(pasted.factory.parts().size(), std::size_t{3});
  QCOMPARE(pasted.factory.json()["layout"]["groups"][2]["members"].dump(), std::string(R"(["src-2","mill-2"])"));
}

void TestClip::pastesIntoAnotherProject() {
  const std::vector<std::string> ids = {"mill-1", "src"};
  const Pasted pasted = withClip(factory::Factory(), clipOf(shop(), ids), {&kBeside, 1});
  QCOMPARE(pasted.ids, (std::vector<std::string>{"src", "mill-1"}));
  QCOMPARE(pasted.factory.parts().size(), std::size_t{2});
  const Json& yield = pasted.factory.findElement("mill-1")->fields["yield"];
  QVERIFY2(!yield.contains("scrap_to"), "there is no bin here");
  QCOMPARE(yield["rework_to"].get<std::string>(), std::string("mill-1"));
  Json wanted = shop().findElement("mill-1")->fields["process"];
  QVERIFY(pasted.factory.findElement("mill-1")->fields["process"] == wanted);
}

void TestClip::manyPlacesGetTheirOwnIds() {
  const std::vector<std::string> ids = {"bin"};
  const auto places = placesOf(LinearArray{5, 4, 2, 2}, 1);
  const Pasted pasted = withClip(shop(), clipOf(shop(), ids), places);
  QCOMPARE(pasted.ids.size(), std::size_t{19});
  QCOMPARE(pasted.ids.front(), std::string("bin-2"));
  QCOMPARE(pasted.ids.back(), std::string("bin-20"));
  QCOMPARE(pasted.factory.findElement("bin-20")->pose.x_m, 8.0);
  QCOMPARE(pasted.factory.findElement("bin-20")->pose.y_m, 6.0);
}

void TestClip::refuses_data() {
  QTest::addColumn<QString>("clip");
  QTest::newRow("another format") << R"({"format": "millwright-study/1", "elements": []})";
  QTest::newRow("no object") << "[1, 2]";
  QTest::newRow("no elements") << R"({"format": "millwright-clip/1"})";
  QTest::newRow("element without id") << R"({"format": "millwright-clip/1", "elements": [{"type": "sink"}]})";
  QTest::newRow("unknown type")
      << R"({"format": "millwright-clip/1", "elements": [{"id": "x", "type": "teleporter"}]})";
  QTest::newRow("bad value")
      << R"({"format": "millwright-clip/1", "elements": [{"id": "x", "type": "buffer", "capacity": "many"}]})";
  QTest::newRow("flow to nowhere")
      << R"({"format": "millwright-clip/1", "elements": [{"id": "x", "type": "sink"}], "flows": [{"from": "x", "to": "y"}]})";
}

void TestClip::refuses() {
  QFETCH(QString, clip);
  const factory::Factory before = shop();
  QVERIFY_EXCEPTION_THROWN((void)withClip(before, Json::parse(clip.toStdString()), {&kBeside, 1}), InputError);
}

QTEST_APPLESS_MAIN(TestClip)
#include "tst_clip.moc"
