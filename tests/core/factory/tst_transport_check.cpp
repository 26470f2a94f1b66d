// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <fmt/format.h>

#include "core/factory/factory_check.h"
#include "core/factory/factory_edit.h"
#include "core/factory/factory_path.h"
#include "core/factory/road_network.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::factory;

namespace {

const char* const kNodes = R"([{"id": "p", "x_m": 0, "y_m": 0, "element": "src"}, {"id": "c", "x_m": 3, "y_m": 4},
 {"id": "mill", "x_m": 6, "y_m": 8}])";
const char* const kEdges = R"([{"from": "p", "to": "c"}, {"from": "c", "to": "mill", "length_m": 7}])";

/// A line whose parts come by vehicle.
std::string lineText(const std::string& vehicles, const std::string& nodes, const std::string& edges,
                     const std::string& flow = R"("by": "vehicle")") {
  return fmt::format(R"({{"format": "millwright-factory/1", "elements": [
{{"id": "src", "type": "source", "interarrival": 10}}, {{"id": "mill", "type": "station", "process": 5}},
{{"id": "out", "type": "sink", "pose": {{"x_m": 5, "y_m": 8}}}}],
"flows": [{{"from": "src", "to": "mill", {}}}, {{"from": "mill", "to": "out"}}],
"vehicles": {},
"networks": [{{"id": "hall", "nodes": {}, "edges": {}}}]}})",
                     flow, vehicles, nodes, edges);
}

Factory lineOf(const std::string& text) {
  return Factory::fromDocument(JsonDocument::parse(text, "f.json"));
}

}  // namespace

class TestTransportCheck : public QObject {
  Q_OBJECT
 private slots:
  void findsStops();
  void keepsNodesOfARemovedElement();
  void resolvesPaths();
  void finds_data();
  void finds();
};

void TestTransportCheck::findsStops() {
  const Factory line = lineOf(lineText(R"([{"id": "agv", "network": "hall"}])", kNodes, kEdges));
  QVERIFY(checkFactory(line).empty());
  const RoadNetwork roads = roadNetworkOf(line, 0);
  QCOMPARE(roads.stopOf(line.elements()[0]), std::size_t{0});  // named by the node
  QCOMPARE(roads.stopOf(line.elements()[1]), std::size_t{2});  // of the same id, though p is nearer
  QCOMPARE(roads.stopOf(line.elements()[2]), std::size_t{2});  // nearest
  MW_NEAR(roads.edges[0].length_m, 5, 1e-15, 0);               // 3-4-5
  MW_NEAR(roads.edges[1].length_m, 7, 0, 0);                   // as given
  const Factory straight = lineOf(lineText(R"([{"id": "agv"}])", "[]", "[]"));
  const RoadNetwork lines = roadNetworkOf(straight, 0);
  QVERIFY(lines.is_straight);
  MW_NEAR(distance_m(lines.nodes[0], lines.nodes[2]), std::sqrt(89.0), 1e-15, 0);
}

void TestTransportCheck::keepsNodesOfARemovedElement() {
  const Factory line = lineOf(lineText(R"([{"id": "agv", "network": "hall"}])", kNodes, kEdges));
  const Factory without = withoutElement(line, "src");
  QVERIFY(!without.json()["networks"][0]["nodes"][0].contains("element"));
  QCOMPARE(without.json()["networks"][0]["nodes"].size(), std::size_t{3});
}

void TestTransportCheck::resolvesPaths() {
  const Factory line = lineOf(lineText(R"([{"id": "agv", "network": "hall"}])", kNodes, kEdges));
  const Factory moved = withValue(line, FactoryPath("networks/hall/nodes/mill/x_m"), 9);
  QCOMPARE(moved.json()["networks"][0]["nodes"][2]["x_m"].get<double>(), 9.0);
  const Factory more = withValue(line, FactoryPath("vehicles/agv/count"), 3);
  QCOMPARE(more.json()["vehicles"][0]["count"].get<int>(), 3);
}

void TestTransportCheck::finds_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("message");
  const auto row = [](const char* name, const std::string& text, const char* message) {
    QTest::newRow(name) << QString::fromStdString(text) << QString(message);
  };
  const std::string agv = R"([{"id": "agv", "network": "hall"}])";
  const auto withBattery = [](const std::string& fields) {
    return fmt::format(R"([{{"id": "agv", "network": "hall", "battery": {{{}}}}}])", fields);
  };
  row("no vehicles", lineText("[]", "[]", "[]"), "f.json:4:41: /flows/0/by: the factory has no vehicles");
  row("which of two", lineText(R"([{"id": "agv"}, {"id": "tug"}])", "[]", "[]"),
      "/flows/0/by: it is not said which of the vehicles go here; add \"vehicles\"");
  row("unknown fleet", lineText(agv, kNodes, kEdges, R"("by": "vehicle", "vehicles": "agw")"),
      "/flows/0/vehicles: no vehicle \"agw\"; did you mean \"agv\"?");
  row("a fleet for no ride", lineText(agv, kNodes, kEdges, R"("vehicles": "agv")"),
      "/flows/0/vehicles: a flow names vehicles, but parts do not go by vehicle");
  row("fleet without work", lineText(agv, kNodes, kEdges, R"("priority": 1)"),
      "/vehicles/0: warning: no flow needs vehicles \"agv\"");
  row("network without vehicles", lineText(R"([{"id": "agv"}])", kNodes, kEdges),
      "/networks/0: warning: no vehicles drive on network \"hall\"");
  row("unknown network", lineText(R"([{"id": "agv", "network": "hal"}])", kNodes, kEdges),
      "/vehicles/0/network: no network \"hal\"; did you mean \"hall\"?");
  row("unknown node", lineText(agv, kNodes, R"([{"from": "p", "to": "mil"}])"),
      "f.json:7:63: /networks/0/edges/0/to: network \"hall\" has no node \"mil\"; did you mean \"mill\"?");
  row("unknown element", lineText(agv, R"([{"id": "p", "x_m": 0, "y_m": 0, "element": "scr"}])", "[]"),
      "/networks/0/nodes/0/element: no element \"scr\"");
  row("no nodes", lineText(agv, "[]", "[]"), "/flows/0: the network of its vehicles has no nodes");
  row("two nodes of one id",
      lineText(agv, R"([{"id": "p", "x_m": 0, "y_m": 0}, {"id": "p", "x_m": 1, "y_m": 0}])", "[]"),
      "/networks/0/nodes/1/id: id \"p\" is used twice");
  row("two nodes for one element",
      lineText(agv, R"([{"id": "p", "x_m": 0, "y_m": 0, "element": "src"},
                        {"id": "q", "x_m": 1, "y_m": 0, "element": "src"}])",
               "[]"),
      "/networks/0/nodes/1/element: two nodes serve \"src\"");
  row("disconnected", lineText(agv, kNodes, R"([{"from": "p", "to": "c"}])"),
      "/flows/0: vehicles cannot get from \"p\" to \"mill\"; add edges");
  row("no way back",
      lineText(agv, kNodes, R"([{"from": "p", "to": "c"}, {"from": "c", "to": "mill", "two_way": false}])"),
      "/flows/0: vehicles cannot get from \"mill\" to \"p\"");
  row("home apart",
      lineText(R"([{"id": "agv", "network": "hall", "home": "c"}])", kNodes, R"([{"from": "p", "to": "mill"}])"),
      "/flows/0: vehicles cannot get from \"p\" to \"c\"");
  row("home nowhere", lineText(R"([{"id": "agv", "network": "hall", "home": "src"}])", kNodes, kEdges),
      "/vehicles/0/home: no node \"src\"");
  row("home of straight lines is an element", lineText(R"([{"id": "agv", "home": "p"}])", "[]", "[]"),
      "/vehicles/0/home: no element \"p\"");
  row("an edge of no length",
      lineText(agv, R"([{"id": "p", "x_m": 0, "y_m": 0}, {"id": "q", "x_m": 0, "y_m": 0}])",
               R"([{"from": "p", "to": "q"}])"),
      "/networks/0/edges/0: an edge has no length");
  row("a length of zero", lineText(agv, kNodes, R"([{"from": "p", "to": "c", "length_m": 0}])"),
      "/networks/0/edges/0/length_m: length_m is 0; give a number above 0 m");
  row("a loop", lineText(agv, kNodes, R"([{"from": "p", "to": "p"}])"), "an edge leads from a node to itself");
  row("capacity zero", lineText(agv, kNodes, R"([{"from": "p", "to": "c", "capacity": 0}])"),
      "/networks/0/edges/0/capacity: capacity is 0; give a whole number of at least 1 or null");
  row("other spelling", lineText(agv, kNodes, R"([{"from": "p", "to": "c", "bidirectional": true}])"),
      "unknown key \"bidirectional\"");
  row("at the same place", lineText(R"([{"id": "agv"}])", "[]", "[]"),
      "/flows/0: warning: \"src\" and \"mill\" stand at the same place: the way takes no time");
  row("battery without charger",
      lineText(withBattery(R"("capacity_kwh": 1, "drive_kw": 1, "charge_kw": 1)"), kNodes, kEdges),
      "has no \"charge_at\"");
  row("charger nowhere",
      lineText(withBattery(R"("capacity_kwh": 1, "drive_kw": 1, "charge_kw": 1, "charge_at": "x")"), kNodes, kEdges),
      "/vehicles/0/battery/charge_at: no node \"x\"");
  row("low above high",
      lineText(
          withBattery(R"("capacity_kwh": 1, "drive_kw": 1, "charge_kw": 1, "charge_at": "p", "low": 0.9, "high": 0.5)"),
          kNodes, kEdges),
      "/vehicles/0/battery/low: vehicles charge below 0.9 until 0.5; give low below high");
  row("negative speed", lineText(R"([{"id": "agv", "speed_mps": -1}])", kNodes, kEdges),
      "/vehicles/0/speed_mps: speed_mps is -1; give a number above 0 m/s");
}

void TestTransportCheck::finds() {
  QFETCH(QString, text);
  QFETCH(QString, message);
  const JsonDocument document = JsonDocument::parse(text.toStdString(), "f.json");
  Findings findings;
  try {
    findings = checkFactory(Factory::fromDocument(document));
    document.locate(findings);
  } catch (const InputError& error) {
    findings = error.findings();
  }
  QString all;
  for (const Finding& finding : findings) all += QString::fromStdString(finding.text()) + "\n";
  QVERIFY2(all.contains(message), qPrintable(all));
  QVERIFY2(all.startsWith("f.json:"), qPrintable(all));
}

QTEST_APPLESS_MAIN(TestTransportCheck)
#include "tst_transport_check.moc"
