// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/run_time.h"

#include <QRegularExpression>

#include "core/base/text.h"

namespace mw::models {

std::optional<double> parseRunTime(const QString& text) {
  static const QRegularExpression kClock(QStringLiteral("^(\\d+):([0-5]?\\d)(?::([0-5]?\\d(?:\\.\\d+)?))?$"));
  const QString typed = text.trimmed();
  if (const auto clock = kClock.match(typed); clock.hasMatch()) {
    return clock.captured(1).toDouble() * 3600 + clock.captured(2).toDouble() * 60 + clock.captured(3).toDouble();
  }
  QString span = typed;
  span.remove(QLatin1Char(' ')).replace(QLatin1String("min"), QLatin1String("m"));
  const auto time_s = parseDuration(span.toStdString());
  return time_s && *time_s >= 0 ? time_s : std::nullopt;
}

}  // namespace mw::models
