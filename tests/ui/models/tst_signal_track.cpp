// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/random_stream.h"
#include "ui/models/signal_track.h"

using namespace mw;
using namespace mw::models;

class TestSignalTrack : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void outlineHasTheExtremesOfEveryPixelColumn_data();
  void outlineHasTheExtremesOfEveryPixelColumn();
  void aHoleBreaksTheLine();
  void aMissingValueIsNoGap();
  void bandCoversEveryReading();
  void fewReadingsAreThemselves();
  void aFarViewHasEveryExtreme_data();
  void aFarViewHasEveryExtreme();
  void everyRowIsFoundByItsTime_data();
  void everyRowIsFoundByItsTime();
  void wholeColumnsAreSharedAndHolesCopied();

 private:
  static constexpr std::size_t kRows = 1'000'000;
  std::vector<double> t_s_;
  std::vector<double> values_;
  SignalTrack track_;
};

void TestSignalTrack::initTestCase() {
  RandomStream random(3, 1, 0);
  double walk = 0;
  for (std::size_t i = 0; i < kRows; ++i) {
    walk += random.uniform() - 0.5;
    // One hour without a row, in the middle.
    t_s_.push_back(50 + 0.1 * static_cast<double>(i) + (i < kRows / 2 ? 0 : 3600));
    values_.push_back(i == 123'456 ? 1e4 : walk);
  }
  track_ = trackOf(t_s_, values_, 0);
}

void TestSignalTrack::outlineHasTheExtremesOfEveryPixelColumn_data() {
  QTest::addColumn<double>("from_s");
  QTest::addColumn<double>("to_s");
  QTest::newRow("all") << 0.0 << t_s_.back() - 50;
  QTest::newRow("an hour") << 11'111.0 << 14'711.0;
  QTest::newRow("around the gap") << 49'000.0 << 55'000.0;
}

void TestSignalTrack::outlineHasTheExtremesOfEveryPixelColumn() {
  QFETCH(double, from_s);
  QFETCH(double, to_s);
  constexpr int kColumns = 1200;
  const Outline outline = outlineOf(track_, from_s, to_s, kColumns);
  QVERIFY2(outline.t_s.size() <= 4 * kColumns + 16, "as many points as the screen can show");
  const double infinity = std::numeric_limits<double>::infinity();
  std::vector<std::pair<double, double>> wanted(kColumns, {infinity, -infinity});
  std::vector<std::pair<double, double>> drawn = wanted;
  const auto note = [&](std::vector<std::pair<double, double>>& columns, double t_s, double value) {
    const double column = std::floor((t_s - from_s) / ((to_s - from_s) / kColumns));
    if (!(column >= 0) || column >= kColumns || std::isnan(value)) return;
    auto& [low, high] = columns[static_cast<std::size_t>(column)];
    low = std::min(low, value);
    high = std::max(high, value);
  };
  for (std::size_t i = 0; i < kRows; ++i) note(wanted, track_.t_s[i], values_[i]);
  for (std::size_t i = 0; i < outline.t_s.size(); ++i) note(drawn, outline.t_s[i], outline.values[i]);
  QVERIFY(wanted == drawn);
  QVERIFY(std::ranges::is_sorted(outline.t_s));
}

void TestSignalTrack::aHoleBreaksTheLine() {
  QCOMPARE(track_.gaps.size(), std::size_t{1});
  QVERIFY(std::abs(track_.gaps[0].to_s - track_.gaps[0].from_s - 3600.1) < 1e-6);
  const Outline outline = outlineOf(track_, 0, t_s_.back() - 50, 1200);
  std::size_t breaks = 0;
  for (std::size_t i = 0; i < outline.t_s.size(); ++i) {
    if (!std::isnan(outline.values[i])) continue;
    ++breaks;
    QVERIFY(outline.t_s[i] > track_.gaps[0].from_s && outline.t_s[i] < track_.gaps[0].to_s);
  }
  QCOMPARE(breaks, std::size_t{1});
}

void TestSignalTrack::aMissingValueIsNoGap() {
  const double none = std::nan("");
  const std::vector<double> t_s{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
  const std::vector<double> values{0, 1, none, 3, 4, 5, none, none, none, none, none, none, 12, 13};
  const SignalTrack track = trackOf(t_s, values, 0);
  QCOMPARE(track.values.size(), std::size_t{7});
  QCOMPARE(track.gap_s, 5.0);
  QCOMPARE(track.gaps.size(), std::size_t{1});  // from 5 to 12, not from 1 to 3
  QCOMPARE(track.gaps[0].from_s, 5.0);
  QVERIFY(!track.newestAt(-0.5));
  QCOMPARE(*track.newestAt(2.9), std::size_t{1});
}

void TestSignalTrack::bandCoversEveryReading() {
  const std::vector<double> sd(kRows, 0.25);
  const SignalTrack track = bandOf(t_s_, values_, sd, 0);
  constexpr int kColumns = 300;
  const double width_s = (t_s_.back() - 50) / kColumns;
  const BandOutline band = bandOutlineOf(track, 0, t_s_.back() - 50, kColumns);
  std::size_t at = 0;
  for (std::size_t i = 0; i < kRows; ++i) {
    while (at + 1 < band.t_s.size() && band.t_s[at + 1] <= track.t_s[i]) ++at;
    if (std::floor(band.t_s[at] / width_s) != std::floor(track.t_s[i] / width_s)) continue;
    QVERIFY(band.low[at] <= values_[i] - 0.5 && band.high[at] >= values_[i] + 0.5);
  }
}

void TestSignalTrack::fewReadingsAreThemselves() {
  const Outline outline = outlineOf(track_, 100, 101, 1000);
  // 100.0 to 101.0 at 10 Hz and one on either side at most.
  QVERIFY(outline.t_s.size() >= 11 && outline.t_s.size() <= 13);
  for (std::size_t i = 0; i < outline.t_s.size(); ++i) {
    QCOMPARE(outline.values[i], values_[track_.rowAt(outline.t_s[i])]);
  }
}

void TestSignalTrack::aFarViewHasEveryExtreme_data() {
  QTest::addColumn<int>("columns");
  QTest::newRow("5,000 readings each") << 200;
  QTest::newRow("10,000") << 100;
  QTest::newRow("all in one") << 1;
}

void TestSignalTrack::aFarViewHasEveryExtreme() {
  QFETCH(int, columns);
  const double duration_s = t_s_.back() - 50;
  const Outline outline = outlineOf(track_, 0, duration_s, columns);
  QVERIFY2(outline.t_s.size() <= static_cast<std::size_t>(2 * columns + 16), "two points a column");
  QVERIFY(std::ranges::is_sorted(outline.t_s));
  const double width_s = duration_s / columns;
  // The readings of a column are drawn in it or, off by a thirtieth of it, at its edge: looked for in itself and
  // beside.
  const auto drawnWithin = [&](double from_s, double to_s) {
    std::pair<double, double> range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (std::size_t i = 0; i < outline.t_s.size(); ++i) {
      if (std::isnan(outline.values[i]) || outline.t_s[i] < from_s || outline.t_s[i] > to_s) continue;
      range = {std::min(range.first, outline.values[i]), std::max(range.second, outline.values[i])};
    }
    return range;
  };
  for (std::size_t i = 0; i < kRows; i += 997) {
    const double t_s = track_.t_s[i];
    const auto [low, high] = drawnWithin(t_s - 1.04 * width_s, t_s + 1.04 * width_s);
    QVERIFY(low <= values_[i] && values_[i] <= high);
  }
  QCOMPARE(*std::ranges::max_element(outline.values, {}, [](double v) { return std::isnan(v) ? -1e9 : v; }), 1e4);
}

void TestSignalTrack::everyRowIsFoundByItsTime_data() {
  QTest::addColumn<int>("rows");
  for (const int rows : {0, 1, 2, 63, 64, 65, 127, 128, 129, 1000}) QTest::addRow("%d", rows) << rows;
}

void TestSignalTrack::everyRowIsFoundByItsTime() {
  QFETCH(int, rows);
  std::vector<double> t_s;
  for (int i = 0; i < rows; ++i) t_s.push_back(10 + 2.0 * i);
  const SignalTrack track = trackOf(t_s, t_s, 0);
  const auto count = static_cast<std::size_t>(rows);
  for (std::size_t i = 0; i < count; ++i) {
    const double at_s = 2.0 * static_cast<double>(i);
    QCOMPARE(track.rowAt(at_s), i);
    QCOMPARE(track.rowAt(at_s - 1), i);
    QCOMPARE(*track.newestAt(at_s), i);
    QCOMPARE(*track.newestAt(at_s + 1), i);
  }
  QCOMPARE(track.rowAt(2.0 * rows), count);
  QCOMPARE(track.rowAt(2.0 * rows + 1e6), count);
  QVERIFY(!track.newestAt(-1));
}

void TestSignalTrack::wholeColumnsAreSharedAndHolesCopied() {
  const SharedColumn t_s(Column{5, 6, 7});
  const SharedColumn whole(Column{1, 2, 3});
  const SignalTrack shared = trackOf(t_s, whole, 0);
  QCOMPARE(shared.values.shared().data(), whole.shared().data());
  QCOMPARE(shared.t_s.shared().data(), t_s.shared().data());
  QCOMPARE(shared.t_s.back(), 2.0);
  const SignalTrack copied = trackOf(t_s, SharedColumn(Column{1, std::nan(""), 3}), 0);
  QCOMPARE(copied.values.size(), std::size_t{2});
  QCOMPARE(copied.t_s[1], 2.0);
}

QTEST_GUILESS_MAIN(TestSignalTrack)
#include "tst_signal_track.moc"
