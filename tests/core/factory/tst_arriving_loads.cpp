// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/factory/arriving_loads.h"

using namespace mw;
using namespace mw::factory;

namespace {

/// Parts a (2 kg), b (3 kg), c (10 kg); elements in a row, each flowing to the next, a sink "out" at the end.
Factory lineOf(const std::vector<const char*>& elements, const char* more_flows = "[]") {
  Json root = Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a", "mass_kg": 2},
    {"id": "b", "mass_kg": 3}, {"id": "c", "mass_kg": 10}], "elements": []})");
  root["flows"] = Json::parse(more_flows);
  for (const char* element : elements) root["elements"].push_back(Json::parse(element));
  root["elements"].push_back(Json::parse(R"({"id": "out", "type": "sink"})"));
  for (std::size_t i = 1; i < root["elements"].size(); ++i)
    root["flows"].push_back({{"from", root["elements"][i - 1]["id"]}, {"to", root["elements"][i]["id"]}});
  return Factory::fromJson(std::move(root));
}

}  // namespace

class TestArrivingLoads : public QObject {
  Q_OBJECT
 private slots:
  void atTheEnd_data();
  void atTheEnd();
  void withoutPartsOfOneKilogram();
  void aFlowTakesItsPartAlone();
  void aLoopThroughABatchEnds();
};

void TestArrivingLoads::atTheEnd_data() {
  QTest::addColumn<QStringList>("elements");
  QTest::addColumn<QString>("parts");
  QTest::addColumn<double>("heaviest_kg");
  QTest::addColumn<int>("count");
  const auto row = [](const char* name, const QStringList& elements, const char* parts, double heaviest_kg, int count) {
    QTest::newRow(name) << elements << QString(parts) << heaviest_kg << count;
  };
  const QString mixed = R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": 9})";
  row("named", {R"({"id": "s", "type": "source", "part": "b", "interarrival": 9})"}, "b", 3, 1);
  row("not named", {R"({"id": "s", "type": "source", "interarrival": 9})"}, "a", 2, 1);
  row("shares", {mixed}, "ab", 3, 1);
  row("by schedule", {R"({"id": "s", "type": "source", "schedule": [{"t_s": 1, "part": "c"}]})"}, "c", 10, 1);
  row("batch", {mixed, R"({"id": "x", "type": "batch", "size": 12})"}, "ab", 36, 12);
  row("batch of batches",
      {mixed, R"({"id": "x", "type": "batch", "size": 12})", R"({"id": "y", "type": "batch", "size": 5})"}, "ab", 180,
      60);
  row("unbatch", {mixed, R"({"id": "x", "type": "batch", "size": 12})", R"({"id": "y", "type": "unbatch"})"}, "ab", 3,
      1);
  row("assembly",
      {mixed, R"({"id": "x", "type": "assembly", "requires": {"a": 1, "b": 2}, "produces": "c", "process": 5})"}, "c",
      10, 1);
  row("disassembly",
      {R"({"id": "s", "type": "source", "part": "c", "interarrival": 9})",
       R"({"id": "x", "type": "disassembly", "yields": {"a": 1, "b": 2}, "process": 5})"},
      "ab", 3, 1);
}

void TestArrivingLoads::atTheEnd() {
  QFETCH(QStringList, elements);
  QFETCH(QString, parts);
  QFETCH(double, heaviest_kg);
  QFETCH(int, count);
  std::vector<std::string> texts;
  for (const QString& element : elements) texts.push_back(element.toStdString());
  std::vector<const char*> given;
  for (const std::string& text : texts) given.push_back(text.c_str());
  const ArrivingLoads loads = arrivingLoads(lineOf(given)).back();
  QString names;
  for (const std::size_t part : loads.parts) names += QChar('a' + static_cast<int>(part));
  QCOMPARE(names, parts);
  QCOMPARE(loads.heaviest_kg, heaviest_kg);
  QCOMPARE(loads.heaviest_count, count);
}

void TestArrivingLoads::withoutPartsOfOneKilogram() {
  const Factory factory = Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "s", "type": "source", "interarrival": 9}, {"id": "out", "type": "sink"}, {"id": "alone", "type": "sink"}],
    "flows": [{"from": "s", "to": "out"}]})"));
  const auto loads = arrivingLoads(factory);
  QCOMPARE(loads[1].parts, std::vector<std::size_t>{0});
  QCOMPARE(loads[1].heaviest_kg, 1.0);
  QVERIFY(loads[2].parts.empty());
}

void TestArrivingLoads::aFlowTakesItsPartAlone() {
  const Factory factory = Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "a", "mass_kg": 2}, {"id": "c", "mass_kg": 10}],
    "elements": [{"id": "s", "type": "source", "part": {"a": 1, "c": 1}, "interarrival": 9},
                 {"id": "x", "type": "sink"}, {"id": "y", "type": "sink"}],
    "flows": [{"from": "s", "to": "x"}, {"from": "s", "to": "y", "part": "a"}]})"));
  const auto loads = arrivingLoads(factory);
  QCOMPARE(loads[1].heaviest_kg, 10.0);
  QCOMPARE(loads[2].parts, std::vector<std::size_t>{0});
}

void TestArrivingLoads::aLoopThroughABatchEnds() {
  const auto loads =
      arrivingLoads(lineOf({R"({"id": "s", "type": "source", "part": "a", "interarrival": 9})",
                            R"({"id": "b", "type": "batch", "size": 7})", R"({"id": "q", "type": "buffer"})"},
                           R"([{"from": "q", "to": "b"}])"));
  QVERIFY(loads[2].heaviest_count >= 7);
}

QTEST_APPLESS_MAIN(TestArrivingLoads)
#include "tst_arriving_loads.moc"
