// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session/command_line.h"

#include <QRegularExpression>
#include <QStringList>
#include <cmath>
#include <fmt/format.h>

#include "core/factory/factory_patch.h"

namespace mw::models {
namespace {

/// The shortest text that reads back as the same double, with a point.
QString numberText(double number) {
  return QString::fromStdString(fmt::format("{}", number));
}

/// "throughput_per_h=1%", "wip_mean=0.5".
QString goalText(const experiment::PrecisionGoal& goal) {
  const QString kpi = QString::fromStdString(goal.kpi) + QLatin1Char('=');
  if (!goal.is_relative) return kpi + numberText(goal.wanted);
  double percent = goal.wanted * 100;
  // The one that becomes the same share again when it is read.
  for (const double towards : {0.0, 2 * percent}) {
    const double beside = std::nextafter(goal.wanted * 100, towards);
    if (percent / 100 != goal.wanted && beside / 100 == goal.wanted) percent = beside;
  }
  return kpi + numberText(percent) + QLatin1Char('%');
}

QString joined(const QStringList& words) {
  QStringList quoted;
  for (const QString& word : words) quoted << shellWord(word);
  return quoted.join(QLatin1Char(' '));
}

/// A file name of a name: what a shell or a folder would not take becomes a dash.
QString fileOf(const QString& name, const char* ending) {
  static const QRegularExpression odd(QStringLiteral("[^A-Za-z0-9._-]+"));
  QString file = QString(name).replace(odd, QStringLiteral("-"));
  if (file.startsWith(QLatin1Char('-')) || file.startsWith(QLatin1Char('.'))) file.prepend(QLatin1Char('_'));
  return file + QLatin1String(ending);
}

}  // namespace

QString shellWord(const QString& word) {
  static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9._/:=@%+,-]+$"));
  if (plain.match(word).hasMatch()) return word;
  return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

QString writtenFile(const QString& file, const Json& json) {
  return QStringLiteral("cat > %1 <<'MILLWRIGHT_END'\n%2\nMILLWRIGHT_END\n")
      .arg(shellWord(file), QString::fromStdString(json.dump(1)));
}

QString commandLine(const EditCommand& edit) {
  if (const auto values = factory::valueEditsBetween(edit.before, edit.after)) {
    if (values->empty()) return {};
    QStringList words = {"millwright-cli", "edit", edit.file};
    for (const factory::ValueEdit& value : *values) {
      words << "--set" << QString::fromStdString(value.path.text() + "=" + value.value.dump());
    }
    return joined(words);
  }
  const QString name = fileOf(edit.file.section(QLatin1Char('/'), -1), ".patch.json");
  return writtenFile(name, factory::patchBetween(edit.before, edit.after)) +
         joined({"millwright-cli", "edit", edit.file, "--patch", name});
}

QString commandLine(const RunCommand& run) {
  const RunWishes& wishes = run.wishes;
  QStringList words = {"millwright-cli", "run", run.file, "--horizon", numberText(wishes.horizon_s)};
  if (wishes.finds_warmup) {
    words << "--warmup"
          << "auto";
  } else if (wishes.warmup_s > 0) {
    words << "--warmup" << numberText(wishes.warmup_s);
  }
  words << "--replications" << QString::number(wishes.replications) << "--seed" << QString::number(wishes.seed);
  if (wishes.precision) {
    words << "--until-precision" << goalText(*wishes.precision);
    words << "--max-replications" << QString::number(wishes.max_replications);
  }
  return joined(words);
}

QString commandLine(const ReportCommand& report) {
  const experiment::RunPlan& plan = report.plan;
  return joined({"millwright-cli", "report", report.file, "--out", report.page, "--horizon", numberText(plan.horizon_s),
                 "--warmup", numberText(plan.warmup_s), "--replications", QString::number(plan.replications), "--seed",
                 QString::number(plan.seed)});
}

QString commandLine(const StudyCommand& study) {
  const QString name = QString::fromStdString(study.definition.value("name", std::string("study")));
  const QString file = fileOf(name, ".study.json");
  QStringList words = {"millwright-cli", "sweep", study.project, "--study", file};
  if (study.is_resumed) words << "--resume";
  return writtenFile(file, study.definition) + joined(words);
}

QString commandLine(const FitCommand& fit) {
  return joined({"millwright-cli", "fit", fit.project, "--study", fit.study, "--response", fit.response});
}

QString commandLine(const ImportCommand& import) {
  const QString file = fileOf(import.log, ".map.json");
  QStringList words = {"millwright-cli", "import-log", import.project, import.file,
                       "--map",          file,         "--name",       import.log};
  if (import.keeps_going) words << "--keep-going";
  const twin::BackwardsPolicy policy = import.backwards.policy;
  if (policy != twin::BackwardsPolicy::Drop) {
    words << "--backwards" << QString::fromStdString(twin::backwardsPolicyName(policy));
  }
  if (policy == twin::BackwardsPolicy::Sort && std::isfinite(import.backwards.window_s)) {
    words << "--late-window" << numberText(import.backwards.window_s);
  }
  return writtenFile(file, import.map) + joined(words);
}

QString commandLine(const ReplayCommand& replay) {
  const QString file = fileOf(replay.twin, ".twin.json");
  QString text = writtenFile(file, replay.definition);
  QStringList words = {"millwright-cli", "replay", replay.project, "--log", replay.log, "--twin", file};
  if (!replay.variant.filter.empty()) words << "--filter" << QString::fromStdString(replay.variant.filter);
  for (const std::string& change : replay.variant.sets) words << "--set" << QString::fromStdString(change);
  if (!replay.variant.changesNothing()) words << "--as" << QStringLiteral("%1 (tried)").arg(replay.twin);
  if (replay.is_smoothed) words << "--smooth";
  if (!replay.rival.isEmpty()) {
    const QString rival = fileOf(replay.rival, ".rival.json");
    text += writtenFile(rival, replay.rival_definition);
    words << "--against" << rival;
  }
  return text + joined(words);
}

QString commandLine(const DetectCommand& detect) {
  const twin::DetectRequest& request = detect.request;
  const twin::DetectRequest usual;
  QStringList methods;
  for (const twin::DetectMethod method : request.methods) {
    methods << QString::fromStdString(twin::detectMethodName(method));
  }
  QStringList words = {
      "millwright-cli", "detect", detect.project, "--log", detect.log, "--method", methods.join(QLatin1Char(','))};
  const auto add = [&words](const char* option, double value, double unless, const char* unit = "") {
    if (value != unless) words << QLatin1String(option) << numberText(value) + QLatin1String(unit);
  };
  const auto addNames = [&words](const char* option, const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names) list << QString::fromStdString(name);
    if (!list.isEmpty()) words << QLatin1String(option) << list.join(QLatin1Char(','));
  };
  if (request.healthy.rows > 0) {
    words << "--train" << QString::number(request.healthy.rows);
  } else {
    words << "--train" << numberText(request.healthy.duration_s) + QLatin1Char('s');
  }
  add("--from", request.healthy.from_s, 0, "s");
  addNames("--signals", request.wanted);
  addNames("--ignore", request.ignored);
  if (request.keeps_wandering) words << "--keep-wandering";
  add("--persistence", static_cast<double>(request.persistence), static_cast<double>(usual.persistence));
  add("--reminder", request.reminder_s, usual.reminder_s, "s");
  add("--margin", request.normal.margin, usual.normal.margin);
  add("--smoothing-time", request.level.smoothing_s, usual.level.smoothing_s, "s");
  add("--memory", request.level.memory_s, usual.level.memory_s, "s");
  add("--season", request.level.season_s, usual.level.season_s, "s");
  add("--sigma", request.level.sigma, usual.level.sigma);
  add("--shift", request.cusum_shift, usual.cusum_shift);
  add("--penalty", request.change_penalty_factor, usual.change_penalty_factor);
  return joined(words);
}

}  // namespace mw::models
