// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/base/json.h"
#include "ui/panels/panel.h"
#include "ui/panels/properties/unit_field.h"
#include "ui/scene/vec3.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace mw::panels {

class MouseTool;

/// Floor plans: brings drawings in, scales them by two points, moves, turns, fades, locks and hides them.
class UnderlayPanel : public Panel {
  Q_OBJECT
 public:
  UnderlayPanel(const PanelServices& services, QWidget* parent);
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build();
  void showCurrent();
  void askForFile();
  void chooseScale(bool is_wanted);
  void chooseMove(bool is_wanted);
  /// The mouse works on the drawing from now on, as the button says.
  void arm(QPushButton& button, std::unique_ptr<MouseTool> mode);
  [[nodiscard]] bool isArmed() const;
  void disarm();
  void showModeEnded();
  void takeDistance(const QString& text);
  void takePlace();
  void change(const Json& fields, const QString& text, const std::string& merge_key = {});
  [[nodiscard]] std::string current() const;
  [[nodiscard]] Json underlay() const;

  PanelServices services_;
  QComboBox* list_ = nullptr;
  QLabel* hint_ = nullptr;
  QWidget* form_ = nullptr;
  QLabel* size_ = nullptr;
  QPushButton* scale_ = nullptr;
  UnitField* distance_ = nullptr;
  QPushButton* move_ = nullptr;
  UnitField* x_ = nullptr;
  UnitField* y_ = nullptr;
  UnitField* yaw_ = nullptr;
  QSlider* opacity_ = nullptr;
  QCheckBox* locked_ = nullptr;
  QCheckBox* hidden_ = nullptr;
  QPushButton* remove_ = nullptr;
  int fades_ = 0;
  std::optional<std::pair<scene::Vec3, scene::Vec3>> marked_m_;
};

}  // namespace mw::panels
