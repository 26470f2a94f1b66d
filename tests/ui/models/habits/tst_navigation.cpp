// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "ui/models/habits/navigation.h"

using namespace mw::models;

class TestNavigation : public QObject {
  Q_OBJECT

 private slots:
  void presetsAreWhole_data();
  void presetsAreWhole();
  void defaultsArePinned();
  void leftButtonIsForElements();
  void refusesTables_data();
  void refusesTables();
};

void TestNavigation::presetsAreWhole_data() {
  QTest::addColumn<QString>("name");
  for (const NavigationPreset& preset : navigationPresets()) {
    QTest::newRow(preset.name.c_str()) << QString::fromStdString(preset.name);
  }
}

void TestNavigation::presetsAreWhole() {
  QFETCH(QString, name);
  const NavigationTable table = navigationPreset(name.toStdString()).table;
  QVERIFY2(table.problem().isEmpty(), qPrintable(table.problem()));
  std::set<CameraMove> moves;
  for (const NavigationRow& row : table.rows) {
    moves.insert(row.move);
    QVERIFY(table.moveFor(row.button, row.modifiers, false) == row.move);
    if (name == "touchpad") QCOMPARE(row.button, Qt::LeftButton);
  }
  QCOMPARE(moves.size(), std::size_t{kCameraMoveCount});
  const auto again = NavigationTable::fromJson(table.json());
  QVERIFY(again.has_value() && *again == table);
}

// What hands have learned does not change between releases.
void TestNavigation::defaultsArePinned() {
  const NavigationTable& table = navigationPresets().front().table;
  QVERIFY(table.moveFor(Qt::MiddleButton, Qt::NoModifier, true) == CameraMove::Orbit);
  QVERIFY(table.moveFor(Qt::MiddleButton, Qt::ShiftModifier, true) == CameraMove::Pan);
  QVERIFY(table.moveFor(Qt::MiddleButton, Qt::ControlModifier, true) == CameraMove::Zoom);
  QVERIFY(table.moveFor(Qt::RightButton, Qt::NoModifier, true) == CameraMove::Pan);
  QVERIFY(table.moveFor(Qt::LeftButton, Qt::AltModifier, false) == CameraMove::Orbit);
  QVERIFY(table.moveFor(Qt::LeftButton, Qt::ShiftModifier, false) == CameraMove::Pan);
  QVERIFY(!table.moveFor(Qt::LeftButton, Qt::NoModifier, false));  // selects by a box
  QVERIFY(!table.moveFor(Qt::RightButton, Qt::AltModifier, false));
  QCOMPARE(navigationPreset("no such").name, std::string("millwright"));
}

void TestNavigation::leftButtonIsForElements() {
  const NavigationTable& table = navigationPresets().front().table;
  QVERIFY(!table.moveFor(Qt::LeftButton, Qt::AltModifier, true));
  QVERIFY(table.moveFor(Qt::LeftButton, Qt::AltModifier | Qt::KeypadModifier, false) == CameraMove::Orbit);
  NavigationTable own = table;
  own.rows.push_back({CameraMove::Zoom, Qt::LeftButton, Qt::NoModifier});
  QVERIFY(own.moveFor(Qt::LeftButton, Qt::NoModifier, false) == CameraMove::Zoom);
  QVERIFY(!own.moveFor(Qt::LeftButton, Qt::NoModifier, true));
  // Where there is no other button, two modifiers turn the view over elements too; no table takes the floor's box.
  const NavigationTable& touchpad = navigationPreset("touchpad").table;
  QVERIFY(touchpad.moveFor(Qt::LeftButton, Qt::ControlModifier | Qt::ShiftModifier, true) == CameraMove::Orbit);
  for (const NavigationPreset& preset : navigationPresets()) {
    QVERIFY(!preset.table.moveFor(Qt::LeftButton, Qt::NoModifier, false));
  }
}

void TestNavigation::refusesTables_data() {
  QTest::addColumn<QByteArray>("json");
  QTest::newRow("no table") << QByteArray("3");
  QTest::newRow("no rows") << QByteArray("{}");
  QTest::newRow("no pan") << QByteArray(R"({"rows": [{"move": "orbit", "button": "left"}]})");
  QTest::newRow("unknown button") << QByteArray(
      R"({"rows": [{"move": "orbit", "button": "left"}, {"move": "pan", "button": "eighth"}]})");
  QTest::newRow("unknown modifier") << QByteArray(
      R"({"rows": [{"move": "orbit", "button": "left"}, {"move": "pan", "button": "left", "modifiers": ["hyper"]}]})");
  QTest::newRow("twice") << QByteArray(
      R"({"rows": [{"move": "orbit", "button": "left"}, {"move": "pan", "button": "left"}]})");
}

void TestNavigation::refusesTables() {
  QFETCH(QByteArray, json);
  QVERIFY(!NavigationTable::fromJson(mw::Json::parse(json.toStdString())).has_value());
}

QTEST_GUILESS_MAIN(TestNavigation)
#include "tst_navigation.moc"
