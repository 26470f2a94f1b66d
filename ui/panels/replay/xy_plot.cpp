// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/xy_plot.h"

#include <algorithm>
#include <limits>

namespace mw::panels {
namespace {

constexpr std::ptrdiff_t kMostPoints = 6000;  // more is a blot

QString labelOf(const models::SignalEntry* entry) {
  if (entry == nullptr) return {};
  const QString name = QString::fromStdString(entry->name);
  return entry->unit.empty() ? name : QStringLiteral("%1, %2").arg(name, QString::fromStdString(entry->unit));
}

}  // namespace

XyPlot::XyPlot(models::ReplayModel& replay, models::Playback& playback, const ThemeService& themes, std::string key,
               QWidget* parent)
    : PlotView(themes, Time::None, parent), replay_(replay), themes_(themes), key_(std::move(key)) {
  const auto keys = models::pairOf(key_);
  MW_REQUIRE(keys);
  curve_ = new QCPCurve(xAxis, yAxis);
  here_ = addCurve(CurveRole::Alarm);
  setXLabel(labelOf(replay_.board().find(keys->first)));
  setYLabel(labelOf(replay_.board().find(keys->second)));
  connect(&replay_, &models::ReplayModel::trackReady, this, [this, keys](const std::string& ready) {
    if (ready == keys->first || ready == keys->second) draw();
  });
  connect(&replay_.axis(), &models::TimeAxis::changed, this, &XyPlot::draw);
  connect(&playback, &models::Playback::timeChanged, this, &XyPlot::showTime);
  connect(&themes_, &ThemeService::changed, this, &XyPlot::color);
  color();
  draw();
  showTime(playback.time_s());
}

void XyPlot::color() {
  curve_->setPen(QPen(themes_.theme().color(Token::Accent), 1.2));
  const bool is_dots = replay_.board().between() == models::PlotBoard::Between::Nothing;
  curve_->setLineStyle(is_dots ? QCPCurve::lsNone : QCPCurve::lsLine);
  curve_->setScatterStyle(is_dots ? QCPScatterStyle(QCPScatterStyle::ssDisc, 3) : QCPScatterStyle::ssNone);
  replot(rpQueuedReplot);
}

void XyPlot::draw() {
  if (!track_) track_ = replay_.pair(key_);
  if (!track_) return;
  const models::TimeAxis& axis = replay_.axis();
  const auto first = std::ranges::lower_bound(track_->t_s, axis.from_s()) - track_->t_s.begin();
  const auto last = std::ranges::upper_bound(track_->t_s, axis.to_s()) - track_->t_s.begin();
  const auto step = std::max<std::ptrdiff_t>(1, (last - first) / kMostPoints);
  const double gap_s = models::gapOf(replay_.data());
  QVector<double> t;
  QVector<double> x;
  QVector<double> y;
  double before_s = std::numeric_limits<double>::infinity();
  for (auto i = first; i < last; i += step) {
    const auto at = static_cast<std::size_t>(i);
    if (track_->t_s[at] - before_s > gap_s * static_cast<double>(step)) {
      t << (before_s + track_->t_s[at]) / 2;
      x << std::numeric_limits<double>::quiet_NaN();
      y << std::numeric_limits<double>::quiet_NaN();
    }
    before_s = track_->t_s[at];
    t << before_s;
    x << track_->x[at];
    y << track_->y[at];
  }
  curve_->setData(t, x, y, true);
  bool has_x = false;
  bool has_y = false;
  const QCPRange x_range = curve_->getKeyRange(has_x);
  const QCPRange y_range = curve_->getValueRange(has_y);
  const auto wider = [](QCPRange range) {
    const double margin = range.size() > 0 ? 0.06 * range.size() : std::max(1.0, 0.1 * std::abs(range.center()));
    return QCPRange(range.lower - margin, range.upper + margin);
  };
  if (has_x && has_y) setHome(wider(x_range), wider(y_range));
  replot(rpQueuedReplot);
}

void XyPlot::showTime(double time_s) {
  if (!track_) return here_->setData({}, {});
  const auto after = std::ranges::upper_bound(track_->t_s, time_s);
  if (after == track_->t_s.begin()) {
    here_->setData({}, {});
  } else {
    const auto at = static_cast<std::size_t>(after - track_->t_s.begin()) - 1;
    here_->setData({track_->x[at]}, {track_->y[at]});
  }
  replot(rpQueuedReplot);
}

}  // namespace mw::panels
