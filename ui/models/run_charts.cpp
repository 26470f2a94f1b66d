// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_charts.h"

#include <algorithm>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/models/kpi_table.h"
#include "ui/models/renamed_run.h"

namespace mw::models {
namespace {

// As for the bands of the built-in courses: more hardly change a band, and each is to be recorded.
constexpr std::uint32_t kMostForBands = 10;
constexpr std::size_t kMaxMovesForBands = 2'000'000;

/// What a job is given.
struct Order {
  std::shared_ptr<const RecordedRun> run;
  std::shared_ptr<const ReplicatedRuns> runs;  ///< null while there are none of this run
  std::vector<std::pair<RunPin, CourseQuantity>> pins;
};

using Made = RunCharts::Made;

/// The played run's own curves; pins that it does not tell of are left out.
std::vector<RunCurves> ownCurves(Order& order, const std::stop_token& stop) {
  const double warmup_s = order.runs ? order.runs->result.plan.warmup_s : 0;
  const CourseGrid grid = courseGrid(order.run->recording->end().seconds(), warmup_s, order.run->window_s);
  std::vector<RunCurves> list;
  std::erase_if(order.pins, [&](const auto& pin) {
    auto course = courseOf(*order.run->recording, *order.run->factory, pin.second, grid, stop);
    if (!course) return true;
    list.push_back({grid, std::move(course->moving), {}, 0, order.run->recording->isComplete()});
    return false;
  });
  return list;
}

void addBands(const Order& order, std::vector<RunCurves>& list, const std::stop_token& stop) {
  const experiment::RunPlan& plan = order.runs->result.plan;
  const auto model = events::compile(*order.runs->factory);
  std::vector<std::vector<Series>> so_far(list.size());
  for (std::uint32_t r = 0; r < std::min(plan.replications, kMostForBands); ++r) {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(plan.horizon_s);
    settings.seed = plan.seed;
    settings.replication = r;
    const events::Recording recording = events::record(*model, settings, kMaxMovesForBands, stop);
    if (!recording.isComplete()) continue;
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto course = courseOf(recording, *order.runs->factory, order.pins[i].second, list[i].grid, stop);
      if (course) so_far[i].push_back(std::move(course->so_far));
    }
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (so_far[i].empty()) continue;
    list[i].so_far = bandOf(so_far[i]);
    list[i].replications = static_cast<std::uint32_t>(so_far[i].size());
  }
}

Made makeCurves(Order order, const std::stop_token& stop) {
  Made made;
  for (const auto& [pin, quantity] : order.pins) made.emplace_back(pin, nullptr);
  std::vector<RunCurves> list = ownCurves(order, stop);
  if (order.runs && !list.empty()) addBands(order, list, stop);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto wanted = std::ranges::find(made, order.pins[i].first, &Made::value_type::first);
    wanted->second = std::make_shared<const RunCurves>(std::move(list[i]));
  }
  return made;
}

/// What is drawn until the replications of a new run are done: its own curve, and the band of the ones before.
std::shared_ptr<const RunCurves> withBandOf(const RunCurves& before, const RunCurves& now) {
  auto both = std::make_shared<RunCurves>(now);
  both->so_far = before.so_far;
  both->replications = before.replications;
  return both;
}

}  // namespace

RunCharts::RunCharts(SimulationModel& simulation, Document& document, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), simulation_(simulation), document_(document), jobs_(jobs), passages_(simulation, jobs) {
  connect(&document_, &Document::changed, this, &RunCharts::follow);
  connect(&simulation_, &SimulationModel::runChanged, this, &RunCharts::makeAll);
  connect(&simulation_, &SimulationModel::replicatedChanged, this, &RunCharts::makeAll);
}

bool RunCharts::isPinned(const RunPin& pin) const {
  return std::ranges::find(pins_, pin) != pins_.end();
}

void RunCharts::pin(const RunPin& pin, std::size_t before) {
  const auto old = std::ranges::find(pins_, pin);
  std::size_t at = std::min(before, pins_.size());
  if (old != pins_.end()) {
    const auto from = static_cast<std::size_t>(old - pins_.begin());
    if (from == at || from + 1 == at) return;
    if (from < at) --at;
    pins_.erase(old);
  }
  pins_.insert(pins_.begin() + static_cast<std::ptrdiff_t>(at), pin);
  changePins();
}

void RunCharts::unpin(const RunPin& pin) {
  if (std::erase(pins_, pin) > 0) changePins();
}

void RunCharts::changePins() {
  makeMissing();
  emit pinsChanged();
  emit edited();
}

void RunCharts::setPins(std::vector<RunPin> pins) {
  if (pins == pins_) return;
  pins_ = std::move(pins);
  makeMissing();
  emit pinsChanged();
}

void RunCharts::follow(const FactoryChange& change) {
  bool has_renamed = false;
  if (const auto rename = renameOf(change, document_.factory())) {
    for (RunPin& pin : pins_) {
      if (pin.element != rename->from) continue;
      pin.element = rename->to;
      has_renamed = true;
    }
  }
  emit pinsChanged();  // names, and whether elements are there
  if (!has_renamed) return;
  makeAll();  // the run knows the new id already
  emit edited();
}

void RunCharts::makeAll() {
  ++generation_;
  if (!simulation_.run()) {
    curves_.clear();
    emit curvesChanged();
    return;
  }
  make(pins_);
}

void RunCharts::makeMissing() {
  std::erase_if(curves_, [this](const auto& made) { return !isPinned({made.first.first, made.first.second}); });
  std::vector<RunPin> missing;
  for (const RunPin& pin : pins_) {
    if (!curves_.contains(keyOf(pin))) missing.push_back(pin);
  }
  make(std::move(missing));
}

void RunCharts::make(std::vector<RunPin> pins) {
  Order order{simulation_.run(), nullptr, {}};
  if (!order.run || !order.run->recording || order.run->recording->end() <= SimTime()) return;
  // What is known of replications belongs to this run only when nothing is under way.
  const auto runs = simulation_.replicated();
  if (runs && !simulation_.isStale() && runs->factory == order.run->factory) order.runs = runs;
  for (RunPin& pin : pins) {
    if (auto quantity = courseQuantity(pin, *order.run->factory)) order.pins.emplace_back(std::move(pin), *quantity);
  }
  if (order.pins.empty()) {
    emit curvesChanged();
    return;
  }
  const auto work = [order = std::move(order)](const std::stop_token& stop, const ProgressSink&) {
    return makeCurves(order, stop);
  };
  jobs::Job* job = jobs_.start(tr("Drawing charts"), this, work, [this, generation = generation_](Made made) {
    if (generation != generation_) return;
    take(std::move(made));
  });
  // What is newer is drawn anew.
  connect(&simulation_, &SimulationModel::runChanged, job, &jobs::Job::cancel);
  connect(&simulation_, &SimulationModel::replicatedChanged, job, &jobs::Job::cancel);
}

void RunCharts::take(Made made) {
  for (auto& [pin, curves] : made) {
    if (!isPinned(pin)) continue;
    auto& kept = curves_[keyOf(pin)];
    const bool lacks_band = kept && curves && curves->so_far.t_s.empty() && kept->grid.end_s == curves->grid.end_s;
    kept = lacks_band ? withBandOf(*kept, *curves) : std::move(curves);
  }
  emit curvesChanged();
}

RunCharts::Standing RunCharts::standing(const RunPin& pin) const {
  const bool has_element = pin.element.empty() || document_.factory().findElement(pin.element) != nullptr;
  if (!has_element) return Standing::Gone;
  if (!simulation_.run()) return Standing::Empty;
  if (curves(pin)) return Standing::Drawn;
  const bool is_untold = curves_.contains(keyOf(pin));
  if (!is_untold && courseQuantity(pin, document_.factory())) return Standing::Counting;
  const auto runs = simulation_.replicated();
  if (!runs) return Standing::Counting;
  return kpiOf(pin, runs->result, *runs->factory) ? Standing::NoCourse : Standing::Gone;
}

std::shared_ptr<const RunCurves> RunCharts::curves(const RunPin& pin) const {
  const auto found = curves_.find(keyOf(pin));
  return found == curves_.end() ? nullptr : found->second;
}

QString RunCharts::explanation(const RunPin& pin) const {
  const auto runs = simulation_.replicated();
  const auto kpi = runs ? kpiOf(pin, runs->result, *runs->factory) : std::nullopt;
  QStringList lines{title(pin)};
  if (kpi) lines << QString::fromStdString(kpi->declaration.help);
  const auto drawn = curves(pin);
  const auto quantity = courseQuantity(pin, document_.factory());
  if (drawn && quantity) {
    const QString window = durationText(drawn->grid.window_s());
    lines << (quantity->isRate() ? tr("Thin: this run, parts of the last %1 as a rate").arg(window)
                                 : tr("Thin: this run, time average of the last %1").arg(window));
    const QString since = drawn->grid.warmup_s > 0 ? tr("since the warm-up") : tr("since the start");
    lines << tr("Line: %1 %2, mean of %3 runs with its 95 % band")
                 .arg(quantity->isRate() ? tr("rate") : tr("time average"), since)
                 .arg(drawn->replications);
    if (runs && drawn->replications < runs->result.plan.replications) {
      lines << tr("The figure at the end is of all %1 runs").arg(runs->result.plan.replications);
    }
    if (!drawn->is_whole) lines << tr("The recording was cut: this run made more moves than are kept");
  }
  if (kpi && !kpi->why_undefined.isEmpty()) lines << tr("Undefined: %1.").arg(kpi->why_undefined);
  return lines.join(QLatin1Char('\n'));
}

RunCharts::Reading RunCharts::readingAt(const RunPin& pin, double time_s) const {
  const Reading unknown{QStringLiteral("–"), {}, false};
  const auto runs = simulation_.replicated();
  const auto kpi = runs ? kpiOf(pin, runs->result, *runs->factory) : std::nullopt;
  if (!kpi || standing(pin) == Standing::Gone) return unknown;
  numerics::Estimate value = kpi->value;
  const auto drawn = curves(pin);
  if (drawn && time_s < drawn->grid.end_s) {
    if (time_s <= drawn->grid.warmup_s) return {unknown.value, drawn->grid.warmup_s > 0 ? tr("warm-up") : QString()};
    const BandSeries& band = drawn->so_far;
    const double from_s = band.t_s.empty() ? 0 : band.t_s.front();
    const double mean = valueAt(band.t_s, band.mean, std::max(time_s, from_s));
    const double high = valueAt(band.t_s, band.high, std::max(time_s, from_s));
    value = {mean, 0, high - mean, std::isfinite(mean) ? drawn->replications : 0};
  }
  const KpiText text = kpiText(kpi->declaration, value);
  return {text.mean, (text.unit + QLatin1Char(' ') + text.half_width).trimmed(), !simulation_.isStale()};
}

}  // namespace mw::models
