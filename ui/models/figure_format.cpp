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

int magnitudeOf(double number) {
  return static_cast<int>(std::floor(std::log10(std::abs(number))));
}

/// Decimals that keep `figures` figures of a number.
int decimalsFor(double number, int figures) {
  if (!std::isfinite(number) || number == 0) return 0;
  return std::clamp(figures - 1 - magnitudeOf(number), 0, 4);
}

constexpr int kMostFigures = 6;
constexpr int kFiguresToRead = 4;

}  // namespace

int decimalsOf(double value, double spread) {
  if (!std::isfinite(spread) || spread == 0) return decimalsFor(value, 3);
  int decimals = -magnitudeOf(spread);
  const bool is_known = std::isfinite(value) && value != 0;
  const int before_point = is_known ? magnitudeOf(value) + 1 : 1;
  const bool begins_with_1 = std::abs(spread) * std::pow(10.0, decimals) < 2;
  if (begins_with_1 && decimals + 1 + before_point <= kFiguresToRead) ++decimals;
  // An interval too narrow to be shown: as many figures as one reads.
  if (decimals + before_point > kMostFigures) decimals = kFiguresToRead - before_point;
  return std::clamp(decimals, 0, 9);
}

QString figure(double value, double spread) {
  return fixed(value, decimalsOf(value, spread));
}

QString figure(double value) {
  return fixed(value, decimalsFor(value, 3));
}

QString plusMinus(const numerics::Estimate& estimate) {
  if (!estimate.hasInterval() || !std::isfinite(estimate.half_width)) return {};
  const int decimals = decimalsOf(estimate.mean, estimate.half_width);
  const double last_figure = std::pow(10.0, -decimals);
  const bool is_hidden = estimate.half_width > 0 && estimate.half_width < last_figure / 2;
  return is_hidden ? QStringLiteral("± < ") + fixed(last_figure, decimals)
                   : QStringLiteral("± ") + fixed(estimate.half_width, decimals);
}

QString rangeText(double low, double high) {
  const double distance = high - low;
  const int decimals = distance > 0 ? decimalsFor(distance, 2) : decimalsFor(high, 3);
  // No line breaks within: no-break spaces, and a word joiner after the dash.
  return fixed(low, decimals) + QStringLiteral("\u00A0–\u2060\u00A0") + fixed(high, decimals);
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
