// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QSpinBox>
#include <QWidget>

#include "ui/models/discovery/discovery_model.h"
#include "ui/panels/discovery/split_chart.h"

namespace mw::panels {

/// Which part of a log builds the factory and which judges it: by a share of the cases, by a date, or all of it builds;
/// and what that makes of this log.
class SplitField : public QWidget {
  Q_OBJECT
 public:
  SplitField(models::DiscoveryModel& model, const ThemeService& themes, QWidget* parent);

 private:
  enum class By { Share, Date, Nothing };
  QWidget* buildRow();
  void choose(By by);
  void setShare(double share);
  void setDate(const QDate& date);
  void show();
  void showLog();

  models::DiscoveryModel& model_;
  QComboBox* by_;
  QSpinBox* share_;
  QDateEdit* date_;
  SplitChart* chart_;
  QLabel* story_;
  double last_share_ = discovery::DiscoveryOptions{}.split;
  std::shared_ptr<const discovery::EventLog> shown_log_;
};

}  // namespace mw::panels
