// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/base/random_stream.h"
#include "ui/models/derived_signal.h"
#include "ui/models/figure_format.h"
#include "ui/models/playback.h"
#include "ui/models/plot_board.h"
#include "ui/models/typed_time.h"

using namespace mw;
using namespace mw::models;

class TestDerivedSignal : public QObject {
  Q_OBJECT
 private slots:
  void keysSurvive_data();
  void keysSurvive();
  void followsTheCalculus();
  void gapsAreNotBridged();
  void unitsFollow();
  void onePointPerReadingOfBoth();
  void boardKeepsItAll();
  void splitGivesEachItsOwn();
  void tenThousandSeeks();

 private:
  static std::vector<SignalEntry> someReadings() {
    using Kind = SignalEntry::Kind;
    return {{"log/load", "load", "1", Kind::Reading, true}, {"log/surface", "surface", "°C", Kind::Reading, true}};
  }
};

void TestDerivedSignal::keysSurvive_data() {
  QTest::addColumn<QString>("key");
  QTest::addColumn<bool>("is_one");
  for (const char* key : {"derivative/log/a", "integral/log/a", "average:10/log/a", "average:0.5/derivative/log/a"})
    QTest::newRow(key) << key << true;
  for (const char* key : {"log/a", "average:0/log/a", "average:x/log/a", "average:10", "nis"})
    QTest::newRow(key) << key << false;
}

void TestDerivedSignal::keysSurvive() {
  QFETCH(QString, key);
  QFETCH(bool, is_one);
  const auto derivation = derivationOf(key.toStdString());
  QCOMPARE(derivation.has_value(), is_one);
  if (derivation) QCOMPARE(QString::fromStdString(keyOf(*derivation)), key);
}

/// Of t^2 at uneven stamps: the difference quotient is t1 + t0, the integral of its derivative leads back, and the mean
/// over a window of a straight line lies half a window behind.
void TestDerivedSignal::followsTheCalculus() {
  std::vector<double> t_s;
  std::vector<double> squares;
  std::vector<double> line;
  for (int i = 0; i < 200; ++i) {
    t_s.push_back(i + 0.2 * (i % 3));
    squares.push_back(t_s.back() * t_s.back());
    line.push_back(3.0 * i);
  }
  using Kind = Derivation::Kind;
  const SignalTrack slope = derive({Kind::Derivative, 0, ""}, trackOf(t_s, squares, 0));
  QCOMPARE(slope.values.size(), std::size_t{199});
  for (std::size_t i = 0; i < 199; ++i) QVERIFY(std::abs(slope.values[i] - (t_s[i] + t_s[i + 1])) < 1e-9);
  std::vector<double> even;
  for (int i = 0; i < 200; ++i) even.push_back(i);
  const SignalTrack area = derive({Kind::Integral, 0, ""}, trackOf(even, line, 0));
  QVERIFY(std::abs(area.values.back() - 1.5 * 199 * 199) < 1e-6);
  const SignalTrack mean = derive({Kind::Average, 10, ""}, trackOf(even, line, 0));
  QVERIFY(std::abs(mean.values[150] - 3 * (150 - 4.5)) < 1e-9);  // readings at 141 .. 150
  QCOMPARE(mean.values[0], 0.0);
}

void TestDerivedSignal::gapsAreNotBridged() {
  const std::vector<double> t_s{0, 1, 2, 60, 61, 62};
  const std::vector<double> values{1, 1, 1, 5, 5, 5};
  const SignalTrack source = trackOf(t_s, values, 0);
  QCOMPARE(source.gaps.size(), std::size_t{1});
  using Kind = Derivation::Kind;
  const SignalTrack slope = derive({Kind::Derivative, 0, ""}, source);
  for (std::size_t i = 0; i < slope.values.size(); ++i) QCOMPARE(slope.values[i], 0.0);  // 4 / 58 s would be the bridge
  QCOMPARE(derive({Kind::Integral, 0, ""}, source).values.back(), 2.0 + 10.0);
  QCOMPARE(derive({Kind::Average, 100, ""}, source).values[3], 5.0);
  for (const Kind kind : {Kind::Derivative, Kind::Integral, Kind::Average})
    QCOMPARE(derive({kind, 100, ""}, source).gaps.size(), std::size_t{1});
  // A threshold that somebody sets decides what is one.
  QCOMPARE(trackOf(t_s, values, 100).gaps.size(), std::size_t{0});
}

void TestDerivedSignal::unitsFollow() {
  using Kind = Derivation::Kind;
  const SignalEntry surface = someReadings()[1];
  const SignalEntry load = someReadings()[0];
  QCOMPARE(entryOf({Kind::Derivative, 0, surface.key}, surface).unit, std::string("°C/s"));
  QCOMPARE(entryOf({Kind::Integral, 0, surface.key}, surface).unit, std::string("°C·s"));
  QCOMPARE(entryOf({Kind::Average, 10, surface.key}, surface).unit, std::string("°C"));
  QCOMPARE(entryOf({Kind::Integral, 0, load.key}, load).unit, std::string("s"));
}

void TestDerivedSignal::onePointPerReadingOfBoth() {
  const SignalTrack x = trackOf(std::vector<double>{0, 2, 4}, std::vector<double>{10, 20, 30}, 3);
  const SignalTrack y = trackOf(std::vector<double>{0, 1, 2, 3, 4, 9}, std::vector<double>{1, 2, 3, 4, 5, 6}, 3);
  const XyTrack pair = pairUp(x, y);
  QCOMPARE(pair.x, (std::vector<double>{10, 10, 20, 20, 30}));  // at 9 s x has been missing for 5
  QCOMPARE(pair.y, (std::vector<double>{1, 2, 3, 4, 5}));
}

void TestDerivedSignal::boardKeepsItAll() {
  PlotBoard board;
  board.setSignals(someReadings());
  QVERIFY(board.derive("derivative/log/surface").isEmpty());
  QVERIFY(!board.derive("derivative/log/none").isEmpty());
  QVERIFY(board.add(0, "derivative/log/surface").isEmpty());
  QVERIFY(board.insertPair(0, "log/load", "derivative/log/surface").isEmpty());
  QVERIFY(!board.insertPair(0, "log/load", "log/load").isEmpty());
  QCOMPARE(board.drawn(0).front().kind, SignalEntry::Kind::Pair);
  QVERIFY2(!board.add(0, "log/load").isEmpty(), "a plot of a pair takes no third");
  board.setBetween(PlotBoard::Between::Hold);
  board.setGap(12.5);

  PlotBoard other;
  other.setSignals(someReadings());
  other.fromJson(Json::parse(board.toJson().dump()));
  QCOMPARE(other.plots(), board.plots());
  QCOMPARE(other.between(), PlotBoard::Between::Hold);
  QCOMPARE(other.gap_s(), 12.5);
  QVERIFY(other.find("derivative/log/surface") != nullptr);
  other.forget("derivative/log/surface");
  QVERIFY(other.find("derivative/log/surface") == nullptr);
  for (const PlotBoard::Plot& plot : other.plots())
    for (const std::string& key : plot) QVERIFY(key.find("derivative") == std::string::npos);
}

void TestDerivedSignal::splitGivesEachItsOwn() {
  PlotBoard board;
  board.setSignals(someReadings());
  QVERIFY(board.add(0, "log/surface").isEmpty());
  const std::size_t before = board.plots().size();
  board.split(0);
  QCOMPARE(board.plots().size(), before + 1);
  QCOMPARE(board.plots()[0], PlotBoard::Plot{"log/load"});
  QCOMPARE(board.plots()[1], PlotBoard::Plot{"log/surface"});
}

/// Whatever time is typed, the cursor stands there, its label says so to the second, and the reading under it is the
/// newest one that is not younger.
void TestDerivedSignal::tenThousandSeeks() {
  std::vector<double> t_s;
  for (int i = 0; i <= 3600; ++i) t_s.push_back(i);
  const SignalTrack track = trackOf(t_s, t_s, 0);
  Playback playback;
  playback.setDuration(3600);
  RandomStream random(5, 1, 0);
  for (int i = 0; i < 10000; ++i) {
    const double wanted_s = std::floor(3600 * random.uniform() * 1000) / 1000;
    const auto typed_s = typedTime_s(QString::number(wanted_s, 'f', 3), std::nullopt);
    QVERIFY(typed_s);
    playback.seek(*typed_s);
    QVERIFY(std::abs(playback.time_s() - wanted_s) < 1e-6);
    const auto sample = track.newestAt(playback.time_s());
    QVERIFY(sample && std::abs(track.t_s[*sample] - wanted_s) <= 1);
    const auto label_s = typedTime_s(clockText(playback.time_s(), true), std::nullopt);
    QVERIFY(label_s && std::abs(*label_s - wanted_s) <= 1);
  }
}

QTEST_GUILESS_MAIN(TestDerivedSignal)
#include "tst_derived_signal.moc"
