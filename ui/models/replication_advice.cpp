// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replication_advice.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

constexpr double kQuantile = 0.975;  // two-sided 95 %

QString tr(const char* text) {
  return QCoreApplication::translate("replicationAdvice", text);
}

QString percent(double share) {
  return QString::number(100 * share, 'g', 2);
}

}  // namespace

ReplicationAdvice replicationAdvice(const numerics::Estimate& pilot, double share, std::uint32_t most) {
  using Status = ReplicationAdvice::Status;
  if (!pilot.hasInterval() || !std::isfinite(pilot.mean) || !std::isfinite(pilot.sd)) return {};
  if (pilot.sd == 0) return {Status::NoSpread, 2, 0};
  if (pilot.mean == 0) return {};
  const double mean = std::abs(pilot.mean);
  const double pilot_share = pilot.half_width / mean;
  const double normal = std::pow(numerics::normalQuantile(kQuantile) * pilot.sd / (share * mean), 2);
  if (normal > most) return {Status::OutOfReach, 0, pilot_share};
  // Student's quantile is above the normal one, by little once there are some.
  auto n = std::max<std::uint32_t>(2, static_cast<std::uint32_t>(std::ceil(normal)));
  const auto halfWidth = [&pilot](std::uint32_t count) {
    return numerics::studentTQuantile(kQuantile, count - 1.0) * pilot.sd / std::sqrt(static_cast<double>(count));
  };
  while (n <= most && halfWidth(n) > share * mean) ++n;
  if (n > most) return {Status::OutOfReach, 0, pilot_share};
  return {Status::Known, n, pilot_share};
}

QString adviceText(const ReplicationAdvice& advice, const numerics::Estimate& pilot, const QString& what,
                   const QString& unit, double share) {
  using Status = ReplicationAdvice::Status;
  const QString in_unit = unit.isEmpty() ? QString() : QLatin1Char(' ') + unit;
  const QString mean = QStringLiteral("%1: %2").arg(what, figure(pilot.mean, pilot.half_width));
  const QString found = tr("%1 %2%3 in %4 pilot runs").arg(mean, plusMinus(pilot), in_unit).arg(pilot.n);
  switch (advice.status) {
    case Status::Known:
      return tr("%1, which is ± %2 %. For ± %3 %, a point needs %4 replications.")
          .arg(found, percent(advice.pilot_share), percent(share))
          .arg(advice.replications);
    case Status::NoSpread:
      return tr("%1%2 in every one of %3 pilot runs: nothing is left to chance. 2 replications are enough.")
          .arg(mean, in_unit)
          .arg(pilot.n);
    case Status::NoMean:
      return tr("%1 has no mean in the pilot runs that a half width could be a share of: choose the number of "
                "replications yourself.")
          .arg(what);
    case Status::OutOfReach:
      return tr("%1, which is ± %2 %. ± %3 % would take more replications than can be made: make the horizon longer, "
                "or "
                "the half width wider.")
          .arg(found, percent(advice.pilot_share), percent(share));
  }
  return {};
}

}  // namespace mw::models
