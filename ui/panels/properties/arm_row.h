// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "ui/panels/properties/property_row.h"

namespace mw::panels {

/// The arm of a robot: one that comes with the program, the one that was imported, or another file.
class ArmRow : public PropertyRow {
  Q_OBJECT
 public:
  ArmRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;

 private:
  void take(int index);
  QComboBox* combo_;
};

}  // namespace mw::panels
