// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/whatif_panel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStyle>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"

namespace mw::panels {
namespace {

constexpr std::size_t kCurvePoints = 81;
constexpr std::size_t kDomainSteps = 40;

void setLook(QWidget* widget, const char* look) {
  if (widget->property("look").toString() == QLatin1String(look)) return;
  widget->setProperty("look", look);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

QLabel* label(const QString& name, const char* look, QWidget* parent) {
  auto* made = new QLabel(parent);
  made->setObjectName(name);
  made->setProperty("look", look);
  made->setWordWrap(true);
  return made;
}

}  // namespace

WhatIfPanel::WhatIfPanel(models::WhatIfModel& what_if, models::StudyModel& study, const ThemeService& themes,
                         QWidget* parent)
    : Panel(parent), what_if_(what_if), study_(study), themes_(themes) {
  setObjectName(QStringLiteral("whatif"));
  pages_ = new QStackedLayout(this);
  auto* empty = new QWidget(this);
  auto* empty_column = new QVBoxLayout(empty);
  empty_column->setContentsMargins(24, 24, 24, 24);
  empty_column->addStretch(1);
  note_ = label(QStringLiteral("whatif.note"), "muted", empty);
  note_->setAlignment(Qt::AlignCenter);
  train_first_ = new QPushButton(tr("Train on this study"), empty);
  train_first_->setObjectName(QStringLiteral("whatif.trainFirst"));
  train_first_->setProperty("look", "primary");
  connect(train_first_, &QPushButton::clicked, &what_if_, &models::WhatIfModel::train);
  empty_column->addWidget(note_);
  empty_column->addWidget(train_first_, 0, Qt::AlignCenter);
  empty_column->addStretch(1);
  pages_->addWidget(empty);

  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("whatif.scroll"));
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* page = new QWidget(scroll);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(12);
  column->addWidget(buildHead());
  column->addWidget(buildAnswer());
  slider_column_ = new QVBoxLayout;
  slider_column_->setSpacing(12);
  column->addLayout(slider_column_);
  column->addWidget(buildPlot(), 1);
  scroll->setWidget(page);
  pages_->addWidget(scroll);

  using Model = models::WhatIfModel;
  connect(&what_if_, &Model::stateChanged, this, &WhatIfPanel::showState);
  connect(&what_if_, &Model::answerChanged, this, &WhatIfPanel::showAnswer);
  connect(&what_if_, &Model::simulatedChanged, this, &WhatIfPanel::showSimulated);
  showState();
}

QWidget* WhatIfPanel::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  response_ = new QComboBox(head);
  response_->setObjectName(QStringLiteral("whatif.response"));
  response_->setAccessibleName(tr("Response"));
  connect(response_, &QComboBox::activated, this,
          [this](int index) { what_if_.setResponse(response_->itemData(index).toString().toStdString()); });
  train_ = new QPushButton(tr("Train again"), head);
  train_->setObjectName(QStringLiteral("whatif.train"));
  connect(train_, &QPushButton::clicked, &what_if_, &models::WhatIfModel::train);
  row->addWidget(response_, 1);
  row->addWidget(train_);
  return head;
}

QWidget* WhatIfPanel::buildAnswer() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  older_ = label(QStringLiteral("whatif.older"), "warning", box);
  older_->setText(tr("surrogate built for an older layout: run the study again"));
  column->addWidget(older_);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  mean_ = new FigureLabel(box);
  mean_->setObjectName(QStringLiteral("whatif.mean"));
  mean_->setProperty("look", "figure");
  interval_ = new FigureLabel(box);
  interval_->setObjectName(QStringLiteral("whatif.interval"));
  interval_->setProperty("look", "muted");
  row->addWidget(mean_);
  row->addWidget(interval_, 0, Qt::AlignBottom);
  row->addStretch(1);
  column->addLayout(row);
  bar_ = new IntervalBar(themes_, box);
  bar_->setObjectName(QStringLiteral("whatif.bar"));
  column->addWidget(bar_);
  auto* trust = new QHBoxLayout;
  verdict_ = label(QStringLiteral("whatif.verdict"), "badge", box);
  verdict_->setWordWrap(false);
  quality_ = label(QStringLiteral("whatif.quality"), "muted", box);
  quality_->setWordWrap(false);
  trust->addWidget(verdict_);
  trust->addWidget(quality_);
  trust->addStretch(1);
  column->addLayout(trust);
  reason_ = label(QStringLiteral("whatif.reason"), "muted", box);
  column->addWidget(reason_);
  simulate_ = new QPushButton(tr("Simulate this point"), box);
  simulate_->setObjectName(QStringLiteral("whatif.simulate"));
  connect(simulate_, &QPushButton::clicked, &what_if_, &models::WhatIfModel::simulatePoint);
  simulated_ = new FigureLabel(box);
  simulated_->setObjectName(QStringLiteral("whatif.simulated"));
  simulated_->setProperty("look", "muted");
  column->addWidget(simulate_, 0, Qt::AlignLeft);
  column->addWidget(simulated_);
  return box;
}

QWidget* WhatIfPanel::buildPlot() {
  plot_ = new PlotView(themes_, PlotView::Time::None, this);
  plot_->setObjectName(QStringLiteral("whatif.plot"));
  plot_->setAccessibleName(tr("Response over the factor that was moved last"));
  plot_->setMinimumHeight(170);
  std::tie(low_, high_) = plot_->addBand();
  points_ = plot_->addCurve(CurveRole::Measured);
  curve_ = plot_->addCurve(CurveRole::Estimate);
  connect(plot_, &PlotView::clicked, this, [this](double x, double) {
    if (curve_factor_ < what_if_.factors().size()) what_if_.setValue(curve_factor_, x);
  });
  return plot_;
}

void WhatIfPanel::buildSliders() {
  if (shown_ == what_if_.surrogate()) return;
  shown_ = what_if_.surrogate();
  for (FactorSlider* slider : sliders_) slider->deleteLater();
  sliders_.clear();
  for (std::size_t i = 0; i < what_if_.factors().size(); ++i) {
    auto* slider = new FactorSlider(what_if_.factors()[i], themes_, this);
    connect(slider, &FactorSlider::moved, this, [this, i](double value) {
      curve_factor_ = i;
      what_if_.setValue(i, value);
    });
    slider_column_->addWidget(slider);
    sliders_.push_back(slider);
  }
  if (curve_factor_ >= sliders_.size()) curve_factor_ = 0;
  const Eigen::VectorXd& seen = shown_->trainingSet().output;
  const double margin = 0.15 * (seen.maxCoeff() - seen.minCoeff());
  bar_->setScale(seen.minCoeff() - margin, seen.maxCoeff() + margin);
}

void WhatIfPanel::showResponses() {
  const auto& responses = study_.results().responses();
  if (response_->count() != static_cast<int>(responses.size())) {
    response_->clear();
    for (const std::string& name : responses)
      response_->addItem(models::responseTitle(name), QString::fromStdString(name));
  }
  response_->setCurrentIndex(response_->findData(QString::fromStdString(what_if_.response())));
}

void WhatIfPanel::showState() {
  using State = models::WhatIfModel::State;
  const State state = what_if_.state();
  showResponses();
  const bool has_answer = what_if_.surrogate() != nullptr;
  pages_->setCurrentIndex(has_answer ? 1 : 0);
  train_->setEnabled(what_if_.canTrain() && state != State::Training);
  train_->setText(state == State::Training ? tr("Learning ...") : tr("Train again"));
  train_first_->setVisible(what_if_.canTrain() && state != State::Training);
  older_->setVisible(what_if_.isOfOlderLayout());
  if (state == State::Training) {
    note_->setText(tr("Learning from the study ..."));
  } else if (state == State::Failed) {
    note_->setText(what_if_.problem());
  } else {
    note_->setText(what_if_.canTrain() ? tr("Ask what would happen without simulating: train a surrogate on the study.")
                                       : tr("Run a study first: a surrogate learns from its points."));
  }
  if (has_answer) showAnswer();
}

void WhatIfPanel::showAnswer() {
  if (!what_if_.surrogate()) return;
  buildSliders();
  const surrogate::PointAnswer& answer = what_if_.answer();
  const bool is_trusted = answer.domain.domain != surrogate::Domain::Out && !what_if_.isOfOlderLayout();
  const double half = (answer.high - answer.low) / 2;
  mean_->setText(models::figure(answer.mean, half));
  mean_->setEnabled(is_trusted);
  const QString unit = what_if_.unit().isEmpty() ? QString() : what_if_.unit() + QStringLiteral("   ");
  interval_->setText(unit + tr("95 %: %1").arg(models::rangeText(answer.low, answer.high)));
  for (QLabel* text : {static_cast<QLabel*>(mean_), static_cast<QLabel*>(interval_)}) text->updateGeometry();
  bar_->setAnswer(answer.mean, answer.low, answer.high, is_trusted);
  bar_->setSimulated(what_if_.simulated());
  showVerdict();
  for (std::size_t i = 0; i < sliders_.size(); ++i) {
    sliders_[i]->setValue(what_if_.factors()[i].value);
    sliders_[i]->setDomains(what_if_.domainAlong(i, kDomainSteps));
  }
  showCurve();
  showSimulated();
}

void WhatIfPanel::showVerdict() {
  switch (what_if_.answer().domain.domain) {
    case surrogate::Domain::In:
      verdict_->setText(tr("inside the data"));
      setLook(verdict_, "badge");
      break;
    case surrogate::Domain::Edge:
      verdict_->setText(tr("at the edge"));
      setLook(verdict_, "warning");
      break;
    case surrogate::Domain::Out:
      verdict_->setText(tr("outside: simulate"));
      setLook(verdict_, "alarm");
      break;
  }
  const surrogate::GaussianProcess& gp = *what_if_.surrogate();
  quality_->setText(
      tr("%1 points, error %2").arg(gp.trainingSet().output.size()).arg(models::figure(gp.leaveOneOut().rmse)));
  quality_->setToolTip(
      tr("Error: root mean square of leaving each point out in turn. %1 % of the points lie inside the "
         "95 % interval that the others give.")
          .arg(100 * gp.leaveOneOut().coverage_95, 0, 'f', 0));
  reason_->setText(what_if_.reason());
  reason_->setVisible(!what_if_.reason().isEmpty());
}

void WhatIfPanel::showCurve() {
  const models::ResponseCurve curve = what_if_.curve(curve_factor_, kCurvePoints);
  const QVector<double> x = toVector(curve.x);
  curve_->setData(x, toVector(curve.mean), true);
  low_->setData(x, toVector(curve.low), true);
  high_->setData(x, toVector(curve.high), true);
  const surrogate::TrainingSet& set = what_if_.surrogate()->trainingSet();
  const Eigen::VectorXd seen_x = set.inputs.col(static_cast<Eigen::Index>(curve_factor_));
  points_->setData(QVector<double>(seen_x.begin(), seen_x.end()),
                   QVector<double>(set.output.begin(), set.output.end()));
  const models::WhatIfFactor& factor = what_if_.factors()[curve_factor_];
  const QString name = QString::fromStdString(factor.name);
  plot_->setXLabel(factor.unit.isEmpty() ? name : name + QStringLiteral(", ") + factor.unit);
  plot_->setYLabel(what_if_.unit());  // its name stands above, in the choice of the response
  plot_->setHomeFromData(false);
  plot_->setCursor(factor.value);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void WhatIfPanel::showSimulated() {
  const auto& estimate = what_if_.simulated();
  simulate_->setEnabled(!what_if_.isSimulating() && what_if_.surrogate() != nullptr && !estimate);
  const bool is_out = what_if_.surrogate() && what_if_.answer().domain.domain == surrogate::Domain::Out;
  setLook(simulate_, is_out && !estimate ? "primary" : "");
  if (what_if_.isSimulating()) {
    simulated_->setText(tr("simulating ..."));
  } else if (estimate) {
    simulated_->setText(tr("simulated: %1 %2 (%3 runs)")
                            .arg(models::figure(estimate->mean, estimate->half_width), models::plusMinus(*estimate))
                            .arg(estimate->n));
  } else {
    simulated_->clear();
  }
  simulated_->setVisible(!simulated_->text().isEmpty());
  simulated_->updateGeometry();
  bar_->setSimulated(estimate);
}

}  // namespace mw::panels
