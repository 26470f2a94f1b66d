// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>

#include "core/base/random_stream.h"
#include "core/twin/min_max_pyramid.h"

using namespace mw;
using namespace mw::twin;

class TestMinMaxPyramid : public QObject {
  Q_OBJECT
 private slots:
  void isExactOfEveryStretch_data();
  void isExactOfEveryStretch();
  void isExactOfEveryPixelColumn();
};

namespace {

std::vector<double> someValues(std::size_t count) {
  RandomStream random(7, 1, 0);
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform() - 0.5;
  return values;
}

void compare(const std::vector<double>& values, const MinMaxPyramid& pyramid, std::size_t first, std::size_t last) {
  const auto begin = values.begin();
  const auto [low, high] =
      std::minmax_element(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last));
  const MinMaxPyramid::Range range = pyramid.range(values, first, last);
  QCOMPARE(range.min, *low);
  QCOMPARE(range.max, *high);
}

}  // namespace

void TestMinMaxPyramid::isExactOfEveryStretch_data() {
  QTest::addColumn<int>("count");
  for (const int count : {1, 2, 15, 16, 17, 255, 256, 257, 300, 515}) QTest::addRow("%d values", count) << count;
}

void TestMinMaxPyramid::isExactOfEveryStretch() {
  QFETCH(int, count);
  const std::vector<double> values = someValues(static_cast<std::size_t>(count));
  const MinMaxPyramid pyramid(values);
  for (std::size_t first = 0; first < values.size(); ++first) {
    for (std::size_t last = first + 1; last <= values.size(); ++last) compare(values, pyramid, first, last);
  }
}

void TestMinMaxPyramid::isExactOfEveryPixelColumn() {
  constexpr std::size_t kColumns = 1237;
  std::vector<double> values = someValues(1'000'003);
  values[777'777] = 40;  // one spike among a million
  const MinMaxPyramid pyramid(values);
  for (std::size_t i = 0; i < kColumns; ++i) {
    compare(values, pyramid, i * values.size() / kColumns, (i + 1) * values.size() / kColumns);
  }
}

QTEST_APPLESS_MAIN(TestMinMaxPyramid)
#include "tst_min_max_pyramid.moc"
