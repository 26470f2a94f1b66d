// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/element_figures.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/kpi_table.h"
#include "ui/panels/kpi/kpi_tables_view.h"
#include "ui/panels/kpi/pin_drop.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr int kRowHeight = 26;

}  // namespace

/// One figure: name, mean, interval, and whether it is pinned.
class ElementFigures::Row : public QFrame {
 public:
  Row(models::RunPin figure, models::RunCharts& charts, QWidget* parent)
      : QFrame(parent), pin_(std::move(figure)), charts_(charts) {
    setObjectName(QStringLiteral("properties.figure.") + QString::fromStdString(pin_.figure));
    setProperty("look", "chart");
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::OpenHandCursor);
    setFixedHeight(kRowHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    name_ = new QLabel(this);
    name_->setProperty("look", "muted");
    name_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // a long figure may take its room
    value_ = new FigureLabel(this);
    value_->setObjectName(objectName() + QStringLiteral(".value"));
    button_ = new QToolButton(this);
    button_->setObjectName(objectName() + QStringLiteral(".pin"));
    button_->setProperty("look", "small");
    button_->setIconSize({kIconSize, kIconSize});
    button_->setFocusPolicy(Qt::NoFocus);
    button_->setCursor(Qt::ArrowCursor);
    connect(button_, &QToolButton::clicked, this, [this] { charts_.toggle(pin_); });
    row->addWidget(name_, 1);
    row->addWidget(value_);
    row->addWidget(button_);
  }

  void showFigure(const models::ReplicatedRuns* runs, bool is_stale, const ThemeService& themes) {
    const auto kpi = runs != nullptr ? models::kpiOf(pin_, runs->result, *runs->factory) : std::nullopt;
    QString text = QStringLiteral("–");
    if (kpi) {
      const models::KpiText figure = models::kpiText(kpi->declaration, kpi->value);
      text = QStringLiteral("%1 %2 %3").arg(figure.mean, figure.unit, figure.half_width).simplified();
    }
    value_->setText(text);
    value_->setEnabled(kpi && !is_stale);
    value_->updateGeometry();
    const bool is_pinned = charts_.isPinned(pin_);
    button_->setIcon(lineIcon(QStringLiteral("window-pin"), themes, is_pinned ? Token::Accent : Token::Muted));
    const QString title = charts_.title(pin_);
    button_->setAccessibleName(is_pinned ? tr("Unpin %1").arg(title) : tr("Pin %1").arg(title));
    button_->setToolTip(is_pinned ? tr("Pinned among the figures; press to take it off")
                                  : tr("Pin it among the figures, as a chart over time"));
    setAccessibleName(tr("%1: %2; Enter pins it").arg(title, text));
    setToolTip(title + QLatin1Char('\n') + tr("Drag it onto the figures to follow it over time"));
    layout()->activate();
    showName();
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QFrame::resizeEvent(event);
    layout()->activate();
    showName();
  }
  void mousePressEvent(QMouseEvent* event) override { pressed_at_ = event->pos(); }
  void mouseMoveEvent(QMouseEvent* event) override {
    const bool is_held = event->buttons().testFlag(Qt::LeftButton);
    if (!is_held || (event->pos() - pressed_at_).manhattanLength() < QApplication::startDragDistance()) return;
    dragPin(*this, pin_, grab(), pressed_at_);
  }
  void keyPressEvent(QKeyEvent* event) override {
    const bool is_enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    is_enter ? charts_.toggle(pin_) : QFrame::keyPressEvent(event);
  }
  void contextMenuEvent(QContextMenuEvent* event) override { showPinMenu(charts_, pin_, event->globalPos(), *this); }

 private:
  static QString tr(const char* text) { return ElementFigures::tr(text); }
  void showName() {
    name_->setText(name_->fontMetrics().elidedText(models::figureTitle(pin_), Qt::ElideRight, name_->width()));
  }

  models::RunPin pin_;
  models::RunCharts& charts_;
  QLabel* name_ = nullptr;
  FigureLabel* value_ = nullptr;
  QToolButton* button_ = nullptr;
  QPoint pressed_at_;
};

ElementFigures::ElementFigures(const factory::Element& element, models::RunCharts& charts,
                               models::SimulationModel& simulation, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), charts_(charts), simulation_(simulation), themes_(themes) {
  setObjectName(QStringLiteral("properties.figures"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(0);
  auto* heading = new QLabel(tr("In the run"), this);
  heading->setObjectName(QStringLiteral("properties.figures.title"));
  heading->setProperty("look", "heading");
  column->addWidget(heading);
  for (const models::RunPin& pin : models::figuresOf(element)) {
    rows_.push_back(new Row(pin, charts_, this));
    column->addWidget(rows_.back());
  }
  connect(&charts_, &models::RunCharts::pinsChanged, this, &ElementFigures::showFigures);
  connect(&simulation_, &models::SimulationModel::replicatedChanged, this, &ElementFigures::showFigures);
  connect(&simulation_, &models::SimulationModel::stateChanged, this, &ElementFigures::showFigures);
  connect(&themes_, &ThemeService::changed, this, &ElementFigures::showFigures);
  showFigures();
}

void ElementFigures::showFigures() {
  const auto runs = simulation_.replicated();
  for (Row* row : rows_) row->showFigure(runs.get(), simulation_.isStale(), themes_);
}

}  // namespace mw::panels
