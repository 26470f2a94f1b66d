// SPDX-License-Identifier: Apache-2.0
#include "core/report/course_section.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/kpi/flow_rates.h"
#include "core/report/cumulative_flow_svg.h"
#include "core/report/flow_plan.h"
#include "core/report/gantt_svg.h"
#include "core/report/lead_time_svg.h"
#include "core/report/ticks.h"

namespace mw::report {
namespace {

constexpr std::size_t kMostMoves = 2'000'000;
constexpr std::size_t kInstants = 241;
constexpr std::size_t kMostKinds = 4;  // that get a picture of their own
constexpr const char* kAll = "all parts";

/// What is drawn of a run.
struct Recorded {
  const factory::Factory& factory;
  events::Recording recording;
  kpi::PartPassages passages;
  double warmup_s = 0;
};

Table flowTable(const factory::Factory& factory, const std::vector<kpi::FlowRate>& flows) {
  Table table{"flows",
              "Parts along the flows",
              {{"From", ""}, {"To", ""}, {"Parts", ""}, {"Parts per hour", "1/h"}},
              {},
              "Of the recorded run, from the warm-up on."};
  table.keys = 2;
  for (const kpi::FlowRate& flow : flows) {
    table.rows.push_back({textCell(factory.elements()[flow.from].id), textCell(factory.elements()[flow.to].id),
                          figureCell(static_cast<double>(flow.parts)), figureCell(flow.per_h)});
  }
  return table;
}

void addFlows(Section& section, const Recorded& run, const std::stop_token& stop) {
  const auto flows = kpi::flowRatesOf(run.recording, run.warmup_s, stop);
  if (flows.empty()) return;
  section.figures.push_back(
      {flowPlanSvg(run.factory, flows), {}, "Flows over the layout, as wide as they carry many."});
  section.tables.push_back(flowTable(run.factory, flows));
}

void addGantt(Section& section, const Recorded& run, const std::stop_token& stop) {
  const kpi::Gantt gantt = kpi::ganttOf(run.recording, run.factory, stop);
  if (gantt.rows.empty()) return;
  const GanttStretch stretch = readableStretch(gantt, run.warmup_s);
  const bool is_cut = stretch.to_s < gantt.end_s;
  section.figures.push_back(
      {ganttSvg(gantt, stretch),
       {},
       fmt::format("States of the machines over time, {}{}.",
                   is_cut ? "the first " + durationText(stretch.to_s - stretch.from_s) : "the whole run",
                   run.warmup_s > 0 ? " after the warm-up" : "")});
}

/// The kinds that went through, most first; none where there is but one.
std::vector<std::size_t> kindsOf(const Recorded& run) {
  std::vector<std::size_t> kinds;
  for (std::size_t k = 0; k < run.passages.kinds.size(); ++k) {
    if (!run.passages.kinds[k].finished.empty()) kinds.push_back(k);
  }
  if (kinds.size() < 2) return {};
  std::ranges::stable_sort(kinds, std::greater<>(),
                           [&](std::size_t k) { return run.passages.kinds[k].finished.size(); });
  return kinds;
}

void addCumulativeFlow(Section& section, const Recorded& run) {
  const kpi::CumulativeFlow flow = kpi::cumulativeFlowOf(run.passages, std::nullopt, kInstants);
  section.figures.push_back({cumulativeFlowSvg(flow, kAll),
                             {},
                             "Cumulative flow: parts that came in and went out until each instant. Upright between the "
                             "curves stand the parts inside, level the time that a part takes through."});
  section.tables.push_back(cumulativeFlowTable(flow));
}

/// Lead times of one kind, or of all, into the figures and both tables.
void addSpread(Section& section, const Recorded& run, std::optional<std::size_t> kind, Table& summary, Table& bins) {
  const auto spread = kpi::leadTimeHistogramOf(run.passages, kind, run.warmup_s);
  if (!spread) return;
  const std::string name = kind ? run.factory.parts()[*kind].id : std::string(kAll);
  if (!kind || summary.rows.size() <= kMostKinds) {
    section.figures.push_back(
        {leadTimeSvg(*spread, name),
         {},
         fmt::format("Lead times of {}, {} of them.", kind ? "the kind " + name : name, spread->parts)});
  }
  summary.rows.push_back({textCell(name), figureCell(static_cast<double>(spread->parts)), figureCell(spread->mean_s),
                          figureCell(spread->p50_s), figureCell(spread->p95_s)});
  appendBins(bins, name, *spread);
}

void addLeadTimes(Section& section, const Recorded& run) {
  Table summary{
      "lead-times",
      "Lead times",
      {{"Parts", ""}, {"Count", ""}, {"Mean", "s"}, {"Median", "s"}, {"95 % within", "s"}},
      {},
      "Of parts that left the recorded run after the warm-up: from entering the first element after the source "
      "to the sink; of assembled parts, of the oldest part in them."};
  Table bins = leadTimeBinsTable();
  addSpread(section, run, std::nullopt, summary, bins);
  for (const std::size_t kind : kindsOf(run)) addSpread(section, run, kind, summary, bins);
  if (summary.rows.empty()) return;
  section.tables.push_back(std::move(summary));
  section.tables.push_back(std::move(bins));
}

Recorded recorded(const factory::Factory& factory, const experiment::RunPlan& plan, const std::stop_token& stop) {
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(plan.horizon_s);
  settings.seed = plan.seed;
  settings.replication = plan.first_replication;
  settings.max_parts = plan.max_parts;
  Recorded run{factory, events::record(*events::compile(factory), settings, kMostMoves, stop), {}, 0};
  run.passages = kpi::passagesOf(run.recording, factory, stop);
  run.warmup_s = std::min(plan.warmup_s, run.recording.end().seconds());
  return run;
}

}  // namespace

Section courseSection(const factory::Factory& factory, const experiment::RunPlan& plan, const std::stop_token& stop) {
  const Recorded run = recorded(factory, plan, stop);
  Section section{"One run over time", {}, {}, {}};
  section.paragraphs.push_back(
      fmt::format("What replication {} (seed {}) did, event by event. Other replications look alike, not the same: the "
                  "figures with intervals above are what to go by.",
                  plan.first_replication, plan.seed));
  if (!run.recording.isComplete()) {
    section.paragraphs.push_back(fmt::format("Its pictures end at {}, after {} moves of parts.",
                                             durationText(run.recording.end().seconds()), kMostMoves));
  }
  if (run.recording.end() <= SimTime() || run.warmup_s >= run.recording.end().seconds()) return section;
  addFlows(section, run, stop);
  addGantt(section, run, stop);
  addCumulativeFlow(section, run);
  addLeadTimes(section, run);
  return section;
}

Table cumulativeFlowTable(const kpi::CumulativeFlow& flow) {
  Table table{"cumulative-flow",
              "Cumulative flow",
              {{"Time", "s"}, {"Entered", "parts"}, {"Left", "parts"}, {"Inside", "parts"}},
              {},
              ""};
  table.is_for_files = true;
  for (std::size_t i = 0; i < flow.t_s.size(); ++i) {
    table.rows.push_back({figureCell(flow.t_s[i]), figureCell(static_cast<double>(flow.entered[i])),
                          figureCell(static_cast<double>(flow.left[i])),
                          figureCell(static_cast<double>(flow.inside(i)))});
  }
  return table;
}

Table leadTimeBinsTable() {
  Table table{"lead-time-histogram",
              "Histogram of lead times",
              {{"Parts", ""}, {"From", "s"}, {"To", "s"}, {"Count", ""}},
              {},
              ""};
  table.is_for_files = true;
  return table;
}

void appendBins(Table& table, const std::string& parts, const kpi::LeadTimeHistogram& spread) {
  for (std::size_t i = 0; i < spread.histogram.counts.size(); ++i) {
    table.rows.push_back({textCell(parts), figureCell(spread.histogram.edge(i)),
                          figureCell(spread.histogram.edge(i + 1)),
                          figureCell(static_cast<double>(spread.histogram.counts[i]))});
  }
}

}  // namespace mw::report
