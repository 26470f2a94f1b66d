// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/pinned_charts.h"

#include <QPainter>
#include <algorithm>

namespace mw::panels {
namespace {

constexpr int kMarkHeight = 2;

}  // namespace

PinnedCharts::PinnedCharts(models::RunCharts& charts, models::SimulationModel& simulation, models::Playback& playback,
                           const ThemeService& themes, QWidget* parent)
    : QWidget(parent),
      charts_(charts),
      simulation_(simulation),
      playback_(playback),
      themes_(themes),
      column_(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("kpi.pinned"));
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(kMarkHeight);
  hint_ = new QLabel(tr("Drag a figure here, from Properties or the other tabs, to follow it over time."), this);
  hint_->setObjectName(QStringLiteral("kpi.pinned.hint"));
  hint_->setProperty("look", "muted");
  hint_->setWordWrap(true);
  hint_->setContentsMargins(kPanelPadding, 8, kPanelPadding, 8);
  column_->addWidget(hint_);
  connect(&charts_, &models::RunCharts::pinsChanged, this, &PinnedCharts::build);
  build();
}

ChartCard* PinnedCharts::cardOf(const models::RunPin& pin) const {
  const auto found = std::ranges::find(cards_, pin, &ChartCard::pin);
  return found == cards_.end() ? nullptr : *found;
}

void PinnedCharts::build() {
  std::vector<ChartCard*> wanted;
  for (const models::RunPin& pin : charts_.pins()) {
    ChartCard* card = cardOf(pin);
    if (card == nullptr) {
      card = new ChartCard(pin, charts_, simulation_, playback_, themes_, this);
      connect(card, &ChartCard::moveWanted, this, [this, pin](int by) {
        const auto at = std::ranges::find(charts_.pins(), pin) - charts_.pins().begin();
        // Down: before the one after the next.
        const std::ptrdiff_t before = by < 0 ? at - 1 : at + 2;
        if (before >= 0) charts_.pin(pin, static_cast<std::size_t>(before));
      });
    }
    wanted.push_back(card);
  }
  if (wanted == cards_) return;
  for (ChartCard* card : cards_) {
    if (std::ranges::find(wanted, card) != wanted.end()) continue;
    card->hide();
    card->deleteLater();
  }
  cards_ = std::move(wanted);
  for (ChartCard* card : cards_) {
    column_->removeWidget(card);
    column_->addWidget(card);
    card->show();
  }
  hint_->setVisible(cards_.empty());
}

std::size_t PinnedCharts::placeAt(int y) const {
  const auto above =
      std::ranges::count_if(cards_, [y](const ChartCard* card) { return card->geometry().center().y() < y; });
  return static_cast<std::size_t>(above);
}

void PinnedCharts::showPlace(std::optional<std::size_t> place) {
  place_ = place;
  update();
}

void PinnedCharts::paintEvent(QPaintEvent*) {
  if (!place_ || cards_.empty()) return;
  const int y = *place_ < cards_.size() ? cards_[*place_]->geometry().top() - kMarkHeight
                                        : cards_.back()->geometry().bottom() + 1;
  QPainter painter(this);
  painter.fillRect(
      QRect(kPanelPadding, std::clamp(y, 0, height() - kMarkHeight), width() - 2 * kPanelPadding, kMarkHeight),
      themes_.color(Token::Accent));
}

}  // namespace mw::panels
