// SPDX-License-Identifier: GPL-3.0-or-later
// A twin that runs over a log, as it is or changed to try it another way, and what is drawn of it.
#include "ui/models/replay_model.h"

namespace mw::models {

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
  // What is tried is kept only when somebody names it.
  const ReplayOrder order{log_, twin_, twin_name_.toStdString(), setup_.is_smoothed,
                          setup_.variant.changesNothing() ? services_.keepReplay : KeepReplay()};
  const auto work = [order](std::stop_token stop, const ProgressSink& progress) {
    return runReplay(order, stop, progress);
  };
  start(tr("Replaying"), work, [this, generation](Replayed replayed) {
    if (generation == generation_) takeReplayed(std::move(replayed));
  });
}

void ReplayModel::takeReplayed(Replayed replayed) {
  result_ = std::move(replayed.result);
  smoothed_ = std::move(replayed.smoothed);
  smoothing_problem_ = QString::fromStdString(replayed.smoothing_problem);
  replay_alarms_ = std::move(replayed.alarms);
  showAlarms();
  rival_.setOwn({twin_name_, tried_json_, log_, result_});
  showData();
}

void ReplayModel::showData() {
  tracks_.clear();
  axis_.setExtent(duration_s());
  board_.setSignals(signalsOf(data()));
  setLeading(is_leading_);
  emit resultChanged();
  findGaps();
}

void ReplayModel::findGaps() {
  gaps_.clear();
  emit gapsReady();
  if (!log_) return;
  const auto work = [data = data()](std::stop_token, const ProgressSink&) {
    const SharedColumn stamps = stampsOf(data);
    return gapsIn(stamps.empty() ? stamps : stamps.from(stamps.front()), gapOf(data));
  };
  start(tr("Looking for gaps"), work, [this, log = log_, gap_s = gapOf(data())](std::vector<SignalTrack::Gap> gaps) {
    if (log != log_ || gap_s != gapOf(data())) return;
    gaps_ = std::move(gaps);
    emit gapsReady();
  });
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

}  // namespace mw::models
