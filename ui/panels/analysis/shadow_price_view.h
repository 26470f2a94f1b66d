// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/models/analysis/shadow_price_model.h"
#include "ui/models/selection.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What a shorter process would give where the factory may be limited: asked by a button, answered in words and as bars
/// with intervals. A press on a row selects its element.
class ShadowPriceView : public QWidget {
  Q_OBJECT
 public:
  ShadowPriceView(models::ShadowPriceModel& prices, models::Selection& selection, const ThemeService& themes,
                  QWidget* parent = nullptr);

  /// Asks with the step that is typed. @returns why not; empty when it is asked
  QString ask();

 signals:
  void improveWanted();
  /// There is a new answer to be looked at.
  void answered();

 private:
  QWidget* buildHead();
  QWidget* buildAnswer();
  void showState();
  void showAnswer();

  models::ShadowPriceModel& prices_;
  models::Selection& selection_;
  const ThemeService& themes_;
  QLineEdit* step_;
  QPushButton* ask_;
  QLabel* reason_;
  QWidget* answer_;
  QLabel* title_;
  QLabel* detail_;
  QLabel* basis_;
  QVBoxLayout* rows_;
  std::shared_ptr<const models::FoundPrices> shown_;
};

}  // namespace mw::panels
