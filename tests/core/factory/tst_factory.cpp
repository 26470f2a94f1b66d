// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/factory/factory.h"
#include "core/factory/factory_check.h"
#include "core/factory/factory_edit.h"
#include "core/factory/factory_schema.h"

using namespace mw;
using namespace mw::factory;

namespace {

const char* const kLine = R"({"format": "millwright-factory/1", "name": "Line",
"parts": [{"id": "housing", "size_m": [0.4, 0.3, 0.2], "mass_kg": 4.0}],
"elements": [
{"id": "src", "type": "source", "part": "housing", "interarrival": {"dist": "exponential", "mean_s": 60}},
{"id": "b1", "type": "buffer", "capacity": 10},
{"id": "mill", "type": "station", "pose": {"x_m": 2, "yaw_deg": 90}, "process": {"dist": "lognormal", "mean_s": 45, "cv": 0.2}},
{"id": "out", "type": "sink"}],
"flows": [{"from": "src", "to": "b1"}, {"from": "b1", "to": "mill"}, {"from": "mill", "to": "out"}]})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace

class TestFactory : public QObject {
  Q_OBJECT
 private slots:
  void readsWhatItWrites();
  void refuses_data();
  void refuses();
  void collectsAllFindings();
  void checks_data();
  void checks();
  void editsAreValues();
  void examplesOfTypesAreWellFormed_data();
  void examplesOfTypesAreWellFormed();
  void schemaFileIsCurrent();
};

void TestFactory::readsWhatItWrites() {
  const Factory line = Factory::fromDocument(JsonDocument::parse(kLine, "f.json"));
  QCOMPARE(line.elements().size(), std::size_t{4});
  QCOMPARE(line.findElement("mill")->pose.yaw_rad, 1.5707963267948966);
  QVERIFY(line.findElement("b1")->value("order") == "fifo");
  QVERIFY(line.findElement("b1")->value("min_stay").is_null());
  QCOMPARE(line.flows()[1].to, std::size_t{2});
  QVERIFY(checkFactory(line).empty());
  QVERIFY(Factory::fromJson(Json::parse(line.json().dump())) == line);
}

void TestFactory::refuses_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("message");
  QTest::newRow("unknown key")
      << "\"interarrival\""
      << "\"interarival\""
      << "f.json:4:52: /elements/0/interarival: unknown key \"interarival\" of a source; did you "
         "mean \"interarrival\"?";
  QTest::newRow("flow to nowhere") << "\"to\": \"mill\""
                                   << "\"to\": \"mil\""
                                   << "/flows/1/to: no element \"mil\"; did you mean \"mill\"?";
  QTest::newRow("unknown type") << "\"station\""
                                << "\"staton\""
                                << "no element type \"staton\"; did you mean \"station\"?";
  QTest::newRow("negative mean") << "\"mean_s\": 60"
                                 << "\"mean_s\": -1"
                                 << "/elements/0/interarrival/mean_s: mean_s is -1; give a number above 0 s";
  QTest::newRow("capacity zero") << "\"capacity\": 10"
                                 << "\"capacity\": 0"
                                 << "capacity is 0; give a whole number of at least 1 or null";
  QTest::newRow("fraction of a place") << "\"capacity\": 10"
                                       << "\"capacity\": 1.5"
                                       << "capacity is 1.5";
  QTest::newRow("text for a number") << "\"cv\": 0.2"
                                     << "\"cv\": \"0.2\""
                                     << "/elements/2/process/cv: cv is \"0.2\"";
  QTest::newRow("no process") << "\"process\""
                              << "\"name\""
                              << "/elements/2: a station has no \"process\"";
  QTest::newRow("id twice") << "\"id\": \"out\""
                            << "\"id\": \"mill\""
                            << "id \"mill\" is used twice";
  QTest::newRow("bad id") << "\"id\": \"out\""
                          << "\"id\": \"9out\""
                          << "\"9out\" is not an id";
  QTest::newRow("unknown part") << "\"part\": \"housing\""
                                << "\"part\": \"house\""
                                << "no part \"house\"";
  QTest::newRow("unknown distribution") << "lognormal"
                                        << "lognorml"
                                        << "did you mean \"lognormal\"?";
  const char* const parts = "\"parts\": [";
  QTest::newRow("price of an unknown part") << parts << "\"costs\": {\"material\": {\"housin\": 2}}, \"parts\": ["
                                            << "/costs/material/housin: no part \"housin\"; did you mean \"housing\"?";
  QTest::newRow("negative price") << parts << "\"costs\": {\"material\": {\"housing\": -2}}, \"parts\": ["
                                  << "/costs/material/housing: value is -2; give a number of at least 0";
  QTest::newRow("material of text") << parts << "\"costs\": {\"material\": \"steel\"}, \"parts\": ["
                                    << "/costs/material: is \"steel\"; give a number of at least 0, or an object";
  QTest::newRow("other format") << "millwright-factory/1"
                                << "millwright-factory/9"
                                << "f.json:1:2: /format";
}

void TestFactory::refuses() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, message);
  const std::string text = replaced(kLine, from.toStdString(), to.toStdString());
  QVERIFY(text != kLine);
  try {
    (void)Factory::fromDocument(JsonDocument::parse(text, "f.json"));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
    QVERIFY2(QString(error.what()).startsWith("f.json:"), error.what());
  }
}

void TestFactory::collectsAllFindings() {
  std::string text = replaced(kLine, "\"capacity\": 10", "\"capacity\": 0");
  text = replaced(text, "\"cv\": 0.2", "\"cv\": 0");
  text = replaced(text, "\"to\": \"out\"", "\"to\": \"exit\"");
  try {
    (void)Factory::fromDocument(JsonDocument::parse(text, "f.json"));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{3});
  }
}

void TestFactory::checks_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("message");
  QTest::newRow("nothing leaves") << ", {\"from\": \"mill\", \"to\": \"out\"}"
                                  << ""
                                  << "\"mill\" has no flow out";
  QTest::newRow("no source of parts") << ", \"interarrival\": {\"dist\": \"exponential\", \"mean_s\": 60}"
                                      << ""
                                      << "no way to create parts";
  QTest::newRow("two ways") << "\"part\": \"housing\""
                            << "\"part\": \"housing\", \"supply\": \"unlimited\""
                            << "several ways to create parts";
  QTest::newRow("endless arrivals") << "{\"dist\": \"exponential\", \"mean_s\": 60}"
                                    << "0"
                                    << "interarrival is 0";
  QTest::newRow("probabilities") << "\"capacity\": 10"
                                 << "\"routing\": \"probability\""
                                 << "this flow has none";
  QTest::newRow("yield to nowhere") << "\"process\""
                                    << "\"yield\": {\"good\": 0.9}, \"process\""
                                    << "not said where parts that are not good go";
}

void TestFactory::checks() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, message);
  const std::string text = replaced(kLine, from.toStdString(), to.toStdString());
  QVERIFY(text != kLine);
  const Findings findings = checkFactory(Factory::fromDocument(JsonDocument::parse(text, "f.json")));
  QVERIFY(hasErrors(findings));
  QVERIFY2(QString::fromStdString(findings[0].text()).contains(message), findings[0].text().c_str());
}

void TestFactory::editsAreValues() {
  const Factory line = Factory::fromDocument(JsonDocument::parse(kLine, "f.json"));
  const Factory more = withElement(line, Json{{"id", "b2"}, {"type", "buffer"}}, 3);
  QCOMPARE(more.elements()[3].id, std::string("b2"));
  QVERIFY(withoutElement(more, "b2") == line);
  const Factory less = withoutElement(line, "mill");
  QCOMPARE(less.flows().size(), std::size_t{1});
  QVERIFY(withoutFlow(withFlow(line, Json{{"from", "src"}, {"to", "mill"}}), 3) == line);
  QCOMPARE(unusedId(line, "b1"), std::string("b1-2"));
  QVERIFY_EXCEPTION_THROWN((void)withElement(line, Json{{"id", "b1"}, {"type", "buffer"}}), InputError);
  QVERIFY_EXCEPTION_THROWN((void)withoutElement(line, "nobody"), InputError);
}

void TestFactory::examplesOfTypesAreWellFormed_data() {
  QTest::addColumn<QString>("type");
  const auto types = builtInElementTypes();
  for (const std::string& name : types->names()) QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void TestFactory::examplesOfTypesAreWellFormed() {
  QFETCH(QString, type);
  const auto types = builtInElementTypes();
  const Json example = Json::parse(types->find(type.toStdString())->example);
  Json root = Factory().json();
  for (const char* part : {"housing", "gear", "gearbox"}) root["parts"].push_back({{"id", part}});
  root["elements"].push_back(example);
  QCOMPARE(Factory::fromJson(root).elements()[0].type, type.toStdString());
}

void TestFactory::schemaFileIsCurrent() {
  const std::string file = std::string(MW_SOURCE_DIR) + "/resources/schema/factory.schema.json";
  QCOMPARE(QString::fromStdString(readTextFile(file)),
           QString::fromStdString(factorySchema(*builtInElementTypes()).dump(2) + "\n"));
}

QTEST_APPLESS_MAIN(TestFactory)
#include "tst_factory.moc"
