// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_panel.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMimeData>
#include <QSplitter>
#include <QStyle>
#include <QUrl>
#include <QVBoxLayout>
#include <cmath>

#include "ui/models/figure_format.h"

namespace mw::panels {
namespace {

constexpr int kTimeRole = Qt::UserRole;

QString wordsOf(const QStringList& sentences) {
  return sentences.join(QStringLiteral(" · "));
}

void setLook(QWidget* widget, const char* look) {
  if (widget->property("look").toString() == QLatin1String(look)) return;
  widget->setProperty("look", look);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

QComboBox* addChoice(QWidget* parent, const QString& name, const QString& accessible) {
  auto* box = new QComboBox(parent);
  box->setObjectName(name);
  box->setAccessibleName(accessible);
  box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return box;
}

/// A name that is not in the list, as of a log that no project keeps, stands in place of the invitation.
void showChosen(QComboBox* box, const QString& name) {
  const int index = box->findText(name);
  if (index < 0) box->setItemText(0, name);
  box->setCurrentIndex(std::max(0, index));
}

QLabel* addLabel(QWidget* parent, const QString& name, const char* look) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setProperty("look", look);
  return label;
}

}  // namespace

ReplayPanel::ReplayPanel(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                         QWidget* parent)
    : Panel(parent), replay_(replay), playback_(playback) {
  setObjectName(QStringLiteral("replay"));
  setAcceptDrops(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  pages_ = new QStackedLayout;
  note_ = addLabel(this, QStringLiteral("replay.note"), "muted");
  note_->setAlignment(Qt::AlignCenter);
  note_->setWordWrap(true);
  note_->setContentsMargins(24, 12, 24, 12);
  pages_->addWidget(note_);
  auto* splitter = new QSplitter(this);
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(buildPlots(themes));
  splitter->addWidget(buildAlerts());
  splitter->setStretchFactor(0, 1);
  splitter->setSizes({900, 280});
  pages_->addWidget(splitter);
  column->addLayout(pages_, 1);

  using Model = models::ReplayModel;
  connect(&replay_, &Model::namesChanged, this, &ReplayPanel::showNames);
  connect(&replay_, &Model::changed, this, &ReplayPanel::showState);
  connect(&replay_, &Model::resultChanged, this, &ReplayPanel::showResult);
  connect(&replay_, &Model::traceChanged, this, &ReplayPanel::showTrace);
  connect(&playback_, &models::Playback::timeChanged, this, &ReplayPanel::showTime);
  showNames();
  showResult();
  showTrace();
}

QWidget* ReplayPanel::buildHead() {
  auto* head = new QWidget(this);
  auto* column = new QVBoxLayout(head);
  column->setContentsMargins(kPanelPadding, 8, kPanelPadding, 8);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  log_ = addChoice(head, QStringLiteral("replay.log"), tr("Log"));
  twin_ = addChoice(head, QStringLiteral("replay.twin"), tr("Twin"));
  state_ = addChoice(head, QStringLiteral("replay.state"), tr("State"));
  connect(log_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) replay_.openLog(log_->itemText(index));
  });
  connect(twin_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) replay_.openTwin(twin_->itemText(index));
  });
  connect(state_, &QComboBox::activated, this,
          [this](int index) { replay_.setState(static_cast<std::size_t>(std::max(0, index))); });
  import_ = new QPushButton(tr("Import ..."), head);
  import_->setObjectName(QStringLiteral("replay.import"));
  import_->setToolTip(tr("A CSV log or a twin definition (JSON); both can also be dropped here"));
  connect(import_, &QPushButton::clicked, this, &ReplayPanel::chooseFile);
  age_ = addLabel(head, QStringLiteral("replay.age"), "badge");
  row->addWidget(log_);
  row->addWidget(twin_);
  row->addWidget(import_);
  row->addSpacing(12);
  row->addWidget(state_);
  row->addStretch(1);
  row->addWidget(age_);
  column->addLayout(row);
  problem_ = addLabel(head, QStringLiteral("replay.problem"), "error");
  problem_->setWordWrap(true);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(problem_);
  notes_ = addLabel(head, QStringLiteral("replay.notes"), "muted");
  notes_->setWordWrap(true);
  column->addWidget(notes_);
  return head;
}

QWidget* ReplayPanel::buildPlots(const ThemeService& themes) {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  legend_ = addLabel(page, QStringLiteral("replay.legend"), "muted");
  legend_->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  column->addWidget(legend_);
  plot_ = new PlotView(themes, PlotView::Time::Elapsed, page);
  plot_->setObjectName(QStringLiteral("replay.plot"));
  plot_->setAccessibleName(tr("Estimate over time"));
  plot_->setMinimumHeight(140);
  std::tie(low_, high_) = plot_->addBand();
  readings_ = plot_->addCurve(CurveRole::Measured);
  mean_ = plot_->addCurve(CurveRole::Estimate);
  anomalies_ = plot_->addCurve(CurveRole::Alarm);
  column->addWidget(plot_, 3);
  strip_ = new PlotView(themes, PlotView::Time::Elapsed, page);
  strip_->setObjectName(QStringLiteral("replay.nis"));
  strip_->setAccessibleName(tr("Normalised innovation squared over time"));
  strip_->setMinimumHeight(84);
  strip_->setYLabel(tr("NIS"));
  strip_->yAxis->ticker()->setTickCount(3);
  nis_ = strip_->addCurve(CurveRole::Secondary);
  limit_ = strip_->addCurve(CurveRole::Limit);
  column->addWidget(strip_, 1);
  plot_->axisRect()->setMinimumMargins({64, 8, 12, 4});
  strip_->axisRect()->setMinimumMargins({64, 4, 12, 4});
  for (PlotView* view : {plot_, strip_}) {
    connect(view, &PlotView::clicked, this, [this](double t_s, double) { playback_.seek(t_s); });
    PlotView* other = view == plot_ ? strip_ : plot_;
    connect(view->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), other, [other](const QCPRange& range) {
      if (other->xAxis->range() == range) return;
      other->xAxis->setRange(range);
      other->replot(QCustomPlot::rpQueuedReplot);
    });
  }
  return page;
}

QWidget* ReplayPanel::buildAlerts() {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setContentsMargins(kPanelPadding - 4, 0, 4, 0);
  column->setSpacing(4);
  alerts_title_ = addLabel(page, QStringLiteral("replay.alertsTitle"), "heading");
  alerts_title_->setContentsMargins(4, 0, 0, 0);
  column->addWidget(alerts_title_);
  alerts_ = new QListWidget(page);
  alerts_->setObjectName(QStringLiteral("replay.alerts"));
  alerts_->setAccessibleName(tr("Alerts; choosing one goes to its time"));
  alerts_->setFrameShape(QFrame::NoFrame);
  alerts_->setWordWrap(true);
  alerts_->setUniformItemSizes(false);
  alerts_->setSpacing(2);
  const auto jump = [this](const QListWidgetItem* item) {
    if (item) playback_.seek(item->data(kTimeRole).toDouble());
  };
  connect(alerts_, &QListWidget::itemClicked, this, jump);
  connect(alerts_, &QListWidget::itemActivated, this, jump);
  column->addWidget(alerts_, 1);
  return page;
}

void ReplayPanel::showEvent(QShowEvent* event) {
  Panel::showEvent(event);
  replay_.setLeading(true);
}

void ReplayPanel::hideEvent(QHideEvent* event) {
  Panel::hideEvent(event);
  replay_.setLeading(false);
}

void ReplayPanel::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void ReplayPanel::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) openFile(url.toLocalFile());
  event->acceptProposedAction();
}

void ReplayPanel::chooseFile() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Import a log or a twin"), {},
                                                    tr("Logs and twins (*.csv *.txt *.json);;All files (*)"));
  if (!file.isEmpty()) openFile(file);
}

void ReplayPanel::openFile(const QString& file) {
  const std::filesystem::path path(file.toStdString());
  path.extension() == ".json" ? replay_.openTwinFile(path) : replay_.importLog(path);
}

void ReplayPanel::showNames() {
  const auto fill = [](QComboBox* box, const QString& first, const QStringList& names) {
    const QString current = box->currentIndex() > 0 ? box->currentText() : QString();
    box->clear();
    box->addItem(first);
    box->addItems(names);
    box->setCurrentIndex(std::max(0, box->findText(current)));
  };
  fill(log_, tr("Choose a log"), replay_.logNames());
  fill(twin_, tr("Choose a twin"), replay_.twinNames());
  showState();
}

void ReplayPanel::showState() {
  problem_->setText(replay_.problem());
  problem_->setVisible(!replay_.problem().isEmpty());
  notes_->setText(wordsOf(replay_.importNotes()));
  notes_->setVisible(!replay_.importNotes().isEmpty());
  if (replay_.log()) showChosen(log_, QString::fromStdString(replay_.log()->name));
  if (replay_.twin()) showChosen(twin_, replay_.twinName());
  if (replay_.isBusy()) {
    note_->setText(tr("Working ..."));
  } else if (!replay_.log() && !replay_.twin()) {
    note_->setText(tr("Drop a CSV log here, and the twin (JSON) that shall watch it. Or choose both above."));
  } else if (!replay_.log()) {
    note_->setText(
        tr("The twin %1 waits for a log: drop a CSV file here or choose one above.").arg(replay_.twinName()));
  } else if (!replay_.twin()) {
    note_->setText(tr("The log %1 has %2 rows. Now choose the twin that shall watch it, or drop its JSON file here.")
                       .arg(QString::fromStdString(replay_.log()->name))
                       .arg(replay_.log()->rowCount()));
  } else {
    note_->setText({});
  }
}

void ReplayPanel::showResult() {
  const auto result = replay_.result();
  pages_->setCurrentIndex(result ? 1 : 0);
  state_->setVisible(result != nullptr);
  age_->setVisible(result != nullptr);
  state_->clear();
  alerts_->clear();
  if (result) {
    const double first_s = result->t_s.empty() ? 0 : result->t_s.front();
    for (std::size_t i = 0; i < result->states.size(); ++i) {
      const bool is_measured = models::isMeasured(*replay_.twin(), i);
      const QString name = QString::fromStdString(result->states[i]);
      state_->addItem(is_measured ? name : tr("%1 · estimated").arg(name));
    }
    state_->setCurrentIndex(static_cast<int>(replay_.state()));
    for (const twin::Alert& alert : result->alerts) {
      auto* item = new QListWidgetItem(QStringLiteral("%1  %2\n%3")
                                           .arg(models::clockText(alert.t_s - first_s, true),
                                                QLatin1String(twin::alertLevel(alert.kind)),
                                                QString::fromStdString(alert.message)));
      item->setData(kTimeRole, alert.t_s - first_s);
      alerts_->addItem(item);
    }
    alerts_title_->setText(result->alerts.empty() ? tr("No alerts") : tr("Alerts: %1").arg(result->alerts.size()));
    setNote(tr("%1 rows, %2 anomalies").arg(result->rows).arg(result->anomalyCount()));
  }
  showState();
  showTime(playback_.time_s());
}

void ReplayPanel::showTrace() {
  const auto trace = replay_.trace();
  if (!trace) return;
  const QVector<double> t_s = toVector(trace->t_s);
  mean_->setData(t_s, toVector(trace->mean), true);
  low_->setData(t_s, toVector(trace->low), true);
  high_->setData(t_s, toVector(trace->high), true);
  readings_->setData(toVector(trace->measured_t_s), toVector(trace->measured), true);
  anomalies_->setData(toVector(trace->anomaly_t_s), toVector(trace->anomaly), true);
  nis_->setData(t_s, toVector(trace->nis), true);
  const double limit = replay_.nisLimit();
  if (!t_s.isEmpty()) limit_->setData({t_s.front(), t_s.back()}, {limit, limit}, true);
  const QString name = QString::fromStdString(trace->state);
  plot_->setYLabel(trace->unit.empty() ? name : name + QStringLiteral(", ") + QString::fromStdString(trace->unit));
  plot_->setHomeFromData(false);
  // Faults raise NIS by orders of magnitude; the strip is for telling what crosses the limit.
  const QCPRange strip_range(0, 2 * limit);
  if (!t_s.isEmpty()) strip_->setHome({t_s.front(), t_s.back()}, strip_range);
  strip_->yAxis->setRange(strip_range);  // its time axis follows the plot above and may have left home with it
  legend_->setText(trace->signal
                       ? tr("line: estimate with 2-sigma band · dots: readings of %1 · triangles: do not fit the model")
                             .arg(QString::fromStdString(*trace->signal))
                       : tr("line: estimate with 2-sigma band · no sensor reads %1: estimated").arg(name));
  plot_->replot(QCustomPlot::rpQueuedReplot);
  strip_->replot(QCustomPlot::rpQueuedReplot);
}

void ReplayPanel::showTime(double time_s) {
  const auto result = replay_.result();
  if (!result) return;
  plot_->setCursor(time_s);
  strip_->setCursor(time_s);
  const models::AgeAt age = models::ageAt(*result, *replay_.twin(), time_s);
  const QString text = tr("data %1 old").arg(models::durationText(age.age_s));
  switch (age.level) {
    case models::DataAge::Fresh:
      setLook(age_, "badge");
      break;
    case models::DataAge::Late:
      setLook(age_, "warning");
      break;
    case models::DataAge::Stale:
      setLook(age_, "alarm");
      break;
  }
  age_->setText(age.level == models::DataAge::Stale ? text + tr(": alerts paused") : text);
}

}  // namespace mw::panels
