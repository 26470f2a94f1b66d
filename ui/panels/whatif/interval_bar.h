// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "core/numerics/statistics.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// An answer with its interval on the scale of what the study saw, and what a simulation said, if it was asked.
class IntervalBar : public QWidget {
  Q_OBJECT
 public:
  explicit IntervalBar(const ThemeService& themes, QWidget* parent = nullptr);
  void setScale(double low, double high);
  void setAnswer(double mean, double low, double high, bool is_trusted);
  void setSimulated(const std::optional<numerics::Estimate>& estimate);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] double positionOf(double value) const;

  const ThemeService& themes_;
  double scale_low_ = 0;
  double scale_high_ = 1;
  double mean_ = 0;
  double low_ = 0;
  double high_ = 0;
  bool is_trusted_ = true;
  std::optional<numerics::Estimate> simulated_;
};

}  // namespace mw::panels
