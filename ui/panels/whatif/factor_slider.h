// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QWidget>

#include "ui/models/whatif_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Where along a slider the surrogate may be believed: thick inside the data, thin at the edge, a hairline outside.
class DomainBar : public QWidget {
  Q_OBJECT
 public:
  explicit DomainBar(const ThemeService& themes, QWidget* parent = nullptr);
  void setDomains(std::vector<surrogate::Domain> domains);
  [[nodiscard]] const std::vector<surrogate::Domain>& domains() const { return domains_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ThemeService& themes_;
  std::vector<surrogate::Domain> domains_;
};

/// One factor of a question.
class FactorInput : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  virtual void setValue(double value) = 0;
  virtual void setDomains(std::vector<surrogate::Domain> domains) = 0;

 signals:
  void moved(double value);
};

/// A number: name, slider with its domain bar, value with unit.
class FactorSlider : public FactorInput {
  Q_OBJECT
 public:
  FactorSlider(const models::WhatIfFactor& factor, const ThemeService& themes, QWidget* parent = nullptr);

  void setValue(double value) override;
  void setDomains(std::vector<surrogate::Domain> domains) override { bar_->setDomains(std::move(domains)); }

 private:
  void takeText();

  models::WhatIfFactor factor_;
  QSlider* slider_;
  DomainBar* bar_;
  QLineEdit* field_;
  bool is_following_ = false;
};

}  // namespace mw::panels
