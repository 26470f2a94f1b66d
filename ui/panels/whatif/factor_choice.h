// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>

#include "ui/panels/whatif/factor_slider.h"

namespace mw::panels {

/// A factor that has levels: a box of choices, or a switch where it is on or off. Levels outside of the data say so.
class FactorChoice : public FactorInput {
  Q_OBJECT
 public:
  explicit FactorChoice(const models::WhatIfFactor& factor, QWidget* parent = nullptr);

  void setValue(double value) override;
  /// Whether a level was tried is all there is to say, and it is known.
  void setDomains(std::vector<surrogate::Domain>) override {}

 private:
  models::WhatIfFactor factor_;
  QComboBox* box_ = nullptr;
  QCheckBox* switch_ = nullptr;
  QLabel* note_;
};

}  // namespace mw::panels
