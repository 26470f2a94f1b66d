// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/parts_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <limits>

#include "core/kpi/cumulative_flow.h"
#include "core/report/course_section.h"
#include "core/report/csv_table.h"
#include "core/report/ticks.h"
#include "ui/panels/plot/linked_time.h"

namespace mw::panels {
namespace {

constexpr std::size_t kInstants = 601;
constexpr int kFlowHeight = 190;
constexpr int kLeadTimeHeight = 170;

QVector<double> toCounts(const std::vector<std::int64_t>& counts) {
  QVector<double> values;
  values.reserve(static_cast<qsizetype>(counts.size()));
  for (const std::int64_t count : counts) values << static_cast<double>(count);
  return values;
}

/// As in reports: three figures.
QString readable(double time_s) {
  return QString::fromStdString(report::durationText(time_s));
}

}  // namespace

PartsView::PartsView(models::SimulationModel& simulation, models::RunPassages& passages, models::Playback& playback,
                     const ThemeService& themes, QWidget* parent)
    : QScrollArea(parent), simulation_(simulation), passages_(passages), playback_(playback) {
  setObjectName(QStringLiteral("kpi.parts"));
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setFocusPolicy(Qt::NoFocus);
  auto* page = new QWidget(this);
  page->setProperty("look", "page");
  column_ = new QVBoxLayout(page);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(0);
  column_->addWidget(buildHead());
  buildFlow(themes);
  spread_ = addHeading(QStringLiteral("kpi.parts.spread"), tr("Lead times"));
  lead_times_ = new LeadTimePlot(themes, this);
  lead_times_->setObjectName(QStringLiteral("kpi.parts.leadTimes"));
  lead_times_->setAccessibleName(tr("Histogram of lead times"));
  lead_times_->setMinimumHeight(kLeadTimeHeight);
  addCopyActions(*lead_times_, &PartsView::leadTimeNumbers);
  column_->addWidget(lead_times_, 1);
  setWidget(page);
  connect(kinds_, &QComboBox::currentIndexChanged, this, &PartsView::showPassages);
  connect(&passages_, &models::RunPassages::changed, this, &PartsView::showKinds);
  connect(&simulation_, &models::SimulationModel::replicatedChanged, this, &PartsView::showPassages);
  connect(&playback_, &models::Playback::timeChanged, this, &PartsView::showTime);
  showKinds();
}

QWidget* PartsView::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(kPanelPadding, 8, kPanelPadding, 0);
  row->setSpacing(8);
  auto* label = new QLabel(tr("Parts"), head);
  label->setProperty("look", "muted");
  kinds_ = new QComboBox(head);
  kinds_->setObjectName(QStringLiteral("kpi.parts.kind"));
  kinds_->setAccessibleName(tr("Which parts are counted"));
  label->setBuddy(kinds_);
  row->addWidget(label);
  row->addWidget(kinds_);
  row->addStretch(1);
  return head;
}

QLabel* PartsView::addHeading(const QString& name, const QString& text) {
  auto* heading = new QLabel(text, this);
  heading->setObjectName(name);
  heading->setProperty("look", "muted");
  heading->setWordWrap(true);
  heading->setContentsMargins(kPanelPadding, 10, kPanelPadding, 2);
  column_->addWidget(heading);
  return heading;
}

void PartsView::buildFlow(const ThemeService& themes) {
  reading_ = addHeading(QStringLiteral("kpi.parts.reading"), tr("Cumulative flow"));
  flow_ = new PlotView(themes, PlotView::Time::Hours, this);
  flow_->setObjectName(QStringLiteral("kpi.parts.flow"));
  flow_->setAccessibleName(tr("Cumulative flow: parts that entered and left over time"));
  flow_->setToolTip(
      tr("Upper curve: parts that entered until then. Lower curve: parts that left.\n"
         "Upright between them: parts inside. Level between them: the time that a part takes through."));
  flow_->setMinimumHeight(kFlowHeight);
  flow_->setYLabel(tr("Parts until then"));
  std::tie(low_, high_) = flow_->addBand();
  left_ = flow_->addCurve(CurveRole::Secondary);
  entered_ = flow_->addCurve(CurveRole::Estimate);
  linkTime(*flow_, simulation_.axis());
  connect(flow_, &PlotView::clicked, this, [this](double t_s, double) { playback_.seek(t_s); });
  addCopyActions(*flow_, &PartsView::flowNumbers);
  column_->addWidget(flow_, 1);
}

void PartsView::addCopyActions(PlotView& plot, std::string (PartsView::*numbers)() const) {
  plot.setFocusPolicy(Qt::StrongFocus);
  plot.setContextMenuPolicy(Qt::ActionsContextMenu);
  auto* copy = new QAction(tr("Copy numbers as CSV"), &plot);
  copy->setObjectName(plot.objectName() + QStringLiteral(".copyNumbers"));
  copy->setShortcut(QKeySequence::Copy);
  copy->setShortcutContext(Qt::WidgetShortcut);
  connect(copy, &QAction::triggered, this,
          [this, numbers] { QGuiApplication::clipboard()->setText(QString::fromStdString((this->*numbers)())); });
  auto* picture = new QAction(tr("Copy picture"), &plot);
  picture->setObjectName(plot.objectName() + QStringLiteral(".copyPicture"));
  connect(picture, &QAction::triggered, this, [&plot] { QGuiApplication::clipboard()->setPixmap(plot.grab()); });
  plot.addActions({copy, picture});
}

void PartsView::showEvent(QShowEvent* event) {
  QScrollArea::showEvent(event);
  passages_.setWanted(true);
}

void PartsView::hideEvent(QHideEvent* event) {
  passages_.setWanted(false);
  QScrollArea::hideEvent(event);
}

std::optional<std::size_t> PartsView::kind() const {
  const int index = kinds_->currentIndex();
  return index < 1 ? std::nullopt : std::optional<std::size_t>(static_cast<std::size_t>(index - 1));
}

QString PartsView::kindName() const {
  return kinds_->currentText();
}

double PartsView::warmup_s() const {
  const auto runs = simulation_.replicated();
  return runs ? runs->result.plan.warmup_s : 0;
}

void PartsView::showKinds() {
  const QSignalBlocker blocker(kinds_);
  const QString before = kinds_->currentText();
  kinds_->clear();
  kinds_->addItem(tr("All kinds"));
  if (const auto run = passages_.run()) {
    for (const factory::Part& part : run->factory->parts()) kinds_->addItem(QString::fromStdString(part.id));
  }
  kinds_->setCurrentIndex(std::max(0, kinds_->findText(before)));
  showPassages();
}

void PartsView::showPassages() {
  showFlow();
  const auto passages = passages_.passages();
  const auto spread = passages ? kpi::leadTimeHistogramOf(*passages, kind(), warmup_s()) : std::nullopt;
  const QString counting = simulation_.run() ? tr("Counting ...") : tr("Run to fill");
  lead_times_->setSpread(spread, passages ? tr("None of these parts reached a sink") : counting);
  spread_->setText(spread ? tr("Lead times of %1 parts: median %2 (line), mean %3 (thin), 95 % within %4 (dashed)")
                                .arg(spread->parts)
                                .arg(readable(spread->p50_s), readable(spread->mean_s), readable(spread->p95_s))
                          : tr("Lead times"));
  showTime(playback_.time_s());
}

void PartsView::showFlow() {
  const auto passages = passages_.passages();
  flow_->setEmptyText(passages ? QString() : simulation_.run() ? tr("Counting ...") : tr("Run to fill"));
  const kpi::CumulativeFlow flow =
      passages ? kpi::cumulativeFlowOf(*passages, kind(), kInstants) : kpi::CumulativeFlow{};
  const QVector<double> t_s = toVector(flow.t_s);
  for (QCPGraph* curve : {entered_, high_}) curve->setData(t_s, toCounts(flow.entered), true);
  for (QCPGraph* curve : {left_, low_}) curve->setData(t_s, toCounts(flow.left), true);
  flow_->setLeadIn(warmup_s());
  flow_->setHomeFromData(true);
  flow_->replot(QCustomPlot::rpQueuedReplot);
}

void PartsView::showTime(double time_s) {
  const auto passages = passages_.passages();
  flow_->setCursor(simulation_.run() ? time_s : std::numeric_limits<double>::quiet_NaN());
  if (!passages) {
    reading_->setText(tr("Cumulative flow"));
    return;
  }
  const kpi::FlowCounts counts = kpi::flowCountsAt(*passages, kind(), time_s);
  reading_->setText(tr("Cumulative flow: %1 entered (line), %2 left (thin), %3 inside at the cursor")
                        .arg(counts.entered)
                        .arg(counts.left)
                        .arg(counts.inside()));
}

std::string PartsView::flowNumbers() const {
  const auto passages = passages_.passages();
  return passages ? report::csv(report::cumulativeFlowTable(kpi::cumulativeFlowOf(*passages, kind(), kInstants))) : "";
}

std::string PartsView::leadTimeNumbers() const {
  const auto passages = passages_.passages();
  const auto spread = passages ? kpi::leadTimeHistogramOf(*passages, kind(), warmup_s()) : std::nullopt;
  if (!spread) return {};
  report::Table table = report::leadTimeBinsTable();
  report::appendBins(table, kindName().toStdString(), *spread);
  return report::csv(table);
}

}  // namespace mw::panels
