// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/typed_time.h"

#include <cmath>

#include "core/base/text.h"
#include "core/twin/time_stamp.h"

namespace mw::models {
namespace {

constexpr double kSecondsPerNs = 1e-9;

}  // namespace

std::optional<double> typedTime_s(const QString& text, std::optional<double> start_epoch_s) {
  QString typed = text.trimmed();
  const std::string plain = typed.toStdString();
  if (typed.count(QLatin1Char(':')) == 1 && !typed.contains(QLatin1Char('-'))) typed.prepend(QStringLiteral("0:"));
  if (const auto ns = twin::parseStampNs(typed.toStdString(), twin::TimeKind::ElapsedClock, '.')) {
    return static_cast<double>(*ns) * kSecondsPerNs;
  }
  if (start_epoch_s) {
    if (const auto ns = twin::parseIso8601Ns(plain); ns && plain.size() >= 10) {
      constexpr std::int64_t kNsPerS = 1'000'000'000;
      return (static_cast<double>(*ns / kNsPerS) - *start_epoch_s) + static_cast<double>(*ns % kNsPerS) * kSecondsPerNs;
    }
  }
  QString duration = typed;
  duration.remove(QLatin1Char(' ')).replace(QStringLiteral("min"), QStringLiteral("m"));
  return parseDuration(duration.toStdString());
}

QString durationField(double duration_s) {
  const auto text = [](double value, const char* unit) {
    return QString::fromStdString(numberText(value)) + QLatin1Char(' ') + QLatin1String(unit);
  };
  if (duration_s > 0 && std::fmod(duration_s, 86400) == 0) return text(duration_s / 86400, "d");
  if (duration_s > 0 && std::fmod(duration_s, 3600) == 0) return text(duration_s / 3600, "h");
  if (duration_s > 0 && std::fmod(duration_s, 60) == 0) return text(duration_s / 60, "m");
  return text(duration_s, "s");
}

}  // namespace mw::models
