// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/layout/marks.h"

using namespace mw;
using namespace mw::layout;

namespace {

using Ids = std::vector<std::string>;

factory::Factory hall() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "a", "type": "buffer", "pose": {"x_m": 3, "y_m": 4}}, {"id": "b", "type": "buffer"}, {"id": "c", "type": "sink"}]})"));
}

}  // namespace

class TestMarks : public QObject {
  Q_OBJECT
 private slots:
  void marksComeAndGo();
  void groupsGiveTheirMembers();
  void membersMoveBetweenGroups();
  void notesAreChangedAndRemoved();
  void dimensionsFollowTheirElements();
};

void TestMarks::marksComeAndGo() {
  const Ids ab = {"a", "b"};
  const Ids b = {"b"};
  const auto locked = withMarks(hall(), Mark::Locked, ab, true);
  QCOMPARE(markedElements(locked, Mark::Locked), ab);
  QVERIFY(markedElements(locked, Mark::Hidden).empty());
  const auto again = withMarks(locked, Mark::Locked, b, true);
  QCOMPARE(markedElements(again, Mark::Locked), ab);
  QCOMPARE(markedElements(withMarks(locked, Mark::Locked, b, false), Mark::Locked), Ids{"a"});
  QVERIFY2(withMarks(locked, Mark::Locked, ab, false) == hall(), "no empty lists stay behind");
  const Ids nobody = {"nobody"};
  QVERIFY_EXCEPTION_THROWN((void)withMarks(hall(), Mark::Hidden, nobody, true), InputError);
}

void TestMarks::groupsGiveTheirMembers() {
  const Ids ab = {"a", "b"};
  const Ids c = {"c"};
  const auto grouped = withGroup(hall(), ab);
  QCOMPARE(groupsOf(grouped).size(), std::size_t{1});
  QCOMPARE(groupsOf(grouped)[0].id, std::string("group-1"));
  QCOMPARE(withItsGroup(grouped, "b"), ab);
  QCOMPARE(withItsGroup(grouped, "c"), c);
  QVERIFY_EXCEPTION_THROWN((void)withGroup(hall(), c), InputError);
  QVERIFY(withoutGroups(grouped, c) == grouped);
  QVERIFY(withoutGroups(grouped, ab) == hall());
}

void TestMarks::membersMoveBetweenGroups() {
  const Ids ab = {"a", "b"};
  const Ids a = {"a"};
  const Ids b = {"b"};
  const Ids c = {"c"};
  const auto grouped = withGroup(hall(), ab);
  const auto with_c = withMembers(grouped, "group-1", c);
  QCOMPARE(groupsOf(with_c)[0].members, (Ids{"a", "b", "c"}));
  QVERIFY2(withMembers(with_c, "group-1", c) == with_c, "already there");
  QCOMPARE(groupsOf(withMembers(grouped, {}, a))[0].members, b);
  QVERIFY2(withMembers(grouped, {}, ab) == hall(), "a group without members is no more");
  const auto two = withGroup(grouped, Ids{"b", "c"});  // b is in both
  const auto moved = withMembers(two, "group-2", ab);
  QCOMPARE(groupsOf(moved).size(), std::size_t{1});
  QCOMPARE(groupsOf(moved)[0].members, (Ids{"b", "c", "a"}));
  QCOMPARE(groupsOf(withGroupName(grouped, "group-1", "Cell 2"))[0].name, std::string("Cell 2"));
  QVERIFY(withGroupName(withGroupName(grouped, "group-1", "Cell 2"), "group-1", {}) == grouped);
  QVERIFY_EXCEPTION_THROWN((void)withMembers(grouped, "group-7", c), InputError);
  QVERIFY_EXCEPTION_THROWN((void)withGroupName(hall(), "group-1", "x"), InputError);
}

void TestMarks::notesAreChangedAndRemoved() {
  const auto noted = withNote(hall(), {"", "mind the pillar", {1, 2, 0, {}}});
  QCOMPARE(notesOf(noted)[0].id, std::string("note-1"));
  const auto changed = withNote(noted, {"note-1", "no pillar", {1, 2, 0, "a"}});
  QCOMPARE(notesOf(changed).size(), std::size_t{1});
  QCOMPARE(notesOf(changed)[0].text, std::string("no pillar"));
  QVERIFY(withNote(changed, {"note-1", "", {}}) == hall());
}

void TestMarks::dimensionsFollowTheirElements() {
  const auto factory = withDimension(hall(), {"", {1, 0, 0, "a"}, {9, 9, 0, {}}});
  const Dimension dimension = dimensionsOf(factory)[0];
  QCOMPARE(placeOf(factory, dimension.from).x_m, 4.0);
  QCOMPARE(placeOf(factory, dimension.from).y_m, 4.0);
  QCOMPARE(placeOf(factory, dimension.to).x_m, 9.0);
  QVERIFY(withoutDimensions(factory) == hall());
}

QTEST_APPLESS_MAIN(TestMarks)
#include "tst_marks.moc"
