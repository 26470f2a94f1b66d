// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "ui/models/analysis/effects_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// How much a factor matters: its share alone as a full bar, with the other factors as a hatched one behind it. Pressed
/// by mouse or keys like a button.
class IndexRow : public QAbstractButton {
  Q_OBJECT
 public:
  IndexRow(models::EffectRow row, const ThemeService& themes, QWidget* parent);
  [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] const QString& factor() const { return row_.name; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  models::EffectRow row_;
  const ThemeService& themes_;
};

}  // namespace mw::panels
