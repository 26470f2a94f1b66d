// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/discovery/event_mapping.h"

#include <QCoreApplication>
#include <QStringList>
#include <map>

namespace mw::models {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("EventMapping", text);
}

QString quoted(const std::string& text) {
  return QStringLiteral("\"%1\"").arg(QString::fromStdString(text));
}

}  // namespace

void EventMapping::setSample(twin::LogSample sample) {
  sample_ = std::move(sample);
  guess();
}

void EventMapping::setWishes(const discovery::EventMapWishes& wishes) {
  wishes_ = wishes;
  guess();
}

void EventMapping::guess() {
  proposal_ = discovery::proposeEventMap(sample_, wishes_);
  discovery::EventMapWishes unaided;
  unaided.encoding = wishes_.encoding;
  unaided_ = discovery::proposeEventMap(sample_, unaided).map;
  preview_ = discovery::previewOf(sample_, proposal_.map);
}

QString EventMapping::obstacle() const {
  if (sample_.records.empty()) return tr("The file is empty: choose another.");
  if (!proposal_.missing.empty()) {
    QStringList missing;
    for (const std::string& key : proposal_.missing) missing << roleTitle(key);
    return tr("Say at the left which column holds: %1.").arg(missing.join(QStringLiteral(", ")));
  }
  const discovery::EventMap& map = proposal_.map;
  if (map.start == map.complete) {
    return tr("Start and end cannot both be read from %1: choose another column for one.").arg(quoted(map.start));
  }
  if (map.case_column == map.activity) {
    return tr("Case and activity cannot both be read from %1: choose another column for one.")
        .arg(quoted(map.activity));
  }
  if (map.delimiter == map.decimal) return tr("Columns and decimals cannot be divided by the same sign.");
  if (!map.time_kind) {
    return tr("The cells of %1 are no times that can be told: choose another column, or how its times are written.")
        .arg(quoted(map.start));
  }
  return {};
}

QString roleTitle(const std::string& key) {
  static const std::map<std::string, const char*> titles = {
      {"case", QT_TRANSLATE_NOOP("EventMapping", "Case")},
      {"activity", QT_TRANSLATE_NOOP("EventMapping", "Activity")},
      {"resource", QT_TRANSLATE_NOOP("EventMapping", "Resource")},
      {"start", QT_TRANSLATE_NOOP("EventMapping", "Start")},
      {"complete", QT_TRANSLATE_NOOP("EventMapping", "End")},
      {"quantity", QT_TRANSLATE_NOOP("EventMapping", "Pieces done")},
      {"rejects", QT_TRANSLATE_NOOP("EventMapping", "Pieces rejected")},
      {"order_quantity", QT_TRANSLATE_NOOP("EventMapping", "Pieces of the case")},
      {"part", QT_TRANSLATE_NOOP("EventMapping", "Part type")},
      {"worker", QT_TRANSLATE_NOOP("EventMapping", "Worker")},
      {"kind", QT_TRANSLATE_NOOP("EventMapping", "Kind of row")}};
  const auto found = titles.find(key);
  return found == titles.end() ? QString::fromStdString(key) : tr(found->second);
}

}  // namespace mw::models
