// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/whatif_answer.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/commands/simulate_point.h"
#include "ui/models/figure_format.h"

namespace mw::panels {
namespace {

using surrogate::Domain;

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

/// "inside", "edge", "outside", with its look.
std::pair<const char*, const char*> wordOf(Domain domain) {
  switch (domain) {
    case Domain::In:
      return {"inside", "badge"};
    case Domain::Edge:
      return {"edge", "warning"};
    case Domain::Out:
      break;
  }
  return {"outside", "alarm"};
}

/// "just now", "3 h ago", and the date when it is older.
QString ageText(const QDateTime& then) {
  const qint64 age_s = then.secsTo(QDateTime::currentDateTimeUtc());
  if (age_s < 60) return WhatIfAnswer::tr("just now");
  if (age_s < 3600) return WhatIfAnswer::tr("%1 min ago").arg(age_s / 60);
  if (age_s < 86400) return WhatIfAnswer::tr("%1 h ago").arg(age_s / 3600);
  return then.toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm"));
}

}  // namespace

WhatIfAnswer::WhatIfAnswer(models::WhatIfModel& what_if, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), what_if_(what_if) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  older_ = label(QStringLiteral("whatif.older"), "warning", this);
  older_->setText(tr("surrogate built for an older layout: run the study again"));
  column->addWidget(older_);
  buildFigure(themes);
  buildTrust();
  buildSimulate();
}

void WhatIfAnswer::buildFigure(const ThemeService& themes) {
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  mean_ = new FigureLabel(this);
  mean_->setObjectName(QStringLiteral("whatif.mean"));
  mean_->setProperty("look", "figure");
  interval_ = label(QStringLiteral("whatif.interval"), "muted", this);
  run_interval_ = label(QStringLiteral("whatif.runInterval"), "muted", this);
  run_interval_->setToolTip(
      tr("A single run scatters about the mean: told from the replications of the points nearby"));
  unit_ = new QLabel(this);
  unit_->setObjectName(QStringLiteral("whatif.unit"));
  unit_->setProperty("look", "muted");
  row->addWidget(mean_);
  row->addWidget(unit_, 0, Qt::AlignBottom);
  row->addStretch(1);
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->addLayout(row);
  column->addWidget(interval_);  // a narrow interval has many figures: a line of its own
  column->addWidget(run_interval_);
  bar_ = new IntervalBar(themes, this);
  bar_->setObjectName(QStringLiteral("whatif.bar"));
  column->addWidget(bar_);
}

void WhatIfAnswer::buildTrust() {
  auto* column = static_cast<QVBoxLayout*>(layout());
  auto* trust = new QHBoxLayout;
  domain_ = label(QStringLiteral("whatif.domain"), "badge", this);
  domain_->setAccessibleName(tr("Whether the answer is inside the data"));
  domain_->setWordWrap(false);
  verdict_ = label(QStringLiteral("whatif.verdict"), "muted", this);
  verdict_->setWordWrap(false);
  trust->addWidget(domain_);
  trust->addWidget(verdict_, 1);
  column->addLayout(trust);
  reason_ = label(QStringLiteral("whatif.reason"), "muted", this);
  quality_ = label(QStringLiteral("whatif.quality"), "muted", this);
  why_ = label(QStringLiteral("whatif.why"), "muted", this);
  for (QLabel* line : {reason_, quality_, why_}) column->addWidget(line);
}

void WhatIfAnswer::buildSimulate() {
  auto* column = static_cast<QVBoxLayout*>(layout());
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  simulate_ = new QPushButton(tr("Simulate this point"), this);
  simulate_->setObjectName(QStringLiteral("whatif.simulate"));
  connect(simulate_, &QPushButton::clicked, this, [this] { commands::simulatePoint(what_if_); });
  row->addWidget(simulate_);
  row->addStretch(1);
  column->addLayout(row);
  simulated_ = new FigureLabel(this);
  simulated_->setObjectName(QStringLiteral("whatif.simulated"));
  simulated_->setProperty("look", "muted");
  column->addWidget(simulated_);
  next_ = new NextRunRow(what_if_, this);
  column->addWidget(next_);
}

void WhatIfAnswer::showAnswer() {
  const Eigen::VectorXd& seen = what_if_.surrogate()->trainingSet().output;
  const double margin = 0.15 * (seen.maxCoeff() - seen.minCoeff());
  bar_->setScale(seen.minCoeff() - margin, seen.maxCoeff() + margin);
  older_->setVisible(what_if_.isOfOlderLayout());
  showFigure();
  showVerdict();
  showGrounds();
  showSimulated();
}

void WhatIfAnswer::showFigure() {
  const surrogate::PointAnswer& answer = what_if_.answer();
  const bool is_trusted = answer.domain.domain != Domain::Out && !what_if_.isOfOlderLayout();
  const double half = (answer.high - answer.low) / 2;
  // Not bold and grey, so that nobody takes a guess for an answer.
  setLook(mean_, is_trusted ? "figure" : "figure-guess");
  mean_->setText(models::figure(answer.mean, half));
  mean_->setEnabled(is_trusted);
  unit_->setText(what_if_.unit());
  const bool tells_runs = what_if_.surrogate()->trainingSet().noise.isKnown();
  interval_->setText(tells_runs
                         ? tr("95 % for the mean of many runs: %1").arg(models::rangeText(answer.low, answer.high))
                         : tr("95 %: %1").arg(models::rangeText(answer.low, answer.high)));
  interval_->setToolTip(
      tells_runs ? QString() : tr("One run per point cannot tell how much runs scatter: give the study replications"));
  run_interval_->setText(
      tr("95 % for the next run of this length: %1").arg(models::rangeText(answer.run_low, answer.run_high)));
  run_interval_->setVisible(tells_runs);
  mean_->updateGeometry();
  bar_->setAnswer(answer.mean, answer.low, answer.high, is_trusted);
}

void WhatIfAnswer::showVerdict() {
  const Domain domain = what_if_.answer().domain.domain;
  const auto [word, look] = wordOf(domain);
  domain_->setText(domain == Domain::In ? tr("inside") : domain == Domain::Edge ? tr("edge") : tr("outside"));
  domain_->setProperty("domain", QLatin1String(word));
  setLook(domain_, look);
  verdict_->setText(domain == Domain::In     ? tr("the sampled region")
                    : domain == Domain::Edge ? tr("of the sampled region")
                                             : tr("the sampled region: simulate"));
  reason_->setText(what_if_.reason());
  reason_->setVisible(!what_if_.reason().isEmpty());
}

void WhatIfAnswer::showGrounds() {
  const models::WhatIfGrounds grounds = what_if_.grounds();
  quality_->setText(tr("From %1 points (%2 runs), error %3")
                        .arg(grounds.points)
                        .arg(grounds.runs)
                        .arg(models::figure(grounds.error)));
  quality_->setToolTip(
      tr("Error: root mean square of leaving each point out in turn. %1 % of the points lie inside the "
         "95 % interval that the others give.")
          .arg(100 * grounds.coverage, 0, 'f', 0));
  QString why = tr("Trained %1, %2").arg(ageText(grounds.trained), grounds.version);
  if (!what_if_.keepProblem().isEmpty()) why += tr("; not kept in the project: %1").arg(what_if_.keepProblem());
  why_->setText(why);
}

void WhatIfAnswer::showSimulated() {
  if (!what_if_.surrogate()) return;
  const auto estimate = what_if_.simulated();
  const QString why_not = what_if_.whyNotSimulate();
  simulate_->setEnabled(why_not.isEmpty());
  simulate_->setToolTip(
      why_not.isEmpty() ? tr("Runs it as a point of the study, keeps it and learns from it; can be undone") : why_not);
  const bool is_out = what_if_.answer().domain.domain == Domain::Out;
  setLook(simulate_, is_out && why_not.isEmpty() ? "primary" : "");
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
