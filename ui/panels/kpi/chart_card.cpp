// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/chart_card.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>
#include <limits>

#include "ui/panels/kpi/pin_drop.h"
#include "ui/panels/plot/linked_time.h"

namespace mw::panels {
namespace {

using Standing = models::RunCharts::Standing;

constexpr int kPlotHeight = 96;
constexpr int kRemoveSize = 20;
constexpr double kPerCent = 100;

QVector<double> scaled(const std::vector<double>& values, double factor) {
  QVector<double> result = toVector(values);
  for (double& value : result) value *= factor;
  return result;
}

/// Shares are read in per cent.
double scaleOf(const models::RunPin& pin, const factory::Factory& factory) {
  const auto quantity = models::courseQuantity(pin, factory);
  return quantity && quantity->kind == models::CourseQuantity::Kind::State ? kPerCent : 1;
}

}  // namespace

QString ChartCard::nameOf(const models::RunPin& pin) {
  const QString figure = QString::fromStdString(pin.figure);
  const QString name = pin.element.empty() ? figure : QString::fromStdString(pin.element) + QLatin1Char('.') + figure;
  return QStringLiteral("kpi.pinned.") + name;
}

ChartCard::ChartCard(models::RunPin pin, models::RunCharts& charts, models::SimulationModel& simulation,
                     models::Playback& playback, const ThemeService& themes, QWidget* parent)
    : QFrame(parent), pin_(std::move(pin)), charts_(charts), simulation_(simulation), playback_(playback) {
  setObjectName(nameOf(pin_));
  setProperty("look", "chart");
  setFocusPolicy(Qt::StrongFocus);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  note_ = new QLabel(this);
  note_->setObjectName(objectName() + QStringLiteral(".note"));
  note_->setProperty("look", "muted");
  note_->setWordWrap(true);
  note_->setContentsMargins(kPanelPadding, 0, kPanelPadding, 8);
  column->addWidget(note_);
  buildPlot(themes);
  column->addWidget(plot_);
  connect(&charts_, &models::RunCharts::curvesChanged, this, &ChartCard::showStanding);
  connect(&charts_, &models::RunCharts::pinsChanged, this, &ChartCard::showStanding);
  connect(&simulation_, &models::SimulationModel::stateChanged, this, &ChartCard::showStanding);
  connect(&simulation_, &models::SimulationModel::replicatedChanged, this, &ChartCard::showStanding);
  connect(&playback_, &models::Playback::timeChanged, this, &ChartCard::showTime);
  showStanding();
}

QWidget* ChartCard::buildHead() {
  auto* head = new QWidget(this);
  head->setCursor(Qt::OpenHandCursor);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(kPanelPadding, 6, 8, 0);
  row->setSpacing(6);
  title_ = new QLabel(head);
  title_->setObjectName(objectName() + QStringLiteral(".title"));
  title_->setProperty("look", "muted");
  value_ = new FigureLabel(head);
  value_->setObjectName(objectName() + QStringLiteral(".value"));
  value_->setProperty("look", "figure");
  rest_ = new FigureLabel(head);
  rest_->setObjectName(objectName() + QStringLiteral(".interval"));
  rest_->setProperty("look", "muted");
  auto* remove = new QToolButton(head);
  remove->setObjectName(objectName() + QStringLiteral(".remove"));
  remove->setText(QStringLiteral("×"));
  remove->setAccessibleName(tr("Unpin %1").arg(charts_.title(pin_)));
  remove->setToolTip(tr("Unpin"));
  remove->setProperty("look", "small");
  remove->setFixedSize(kRemoveSize, kRemoveSize);
  remove->setFocusPolicy(Qt::NoFocus);
  remove->setCursor(Qt::ArrowCursor);
  // This card goes in answer: not while its own button is being handled.
  connect(
      remove, &QToolButton::clicked, &charts_, [charts = &charts_, pin = pin_] { charts->unpin(pin); },
      Qt::QueuedConnection);
  row->addWidget(title_);
  row->addStretch(1);
  row->addWidget(value_);
  row->addWidget(rest_, 0, Qt::AlignBottom);
  row->addWidget(remove);
  return head;
}

void ChartCard::buildPlot(const ThemeService& themes) {
  plot_ = new PlotView(themes, PlotView::Time::Hours, this);
  plot_->setObjectName(objectName() + QStringLiteral(".plot"));
  plot_->setCompact();
  plot_->setFixedHeight(kPlotHeight);
  std::tie(low_, high_) = plot_->addBand();
  moving_ = plot_->addCurve(CurveRole::Secondary);
  so_far_ = plot_->addCurve(CurveRole::Estimate);
  linkTime(*plot_, simulation_.axis());
  connect(plot_, &PlotView::clicked, this, [this](double t_s, double) { playback_.seek(t_s); });
}

void ChartCard::showStanding() {
  title_->setText(charts_.title(pin_));
  const Standing standing = charts_.standing(pin_);
  plot_->setVisible(standing != Standing::NoCourse && standing != Standing::Gone);
  plot_->setAccessibleName(tr("%1 over time").arg(title_->text()));
  const bool is_refused = simulation_.state() == models::SimulationModel::State::Refused;
  QString note;
  if (standing == Standing::Gone) {
    note =
        pin_.element.empty()
            ? tr("This factory has no such figure.")
            : tr("%1 is not in the factory any more. Undo brings it back.").arg(QString::fromStdString(pin_.element));
  }
  note_->setText(note);
  note_->setVisible(!note.isEmpty());
  QString empty;
  if (standing == Standing::Empty) empty = is_refused ? tr("This factory cannot run yet") : tr("Run to fill");
  if (standing == Standing::Counting) empty = tr("Drawing ...");
  plot_->setEmptyText(empty);
  setToolTip(charts_.explanation(pin_));
  if (charts_.curves(pin_) != shown_) showCurves();
  showTime(playback_.time_s());
}

void ChartCard::showCurves() {
  shown_ = charts_.curves(pin_);
  const models::RunCurves curves = shown_ ? *shown_ : models::RunCurves{};
  const double scale = simulation_.run() ? scaleOf(pin_, *simulation_.run()->factory) : 1;
  const QVector<double> t_s = toVector(curves.so_far.t_s);
  so_far_->setData(t_s, scaled(curves.so_far.mean, scale), true);
  low_->setData(t_s, scaled(curves.so_far.low, scale), true);
  high_->setData(t_s, scaled(curves.so_far.high, scale), true);
  moving_->setData(toVector(curves.moving.t_s), scaled(curves.moving.value, scale), true);
  plot_->setLeadIn(curves.grid.warmup_s);
  plot_->setHomeFromData(true);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void ChartCard::showTime(double time_s) {
  plot_->setCursor(simulation_.run() ? time_s : std::numeric_limits<double>::quiet_NaN());
  const models::RunCharts::Reading reading = charts_.readingAt(pin_, time_s);
  if (reading.value == value_->text() && reading.rest == rest_->text() && reading.is_trusted == value_->isEnabled()) {
    return;
  }
  value_->setText(reading.value);
  value_->setEnabled(reading.is_trusted);
  rest_->setText(reading.rest);
  value_->updateGeometry();
  rest_->updateGeometry();
  setAccessibleName(QStringLiteral("%1: %2 %3").arg(title_->text(), reading.value, reading.rest));
}

void ChartCard::mousePressEvent(QMouseEvent* event) {
  pressed_at_ = event->pos();
}

void ChartCard::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton)) return;
  if ((event->pos() - pressed_at_).manhattanLength() < QApplication::startDragDistance()) return;
  dragPin(*this, pin_, title_->grab(), {});
}

void ChartCard::keyPressEvent(QKeyEvent* event) {
  const bool has_alt = event->modifiers().testFlag(Qt::AltModifier);
  if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
    QMetaObject::invokeMethod(
        &charts_, [charts = &charts_, pin = pin_] { charts->unpin(pin); }, Qt::QueuedConnection);
  } else if (has_alt && event->key() == Qt::Key_Up) {
    emit moveWanted(-1);
  } else if (has_alt && event->key() == Qt::Key_Down) {
    emit moveWanted(1);
  } else {
    QFrame::keyPressEvent(event);
  }
}

void ChartCard::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  QAction* up = menu.addAction(tr("Move up"));
  QAction* down = menu.addAction(tr("Move down"));
  QAction* remove = menu.addAction(tr("Unpin"));
  remove->setObjectName(QStringLiteral("kpi.unpin"));
  const QAction* chosen = menu.exec(event->globalPos());
  if (chosen == up) emit moveWanted(-1);
  if (chosen == down) emit moveWanted(1);
  if (chosen == remove) {
    QMetaObject::invokeMethod(
        &charts_, [charts = &charts_, pin = pin_] { charts->unpin(pin); }, Qt::QueuedConnection);
  }
}

}  // namespace mw::panels
