// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_import_model.h"

#include <QFileInfo>
#include <algorithm>
#include <set>

namespace mw::models {
namespace {

constexpr const char* kMapNote = "log-map";

Json headerOf(const twin::LogPreview& preview) {
  Json header = Json::array();
  for (const twin::LogPreview::Column& column : preview.columns) header.push_back(column.name);
  return header;
}

}  // namespace

LogImportModel::LogImportModel(ReplayModel& replay, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), replay_(replay), jobs_(jobs) {}

void LogImportModel::open(const QString& file) {
  cancel();
  ++generation_;
  file_ = file;
  sample_ = {};
  wishes_ = {};
  guess_ = {};
  map_ = {};
  preview_ = {};
  edits_.clear();
  report_.reset();
  problem_.clear();
  known_as_.clear();
  name_ = freeName();
  state_ = State::Opening;
  struct Opened {
    twin::LogSample sample;
    std::vector<std::pair<std::string, Json>> known;
  };
  const auto work = [path = file.toStdString(), notes = replay_.services().notes](std::stop_token,
                                                                                  const ProgressSink&) {
    return Opened{twin::LogSample::read(path), notes ? notes(kMapNote) : std::vector<std::pair<std::string, Json>>{}};
  };
  job_ = jobs_.start(tr("Looking at %1").arg(QFileInfo(file).fileName()), this, work,
                     [this, generation = generation_](Opened opened) {
                       if (generation == generation_) takeSample(std::move(opened.sample), opened.known);
                     });
  connect(job_, &jobs::Job::failed, this, &LogImportModel::fail);
  emit changed();
}

void LogImportModel::takeSample(twin::LogSample sample, const std::vector<std::pair<std::string, Json>>& known) {
  sample_ = std::move(sample);
  bool is_known = false;
  for (auto it = known.rbegin(); it != known.rend() && !is_known; ++it) is_known = recall(it->first, it->second);
  guessAgain();
  is_known = is_known && !guess_.problem;
  if (!is_known) tryOut();
  if (is_known) state_ = State::Ready;
  emit opened(is_known);
}

bool LogImportModel::recall(const std::string& name, const Json& known) {
  twin::LogMap map;
  try {
    map = twin::readLogMap(JsonDocument::parse(known.at("map").dump(), name));
  } catch (const std::exception&) {
    return false;  // of a later version, or edited by hand: guessing is as good
  }
  if (sample_.records.empty() || headerOf(twin::previewOf(sample_, map)) != known.value("header", Json())) return false;
  wishes_ = {map.delimiter,    map.decimal,   map.has_header,   map.time_column,
             map.clock_column, map.time_kind, map.utc_offset_s, map.encoding};
  if (map.time_kind == twin::TimeKind::RowNumber) wishes_.time_column.reset();
  for (const Json& column : known["header"]) edits_[column.get<std::string>()].is_used = false;
  for (const twin::SignalColumn& signal : map.columns) edits_[signal.column] = {true, signal.name, signal.unit};
  known_as_ = QString::fromStdString(name);
  return true;
}

void LogImportModel::setWishes(const twin::MapWishes& wishes) {
  if (wishes == wishes_) return;
  const bool is_read_otherwise = wishes.encoding != wishes_.encoding;
  wishes_ = wishes;
  known_as_.clear();
  if (is_read_otherwise) return lookAgain();
  guessAgain();
  tryOut();
}

/// The bytes mean other characters now.
void LogImportModel::lookAgain() {
  cancel();
  ++generation_;
  report_.reset();
  problem_.clear();
  state_ = State::Opening;
  const auto work = [path = file_.toStdString(), encoding = wishes_.encoding](std::stop_token, const ProgressSink&) {
    return twin::LogSample::read(path, encoding);
  };
  job_ = jobs_.start(tr("Looking at %1").arg(QFileInfo(file_).fileName()), this, work,
                     [this, generation = generation_](twin::LogSample sample) {
                       if (generation != generation_) return;
                       sample_ = std::move(sample);
                       guessAgain();
                       tryOut();
                     });
  connect(job_, &jobs::Job::failed, this, [this, generation = generation_](const QString& problem) {
    if (generation == generation_) fail(problem);
  });
  emit changed();
}

void LogImportModel::guessAgain() {
  std::vector<std::string> needed;
  if (replay_.twin()) needed = twin::neededSignals(*replay_.twin());
  unaided_ = twin::guessLogMap(sample_, needed, {}).map;
  guess_ = twin::guessLogMap(sample_, needed, wishes_);
  mapAgain();
}

void LogImportModel::mapAgain() {
  map_ = guess_.map;
  map_.columns.clear();
  const twin::LogPreview bare = twin::previewOf(sample_, map_);
  for (const twin::LogPreview::Column& column : bare.columns) {
    if (column.name.empty() || column.kind == twin::LogPreview::Kind::Time) continue;
    const auto guessed = std::ranges::find(guess_.map.columns, column.name, &twin::SignalColumn::column);
    const bool is_guessed = guessed != guess_.map.columns.end();
    twin::SignalColumn signal = is_guessed ? *guessed : twin::SignalColumn{column.name, column.name, {}};
    const auto edit = edits_.find(column.name);
    const Edit wanted = edit == edits_.end() ? Edit{} : edit->second;
    if (!wanted.is_used.value_or(is_guessed)) continue;
    signal.name = wanted.signal.value_or(signal.name);
    signal.unit = wanted.unit.value_or(signal.unit);
    map_.columns.push_back(std::move(signal));
  }
  preview_ = twin::previewOf(sample_, map_);
}

std::vector<LogImportModel::Column> LogImportModel::columns() const {
  std::vector<Column> list;
  for (const twin::LogPreview::Column& column : preview_.columns) {
    if (column.name.empty() || column.kind == twin::LogPreview::Kind::Time) continue;
    Column entry{column.name, column.kind, false, column.name, {}};
    const auto used = std::ranges::find(map_.columns, column.name, &twin::SignalColumn::column);
    if (used != map_.columns.end()) entry = {column.name, column.kind, true, used->name, used->unit};
    list.push_back(std::move(entry));
  }
  return list;
}

void LogImportModel::setUsed(const std::string& column, bool is_used) {
  edits_[column].is_used = is_used;
  mapAgain();
  tryOut();
}

void LogImportModel::setSignal(const std::string& column, const std::string& name) {
  edits_[column].signal = name;
  mapAgain();
  emit changed();
}

void LogImportModel::setUnit(const std::string& column, const std::string& unit) {
  edits_[column].unit = unit;
  mapAgain();
  emit changed();
}

void LogImportModel::setName(const QString& name) {
  name_ = name.trimmed();
  emit changed();
}

QString LogImportModel::freeName() const {
  const QString stem = QFileInfo(file_).completeBaseName();
  QString name = stem;
  for (int i = 2; replay_.logNames().contains(name); ++i) name = QStringLiteral("%1 %2").arg(stem).arg(i);
  return name;
}

void LogImportModel::tryOut() {
  cancel();
  ++generation_;
  report_.reset();
  problem_.clear();
  if (guess_.problem || map_.columns.empty()) {
    state_ = State::Ready;
    emit changed();
    return;
  }
  state_ = State::Trying;
  twin::LogMap map = map_;
  // Names are free to be edited while the file is read, and may be equal for a moment.
  for (twin::SignalColumn& column : map.columns) column.name = column.column;
  const auto work = [path = file_.toStdString(), map](std::stop_token stop, const ProgressSink& progress) {
    twin::ImportReport report =
        twin::readLog(path, map, {.keeps_going = true, .stop = std::move(stop), .progress = progress});
    for (twin::Signal& signal : report.log.series) signal.values = {};
    return report;
  };
  job_ = jobs_.start(tr("Trying to read %1").arg(QFileInfo(file_).fileName()), this, work,
                     [this, generation = generation_](twin::ImportReport report) {
                       if (generation != generation_) return;
                       report_ = std::move(report);
                       state_ = State::Ready;
                       emit changed();
                     });
  connect(job_, &jobs::Job::progressed, this, [this](double done, double total) { emit progressed(done, total); });
  connect(job_, &jobs::Job::failed, this, [this, generation = generation_](const QString& problem) {
    if (generation == generation_) fail(problem);
  });
  emit changed();
}

void LogImportModel::fail(const QString& problem) {
  problem_ = problem;
  state_ = State::Ready;
  emit changed();
}

QStringList LogImportModel::findings() const {
  QStringList lines;
  if (!problem_.isEmpty()) lines << problem_;
  if (guess_.problem) lines << QString::fromStdString(guess_.problem->text());
  if (report_) {
    QStringList words;
    for (const std::string& sentence : twin::inWords(*report_)) words << QString::fromStdString(sentence);
    lines << words.join(QStringLiteral(" · "));
    for (const auto& first : report_->firsts) {
      if (first) lines << QString::fromStdString(first->text());
    }
    for (const Finding& place : report_->places) {
      const QString line = QString::fromStdString(place.text());
      if (!lines.contains(line)) lines << line;
    }
  }
  // The place is told by line and column; of which file is plain.
  for (QString& line : lines) line.replace(file_ + QLatin1Char(':'), QFileInfo(file_).fileName() + QLatin1Char(':'));
  for (const std::string& sentence : guess_.said) lines << tr("guessed: %1").arg(QString::fromStdString(sentence));
  return lines;
}

QString LogImportModel::obstacle() const {
  if (state_ == State::Empty) return tr("Choose a file.");
  if (state_ == State::Opening) return tr("Looking at the file ...");
  if (state_ == State::Importing) return tr("Importing ...");
  if (!problem_.isEmpty()) return problem_;
  if (guess_.problem) return QString::fromStdString(guess_.problem->cause + ": " + guess_.problem->cure);
  if (map_.delimiter == map_.decimal) return tr("Columns and decimals cannot be divided by the same sign.");
  if (map_.columns.empty()) return tr("Take at least one column as a signal.");
  std::set<std::string> names;
  for (const twin::SignalColumn& signal : map_.columns) {
    if (signal.name.empty()) return tr("Column \"%1\" needs a signal name.").arg(QString::fromStdString(signal.column));
    if (!names.insert(signal.name).second)
      return tr("Two signals are called \"%1\".").arg(QString::fromStdString(signal.name));
  }
  if (name_.isEmpty()) return tr("Give the log a name.");
  if (replay_.logNames().contains(name_)) return tr("The project has a log \"%1\" already.").arg(name_);
  if (state_ == State::Trying) return tr("Reading the file once to see what is in it ...");
  return {};
}

Json LogImportModel::memory() const {
  return {{"header", headerOf(preview_)}, {"map", twin::toJson(map_)}};
}

void LogImportModel::import() {
  cancel();
  ++generation_;
  state_ = State::Importing;
  struct Order {
    std::string file;
    std::string name;
    twin::LogMap map;
    std::string map_name;
    Json memory;
    ReplayServices services;
  };
  const Order order{file_.toStdString(),
                    name_.toStdString(),
                    map_,
                    known_as_.isEmpty() ? name_.toStdString() : known_as_.toStdString(),
                    memory(),
                    replay_.services()};
  const auto work = [order](std::stop_token stop, const ProgressSink& progress) {
    twin::ImportReport report =
        twin::readLog(order.file, order.map, {.keeps_going = true, .stop = std::move(stop), .progress = progress});
    report.log.name = order.name;
    if (order.services.keepLog) order.services.keepLog(report.log);
    if (order.services.keepNote) order.services.keepNote(kMapNote, order.map_name, order.memory);
    return report;
  };
  job_ =
      jobs_.start(tr("Importing %1").arg(QFileInfo(file_).fileName()), this, work, [this](twin::ImportReport report) {
        state_ = State::Ready;
        QStringList notes;
        for (const std::string& sentence : twin::inWords(report)) notes << QString::fromStdString(sentence);
        const QString name = QString::fromStdString(report.log.name);
        replay_.takeImported(std::move(report.log), notes);
        emit imported(name);
        emit changed();
      });
  connect(job_, &jobs::Job::progressed, this, [this](double done, double total) { emit progressed(done, total); });
  connect(job_, &jobs::Job::failed, this, &LogImportModel::fail);
  connect(job_, &jobs::Job::cancelled, this, [this] {
    if (state_ != State::Importing) return;
    state_ = State::Ready;
    emit changed();
  });
  emit changed();
}

void LogImportModel::cancel() {
  if (job_) job_->cancel();
}

}  // namespace mw::models
