// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QVBoxLayout>
#include <QWidget>
#include <vector>

#include "ui/panels/kpi/chart_card.h"

namespace mw::panels {

/// The pinned figures, one below the other over one time. What is dragged here is pinned where it is dropped.
class PinnedCharts : public QWidget {
  Q_OBJECT
 public:
  PinnedCharts(models::RunCharts& charts, models::SimulationModel& simulation, models::Playback& playback,
               const ThemeService& themes, QWidget* parent = nullptr);

  /// Between which two a figure would be pinned that is dropped at this height.
  [[nodiscard]] std::size_t placeAt(int y) const;
  /// Marks that place; nothing ends it.
  void showPlace(std::optional<std::size_t> place);
  [[nodiscard]] ChartCard* cardOf(const models::RunPin& pin) const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void build();

  models::RunCharts& charts_;
  models::SimulationModel& simulation_;
  models::Playback& playback_;
  const ThemeService& themes_;
  QVBoxLayout* column_;
  QLabel* hint_;
  std::vector<ChartCard*> cards_;
  std::optional<std::size_t> place_;
};

}  // namespace mw::panels
