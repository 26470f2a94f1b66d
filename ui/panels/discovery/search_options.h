// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QWidget>

#include "ui/models/discovery/discovery_model.h"

namespace mw::panels {

/// What a search for a factory takes beside the log: its name, how cases arrive, how many periods judge it, the seed.
class SearchOptions : public QWidget {
  Q_OBJECT
 public:
  SearchOptions(models::DiscoveryModel& model, QWidget* parent);

 private:
  template <class Change>
  void edit(Change change);
  void show();

  models::DiscoveryModel& model_;
  QLineEdit* name_;
  QComboBox* arrivals_;
  QSpinBox* replications_;
  QSpinBox* seed_;
};

}  // namespace mw::panels
