// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/vehicle_panel.h"

#include <QFormLayout>
#include <QSignalBlocker>

#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr qint64 kWords_ms = 200;

}  // namespace

VehiclePanel::VehiclePanel(models::VehicleWatch& watch, models::Playback& playback, QWidget* parent)
    : Panel(parent), watch_(watch), playback_(playback) {
  setObjectName(QStringLiteral("vehicle"));
  auto* rows = new QFormLayout(this);
  rows->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  rows->setHorizontalSpacing(12);
  rows->setVerticalSpacing(8);
  const auto titled = [this](const QString& text) {
    auto* title = new QLabel(text, this);
    title->setProperty("look", "muted");
    return title;
  };
  choice_ = new QComboBox(this);
  choice_->setObjectName(QStringLiteral("vehicle.choice"));
  choice_->setAccessibleName(tr("The vehicle that is looked at"));
  choice_->setToolTip(tr("Choose one here, or click it in the hall"));
  rows->addRow(titled(tr("Vehicle")), choice_);
  const std::array<std::pair<const char*, QString>, 4> kFacts = {
      {{"state", tr("State")}, {"load", tr("Load")}, {"place", tr("Where")}, {"next", tr("Next")}}};
  for (std::size_t i = 0; i < kFacts.size(); ++i) {
    facts_[i] = new QLabel(this);
    facts_[i]->setObjectName(QStringLiteral("vehicle.") + QLatin1String(kFacts[i].first));
    facts_[i]->setWordWrap(true);
    rows->addRow(titled(kFacts[i].second), facts_[i]);
  }
  connect(choice_, &QComboBox::activated, this, [this](int row) {
    const auto choices = watch_.choices();
    if (row > 0 && static_cast<std::size_t>(row) <= choices.size()) {
      watch_.setVehicle(choices[static_cast<std::size_t>(row) - 1].first);
    } else {
      watch_.setVehicle(std::nullopt);
    }
  });
  connect(&watch_, &models::VehicleWatch::changed, this, &VehiclePanel::fillChoices);
  connect(&playback_, &models::Playback::timeChanged, this, [this] {
    const bool is_too_soon = playback_.isPlaying() && since_words_.isValid() && since_words_.elapsed() < kWords_ms;
    if (isVisible() && !is_too_soon) say();
  });
  fillChoices();
}

void VehiclePanel::fillChoices() {
  const QSignalBlocker quiet(choice_);
  const auto choices = watch_.choices();
  choice_->clear();
  choice_->addItem(choices.empty() ? tr("none in this factory") : tr("none"));
  for (const auto& [name, text] : choices) {
    choice_->addItem(text);
    if (watch_.vehicle() == name) choice_->setCurrentIndex(choice_->count() - 1);
  }
  choice_->setEnabled(!choices.empty());
  say();
}

void VehiclePanel::showEvent(QShowEvent* event) {
  say();
  Panel::showEvent(event);
}

void VehiclePanel::say() {
  since_words_.start();
  const auto now = watch_.at(playback_.time_s());
  const QString none = QStringLiteral("–");
  const std::array<QString, 4> texts = now ? std::array<QString, 4>{now->state, now->load, now->place, now->next}
                                           : std::array<QString, 4>{tr("Click a vehicle in the hall."), {}, {}, {}};
  for (std::size_t i = 0; i < texts.size(); ++i) facts_[i]->setText(texts[i].isEmpty() ? none : texts[i]);
}

}  // namespace mw::panels
