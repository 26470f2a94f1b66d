// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_import_model.h"

#include <QFileInfo>
#include <set>

namespace mw::models {
namespace {

constexpr const char* kMapNote = "log-map";

}  // namespace

LogImportModel::LogImportModel(ReplayModel& replay, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), replay_(replay), jobs_(jobs) {}

/// A job for the file as it is now: what comes of it later than the next one is nobody's concern.
template <class Work, class Deliver>
void LogImportModel::start(const QString& what, Work work, Deliver deliver) {
  const auto is_current = [this, generation = generation_] { return generation == generation_; };
  job_ = jobs_.start(what, this, std::move(work), [is_current, deliver = std::move(deliver)](auto result) {
    if (is_current()) deliver(std::move(result));
  });
  connect(job_, &jobs::Job::progressed, this, [this, is_current](double done, double total) {
    if (is_current()) emit progressed(done, total);
  });
  connect(job_, &jobs::Job::failed, this, [this, is_current](const QString& problem) {
    if (is_current()) fail(problem);
  });
  connect(job_, &jobs::Job::cancelled, this, [this, is_current] {
    if (!is_current() || state_ != State::Importing) return;
    state_ = State::Ready;
    emit changed();
  });
  emit changed();
}

void LogImportModel::begin(State state) {
  cancel();
  ++generation_;
  problem_.clear();
  state_ = state;
}

void LogImportModel::open(const QString& file) {
  begin(State::Opening);
  file_ = file;
  mapping_ = {};
  report_.reset();
  known_as_.clear();
  name_ = freeName();
  struct Opened {
    twin::LogSample sample;
    std::vector<std::pair<std::string, Json>> known;
  };
  const auto work = [path = file.toStdString(), notes = replay_.services().notes](std::stop_token,
                                                                                  const ProgressSink&) {
    return Opened{twin::LogSample::read(path), notes ? notes(kMapNote) : std::vector<std::pair<std::string, Json>>{}};
  };
  start(tr("Looking at %1").arg(QFileInfo(file).fileName()), work,
        [this](Opened opened) { takeSample(std::move(opened.sample), opened.known); });
}

void LogImportModel::takeSample(twin::LogSample sample, const std::vector<std::pair<std::string, Json>>& known) {
  mapping_.setSample(std::move(sample), needed());
  for (auto it = known.rbegin(); it != known.rend() && known_as_.isEmpty(); ++it) {
    if (mapping_.recall(it->first, it->second)) known_as_ = QString::fromStdString(it->first);
  }
  const bool is_known = !known_as_.isEmpty() && !mapping_.guess().problem;
  if (!is_known) tryOut();
  if (is_known) state_ = State::Ready;
  emit opened(is_known);
}

std::vector<std::string> LogImportModel::needed() const {
  return replay_.twin() ? twin::neededSignals(*replay_.twin()) : std::vector<std::string>();
}

void LogImportModel::setWishes(const twin::MapWishes& wishes) {
  if (wishes == mapping_.wishes()) return;
  const bool is_read_otherwise = wishes.encoding != mapping_.wishes().encoding;
  mapping_.setWishes(wishes);
  known_as_.clear();
  is_read_otherwise ? lookAgain() : tryOut();
}

/// The bytes mean other characters now.
void LogImportModel::lookAgain() {
  begin(State::Opening);
  report_.reset();
  const auto work = [path = file_.toStdString(), encoding = mapping_.wishes().encoding](
                        std::stop_token, const ProgressSink&) { return twin::LogSample::read(path, encoding); };
  start(tr("Looking at %1").arg(QFileInfo(file_).fileName()), work, [this](twin::LogSample sample) {
    mapping_.setSample(std::move(sample), needed());
    tryOut();
  });
}

void LogImportModel::setUsed(const std::string& column, bool is_used) {
  mapping_.setUsed(column, is_used);
  tryOut();
}

void LogImportModel::setSignal(const std::string& column, const std::string& name) {
  mapping_.setSignal(column, name);
  emit changed();
}

void LogImportModel::setUnit(const std::string& column, const std::string& unit) {
  mapping_.setUnit(column, unit);
  emit changed();
}

void LogImportModel::setBackwards(const twin::BackwardsChoice& choice) {
  if (choice == mapping_.backwards()) return;
  mapping_.setBackwards(choice);
  tryOut();
}

QString LogImportModel::backwardsStory() const {
  return report_ ? backwardsText(*report_, mapping_.backwards(), name_) : QString();
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
  begin(State::Trying);
  report_.reset();
  if (mapping_.guess().problem || map().columns.empty()) {
    state_ = State::Ready;
    emit changed();
    return;
  }
  const auto work = [order = order()](std::stop_token stop, const ProgressSink& progress) {
    return tryToRead(order, stop, progress);
  };
  start(tr("Trying to read %1").arg(QFileInfo(file_).fileName()), work, [this](twin::ImportReport report) {
    report_ = std::move(report);
    state_ = State::Ready;
    emit changed();
  });
}

void LogImportModel::fail(const QString& problem) {
  problem_ = problem;
  state_ = State::Ready;
  emit changed();
}

QStringList LogImportModel::findings() const {
  QStringList lines;
  if (!problem_.isEmpty()) lines << problem_;
  if (mapping_.guess().problem) lines << QString::fromStdString(mapping_.guess().problem->text());
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
  for (const std::string& sentence : mapping_.guess().said)
    lines << tr("guessed: %1").arg(QString::fromStdString(sentence));
  return lines;
}

QString LogImportModel::obstacle() const {
  if (state_ == State::Empty) return tr("Choose a file.");
  if (state_ == State::Opening) return tr("Looking at the file ...");
  if (state_ == State::Importing) return tr("Importing ...");
  if (!problem_.isEmpty()) return problem_;
  if (const auto& problem = mapping_.guess().problem)
    return QString::fromStdString(problem->cause + ": " + problem->cure);
  if (const QString wrong = signalObstacle(); !wrong.isEmpty()) return wrong;
  if (const QString wrong = nameObstacle(); !wrong.isEmpty()) return wrong;
  if (state_ == State::Trying) return tr("Reading the file once to see what is in it ...");
  return {};
}

QString LogImportModel::signalObstacle() const {
  if (map().delimiter == map().decimal) return tr("Columns and decimals cannot be divided by the same sign.");
  if (map().columns.empty()) return tr("Take at least one column as a signal.");
  std::set<std::string> names;
  for (const twin::SignalColumn& signal : map().columns) {
    if (signal.name.empty()) return tr("Column \"%1\" needs a signal name.").arg(QString::fromStdString(signal.column));
    if (!names.insert(signal.name).second)
      return tr("Two signals are called \"%1\".").arg(QString::fromStdString(signal.name));
  }
  return {};
}

QString LogImportModel::nameObstacle() const {
  if (name_.isEmpty()) return tr("Give the log a name.");
  const std::size_t logs = report_ ? std::max<std::size_t>(1, report_->segments.size()) : 1;
  for (std::size_t i = 0; i < logs; ++i) {
    const QString name = QString::fromStdString(twin::segmentName(name_.toStdString(), i));
    if (replay_.logNames().contains(name)) return tr("The project has a log \"%1\" already.").arg(name);
  }
  return {};
}

void LogImportModel::import() {
  begin(State::Importing);
  const std::string map_name = known_as_.isEmpty() ? name_.toStdString() : known_as_.toStdString();
  const auto work = [order = order(), name = name_.toStdString(), map_name, memory = mapping_.memory(),
                     services = replay_.services()](std::stop_token stop, const ProgressSink& progress) {
    ArrivedLog arrived = importLog(order, name, services, stop, progress);
    if (services.keepNote) services.keepNote(kMapNote, map_name, memory);
    return arrived;
  };
  start(tr("Importing %1").arg(QFileInfo(file_).fileName()), work,
        [this](ArrivedLog arrived) { takeArrived(std::move(arrived)); });
}

void LogImportModel::takeArrived(ArrivedLog arrived) {
  state_ = State::Ready;
  QStringList notes;
  for (const std::string& sentence : twin::inWords(arrived.report)) notes << QString::fromStdString(sentence);
  const QString name = QString::fromStdString(arrived.log.name);
  if (arrived.report.segments.size() > 1) {
    for (const std::string& sentence : twin::inWords(arrived.report.segments, arrived.log.name)) {
      notes << QString::fromStdString(sentence);
    }
  }
  replay_.takeImported(std::move(arrived.log), notes);
  emit imported(name);
  emit changed();
}

void LogImportModel::cancel() {
  if (job_) job_->cancel();
}

}  // namespace mw::models
