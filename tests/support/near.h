// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <cmath>
#include <string>

namespace mw::test {

/// Empty when got is within max(abs, rel * |want|) of want, else a sentence with both values and the difference.
/// Use as: const QString wrong = differs(got, want, 1e-9); QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
inline QString differs(double got, double want, double rel, double abs = 0.0) {
  if (std::isnan(got) && std::isnan(want)) return {};
  const double difference = std::abs(got - want);
  if (difference <= std::max(abs, rel * std::abs(want))) return {};
  return QString("is %1, wants %2, differs by %3")
      .arg(got, 0, 'g', 17)
      .arg(want, 0, 'g', 17)
      .arg(difference, 0, 'g', 3);
}

/// The same, element by element, for anything with size() and operator[].
template <class Values, class Wanted>
QString allDiffer(const Values& got, const Wanted& want, double rel, double abs = 0.0) {
  if (got.size() != want.size()) return QString("has %1 entries, wants %2").arg(got.size()).arg(want.size());
  for (decltype(want.size()) i = 0; i < want.size(); ++i) {
    const QString wrong = differs(got[i], want[i], rel, abs);
    if (!wrong.isEmpty()) return QString("[%1] %2").arg(i).arg(wrong);
  }
  return {};
}

}  // namespace mw::test

/// Fails the test with both values and their difference.
#define MW_NEAR(got, want, rel, abs)                                         \
  do {                                                                       \
    const QString wrong_ = ::mw::test::differs((got), (want), (rel), (abs)); \
    QVERIFY2(wrong_.isEmpty(), qPrintable(QString(#got " ") + wrong_));      \
  } while (false)
