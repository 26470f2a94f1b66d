// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include "core/events/collect/recording.h"

namespace mw::test {

/// Open from 0 to 10 s and from 20 to 35 s of each day ("c"), on the first day from 10 to 20 s ("late"), always.
inline const char* const kCalendars = R"(, "calendars": [
  {"id": "c", "week": [
    {"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00:00", "to": "00:00:10"},
    {"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00:20", "to": "00:00:35"}]},
  {"id": "late", "week": [{"days": ["mon"], "from": "00:00:10", "to": "00:00:20"}]},
  {"id": "always", "week": [
    {"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00", "to": "24:00"}]}])";

/// When parts enter an element, with b behind those of the second part type: "4 8b 22".
inline QString entriesOf(const events::Recording& recording, std::size_t element) {
  QStringList times;
  for (const events::PartMove& move : recording.moves()) {
    if (move.to != static_cast<std::int32_t>(element)) continue;
    times << QString::number(move.at.seconds()) + (move.part_type == 1 ? "b" : "");
  }
  return times.join(' ');
}

/// Which parts enter an element, by running number in order of creation: "0 2 1".
inline QString orderOf(const events::Recording& recording, std::size_t element) {
  QStringList parts;
  for (const events::PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(element)) parts << QString::number(move.part);
  }
  return parts.join(' ');
}

}  // namespace mw::test
