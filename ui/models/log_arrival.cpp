// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_arrival.h"

#include <QCoreApplication>
#include <QLocale>

#include "core/base/text.h"

namespace mw::models {
namespace {

QString tr(const char* text, int count = -1) {
  return QCoreApplication::translate("mw::models::LogArrival", text, nullptr, count);
}

QString number(std::size_t count) {
  return QLocale().toString(static_cast<qulonglong>(count));
}

QString seconds(double duration_s) {
  return QString::fromStdString(numberText(duration_s));
}

twin::ImportOptions optionsOf(const LogOrder& order, const std::stop_token& stop, const ProgressSink& progress) {
  twin::ImportOptions options{.keeps_going = true, .stop = stop, .progress = progress};
  order.backwards.applyTo(options);
  return options;
}

/// Room for the rows of a file of which a share is read, so that they need not be moved as they come.
void reserve(double share_read, twin::Log& log) {
  constexpr double kMargin = 1.02;  // rows differ in length
  if (log.t_s.size() < log.t_s.capacity() || !(share_read > 0) || share_read >= 1) return;
  const auto rows = static_cast<std::size_t>(kMargin * static_cast<double>(log.t_s.size()) / share_read);
  if (rows <= log.t_s.size()) return;
  log.t_s.reserve(rows);
  for (twin::Signal& signal : log.series) signal.values.reserve(rows);
}

void append(const twin::Log& block, twin::Log& log) {
  if (log.t_s.empty()) {
    log = block;
    return;
  }
  log.t_s.insert(log.t_s.end(), block.t_s.begin(), block.t_s.end());
  for (std::size_t i = 0; i < log.series.size(); ++i) {
    const Column& values = block.series[i].values;
    log.series[i].values.insert(log.series[i].values.end(), values.begin(), values.end());
  }
  twin::letGo(log);
}

QString fateOf(const twin::ImportReport& report, const twin::BackwardsChoice& choice, const QString& name) {
  switch (choice.policy) {
    case twin::BackwardsPolicy::Drop:
      return tr("Left out; the rows above stay.");
    case twin::BackwardsPolicy::Sort: {
      QString told = tr("Put in their place: %1.").arg(number(report.late.ordered));
      if (report.late.merged > 0)
        told += tr(" Joined with a row of the same stamp: %1.").arg(number(report.late.merged));
      if (report.late.dropped > 0) told += tr(" Later than that and left out: %1.").arg(number(report.late.dropped));
      return told;
    }
    case twin::BackwardsPolicy::Segment:
      break;
  }
  QStringList lines;
  constexpr std::size_t kMostLines = 3;
  for (std::size_t i = 1; i < std::min(kMostLines + 1, report.segments.size()); ++i) {
    lines << QString::number(report.segments[i].line);
  }
  if (report.segments.size() > kMostLines + 1) lines << QStringLiteral("…");
  return tr("New logs begin on line %3: %1 to %2.")
      .arg(name, QString::fromStdString(twin::segmentName(name.toStdString(), report.segments.size() - 1)),
           lines.join(QStringLiteral(", ")));
}

}  // namespace

twin::ImportReport tryToRead(LogOrder order, const std::stop_token& stop, const ProgressSink& progress) {
  // Names are free to be edited while the file is read, and may be equal for a moment.
  for (twin::SignalColumn& column : order.map.columns) column.name = column.column;
  return twin::streamLog(order.file, order.map, optionsOf(order, stop, progress), [](twin::Log&&) {});
}

ArrivedLog importLog(const LogOrder& order, const std::string& name, const ReplayServices& services,
                     const std::stop_token& stop, const ProgressSink& progress) {
  ArrivedLog arrived;
  double share_read = 0;
  const store::LogSource source = [&](const twin::LogBlockSink& keep) {
    const twin::LogBlockSink both = [&](twin::Log&& block) {
      if (arrived.log.name.empty() || arrived.log.name == block.name) {
        append(block, arrived.log);
        reserve(share_read, arrived.log);
      }
      keep(std::move(block));
    };
    const ProgressSink watched = [&](const Progress& now) {
      share_read = now.total > 0 ? now.done / now.total : 0;
      if (progress) progress(now);
    };
    arrived.report = twin::streamLog(order.file, order.map, optionsOf(order, stop, watched), both);
    return arrived.report.log;
  };
  if (services.keepLog) {
    services.keepLog(name, source, stop);
  } else {
    (void)source([](twin::Log&&) {});
  }
  arrived.log.source_digest = arrived.report.log.source_digest;
  arrived.log.name = arrived.report.log.name = name;
  return arrived;
}

QString backwardsText(const twin::ImportReport& report, const twin::BackwardsChoice& choice, const QString& name) {
  const twin::BackRows& back = report.back_rows;
  if (back.count() == 0) return tr("No row goes back in time.");
  const QString first =
      back.count() == 1 ? tr("1 row goes back in time, by %1 s, on line %2.")
                              .arg(seconds(back.furthest_s()), QString::number(back.firstLine()))
                        : tr("%1 rows go back in time, by up to %2 s, the first on line %3.")
                              .arg(number(back.count()), seconds(back.furthest_s()), QString::number(back.firstLine()));
  return first + QLatin1Char(' ') + fateOf(report, choice, name);
}

}  // namespace mw::models
