// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/signal_plot.h"

#include <QMouseEvent>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "ui/models/signal_track.h"
#include "ui/panels/replay/replay_bar.h"

namespace mw::panels {
namespace {

using Kind = models::SignalEntry::Kind;

constexpr double kZoomPerNotch = 0.8;
constexpr double kPanPerNotch = 0.1;    // of the width
constexpr std::size_t kMostGaps = 200;  // in view: more of them would be a grey plot
constexpr std::size_t kMostDetections = 200;
constexpr double kLimitShare = 0.5;  // of the height of a plot of NIS, at which its limit lies
constexpr double kTopShare = 0.97;   // where what lies above such a plot is marked
constexpr int kLeftMargin = 64;
constexpr int kLeastHeight = 60;  // three plots with their names in the dock as it comes

/// Ticks of a log with absolute stamps: keys are seconds since its first stamp, labels are dates in UTC.
class UtcTicker : public QCPAxisTickerDateTime {
 public:
  explicit UtcTicker(double start_epoch_s) : start_epoch_s_(start_epoch_s) {
    setDateTimeSpec(Qt::UTC);
    setDateTimeFormat(QStringLiteral("HH:mm:ss\nyyyy-MM-dd"));
    setTickOrigin(-start_epoch_s);
  }

 protected:
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
    return QCPAxisTickerDateTime::getTickLabel(tick + start_epoch_s_, locale, format, precision);
  }

 private:
  double start_epoch_s_;
};

QString unitLabel(const models::SignalEntry& entry) {
  return entry.kind == Kind::Nis ? SignalPlot::tr("NIS") : QString::fromStdString(entry.unit);
}

QColor soft(QColor color, float alpha) {
  color.setAlphaF(alpha);
  return color;
}

bool hasBand(const models::SignalEntry& entry) {
  return entry.kind == Kind::Estimate || entry.kind == Kind::Innovation || models::isCompanion(entry);
}

}  // namespace

SignalPlot::SignalPlot(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes,
                       std::vector<models::SignalEntry> entries, QWidget* parent)
    : PlotView(themes, Time::Elapsed, parent),
      replay_(replay),
      playback_(playback),
      themes_(themes),
      entries_(std::move(entries)) {
  setInteractions({});
  setMinimumHeight(kLeastHeight);
  setMouseTracking(false);
  axisRect()->setMinimumMargins({kLeftMargin, 6, kPanelPadding, 4});
  const auto log = replay_.log();
  if (log && log->epoch_s && !log->t_s.empty()) {
    xAxis->setTicker(QSharedPointer<UtcTicker>::create(*log->epoch_s + log->t_s.front()));
    xAxis->ticker()->setTickCount(6);
  }
  selection_ = addStretch(0, 0);
  healthy_ = addStretch(0, 0);
  addCurves();
  addAnomalies();
  connect(&replay_.axis(), &models::TimeAxis::changed, this, &SignalPlot::draw);
  connect(&replay_, &models::ReplayModel::trackReady, this, [this](const std::string& key) {
    const bool is_ours = std::ranges::find(entries_, key, &models::SignalEntry::key) != entries_.end();
    if (is_ours) draw();
  });
  connect(&playback_, &models::Playback::timeChanged, this, &PlotView::setCursor);
  connect(&playback_, &models::Playback::loopChanged, this, &SignalPlot::drawSelection);
  connect(&replay_.alarms(), &models::AlarmTable::modelReset, this, &SignalPlot::drawDetections);
  connect(&replay_.search(), &models::AnomalySearch::healthyChanged, this, &SignalPlot::drawHealthy);
  connect(&themes_, &ThemeService::changed, this, &SignalPlot::color);
  color();
  draw();
  setCursor(playback_.time_s());
}

QCPItemRect* SignalPlot::addStretch(double from_s, double to_s) {
  auto* rect = new QCPItemRect(this);
  rect->setLayer(QStringLiteral("bands"));
  for (QCPItemPosition* corner : {rect->topLeft, rect->bottomRight}) corner->setTypeY(QCPItemPosition::ptAxisRectRatio);
  rect->topLeft->setCoords(from_s, 0);
  rect->bottomRight->setCoords(to_s, 1);
  rect->setPen(Qt::NoPen);
  return rect;
}

bool SignalPlot::isDots(const models::SignalEntry& entry) const {
  return entry.kind == Kind::Reading &&
         std::ranges::any_of(entries_, [](const models::SignalEntry& other) { return other.kind == Kind::Estimate; });
}

void SignalPlot::addCurves() {
  for (const models::SignalEntry& entry : entries_) {
    Curve curve;
    if (hasBand(entry)) std::tie(curve.low, curve.high) = addBand();
    const auto between = replay_.board().between();
    const bool is_points = isDots(entry) || between == models::PlotBoard::Between::Nothing;
    curve.line = addCurve(is_points ? CurveRole::Measured : CurveRole::Estimate);
    curve.line->setAdaptiveSampling(false);
    if (!is_points && between == models::PlotBoard::Between::Hold) curve.line->setLineStyle(QCPGraph::lsStepLeft);
    // Dots lie on the band and below the estimate.
    if (isDots(entry)) curve.line->setLayer(QStringLiteral("bands"));
    if (entry.unit != entries_.front().unit) {
      for (QCPGraph* graph : {curve.line, curve.low, curve.high}) {
        if (graph != nullptr) graph->setValueAxis(yAxis2);
      }
      setRightLabel(unitLabel(entry));
    }
    if (entry.kind == Kind::Nis) limit_ = addCurve(CurveRole::Limit);
    curves_.push_back(curve);
  }
  if (!entries_.empty()) setYLabel(unitLabel(entries_.front()));
}

void SignalPlot::addAnomalies() {
  const bool shows_dots = std::ranges::any_of(entries_, [this](const auto& entry) { return isDots(entry); });
  const models::ReplayData replayed = replay_.data();
  if ((!shows_dots && limit_ == nullptr) || !replayed.result) return;
  if (limit_ != nullptr) return markExceedances();
  const auto entry = std::ranges::find_if(entries_, [this](const auto& each) { return isDots(each); });
  const twin::Signal* signal = replayed.log->find(entry->name);
  QVector<double> t_s;
  QVector<double> values;
  for (std::size_t k = 0; signal && k < replayed.result->rows; ++k) {
    if (replayed.result->anomaly[k] == 0 || !std::isfinite(signal->values[k])) continue;
    t_s << replayed.result->t_s[k] - replayed.result->t_s.front();
    values << signal->values[k];
  }
  anomalies_ = addCurve(CurveRole::Alarm);
  anomalies_->setData(t_s, values, true);
}

void SignalPlot::markExceedances() {
  const twin::ReplayResult& result = *replay_.result();
  QVector<double> t_s;
  QVector<double> values;
  const double top = kTopShare * replay_.nisLimit() / kLimitShare;
  for (std::size_t k = 0; k < result.rows; ++k) {
    if (result.anomaly[k] == 0) continue;
    t_s << result.t_s[k] - result.t_s.front();
    values << std::min(result.nis[k], top);
  }
  anomalies_ = addCurve(CurveRole::Alarm);
  anomalies_->setData(t_s, values, true);
}

QColor SignalPlot::colorOf(std::size_t index) const {
  using State = factory::ElementState;
  const Theme& theme = themes_.theme();
  const models::SignalEntry& entry = entries_[index];
  if (isDots(entry)) return theme.color(Token::Muted);
  if (entry.kind == Kind::Smoothed) return theme.stateColor(State::Blocked);
  if (entry.kind == Kind::Other) return theme.stateColor(State::Busy);
  const std::array<QColor, 5> colors = {theme.color(Token::Accent), theme.stateColor(State::Waiting),
                                        theme.stateColor(State::Down), theme.stateColor(State::Setup),
                                        theme.color(Token::Muted)};
  std::size_t lines = 0;
  for (std::size_t i = 0; i < index; ++i) lines += isDots(entries_[i]) || models::isCompanion(entries_[i]) ? 0 : 1;
  return colors[lines % colors.size()];
}

void SignalPlot::color() {
  const Theme& theme = themes_.theme();
  for (std::size_t i = 0; i < curves_.size(); ++i) {
    const QColor own = colorOf(i);
    const bool is_other = entries_[i].kind == Kind::Other;
    if (!isDots(entries_[i]))
      curves_[i].line->setPen(QPen(own, curves_[i].is_dense ? 1 : 1.6, is_other ? Qt::DashLine : Qt::SolidLine));
    if (curves_[i].high != nullptr) {
      curves_[i].high->setBrush(soft(own, theme.isDark() ? 0.26F : 0.18F));
      // A band within a band is told by its edges.
      for (QCPGraph* edge : {curves_[i].low, curves_[i].high}) {
        edge->setPen(models::isCompanion(entries_[i]) ? QPen(soft(own, 0.8F), 1, Qt::DotLine) : QPen(Qt::NoPen));
      }
    }
  }
  for (QCPItemRect* rect : gaps_) rect->setBrush(soft(theme.color(Token::Muted), 0.14F));
  const QColor unusual = severityColor(theme, models::Severity::Detected);
  for (QCPItemRect* rect : detections_) {
    rect->setBrush(soft(unusual, theme.isDark() ? 0.22F : 0.16F));
    rect->setPen(QPen(soft(unusual, 0.5F), 1));
  }
  healthy_->setBrush(QBrush(soft(theme.stateColor(factory::ElementState::Busy), 0.35F), Qt::FDiagPattern));
  healthy_->setPen(QPen(theme.stateColor(factory::ElementState::Busy), 1));
  selection_->setPen(Qt::NoPen);
  selection_->setBrush(theme.color(Token::AccentSoft));
  replot(rpQueuedReplot);
}

void SignalPlot::setTimeShown(bool is_shown) {
  xAxis->setTickLabels(is_shown);
  const auto log = replay_.log();
  setXLabel(is_shown && log && log->epoch_s ? tr("UTC") : QString());
}

void SignalPlot::draw() {
  const models::TimeAxis& axis = replay_.axis();
  const double from_s = axis.from_s();
  const double to_s = axis.to_s();
  xAxis->setRange(from_s, to_s);
  const int columns = std::max(1, axisRect()->width());
  for (std::size_t i = 0; i < curves_.size(); ++i) {
    const auto track = replay_.track(entries_[i].key);
    if (!track) continue;
    models::Outline outline = models::outlineOf(*track, from_s, to_s, columns);
    // A held value ends with its reading: nothing is held into a gap.
    for (std::size_t k = 1; replay_.board().between() == models::PlotBoard::Between::Hold && k < outline.t_s.size();
         ++k)
      if (std::isnan(outline.values[k])) outline.t_s[k] = outline.t_s[k - 1];
    curves_[i].is_dense = 2 * outline.t_s.size() > 3 * static_cast<std::size_t>(columns);
    curves_[i].line->setAntialiased(!curves_[i].is_dense);
    curves_[i].line->setData(toVector(outline.t_s), toVector(outline.values), true);
    if (curves_[i].low != nullptr) {
      const models::BandOutline band = models::bandOutlineOf(*track, from_s, to_s, columns);
      curves_[i].low->setData(toVector(band.t_s), toVector(band.low), true);
      curves_[i].high->setData(toVector(band.t_s), toVector(band.high), true);
    }
    if (i == 0) drawGaps(*track);
  }
  if (limit_ != nullptr) limit_->setData({from_s, to_s}, {replay_.nisLimit(), replay_.nisLimit()}, true);
  setRanges();
  drawDetections();
  drawHealthy();
  drawSelection();
}

void SignalPlot::setRanges() {
  for (QCPAxis* axis : {yAxis, yAxis2}) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = 0; i < curves_.size(); ++i) {
      const auto track = replay_.track(entries_[i].key);
      if (curves_[i].line->valueAxis() != axis || !track || track->values.empty()) continue;
      const auto range = track->peaks.range(track->values.shared(), 0, track->values.size());
      low = std::min(low, range.min);
      high = std::max(high, range.max);
    }
    if (low > high) continue;
    const double margin = high > low ? 0.08 * (high - low) : std::max(1.0, 0.1 * std::abs(high));
    axis->setRange(low - margin, high + margin);
  }
  // Faults raise NIS by orders of magnitude; its plot is for telling what crosses the limit.
  if (limit_ != nullptr) yAxis->setRange(0, replay_.nisLimit() / kLimitShare);
}

void SignalPlot::drawGaps(const models::SignalTrack& track) {
  for (QCPItemRect* rect : gaps_) removeItem(rect);
  gaps_.clear();
  const models::TimeAxis& axis = replay_.axis();
  for (const models::SignalTrack::Gap& gap : track.gaps) {
    if (gap.to_s < axis.from_s() || gap.from_s > axis.to_s()) continue;
    if (gaps_.size() >= kMostGaps) break;
    gaps_.push_back(addStretch(gap.from_s, gap.to_s));
  }
  color();
}

bool SignalPlot::isAbout(const models::Alarm& alarm) const {
  return alarm.signal.isEmpty() || std::ranges::any_of(entries_, [&](const models::SignalEntry& entry) {
           return QString::fromStdString(entry.name) == alarm.signal;
         });
}

void SignalPlot::drawDetections() {
  for (QCPItemRect* rect : detections_) removeItem(rect);
  detections_.clear();
  const models::TimeAxis& axis = replay_.axis();
  for (const models::Alarm& alarm : replay_.alarms().alarms()) {
    if (alarm.severity != models::Severity::Detected || !isAbout(alarm)) continue;
    if (alarm.to_s < axis.from_s() || alarm.t_s > axis.to_s()) continue;
    if (detections_.size() >= kMostDetections) break;
    detections_.push_back(addStretch(alarm.t_s, alarm.to_s));
  }
  color();
}

void SignalPlot::drawHealthy() {
  const models::AnomalySearch& search = replay_.search();
  healthy_->setVisible(search.isPicking());
  healthy_->topLeft->setCoords(search.healthyFrom_s(), 0);
  healthy_->bottomRight->setCoords(search.healthyTo_s(), 1);
  QWidget::setCursor(search.isPicking() ? Qt::SplitHCursor : Qt::ArrowCursor);
  replot(rpQueuedReplot);
}

void SignalPlot::drawSelection() {
  const bool is_shown = playback_.selectionTo_s() > playback_.selectionFrom_s();
  selection_->setVisible(is_shown);
  selection_->topLeft->setCoords(playback_.selectionFrom_s(), 0);
  selection_->bottomRight->setCoords(playback_.selectionTo_s(), 1);
  replot(rpQueuedReplot);
}

void SignalPlot::mousePressEvent(QMouseEvent* event) {
  held_ = event->button();
  last_at_ = event->pos();
  pressed_s_ = timeAt(event->pos());
  is_picking_ = held_ == Qt::LeftButton && replay_.search().isPicking();
  is_marking_ = held_ == Qt::LeftButton && !is_picking_ && event->modifiers().testFlag(Qt::ShiftModifier);
  if (held_ == Qt::LeftButton && !is_marking_ && !is_picking_) playback_.seek(pressed_s_);
}

void SignalPlot::mouseMoveEvent(QMouseEvent* event) {
  if (held_ == Qt::NoButton) return;
  const double at_s = timeAt(event->pos());
  if (is_picking_) {
    replay_.search().setHealthy(pressed_s_, at_s);
  } else if (is_marking_) {
    playback_.setSelection(std::min(pressed_s_, at_s), std::max(pressed_s_, at_s));
    playback_.setLoop(models::Playback::Loop::Selection);
  } else if (held_ == Qt::LeftButton) {
    playback_.seek(at_s);
  } else {
    replay_.axis().pan(timeAt(last_at_) - at_s);
  }
  last_at_ = event->pos();
}

void SignalPlot::mouseReleaseEvent(QMouseEvent* event) {
  const bool marked_nothing = is_marking_ && timeAt(event->pos()) == pressed_s_;
  if (marked_nothing) playback_.setSelection(0, 0);
  held_ = Qt::NoButton;
  is_marking_ = false;
  is_picking_ = false;
}

void SignalPlot::mouseDoubleClickEvent(QMouseEvent*) {
  replay_.axis().showAll();
}

void SignalPlot::wheelEvent(QWheelEvent* event) {
  const QPoint turned = event->angleDelta();
  const bool pans = event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(turned.x()) > std::abs(turned.y());
  const double notches = (std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y()) / 120.0;
  models::TimeAxis& axis = replay_.axis();
  if (pans) {
    axis.pan(-notches * kPanPerNotch * axis.width_s());
  } else {
    axis.zoom(std::pow(kZoomPerNotch, notches), timeAt(event->position().toPoint()));
  }
  event->accept();
}

void SignalPlot::resizeEvent(QResizeEvent* event) {
  PlotView::resizeEvent(event);
  constexpr int kPixelsPerTick = 24;  // so that labels of a low plot stay apart
  yAxis->ticker()->setTickCount(std::clamp(axisRect()->height() / kPixelsPerTick, 1, 4));
  draw();
}

}  // namespace mw::panels
