// SPDX-License-Identifier: GPL-3.0-or-later
// Logs and twins on their way into the replay.
#include "ui/models/replay_model.h"
#include "ui/models/replay_note_kinds.h"

namespace mw::models {

void ReplayModel::list(bool opens_newest) {
  struct Names {
    std::vector<std::string> logs;
    std::vector<std::pair<std::string, Json>> twins;
    std::vector<std::pair<std::string, Json>> plots;
    std::vector<std::pair<std::string, Json>> seen;
    std::vector<std::pair<std::string, Json>> layouts;
  };
  if (!services_.logs && !services_.twins) return;
  start(
      tr("Listing logs"),
      [services = services_](std::stop_token, const ProgressSink&) {
        Names names;
        if (services.logs) names.logs = services.logs();
        if (services.twins) names.twins = services.twins();
        if (services.notes) names.plots = services.notes(kPlotsNote);
        if (services.notes) names.seen = services.notes(kSeenNote);
        if (services.notes) names.layouts = services.notes(kLayoutNote);
        return names;
      },
      [this, opens_newest, generation = generation_](Names names) {
        log_names_.clear();
        for (const std::string& name : names.logs) log_names_ << QString::fromStdString(name);
        twins_ = std::move(names.twins);
        if (services_.notes) layouts_ = std::move(names.layouts);
        emit namesChanged();
        if (!opens_newest || generation != generation_) return;
        for (const auto& [name, content] : names.seen) seen_notes_[name] = content;
        for (const auto& [name, content] : names.plots) {
          if (name == kBoard) board_.fromJson(content);
        }
        if (!log_names_.isEmpty()) openLog(log_names_.back());
        if (!twins_.empty()) openTwin(twinNames().back());
      });
}

QStringList ReplayModel::twinNames() const {
  QStringList names;
  for (const auto& [name, definition] : twins_) names << QString::fromStdString(name);
  return names;
}

void ReplayModel::openLog(const QString& name) {
  if (!services_.loadLog) return;
  setProblem({});
  start(
      tr("Opening a log"),
      [load = services_.loadLog, name = name.toStdString()](std::stop_token, const ProgressSink&) {
        return load(name);
      },
      [this](twin::Log log) {
        import_notes_.clear();
        takeLog(std::move(log));
      });
}

void ReplayModel::takeImported(twin::Log log, const QStringList& notes) {
  import_notes_ = notes;
  setProblem({});
  takeLog(std::move(log));
  refresh();
}

void ReplayModel::takeLog(twin::Log log) {
  log_ = std::make_shared<const twin::Log>(std::move(log));
  usual_interval_s_ = usualInterval_s(stampsOf(data()));
  result_.reset();
  replay_alarms_.clear();
  search_.setLog(log_, services_.detections);
  replay();
}

void ReplayModel::openTwinFile(const std::filesystem::path& file) {
  setProblem({});
  struct Read {
    Json definition;
    twin::TwinDefinition twin;
  };
  const auto work = [file, keep = services_.keepTwin](std::stop_token, const ProgressSink&) {
    const JsonDocument document = JsonDocument::read(file);
    Read read{document.root(), twin::readTwin(document)};
    if (keep) keep(read.twin.asset, read.definition);
    return read;
  };
  start(tr("Reading a twin"), work, [this](Read read) {
    const QString name = QString::fromStdString(read.twin.asset);
    takeTwin(name, read.definition, std::move(read.twin));
    refresh();
  });
}

void ReplayModel::openTwin(const QString& name) {
  for (const auto& [known, definition] : twins_) {
    if (QString::fromStdString(known) != name) continue;
    setProblem({});
    const auto work = [text = definition.dump(), file = known](std::stop_token, const ProgressSink&) {
      return twin::readTwin(JsonDocument::parse(text, file));
    };
    start(tr("Reading a twin"), work,
          [this, name, kept = definition](twin::TwinDefinition twin) { takeTwin(name, kept, std::move(twin)); });
    return;
  }
}

}  // namespace mw::models
