// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/panels/properties/distribution.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The density of a distribution as a small filled curve.
class DensityView : public QWidget {
  Q_OBJECT
 public:
  DensityView(const ThemeService& themes, QWidget* parent);
  void setDistribution(const Json& distribution);
  [[nodiscard]] const DensityCurve& curve() const { return curve_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ThemeService& themes_;
  DensityCurve curve_;
  double mean_s_ = 0;
};

}  // namespace mw::panels
