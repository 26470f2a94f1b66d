// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/figure_format.h"

#include <QLocale>
#include <cmath>

#include "core/numerics/figures.h"

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

}  // namespace

QString figure(double value, double spread) {
  return fixed(value, numerics::decimalsOf(value, spread));
}

QString figure(double value) {
  return fixed(value, numerics::decimalsFor(value));
}

QString plusMinus(const numerics::Estimate& estimate) {
  QString text = QString::fromStdString(numerics::halfWidthText(estimate));
  if (text.isEmpty()) return {};
  return QStringLiteral("± ") + text.replace(QLatin1Char('.'), screenLocale().decimalPoint());
}

QString rangeText(double low, double high) {
  const double distance = high - low;
  const int decimals = distance > 0 ? numerics::decimalsFor(distance, 2) : numerics::decimalsFor(high);
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
