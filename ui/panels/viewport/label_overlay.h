// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>
#include <QWidget>
#include <array>
#include <string>
#include <vector>

#include "core/factory/element_state.h"
#include "ui/panels/viewport/sketch.h"

namespace mw::panels {

class ThemeService;

/// What a label says beside the element's name.
struct SceneLabel {
  std::string element;  ///< id
  QString text;         ///< "down 4 min", "82 %"; empty shows the name alone
  factory::ElementState state = factory::ElementState::Idle;
  /// A frame around what limits the factory: full where that is sure, dashed where it is not.
  enum class Frame { Plain, Limits, MayLimit };
  Frame frame = Frame::Plain;
};

/// A label with its place on screen.
struct PlacedLabel {
  SceneLabel label;
  QString name;
  QPointF anchor;      ///< the chip's lower middle
  double urgency = 0;  ///< where chips would overlap, the higher stays
};

/// Chips with names and states over the hall, and the lines of what the mouse is doing. Lets all events through.
class LabelOverlay : public QWidget {
  Q_OBJECT
 public:
  LabelOverlay(const ThemeService& themes, QWidget* parent);
  /// Hides those that would overlap a more urgent one.
  void setLabels(std::vector<PlacedLabel> labels);
  /// What a layer draws; under the chips.
  void setSketch(SketchLayer layer, Sketch sketch);
  /// A measure beside the pointer: "x 12.5 m  y 4.0 m".
  void setHint(const QString& text, QPointF at);
  [[nodiscard]] std::size_t shownCount() const { return shown_.size(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Chip {
    PlacedLabel placed;
    QRectF box;
  };
  [[nodiscard]] QRectF boxOf(const PlacedLabel& placed) const;
  void paintChip(QPainter& painter, const Chip& chip) const;
  void paintStroke(QPainter& painter, const Stroke& stroke) const;
  void paintText(QPainter& painter, const PlacedLabel& placed, const QRectF& box) const;

  const ThemeService& themes_;
  std::vector<Chip> shown_;
  std::array<Sketch, kSketchLayerCount> sketches_;
  QString hint_;
  QPointF hint_at_;
};

}  // namespace mw::panels
