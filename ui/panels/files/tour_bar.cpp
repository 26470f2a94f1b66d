// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/tour_bar.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QToolButton>

#include "ui/panels/theme/icons.h"

namespace mw::panels {

TourBar::TourBar(models::Tour& tour, const ThemeService& themes, QWidget* parent)
    : QFrame(parent), tour_(tour), play_(new QPushButton(tr("Show me"), this)) {
  setObjectName(QStringLiteral("tour"));
  setAccessibleName(tr("First steps"));
  setProperty("look", "notice");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kPanelPadding, 4, 8, 4);
  row->setSpacing(18);
  for (const models::Tour::Step& step : tour_.steps()) {
    auto* label = new QLabel(this);
    label->setObjectName(QStringLiteral("tour.step.") + step.id);
    label->setToolTip(step.help);
    row->addWidget(label);
    labels_.push_back(label);
  }
  row->addStretch(1);
  play_->setObjectName(QStringLiteral("tour.play"));
  play_->setAccessibleName(play_->text());
  play_->setToolTip(tr("Plays the next step with mouse and keys"));
  row->addWidget(play_);
  auto* close = new QToolButton(this);
  close->setObjectName(QStringLiteral("tour.close"));
  close->setAccessibleName(tr("Close the tour"));
  close->setToolTip(tr("Close; Help: Tour brings it back"));
  close->setIcon(lineIcon(QStringLiteral("window-close"), themes, Token::Muted));
  if (close->icon().isNull()) close->setText(QStringLiteral("×"));
  close->setFocusPolicy(Qt::TabFocus);
  row->addWidget(close);
  connect(play_, &QPushButton::clicked, this, [this] {
    if (tour_.next() < tour_.steps().size()) emit showWanted(tour_.steps()[tour_.next()].id);
  });
  connect(close, &QToolButton::clicked, &tour_, &models::Tour::stop);
  connect(&tour_, &models::Tour::changed, this, &TourBar::show);
  show();
}

void TourBar::show() {
  setVisible(tour_.isActive());
  const std::size_t next = tour_.next();
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const QString mark = tour_.isDone(i) ? QStringLiteral("✓") : QString::number(i + 1);
    labels_[i]->setText(mark + QLatin1Char(' ') + tour_.steps()[i].text);
    labels_[i]->setProperty("look", i == next ? "strong" : tour_.isDone(i) ? "badge" : "quiet");
    labels_[i]->style()->unpolish(labels_[i]);
    labels_[i]->style()->polish(labels_[i]);
  }
  play_->setEnabled(next < labels_.size());
}

}  // namespace mw::panels
