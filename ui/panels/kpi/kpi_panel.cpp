// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/kpi_panel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/models/figure_format.h"
#include "ui/panels/kpi/bottleneck_row.h"
#include "ui/panels/kpi/card_row.h"
#include "ui/panels/kpi/kpi_tables_view.h"
#include "ui/panels/kpi/parts_view.h"
#include "ui/panels/kpi/pin_drop.h"
#include "ui/panels/plot/linked_time.h"

namespace mw::panels {
namespace {

constexpr int kPlotHeight = 96;

QFrame* hairline(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("look", "hairline");
  line->setFixedHeight(1);
  return line;
}

/// Up to two minutes in seconds.
struct ShownTimes {
  bool are_seconds = false;
  double unit_s = 60;

  explicit ShownTimes(double longest_s) : are_seconds(longest_s < 120), unit_s(are_seconds ? 1 : 60) {}
  [[nodiscard]] numerics::Estimate of(const numerics::Estimate& seconds) const {
    return {seconds.mean / unit_s, seconds.sd / unit_s, seconds.half_width / unit_s, seconds.n};
  }
};

/// "34 runs of 8.0 h, without the first 1.2 h".
QString runsText(const experiment::RunPlan& plan) {
  const QString runs = KpiPanel::tr("%1 runs of %2").arg(plan.replications).arg(models::durationText(plan.horizon_s));
  return plan.warmup_s > 0 ? KpiPanel::tr("%1, without the first %2").arg(runs, models::durationText(plan.warmup_s))
                           : runs;
}

}  // namespace

KpiPanel::KpiPanel(models::SimulationModel& simulation, models::RunCharts& charts, models::Playback& playback,
                   models::Selection& selection, const ThemeService& themes, QWidget* parent)
    : Panel(parent),
      simulation_(simulation),
      charts_(charts),
      playback_(playback),
      selection_(selection),
      kpis_(simulation, charts),
      elements_(simulation) {
  setObjectName(QStringLiteral("kpi"));
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->setSpacing(0);
  progress_ = new QProgressBar(this);
  progress_->setObjectName(QStringLiteral("kpi.progress"));
  progress_->setAccessibleName(tr("Replications done"));
  progress_->setTextVisible(false);
  progress_->setFixedHeight(2);
  progress_->hide();
  outer->addWidget(progress_);
  pages_ = new QStackedLayout;
  note_ = new QLabel(this);
  note_->setObjectName(QStringLiteral("kpi.note"));
  note_->setProperty("look", "muted");
  note_->setAlignment(Qt::AlignCenter);
  note_->setWordWrap(true);
  note_->setContentsMargins(24, 12, 24, 12);
  pages_->addWidget(note_);
  auto* shown = new QWidget(this);
  buildTabs(shown, themes);
  pages_->addWidget(shown);
  outer->addLayout(pages_, 1);

  using Model = models::SimulationModel;
  connect(&simulation_, &Model::runChanged, this, &KpiPanel::showRun);
  connect(&simulation_, &Model::replicatedChanged, this, &KpiPanel::showReplicated);
  connect(&simulation_, &Model::stateChanged, this, &KpiPanel::showState);
  connect(&simulation_, &Model::progressed, this, [this](double done, double total) {
    progress_->setRange(0, static_cast<int>(total));
    progress_->setValue(static_cast<int>(done));
  });
  connect(&playback_, &models::Playback::timeChanged, this, &KpiPanel::showTime);
  connect(&charts_, &models::RunCharts::pinsChanged, this, &KpiPanel::showState);
  connect(&selection_, &models::Selection::changed, this, [this] { uses_->setSelected(selection_.current()); });
  connect(uses_, &UseChart::picked, this, [this](const QString& id) { selection_.select(id.toStdString()); });
  takeDrops(themes);
  showRun();
  showReplicated();
}

void KpiPanel::buildTabs(QWidget* shown, const ThemeService& themes) {
  auto* shown_column = new QVBoxLayout(shown);
  shown_column->setContentsMargins(0, 0, 0, 0);
  shown_column->setSpacing(0);
  tabs_ = new QTabBar(shown);
  tabs_->setObjectName(QStringLiteral("kpi.tabs"));
  tabs_->setAccessibleName(tr("What is shown of the figures"));
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  for (const QString& title : {tr("Course"), tr("All KPIs"), tr("Elements"), tr("Flow")}) tabs_->addTab(title);
  shown_column->addWidget(tabs_);
  auto* views = new QStackedLayout;
  views->addWidget(buildCourse(themes));
  views->addWidget(new KpiListView(kpis_, charts_, shown));
  auto* by_element = new ElementKpiView(elements_, charts_, shown);
  connect(by_element, &ElementKpiView::picked, this,
          [this](const QString& id) { selection_.select(id.toStdString()); });
  views->addWidget(by_element);
  views->addWidget(new PartsView(simulation_, charts_.passages(), playback_, themes, shown));
  shown_column->addLayout(views, 1);
  connect(tabs_, &QTabBar::currentChanged, views, &QStackedLayout::setCurrentIndex);
}

void KpiPanel::takeDrops(const ThemeService& themes) {
  auto* drop = new PinDrop(*this, themes);
  connect(drop, &PinDrop::hovered, this, [this](const QPoint& at) { pinned_->showPlace(placeAt(at)); });
  connect(drop, &PinDrop::left, this, [this] { pinned_->showPlace(std::nullopt); });
  connect(drop, &PinDrop::dropped, this, [this](const models::RunPin& pin, const QPoint& at) {
    charts_.pin(pin, placeAt(at).value_or(charts_.pins().size()));
    bringUp(pin);
  });
}

std::optional<std::size_t> KpiPanel::placeAt(const QPoint& at) const {
  if (!pinned_->isVisible()) return std::nullopt;
  return pinned_->placeAt(pinned_->mapFrom(this, at).y());
}

void KpiPanel::bringUp(const models::RunPin& pin) {
  tabs_->setCurrentIndex(0);
  showState();
  QTimer::singleShot(0, this, [this, pin] {
    ChartCard* card = pinned_->cardOf(pin);
    if (card != nullptr) scroll_->ensureWidgetVisible(card, 0, kPanelPadding);
  });
}

void KpiPanel::addToBottleneck(QWidget* more) {
  limits_->addWidget(more);
}

void KpiPanel::bringUpBottleneck() {
  tabs_->setCurrentIndex(0);
  QTimer::singleShot(0, this, [this] {
    const QRect room = limits_->geometry();
    scroll_->ensureVisible(room.left(), room.bottom(), 0, kPanelPadding);
    scroll_->ensureVisible(room.left(), room.top(), 0, 0);
  });
}

QWidget* KpiPanel::buildCourse(const ThemeService& themes) {
  scroll_ = new QScrollArea(this);
  scroll_->setObjectName(QStringLiteral("kpi.scroll"));
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidgetResizable(true);
  scroll_->setFocusPolicy(Qt::NoFocus);
  auto* page = new QWidget(scroll_);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildFigures());
  column->addWidget(hairline(page));
  limits_ = new QVBoxLayout;
  limits_->setSpacing(0);
  limits_->addWidget(new BottleneckRow(simulation_, selection_, page));
  column->addLayout(limits_);
  pinned_ = new PinnedCharts(charts_, simulation_, playback_, themes, page);
  column->addWidget(pinned_);
  column->addWidget(hairline(page));
  column->addWidget(buildPlots(themes), 1);
  scroll_->setWidget(page);
  return scroll_;
}

QWidget* KpiPanel::buildFigures() {
  auto* row = new CardRow(this);
  throughput_ = new KpiCard(QStringLiteral("kpi.throughput"), tr("Throughput, good"), row);
  lead_time_ = new KpiCard(QStringLiteral("kpi.leadTime"), tr("Lead time, median · 95 %"), row);
  wip_ = new KpiCard(QStringLiteral("kpi.wip"), tr("Work in process"), row);
  row->setCards(throughput_, lead_time_, wip_);
  return row;
}

KpiPanel::BandPlot KpiPanel::buildPlot(const QString& name, const QString& title, QLabel*& heading, QVBoxLayout* column,
                                       const ThemeService& themes) {
  heading = new QLabel(title, this);
  heading->setObjectName(name + QStringLiteral(".title"));
  heading->setProperty("look", "muted");
  heading->setContentsMargins(kPanelPadding, 8, kPanelPadding, 0);
  column->addWidget(heading);
  BandPlot plot;
  plot.view = new PlotView(themes, PlotView::Time::Hours, this);
  plot.view->setObjectName(name);
  plot.view->setAccessibleName(title);
  plot.view->setCompact();
  plot.view->setMinimumHeight(kPlotHeight);
  std::tie(plot.low, plot.high) = plot.view->addBand();
  plot.run = plot.view->addCurve(CurveRole::Secondary);
  plot.mean = plot.view->addCurve(CurveRole::Estimate);
  linkTime(*plot.view, simulation_.axis());
  connect(plot.view, &PlotView::clicked, this, [this](double t_s, double) { playback_.seek(t_s); });
  column->addWidget(plot.view, 1);
  return plot;
}

QWidget* KpiPanel::buildPlots(const ThemeService& themes) {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  throughput_plot_ =
      buildPlot(QStringLiteral("kpi.throughputPlot"), tr("Throughput"), throughput_heading_, column, themes);
  column->addWidget(hairline(page));
  wip_plot_ = buildPlot(QStringLiteral("kpi.wipPlot"), tr("Work in process"), wip_heading_, column, themes);
  column->addWidget(hairline(page));
  auto* heading = new QLabel(tr("Utilisation"), page);
  heading->setObjectName(QStringLiteral("kpi.usesTitle"));
  heading->setProperty("look", "muted");
  heading->setContentsMargins(kPanelPadding, 8, kPanelPadding, 4);
  column->addWidget(heading);
  uses_ = new UseChart(themes, page);
  uses_->setObjectName(QStringLiteral("kpi.uses"));
  column->addWidget(uses_);
  column->addSpacing(8);
  return page;
}

void KpiPanel::show(const BandPlot& plot, const models::BandSeries& band) {
  const QVector<double> t_s = toVector(band.t_s);
  plot.mean->setData(t_s, toVector(band.mean), true);
  plot.low->setData(t_s, toVector(band.low), true);
  plot.high->setData(t_s, toVector(band.high), true);
  plot.view->setHomeFromData(true);
  plot.view->replot(QCustomPlot::rpQueuedReplot);
}

void KpiPanel::showRun() {
  if (const auto run = simulation_.run()) {
    throughput_heading_->setText(tr("Throughput of the last %1, parts/h: mean with 95 % band, this run thin")
                                     .arg(models::durationText(run->window_s)));
    wip_heading_->setText(tr("Work in process, parts"));
    throughput_plot_.run->setData(toVector(run->throughput.t_s), toVector(run->throughput.value), true);
    wip_plot_.run->setData(toVector(run->wip.t_s), toVector(run->wip.value), true);
    throughput_plot_.view->setHomeFromData(true);
    wip_plot_.view->setHomeFromData(true);
  } else {
    for (const BandPlot* plot : {&throughput_plot_, &wip_plot_}) {
      for (QCPGraph* curve : {plot->low, plot->high, plot->mean, plot->run}) curve->data()->clear();
    }
  }
  showTime(playback_.time_s());
  showState();
}

void KpiPanel::showReplicated() {
  const auto result = simulation_.replicated();
  if (result) {
    uses_->setUses(result->kpis.uses);
    show(throughput_plot_, result->throughput);
    show(wip_plot_, result->wip);
    for (const BandPlot* plot : {&throughput_plot_, &wip_plot_}) plot->view->setLeadIn(result->result.plan.warmup_s);
  }
  showState();
}

void KpiPanel::showState() {
  using State = models::SimulationModel::State;
  const State state = simulation_.state();
  const auto result = simulation_.replicated();
  const bool has_run = result || simulation_.run();
  pages_->setCurrentIndex(has_run || !charts_.pins().empty() ? 1 : 0);
  for (const BandPlot* plot : {&throughput_plot_, &wip_plot_})
    plot->view->setEmptyText(has_run ? QString() : tr("Run to fill"));
  progress_->setVisible(state == State::Running);
  if (state == State::Running) progress_->setValue(0);
  if (state == State::Empty) note_->setText(tr("No figures yet. Press Space to run."));
  if (state == State::Running) note_->setText(tr("Running %1 replications ...").arg(simulation_.wishes().replications));
  if (state == State::Refused || state == State::Failed)
    note_->setText(tr("This factory cannot run yet.\n%1").arg(simulation_.problem()));
  if (!result) {
    for (KpiCard* card : {throughput_, lead_time_, wip_}) card->show(QStringLiteral("–"), {}, false);
    setNote({});
    return;
  }
  const bool is_trusted = !simulation_.isStale() && state != State::Refused && state != State::Failed;
  const models::RunKpis& kpis = result->kpis;
  throughput_->show(models::figure(kpis.throughput_per_h.mean, kpis.throughput_per_h.half_width),
                    tr("/h %1").arg(models::plusMinus(kpis.throughput_per_h)), is_trusted);
  const ShownTimes times(kpis.lead_time_p95_s.mean);
  const auto median = times.of(kpis.lead_time_p50_s);
  const auto late = times.of(kpis.lead_time_p95_s);
  lead_time_->show(
      models::figure(median.mean, median.half_width),
      (times.are_seconds ? tr("s %1 · %2 s %3") : tr("min %1 · %2 min %3"))
          .arg(models::plusMinus(median), models::figure(late.mean, late.half_width), models::plusMinus(late)),
      is_trusted);
  wip_->show(models::figure(kpis.wip.mean, kpis.wip.half_width), tr("parts %1").arg(models::plusMinus(kpis.wip)),
             is_trusted);
  setNote(is_trusted ? runsText(result->result.plan) : tr("of the layout or the settings before the last change"));
}

void KpiPanel::showTime(double time_s) {
  const double shown = simulation_.run() ? time_s : std::numeric_limits<double>::quiet_NaN();
  throughput_plot_.view->setCursor(shown);
  wip_plot_.view->setCursor(shown);
}

}  // namespace mw::panels
