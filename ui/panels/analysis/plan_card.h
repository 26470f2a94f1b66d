// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPushButton>

#include "ui/models/analysis/improvement_words.h"

namespace mw::panels {

/// One plan: its changes, what they cost, what they give with its interval, and whether that is shown.
class PlanCard : public QFrame {
  Q_OBJECT
 public:
  /// @param number  from 0, the best
  PlanCard(const models::PlanWords& words, std::size_t number, QWidget* parent = nullptr);

  /// @param reason  why it cannot be applied; empty: it can
  void setRefusal(const QString& reason);

 signals:
  void applyWanted();
  void showWanted();

 private:
  QPushButton* apply_;
};

}  // namespace mw::panels
