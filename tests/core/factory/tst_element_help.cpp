// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>

#include "core/events/simulation.h"
#include "core/factory/element_help.h"
#include "core/factory/element_type_registry.h"

using namespace mw;
using namespace mw::factory;

/// The help of every registered element type: all fields are there, and the example is sound where it is put.
class TestElementHelp : public QObject {
  Q_OBJECT
 private slots:
  void names_data() { addTypes(); }
  void names();
  void exampleRuns_data() { addTypes(); }
  void exampleRuns();
  void saysWhatAFieldTakes();

 private:
  static void addTypes();
};

namespace {

void requireNamed(const Json& fields, const std::string& text) {
  for (const Json& field : fields) {
    const auto key = field["key"].get<std::string>();
    QVERIFY2(text.find("  " + key + " ") != std::string::npos, key.c_str());
    QVERIFY2(text.find(field["takes"].get<std::string>()) != std::string::npos, key.c_str());
    if (field.contains("fields")) requireNamed(field["fields"], text);
  }
}

/// A line around one element: sources of what it takes, a sink behind it.
Json lineAround(const Json& element) {
  Json line{{"format", "millwright-factory/1"},
            {"parts", {{{"id", "housing"}}, {{"id", "gear"}}, {{"id", "gearbox"}}}},
            {"elements", Json::array()},
            {"flows", Json::array()}};
  const auto type = element["type"].get<std::string>();
  const auto id = element["id"].get<std::string>();
  line["elements"].push_back(element);
  const auto connect = [&line](const std::string& from, const std::string& to) {
    line["flows"].push_back({{"from", from}, {"to", to}});
  };
  std::vector<std::string> parts{"housing"};
  if (type == "assembly") parts = {"housing", "gear"};
  for (const std::string& part : type == "source" ? std::vector<std::string>() : parts) {
    line["elements"].push_back({{"id", "from-" + part}, {"type", "source"}, {"part", part}, {"interarrival", 600}});
    connect("from-" + part, id);
  }
  if (type == "sink") return line;
  line["elements"].push_back({{"id", "end"}, {"type", "sink"}});
  connect(id, "end");
  // Where an inspection sends what it refuses is its neighbours' affair, so the example leaves it out.
  if (type == "inspection") line["elements"][0]["yield"] = {{"scrap_to", "end"}};
  return line;
}

}  // namespace

void TestElementHelp::addTypes() {
  QTest::addColumn<QString>("type");
  const auto types = builtInElementTypes();
  QVERIFY(types->types().size() >= 12);
  for (const api::ElementType& type : types->types())
    QTest::newRow(type.type.c_str()) << QString::fromStdString(type.type);
}

void TestElementHelp::names() {
  QFETCH(QString, type);
  const auto types = builtInElementTypes();
  const api::ElementType& declaration = *types->find(type.toStdString());
  const std::string text = elementHelp(declaration);
  const Json json = elementHelpJson(declaration);
  QVERIFY(text.starts_with(declaration.type + ": " + declaration.help));
  QVERIFY(text.find(declaration.example) != std::string::npos);
  QVERIFY(!json["parameters"].empty());
  requireNamed(json["parameters"], text);
  requireNamed(json["common"], text);
  QVERIFY(std::count(declaration.example.begin(), declaration.example.end(), '\n') < 5);
}

void TestElementHelp::exampleRuns() {
  QFETCH(QString, type);
  const auto types = builtInElementTypes();
  const Json json = elementHelpJson(*types->find(type.toStdString()));
  const Findings findings = events::checkRun(Factory::fromJson(lineAround(json["example"])));
  QVERIFY2(findings.empty(), findings.empty() ? "" : findings.front().text().c_str());
}

void TestElementHelp::saysWhatAFieldTakes() {
  api::ElementType type;
  type.type = "oven";
  type.help = "Bakes.";
  type.example = R"({"id": "o", "type": "oven"})";
  type.parameters = {api::number("heat_kw").unit("kW").above(0).byDefault(2.5).help("Power."),
                     api::object("load", {api::integer("size").range(1, 9).required().help("Full.")}).help("Load."),
                     api::list("doors", api::choice("", {"front", "back"})).help("Open ones.")};
  const std::string text = elementHelp(type);
  QVERIFY2(text.find("  heat_kw  number > 0 kW        2.5       Power.\n") != std::string::npos, text.c_str());
  QVERIFY2(text.find("    size   whole number 1 to 9  required  Full.\n") != std::string::npos, text.c_str());
  QVERIFY2(text.find("  doors    list of front, back  -         Open ones.\n") != std::string::npos, text.c_str());
}

QTEST_APPLESS_MAIN(TestElementHelp)
#include "tst_element_help.moc"
