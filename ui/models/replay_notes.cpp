// SPDX-License-Identifier: GPL-3.0-or-later
// What of the replay is remembered: arrangements of plots, and which alarms were seen.
#include <algorithm>

#include "ui/models/replay_model.h"
#include "ui/models/replay_note_kinds.h"

namespace mw::models {

void ReplayModel::showAlarms() {
  std::vector<Alarm> alarms = replay_alarms_;
  if (log_) {
    std::vector<Alarm> found = alarmsOf(*log_, search_.sets());
    alarms.insert(alarms.end(), found.begin(), found.end());
  }
  std::ranges::stable_sort(alarms, {}, &Alarm::t_s);
  alarms_.set(std::move(alarms), seenBefore());
}

void ReplayModel::keepSeen() {
  Json of_replay = Json::array();
  Json of_searches = Json::array();
  for (std::size_t row = 0; row < alarms_.alarms().size(); ++row) {
    const Alarm& alarm = alarms_.alarms()[row];
    if (alarms_.isSeen(row)) (alarm.severity == Severity::Detected ? of_searches : of_replay).push_back(alarm.key);
  }
  const auto keep = [this](const std::string& name, const Json& seen) {
    if (seen_notes_[name] == seen) return;
    seen_notes_[name] = seen;
    keepNote(kSeenNote, name, seen);
  };
  keep(alarmsName(), of_replay);
  keep(detectionsName(), of_searches);
}

QStringList ReplayModel::layoutNames() const {
  QStringList names;
  for (const auto& [name, board] : layouts_) names << QString::fromStdString(name);
  return names;
}

void ReplayModel::keepLayout(const QString& name) {
  const std::string text = name.trimmed().toStdString();
  if (text.empty()) return;
  std::erase_if(layouts_, [&text](const auto& layout) { return layout.first == text; });
  layouts_.emplace_back(text, board_.toJson());
  keepNote(kLayoutNote, text, board_.toJson());
  emit namesChanged();
}

void ReplayModel::applyLayout(const QString& name) {
  for (const auto& [known, board] : layouts_) {
    if (QString::fromStdString(known) != name) continue;
    board_.fromJson(board);
    return keepNote(kPlotsNote, kBoard, board_.toJson());
  }
}

void ReplayModel::keepNote(const std::string& kind, const std::string& name, const Json& content) {
  if (!services_.keepNote) return;
  start(
      tr("Keeping the replay's arrangement"),
      [keep = services_.keepNote, kind, name, content](std::stop_token, const ProgressSink&) {
        keep(kind, name, content);
        return true;
      },
      [](bool) {});
}

std::string ReplayModel::alarmsName() const {
  return twin_name_.toStdString() + " over " + (log_ ? log_->name : std::string());
}

std::string ReplayModel::detectionsName() const {
  return "detections in " + (log_ ? log_->name : std::string());
}

std::set<std::string> ReplayModel::seenBefore() const {
  std::set<std::string> seen;
  for (const std::string& name : {alarmsName(), detectionsName()}) {
    const auto found = seen_notes_.find(name);
    if (found == seen_notes_.end() || !found->second.is_array()) continue;
    for (const Json& key : found->second) {
      if (key.is_string()) seen.insert(key.get<std::string>());
    }
  }
  return seen;
}

}  // namespace mw::models
