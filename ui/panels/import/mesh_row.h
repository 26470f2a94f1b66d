// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "ui/panels/properties/property_row.h"

class QPushButton;

namespace mw::panels {

/// The mesh of an element: which file, how large it is, in which unit; imports another and takes it off again.
class MeshRow : public PropertyRow {
  Q_OBJECT
 public:
  MeshRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;

 private:
  void askForFile();
  void takeUnit(int index);
  [[nodiscard]] std::string element() const;

  QPushButton* file_;
  QPushButton* remove_;
  QLabel* note_;
  QComboBox* unit_;
};

}  // namespace mw::panels
