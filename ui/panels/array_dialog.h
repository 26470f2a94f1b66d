// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include "core/layout/copies.h"
#include "ui/panels/panel.h"

class QFormLayout;

namespace mw::panels {

enum class ArrayKind { Linear, Circular };

/// Asks for a row, a grid or a ring of copies of what is selected; says how many elements will come, shows where, and
/// refuses more than the limit by name.
class ArrayDialog : public QDialog {
  Q_OBJECT
 public:
  ArrayDialog(const PanelServices& services, ArrayKind kind, QWidget* parent);
  void done(int result) override;

 private:
  void buildLinear(QFormLayout& form);
  void buildCircular(QFormLayout& form);
  QSpinBox* count(const char* name, const QString& what, int value, QFormLayout& form);
  QDoubleSpinBox* length(const char* name, const QString& what, double value, const QString& unit, QFormLayout& form);
  [[nodiscard]] std::vector<layout::CopyPlace> places() const;
  void showPreview();
  void place();

  PanelServices services_;
  ArrayKind kind_;
  QSpinBox* columns_ = nullptr;
  QSpinBox* rows_ = nullptr;
  QDoubleSpinBox* step_x_ = nullptr;
  QDoubleSpinBox* step_y_ = nullptr;
  QSpinBox* count_ = nullptr;
  QDoubleSpinBox* center_x_ = nullptr;
  QDoubleSpinBox* center_y_ = nullptr;
  QDoubleSpinBox* angle_ = nullptr;
  QLabel* outcome_ = nullptr;
  QPushButton* place_ = nullptr;
};

}  // namespace mw::panels
