// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/discovery/discovery_model.h"

#include <QFileInfo>
#include <algorithm>
#include <cmath>

#include "core/report/discovery_report.h"
#include "core/report/shell_word.h"
#include "ui/models/session/command_line.h"

namespace mw::models {
namespace {

QString text(const std::string& utf8) {
  return QString::fromStdString(utf8);
}

}  // namespace

DiscoveryModel::DiscoveryModel(jobs::JobService& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

bool DiscoveryModel::isWorking() const {
  return state_ == State::Opening || state_ == State::Reading || state_ == State::Discovering;
}

/// A job for the choices as they are now: what comes of it after the next one began is nobody's concern.
template <class Work, class Deliver>
void DiscoveryModel::start(const QString& what, Work work, Deliver deliver) {
  const auto is_current = [this, generation = generation_] { return generation == generation_; };
  job_ = jobs_.start(what, this, std::move(work), [is_current, deliver = std::move(deliver)](auto result) {
    if (is_current()) deliver(std::move(result));
  });
  connect(job_, &jobs::Job::progressed, this, [this, is_current](double done, double total, const QString& unit) {
    if (is_current()) emit progressed(done, total, unit);
  });
  connect(job_, &jobs::Job::failed, this, [this, is_current](const QString& problem) {
    if (is_current()) fail(problem);
  });
  connect(job_, &jobs::Job::cancelled, this, [this, is_current] {
    if (!is_current()) return;
    state_ = State::Ready;
    emit changed();
  });
  emit changed();
}

void DiscoveryModel::begin(State state) {
  cancel();
  ++generation_;
  problem_.clear();
  state_ = state;
}

void DiscoveryModel::open(const QString& file) {
  file_ = file;
  mapping_ = {};
  options_ = {};
  result_.reset();
  look();
}

void DiscoveryModel::look() {
  begin(State::Opening);
  reading_.reset();
  const auto work = [path = file_.toStdString(), encoding = mapping_.wishes().encoding](
                        std::stop_token, const ProgressSink&) { return twin::LogSample::read(path, encoding); };
  start(tr("Looking at %1").arg(QFileInfo(file_).fileName()), work, [this](twin::LogSample sample) {
    mapping_.setSample(std::move(sample));
    read();
  });
}

void DiscoveryModel::read() {
  begin(State::Reading);
  reading_.reset();
  if (!mapping_.obstacle().isEmpty()) {
    state_ = State::Ready;
    emit changed();
    return;
  }
  const auto work = [path = file_.toStdString(), map = mapping_.map()](std::stop_token stop,
                                                                       const ProgressSink& progress) {
    discovery::EventImport import = discovery::readEventLog(path, map, stop, progress);
    Reading reading{std::move(import.report), nullptr, discovery::caseStarts_s(import.log)};
    reading.log = std::make_shared<const discovery::EventLog>(std::move(import.log));
    return reading;
  };
  start(tr("Reading %1").arg(QFileInfo(file_).fileName()), work, [this](Reading reading) {
    reading_ = std::move(reading);
    state_ = State::Ready;
    emit changed();
  });
}

void DiscoveryModel::setWishes(const discovery::EventMapWishes& wishes) {
  if (wishes == mapping_.wishes()) return;
  const bool is_read_otherwise = wishes.encoding != mapping_.wishes().encoding;
  result_.reset();
  mapping_.setWishes(wishes);
  is_read_otherwise ? look() : read();
}

void DiscoveryModel::setOptions(const discovery::DiscoveryOptions& options) {
  options_ = options;
  problem_.clear();
  emit changed();
}

double DiscoveryModel::shareBefore(double at_s) const {
  if (!reading_ || reading_->starts_s.empty()) return options_.split;
  const auto& starts = reading_->starts_s;
  const auto before = static_cast<double>(std::lower_bound(starts.begin(), starts.end(), at_s) - starts.begin());
  return std::clamp(std::round(100 * before / static_cast<double>(starts.size())), 1.0, 99.0) / 100;
}

std::optional<double> DiscoveryModel::split_s() const {
  if (!reading_ || !splitProblem().isEmpty()) return std::nullopt;
  return discovery::splitInstant(*reading_->log, options_);
}

QString DiscoveryModel::splitProblem() const {
  if (!reading_) return {};
  try {
    (void)discovery::splitInstant(*reading_->log, options_);
  } catch (const InputError& error) {
    return text(error.what());
  }
  return {};
}

QString DiscoveryModel::splitStory() const {
  if (!reading_) return {};
  const auto split = split_s();
  if (!split) return splitProblem();
  const auto& starts = reading_->starts_s;
  const auto before = std::lower_bound(starts.begin(), starts.end(), *split) - starts.begin();
  const auto after = static_cast<std::ptrdiff_t>(starts.size()) - before;
  if (*split >= reading_->log->end_s)
    return tr("All %1 cases build the factory; nothing is left to judge it by.").arg(starts.size());
  return tr("%1 cases that start before %2 build the factory; the %3 later ones judge it.")
      .arg(before)
      .arg(text(discovery::instantText(*reading_->log, *split)))
      .arg(after);
}

void DiscoveryModel::fail(const QString& problem) {
  problem_ = shortened(problem);
  state_ = State::Ready;
  emit changed();
}

QString DiscoveryModel::shortened(QString text) const {
  return text.replace(file_, QFileInfo(file_).fileName());
}

QStringList DiscoveryModel::findings() const {
  QStringList lines;
  if (!problem_.isEmpty()) lines << problem_;
  if (reading_) {
    const discovery::ReadReport& report = reading_->report;
    const discovery::EventLog& log = *reading_->log;
    lines << tr("%1 of %2 rows used: %3 cases, %4 activities, %5 resources, from %6 to %7")
                 .arg(report.rows_used)
                 .arg(report.rows_read)
                 .arg(reading_->starts_s.size())
                 .arg(log.activities.size())
                 .arg(log.resources.size())
                 .arg(text(discovery::instantText(log, log.rows.front().start_s)),
                      text(discovery::instantText(log, log.end_s)));
    for (std::size_t i = 0; i < discovery::kRowDefects; ++i) {
      const auto& first = report.firsts[i];
      if (!first) continue;
      const auto defect = static_cast<discovery::RowDefect>(i);
      const QString fate = discovery::isRefused(defect) ? tr("left out") : tr("kept");
      lines << tr("Rows %2: %1, %3; first in line %4: %5")
                   .arg(report.counts[i])
                   .arg(text(discovery::rowDefectName(defect)), fate)
                   .arg(first->place.line)
                   .arg(text(first->cause));
    }
    if (report.has_offsets) lines << tr("times are those on the wall clock: offsets from UTC are cut off");
    QStringList unread;
    for (const std::string& name : report.unread_columns) unread << text(name);
    if (!unread.empty()) lines << tr("columns not read: %1").arg(unread.join(QStringLiteral(", ")));
  }
  if (mapping_.obstacle().isEmpty()) {
    for (const std::string& sentence : mapping_.proposal().said) lines << tr("guessed: %1").arg(text(sentence));
  }
  return lines;
}

QString DiscoveryModel::obstacle() const {
  if (state_ == State::Empty) return tr("Choose an event log.");
  if (state_ == State::Opening) return tr("Looking at the file ...");
  if (state_ == State::Discovering) return tr("Looking for the factory ...");
  if (!problem_.isEmpty()) return problem_;
  if (const QString wrong = mapping_.obstacle(); !wrong.isEmpty()) return wrong;
  if (state_ == State::Reading) return tr("Reading the file to see what is in it ...");
  if (!reading_) return tr("Reading was stopped: choose the file again.");
  return splitProblem();
}

void DiscoveryModel::discover() {
  if (!obstacle().isEmpty()) return;
  begin(State::Discovering);
  result_.reset();
  discovery::DiscoveryOptions options = options_;
  // What was only guessed is guessed again there, so that the report says so.
  const auto map = mapping_.hasWishes() ? std::optional(mapping_.map()) : std::nullopt;
  const auto work = [path = file_.toStdString(), map, options](std::stop_token stop,
                                                               const ProgressSink& progress) mutable {
    options.stop = stop;
    options.progress = progress;
    auto result = std::make_shared<Result>();
    result->discovery = discovery::discover(path, map, options);
    const auto map_file = map ? std::optional<std::string>("M.json") : std::nullopt;
    result->report = report::discoveryReport(result->discovery, report::discoverCommand(path, map_file, options));
    result->factory = std::make_shared<const factory::Factory>(result->discovery.written.factory);
    return std::shared_ptr<const Result>(std::move(result));
  };
  start(tr("Looking for a factory in %1").arg(QFileInfo(file_).fileName()), work,
        [this](std::shared_ptr<const Result> result) {
          result_ = std::move(result);
          state_ = State::Found;
          emit changed();
          emit found();
        });
}

void DiscoveryModel::cancel() {
  if (job_) job_->cancel();
}

void DiscoveryModel::goBack() {
  if (state_ != State::Found) return;
  state_ = State::Ready;
  emit changed();
}

QString DiscoveryModel::command() const {
  if (!mapping_.hasWishes()) return text(report::discoverCommand(file_.toStdString(), std::nullopt, options_));
  const QString map =
      text(report::plainFileName(QFileInfo(file_).completeBaseName().toStdString())) + QStringLiteral(".map.json");
  return writtenFile(map, discovery::toJson(mapping_.map())) +
         text(report::discoverCommand(file_.toStdString(), map.toStdString(), options_));
}

}  // namespace mw::models
