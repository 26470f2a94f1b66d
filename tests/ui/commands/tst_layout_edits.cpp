// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/layout/clip.h"
#include "core/layout/paths.h"
#include "ui/commands/attachment_edits.h"
#include "ui/commands/edits.h"
#include "ui/commands/layout_edits.h"

using namespace mw;
using namespace mw::commands;
using layout::Point;

namespace {

using Ids = std::vector<std::string>;

factory::Factory hall() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a"}],
    "elements": [{"id": "s", "type": "source", "part": "a", "interarrival": 5, "pose": {"x_m": 0, "y_m": 1}},
      {"id": "m", "type": "station", "process": 3, "yield": {"good": 0.9, "rework_to": "m"}, "pose": {"x_m": 5, "y_m": 2}},
      {"id": "c", "type": "conveyor", "length_m": 4, "pose": {"x_m": 12, "y_m": 0.5}},
      {"id": "out", "type": "sink", "pose": {"x_m": 20, "y_m": 0}}],
    "flows": [{"from": "s", "to": "m"}, {"from": "m", "to": "c"}, {"from": "c", "to": "out"}],
    "layout": {"groups": [{"id": "g", "members": ["s", "m"]}], "hidden": ["out"]}})"));
}

const layout::CopyPlace kBeside{{0, -3}, 0, 0, {}};

/// A linear congruential generator is random enough for choosing edits, and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8U) % n;
  }
  double metres() { return static_cast<double>(below(4000)) / 100 - 20; }

 private:
  std::uint32_t state_;
};

}  // namespace

using Edit = std::function<void(models::Document&)>;
Q_DECLARE_METATYPE(Edit)

class TestLayoutEdits : public QObject {
  Q_OBJECT
 private slots:
  void undoRestoresEveryByte_data();
  void undoRestoresEveryByte();
  void lockedStaysWhereItIs();
  void moveConnectsInOneStep();
  void isolateTwiceShowsAll();
  void refusedEditLeavesNoTrace();
  void fiveHundredRandomEditsUndoAndRedo_data();
  void fiveHundredRandomEditsUndoAndRedo();

 private:
  static void anyEdit(models::Document& document, Dice& dice, Json& clip);
  jobs::JobService jobs_;
};

void TestLayoutEdits::undoRestoresEveryByte_data() {
  QTest::addColumn<Edit>("edit");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* name, const char* text, Edit edit) { QTest::newRow(name) << edit << text; };
  static const Ids sm = {"s", "m"};
  static const Ids smc = {"s", "m", "c"};
  static const std::vector<Point> bend = {{10, 0}, {14, 0}, {14, 4}};
  row("move", "Move 2 elements", [](auto& d) { move(d, {{"s", {1, 2, 0.5, 1}}, {"m", {3, 4, 0, 0}}}); });
  row("move and connect", "Connect s to out", [](auto& d) { move(d, {{"s", {1, 2, 0, 0}}}, NewFlow{"s", "out"}); });
  row("add connected", "Add b", [](auto& d) {
    addConnected(d, {{"id", "b"}, {"type", "buffer"}, {"pose", {{"x_m", 30}}}}, NewFlow{"c", ""});
  });
  row("paste", "Paste 2 elements", [](auto& d) { paste(d, layout::clipOf(d.factory(), sm), {&kBeside, 1}); });
  row("duplicate", "Duplicate 2 elements", [](auto& d) { duplicate(d, sm, {&kBeside, 1}); });
  row("cut", "Cut 2 elements", [](auto& d) { cut(d, sm); });
  row("align", "Align 3 elements", [](auto& d) { align(d, smc, layout::Alignment::CenterY); });
  row("distribute", "Distribute 3 elements", [](auto& d) { distribute(d, smc, layout::Axis::X); });
  row("group", "Group 3 elements", [](auto& d) { group(d, smc); });
  row("ungroup", "Ungroup", [](auto& d) { ungroup(d, sm); });
  row("into a group", "Move c to g", [](auto& d) { moveToGroup(d, Ids{"c"}, "g"); });
  row("out of a group", "Take m out of its group", [](auto& d) { moveToGroup(d, Ids{"m"}, {}); });
  row("rename group", "Rename g", [](auto& d) { renameGroup(d, "g", "Cell 2"); });
  row("lock", "Lock 2 elements", [](auto& d) { setMark(d, layout::Mark::Locked, sm, true); });
  row("show", "Show out", [](auto& d) { setMark(d, layout::Mark::Hidden, Ids{"out"}, false); });
  row("isolate", "Isolate 2 elements", [](auto& d) { isolate(d, sm); });
  row("note", "Add note", [](auto& d) { setNote(d, {"", "mind the step", {1, 2, 0, "m"}}); });
  row("dimension", "Add dimension", [](auto& d) { addDimension(d, {"", {0, 0, 0, "s"}, {0, 0, 0, "m"}}); });
  row("path", "Change path of c", [](auto& d) { setPath(d, "c", bend); });
  row("road", "Add road", [](auto& d) { addRoad(d, bend); });
}

void TestLayoutEdits::undoRestoresEveryByte() {
  QFETCH(Edit, edit);
  QFETCH(QString, text);
  models::Document document(jobs_);
  document.replace(hall(), "hall", {});
  const std::string before = document.factory().json().dump();
  edit(document);
  const std::string after = document.factory().json().dump();
  QVERIFY(after != before);
  QCOMPARE(document.undoStack().undoText(), text);
  QCOMPARE(document.undoStack().count(), 1);
  document.undoStack().undo();
  QCOMPARE(document.factory().json().dump(), before);
  document.undoStack().redo();
  QCOMPARE(document.factory().json().dump(), after);
}

void TestLayoutEdits::lockedStaysWhereItIs() {
  models::Document document(jobs_);
  document.replace(hall(), "hall", {});
  const Ids m = {"m"};
  setMark(document, layout::Mark::Locked, m, true);
  const factory::Factory locked = document.factory();
  QVERIFY_EXCEPTION_THROWN(move(document, {{"m", {0, 0, 0, 0}}}), InputError);
  QVERIFY_EXCEPTION_THROWN(place(document, {{"m", 0, 0, 0}}), InputError);
  QVERIFY_EXCEPTION_THROWN(setValue(document, factory::FactoryPath("elements/m/pose/x_m"), 3), InputError);
  QVERIFY_EXCEPTION_THROWN(resetValue(document, factory::FactoryPath("elements/m/pose/x_m")), InputError);
  QVERIFY_EXCEPTION_THROWN(removeElements(document, m), InputError);
  QVERIFY_EXCEPTION_THROWN(cut(document, m), InputError);
  QVERIFY_EXCEPTION_THROWN(align(document, Ids{"m", "s"}, layout::Alignment::Left), InputError);
  QVERIFY(document.factory() == locked);
  setMark(document, layout::Mark::Locked, m, false);
  move(document, {{"m", {0, 0, 0, 0}}});
  QCOMPARE(document.factory().findElement("m")->pose.x_m, 0.0);
}

void TestLayoutEdits::moveConnectsInOneStep() {
  models::Document document(jobs_);
  document.replace(hall(), "hall", {});
  move(document, {{"c", {8, 1, 0, 0}}}, NewFlow{"s", "c"});
  QCOMPARE(document.undoStack().count(), 1);
  QCOMPARE(document.factory().flows().size(), std::size_t{4});
  document.undoStack().undo();
  QVERIFY(document.factory() == hall());
}

void TestLayoutEdits::isolateTwiceShowsAll() {
  models::Document document(jobs_);
  document.replace(hall(), "hall", {});
  const Ids m = {"m"};
  isolate(document, m);
  QCOMPARE(layout::markedElements(document.factory(), layout::Mark::Hidden).size(), std::size_t{3});
  isolate(document, m);
  QVERIFY(layout::markedElements(document.factory(), layout::Mark::Hidden).empty());
}

void TestLayoutEdits::refusedEditLeavesNoTrace() {
  models::Document document(jobs_);
  document.replace(hall(), "hall", {});
  const std::vector<Point> one = {{1, 1}};
  QVERIFY_EXCEPTION_THROWN(move(document, {{"nobody", {}}}), InputError);
  QVERIFY_EXCEPTION_THROWN(move(document, {{"s", {1e9, 0, 0, 0}}}), InputError);
  QVERIFY_EXCEPTION_THROWN(group(document, Ids{"s"}), InputError);
  QVERIFY_EXCEPTION_THROWN(distribute(document, Ids{"s", "m"}, layout::Axis::X), InputError);
  QVERIFY_EXCEPTION_THROWN(setPath(document, "m", one), InputError);
  QVERIFY_EXCEPTION_THROWN(setPath(document, "c", one), InputError);
  QVERIFY_EXCEPTION_THROWN(moveRoadNode(document, {0, "n1"}, {}), InputError);
  QCOMPARE(document.undoStack().count(), 0);
  QVERIFY(document.factory() == hall());
}

void TestLayoutEdits::anyEdit(models::Document& document, Dice& dice, Json& clip) {
  const factory::Factory& factory = document.factory();
  const auto elements = factory.elements();
  Ids ids;
  for (std::size_t i = 0; i < 1 + dice.below(4); ++i) ids.push_back(elements[dice.below(elements.size())].id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const std::string& id = ids.front();
  const layout::CopyPlace beside{{dice.metres(), dice.metres()}, 0, 0.1 * static_cast<double>(dice.below(30)), {}};
  const std::vector<Point> points = {{dice.metres(), 0}, {dice.metres(), 30}, {dice.metres(), 40}};
  const bool is_small = elements.size() < 40;
  switch (dice.below(30)) {
    case 0:
      return void(addElement(document, {{"id", "x"}, {"type", "buffer"}, {"capacity", 1 + dice.below(9)}}));
    case 1:
      return elements.size() > 6 ? removeElements(document, ids) : void();
    case 2:
      return place(document, {{id, dice.metres(), dice.metres(), 0.3}});
    case 3:
      return connectElements(document, id, elements[0].id);
    case 4:
      return renameElement(document, id, "n" + std::to_string(dice.below(60)));
    case 5:
      return setValue(document, factory::FactoryPath("elements/" + id + "/capacity"), 1 + dice.below(5));
    case 6:
      return resetValue(document, factory::FactoryPath("elements/" + id + "/capacity"));
    case 7:
      return factory.flows().empty() ? void() : removeFlow(document, dice.below(factory.flows().size()));
    case 8:
      return move(document, {{id, {dice.metres(), dice.metres(), 0.1, 1}}});
    case 9:
      return move(document, {{id, {dice.metres(), 0, 0, 0}}}, NewFlow{id, elements[0].id});
    case 10:
      return void(addConnected(document, {{"id", "y"}, {"type", "sink"}}, NewFlow{id, ""}));
    case 11:
      return is_small ? void(paste(document, clip, {&beside, 1})) : void();
    case 12:
      return is_small ? void(duplicate(document, ids, {&beside, 1})) : void();
    case 13:
      return elements.size() > 6 ? cut(document, ids) : void();
    case 14:
      return align(document, ids, static_cast<layout::Alignment>(dice.below(6)));
    case 15:
      return distribute(document, ids, dice.below(2) == 0 ? layout::Axis::X : layout::Axis::Y);
    case 16:
      return group(document, ids);
    case 17:
      return ungroup(document, ids);
    case 18:
      return setMark(document, layout::Mark::Locked, ids, dice.below(3) == 0);
    case 19:
      return setMark(document, layout::Mark::Hidden, ids, dice.below(2) == 0);
    case 20:
      return isolate(document, ids);
    case 21:
      return setNote(document, {dice.below(2) == 0 ? "" : "note-1", dice.below(3) == 0 ? "" : "note", {1, 2, 0, id}});
    case 22:
      return addDimension(document, {"", {0, 0, 0, id}, {dice.metres(), 0, 0, {}}});
    case 23:
      return setPath(document, "c", points);
    case 24:
      return addRoad(document, points);
    case 25:
      return moveToGroup(document, ids, dice.below(3) == 0 ? "" : "group-" + std::to_string(1 + dice.below(3)));
    case 26:
      return renameGroup(document, "group-1", "Cell " + std::to_string(dice.below(9)));
    case 27:
      return void(addUnderlay(document, {{"id", "plan"}, {"file", "plan.png"}}));
    case 28:
      return dice.below(2) == 0
                 ? removeUnderlay(document, "plan")
                 : changeUnderlay(document, "plan", {{"unit_m", 0.001 * static_cast<double>(1 + dice.below(50))}},
                                  "Scale plan");
    default:
      clip = layout::clipOf(factory, ids);
      return dice.below(2) == 0 ? splitRoad(document, {0, dice.below(4)}, points[0])
                                : moveRoadNode(document, {0, "n" + std::to_string(dice.below(6))}, points[1]);
  }
}

void TestLayoutEdits::fiveHundredRandomEditsUndoAndRedo_data() {
  QTest::addColumn<std::uint32_t>("seed");
  for (const std::uint32_t seed : {1U, 20261121U, 77U}) QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

void TestLayoutEdits::fiveHundredRandomEditsUndoAndRedo() {
  QFETCH(std::uint32_t, seed);
  models::Document document(jobs_);
  document.replace(hall(), "hall", {});
  Dice dice(seed);
  Json clip = layout::clipOf(document.factory(), Ids{"m", "c"});
  std::vector<std::string> digests = {document.factory().digest()};
  int tried = 0;
  while (digests.size() <= 500) {
    QVERIFY2(++tried < 5000, "too many edits are refused");
    const std::string before = document.factory().digest();
    const int steps = document.undoStack().count();
    try {
      anyEdit(document, dice, clip);
    } catch (const InputError&) {
      QVERIFY2(document.factory().digest() == before, "a refused edit left a trace");
    }
    QVERIFY(document.undoStack().count() - steps <= 1);
    if (document.undoStack().count() > steps) digests.push_back(document.factory().digest());
  }
  const std::string end = document.factory().json().dump();
  for (std::size_t i = digests.size() - 1; i > 0; --i) {
    QCOMPARE(document.factory().digest(), digests[i]);
    document.undoStack().undo();
  }
  QVERIFY(document.factory() == hall());
  QCOMPARE(document.factory().digest(), digests[0]);
  while (document.undoStack().canRedo()) document.undoStack().redo();
  QCOMPARE(document.factory().json().dump(), end);
}

QTEST_GUILESS_MAIN(TestLayoutEdits)
#include "tst_layout_edits.moc"
