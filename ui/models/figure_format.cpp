// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/figure_format.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace mw::models {
namespace {

QLocale screenLocale() {
  QLocale locale;
  locale.setNumberOptions(QLocale::OmitGroupSeparator);
  return locale;
}

QString fixed(double value, int decimals) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  return screenLocale().toString(value, 'f', decimals);
}

/// Decimals that keep `figures` figures of a number.
int decimalsFor(double number, int figures) {
  if (!std::isfinite(number) || number == 0) return 0;
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(number))));
  return std::clamp(figures - 1 - magnitude, 0, 4);
}

/// One figure of the spread, two where it starts with a 1: 0.57 -> 0.6, 0.14 -> 0.14.
int decimalsForSpread(double spread) {
  const double lead = std::abs(spread) / std::pow(10.0, std::floor(std::log10(std::abs(spread))));
  return decimalsFor(spread, lead < 2 ? 2 : 1);
}

}  // namespace

QString figure(double value, double spread) {
  if (!std::isfinite(spread) || spread == 0) return figure(value);
  return fixed(value, decimalsForSpread(spread));
}

QString figure(double value) {
  return fixed(value, decimalsFor(value, 3));
}

QString plusMinus(const numerics::Estimate& estimate) {
  if (!estimate.hasInterval() || !std::isfinite(estimate.half_width)) return {};
  const int decimals =
      estimate.half_width == 0 ? decimalsFor(estimate.mean, 3) : decimalsForSpread(estimate.half_width);
  return QStringLiteral("± ") + fixed(estimate.half_width, decimals);
}

QString rangeText(double low, double high) {
  const double distance = high - low;
  const int decimals = distance > 0 ? decimalsFor(distance, 2) : decimalsFor(high, 3);
  return fixed(low, decimals) + QStringLiteral(" – ") + fixed(high, decimals);
}

QString clockText(double t_s, bool with_seconds) {
  const auto whole = static_cast<long long>(with_seconds ? std::floor(t_s) : std::floor(t_s / 60) * 60);
  const long long hours = whole / 3600;
  const int minutes = static_cast<int>(whole / 60 % 60);
  QString text = QStringLiteral("%1:%2").arg(hours).arg(minutes, 2, 10, QLatin1Char('0'));
  if (with_seconds) text += QStringLiteral(":%1").arg(static_cast<int>(whole % 60), 2, 10, QLatin1Char('0'));
  return text;
}

QString durationText(double duration_s) {
  if (!std::isfinite(duration_s)) return QStringLiteral("–");
  const double size = std::abs(duration_s);
  if (size < 1) return fixed(duration_s, 1) + QStringLiteral(" s");
  if (size < 120) return fixed(duration_s, 0) + QStringLiteral(" s");
  if (size < 10 * 60) return fixed(duration_s / 60, 1) + QStringLiteral(" min");
  if (size < 120 * 60) return fixed(duration_s / 60, 0) + QStringLiteral(" min");
  if (size < 48 * 3600) return fixed(duration_s / 3600, 1) + QStringLiteral(" h");
  return fixed(duration_s / 86400, 1) + QStringLiteral(" d");
}

}  // namespace mw::models
