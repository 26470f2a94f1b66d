// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replay_model.h"

#include <algorithm>
#include <limits>

#include "core/estimation/nis_test.h"

namespace mw::models {
namespace {

constexpr const char* kPlotsNote = "plots";
constexpr const char* kSeenNote = "acknowledged";
constexpr const char* kBoard = "replay";
constexpr const char* kLayoutNote = "plot-layout";

}  // namespace

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
    : QObject(parent), playback_(playback), jobs_(jobs), services_(std::move(services)), search_(jobs), rival_(jobs) {
  connect(&board_, &PlotBoard::edited, this, [this] { keepNote(kPlotsNote, kBoard, board_.toJson()); });
  connect(&board_, &PlotBoard::gapChanged, this, [this] {
    tracks_.clear();
    emit resultChanged();
  });
  connect(&alarms_, &AlarmTable::seenChanged, this, &ReplayModel::keepSeen);
  connect(&search_, &AnomalySearch::setsChanged, this, &ReplayModel::showAlarms);
  connect(&rival_, &ReplayRival::changed, this, [this] {
    std::erase_if(tracks_, [](const auto& track) { return track.first.starts_with("other/"); });
    board_.setSignals(signalsOf(data()));
  });
  connect(&playback_, &Playback::timeChanged, this, [this](double time_s) {
    if (is_leading_) axis_.setNow(time_s);
  });
  refresh();
}

void ReplayModel::setServices(ReplayServices services) {
  ++generation_;
  services_ = std::move(services);
  log_.reset();
  twin_.reset();
  result_.reset();
  smoothed_.reset();
  setup_ = {};
  rival_.clear();
  import_notes_.clear();
  seen_notes_.clear();
  layouts_.clear();
  board_.fromJson(Json{{"plots", Json::array()}});
  replay_alarms_.clear();
  search_.setLog(nullptr, {});
  showAlarms();
  showData();
  setProblem({});
  log_names_.clear();
  twins_.clear();
  emit namesChanged();
  list(true);
}

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

void ReplayModel::takeImported(twin::Log log, const QStringList& notes) {
  import_notes_ = notes;
  setProblem({});
  takeLog(std::move(log));
  refresh();
}

void ReplayModel::takeLog(twin::Log log) {
  log_ = std::make_shared<const twin::Log>(std::move(log));
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

void ReplayModel::takeTwin(const QString& name, const Json& definition, twin::TwinDefinition twin) {
  twin_name_ = name;
  twin_json_ = tried_json_ = definition;
  setup_.variant = {};
  twin_ = std::make_shared<const twin::TwinDefinition>(std::move(twin));
  replay();
}

void ReplayModel::setSetup(Setup setup) {
  const bool is_same_twin = setup.variant.filter == setup_.variant.filter && setup.variant.sets == setup_.variant.sets;
  const bool is_same = is_same_twin && setup.is_smoothed == setup_.is_smoothed;
  if (is_same) return;
  setup_ = std::move(setup);
  if (!twin_) return emit changed();
  is_same_twin ? replay() : tryTwin();
}

void ReplayModel::tryTwin() {
  setProblem({});
  struct Read {
    Json definition;
    twin::TwinDefinition twin;
  };
  const auto work = [definition = twin_json_, variant = setup_.variant, name = twin_name_.toStdString()](
                        std::stop_token, const ProgressSink&) {
    Read read{twin::variantOf(definition, variant), {}};
    read.twin = twin::readTwin(JsonDocument::parse(read.definition.dump(), name));
    twin::requireRunnable(read.twin);
    return read;
  };
  start(tr("Reading a twin"), work, [this, name = twin_name_](Read read) {
    if (name != twin_name_) return;
    tried_json_ = std::move(read.definition);
    twin_ = std::make_shared<const twin::TwinDefinition>(std::move(read.twin));
    replay();
  });
}

void ReplayModel::keepTriedAs(const QString& name) {
  const QString trimmed = name.trimmed();
  if (trimmed.isEmpty() || !twin_) return;
  twin_name_ = trimmed;
  twin_json_ = tried_json_;
  setup_.variant = {};
  std::erase_if(twins_, [&trimmed](const auto& known) { return QString::fromStdString(known.first) == trimmed; });
  twins_.emplace_back(trimmed.toStdString(), twin_json_);
  if (services_.keepTwin) {
    start(
        tr("Keeping a twin"),
        [name = trimmed.toStdString(), definition = twin_json_, data = data(), keep = services_.keepTwin,
         keep_replay = services_.keepReplay](std::stop_token, const ProgressSink&) {
          keep(name, definition);
          if (keep_replay && data.log && data.result) keep_replay(name, *data.log, *data.result);
          return true;
        },
        [](bool) {});
  }
  emit namesChanged();
  emit changed();
}

void ReplayModel::compareWith(const QString& twin) {
  for (const auto& [known, definition] : twins_) {
    if (QString::fromStdString(known) == twin) return rival_.choose(twin, definition);
  }
  rival_.clear();
}

void ReplayModel::replay() {
  const auto generation = ++generation_;
  result_.reset();
  smoothed_.reset();
  smoothing_problem_.clear();
  replay_alarms_.clear();
  showAlarms();
  rival_.setOwn({twin_name_, tried_json_, log_, nullptr});
  showData();
  if (!log_ || !twin_) return;
  struct Replayed {
    std::shared_ptr<const twin::ReplayResult> result;
    std::shared_ptr<const twin::ReplayResult> smoothed;
    std::vector<Alarm> alarms;
    QString smoothing_problem;
  };
  // What is tried is kept only when somebody names it.
  const auto keep = setup_.variant.changesNothing() ? services_.keepReplay : decltype(services_.keepReplay){};
  const auto work = [data = data(), name = twin_name_.toStdString(), keep, smooths = setup_.is_smoothed](
                        std::stop_token stop, const ProgressSink& progress) {
    const auto run = [&](bool is_smoothed) {
      return std::make_shared<const twin::ReplayResult>(
          twin::replay(*data.twin, *data.log, {.is_smoothed = is_smoothed, .stop = stop, .progress = progress}));
    };
    Replayed replayed{run(false), nullptr, {}, {}};
    if (keep) keep(name, *data.log, *replayed.result);
    replayed.alarms = alarmsOf({data.log, data.twin, replayed.result});
    try {
      if (smooths) replayed.smoothed = run(true);
    } catch (const InputError& error) {
      replayed.smoothing_problem = QString::fromUtf8(error.what());
    }
    return replayed;
  };
  start(tr("Replaying"), work, [this, generation](Replayed replayed) {
    if (generation != generation_) return;
    result_ = std::move(replayed.result);
    smoothed_ = std::move(replayed.smoothed);
    smoothing_problem_ = std::move(replayed.smoothing_problem);
    replay_alarms_ = std::move(replayed.alarms);
    showAlarms();
    rival_.setOwn({twin_name_, tried_json_, log_, result_});
    showData();
  });
}

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

void ReplayModel::showData() {
  tracks_.clear();
  axis_.setExtent(duration_s());
  board_.setSignals(signalsOf(data()));
  setLeading(is_leading_);
  emit resultChanged();
}

std::shared_ptr<const SignalTrack> ReplayModel::track(const std::string& key) {
  const auto found = tracks_.find(key);
  if (found != tracks_.end()) return found->second;
  if (!log_ || !board_.find(key)) return nullptr;
  tracks_[key] = nullptr;
  const auto work = [data = data(), key](std::stop_token, const ProgressSink&) {
    return std::make_shared<const SignalTrack>(trackOf(data, key));
  };
  start(tr("Drawing the replay"), work, [this, key, drawn = data()](std::shared_ptr<const SignalTrack> track) {
    const bool is_old = drawn.log != log_ || drawn.result != result_ || drawn.gap_s != board_.gap_s() ||
                        drawn.smoothed != smoothed_ || (key.starts_with("other/") && drawn.other != rival_.result());
    if (is_old) return;
    tracks_[key] = std::move(track);
    emit trackReady(key);
  });
  return nullptr;
}

std::shared_ptr<const XyTrack> ReplayModel::pair(const std::string& key) {
  const auto keys = pairOf(key);
  if (!keys) return nullptr;
  const auto x = track(keys->first);
  const auto y = track(keys->second);
  return x && y ? std::make_shared<const XyTrack>(pairUp(*x, *y)) : nullptr;
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

void ReplayModel::stepSample(int direction) {
  if (!log_ || log_->t_s.empty()) return;
  const double first_s = log_->t_s.front();
  const double at_s = first_s + playback_.time_s();
  // Half a nanosecond: stamps have nanoseconds, and the cursor may stand a rounding beside one.
  constexpr double kRounding_s = 0.5e-9;
  const double slack_s = kRounding_s + 4 * std::numeric_limits<double>::epsilon() * std::abs(at_s);
  const std::vector<double>& t_s = log_->t_s;
  const auto next =
      direction > 0 ? std::ranges::upper_bound(t_s, at_s + slack_s) : std::ranges::lower_bound(t_s, at_s - slack_s) - 1;
  if ((direction > 0 && next == t_s.end()) || next < t_s.begin()) return;
  playback_.pause();
  playback_.seek(*next - first_s);
}

void ReplayModel::stepAlarm(int direction) {
  const int row = direction > 0 ? alarms_.after(playback_.time_s()) : alarms_.before(playback_.time_s());
  if (row < 0) return;
  playback_.pause();
  playback_.seek(alarms_.alarms()[static_cast<std::size_t>(row)].t_s);
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

double ReplayModel::duration_s() const {
  return log_ && !log_->t_s.empty() ? log_->t_s.back() - log_->t_s.front() : 0;
}

double ReplayModel::nisLimit() const {
  if (!twin_) return std::numeric_limits<double>::quiet_NaN();
  return estimation::nisLimit(static_cast<int>(twin_->measured.size()), twin_->anomaly_sigma);
}

void ReplayModel::setLeading(bool is_leading) {
  is_leading_ = is_leading;
  if (!is_leading_ || !log_) return;
  playback_.setDuration(duration_s());
  axis_.setNow(playback_.time_s());
}

void ReplayModel::setProblem(const QString& problem) {
  problem_ = problem;
  emit changed();
}

}  // namespace mw::models
