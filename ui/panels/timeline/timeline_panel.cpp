// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/timeline/timeline_panel.h"

#include <QVBoxLayout>

#include "ui/models/figure_format.h"
#include "ui/panels/timeline/playback_bar.h"
#include "ui/panels/timeline/state_legend.h"

namespace mw::panels {
namespace {

QFrame* hairline(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("look", "hairline");
  line->setFixedHeight(1);
  return line;
}

}  // namespace

TimelinePanel::TimelinePanel(models::SimulationModel& simulation, models::Playback& playback,
                             models::Selection& selection, const ThemeService& themes, QWidget* parent)
    : Panel(parent), simulation_(simulation), playback_(playback), selection_(selection) {
  setObjectName(QStringLiteral("timeline"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  scrub_ = new ScrubBar(themes, this);
  scrub_->setObjectName(QStringLiteral("timeline.scrub"));
  column->addWidget(scrub_);
  column->addWidget(hairline(this));
  pages_ = new QStackedLayout;
  note_ = new QLabel(this);
  note_->setObjectName(QStringLiteral("timeline.note"));
  note_->setProperty("look", "muted");
  note_->setAlignment(Qt::AlignCenter);
  note_->setWordWrap(true);
  note_->setContentsMargins(24, 12, 24, 12);
  pages_->addWidget(note_);
  pages_->addWidget(buildChart(themes));
  column->addLayout(pages_, 1);

  connect(scrub_, &ScrubBar::scrubbed, &playback_, &models::Playback::seek);
  connect(gantt_, &GanttView::picked, this, [this](double time_s, const QString& element) {
    playback_.seek(time_s);
    if (!element.isEmpty()) selection_.select(element.toStdString());
  });
  models::TimeAxis& axis = simulation_.axis();
  connect(gantt_, &GanttView::rangeChosen, &axis, &models::TimeAxis::show);
  connect(&axis, &models::TimeAxis::changed, this, [this, &axis] { gantt_->setRange(axis.from_s(), axis.to_s()); });
  connect(&playback_, &models::Playback::timeChanged, this, &TimelinePanel::showTime);
  connect(&simulation_, &models::SimulationModel::replicatedChanged, this, [this] {
    const auto runs = simulation_.replicated();
    gantt_->setWarmup(runs ? runs->result.plan.warmup_s : 0);
  });
  connect(&selection_, &models::Selection::changed, this, [this] { gantt_->setSelected(selection_.current()); });
  connect(&simulation_, &models::SimulationModel::runChanged, this, &TimelinePanel::showRun);
  connect(&simulation_, &models::SimulationModel::stateChanged, this, &TimelinePanel::showState);
  showRun();
}

QWidget* TimelinePanel::buildChart(const ThemeService& themes) {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* scroll = new QScrollArea(page);
  scroll->setObjectName(QStringLiteral("timeline.rows"));
  scroll->setAccessibleName(tr("Machines"));
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  gantt_ = new GanttView(themes, scroll);
  gantt_->setObjectName(QStringLiteral("timeline.gantt"));
  scroll->setWidget(gantt_);
  column->addWidget(scroll, 1);
  column->addWidget(new StateLegend(themes, page));
  column->addWidget(hairline(page));
  column->addWidget(new PlaybackBar(simulation_, playback_, page));
  return page;
}

void TimelinePanel::showRun() {
  const auto run = simulation_.run();
  gantt_->setRun(run);
  if (run) gantt_->setRange(simulation_.axis().from_s(), simulation_.axis().to_s());
  gantt_->setSelected(selection_.current());
  std::vector<double> marks_s;
  if (run)
    for (const kpi::FailureMark& failure : run->gantt.failures) marks_s.push_back(failure.t_s);
  scrub_->setMarks(std::move(marks_s));
  scrub_->setDuration(run ? run->gantt.end_s : 0);
  showTime(playback_.time_s());
  showState();
}

void TimelinePanel::showState() {
  using State = models::SimulationModel::State;
  pages_->setCurrentIndex(simulation_.run() ? 1 : 0);
  scrub_->setEnabled(simulation_.run() != nullptr);
  switch (simulation_.state()) {
    case State::Empty:
      note_->setText(tr("No run yet. Place a source, a station and a sink, connect them, and press Space."));
      break;
    case State::Running:
      note_->setText(tr("Running %1 ...").arg(models::durationText(simulation_.horizon_s())));
      break;
    case State::Refused:
    case State::Failed:
      note_->setText(tr("This factory cannot run yet.\n%1").arg(simulation_.problem()));
      break;
    case State::Ready:
      note_->clear();
      break;
  }
  const bool is_old = simulation_.isStale() || simulation_.state() == State::Refused;
  setNote(!simulation_.run() ? QString() : is_old ? tr("of the layout before the last change") : QString());
}

void TimelinePanel::showTime(double time_s) {
  scrub_->setTime(time_s);
  const double span_s = gantt_->to_s() - gantt_->from_s();
  if (playback_.isPlaying() && (time_s > gantt_->to_s() || time_s < gantt_->from_s()))
    simulation_.axis().show(time_s, time_s + span_s);
  gantt_->setTime(time_s);
}

}  // namespace mw::panels
