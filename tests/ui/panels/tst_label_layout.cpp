// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/panels/viewport/label_layout.h"

using namespace mw::panels;

namespace {

constexpr QRectF kRoom{0, 0, 400, 300};
constexpr QSizeF kSize{100, 20};

LabelWish wish(double x, double y, double urgency = 0, bool may_move = true) {
  return {kSize, {x, y}, urgency, may_move};
}

}  // namespace

/// Labels over the hall: each is where it belongs, beside that, or away; never over another, never under the cube.
class TestLabelLayout : public QObject {
  Q_OBJECT
 private slots:
  void aloneItStandsOverItsAnchor();
  void theMoreUrgentKeepsItsPlace();
  void theQuietOneGoes();
  void nothingStandsUnderTheCube();
  void edgesPushInwards();
  void outOfSightIsAway();
  void crowdNeverOverlaps();
};

void TestLabelLayout::aloneItStandsOverItsAnchor() {
  const std::vector<LabelWish> wishes = {wish(200, 150)};
  const auto places = placeLabels(wishes, kRoom, {});
  QVERIFY(places[0]);
  QCOMPARE(*places[0], freePlaceOf(wishes[0]));
  QCOMPARE(places[0]->center().x(), 200.0);
  QVERIFY(places[0]->bottom() < 150);
}

void TestLabelLayout::theMoreUrgentKeepsItsPlace() {
  const std::vector<LabelWish> wishes = {wish(200, 150, 1), wish(210, 152, 5)};
  const auto places = placeLabels(wishes, kRoom, {});
  QCOMPARE(*places[1], freePlaceOf(wishes[1]));
  QVERIFY(places[0]);
  QVERIFY(places[0]->bottom() <= places[1]->top());  // moved up, still there
}

void TestLabelLayout::theQuietOneGoes() {
  const std::vector<LabelWish> wishes = {wish(200, 150, 1, false), wish(210, 152, 5)};
  const auto places = placeLabels(wishes, kRoom, {});
  QVERIFY(!places[0]);
  QVERIFY(places[1]);
}

void TestLabelLayout::nothingStandsUnderTheCube() {
  const std::vector<QRectF> cube = {{300, 0, 100, 100}};
  const std::vector<LabelWish> wishes = {wish(320, 90), wish(320, 90, -1, false)};
  const auto places = placeLabels(wishes, kRoom, cube);
  QVERIFY(!places[1]);
  QVERIFY(!places[0] || !places[0]->intersects(cube[0]));
}

void TestLabelLayout::edgesPushInwards() {
  const std::vector<LabelWish> wishes = {wish(5, 150), wish(395, 150), wish(200, 8)};
  for (const auto& place : placeLabels(wishes, kRoom, {})) {
    QVERIFY(place);
    QVERIFY(kRoom.contains(*place));
  }
}

void TestLabelLayout::outOfSightIsAway() {
  const std::vector<LabelWish> wishes = {wish(-3, 150), wish(200, 320)};
  const auto places = placeLabels(wishes, kRoom, {});
  QVERIFY(!places[0] && !places[1]);
}

void TestLabelLayout::crowdNeverOverlaps() {
  std::vector<LabelWish> wishes;
  for (int i = 0; i < 60; ++i) wishes.push_back(wish(20 + 37 * i % 360, 20 + 53 * i % 260, i % 7, i % 3 != 0));
  const std::vector<QRectF> taken = {{0, 0, 150, 40}, {300, 0, 100, 100}};
  const auto places = placeLabels(wishes, kRoom, taken);
  int shown = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    ++shown;
    for (const QRectF& other : taken) QVERIFY(!places[i]->intersects(other));
    for (std::size_t k = i + 1; k < places.size(); ++k) QVERIFY(!places[k] || !places[i]->intersects(*places[k]));
  }
  QVERIFY(shown >= 10);
}

QTEST_APPLESS_MAIN(TestLabelLayout)
#include "tst_label_layout.moc"
