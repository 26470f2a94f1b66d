// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QWidget>
#include <optional>

namespace mw::panels {

/// What one kind of change costs: ticked where it is to be had, and its price.
class CostRow : public QWidget {
  Q_OBJECT
 public:
  /// @param name  of its widgets: "NAME.had", "NAME.price"
  CostRow(const QString& name, const QString& what, const QString& tip, std::optional<double> price, QWidget* parent);

  /// None where it is not to be had.
  [[nodiscard]] std::optional<double> price() const;

 signals:
  void touched();

 private:
  QCheckBox* had_;
  QDoubleSpinBox* price_;
};

}  // namespace mw::panels
