// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <atomic>

#include "tests/support/patience.h"
#include "ui/commands/edits.h"

using namespace mw;
using namespace mw::commands;

namespace {

factory::Factory line() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a"}],
    "elements": [{"id": "s", "type": "source", "part": "a", "interarrival": 5},
      {"id": "m", "type": "station", "process": 3, "yield": {"good": 0.9, "rework_to": "m"}}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "m"}, {"from": "m", "to": "out"}]})"));
}

}  // namespace

class TestEdits : public QObject {
  Q_OBJECT
 private slots:
  void undoRestoresEveryByte_data();
  void undoRestoresEveryByte();
  void dragsMerge();
  void nothingChangedIsNoStep();
  void refusedEditLeavesNoTrace();
  void randomEditsUndoToTheStart();
  void everyEditIsStored();

 private:
  jobs::JobService jobs_;
};

using Edit = std::function<void(models::Document&)>;
Q_DECLARE_METATYPE(Edit)

void TestEdits::undoRestoresEveryByte_data() {
  QTest::addColumn<Edit>("edit");
  QTest::addColumn<QString>("text");
  using factory::FactoryPath;
  const auto row = [](const char* name, const char* text, Edit edit) { QTest::newRow(name) << edit << text; };
  row("value", "Change capacity of m", [](auto& d) { setValue(d, FactoryPath("elements/m/capacity"), 2); });
  row("inside a bare number", "Change value_s of s",
      [](auto& d) { setValue(d, FactoryPath("elements/s/interarrival/value_s"), 7); });
  row("reset", "Reset yield", [](auto& d) { resetValue(d, FactoryPath("elements/m/yield")); });
  row("name of the factory", "Change name", [](auto& d) { setValue(d, FactoryPath("name"), "Hall 2"); });
  row("place", "Move 2 elements", [](auto& d) { place(d, {{"s", 1, 2, 0}, {"m", 3, 4, 1}}); });
  row("add", "Add m-2", [](auto& d) { addElement(d, {{"id", "m"}, {"type", "station"}, {"process", 1}}); });
  row("remove", "Delete m", [](auto& d) { removeElements(d, {"m"}); });
  row("rename", "Rename m to mill", [](auto& d) { renameElement(d, "m", "mill"); });
  row("connect", "Connect s to out", [](auto& d) { connectElements(d, "s", "out"); });
  row("disconnect", "Disconnect", [](auto& d) { removeFlow(d, 0); });
}

void TestEdits::undoRestoresEveryByte() {
  QFETCH(Edit, edit);
  QFETCH(QString, text);
  models::Document document(jobs_);
  document.replace(line(), "line", {});
  const std::string before = document.factory().json().dump();
  QSignalSpy changes(&document, &models::Document::changed);
  edit(document);
  const std::string after = document.factory().json().dump();
  QVERIFY(after != before);
  QCOMPARE(document.undoStack().undoText(), text);
  QCOMPARE(document.undoStack().count(), 1);
  document.undoStack().undo();
  QCOMPARE(document.factory().json().dump(), before);
  document.undoStack().redo();
  QCOMPARE(document.factory().json().dump(), after);
  QCOMPARE(changes.count(), 3);
}

void TestEdits::dragsMerge() {
  models::Document document(jobs_);
  document.replace(line(), "line", {});
  for (int i = 1; i <= 20; ++i) place(document, {{"m", 0.5 * i, 0, 0}}, "drag-1");
  QCOMPARE(document.undoStack().count(), 1);
  place(document, {{"m", 1, 0, 0}}, "drag-2");
  QCOMPARE(document.undoStack().count(), 2);
  document.undoStack().undo();
  QCOMPARE(document.factory().findElement("m")->pose.x_m, 10.0);
  document.undoStack().undo();
  QVERIFY(document.factory() == line());
}

void TestEdits::nothingChangedIsNoStep() {
  models::Document document(jobs_);
  document.replace(line(), "line", {});
  setValue(document, factory::FactoryPath("elements/m/process"), 3);
  resetValue(document, factory::FactoryPath("elements/m/capacity"));
  QCOMPARE(document.undoStack().count(), 0);
}

void TestEdits::refusedEditLeavesNoTrace() {
  models::Document document(jobs_);
  document.replace(line(), "line", {});
  QVERIFY_EXCEPTION_THROWN(setValue(document, factory::FactoryPath("elements/m/capacity"), 0), InputError);
  QVERIFY_EXCEPTION_THROWN(removeElements(document, {"s", "nobody"}), InputError);
  QVERIFY_EXCEPTION_THROWN(renameElement(document, "m", "out"), InputError);
  QCOMPARE(document.undoStack().count(), 0);
  QVERIFY(document.factory() == line());
}

void TestEdits::randomEditsUndoToTheStart() {
  models::Document document(jobs_);
  document.replace(line(), "line", {});
  std::vector<std::string> states{document.factory().json().dump()};
  std::uint32_t random = 12345;
  const auto next = [&random](std::uint32_t below) {
    random = random * 1664525U + 1013904223U;
    return (random >> 8U) % below;
  };
  for (int i = 0; i < 500; ++i) {
    const auto elements = document.factory().elements();
    const std::string id = elements[next(static_cast<std::uint32_t>(elements.size()))].id;
    try {
      switch (next(6)) {
        case 0:
          addElement(document, {{"id", "x"}, {"type", "buffer"}, {"capacity", 1 + next(9)}});
          break;
        case 1:
          if (elements.size() > 3) removeElements(document, {id});
          break;
        case 2:
          place(document, {{id, static_cast<double>(next(50)), static_cast<double>(next(50)), 0}});
          break;
        case 3:
          connectElements(document, id, elements[0].id);
          break;
        case 4:
          renameElement(document, id, "n" + std::to_string(next(40)));
          break;
        default:
          setValue(document, factory::FactoryPath("elements/" + id + "/capacity"), 1 + next(5));
          break;
      }
    } catch (const InputError&) {
      continue;  // refused edits are part of the test: they must leave no trace
    }
    if (document.undoStack().count() == static_cast<int>(states.size())) {
      states.push_back(document.factory().json().dump());
    }
  }
  QVERIFY(states.size() > 200);
  for (std::size_t i = states.size() - 1; i > 0; --i) {
    QCOMPARE(document.factory().json().dump(), states[i]);
    document.undoStack().undo();
  }
  QCOMPARE(document.factory().json().dump(), states[0]);
  while (document.undoStack().canRedo()) document.undoStack().redo();
  QCOMPARE(document.factory().json().dump(), states.back());
}

void TestEdits::everyEditIsStored() {
  models::Document document(jobs_);
  std::atomic<int> stored = 0;
  document.replace(line(), "line", [&stored](const factory::Factory& factory, std::uint64_t) {
    stored = factory.findElement("m")->value("capacity").get<int>();
  });
  QSignalSpy saved(&document, &models::Document::saved);
  for (int capacity = 2; capacity <= 10; ++capacity) {
    setValue(document, factory::FactoryPath("elements/m/capacity"), capacity);
  }
  QTRY_VERIFY_WITH_TIMEOUT(document.isSaved(), test::kPatience_ms);
  QCOMPARE(stored.load(), 10);
  QVERIFY(saved.count() >= 1);
  document.replace(line(), "full", [](const factory::Factory&, std::uint64_t) -> void {
    throw OutputError("p.mill", "disk full", "free some");
  });
  QSignalSpy failed(&document, &models::Document::saveFailed);
  setValue(document, factory::FactoryPath("elements/m/capacity"), 3);
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, test::kPatience_ms);
  QVERIFY(!document.isSaved());
}

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
