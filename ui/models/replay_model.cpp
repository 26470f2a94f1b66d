// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replay_model.h"

#include <limits>

#include "core/estimation/nis_test.h"

namespace mw::models {

template <class Work, class Deliver>
void ReplayModel::start(const QString& name, Work work, Deliver deliver) {
  ++busy_;
  jobs::Job* job = jobs_.start(name, this, std::move(work), std::move(deliver));
  connect(job, &jobs::Job::failed, this, &ReplayModel::setProblem);
  connect(job, &jobs::Job::ended, this, [this] {
    --busy_;
    emit changed();
  });
  emit changed();
}

ReplayModel::ReplayModel(Playback& playback, jobs::JobService& jobs, ReplayServices services, QObject* parent)
    : QObject(parent), playback_(playback), jobs_(jobs), services_(std::move(services)) {
  refresh();
}

void ReplayModel::setServices(ReplayServices services) {
  ++generation_;
  services_ = std::move(services);
  log_.reset();
  twin_.reset();
  result_.reset();
  trace_.reset();
  import_notes_.clear();
  setProblem({});
  emit resultChanged();
  emit traceChanged();
  log_names_.clear();
  twins_.clear();
  emit namesChanged();
  list(true);
}

void ReplayModel::list(bool opens_newest) {
  struct Names {
    std::vector<std::string> logs;
    std::vector<std::pair<std::string, Json>> twins;
  };
  if (!services_.logs && !services_.twins) return;
  start(
      tr("Listing logs"),
      [services = services_](std::stop_token, const ProgressSink&) {
        return Names{services.logs ? services.logs() : std::vector<std::string>{},
                     services.twins ? services.twins() : std::vector<std::pair<std::string, Json>>{}};
      },
      [this, opens_newest, generation = generation_](Names names) {
        log_names_.clear();
        for (const std::string& name : names.logs) log_names_ << QString::fromStdString(name);
        twins_ = std::move(names.twins);
        emit namesChanged();
        if (!opens_newest || generation != generation_) return;
        if (!log_names_.isEmpty()) openLog(log_names_.back());
        if (!twins_.empty()) openTwin(twinNames().back());
      });
}

QStringList ReplayModel::twinNames() const {
  QStringList names;
  for (const auto& [name, definition] : twins_) names << QString::fromStdString(name);
  return names;
}

void ReplayModel::importLog(const std::filesystem::path& file, const std::optional<std::filesystem::path>& map_file) {
  setProblem({});
  std::vector<std::string> needed;
  if (twin_) needed = twin::neededSignals(*twin_);
  const auto work = [file, map_file, needed, keep = services_.keepLog](std::stop_token stop,
                                                                       const ProgressSink& progress) {
    twin::LogImport import =
        twin::importLog(file, map_file, needed, {.keeps_going = true, .stop = std::move(stop), .progress = progress});
    if (keep) keep(import.report.log);
    return import;
  };
  start(tr("Importing a log"), work, [this](twin::LogImport import) {
    import_notes_.clear();
    for (const std::string& sentence : import.said) import_notes_ << QString::fromStdString(sentence);
    for (const std::string& sentence : twin::inWords(import.report)) import_notes_ << QString::fromStdString(sentence);
    takeLog(std::move(import.report.log));
    refresh();
  });
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

void ReplayModel::takeLog(twin::Log log) {
  log_ = std::make_shared<const twin::Log>(std::move(log));
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

void ReplayModel::takeTwin(const QString& name, const Json& definition, twin::TwinDefinition twin) {
  twin_name_ = name;
  twin_json_ = definition;
  twin_ = std::make_shared<const twin::TwinDefinition>(std::move(twin));
  state_ = 0;
  replay();
}

void ReplayModel::replay() {
  const auto generation = ++generation_;
  result_.reset();
  trace_.reset();
  emit resultChanged();
  emit traceChanged();
  if (!log_ || !twin_) return;
  const auto work = [log = log_, twin = twin_, name = twin_name_.toStdString(), keep = services_.keepReplay](
                        std::stop_token stop, const ProgressSink& progress) {
    auto result = std::make_shared<const twin::ReplayResult>(
        twin::replay(*twin, *log, {.stop = std::move(stop), .progress = progress}));
    if (keep) keep(name, *log, *result);
    return result;
  };
  start(tr("Replaying"), work, [this, generation](std::shared_ptr<const twin::ReplayResult> result) {
    if (generation != generation_) return;
    result_ = std::move(result);
    setLeading(is_leading_);
    emit resultChanged();
    drawAgain();
  });
}

void ReplayModel::setState(std::size_t state) {
  if (!result_ || state >= result_->stateCount() || state == state_) return;
  state_ = state;
  drawAgain();
}

void ReplayModel::drawAgain() {
  const auto work = [result = result_, twin = twin_, log = log_, state = state_](std::stop_token, const ProgressSink&) {
    return std::make_shared<const ReplayTrace>(traceOf(*result, *twin, *log, state));
  };
  start(tr("Drawing the replay"), work,
        [this, generation = generation_, state = state_](std::shared_ptr<const ReplayTrace> trace) {
          if (generation != generation_ || state != state_) return;
          trace_ = std::move(trace);
          emit traceChanged();
        });
}

double ReplayModel::duration_s() const {
  return result_ && !result_->t_s.empty() ? result_->t_s.back() - result_->t_s.front() : 0;
}

double ReplayModel::nisLimit() const {
  if (!twin_) return std::numeric_limits<double>::quiet_NaN();
  return estimation::nisLimit(static_cast<int>(twin_->measured.size()), twin_->anomaly_sigma);
}

void ReplayModel::setLeading(bool is_leading) {
  is_leading_ = is_leading;
  if (is_leading_ && result_) playback_.setDuration(duration_s());
}

void ReplayModel::setProblem(const QString& problem) {
  problem_ = problem;
  emit changed();
}

}  // namespace mw::models
