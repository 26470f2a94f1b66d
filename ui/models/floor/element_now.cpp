// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/element_now.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

constexpr std::size_t kMostListed = 4;

QString tr(const char* text) {
  return QCoreApplication::translate("elementNow", text);
}

/// When the most telling state of its places became what it is at t.
double sinceWhen(const events::Recording& recording, std::uint32_t element, SimTime t,
                 const events::Moment::ElementMoment& now) {
  const std::vector<events::StateChange> changes = recording.statesOf(element);
  auto change = std::ranges::upper_bound(changes, t, {}, &events::StateChange::at);
  if (now.places.size() == 1) {
    double since_s = 0;
    while (change != changes.begin()) {
      --change;
      if (change->state != now.summary) break;
      since_s = change->at.seconds();
    }
    return since_s;
  }
  while (change != changes.begin()) {
    --change;
    if (change->at == SimTime()) return 0;
    const SimTime before = change->at - SimTime::fromTicks(1);
    if (recording.momentAt(before).elements[element].summary != now.summary) return change->at.seconds();
  }
  return 0;
}

}  // namespace

ElementNow elementNow(const events::Recording& recording, std::uint32_t element, double t_s) {
  ElementNow now;
  const SimTime t = SimTime::fromSeconds(t_s);
  events::Moment moment = recording.momentAt(t);
  events::Moment::ElementMoment& here = moment.elements.at(element);
  now.state = here.summary;
  now.since_s = sinceWhen(recording, element, t, here);
  now.parts = std::move(here.parts);
  for (const events::PartMove& move : recording.moves()) {
    if (move.at > t) break;
    if (move.from == static_cast<std::int32_t>(element) && move.to != move.from) ++now.done;
  }
  return now;
}

QString partText(const factory::Factory& factory, std::uint16_t part_type, std::uint32_t part) {
  const auto parts = factory.parts();
  const QString type = part_type < parts.size() ? QString::fromStdString(parts[part_type].id) : tr("part");
  return QStringLiteral("%1 %2").arg(type).arg(part);
}

QString textOf(const ElementNow& now, const factory::Factory& factory, double t_s) {
  const std::string_view name = factory::nameOf(now.state);
  QStringList lines;
  lines << tr("%1 for %2, since %3")
               .arg(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())),
                    durationText(t_s - now.since_s), clockText(now.since_s, true));
  QStringList parts;
  for (std::size_t i = 0; i < std::min(kMostListed, now.parts.size()); ++i) {
    parts << partText(factory, now.parts[i].part_type, now.parts[i].part);
  }
  if (now.parts.size() > kMostListed) parts << QStringLiteral("...");
  if (parts.isEmpty()) {
    lines << tr("empty");
  } else {
    lines << tr("%1 inside: %2").arg(now.parts.size()).arg(parts.join(QStringLiteral(", ")));
  }
  lines << tr("%1 done").arg(now.done);
  return lines.join(QLatin1Char('\n'));
}

}  // namespace mw::models
