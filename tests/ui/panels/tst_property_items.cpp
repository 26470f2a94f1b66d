// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/factory/factory_check.h"
#include "ui/commands/edits.h"
#include "ui/models/document.h"
#include "ui/panels/properties/property_items.h"

using namespace mw;
using namespace mw::panels;

namespace {

factory::Factory belt() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a"}],
    "elements": [{"id": "s", "type": "source", "part": "a", "interarrival": 5},
      {"id": "c", "type": "conveyor", "length_m": 6, "pitch_m": 0.5}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "c"}, {"from": "c", "to": "out"}]})"));
}

AddableItem addable(const factory::Factory& factory, const std::string& list) {
  const std::vector<AddableItem> all = addableItems(*factory.findElement("c"));
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const AddableItem& item) { return item.path == "elements/c/" + list; });
  if (found == all.end()) throw std::runtime_error("no " + list + " to add");
  return *found;
}

}  // namespace

/// What the property panel makes of lists of things, such as a conveyor's stops.
class TestPropertyItems : public QObject {
  Q_OBJECT
 private slots:
  void eachAddedIsItsOwnAndValid_data();
  void eachAddedIsItsOwnAndValid();
  void everyFieldOfAStopIsARow();

 private:
  jobs::JobService jobs_;
};

void TestPropertyItems::eachAddedIsItsOwnAndValid_data() {
  QTest::addColumn<QString>("list");
  QTest::addColumn<QStringList>("ids");
  QTest::newRow("stops") << "stops" << QStringList{"stop-1", "stop-2", "stop-3"};
  QTest::newRow("photo eyes") << "photo_eyes" << QStringList{"photo-eye-1", "photo-eye-2", "photo-eye-3"};
}

/// One after the other: each where there is most room, none refused, each a step of Undo.
void TestPropertyItems::eachAddedIsItsOwnAndValid() {
  QFETCH(QString, list);
  QFETCH(QStringList, ids);
  models::Document document(jobs_);
  document.replace(belt(), QStringLiteral("belt"), {});
  const Json before = document.factory().json();
  const std::string key = list.toStdString();
  const std::vector<double> places = {3, 1.5, 4.5};
  for (int i = 0; i < ids.size(); ++i) {
    const AddableItem item = addable(document.factory(), key);
    commands::setValue(document, factory::FactoryPath(item.path), item.first);
    const Json items = document.factory().findElement("c")->fields.at(key);
    QCOMPARE(items.size(), static_cast<std::size_t>(i + 1));
    QCOMPARE(items.back()["id"].get<std::string>(), ids[i].toStdString());
    QCOMPARE(items.back()["at_m"].get<double>(), places[static_cast<std::size_t>(i)]);
    for (const Finding& finding : factory::checkFactory(document.factory()))
      QVERIFY2(finding.severity != Severity::Error, finding.cause.c_str());
  }
  for (int i = 0; i < ids.size(); ++i) document.undoStack().undo();
  QVERIFY(document.factory().json() == before);
}

void TestPropertyItems::everyFieldOfAStopIsARow() {
  Json json = belt().json();
  json["elements"][1]["stops"] = Json::parse(R"([{"id": "x", "at_m": 2, "hold": 4}, {"id": "y", "at_m": 4}])");
  const factory::Factory factory = factory::Factory::fromJson(json);
  std::vector<std::string> paths;
  for (const PropertySection& section : propertySections(factory, *factory.findElement("c"))) {
    for (const PropertyItem& item : section.items) paths.push_back(item.path);
  }
  for (const char* stop : {"0", "1"}) {
    for (const char* field : {"id", "at_m", "hold", "interval_s", "at_most"}) {
      const std::string path = std::string("elements/c/stops/") + stop + "/" + field;
      QVERIFY2(std::count(paths.begin(), paths.end(), path) == 1, path.c_str());
    }
  }
}

QTEST_GUILESS_MAIN(TestPropertyItems)
#include "tst_property_items.moc"
