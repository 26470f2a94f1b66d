// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_wishes.h"

#include <QCoreApplication>
#include <cmath>
#include <limits>
#include <type_traits>

#include "ui/models/figure_format.h"

namespace mw::models {
namespace {

constexpr double kShortestHorizon_s = 60;
constexpr double kLongestHorizon_s = 366 * 86400.0;
constexpr std::uint32_t kMostReplications = 100'000;

QString tr(const char* text) {
  return QCoreApplication::translate("run", text);
}

/// Takes a value over where it is there and of the right kind.
template <class Value>
void take(const Json& json, const char* key, Value& value) {
  const auto found = json.find(key);
  if (found == json.end()) return;
  if constexpr (std::is_same_v<Value, bool>) {
    if (found->is_boolean()) value = found->get<bool>();
  } else if constexpr (std::is_same_v<Value, std::string>) {
    if (found->is_string()) value = found->get<std::string>();
  } else if constexpr (std::is_floating_point_v<Value>) {
    if (found->is_number()) value = found->get<Value>();
  } else {
    const bool fits = found->is_number_unsigned() && found->get<std::uint64_t>() <= std::numeric_limits<Value>::max();
    if (fits) value = found->get<Value>();
  }
}

std::optional<RunProblem> timeProblem(const RunWishes& wishes) {
  if (!(wishes.horizon_s >= kShortestHorizon_s && wishes.horizon_s <= kLongestHorizon_s)) {
    return RunProblem{RunField::Horizon, tr("A horizon of %1 cannot be run").arg(durationText(wishes.horizon_s)),
                      tr("give a minute to a year")};
  }
  if (wishes.finds_warmup) return std::nullopt;
  if (!(wishes.warmup_s >= 0)) {
    return RunProblem{RunField::Warmup, tr("A warm-up cannot be negative"), tr("give 0 to measure from the start")};
  }
  if (wishes.warmup_s >= wishes.horizon_s) {
    return RunProblem{RunField::Warmup,
                      tr("A warm-up of %1 leaves nothing of the horizon of %2")
                          .arg(durationText(wishes.warmup_s), durationText(wishes.horizon_s)),
                      tr("shorten it or lengthen the horizon")};
  }
  return std::nullopt;
}

std::optional<RunProblem> precisionProblem(const RunWishes& wishes) {
  const experiment::PrecisionGoal& goal = *wishes.precision;
  if (!(goal.wanted > 0)) {
    return RunProblem{RunField::Precision, tr("No run reaches a half width of 0"), tr("give one above 0, such as 1 %")};
  }
  if (goal.is_relative && goal.wanted >= 1) {
    return RunProblem{RunField::Precision, tr("A half width as large as the mean says nothing"),
                      tr("give one below 100 %; 1 to 5 % are usual")};
  }
  if (wishes.max_replications < experiment::kFewestForPrecision || wishes.max_replications > kMostReplications) {
    return RunProblem{RunField::MaxReplications,
                      tr("%1 replications cannot judge a spread").arg(wishes.max_replications),
                      tr("give %1 to %2").arg(experiment::kFewestForPrecision).arg(kMostReplications)};
  }
  if (wishes.replications > wishes.max_replications) {
    return RunProblem{RunField::MaxReplications,
                      tr("%1 replications are asked for from the start").arg(wishes.replications),
                      tr("allow at least as many")};
  }
  return std::nullopt;
}

}  // namespace

bool operator==(const RunWishes& a, const RunWishes& b) {
  const auto same = [](const std::optional<experiment::PrecisionGoal>& x,
                       const std::optional<experiment::PrecisionGoal>& y) {
    if (!x || !y) return x.has_value() == y.has_value();
    return x->kpi == y->kpi && x->wanted == y->wanted && x->is_relative == y->is_relative;
  };
  return a.horizon_s == b.horizon_s && a.warmup_s == b.warmup_s && a.finds_warmup == b.finds_warmup &&
         a.replications == b.replications && a.seed == b.seed && same(a.precision, b.precision) &&
         a.max_replications == b.max_replications;
}

Json toJson(const RunWishes& wishes) {
  Json json = {{"horizon_s", wishes.horizon_s},
               {"warmup_s", wishes.warmup_s},
               {"finds_warmup", wishes.finds_warmup},
               {"replications", wishes.replications},
               {"seed", wishes.seed},
               {"max_replications", wishes.max_replications}};
  if (wishes.precision) {
    json["precision"] = {{"kpi", wishes.precision->kpi},
                         {"half_width", wishes.precision->wanted},
                         {"is_relative", wishes.precision->is_relative}};
  }
  return json;
}

RunWishes wishesFromJson(const Json& json) {
  RunWishes wishes;
  if (!json.is_object()) return wishes;
  take(json, "horizon_s", wishes.horizon_s);
  take(json, "warmup_s", wishes.warmup_s);
  take(json, "finds_warmup", wishes.finds_warmup);
  take(json, "replications", wishes.replications);
  take(json, "seed", wishes.seed);
  take(json, "max_replications", wishes.max_replications);
  if (json.contains("precision") && json["precision"].is_object()) {
    experiment::PrecisionGoal goal;
    take(json["precision"], "kpi", goal.kpi);
    take(json["precision"], "half_width", goal.wanted);
    take(json["precision"], "is_relative", goal.is_relative);
    if (!goal.kpi.empty()) wishes.precision = goal;
  }
  return problemOf(wishes) ? RunWishes() : wishes;
}

std::optional<RunProblem> problemOf(const RunWishes& wishes) {
  if (auto problem = timeProblem(wishes)) return problem;
  if (wishes.replications < 1 || wishes.replications > kMostReplications) {
    return RunProblem{RunField::Replications, tr("%1 replications cannot be run").arg(wishes.replications),
                      tr("give 1 to %1").arg(kMostReplications)};
  }
  return wishes.precision ? precisionProblem(wishes) : std::nullopt;
}

experiment::RunPlan planOf(const RunWishes& wishes, unsigned jobs) {
  experiment::RunPlan plan;
  plan.horizon_s = wishes.horizon_s;
  plan.warmup_s = wishes.finds_warmup ? 0 : wishes.warmup_s;
  plan.replications = wishes.replications;
  plan.seed = wishes.seed;
  plan.jobs = jobs;
  if (wishes.precision) plan.precision = {*wishes.precision};
  plan.max_replications = wishes.max_replications;
  return plan;
}

QString warmupText(const experiment::RunPlan& plan) {
  const QString length = durationText(plan.warmup_s);
  if (!plan.found_warmup) return plan.warmup_s > 0 ? tr("%1, as given").arg(length) : tr("none");
  const experiment::WarmupEstimate& found = *plan.found_warmup;
  if (found.status == experiment::WarmupEstimate::Status::NotConverged) {
    return tr("not found: the first half, %1, is deleted. Lengthen the horizon").arg(length);
  }
  return tr("%1, found by MSER-5 in %2 pilot runs").arg(length).arg(found.replications);
}

QString halfWidthText(const experiment::PrecisionReached& reached, const QString& unit) {
  if (!std::isfinite(reached.reached)) return tr("no interval");
  if (reached.goal.is_relative) return tr("± %1 %").arg(QString::number(100 * reached.reached, 'g', 2));
  return tr("± %1").arg(QString::number(reached.reached, 'g', 3)) +
         (unit.isEmpty() ? QString() : QLatin1Char(' ') + unit);
}

}  // namespace mw::models
