// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QFrame>
#include <QSlider>
#include <optional>

namespace mw::panels {

/// The height at which the hall is cut open, by slider or typed; hidden while it is whole.
class SectionChip : public QFrame {
  Q_OBJECT
 public:
  explicit SectionChip(QWidget* parent);

  /// @param top_m  of what stands in the hall: the slider ends there
  void setOpen(bool is_open, double top_m);

 signals:
  /// None = whole.
  void heightChanged(std::optional<double> height_m);

 private:
  QSlider* slider_;  ///< centimetres
  QDoubleSpinBox* typed_;
};

}  // namespace mw::panels
